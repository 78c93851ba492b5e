"""May Part 1 now be published? Yes, on a day; or not before another day, with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Plain
from loti_tui.domain.publication import Stage, countdown
from loti_tui.domain.publishing import deferred, open_question, published
from loti_tui.domain.refused import Moved, NeedsReason, Refused
from loti_tui.domain.state import State
from tests.domain.findings.cases import publication
from tests.domain.findings.cases import register as in_memory

APRIL_6 = date(2017, 4, 6)
WHY = "The quotes are still being evaluated"


def until(iso: str) -> PartialDate:
    return PartialDate(iso)


def stored(register: Register, *fields: str) -> list[Plain]:
    item = register.state().publication
    assert item is not None
    return [str(value) if isinstance(value := getattr(item, name), PartialDate) else value for name in fields]


def test_what_is_published_is_recorded_with_its_day_and_who_did_it(register: Register) -> None:
    register.apply(Batch("Ann", published(register.state(), APRIL_6, "Ann"), ""))
    assert stored(register, "published_on", "published_by") == ["2017-04-06", "Ann"]
    assert countdown(register.state(), APRIL_6).stage is Stage.PUBLISHED


def test_that_it_was_deferred_until_when_and_why_stays_recorded(register: Register) -> None:
    before = stored(register, "deferred", "until", "reason", "waits_for")
    register.apply(Batch("Ann", published(register.state(), APRIL_6, "Ann"), ""))
    assert stored(register, "deferred", "until", "reason", "waits_for") == before


def test_publication_is_undone_in_one_step(register: Register) -> None:
    before = register.state()
    register.apply(Batch("Ann", published(before, APRIL_6, "Ann"), ""))
    register.undo(who="Ann")
    assert register.state() == before


def test_what_is_published_is_not_published_again(register: Register) -> None:
    register.apply(Batch("Ann", published(register.state(), APRIL_6, "Ann"), ""))
    with pytest.raises(Refused) as caught:
        published(register.state(), APRIL_6, "Bo")
    assert caught.value.sentence == "Part 1 was published on 6 April 2017. Nothing was changed."


def test_a_deferral_is_recorded_with_its_day_and_its_reason(register: Register) -> None:
    edits = deferred(register.state(), until("2017-05-02"), WHY, APRIL_6)
    register.apply(Batch("Ann", edits, WHY))
    assert stored(register, "deferred", "until", "reason") == [True, "2017-05-02", WHY]


def test_every_earlier_day_is_kept(register: Register) -> None:
    for day in ("2017-05-02", "2017-06-01"):
        register.apply(Batch("Ann", deferred(register.state(), until(day), WHY, APRIL_6), WHY))
    assert [entry.new for entry in register.state().deferrals] == ["2017-03-31", "2017-05-02", "2017-06-01"]
    assert [entry.why for entry in register.state().deferrals][1:] == [WHY, WHY]


def test_a_deferral_is_undone_in_one_step(register: Register) -> None:
    before = register.state()
    register.apply(Batch("Ann", deferred(before, until("2017-05-02"), WHY, APRIL_6), WHY))
    register.undo(who="Ann")
    assert register.state().items == before.items


def test_what_is_not_deferred_can_be(register: Register) -> None:
    state = in_memory(publication(deferred=False, until=None, reason=None))
    edits = deferred(state, until("2017-05-02"), WHY, APRIL_6)
    assert {edit.field: edit.value for edit in edits} == {"deferred": True, "until": "2017-05-02", "reason": WHY}


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2017-05", "A deferral ends on a day: May 2017 is not one. Nothing was changed."),
        ("2017-Q2", "A deferral ends on a day: Q2 2017 (April to June) is not one. Nothing was changed."),
        ("2017", "A deferral ends on a day: 2017 is not one. Nothing was changed."),
        (
            "2017-04-05",
            "Wed 5 Apr 2017 is before today, Thu 6 Apr 2017: a deferral ends on a day to come. Nothing was changed.",
        ),
    ],
)
def test_a_deferral_ends_on_a_day_that_is_not_past(register: Register, iso: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        deferred(register.state(), until(iso), WHY, APRIL_6)
    assert caught.value.sentence == said


def test_a_deferral_may_end_today(register: Register) -> None:
    assert deferred(register.state(), until("2017-04-06"), WHY, APRIL_6)


@pytest.mark.parametrize("why", ["", "  ", "\n"])
def test_a_deferral_needs_a_reason(register: Register, why: str) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        deferred(register.state(), until("2017-05-02"), why, APRIL_6)


def test_the_door_asks_for_the_reason_too(register: Register) -> None:
    edits = deferred(register.state(), until("2017-05-02"), WHY, APRIL_6)
    with pytest.raises(NeedsReason):
        register.apply(Batch("Ann", edits, ""))
    assert stored(register, "until") == ["2017-03-31"]


def test_what_is_published_cannot_be_deferred(register: Register) -> None:
    register.apply(Batch("Ann", published(register.state(), APRIL_6, "Ann"), ""))
    with pytest.raises(Refused, match="was published on 6 April 2017"):
        deferred(register.state(), until("2017-05-02"), WHY, APRIL_6)


def test_without_a_publication_there_is_no_question() -> None:
    for ask in (
        lambda: open_question(State({})),
        lambda: published(State({}), APRIL_6, "Ann"),
        lambda: deferred(State({}), until("2017-05-02"), WHY, APRIL_6),
    ):
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.sentence == "This register has no publication recorded. Nothing was changed."


def test_who_publishes_what_somebody_else_has_just_published_is_told_so(register: Register) -> None:
    seen = register.state()
    register.apply(Batch("Ann", published(seen, APRIL_6, "Ann"), ""))
    with pytest.raises(Moved) as caught:
        register.apply(Batch("Bo", published(seen, date(2017, 4, 7), "Bo"), ""))
    assert caught.value.theirs == "6 Apr 2017"
    assert stored(register, "published_on", "published_by") == ["2017-04-06", "Ann"]


def test_who_defers_what_somebody_else_has_just_deferred_is_told_so(register: Register) -> None:
    seen = register.state()
    register.apply(Batch("Ann", deferred(seen, until("2017-05-02"), WHY, APRIL_6), WHY))
    with pytest.raises(Moved):
        register.apply(Batch("Bo", deferred(seen, until("2017-06-01"), WHY, APRIL_6), WHY))
    assert stored(register, "until") == ["2017-05-02"]
