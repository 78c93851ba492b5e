"""Who brought a difference about, when and why: asked of the lines of the log between the two states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import Plain


class Behind(NamedTuple):
    """Who, when (stored moment) and why; "" where it is not known."""

    who: str = ""
    at: str = ""
    why: str = ""


Line = tuple[str, str, Plain]
"""(item id, field, its value in the earlier state)"""


class Acts:
    """The lines of the log between two states, oldest first; there may be none."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._lines: dict[tuple[str, str], list[tuple[int, Entry]]] = {}
        for place, entry in enumerate(entries):
            self._lines.setdefault((entry.item, entry.field), []).append((place, entry))

    def behind(self, lines: Iterable[Line]) -> Behind:
        """The newest of the acts by which these fields came to be what they are, with the newest reason given."""
        return told(place for line in lines for place in self._since(line))

    def behind_fate(self, item: str, removed: bool) -> Behind:
        """The act by which an item was removed, or was added or restored."""
        lines = self._lines.get((item, "removed"), ())
        return told(one for one in lines if bool(one[1].new) is removed)

    def together(self, item: str, field: str, other: str) -> bool:
        """Whether an act changed both fields of an item; so it seems also where nothing is known of one of them."""
        one, two = ({entry.batch for _, entry in self._lines.get((item, name), ())} for name in (field, other))
        return not one or not two or bool(one & two)

    def _since(self, line: Line) -> Iterable[tuple[int, Entry]]:
        """The changes of a field since it last was what it was: what was changed and changed back is no part of it."""
        item, field, was = line
        for place, entry in reversed(self._lines.get((item, field), ())):
            yield place, entry
            if entry.old == was:
                return


def told(acts: Iterable[tuple[int, Entry]]) -> Behind:
    """The newest of these, by their places in the log."""
    newest_first = [entry for _, entry in sorted(acts, key=lambda one: one[0], reverse=True)]
    if not newest_first:
        return Behind()
    why = next((entry.why for entry in newest_first if entry.why), "")
    return Behind(newest_first[0].who, newest_first[0].at, why)
