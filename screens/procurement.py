"""The procurement: its steps in order, each with what was planned, is forecast and happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.delivery import standing
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.item import Item
from loti_tui.domain.items import Step
from loti_tui.domain.money import money_words
from loti_tui.domain.state import State
from screens.table_screen import TableScreen
from screens.widgets.plain import plain
from screens.widgets.record_table import Cell, Column

STATUS_TONES = {"overdue": "late", "done": "green", "dropped": "muted"}


def status_cell(item: Item, state: str) -> Cell:
    """The status in a word, "overdue" among them."""
    return Cell(state.capitalize(), STATUS_TONES.get(state, ""))


class ProcurementScreen(TableScreen):
    """Every step of the procurement."""

    NAME = "procurement"
    KIND = "step"
    SHOWN_KEYS = ("edit", "open", "new", "remove", "filter", "undo", "export")
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("title", "Step", grow=3, least=16),
        Column("planned", "Planned", most=12),
        Column("forecast", "Forecast", most=12),
        Column("actual", "Actual", most=12),
        Column("status", "Status", least=7, most=9),
        Column("lead", "Lead", most=22, shown_from=100),
        Column("notice", "Notice", grow=2, shown_from=130),
    )

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield from super().compose_content()

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        shown = super().cells(item, state)
        shown["status"] = status_cell(item, standing(cast("Step", item), self.host.today))
        return shown

    def show(self, state: State) -> None:
        super().show(state)
        bought = state.procurement
        if bought is None:
            self.query_one("#summary", Static).update(Content(""))
            return
        value = money_words(bought.value) if bought.value is not None else NOT_RECORDED
        parts = [
            Content.styled("Led by ", "$key-label"), plain(bought.lead or NOT_RECORDED),
            Content.styled("  Route ", "$key-label"), plain(bought.route or NOT_RECORDED),
            Content.styled("  Value ", "$key-label"), plain(value),
        ]  # fmt: skip
        self.query_one("#summary", Static).update(Content.assemble(*parts))
