"""What others did to the register while somebody had it open, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.said import batch_words
from loti_tui.domain.state import State
from loti_tui.domain.text import shortened

NAMED = 3
"""As many people are named; of more, the rest is counted."""


@dataclass(frozen=True, slots=True)
class News:
    """What became of a register in other hands."""

    state: State
    people: tuple[str, ...] = ()
    """Who did each act that is new, oldest first."""
    entries: tuple[Entry, ...] = ()
    """What the new act changed, where there is just one and this can still be said of it."""
    gone: int = 0
    """How many known acts the log has no more: an older copy of the file was put in its place."""

    def then(self, later: News) -> News:
        """Both together, as one piece of news."""
        entries = later.entries if not self.people else self.entries if not later.people else ()
        return News(later.state, self.people + later.people, entries, self.gone + later.gone)

    @property
    def act(self) -> str:
        """The one act that is told in full."""
        return self.entries[0].batch if self.entries else ""

    def told(self, me: str, name: str) -> str:
        """The news in a sentence or two, for the person `me`, of the register in the file `name`."""
        return " ".join(one for one in (lost(self.gone, name), self._done(me)) if one)

    def _done(self, me: str) -> str:
        if not self.people:
            return ""
        if not self.entries:
            count = len(self.people)
            were = "1 change by {} was" if count == 1 else f"{count:,} changes by {{}} were"
            return f"{were.format(names(self.people))} taken in."
        who = shortened(self.people[0], 40) + (", in another program," if self.people[0] == me else "")
        what = {Act.UNDO: "undid a change", Act.REDO: "did an undone change again"}.get(
            Act(self.entries[0].act), "changed"
        )
        return f"{who} {what}: {batch_words(self.entries, self.state)}"


def names(people: Sequence[str]) -> str:
    """ "Ann, Bob and 2 others", each person once."""
    once = [shortened(one, 40) for one in dict.fromkeys(people)]
    if len(once) > NAMED:
        others = len(once) - NAMED + 1
        once = [*once[: NAMED - 1], f"{others} others"]
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}"


def lost(gone: int, name: str) -> str:
    """That an older copy lies in the register's place, where it does."""
    if not gone:
        return ""
    last = "the last change is" if gone == 1 else f"the last {gone:,} changes are"
    return (
        f"{name} was replaced by an older copy of itself: {last} not in it. “loti backup list” shows the copies that "
        f"may hold {'it' if gone == 1 else 'them'}."
    )
