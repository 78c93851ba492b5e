"""What the rules say of the money, and where they say nothing."""

from __future__ import annotations

from functools import partial

import pytest

from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from tests.domain.findings.cases import (
    ERROR,
    WARNING,
    Says,
    Silent,
    decision,
    findings,
    funding,
    milestone,
    of_code,
    register,
    spend,
)


def lines(*pounds: int | None, **values: int | None) -> State:
    """A ceiling of £100,000 unless told otherwise, and a funding line for each of these amounts."""
    told = [funding(f"F{n}", amount=None if one is None else one * 100) for n, one in enumerate(pounds, 1)]
    return register(decision(**values), *told)


def spent(*pounds: int | None, **values: str | int | None) -> State:
    """The same, and a spend for each of these amounts, with these values."""
    told = [
        spend(f"SP{n}", amount=None if one is None else one * 100, **{"dated": "2017-04-05", **values})
        for n, one in enumerate(pounds, 1)
    ]
    return register(decision(), *told)


def reached(**values: str | None) -> State:
    """A milestone with these values, and the funded period from 1 March 2017 to 31 March 2018."""
    return register(decision(), milestone(**values))


def of_two(**values: str | int | None) -> tuple[Item, Item]:
    """A decision approved on 4 April 2017 for money from 1 April 2017 on, and a spend with these values."""
    return decision(approved_on="2017-04-04", starts_on="2017-04-01"), spend(**values)


does_not_add_up = partial(Says, "funding-does-not-add-up", ERROR, "DD2092", "ceiling")
before_approval = partial(Says, "spend-before-approval", ERROR, "SP1", "dated")
outside_period = partial(Says, "spend-outside-period", ERROR, "SP1", "dated")
delivered_outside = partial(Says, "delivery-outside-period", WARNING, "M1")

SPEAKS = [
    does_not_add_up(
        "The funding lines come to £75,000, £25,000 less than the spending ceiling of £100,000.",
        lines(25_000, 50_000),
    ),
    does_not_add_up(
        "The funding lines come to £100,001, £1 more than the spending ceiling of £100,000.",
        lines(50_000, 50_001),
    ),
    does_not_add_up(
        "The funding lines come to £100,000, £0.01 more than the spending ceiling of £99,999.99.",
        lines(100_000, ceiling=99_999_99),
    ),
    Says(
        "funding-amount-missing", WARNING, "F2", "amount",
        "F2 (London Councils) has no amount.",
        lines(100_000, None),
    ),
    Says(
        "amount-may-be-cut", WARNING, "F2", "amount",
        "The £56,000 of F2 (London Councils) may have lost its first digit: with £756,000 the funding lines would come "
        "to the ceiling of £1,000,000.",
        lines(244_000, 56_000, ceiling=1_000_000_00),
    ),
    Says(
        "spend-over-ceiling", ERROR, "DD2092", "ceiling",
        "What is committed or paid comes to £100,001, £1 more than the spending ceiling of £100,000.",
        spent(60_000, None, 40_001),
    ),
    before_approval(
        "SP1 (Inception report), £20,000, was committed on 3 April 2017, 1 day before the approval on 4 April 2017.",
        register(*of_two(dated="2017-04-03")),
    ),
    before_approval(
        "SP1 (Inception report), £20,000, was paid in March 2017, before the approval on 4 April 2017.",
        register(*of_two(dated="2017-03", stage="paid")),
    ),
    before_approval(
        "SP1 (Inception report) is committed, and no approval of the decision is recorded.",
        register(decision(approved_on=None), spend(amount=None)),
    ),
    outside_period(
        "SP1 (Inception report), £20,000, was committed on 1 April 2018, after the funded period, which ends on 31 "
        "March 2018.",
        spent(20_000, dated="2018-04-01"),
    ),
    outside_period(
        "SP1 (Inception report), £20,000, was committed in April 2017, before the funded period, which starts on 1 "
        "May 2017.",
        register(decision(starts_on="2017-05-01"), spend(dated="2017-04")),
    ),
    Says(
        "period-before-approval", WARNING, "DD2092", "starts_on",
        "The period of spending starts on 1 April 2017, 3 days before the approval on 4 April 2017.",
        register(decision(starts_on="2017-04-01", approved_on="2017-04-04")),
    ),
    delivered_outside(
        "forecast",
        "M1 (Delivery start) is expected in April 2018, after the funded period, which ends on 31 March 2018.",
        reached(forecast="2018-04"),
    ),
    delivered_outside(
        "forecast",
        "M1 (Delivery start) is expected in 2019, after the funded period, which ends on 31 March 2018.",
        reached(forecast=None, baseline="2019"),
    ),
    delivered_outside(
        "actual",
        "M1 (Delivery start) was reached on 28 February 2017, before the funded period, which starts on 1 March 2017.",
        reached(actual="2017-02-28", status="done"),
    ),
]  # fmt: skip

