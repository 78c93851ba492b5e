"""What the rules say of DD2092, in a real register in a real file."""

from __future__ import annotations

from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings import attention
from loti_tui.domain.findings.finding import Finding, Severity

EVE, DUE, LATE = date(2017, 3, 24), date(2017, 4, 5), date(2017, 4, 6)

BEFORE_APPROVAL = (
    "Publication is deferred until 31 March 2017, 4 days before the approval on 4 April 2017: the deferral is over "
    "before it can begin."
)
BEFORE_PROCUREMENT = (
    "Publication is deferred until 31 March 2017 and waits for S8 (Contract executed by both sides), which is expected "
    "in April 2017: the deferral ends before its own reason does."
)


def told(register: Register, today: date) -> tuple[Finding, ...]:
    return attention(register.state().on(today), today, register.trail()).open


def said(register: Register, today: date, code: str) -> list[str]:
    return [one.sentence for one in told(register, today) if one.code == code]


def put(register: Register, ref: str, why: str = "As the board agreed", **values: Plain) -> None:
    item = register.state().find(ref)
    register.apply(Batch("Ann", tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items()), why))


def test_on_the_day_after_it_was_due_the_register_says_what_is_wrong_with_the_form(register: Register) -> None:
    found = [(one.severity, one.code, one.ref) for one in told(register, LATE)]
    assert found == [
        (Severity.ERROR, "publication-overdue", "PUB1"),
        (Severity.ERROR, "deferral-before-approval", "PUB1"),
        (Severity.ERROR, "deferral-before-procurement", "PUB1"),
        (Severity.WARNING, "period-before-approval", "DD2092"),
        *((Severity.WARNING, "owner-is-a-unit", f"R{number}") for number in (1, 2, 3, 4)),
        (Severity.NOTE, "exemption-not-recorded", "PUB1"),
        *((Severity.NOTE, "no-baseline", f"M{number}") for number in (3, 4, 5)),
        *((Severity.NOTE, "milestone-without-owner", f"M{number}") for number in (1, 2, 3, 4, 5)),
    ]


def test_publication_is_overdue_by_a_day_on_6_april_2017(register: Register) -> None:
    assert said(register, LATE, "publication-overdue") == [
        "Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017."
    ]


@pytest.mark.parametrize("today", [EVE, DUE, LATE])
def test_the_deferral_ends_before_the_approval_and_before_its_reason(register: Register, today: date) -> None:
    assert said(register, today, "deferral-before-approval") == [BEFORE_APPROVAL]
    assert said(register, today, "deferral-before-procurement") == [BEFORE_PROCUREMENT]


def test_every_risk_is_owned_by_a_unit(register: Register) -> None:
    assert said(register, LATE, "owner-is-a-unit") == [
        f"The owner of R{number} is “Intelligence”: a unit, not a person." for number in (1, 2, 3, 4)
    ]


def test_on_5_april_2017_publication_is_due_today_and_not_overdue(register: Register) -> None:
    assert said(register, DUE, "publication-overdue") == []
    assert said(register, DUE, "publication-due-soon") == ["Publication of Part 1 is due today, on Wed 5 Apr 2017."]


def test_on_24_march_2017_it_is_said_how_many_days_are_left(register: Register) -> None:
    assert said(register, EVE, "deferral-ends-soon") == [
        "The deferral of publication ends in 7 days, on Fri 31 Mar 2017."
    ]
    assert said(register, date(2017, 3, 29), "publication-due-soon") == [
        "Publication of Part 1 is due in 7 days, on Wed 5 Apr 2017; its deferral ends on Fri 31 Mar 2017."
    ]


def test_once_it_is_published_nothing_is_said_of_publication_any_more(register: Register) -> None:
    put(register, "publication", published_on="2017-04-06", published_by="Ann")
    assert [one.code for one in told(register, LATE) if one.kind == "publication"] == []


def test_a_deferral_until_after_the_procurement_is_in_order(register: Register) -> None:
    put(register, "publication", until="2017-05-02", exemption="s43(2)")
    assert [one.code for one in told(register, LATE) if one.kind == "publication"] == []


def test_a_second_extension_is_told_and_no_longer_once_it_is_undone(register: Register) -> None:
    put(register, "publication", until="2017-05-02")
    assert said(register, LATE, "deferral-extended-again") == []
    put(register, "publication", until="2017-06-01")
    assert said(register, LATE, "deferral-extended-again") == ["The deferral of publication has been extended 2 times."]
    register.undo(who="Ann")
    assert said(register, LATE, "deferral-extended-again") == []
    register.redo(who="Ann")
    assert len(said(register, LATE, "deferral-extended-again")) == 1


def test_a_day_off_of_the_board_moves_the_due_day(register: Register) -> None:
    register.add("dayoff", {"title": "The board's own", "day": "2017-04-05"}, who="Ann")
    assert said(register, LATE, "publication-overdue") == []
    assert said(register, LATE, "publication-due-soon") == ["Publication of Part 1 is due today, on Thu 6 Apr 2017."]


def test_once_the_contract_is_executed_its_notices_are_due(register: Register) -> None:
    put(register, "S7", actual="2017-04-20")
    put(register, "S8", actual="2017-05-02")
    day = date(2017, 5, 3)
    assert said(register, day, "notice-due") == [
        "Contracts Finder award entry is due by 19 Jul 2017, 90 calendar days after the award of 20 Apr 2017 (Public "
        "Contracts Regulations 2015, reg 112; guidance PPN 07/21).",
        "Transparency Code entry is due in the quarterly publication, for the invitation and for the contract (Local "
        "Government Transparency Code 2015).",
    ]
    put(register, "S8", notice="Contracts Finder and Transparency Code")
    assert said(register, day, "notice-due") == []


def test_a_score_that_falls_alone_is_asked_about_and_one_with_its_mitigation_is_not(register: Register) -> None:
    put(register, "R1", probability=1)
    assert [one.partition(" on ")[0] for one in said(register, LATE, "lowered-without-mitigation")] == [
        "The score of R1 was lowered from 4 to 2"
    ]
    put(register, "R1", mitigation="A second supplier is named")
    assert said(register, LATE, "lowered-without-mitigation") == []


def test_a_score_that_was_raised_and_undone_was_not_lowered(register: Register) -> None:
    put(register, "R1", probability=4)
    register.undo(who="Ann")
    assert said(register, LATE, "lowered-without-mitigation") == []


def test_a_first_mitigation_counts_as_one(register: Register) -> None:
    added = register.add("risk", {"description": "New", "probability": 3, "impact": 2, "owner": "Ann"}, who="Ann")
    ref = added.items[0].ref
    put(register, ref, mitigation="Weekly meetings", probability=1)
    assert said(register, LATE, "lowered-without-mitigation") == []


def test_a_milestone_has_slipped_since_the_day_on_which_its_forecast_moved(register: Register) -> None:
    put(register, "M1", forecast="2017-07")
    (sentence,) = said(register, LATE, "milestone-slipped")
    assert sentence.startswith("M1 (Delivery start) has been expected in July 2017 since ")
    assert sentence.endswith(", 2 months after its baseline of May 2017.")
    register.undo(who="Ann")
    assert said(register, LATE, "milestone-slipped") == []
