"""The milestones: the approved plan, what is expected now, what happened, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.delivery import RULES, milestone_rag, slip, standing
from loti_tui.domain.item import Item
from loti_tui.domain.items import Milestone
from loti_tui.domain.procuring import is_done
from loti_tui.domain.state import State
from screens.procurement import status_cell
from screens.risks import TONES
from screens.table_screen import EMPTY, TableScreen
from screens.widgets.record_table import Cell, Column


class MilestonesScreen(TableScreen):
    """Every milestone."""

    NAME = "milestones"
    KIND = "milestone"
    SHOWN_KEYS = ("edit", "open", "new", "remove", "filter", "undo", "export")
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("title", "Milestone", grow=3, least=14),
        Column("baseline", "Baseline", most=12),
        Column("forecast", "Forecast", most=12),
        Column("actual", "Actual", most=12),
        Column("variance", "Variance", least=8, most=12),
        Column("rag", "RAG", least=7, most=10),
        Column("status", "Status", least=7, most=9, shown_from=96),
        Column("owner", "Owner", most=20, shown_from=110),
        Column("depends_on", "Depends on", most=16, shown_from=124),
        Column("outcome", "Outcome", grow=2, shown_from=140),
        Column("confidence", "Delivery confidence", most=19, shown_from=150),
    )

    def compose_content(self) -> Iterator[Widget]:
        yield from super().compose_content()
        yield Static(id="rule", markup=False)

    def basis(self, state: State) -> object:
        return state.milestone_rule

    def show(self, state: State) -> None:
        super().show(state)
        self.query_one("#rule", Static).update(f"RAG rule: {RULES[state.milestone_rule][0]}")

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        milestone = cast("Milestone", item)
        shown = super().cells(item, state)
        words = slip(milestone).words
        shown["variance"] = EMPTY if words == "not recorded" else Cell(words)
        rag = milestone_rag(milestone, self.host.today, state.milestone_rule)
        status = standing(milestone, self.host.today)
        shown["status"] = status_cell(item, status)
        if rag is not None:
            shown["rag"] = Cell(f"{rag.shape} {rag.word}", TONES[rag])
        else:
            complete = is_done(milestone) and milestone.status != "dropped"
            shown["rag"] = Cell("■ Complete") if complete else EMPTY
        return shown

    def not_editable(self, item: Item, name: str) -> str:
        if name == "variance":
            return "The variance is worked out: edit the baseline, the forecast or the actual date."
        if name == "rag":
            return "The milestone RAG is worked out from its dates: edit the forecast or the actual date."
        return super().not_editable(item, name)
