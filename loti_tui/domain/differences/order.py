"""In which order a board reads what has changed."""

from __future__ import annotations

from collections.abc import Iterable

from loti_tui.domain.differences.difference import Difference
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import ref_order

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Risks", ("risk",)),
    ("Issues", ("issue",)),
    ("Milestones", ("milestone",)),
    ("Procurement", ("procurement", "step")),
    ("Publication", ("publication",)),
    ("Decision and money", ("decision", "funding", "spend", "signoff")),
    ("Actions", ("action",)),
    ("Board decisions", ("resolution",)),
)
"""The title of each section, and the kinds whose items it tells of."""
REST = "Programme and settings"
"""The section of every other kind."""

RISKS_IN_ORDER = ("raised", "added", "lowered", "closed", "removed", "edited")
"""Of risks, what is worse comes first."""

_PLACES = {
    kind: (section, place, title) for section, (title, kinds) in enumerate(SECTIONS) for place, kind in enumerate(kinds)
}
_KINDS = tuple(KINDS)


def place(kind: str) -> tuple[int, int, str]:
    """Section, place within it, and the section's title."""
    return _PLACES.get(kind, (len(SECTIONS), _KINDS.index(kind), REST))


def in_order(found: Iterable[Difference]) -> list[Difference]:
    """By section and kind, then by reference; those of one item as they come. Risks first by what became of them."""

    def key(one: Difference) -> tuple[int, int, int, tuple[str, int, str], str]:
        rank = RISKS_IN_ORDER.index(one.change) if one.kind == "risk" else 0
        return (*place(one.kind)[:2], rank, ref_order(one.ref), one.item)

    return sorted(found, key=key)


def grouped(found: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """The differences under the titles of their sections, in order; sections with nothing in them are left out."""
    sections: dict[str, list[Difference]] = {}
    for one in in_order(found):
        sections.setdefault(place(one.kind)[2], []).append(one)
    return list(sections.items())
