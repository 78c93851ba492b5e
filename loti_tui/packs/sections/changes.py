"""What changed since the snapshot before, in words, deletions included."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.differences import Difference
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.moments import london_day
from loti_tui.packs.report import Block, Para
from loti_tui.packs.tabling import Told, table, told
from loti_tui.packs.telling import Telling, capital

UNSEEN = "Nothing that this pack shows has changed."
"""Said where something is withheld and no change can be told."""


def changes(t: Telling) -> Iterator[Block]:
    """The changes in a table, the sum of them before it."""
    if not t.compared_with:
        yield Para("There is no earlier snapshot to compare with.")
        return
    unseen = t.withheld and not t.changes  # what is withheld may have changed, and nobody is told whether it has
    yield Para(f"Since snapshot “{t.compared_with}”: {UNSEEN if unseen else t.changes_in_short}")
    if t.changes:
        of_board: tuple[Told[Difference], ...] = (
            told("Who", lambda one: one.who or NOT_RECORDED),
            told("When", when, "date"),
            told("Why", lambda one: one.why or NOT_RECORDED),
        )
        yield table(
            f"What changed since “{t.compared_with}”",
            t.changes,
            told("Ref", lambda one: one.ref),
            told("Change", lambda one: capital(one.change)),
            told("What changed", lambda one: one.sentence),
            *(of_board if t.for_board else ()),
            name="Changes",
        )


def when(one: Difference) -> str:
    """The day in London on which it was changed."""
    return PartialDate.of_day(london_day(one.at)).short() if one.at else NOT_RECORDED
