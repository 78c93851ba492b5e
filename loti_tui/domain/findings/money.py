"""Rules on the money: what was approved, who pays, what is promised and paid (domain rules §6)."""

from __future__ import annotations

from loti_tui.domain.dates import PartialDate, Relation, relation
from loti_tui.domain.delivery import expected
from loti_tui.domain.findings.finding import Facts, Found, named
from loti_tui.domain.findings.publication import before
from loti_tui.domain.items import Decision, Funding, Milestone, Spend
from loti_tui.domain.money import money_words


def does_not_add_up(item: Decision, facts: Facts) -> Found:
    """The funding lines come to the spending ceiling, or one of them is wrong."""
    lines = facts.state.funding
    if item.ceiling is None or not lines or any(line.amount is None for line in lines):
        return
    total = sum(line.amount or 0 for line in lines)
    if total != item.ceiling:
        way = "more" if total > item.ceiling else "less"
        yield (
            "ceiling",
            f"The funding lines come to {money_words(total)}, {money_words(abs(total - item.ceiling))} {way} than the "
            f"spending ceiling of {money_words(item.ceiling)}.",
        )


def amount_missing(item: Funding, facts: Facts) -> Found:
    """A line without an amount cannot be added up."""
    if item.amount is None:
        yield "amount", f"No amount is recorded for {item.payer}."


def amount_cut(item: Funding, facts: Facts) -> Found:
    """Machine reading loses the front of an amount: £756,000 became 056,000 in one of the GLA's own forms.

    The line is doubted where one digit in front of it is just what the lines lack to the ceiling.
    """
    decision, lines = facts.state.decision, facts.state.funding
    if decision is None or decision.ceiling is None or item.amount is None:
        return
    if any(line.amount is None for line in lines):
        return
    lacking = decision.ceiling - sum(line.amount or 0 for line in lines)
    place = int(10 ** len(str(item.amount // 100))) * 100
    if lacking > 0 and lacking % place == 0 and lacking // place < 10:
        whole = money_words(item.amount + lacking)
        yield (
            "amount",
            f"{money_words(item.amount)} from {item.payer} may have lost its first digit: with {whole} the lines would "
            f"come to the ceiling.",
        )


def over_ceiling(item: Decision, facts: Facts) -> Found:
    """What is promised and paid stays within what was approved."""
    spent = sum(one.amount or 0 for one in facts.state.spends)
    if item.ceiling is not None and spent > item.ceiling:
        yield (
            "ceiling",
            f"{money_words(spent)} is committed or paid, {money_words(spent - item.ceiling)} more than the spending "
            f"ceiling of {money_words(item.ceiling)}.",
        )


def period_before_approval(item: Decision, facts: Facts) -> Found:
    """Authority to spend is asked for from a day before it was given."""
    starts, approved = item.starts_on, item.approved_on
    if starts and approved and relation(starts, approved) is Relation.BEFORE:
        yield (
            "starts_on",
            f"The period of spending starts on {starts.spoken()}, {before(starts, approved)} the decision was approved "
            f"on {approved.spoken()}.",
        )


def spend_before_approval(item: Spend, facts: Facts) -> Found:
    """Nothing is promised or paid before the decision is approved."""
    decision = facts.state.decision
    approved = decision.approved_on if decision else None
    if item.dated and approved and relation(item.dated, approved) is Relation.BEFORE:
        yield (
            "dated",
            f"{amount(item)} in {named(item)} is dated {item.dated.spoken()}, before the decision was approved on "
            f"{approved.spoken()}.",
        )


def spend_outside_period(item: Spend, facts: Facts) -> Found:
    """The decision gives money for a period."""
    if item.dated and (side := outside(item.dated, facts)):
        yield "dated", f"{amount(item)} in {named(item)} is dated {item.dated.spoken()}, {side}."


def delivery_outside_period(item: Milestone, facts: Facts) -> Found:
    """What is delivered outside the funded period is not paid for."""
    when = expected(item)
    if when and item.status != "dropped" and (side := outside(when, facts)):
        yield "forecast", f"{named(item)} is expected {when.spoken()}, {side}."


def amount(item: Spend) -> str:
    """What it comes to, in words."""
    return money_words(item.amount) if item.amount is not None else "An amount that is not recorded"


def outside(when: PartialDate, facts: Facts) -> str:
    """On which side of the funded period a date is, in words; "" inside it or where that cannot be told."""
    decision = facts.state.decision
    if decision is None:
        return ""
    if decision.starts_on and relation(when, decision.starts_on) is Relation.BEFORE:
        return f"before the funded period, which starts on {decision.starts_on.spoken()}"
    if decision.ends_on and relation(when, decision.ends_on) is Relation.AFTER:
        return f"after the funded period, which ends on {decision.ends_on.spoken()}"
    return ""
