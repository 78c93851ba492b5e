"""Accepting a finding for a while, in a real register: with a reason, until a day."""

from __future__ import annotations

from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.acknowledging import acknowledged
from loti_tui.domain.changes import Batch
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.findings import Attention, attention
from loti_tui.domain.findings.finding import Finding
from loti_tui.domain.items import Acknowledgement
from loti_tui.domain.refused import Moved, Refused

APRIL_6, MAY_2 = date(2017, 4, 6), PartialDate("2017-05-02")
WHY = "The board knows; the form was signed late"


def found(register: Register, today: date = APRIL_6) -> Attention:
    return attention(register.state().on(today), today, register.trail())


def the_finding(register: Register, code: str = "deferral-before-approval", ref: str = "PUB1") -> Finding:
    return next(one for one in found(register).open if (one.code, one.ref) == (code, ref))


def accept(register: Register, finding: Finding, why: str = WHY, until: PartialDate = MAY_2) -> None:
    register.apply(Batch("Ann", acknowledged(register.state(), finding, why, until, APRIL_6), why))


def kept(register: Register) -> list[Acknowledgement]:
    return list(register.state().acknowledgements)


def test_an_accepted_finding_is_kept_with_its_reason_and_its_day(register: Register) -> None:
    finding = the_finding(register)
    accept(register, finding)
    (one,) = kept(register)
    assert (one.ref, one.code, one.about) == ("K1", "deferral-before-approval", finding.item)
    assert (one.reason, one.until) == (WHY, MAY_2)


def test_it_is_hidden_until_its_day_and_then_comes_back(register: Register) -> None:
    finding = the_finding(register)
    accept(register, finding)
    for today, open_now in ((APRIL_6, False), (date(2017, 5, 1), False), (date(2017, 5, 2), True)):
        assert (finding.code in {one.code for one in found(register, today).open}) is open_now
        assert (finding.code in {one.code for one, _ in found(register, today).acknowledged}) is not open_now


def test_nothing_else_is_hidden_with_it(register: Register) -> None:
    before = found(register).open
    finding = the_finding(register, "owner-is-a-unit", "R2")
    accept(register, finding)
    assert set(before) - set(found(register).open) == {finding}


def test_accepting_it_again_changes_reason_and_day_and_adds_no_second(register: Register) -> None:
    finding = the_finding(register)
    accept(register, finding)
    accept(register, finding, "Until the next board", PartialDate("2017-06-01"))
    (one,) = kept(register)
    assert (one.ref, one.reason, one.until) == ("K1", "Until the next board", PartialDate("2017-06-01"))


def test_it_can_be_accepted_anew_once_it_came_back(register: Register) -> None:
    finding = the_finding(register)
    accept(register, finding)
    later, july = date(2017, 5, 2), PartialDate("2017-07-01")
    register.apply(Batch("Ann", acknowledged(register.state(), finding, WHY, july, later), WHY))
    assert finding.code not in {one.code for one in found(register, later).open}
    assert len(kept(register)) == 1


def test_one_that_was_removed_is_not_changed_but_a_new_one_made(register: Register) -> None:
    finding = the_finding(register)
    accept(register, finding)
    register.undo(who="Ann")
    accept(register, finding)
    assert [one.ref for one in kept(register)] == ["K2"]


def test_accepting_is_undone_in_one_step(register: Register) -> None:
    before = found(register)
    accept(register, the_finding(register))
    register.undo(who="Ann")
    assert found(register) == before
    assert kept(register) == []


@pytest.mark.parametrize("why", ["", " ", "\n\t"])
def test_a_reason_is_needed(register: Register, why: str) -> None:
    with pytest.raises(Refused) as caught:
        acknowledged(register.state(), the_finding(register), why, MAY_2, APRIL_6)
    assert caught.value.sentence == "An acknowledgement needs a reason. Nothing was changed."


@pytest.mark.parametrize("until", ["2017-04-06", "2017-04-05", "2017-05", "2017-Q3", "2018"])
def test_it_comes_back_on_a_day_to_come(register: Register, until: str) -> None:
    with pytest.raises(Refused) as caught:
        acknowledged(register.state(), the_finding(register), WHY, PartialDate(until), APRIL_6)
    assert caught.value.sentence == "A finding comes back on a day after Thu 6 Apr 2017. Nothing was changed."


def test_tomorrow_is_soon_enough(register: Register) -> None:
    assert acknowledged(register.state(), the_finding(register), WHY, PartialDate("2017-04-07"), APRIL_6)


def test_who_accepts_what_somebody_else_has_just_accepted_otherwise_is_told_so(register: Register) -> None:
    finding = the_finding(register)
    accept(register, finding)
    seen = register.state()
    accept(register, finding, "Until the next board")
    with pytest.raises(Moved):
        register.apply(Batch("Bo", acknowledged(seen, finding, "For good", MAY_2, APRIL_6), "For good"))
    assert [one.reason for one in kept(register)] == ["Until the next board"]
