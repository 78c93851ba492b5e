"""Rules on the procurement: its order, its gate, its law and its notices (domain rules §5 and §6)."""

from __future__ import annotations

from loti_tui.domain.dates import Precision, Relation, day_words, days_left, relation
from loti_tui.domain.delivery import expected, late
from loti_tui.domain.findings.finding import Facts, Found, dated, mended_in, named, timed
from loti_tui.domain.items import Milestone, Procurement, Step
from loti_tui.domain.notices import NoticeDue
from loti_tui.domain.procuring import is_done
from loti_tui.domain.regime import ACT_FROM, first_signing_day
from loti_tui.domain.text import counted
from loti_tui.domain.workdays import Calendar, CalendarUnknown


def work_before_contract(item: Milestone, facts: Facts) -> Found:
    """The contract is executed by both sides before the work starts (form paragraph 6.2)."""
    contract = facts.contract
    if contract is None or item.status == "dropped" or item.id not in facts.behind_the_gate:
        return
    begun = is_done(item) or item.status == "started"
    if begun and not is_done(contract):
        verb = "is done" if is_done(item) else "has started"
        yield "status", f"{named(item)} {verb}, and {named(contract)}, which comes before any work, has not happened."
        return
    # Through an open gate only what happened counts: a plan that it has overtaken is told by other rules.
    mine, gate = (item.actual, contract.actual) if is_done(contract) else (expected(item), expected(contract))
    if mine and gate and relation(mine, gate) is Relation.BEFORE:
        yield mended_in(item), f"{named(item)} {timed(item)}, before {named(contract)}, which {timed(contract)}."


def out_of_order(item: Step, facts: Facts) -> Found:
    """Each step comes after those that stand before it."""
    later, skipped = facts.out_of_order.get(item.id, (None, None))
    if later and later is not skipped and (when := expected(item)) and (theirs := expected(later)):
        yield (
            mended_in(item),
            f"{named(item)} is dated {when.spoken()}, before {named(later)}, which comes first and is dated "
            f"{theirs.spoken()}.",
            later.id,
        )
    if skipped:
        yield "status", f"{named(item)} is done, and {named(skipped)}, which comes before it, is not.", skipped.id


def step_overdue(item: Step, facts: Facts) -> Found:
    """Its date has passed and it is not done."""
    when = expected(item)
    if when and late(item, facts.today):
        days = counted(-days_left(when, facts.today), "day")
        yield "forecast", f"{named(item)} is overdue by {days}: it was expected {dated(when)}."


def notice_overdue(item: Procurement, facts: Facts) -> Found:
    """A notice went out by the day that the law or the guidance sets."""
    for one in facts.purchase.owed if facts.purchase else ():
        due = one.notice.due
        if one.happened and not one.sent and due and due < facts.today:
            days = counted((facts.today - due).days, "day")
            yield "title", notice_words(one.notice, f"is overdue by {days}: it was due"), one.notice.code


def notice_due(item: Procurement, facts: Facts) -> Found:
    """What set it off has happened: the notice is owed now."""
    for one in facts.purchase.owed if facts.purchase else ():
        due = one.notice.due
        if one.happened and not one.sent and (due is None or due >= facts.today):
            yield "title", notice_words(one.notice, "is due"), one.notice.code


def law_not_known(item: Procurement, facts: Facts) -> Found:
    """Which law holds goes by the day on which the procurement began."""
    if facts.purchase is None or facts.purchase.regime is not None or not facts.state.steps:
        return
    when, began = (item.begun_on, "began") if item.begun_on else (item.planned_for, "is planned for")
    if when is None:
        words = "When the procurement began is not recorded"
    else:
        words = f"The procurement {began} {dated(when) if item.begun_on else when.spoken()}"
        words += f", and procurement law changed on {day_words(ACT_FROM)}"
    yield "begun_on", f"{words}: which law it is under is not known."


def without_contract_step(item: Procurement, facts: Facts) -> Found:
    """Without a step for the contract nothing holds the work back."""
    if facts.contract is None and facts.state.steps:
        yield "title", "The procurement has no step for the contract, which comes before any work."


def award_without_exemption(item: Procurement, facts: Facts) -> Found:
    """A direct award is an exemption from the Contracts and Funding Code, and somebody approved it."""
    if item.method == "direct award" and not item.exemption:
        yield "exemption", "The procurement is a direct award and no exemption is recorded."


def standstill_cut_short(item: Step, facts: Facts) -> Found:
    """Above the threshold the contract waits until the standstill has ended."""
    bought = facts.purchase
    if bought is None or item is not bought.contract or not bought.above or bought.regime is None:
        return
    award, signed = bought.steps.get("award"), expected(item)
    awarded = award.actual if award else None
    if awarded is None or signed is None or awarded.precision is not Precision.DAY:
        return
    try:
        off = facts.state.days_off[Calendar.ENGLAND]
        first = first_signing_day(bought.regime, awarded.first, extra=off)
    except CalendarUnknown:
        return
    if signed.last < first:
        yield (
            mended_in(item),
            f"{named(item)} {timed(item)}, and the standstill, counted from the award {dated(awarded)}, ends before "
            f"{day_words(first)}, the first day to sign.",
        )


def notice_words(notice: NoticeDue, verb: str) -> str:
    """The notice, when it is due and by which rule, and whether that is confirmed."""
    doubt = "" if notice.certain else " This time limit is not confirmed."
    return f"{notice.name} {verb} {notice.due_words} ({notice.source}).{doubt}"
