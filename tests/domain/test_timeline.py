"""The plan over time: each date covers what it covers and no more, each window shows what it says, in words too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.dates import MONTHS, PartialDate
from loti_tui.domain.items import Milestone, Procurement, Step
from loti_tui.domain.state import State
from loti_tui.domain.timeline import (
    Extent,
    Unit,
    Window,
    first_day,
    line_of,
    number_of,
    procurement_line,
    told,
    told_together,
)

TODAY = date(2017, 4, 6)
PLAN = Extent(date(2017, 4, 1), date(2017, 11, 30))
RULE = "forecast"

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
units = st.sampled_from(Unit)


def when(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def milestone(
    ref: str = "M1",
    baseline: str | None = None,
    forecast: str | None = None,
    actual: str | None = None,
    status: str = "planned",
    after: tuple[str, ...] = (),
) -> Milestone:
    return Milestone(
        id=ref.lower(),
        ref=ref,
        title="Delivery end",
        baseline=when(baseline),
        forecast=when(forecast),
        actual=when(actual),
        status=status,
        depends_on=after,
    )


def step(ref: str, planned: str | None = None, actual: str | None = None, status: str = "planned") -> Step:
    return Step(
        id=ref.lower(),
        ref=ref,
        title=ref,
        planned=when(planned),
        actual=when(actual),
        status=status,
        position=int(ref[1:]),
    )


def state_of(*items: Milestone | Step | Procurement) -> State:
    return State({one.id: one for one in items})


def said(*items: Milestone | Step, of: int = 0) -> str:
    state = state_of(*items)
    return told(state.milestones[of], state, TODAY)


# -- columns ---------------------------------------------------------------------------------------------------------


@given(units, days)
def test_every_day_lies_in_the_column_that_begins_at_or_before_it_and_ends_at_or_after(unit: Unit, day: date) -> None:
    number = number_of(unit, day)
    assert first_day(unit, number) <= day < first_day(unit, number + 1)
    assert number_of(unit, first_day(unit, number)) == number


@given(days)
def test_weeks_begin_on_mondays(day: date) -> None:
    assert first_day(Unit.WEEK, number_of(Unit.WEEK, day)).weekday() == 0


@pytest.mark.parametrize(
    ("unit", "iso", "columns"),
    [
        (Unit.DAY, "2017-04-06", range(5, 6)),
        (Unit.DAY, "2017-04", range(30)),
        (Unit.WEEK, "2017-04", range(5)),
        (Unit.WEEK, "2017-04-06", range(1, 2)),
        (Unit.WEEK, "2017-Q2", range(14)),
        (Unit.MONTH, "2017-04", range(1)),
        (Unit.MONTH, "2017-Q3", range(3, 6)),
        (Unit.MONTH, "2018", range(9, 21)),
        (Unit.QUARTER, "2018", range(3, 7)),
        (Unit.YEAR, "2018", range(1, 2)),
    ],
)
def test_a_date_covers_every_column_that_it_may_be_in_and_no_other(unit: Unit, iso: str, columns: range) -> None:
    window = Window(unit, number_of(unit, date(2017, 4, 1)), 40)
    assert window.span(PartialDate(iso)) == columns


def test_of_a_date_that_goes_on_where_the_window_ends_only_what_is_inside_is_covered() -> None:
    window = Window(Unit.MONTH, number_of(Unit.MONTH, date(2017, 4, 1)), 6)
    assert window.span(PartialDate("2017")) == range(6)
    assert not window.span(PartialDate("2016"))
    assert not window.span(PartialDate("2018-03"))


# -- windows ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (40, "Apr to Dec 2017, a week a column"),
        (36, "Apr to Nov 2017, a week a column"),
        (35, "Apr 2017 to Feb 2020, a month a column"),
        (12, "Apr 2017 to Mar 2018, a month a column"),
        (6, "Q2 2017 to Q3 2018, a quarter a column"),
    ],
)
def test_the_whole_plan_is_shown_as_near_as_there_is_room_for(columns: int, words: str) -> None:
    assert Window.whole(PLAN, columns).words == words


@given(days, days, st.integers(12, 200))
def test_the_whole_window_begins_with_the_plan_and_has_all_of_it_or_years(one: date, other: date, columns: int) -> None:
    extent = Extent(min(one, other), max(one, other))
    window = Window.whole(extent, columns)
    assert window.first <= extent.first
    assert window.last >= extent.last or window.unit is Unit.YEAR


@given(units, days, days, days, st.integers(12, 200), st.sampled_from([-1, 1]))
def test_a_zoom_keeps_the_day_it_is_about_and_never_leaves_the_plan(
    unit: Unit, one: date, other: date, start: date, columns: int, steps: int
) -> None:
    extent = Extent(min(one, other), max(one, other))
    window = Window(unit, number_of(unit, start), columns).on(extent)
    around = min(max(extent.last, window.first), window.last)
    zoomed = window.zoomed(steps, around, extent)
    if zoomed is None:
        assert unit is (Unit.DAY if steps < 0 else Unit.YEAR)
        return
    assert zoomed.first <= min(around, extent.last)
    assert zoomed.last >= extent.first
    assert number_of(zoomed.unit, extent.first) <= zoomed.start


def test_a_window_goes_earlier_and_later_by_half_of_itself_to_the_ends_of_the_plan() -> None:
    window: Window | None = Window(Unit.DAY, number_of(Unit.DAY, PLAN.first), 60)
    shown = []
    while window is not None:
        shown.append(window.words)
        last, window = window, window.panned(1, PLAN)
    assert shown[0] == "1 Apr to 30 May 2017, a day a column"
    assert shown[1] == "1 May to 29 Jun 2017, a day a column"
    assert shown[-1] == "2 Oct to 30 Nov 2017, a day a column"
    earlier = last.panned(-1, PLAN)
    assert earlier is not None
    assert earlier.words == "2 Sep to 31 Oct 2017, a day a column"
    assert Window(Unit.DAY, number_of(Unit.DAY, PLAN.first), 60).panned(-1, PLAN) is None


def test_a_wider_terminal_shows_more_of_the_same() -> None:
    window = Window(Unit.DAY, number_of(Unit.DAY, date(2017, 11, 1)), 30)
    assert window.wide(45, PLAN).words == "17 Oct to 30 Nov 2017, a day a column"


def test_today_belongs_to_the_plan() -> None:
    line = line_of(milestone(baseline="2017-11"), TODAY, RULE)
    assert Extent.of([line], TODAY) == Extent(TODAY, date(2017, 11, 30))
    assert Extent.of([], TODAY) == Extent(TODAY, TODAY)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit.DAY, "6 Apr to 10 Apr 2017, a day a column"),
        (Unit.WEEK, "Apr to May 2017, a week a column"),
        (Unit.MONTH, "Apr to Aug 2017, a month a column"),
        (Unit.QUARTER, "Q2 2017 to Q2 2018, a quarter a column"),
        (Unit.YEAR, "2017 to 2021, a year a column"),
    ],
)
def test_a_window_says_what_it_shows(unit: Unit, words: str) -> None:
    assert Window(unit, number_of(unit, TODAY), 5).words == words


def test_a_window_inside_one_month_names_it_once() -> None:
    assert Window(Unit.WEEK, number_of(Unit.WEEK, date(2017, 5, 8)), 3).words == "May 2017, a week a column"
    assert Window(Unit.YEAR, 2017, 1).words == "2017, a year a column"


def names(day: date) -> set[str]:
    """Everything that a mark may say of a day."""
    month = MONTHS[day.month - 1][:3]
    monday = str((day - timedelta(days=day.weekday())).day)
    return {str(day.year), month, f"{month} {day.year}", f"Q{(day.month + 2) // 3}", f"of week {monday}"}


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("start", [date(2016, 12, 30), date(2017, 4, 6), date(2199, 11, 5)])
def test_what_stands_over_a_column_begins_in_it(unit: Unit, start: date) -> None:
    window = Window(unit, number_of(unit, start), 60)
    marks = [(column, words) for line in window.marks() for column, words in line if column]
    assert marks
    for column, words in marks:
        first, last = window.ends(column)
        meant = f"of week {words}" if unit is Unit.DAY and words.isdigit() else words
        assert meant in names(last)
        assert meant not in names(first - timedelta(days=1))


def test_a_month_that_ends_at_once_leaves_the_first_columns_to_the_next() -> None:
    window = Window(Unit.WEEK, number_of(Unit.WEEK, date(2017, 4, 24)), 20)
    assert window.marks()[1][0] == (1, "May")


# -- lines -----------------------------------------------------------------------------------------------------------


def test_a_dropped_milestone_has_no_dates_on_its_line() -> None:
    assert line_of(milestone(baseline="2017-05", status="dropped"), TODAY, RULE).dates == ()


def test_the_steps_of_the_procurement_are_one_line() -> None:
    bought = Procurement(id="p1", ref="P1", title="Consultancy")
    steps = (step("S1", actual="2017-04-04"), step("S2", "2017-05"), step("S3", "2018", status="dropped"))
    line = procurement_line(state_of(bought, *steps))
    assert line is not None
    assert line.items == {"s1", "s2", "s3"}
    assert [one.iso for one in line.dates] == ["2017-05", "2017-04-04"]
    assert told_together(line) == "P1 Procurement: 1 of 2 done, plan May 2017, actual 4 Apr 2017"


def test_without_steps_there_is_no_such_line_and_without_dates_it_says_so() -> None:
    assert procurement_line(state_of(milestone())) is None
    line = procurement_line(state_of(step("S1")))
    assert line is not None
    assert told_together(line) == "Procurement: 0 of 1 done, no date is recorded"


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (milestone(baseline="2017-11", forecast="2017-12"), "baseline Nov 2017, forecast Dec 2017, 1 month late"),
        (milestone(baseline="2017-11", forecast="2017-09"), "baseline Nov 2017, forecast Sep 2017, 2 months early"),
        (milestone(baseline="2017-11", forecast="2017-11"), "baseline Nov 2017, forecast Nov 2017, on plan"),
        (milestone(baseline="2017-11-01", forecast="2017-11-13"),
         "baseline 1 Nov 2017, forecast 13 Nov 2017, 12 days late"),
        (milestone(baseline="2017-Q2", forecast="2017-07-15"),
         "baseline Q2 2017, forecast 15 Jul 2017, later than planned"),
        (milestone(baseline="2017", forecast="2017-07"),
         "baseline 2017, forecast Jul 2017, whether that is late cannot be told"),
        (milestone(baseline="2017-05"), "baseline May 2017"),
        (milestone(forecast="2017-05"), "no baseline, forecast May 2017"),
        (milestone(), "no date is recorded"),
        (milestone(baseline="2017-05", forecast="2017-06", actual="2017-04-05", status="done"),
         "baseline May 2017, forecast Jun 2017, happened 5 Apr 2017, earlier than planned"),
        (milestone(baseline="2017-05", status="done"), "baseline May 2017, done on a day that is not recorded"),
        (milestone(status="done"), "done on a day that is not recorded"),
        (milestone(baseline="2017-05", status="dropped"), "baseline May 2017, dropped"),
        (milestone(baseline="2017-03"), "baseline Mar 2017, overdue"),
    ],
)  # fmt: skip
def test_a_line_is_told_in_words_at_the_precision_that_is_known(one: Milestone, words: str) -> None:
    assert said(one) == f"M1 Delivery end: {words}."


def test_what_comes_before_and_what_waits_is_told() -> None:
    first = milestone("M1", baseline="2017-05", after=("s9",))
    second, third = milestone("M2", after=("m1",)), milestone("M3", after=("m1", "m2"))
    assert said(first, second, third, step("S9")) == "M1 Delivery end: baseline May 2017, after S9, before M2, M3."
    assert said(first, second, third, of=2) == "M3 Delivery end: no date is recorded, after M1, M2."


def test_dd2092_is_told_as_it_is_recorded(register: Register) -> None:
    state = register.state()
    assert [told(one, state, TODAY) for one in state.milestones[:2]] == [
        "M1 Delivery start: baseline May 2017, forecast May 2017, on plan, after S8, before M2.",
        "M2 Delivery end: baseline Nov 2017, forecast Nov 2017, on plan, after M1.",
    ]
