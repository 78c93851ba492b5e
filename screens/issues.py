"""The issues: what has happened, each with the risk that it was before. They stand behind the risks, at one key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual.widget import Widget

from loti_tui.commands import key
from loti_tui.domain.dates import is_overdue
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Issue
from loti_tui.domain.related import named
from loti_tui.domain.state import State
from screens import styles
from screens.bindings import bindings
from screens.links import field_words
from screens.procurement import status_cell
from screens.table_screen import TableScreen
from screens.widgets.facts import Facts
from screens.widgets.rows import Cell, Column


class IssuesScreen(TableScreen):
    """Every issue; I and Esc lead back to the risks."""

    CSS_PATH = styles.sheets("loti", "decision")
    KIND = "issue"
    SHOWN_KEYS = ("edit", "open", "new", "remove", "filter", "undo", "issues")
    BINDINGS = bindings("issues")
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("description", "Issue", grow=5, least=16),
        Column("impact", "Impact", most=11),
        Column("owner", "Owner", most=16),
        Column("due", "Due", most=11),
        Column("status", "Status", least=6, most=8),
        Column("risk", "Was", least=3, most=6),
        Column("raised_on", "Raised", most=11, shown_from=110),
        Column("response", "Response", grow=3, shown_from=140),
    )

    @property
    def tab(self) -> str:
        return "risks"

    def compose_content(self) -> Iterator[Widget]:
        yield from super().compose_content()
        yield Facts(id="facts")

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        issue = cast("Issue", item)
        late = issue.status == "open" and issue.due is not None and is_overdue(issue.due, self.host.today)
        return super().cells(item, state) | {"status": status_cell(item, "overdue" if late else issue.status)}

    def show_record(self, state: State) -> None:
        item, shown = self.item, self.query_one(Facts)
        shown.display = item is not None
        if item is not None:
            fields = (KINDS["issue"].fields[name] for name in ("response", "risk", "owner", "raised_on"))
            told = ((field.label, field_words(item, field, state)) for field in fields)
            shown.show(named(item), [(label, None if words == NOT_RECORDED else words) for label, words in told])

    def _when_empty(self, state: State) -> str:
        if self.filter_text or self.view.only:
            return super()._when_empty(state)
        return f"Nothing has happened yet. {key('convert')} on a risk makes it an issue; {key('new')} adds one here."

    def action_issues(self) -> None:
        """Go back to the risks."""
        self.dismiss(None)

    def action_back(self) -> None:
        """Show every issue again, where a filter or a view holds some back; else go back to the risks."""
        if not self.cleared():
            self.dismiss(None)
