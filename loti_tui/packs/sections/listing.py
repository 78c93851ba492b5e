"""All items of a kind in one table."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.withholding import MANY
from loti_tui.packs.report import Block, Para
from loti_tui.packs.tabling import NOTHING, field, table
from loti_tui.packs.telling import Telling


def listing(t: Telling, kind: str, caption: str, *names: str) -> Iterator[Block]:
    """The items of a kind with these fields; that some are withheld; or that none is recorded."""
    items, kept = t.state.of(kind), t.kept_back(kind)
    if kept:
        yield Para(kept, "note")
    if items:
        yield table(caption, items, *(field(kind, name) for name in names), name=MANY.get(kind, caption))
    elif not kept:
        yield Para(NOTHING)
