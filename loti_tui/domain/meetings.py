"""What meetings of the board asked for and decided: in the order of an agenda, and counted (domain rules §1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.dates import is_overdue
from loti_tui.domain.items import Action, Resolution
from loti_tui.domain.state import State, ref_order

OPEN = ("planned", "started")
"""An action with one of these is still to be done."""
_DECIDED = re.compile(r"\s*(?:decided|decision)\s*:\s*", re.IGNORECASE)


def is_open(action: Action) -> bool:
    """Whether it is still to be done."""
    return action.status in OPEN and action.done_on is None


def action_standing(action: Action, today: date) -> str:
    """The status in a word: as recorded, or "overdue" where the date says so."""
    late = is_open(action) and action.due is not None and is_overdue(action.due, today)
    return "overdue" if late else action.status


def agenda_order(state: State) -> tuple[Action | Resolution, ...]:
    """The open actions by the day they are due, those without one after them, then the others; then the decisions,
    those of the latest meeting first and those of no recorded meeting last."""

    def of_action(one: Action) -> tuple[bool, date, tuple[str, int, str]]:
        return (not is_open(one), one.due.last if one.due else date.max, ref_order(one.ref))

    def of_decision(one: Resolution) -> tuple[int, tuple[str, int, str]]:
        return (-one.meeting.first.toordinal() if one.meeting else 0, ref_order(one.ref))

    return (*sorted(state.actions, key=of_action), *sorted(state.resolutions, key=of_decision))


@dataclass(frozen=True, slots=True)
class Agenda:
    """How many actions are open, and how many of these overdue."""

    open: int
    overdue: int

    @property
    def words(self) -> str:
        """ "3 open, 1 overdue"."""
        return f"{self.open:,} open, {self.overdue:,} overdue"


def agenda(state: State, today: date) -> Agenda:
    """What a meeting is told first of its actions."""
    standings = [action_standing(one, today) for one in state.actions if is_open(one)]
    return Agenda(len(standings), standings.count("overdue"))


def understood(typed: str) -> tuple[str, str]:
    """What somebody typed at a meeting, as the kind of item that it is and its words: a decision where it begins
    with “decided:”, else an action."""
    words = _DECIDED.sub("", typed, count=1) if _DECIDED.match(typed) else typed
    return ("action" if words is typed else "resolution"), words.strip()
