"""What some rules look back on: how the values that they watch came to be, and since when items are in the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import Plain

WATCHED: Mapping[str, tuple[str, ...]] = {
    "risk": ("probability", "impact", "rag_recorded", "mitigation"),
    "milestone": ("forecast",),
}
"""kind -> the fields whose changes are read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of a watched field: in which act, when (UTC text), from what, to what.

    What an item was added with is no turn, nor what was undone and the undoing of it. A value that is recorded
    later for the first time is one, from None.
    """

    batch: str
    at: str
    item: str
    field: str
    old: Plain
    new: Plain


@dataclass(frozen=True)
class Trail:
    """item id -> its turns, oldest first; and item id -> when it was added, as UTC text."""

    turns: Mapping[str, tuple[Turn, ...]] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, turns: Iterable[Turn], added: Mapping[str, str]) -> Trail:
        """The trail of turns given oldest first."""
        found: dict[str, list[Turn]] = {}
        for turn in turns:
            found.setdefault(turn.item, []).append(turn)
        return cls({item: tuple(some) for item, some in found.items()}, added)

    def after(self, entries: Iterable[Entry]) -> Trail:
        """The trail once these lines of one act were added to the log: an edit, no undo and no redo, since those
        make other acts count or count no more."""
        lines = [one for one in entries if one.kind in WATCHED]
        new = {one.item: one.at for one in lines if one.field == "removed" and one.old is None}
        turns = dict(self.turns)
        for one in lines:
            if one.field in WATCHED[one.kind] and one.item not in new:
                turn = Turn(one.batch, one.at, one.item, one.field, one.old, one.new)
                turns[one.item] = (*turns.get(one.item, ()), turn)
        return Trail(turns, {**self.added, **new})

    def of_item(self, item: str, *fields: str) -> tuple[Turn, ...]:
        """The turns of these fields of an item, oldest first."""
        return tuple(turn for turn in self.turns.get(item, ()) if turn.field in fields)
