"""What the rules find in the register: the board's own business."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.findings import attention as found_by_rules
from loti_tui.packs.report import Block, Para
from loti_tui.packs.tabling import sentence, table, told, words
from loti_tui.packs.telling import Telling


def attention(t: Telling) -> Iterator[Block]:
    """What the rules find, the worst first; and what was acknowledged, by which reason and until when."""
    if not t.for_board:
        return
    found = found_by_rules(t.state, t.today, t.trail)
    if not found.open:
        yield Para("Nothing needs attention.")
    else:
        yield table(
            "Findings, the worst first",
            found.open,
            told("Ref", lambda one: one.ref),
            told("Weight", lambda one: sentence(one.severity)),
            told("What was found", lambda one: one.sentence),
            told("What to do", lambda one: one.advice),
            name="Findings",
        )
    if found.acknowledged:
        yield table(
            "Acknowledged findings",
            found.acknowledged,
            told("Ref", lambda one: one[0].ref),
            told("What was found", lambda one: one[0].sentence),
            told("Reason", lambda one: words(one[1], "reason")),
            told("Comes back on", lambda one: words(one[1], "until", short=True), "date"),
            name="Acknowledged",
        )