SILENT = [
    Silent("funding-does-not-add-up", "where the lines come to the ceiling", lines(25_000, 25_000, 50_000)),
    Silent("funding-does-not-add-up", "while an amount is missing", lines(25_000, None)),
    Silent("funding-does-not-add-up", "where there are no lines", lines()),
    Silent("funding-does-not-add-up", "where there is no ceiling", lines(25_000, ceiling=None)),
    Silent("funding-amount-missing", "where an amount is nothing", lines(100_000, 0)),
    Silent("amount-may-be-cut", "where the lines come to the ceiling", lines(44_000, 56_000)),
    Silent("amount-may-be-cut", "where no one digit makes up for it", lines(244_000, 56_000, ceiling=1_001_000_00)),
    Silent("amount-may-be-cut", "where two digits would", lines(1_000, ceiling=100_000_00)),
    Silent("amount-may-be-cut", "where the lines come to more", lines(756_000, ceiling=56_000_00)),
    Silent("amount-may-be-cut", "while an amount is missing", lines(56_000, None, ceiling=756_000_00)),
    Silent("amount-may-be-cut", "without a ceiling", lines(56_000, ceiling=None)),
    Silent("spend-over-ceiling", "at the ceiling itself", spent(60_000, 40_000)),
    Silent("spend-over-ceiling", "where there is no ceiling", register(decision(ceiling=None), spend())),
    Silent("spend-before-approval", "on the day of the approval", register(*of_two(dated="2017-04-04"))),
    Silent("spend-before-approval", "in the month of the approval", register(*of_two(dated="2017-04"))),
    Silent("spend-before-approval", "of a spend without a date", register(*of_two(dated=None))),
    Silent("spend-before-approval", "of a spend that was removed", register(*of_two(dated="2017-04-03", removed=True))),
    Silent("spend-before-approval", "without a decision", register(spend(dated="2012-01-01"))),
    Silent("spend-outside-period", "on its first day", spent(20_000, dated="2017-03-01")),
    Silent("spend-outside-period", "on its last day", spent(20_000, dated="2018-03-31")),
    Silent("spend-outside-period", "in the month in which it begins", spent(20_000, dated="2017-03")),
    Silent("spend-outside-period", "in a year that it ends in", spent(20_000, dated="2018")),
    Silent("spend-outside-period", "where it is told as before the approval", register(*of_two(dated="2017-03-31"))),
    Silent("spend-outside-period", "of a period without bounds",
           register(decision(starts_on=None, ends_on=None), spend(dated="2030"))),
    Silent("spend-outside-period", "without a decision", register(spend(dated="2012-01-01"))),
    Silent("period-before-approval", "on the day of the approval", register(decision())),
    Silent("period-before-approval", "before there is an approval", register(decision(approved_on=None))),
    Silent("period-before-approval", "without a period", register(decision(starts_on=None))),
    Silent("delivery-outside-period", "in its last month", reached(forecast="2018-03")),
    Silent("delivery-outside-period", "in a quarter that reaches out of it", reached(forecast="2017-Q1")),
    Silent("delivery-outside-period", "of a milestone that is dropped", reached(forecast="2019", status="dropped")),
    Silent("delivery-outside-period", "of one that is done on a day that nobody recorded",
           reached(forecast="2019", status="done")),
    Silent("delivery-outside-period", "of one without a date", reached(forecast=None, baseline=None)),
    Silent("delivery-outside-period", "without a decision", register(milestone(forecast="2019"))),
]  # fmt: skip


@pytest.mark.parametrize("case", SPEAKS, ids=str)
def test_the_rule_says(case: Says) -> None:
    case.check()


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_the_rule_is_silent(case: Silent) -> None:
    case.check()


def test_a_spend_before_period_and_approval_is_told_once() -> None:
    told = [one.code for one in findings(register(*of_two(dated="2017-03-31"))) if one.ref == "SP1"]
    assert told == ["spend-before-approval"]


def test_each_line_that_may_have_lost_the_digit_is_doubted() -> None:
    told = of_code("amount-may-be-cut", lines(50_000, 50_000, ceiling=300_000_00))
    assert [one.ref for one in told] == ["F1", "F2"]


def test_a_payer_with_a_very_long_name_is_cut_short_in_a_sentence() -> None:
    (told,) = of_code("funding-amount-missing", register(decision(), funding(amount=None, payer="London " * 100)))
    assert len(told.sentence) < 100
