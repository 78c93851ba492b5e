"""Rules on the procurement: its order, its gate, its law and its notices (domain rules §5 and §6)."""

from __future__ import annotations

from loti_tui.domain.dates import Relation, day_words, days_left, relation
from loti_tui.domain.delivery import expected, late
from loti_tui.domain.findings.finding import Facts, Found, named
from loti_tui.domain.items import Milestone, Procurement, Step
from loti_tui.domain.procuring import begun, is_done
from loti_tui.domain.regime import first_signing_day, regime_words
from loti_tui.domain.text import counted
from loti_tui.domain.workdays import Calendar, CalendarUnknown


def work_before_contract(item: Milestone, facts: Facts) -> Found:
    """The contract is executed by both sides before the work starts (form paragraph 6.2)."""
    contract = facts.purchase.contract if facts.purchase else None
    if contract is None or item.status == "dropped" or item.id not in facts.behind_the_gate:
        return
    when, gate = expected(item), expected(contract)
    begun_already = item.actual is not None or item.status in ("started", "done")
    if begun_already and not is_done(contract):
        yield "status", f"{named(item)} has started, and {named(contract)} has not happened."
    elif when and gate and relation(when, gate) is Relation.BEFORE:
        verb = "started" if begun_already else "is expected"
        yield (
            "actual" if item.actual else "forecast",
            f"{named(item)} {verb} {when.spoken()}, before {named(contract)}, {gate.spoken()}.",
        )


def out_of_order(item: Step, facts: Facts) -> Found:
    """Each step comes after those that stand before it."""
    when = expected(item)
    if item.status == "dropped":
        return
    before, undone = facts.before[item.id]
    theirs = expected(before) if before else None
    if before and when and theirs and relation(when, theirs) is Relation.BEFORE:
        yield (
            "actual" if item.actual else "forecast",
            f"{named(item)} is dated {when.spoken()}, before {named(before)}, {theirs.spoken()}, which comes first.",
        )
    elif undone and is_done(item):
        yield "status", f"{named(item)} is done, and {named(undone)}, which comes before it, is not."


def step_overdue(item: Step, facts: Facts) -> Found:
    """Its date has passed and it is not done."""
    when = expected(item)
    if when and late(item, facts.today):
        days = counted(-days_left(when, facts.today), "day")
        yield "forecast", f"{named(item)} is overdue by {days}: it was expected {when.spoken()}."


def notice_overdue(item: Procurement, facts: Facts) -> Found:
    """A notice went out by the day that the law or the guidance sets."""
    for one in facts.purchase.owed if facts.purchase else ():
        if one.happened and not one.sent and one.notice.due and one.notice.due < facts.today:
            late_by = counted((facts.today - one.notice.due).days, "day")
            yield "title", f"{one.notice.sentence} It is overdue by {late_by}.", one.notice.code


def notice_due(item: Procurement, facts: Facts) -> Found:
    """What set it off has happened: the notice is owed now."""
    for one in facts.purchase.owed if facts.purchase else ():
        if one.happened and not one.sent and (one.notice.due is None or one.notice.due >= facts.today):
            yield "title", one.notice.sentence, one.notice.code


def law_not_known(item: Procurement, facts: Facts) -> Found:
    """Which law holds goes by the day on which the procurement began."""
    if facts.purchase and facts.purchase.regime is None and facts.state.steps:
        yield "begun_on", regime_words(begun(item))


def without_contract_step(item: Procurement, facts: Facts) -> Found:
    """Without a step for the contract nothing holds the work back."""
    if facts.purchase and facts.purchase.contract is None and facts.state.steps:
        yield "title", "The procurement has no step for the contract, before which no work may start."


def award_without_exemption(item: Procurement, facts: Facts) -> Found:
    """A direct award is an exemption from the Contracts and Funding Code, and somebody approved it."""
    if item.method == "direct award" and not item.exemption:
        yield "exemption", "The procurement is a direct award and no exemption is recorded."


def standstill_cut_short(item: Procurement, facts: Facts) -> Found:
    """Above the threshold the contract waits until the standstill has ended."""
    bought = facts.purchase
    award = bought.steps.get("award") if bought else None
    if bought is None or not bought.above or bought.regime is None or award is None or bought.contract is None:
        return
    awarded, signed = award.actual, expected(bought.contract)
    if awarded is None or signed is None or awarded.first != awarded.last:
        return
    try:
        off = facts.state.days_off[Calendar.ENGLAND]
        first = first_signing_day(bought.regime, awarded.first, extra=off)
    except CalendarUnknown:
        return
    if signed.last < first:
        yield (
            "title",
            f"{named(bought.contract)} is dated {signed.spoken()}. Counted from the award on {awarded.spoken()}, the "
            f"standstill ends before {day_words(first)}, the first day to sign.",
        )
