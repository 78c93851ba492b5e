"""Rules on documents that were brought in: what was left open there is recorded (domain rules §6, "Data")."""

from __future__ import annotations

from loti_tui.domain.findings.finding import Facts, Found, named
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import plain
from loti_tui.domain.text import quoted


def left_open(item: Item, facts: Facts) -> Found:
    """Machine reading turns 1 into l and loses pound signs: such a value is not guessed, and stays open until it is
    recorded.
    """
    for doubt, document in facts.left_open.get(item.id, ()):
        field = KINDS[item.KIND].fields.get(doubt.field)
        if field is not None and plain(item, field.name) in (None, field.default):
            stands = f"{quoted(doubt.raw)} stands in" if doubt.raw else "nothing certain stands in"
            yield (
                field.name,
                f"{field.label} of {named(item)} is open: {stands} {document}.",
                field.name,
            )
