"""Two pasts of a register beside each other: what changed from one to the other, line by line and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loti_tui.domain.changes import Entry
from loti_tui.domain.differences import Difference, differences, grouped, summary
from loti_tui.domain.moments import london
from loti_tui.domain.pasts import NOW, Past
from loti_tui.domain.text import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One difference as people read it."""

    id: str
    """The difference for as long as there is one: its item and its field."""
    section: str
    item: str
    """The id of the item that it is about."""
    sentence: str
    behind: str
    """Who, when in London and why, as far as it is known."""
    folded: str
    """All that a filter looks for."""


@dataclass(frozen=True)
class Comparison:
    """What changed from `old` to `new`, in the order in which a board reads it."""

    old: Past
    new: Past
    lines: tuple[Line, ...]
    summary: str

    @property
    def title(self) -> str:
        """What it is, as a heading: "Changes since “March”", "Changes from “March” to “April”"."""
        if self.new.name == NOW:
            return f"Changes since “{self.old.name}”"
        return f"Changes from “{self.old.name}” to “{self.new.name}”"


def compare(old: Past, new: Past, entries: Sequence[Entry]) -> Comparison:
    """`entries` are the lines of the log between the two, oldest first."""
    found = differences(old.state, new.state, entries)
    return Comparison(old, new, tuple(lines(found)), summary(old.state, new.state, found))


def lines(found: Sequence[Difference]) -> Iterator[Line]:
    """Each difference under the title of its section."""
    seen: Counter[str] = Counter()
    for section, some in grouped(found):
        for one in some:
            id = f"{one.item} {one.field or ''}"
            seen[id] += 1
            told = behind(one)
            words = fold(f"{section} {one.ref} {one.sentence} {told}")
            yield Line(f"{id} {seen[id]}", section, one.item, one.sentence, told, words)


def behind(one: Difference) -> str:
    """Who, when in London, and why; as far as it is known."""
    return ", ".join(part for part in (one.who, one.at and london(one.at), one.why) if part)
