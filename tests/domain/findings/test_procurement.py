"""What the rules say of the procurement, and where they say nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from loti_tui.domain.findings.finding import Facts
from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from tests.domain.findings.cases import (
    ERROR,
    NOTE,
    TODAY,
    WARNING,
    Says,
    Silent,
    contract,
    day_off,
    findings,
    milestone,
    of_code,
    procurement,
    register,
    step,
)

Value = str | int | None
SIGNED = contract(actual="2017-04-05", status="done")
JULY = date(2017, 7, 4)


def gated(gate: Item, *others: Item, **values: str | list[str] | None) -> State:
    """A procurement with its contract, and a milestone that waits for it."""
    return register(procurement(), gate, milestone(**{"depends_on": [gate.id], **values}), *others)


def in_order(*steps: Item) -> State:
    """Only these steps."""
    return register(*steps)


def bought(*steps: Item, **values: Value) -> State:
    """A procurement with these values and steps: begun in April 2017, for £100,000."""
    return register(procurement(**values), *steps)


def award(**values: Value) -> Item:
    return step("S7", **{"title": "Award approved", "stage": "award", **values})


def invitation(**values: Value) -> Item:
    return step("S4", **{"title": "Invitation to tender issued", "stage": "invitation", **values})


def done_on(day: str) -> dict[str, str]:
    return {"actual": day, "status": "done"}


def above(signed: str, awarded: str = "2017-04-04", *others: Item, **values: Value) -> State:
    """A procurement above the threshold of 2017 with an award and a contract."""
    told: dict[str, Value] = {"value": 200_000_00, "method": "tender", **values}
    return bought(award(**done_on(awarded)), contract(forecast=signed), *others, **told)


work_first = partial(Says, "work-before-contract", ERROR, "M1")
out_of_order = partial(Says, "steps-out-of-order", WARNING)
overdue = partial(Says, "step-overdue", WARNING, "S1", "forecast")
notice_overdue = partial(Says, "notice-overdue", ERROR, "P1", "title")
notice_due = partial(Says, "notice-due", WARNING, "P1", "title")
law = partial(Says, "procurement-law-not-known", NOTE, "P1", "begun_on")
cut_short = partial(Says, "standstill-cut-short", ERROR, "S8")
BELOW_25_000 = {"value": 24_000_00}
"""So little that only the Transparency Code asks for an entry."""

SPEAKS = [
    work_first(
        "forecast",
        "M1 (Delivery start) is expected in March 2017, before S8 (Contract executed), which is expected in April "
        "2017.",
        gated(contract(), forecast="2017-03"),
    ),
    work_first(
        "forecast",
        "M1 (Delivery start) is expected in Q1 2017 (January to March), before S8 (Contract executed), which is "
        "expected on 4 April 2017.",
        gated(contract(forecast="2017-04-04"), forecast="2017-Q1"),
    ),
    work_first(
        "status",
        "M1 (Delivery start) has started, and S8 (Contract executed), which comes before any work, has not happened.",
        gated(contract(), status="started"),
    ),
    work_first(
        "status",
        "M1 (Delivery start) is done, and S8 (Contract executed), which comes before any work, has not happened.",
        gated(contract(), **done_on("2017-06-01")),
    ),
    work_first(
        "actual",
        "M1 (Delivery start) was reached on 4 April 2017, before S8 (Contract executed), which happened on 5 April "
        "2017.",
        gated(SIGNED, **done_on("2017-04-04")),
    ),
    out_of_order(
        "S2", "forecast",
        "S2 (Quotes due) is dated 3 April 2017, before S1 (Quotes due), which comes first and is dated 4 April 2017.",
        in_order(step("S1", planned="2017-04-04"), step("S2", forecast="2017-04-03")),
    ),
    out_of_order(
        "S2", "actual",
        "S2 (Quotes due) is dated March 2017, before S1 (Quotes due), which comes first and is dated April 2017.",
        in_order(step("S1", forecast="2017-04", status="done"), step("S2", **done_on("2017-03"))),
    ),
    out_of_order(
        "S3", "status",
        "S3 (Quotes due) is done, and S2 (Quotes due), which comes before it, is not.",
        in_order(step("S1", status="done"), step("S2"), step("S3", status="done")),
    ),
    overdue(
        "S1 (Quotes due) is overdue by 1 day: it was expected on 5 April 2017.",
        in_order(step(planned="2017-04-05")),
    ),
    overdue(
        "S1 (Quotes due) is overdue by 6 days: it was expected in March 2017.",
        in_order(step(forecast="2017-03", status="started")),
    ),
    notice_overdue(
        "Contracts Finder award entry is overdue by 1 day: it was due by 3 Jul 2017, 90 calendar days after the award "
        "of 4 Apr 2017 (Public Contracts Regulations 2015, reg 112; guidance PPN 07/21).",
        bought(award(**done_on("2017-04-04"))),
        JULY,
    ),
    notice_due(
        "Contracts Finder award entry is due by 3 Jul 2017, 90 calendar days after the award of 4 Apr 2017 (Public "
        "Contracts Regulations 2015, reg 112; guidance PPN 07/21).",
        bought(award(**done_on("2017-04-04"))),
    ),
    notice_due(
        "Transparency Code entry is due in the quarterly publication, for the invitation and for the contract (Local "
        "Government Transparency Code 2015).",
        bought(SIGNED, **BELOW_25_000),
    ),
    notice_due(
        "UK7 contract details notice is due as soon as reasonably practicable after the contract is entered into "
        "(Procurement Act 2023, s.87(3)).",
        bought(contract(**done_on("2026-04-05")), award(notice="Transparency Code", **done_on("2026-04-01")),
               planned_for="2026-03"),
    ),
    law(
        "When the procurement began is not recorded: which law it is under is not known.",
        bought(step(), planned_for=None),
    ),
    law(
        "The procurement is planned for Q1 2025 (January to March), and procurement law changed on Mon 24 Feb 2025: "
        "which law it is under is not known.",
        bought(step(), planned_for="2025-Q1"),
    ),
    law(
        "The procurement began in February 2025, and procurement law changed on Mon 24 Feb 2025: which law it is under "
        "is not known.",
        bought(step(), begun_on="2025-02"),
    ),
    Says(
        "no-contract-step", WARNING, "P1", "title",
        "The procurement has no step for the contract, which comes before any work.",
        bought(step()),
    ),
    Says(
        "direct-award-without-exemption", ERROR, "P1", "exemption",
        "The procurement is a direct award and no exemption is recorded.",
        bought(method="direct award"),
    ),
    cut_short(
        "forecast",
        "S8 (Contract executed) is expected on 18 April 2017, and the standstill, counted from the award on 4 April "
        "2017, ends before Wed 19 Apr 2017, the first day to sign.",
        above("2017-04-18"),
    ),
    cut_short(
        "actual",
        "S8 (Contract executed) happened on 31 December 2025, and the standstill, counted from the award on 18 "
        "December 2025, ends before Fri 2 Jan 2026, the first day to sign.",
        bought(award(**done_on("2025-12-18")), contract(**done_on("2025-12-31")), value=300_000_00,
               planned_for="2025-03"),
    ),
]  # fmt: skip

SILENT = [
    Silent("work-before-contract", "where it comes after the contract", gated(contract())),
    Silent("work-before-contract", "in the same month, where the order cannot be told",
           gated(contract(), forecast="2017-04")),
    Silent("work-before-contract", "on the same day", gated(contract(forecast="2017-05-02"), forecast="2017-05-02")),
    Silent("work-before-contract", "of a milestone that is dropped",
           gated(contract(), forecast="2017-03", status="dropped")),
    Silent("work-before-contract", "where the contract's step is dropped",
           gated(contract(status="dropped"), forecast="2017-03")),
    Silent("work-before-contract", "where there is no contract", register(procurement(), milestone(status="started"))),
    Silent("work-before-contract", "without a procurement", register(contract(), milestone(status="started"))),
    Silent("work-before-contract", "once the contract is executed, of work that has started",
           gated(SIGNED, status="started", forecast="2017-03")),
    Silent("work-before-contract", "once the contract is executed, of a plan that was overtaken",
           gated(SIGNED, forecast="2017-04-04")),
    Silent("work-before-contract", "where the contract is done on a day that nobody recorded",
           gated(contract(status="done"), **done_on("2017-03-01"))),
    Silent("work-before-contract", "where the contract has no date",
           gated(contract(forecast=None), forecast="2012")),
    Silent("work-before-contract", "of a milestone that waits for nothing, where another one does",
           gated(contract(), milestone("M2", forecast="2017-03"))),
    Silent("steps-out-of-order", "on the same day",
           in_order(step("S1", planned="2017-04-04"), step("S2", planned="2017-04-04"))),
    Silent("steps-out-of-order", "in the same month",
           in_order(step("S1", planned="2017-04-20"), step("S2", planned="2017-04"))),
    Silent("steps-out-of-order", "after a step that is dropped",
           in_order(step("S1", planned="2017-05", status="dropped"), step("S2", planned="2017-04", status="done"))),
    Silent("steps-out-of-order", "of a step that is dropped",
           in_order(step("S1", planned="2017-05"), step("S2", planned="2017-04", status="dropped"))),
    Silent("steps-out-of-order", "after a step that was removed",
           in_order(step("S1", planned="2017-05", removed=True), step("S2", planned="2017-04", status="done"))),
    Silent("steps-out-of-order", "of steps without dates", in_order(step("S1"), step("S2"))),
    Silent("steps-out-of-order", "where all before it are done",
           in_order(step("S1", status="done"), step("S2", actual="2017-04-01"), step("S3", status="done"))),
    Silent("step-overdue", "on the day itself", in_order(step(planned="2017-04-06"))),
    Silent("step-overdue", "in the month itself", in_order(step(planned="2017-04"))),
    Silent("step-overdue", "once it is done", in_order(step(planned="2017-03", status="done"))),
    Silent("step-overdue", "where it is dropped", in_order(step(planned="2017-03", status="dropped"))),
    Silent("step-overdue", "once it has happened", in_order(step(planned="2017-03", actual="2017-04-01"))),
    Silent("step-overdue", "where it was moved on", in_order(step(planned="2017-03", forecast="2017-05"))),
    Silent("step-overdue", "without a date", in_order(step()), date(2099, 1, 1)),
    Silent("notice-overdue", "on its last day", bought(award(**done_on("2017-04-04"))), date(2017, 7, 3)),
    Silent("notice-overdue", "once it was sent",
           bought(award(notice="Contracts Finder", **done_on("2017-04-04"))), JULY),
    Silent("notice-overdue", "before the award", bought(award(planned="2017-04-04")), JULY),
    Silent("notice-overdue", "where the award has no date", bought(award(status="done")), JULY),
    Silent("notice-overdue", "below the value from which an award is published",
           bought(award(**done_on("2017-04-04")), **BELOW_25_000), JULY),
    Silent("notice-due", "before the award", bought(award(planned="2017-04-04"))),
    Silent("notice-due", "once the notices are published",
           bought(SIGNED, step("S9", title="Notices published", stage="notices", status="done"))),
    Silent("notice-due", "where the value is not known", bought(SIGNED, value=None)),
    Silent("notice-due", "where the law is not known", bought(SIGNED, planned_for=None)),
    Silent("notice-due", "of an advertisement for quotes", bought(invitation(**done_on("2017-04-01")))),
    Silent("procurement-law-not-known", "where the procurement began on a day", bought(step(), begun_on="2025-02-24")),
    Silent("procurement-law-not-known", "while there are no steps", bought(planned_for=None)),
    Silent("no-contract-step", "where there is one", bought(contract())),
    Silent("no-contract-step", "where its usual title says so",
           bought(step(title="Contract executed by both sides", stage=None))),
    Silent("no-contract-step", "while there are no steps", bought()),
    Silent("direct-award-without-exemption", "with its exemption",
           bought(method="direct award", exemption="Approved by the head of finance")),
    Silent("direct-award-without-exemption", "of quotes", bought()),
    Silent("standstill-cut-short", "on the first day to sign", above("2017-04-19")),
    Silent("standstill-cut-short", "in the month in which it may be signed", above("2017-04")),
    Silent("standstill-cut-short", "below the threshold", above("2017-04-05", value=100_000_00)),
    Silent("standstill-cut-short", "where it is not known whether it is above the threshold",
           above("2017-04-05", value=None)),
    Silent("standstill-cut-short", "where no threshold of that year is known",
           above("2019-04-05", "2019-04-04", planned_for="2019-03")),
    Silent("standstill-cut-short", "where the award is known to the month", above("2017-04-05", "2017-04")),
    Silent("standstill-cut-short", "where the calendar is not known",
           above("2030-04-05", "2030-04-04", planned_for="2026-03", value=300_000_00)),
    Silent("standstill-cut-short", "without an award",
           bought(contract(forecast="2017-04-05"), value=200_000_00)),
]  # fmt: skip


@pytest.mark.parametrize("case", SPEAKS, ids=str)
def test_the_rule_says(case: Says) -> None:
    case.check()


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_the_rule_is_silent(case: Silent) -> None:
    case.check()


def test_what_waits_for_a_milestone_behind_the_gate_is_behind_it_too() -> None:
    chain = [milestone("M1", depends_on=["s8"]), milestone("M2", depends_on=["m1"]), milestone("M3", depends_on=["m2"])]
    late = milestone("M4", depends_on=["m3", "nobody"], forecast="2017-03")
    (told,) = of_code("work-before-contract", register(procurement(), contract(), *chain, late))
    assert told.ref == "M4"


def test_where_no_milestone_waits_for_the_contract_all_work_does() -> None:
    state = register(procurement(), contract(), milestone("M1", forecast="2017-03"), milestone("M2"))
    assert [one.ref for one in of_code("work-before-contract", state)] == ["M1"]


def test_without_a_contract_nothing_is_behind_its_gate() -> None:
    assert Facts(register(procurement(), milestone()), TODAY).behind_the_gate == frozenset()


def test_work_before_the_contract_is_told_once_though_it_depends_on_it() -> None:
    told = [one.code for one in findings(gated(contract(), forecast="2017-03")) if one.ref == "M1"]
    assert [code for code in told if code in ("work-before-contract", "depends-on-later")] == ["work-before-contract"]


def test_milestones_that_wait_for_each_other_in_a_circle_are_no_trouble() -> None:
    circle = [milestone("M1", depends_on=["s8", "m2"]), milestone("M2", depends_on=["m1"], status="started")]
    state = register(procurement(), contract(), *circle)
    assert [one.ref for one in of_code("work-before-contract", state)] == ["M2"]


def test_one_slip_of_the_finger_in_a_date_is_one_finding() -> None:
    slip = step("S2", planned="2071-04-04")
    rest = [step(f"S{place}", planned=f"2017-04-{place:02}") for place in (1, 3, 4, 5)]
    assert [one.ref for one in of_code("steps-out-of-order", in_order(slip, *rest))] == ["S3"]


def test_one_step_that_is_not_ticked_off_is_one_finding() -> None:
    steps = [step(f"S{place}", status="planned" if place in (2, 5) else "done") for place in range(1, 8)]
    assert [(one.ref, one.about) for one in of_code("steps-out-of-order", in_order(*steps))] == [
        ("S3", "s3 s2"),
        ("S6", "s6 s5"),
    ]


def test_a_step_that_is_done_before_an_undone_one_is_told_once_though_its_date_says_so_too() -> None:
    state = in_order(step("S1", planned="2017-04-04"), step("S2", **done_on("2017-04-03")))
    assert [one.field for one in of_code("steps-out-of-order", state)] == ["status"]


def test_a_step_may_be_out_of_order_with_two_others() -> None:
    state = in_order(
        step("S1", planned="2017-03-01"), step("S2", **done_on("2017-05-01")), step("S3", **done_on("2017-04"))
    )
    told = of_code("steps-out-of-order", state, date(2017, 6, 1))
    assert [(one.ref, one.about) for one in told] == [("S2", "s2 s1"), ("S3", "s3 s2")]


def test_each_notice_that_is_owed_is_a_finding_of_its_own() -> None:
    told = of_code("notice-due", bought(award(**done_on("2017-04-04")), SIGNED))
    assert [one.about for one in told] == ["p1 contracts-finder-award", "p1 transparency-code"]


def test_an_award_notice_of_the_act_is_due_before_the_contract_is_signed() -> None:
    state = above("2026-01-02", "2025-12-18", planned_for="2025-03", value=300_000_00)
    (told,) = (one for one in of_code("notice-due", state, date(2025, 12, 18)) if one.about == "p1 award-uk6")
    assert told.sentence.startswith(
        "UK6 contract award notice is due by 18 Dec 2025, so that the standstill of 8 working "
    )
    (told,) = (one for one in of_code("notice-overdue", state, date(2025, 12, 19)) if one.about == "p1 award-uk6")
    assert told.sentence.startswith(
        "UK6 contract award notice is overdue by 1 day: it was due by 18 Dec 2025, so that "
    )
    assert told.sentence.endswith(" This time limit is not confirmed.")


def test_a_day_off_of_the_boards_own_moves_the_first_day_to_sign() -> None:
    assert of_code("standstill-cut-short", above("2017-04-19"), TODAY) == []
    (told,) = of_code("standstill-cut-short", above("2017-04-19", "2017-04-04", day_off("2017-04-19")))
    assert told.sentence.endswith("ends before Thu 20 Apr 2017, the first day to sign.")
