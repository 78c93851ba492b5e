"""The decision, its money, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.money import money_words
from loti_tui.packs.report import Block, Bullets, Cell, Facts, Heading, Para, Table
from loti_tui.packs.sections.listing import listing
from loti_tui.packs.summary import funding_in_words
from loti_tui.packs.tabling import WITHHELD, facts, field, label, table
from loti_tui.packs.telling import Telling, hidden


def decision(t: Telling) -> Iterator[Block]:
    """The decision, and whether its money adds up."""
    item = t.state.decision
    if item is None:
        yield Para("No decision recorded.")
    else:
        yield Facts(
            (
                *facts(item, "ref", "title", "decision_type", "summary", "authority", "approved_on"),
                *facts(item, "ceiling", "starts_on", "ends_on", "source"),
            )
        )
        for name in ("objectives", "outcomes"):
            lines = [line for line in (getattr(item, name) or "").splitlines() if line.strip()]
            yield Heading(3, label("decision", name))
            yield Bullets(tuple(lines)) if lines else Para(WITHHELD if hidden(item, name) else f"{NOT_RECORDED}.")
    yield Heading(3, "Funding")
    yield Para(t.with_kept_back("funding", funding_in_words(t.state)))
    if t.state.funding:
        yield funding(t)


def funding(t: Telling) -> Table:
    """Who pays how much, and the sum."""
    lines = table(
        "Funding lines and their sum",
        t.state.funding,
        field("funding", "ref"),
        field("funding", "payer"),
        field("funding", "amount"),
        name="Funding",
    )
    secret = any(hidden(line, "amount") for line in t.state.funding) or t.kept_back("funding")
    total = WITHHELD if secret else money_words(sum(line.amount or 0 for line in t.state.funding))
    last = (Cell("Total"), Cell("All payers"), Cell(total))
    return Table(lines.caption, lines.columns, (*lines.rows, last), name=lines.name)


def sign_offs(t: Telling) -> Iterator[Block]:
    """Who confirmed what, and when."""
    yield from listing(t, "signoff", "Who confirmed what, and when", "role", "name", "signed_on", "confirmed")
