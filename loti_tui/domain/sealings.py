"""Snapshots as lines of a list: their headings, without all that is sealed in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.moments import london
from loti_tui.domain.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Sealing:
    """The heading of a snapshot. What cannot be read of it any more is None or ""."""

    id: str
    name: str
    upto: str
    """The newest act that it holds."""
    sha256: str
    before: str
    """The name of the snapshot before it; "" of the first."""
    day: date | None
    """The day that it tells of."""
    sealed: str
    """The moment at which it was, in London."""
    who: str
    why: str
    items: int | None
    """How many items it holds, removed ones too."""


def sealings(snapshots: Sequence[Snapshot]) -> list[Sealing]:
    """The headings of all snapshots, the newest first; `snapshots` are in order."""
    names = ["", *(one.name for one in snapshots)]
    return [sealing(one, before) for one, before in zip(snapshots, names, strict=False)][::-1]


def sealing(one: Snapshot, before: str) -> Sealing:
    """The heading of one snapshot; `before` is the name of the one before it."""
    day, sealed, who, why, items = read(one)
    return Sealing(one.id, one.name, one.upto, one.sha256, before, day, sealed, who, why, items)


def read(one: Snapshot) -> tuple[date | None, str, str, str, int | None]:
    """Its day, the moment of sealing, who, why and how many items; nothing where it is not what was sealed."""
    try:
        stated = one.document
        items = sum(len(of_kind) for of_kind in stated["items"].values())
        return one.day, london(stated["at"]), str(stated["who"]), str(stated["why"] or ""), items
    except (AttributeError, TypeError, ValueError):
        return None, "", "", "", None
