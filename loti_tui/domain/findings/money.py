"""Rules on the money: what was approved, who pays, what is promised and paid (domain rules §6)."""

from __future__ import annotations

from loti_tui.domain.dates import PartialDate, Relation, relation
from loti_tui.domain.delivery import expected
from loti_tui.domain.findings.finding import Facts, Found, dated, gap, mended_in, named, timed
from loti_tui.domain.items import Decision, Funding, Milestone, Spend
from loti_tui.domain.money import money_words
from loti_tui.domain.procuring import is_done


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
        yield "amount", f"{named(item)} has no amount."


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
            f"The {money_words(item.amount)} of {named(item)} may have lost its first digit: with {whole} the funding "
            f"lines would come to the ceiling of {money_words(decision.ceiling)}.",
        )


def over_ceiling(item: Decision, facts: Facts) -> Found:
    """What is promised and paid stays within what was approved."""
    spent = sum(one.amount or 0 for one in facts.state.spends)
    if item.ceiling is not None and spent > item.ceiling:
        yield (
            "ceiling",
            f"What is committed or paid comes to {money_words(spent)}, {money_words(spent - item.ceiling)} more than "
            f"the spending ceiling of {money_words(item.ceiling)}.",
        )


def period_before_approval(item: Decision, facts: Facts) -> Found:
    """Authority to spend is asked for from a day before it was given."""
    starts, approved = item.starts_on, item.approved_on
    if starts and approved and relation(starts, approved) is Relation.BEFORE:
        yield (
            "starts_on",
            f"The period of spending starts {dated(starts)}, {gap(starts, approved)} the approval {dated(approved)}.",
        )


def spend_before_approval(item: Spend, facts: Facts) -> Found:
    """Nothing is promised or paid before the decision is approved."""
    decision = facts.state.decision
    if decision is None:
        return
    if decision.approved_on is None:
        yield "dated", f"{spent_on(item)} is {item.stage}, and no approval of the decision is recorded."
    elif item.dated and before_approval(item.dated, decision):
        yield (
            "dated",
            f"{spent_on(item)} was {item.stage} {dated(item.dated)}, {gap(item.dated, decision.approved_on)} the "
            f"approval {dated(decision.approved_on)}.",
        )


def spend_outside_period(item: Spend, facts: Facts) -> Found:
    """The decision gives money for a period."""
    decision = facts.state.decision
    if decision is None or item.dated is None or before_approval(item.dated, decision):  # which says it already
        return
    if side := outside(item.dated, decision):
        yield "dated", f"{spent_on(item)} was {item.stage} {dated(item.dated)}, {side}."


def delivery_outside_period(item: Milestone, facts: Facts) -> Found:
    """What is delivered outside the funded period is not paid for."""
    when, decision = expected(item), facts.state.decision
    if when is None or decision is None or item.status == "dropped":
        return
    # Of what is done and has no date, nobody knows when it was.
    if (item.actual or not is_done(item)) and (side := outside(when, decision)):
        yield mended_in(item), f"{named(item)} {timed(item)}, {side}."


# -- what they share -------------------------------------------------------------------------------------------------


def spent_on(item: Spend) -> str:
    """What the money is for, and how much it is: "SP1 (Inception report), £20,000,"."""
    return f"{named(item)}, {money_words(item.amount)}," if item.amount is not None else named(item)


def before_approval(when: PartialDate, decision: Decision) -> bool:
    """Whether a date is surely before the decision was approved."""
    return decision.approved_on is not None and relation(when, decision.approved_on) is Relation.BEFORE


def outside(when: PartialDate, decision: Decision) -> str:
    """On which side of the funded period a date is, in words; "" inside it or where that cannot be told."""
    if decision.starts_on and relation(when, decision.starts_on) is Relation.BEFORE:
        return f"before the funded period, which starts {dated(decision.starts_on)}"
    if decision.ends_on and relation(when, decision.ends_on) is Relation.AFTER:
        return f"after the funded period, which ends {dated(decision.ends_on)}"
    return ""
