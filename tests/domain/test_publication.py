"""When Part 1 is due on the website, and how long that is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.item import Item
from loti_tui.domain.items import DayOff, Decision, Publication
from loti_tui.domain.publication import Countdown, Stage, countdown, due_on, publication_due, request_due
from loti_tui.domain.state import State
from loti_tui.domain.workdays import Calendar, CalendarUnknown, is_working_day


def when(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def state(approved: str | None = "2017-04-04", until: str | None = "2017-03-31", published: str | None = None) -> State:
    items: list[Item] = [
        Decision(id="d", ref="DD2092", approved_on=when(approved)),
        Publication(id="p", ref="PUB1", deferred=True, until=when(until), published_on=when(published)),
    ]
    return State({item.id: item for item in items})


@pytest.mark.parametrize(
    ("approved", "until", "due"),
    [
        ("2017-04-04", None, date(2017, 4, 5)),
        ("2017-04-04", "2017-03-31", date(2017, 4, 5)),
        ("2017-04-04", "2017-04-05", date(2017, 4, 5)),
        ("2017-04-04", "2017-04-06", date(2017, 4, 6)),
        ("2017-04-04", "2017-04-08", date(2017, 4, 10)),
        ("2017-04-04", "2017-04-14", date(2017, 4, 18)),
        ("2017-04-04", "2017-05-01", date(2017, 5, 2)),
        ("2017-04-07", None, date(2017, 4, 10)),
        ("2017-04-13", None, date(2017, 4, 18)),
        ("2017-04-13", "2017-04-14", date(2017, 4, 18)),
        ("2017-12-22", None, date(2017, 12, 27)),
        ("2022-09-16", None, date(2022, 9, 20)),
    ],
    ids=[
        "DD2092 without its deferral: Wednesday 5 April",
        "the deferral of DD2092 ends before its approval",
        "deferred to the very day",
        "deferred to the day after",
        "deferred to a Saturday: Monday",
        "deferred to Good Friday: the Tuesday after Easter",
        "deferred to a bank holiday: the day after it",
        "approved on a Friday: Monday",
        "approved before Good Friday: the Tuesday after Easter",
        "both before Easter",
        "approved before Christmas",
        "approved before the State Funeral of 19 September 2022",
    ],
)
def test_publication_is_due_on_the_later_of_the_two_days(approved: str, until: str | None, due: date) -> None:
    assert due_on(PartialDate(approved), True, when(until)) == due


def test_a_date_counts_only_while_part_1_is_deferred() -> None:
    assert due_on(PartialDate("2017-04-04"), False, PartialDate("2017-05-01")) == date(2017, 4, 5)


def test_nothing_is_due_before_there_is_an_approval() -> None:
    assert due_on(None, True, PartialDate("2017-03-31")) is None


def test_a_year_without_a_known_calendar_is_not_guessed() -> None:
    with pytest.raises(CalendarUnknown):
        due_on(PartialDate("2040-04-04"), False, None)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ((2017, 3, 24), (Stage.WAITING, 12, "publication in 12 d, Wed 5 Apr 2017")),
        ((2017, 4, 4), (Stage.WAITING, 1, "publication in 1 d, Wed 5 Apr 2017")),
        ((2017, 4, 5), (Stage.TODAY, 0, "publication due today")),
        ((2017, 4, 6), (Stage.OVERDUE, 1, "publication overdue 1 d")),
        ((2017, 5, 5), (Stage.OVERDUE, 30, "publication overdue 30 d")),
    ],
)
def test_the_countdown_of_dd2092(today: tuple[int, int, int], expected: tuple[Stage, int, str]) -> None:
    stage, days, words = expected
    assert countdown(state(), date(*today)) == Countdown(stage, date(2017, 4, 5), days, words)


def test_what_is_published_counts_down_no_more() -> None:
    assert countdown(state(published="2017-04-05"), date(2017, 6, 1)) == Countdown(
        Stage.PUBLISHED, None, 0, "published 5 Apr 2017"
    )


def test_nothing_is_published_by_the_clock_alone() -> None:
    assert countdown(state(), date(2027, 1, 1)).stage is Stage.OVERDUE


def test_before_approval_the_countdown_says_so() -> None:
    assert countdown(state(approved=None), date(2017, 4, 6)) == Countdown(
        Stage.UNKNOWN, None, 0, "publication not due before approval"
    )


def test_an_unknown_calendar_is_said_and_not_counted() -> None:
    counted = countdown(state(approved="2040-04-04"), date(2017, 4, 6))
    assert (counted.stage, counted.due) == (Stage.UNKNOWN, None)
    assert "calendar not known" in counted.words


@pytest.mark.parametrize("missing", ["d", "p"])
def test_without_a_decision_or_a_publication_nothing_is_due(missing: str) -> None:
    items = {key: item for key, item in state().items.items() if key != missing}
    assert countdown(State(items), date(2017, 4, 6)) == Countdown(Stage.UNKNOWN, None, 0, "no decision recorded")


# -- the board's own days off ----------------------------------------------------------------------------------------


def with_days_off(*days: str, nation: str | None = None, removed: bool = False) -> State:
    """The register of the form, approved on Tuesday 4 April 2017, with these days off."""
    off = [DayOff(id=f"h{day}", title="Off", day=when(day), nation=nation, removed=removed) for day in days]
    return State({**state().items, **{one.id: one for one in off}})


def test_a_day_off_of_the_boards_own_moves_the_due_day() -> None:
    assert publication_due(with_days_off()) == date(2017, 4, 5)
    assert publication_due(with_days_off("2017-04-05")) == date(2017, 4, 6)
    assert publication_due(with_days_off("2017-04-05", "2017-04-06")) == date(2017, 4, 7)
    assert publication_due(with_days_off("2017-04-05", "2017-04-06", "2017-04-07")) == date(2017, 4, 10)


@pytest.mark.parametrize(
    ("nation", "due"),
    [
        ("England and Wales", date(2017, 4, 6)),
        ("Scotland", date(2017, 4, 5)),
        ("Northern Ireland", date(2017, 4, 5)),
    ],
)
def test_the_promise_of_the_gla_goes_by_the_days_off_in_england(nation: str, due: date) -> None:
    assert publication_due(with_days_off("2017-04-05", nation=nation)) == due


def test_a_day_off_that_was_removed_moves_nothing() -> None:
    assert publication_due(with_days_off("2017-04-05", removed=True)) == date(2017, 4, 5)


def test_the_countdown_goes_by_the_days_off_too() -> None:
    counted = countdown(with_days_off("2017-04-05"), date(2017, 4, 5))
    assert counted == Countdown(Stage.WAITING, date(2017, 4, 6), 1, "publication in 1 d, Thu 6 Apr 2017")


KNOWN = st.dates(date(2012, 1, 1), date(2028, 11, 30))
OFF = st.frozensets(st.dates(date(2012, 1, 1), date(2028, 12, 20)), max_size=6)


@given(KNOWN, st.none() | KNOWN, OFF)
def test_publication_is_due_on_a_working_day_after_the_approval_and_not_before_the_deferral_ends(
    approved: date, until: date | None, off: frozenset[date]
) -> None:
    due = due_on(PartialDate.of_day(approved), until is not None, PartialDate.of_day(until) if until else None, off)
    assert due is not None
    assert due > approved
    assert until is None or due >= until
    assert is_working_day(due, Calendar.ENGLAND, off)


@given(KNOWN, KNOWN, KNOWN, OFF)
def test_a_later_deferral_never_brings_publication_forward(
    approved: date, one: date, other: date, off: frozenset[date]
) -> None:
    sooner, later = (
        due_on(PartialDate.of_day(approved), True, PartialDate.of_day(until), off) for until in sorted((one, other))
    )
    assert sooner is not None
    assert later is not None
    assert sooner <= later


@given(KNOWN, st.none() | KNOWN, OFF)
def test_days_off_never_bring_publication_forward(approved: date, until: date | None, off: frozenset[date]) -> None:
    given_dates = PartialDate.of_day(approved), until is not None, PartialDate.of_day(until) if until else None
    without, with_them = due_on(*given_dates), due_on(*given_dates, off)
    assert without is not None
    assert with_them is not None
    assert without <= with_them


# -- requests for information ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2017, 4, 4), date(2017, 5, 5)),  # Good Friday, Easter Monday and the May bank holiday do not count
        (date(2017, 3, 16), date(2017, 4, 18)),  # nor Saint Patrick's Day, which Northern Ireland alone has
        (date(2017, 11, 29), date(2018, 1, 3)),  # nor Saint Andrew's, Christmas, and 2 January in Scotland
        (date(2022, 9, 16), date(2022, 10, 17)),  # nor the day of the state funeral, by proclamation
    ],
)
def test_a_request_is_answered_by_the_twentieth_working_day_of_the_whole_kingdom(received: date, due: date) -> None:
    assert request_due(received) == due


def test_a_day_off_that_the_register_records_moves_the_answer() -> None:
    assert request_due(date(2017, 4, 4), frozenset({date(2017, 5, 5)})) == date(2017, 5, 8)


@given(st.dates(date(2012, 1, 1), date(2028, 11, 1)), st.integers(0, 40))
def test_a_later_request_is_never_due_earlier(received: date, later: int) -> None:
    assert request_due(received) <= request_due(min(received + timedelta(later), date(2028, 11, 1)))
