"""One difference between two states of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from loti_tui.domain.fields import Plain

Way = Literal["added", "removed", "closed", "raised", "lowered", "moved", "extended", "edited"]
"""What became of an item or of one of its fields: a contract with people's scripts."""

KEYS = ("kind", "ref", "change", "field", "old", "new", "who", "at", "why", "sentence")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one item between two states, in one sentence that stands for itself."""

    kind: str
    ref: str
    item: str
    """The item's id; it stays in the program."""
    change: Way
    field: str | None
    """None where the whole item is meant."""
    old: Plain
    """As the log has it, other items by reference; of a whole item, its title."""
    new: Plain
    who: str
    """Who brought it about, "" where that is not known; so are `at` and `why`."""
    at: str
    """The stored moment of the newest act that did."""
    why: str
    sentence: str


def record(one: Difference) -> dict[str, Any]:
    """A difference as JSON: the names and their order are a contract."""
    return {name: getattr(one, name) for name in KEYS}
