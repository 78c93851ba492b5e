"""Decision forms of the Greater London Authority: the signed form, and the older and present web record.

Source of what is looked for: the form of DD2092, and the variations that were seen in others (references with spaces,
letters misread, dates and amounts in many forms, blank parts). What is not certain is a doubt, never a guess.
"""

from __future__ import annotations

import datetime

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.intake.document import Document, Table
from loti_tui.intake.form.buying import take_purchase
from loti_tui.intake.form.decision import decided, say_vat, summary
from loti_tui.intake.form.declarations import take_declarations
from loti_tui.intake.form.deferral import take_publication
from loti_tui.intake.form.funding import take_funding
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.goals import goals, take_outcome_milestones
from loti_tui.intake.form.header import Head, head_of
from loti_tui.intake.form.layout import Layout, layout_of
from loti_tui.intake.form.numbering import say_lost_numbers
from loti_tui.intake.form.pieces import Section, sections
from loti_tui.intake.form.record import Listed, take_record
from loti_tui.intake.form.risks import take_risks
from loti_tui.intake.form.signing import take_signing
from loti_tui.intake.form.timeline import activities, take_milestones
from loti_tui.intake.place import NOWHERE
from loti_tui.intake.taken import Found, Taken, Value

__all__ = ["is_form", "take_form"]

MOST_CHARACTERS = 1_000_000
"""How long a form may be. DD2092 has some 17,000."""
MOST_BLOCKS = 20_000
"""How many paragraphs and tables a form may have."""


def is_form(document: Document) -> bool:
    """Whether a document is a decision form in one of the three layouts."""
    return layout_of(document) is not None


def take_form(document: Document, today: datetime.date) -> Taken:
    """All that a decision form says, each value with its raw text and its place.

    `today` only tells whether a signature's date is still to come: no date takes its year from it. Raises `Refused`
    where the document is no decision form.
    """
    layout = layout_of(document)
    if layout is None:
        raise Refused(
            f"{quoted(document.name)} is not a decision form that can be recognised. Nothing was changed. "
            "A form has “Request for … decision” and a reference such as DD2092 at its head."
        )
    _refuse_too_long(document)
    found = sections(document)
    gathered = Gathered(today)
    listed = take_record(document, found, gathered) if layout is not Layout.FORM else None
    head = listed.head if listed else head_of(document, found, gathered)
    _take_all(document, found, head, listed, gathered)
    say_lost_numbers(document, gathered)
    in_order = sorted(gathered.notices, key=lambda notice: notice.place)
    return Taken(document.name, document.sha256, layout.value, _ordered(gathered.found), (*document.notices, *in_order))


def _refuse_too_long(document: Document) -> None:
    length = sum(
        sum(len(cell.text) for row in block.rows for cell in row) if isinstance(block, Table) else len(block.text)
        for block in document.blocks
    )
    if length > MOST_CHARACTERS or len(document.blocks) > MOST_BLOCKS:
        raise Refused(
            f"{quoted(document.name)} is too long for a decision form: it has {length:,} characters, and at most "
            f"{MOST_CHARACTERS:,} in {MOST_BLOCKS:,} paragraphs are read. Nothing was changed. "
            "Bring in the form without its appendices."
        )


def _take_all(document: Document, found: list[Section], head: Head, listed: Listed | None, gathered: Gathered) -> None:
    decision = decided(found, gathered)
    signed = _signed(found, listed, gathered)
    aims = goals(found, gathered)
    values = {
        "title": head.title or _untitled(head),
        "decision_type": head.type,
        "summary": summary(decision, gathered),
        "authority": decision.authority,
        "approved_on": signed,
        "ceiling": decision.ceiling,
        "starts_on": decision.starts_on,
        "ends_on": decision.ends_on,
        **aims,
        "source": Value(_source(head, signed)),
    }
    if head.reference and head.reference.doubt:
        values["ref"] = head.reference
    place = head.reference.place if head.reference else NOWHERE
    gathered.add("programme", "programme", {"title": values["title"]}, place)
    gathered.add("decision", "decision", values, place, ref=head.ref)
    shares = take_funding(decision, found, gathered)
    say_vat(decision, gathered)
    take_declarations(found, gathered)
    tables = take_risks(document, found, head.ref, gathered)
    rows = activities(found, tables, gathered)
    purchase = take_purchase(found, decision, shares, rows, signed, gathered)
    take_milestones(rows, purchase.has_contract, purchase.stated, gathered)
    take_outcome_milestones(found, gathered)
    take_publication(found, purchase.has_contract, listed.published if listed else None, gathered)


def _signed(found: list[Section], listed: Listed | None, gathered: Gathered) -> Value | None:
    """The day of approval: as signed, and of a record as listed."""
    if listed is None:
        return take_signing(found, gathered)
    return listed.signed


def _untitled(head: Head) -> Value | None:
    """A form without a title goes by its reference, which every item needs something of."""
    if head.ref and head.reference:
        return Value(head.ref, head.reference.raw, head.reference.place)
    return Value(None, "", NOWHERE, "The form has no title that could be read.")


def _source(head: Head, signed: Value | None) -> str:
    """Where the register's entries come from, in one line."""
    form = f"decision form {head.ref}" if head.ref else "a decision form"
    when = f", signed {PartialDate(str(signed.plain)).spoken()}" if signed and signed.plain else ""
    return f"Greater London Authority, {form}{when}"


_ORDER = ("programme", "decision", "funding", "signoff", "risk", "procurement", "step", "milestone", "publication")
_SIGNED_LAST = ("signoff/authorising",)


def _ordered(found: list[Found]) -> tuple[Found, ...]:
    """The items kind by kind; sign-offs in the order of the form's own steps: officers, others, the one who decides."""

    def order(item: Found) -> tuple[int, int]:
        if item.kind != "signoff":
            return _ORDER.index(item.kind), 0
        return _ORDER.index(item.kind), (2 if item.key in _SIGNED_LAST else _by_hand(item.key))

    return tuple(sorted(found, key=order))


def _by_hand(key: str) -> int:
    declared = ("drafting-officer", "assistant-director", "sponsoring-director", "mayoral-adviser", "finance-and-legal")
    return 0 if key.removeprefix("signoff/") in declared or "board" in key else 1
