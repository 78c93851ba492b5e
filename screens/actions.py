"""The actions and decisions of board meetings in one table: what is open first, by the day it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from textual.widget import Widget

from loti_tui.commands import key
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Action, Resolution
from loti_tui.domain.meetings import action_standing, agenda, agenda_order, understood
from loti_tui.domain.related import named
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.text import fold
from screens.procurement import status_cell
from screens.table_screen import EMPTY, TableScreen
from screens.widgets.facts import Facts
from screens.widgets.plain import line
from screens.widgets.rows import Cell, Column


class ActionsScreen(TableScreen):
    """What meetings asked for, and below it what they decided."""

    NAME = "actions"
    KIND = "action"
    SHOWN_KEYS = ("edit", "open", "new", "remove", "filter", "undo", "export")
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("what", "Action or decision", grow=5, least=16),
        Column("owner", "Owner", most=16),
        Column("due", "Due", most=11),
        Column("status", "Status", least=7, most=8),
        Column("risk", "Risk", most=6),
        Column("meeting", "Meeting", most=11, shown_from=100),
        Column("done_on", "Done on", most=11, shown_from=120),
        Column("note", "Note", grow=3, shown_from=140),
    )

    def compose_content(self) -> Iterator[Widget]:
        yield from super().compose_content()
        yield Facts(id="facts")

    # -- rows ----------------------------------------------------------------------------------------------------

    def items(self, state: State) -> Sequence[Item]:
        return agenda_order(state)

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        shown = {column.name: EMPTY for column in self.COLUMNS} | super().cells(item, state)
        shown["what"] = Cell(line(item.title_words))
        if isinstance(item, Action):
            shown["status"] = status_cell(item, action_standing(item, self.host.today))
        else:
            shown["status"] = Cell("Decided", "muted")
        return shown

    def show_record(self, state: State) -> None:
        item, shown = self.item, self.query_one(Facts)
        shown.display = item is not None
        if item is not None:
            shown.show(named(item), facts(item, state))

    def message_end(self) -> str:
        state = self.host.state
        counted = [agenda(state, self.host.today).words] if state else []
        if state and (self.filter_text or self.view.only):
            counted.append(f"{len(self.table.rows)} of {len(self.items(state))}")
        told = [*counted, self.view_words, self.marked_words, self.host.standing]
        return " · ".join(one for one in told if one)

    def _when_empty(self, state: State) -> str:
        if self.filter_text or self.view.only:
            return super()._when_empty(state)
        return f"No action and no decision of a meeting is recorded. {key('new')} adds one."

    def sort_key(self, name: str, state: State) -> Callable[[Item], Any]:
        if name == "what":
            return lambda item: fold(item.title_words)
        if name == "risk":
            return lambda item: next(map(ref_order, state.refs([getattr(item, "risk", None) or ""])), None)
        if name == "status":
            return lambda item: action_standing(item, self.host.today) if isinstance(item, Action) else None
        return super().sort_key(name, state)

    # -- what is under the cursor --------------------------------------------------------------------------------

    def target(self) -> tuple[Item, str] | None:
        item = self.item
        field = self.table.field
        return (item, KINDS[item.KIND].title if field == "what" else field) if item else None

    def not_editable(self, item: Item, name: str) -> str:
        if isinstance(item, Resolution) and name != "ref":
            return f"{item.ref} is a decision: it has words, a meeting and a reason. Enter opens it."
        return super().not_editable(item, name)

    # -- adding --------------------------------------------------------------------------------------------------

    def called(self, words: str) -> tuple[str, str]:
        """Words that begin with “decided:” are a decision."""
        return understood(words)


def facts(item: Item, state: State) -> list[tuple[str, str | None]]:
    """What the table has no room for, as far as it is recorded."""
    rows: list[tuple[str, str | None]] = []
    if isinstance(item, Action):
        risk = state.items.get(item.risk or "")
        rows = [("Mitigates", named(risk) if risk else None), ("Note", item.note)]
    elif isinstance(item, Resolution):
        rows = [("Reason", item.reason)]
    meeting = cast("Action | Resolution", item).meeting
    rows.append(("Meeting", meeting.spoken() if meeting else None))
    return [(label, words) for label, words in rows if words]
