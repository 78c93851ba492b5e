"""What holds for every date and every working day, whichever they are."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    PartialDate,
    Precision,
    Relation,
    day_words,
    days_left,
    is_overdue,
    relation,
    variance,
)
from loti_tui.domain.workdays import (
    FIRST_KNOWN_YEAR,
    LAST_KNOWN_YEAR,
    Calendar,
    is_working_day,
    next_working_day,
    on_or_after,
    working_days_between,
)

DAY = timedelta(days=1)

# -- working days ----------------------------------------------------------------------------------------------------

KNOWN = st.dates(date(FIRST_KNOWN_YEAR, 1, 1), date(LAST_KNOWN_YEAR, 10, 1))
CALENDARS = st.sampled_from(Calendar)


@st.composite
def days_near(draw: st.DrawFn) -> tuple[date, frozenset[date]]:
    """A day, and some days off of one's own in the weeks around it."""
    day = draw(KNOWN)
    return day, draw(st.frozensets(st.integers(-20, 20).map(lambda days: day + DAY * days), max_size=8))


@given(days_near(), CALENDARS)
def test_a_day_off_of_ones_own_is_never_a_working_day_and_changes_no_other(
    drawn: tuple[date, frozenset[date]], calendar: Calendar
) -> None:
    day, off = drawn
    for one in off | {day}:
        if one.year >= FIRST_KNOWN_YEAR:
            assert is_working_day(one, calendar, off) == (one not in off and is_working_day(one, calendar))


@given(days_near(), CALENDARS)
def test_days_off_of_ones_own_never_bring_a_day_forward(
    drawn: tuple[date, frozenset[date]], calendar: Calendar
) -> None:
    day, off = drawn
    assert next_working_day(day, calendar, off) >= next_working_day(day, calendar)
    assert on_or_after(day, calendar, off) >= on_or_after(day, calendar)


@given(days_near(), st.integers(0, 40), CALENDARS)
def test_a_count_is_less_by_just_the_working_days_that_are_off(
    drawn: tuple[date, frozenset[date]], length: int, calendar: Calendar
) -> None:
    day, off = drawn
    end = day + DAY * length
    missing = {one for one in off if day < one <= end and is_working_day(one, calendar)}
    assert working_days_between(day, end, calendar, off) == working_days_between(day, end, calendar) - len(missing)


@given(days_near(), CALENDARS)
def test_the_next_working_day_is_one_working_day_away(drawn: tuple[date, frozenset[date]], calendar: Calendar) -> None:
    day, off = drawn
    assert working_days_between(day, next_working_day(day, calendar, off), calendar, off) == 1


@given(KNOWN, st.integers(0, 60), CALENDARS)
def test_a_later_day_never_has_an_earlier_next_working_day(day: date, later: int, calendar: Calendar) -> None:
    assert next_working_day(day, calendar) <= next_working_day(day + DAY * later, calendar)


@given(KNOWN)
def test_with_the_holidays_of_every_nation_no_day_comes_sooner(day: date) -> None:
    assert next_working_day(day, Calendar.ANY_NATION) >= next_working_day(day, Calendar.ENGLAND)
    end = day + DAY * 30
    england, anywhere = (working_days_between(day, end, calendar) for calendar in Calendar)
    assert anywhere <= england


@given(KNOWN, CALENDARS)
def test_on_or_after_a_day_stays_where_it_is(day: date, calendar: Calendar) -> None:
    found = on_or_after(day, calendar)
    assert on_or_after(found, calendar) == found
    assert found == next_working_day(day - DAY, calendar)


# -- dates with a precision ------------------------------------------------------------------------------------------

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
MONTHS = st.builds(PartialDate.of_month, YEARS, st.integers(1, 12))
QUARTERS = st.builds(PartialDate.of_quarter, YEARS, st.integers(1, 4))
DATES = st.one_of(DAYS.map(PartialDate.of_day), MONTHS, QUARTERS, st.builds(PartialDate.of_year, YEARS))
NEAR = st.one_of(
    st.dates(date(2016, 11, 1), date(2017, 8, 31)).map(PartialDate.of_day),
    st.builds(PartialDate.of_month, st.integers(2016, 2017), st.integers(1, 12)),
    st.builds(PartialDate.of_quarter, st.integers(2016, 2017), st.integers(1, 4)),
    st.builds(PartialDate.of_year, st.integers(2015, 2018)),
)


def months_on(month: PartialDate, by: int) -> PartialDate:
    """The month so many months later."""
    place = month.first.year * 12 + month.first.month - 1 + by
    return PartialDate.of_month(place // 12, place % 12 + 1)


@given(DATES)
def test_what_comes_after_the_last_day_of_a_date_begins_one_like_it(when: PartialDate) -> None:
    after = when.last + DAY
    if after.year <= LAST_YEAR:
        following = {
            Precision.DAY: PartialDate.of_day(after),
            Precision.MONTH: PartialDate.of_month(after.year, after.month),
            Precision.QUARTER: PartialDate.of_quarter(after.year, (after.month + 2) // 3),
            Precision.YEAR: PartialDate.of_year(after.year),
        }[when.precision]
        assert following.first == after
        assert relation(when, following) is Relation.BEFORE


@given(DAYS)
def test_a_day_lies_in_its_month_its_quarter_and_its_year_and_nobody_can_tell_where(day: date) -> None:
    known = PartialDate.of_day(day)
    quarter = PartialDate.of_quarter(day.year, (day.month + 2) // 3)
    for coarse in (PartialDate.of_month(day.year, day.month), quarter, PartialDate.of_year(day.year)):
        assert coarse.first <= day <= coarse.last
        assert relation(known, coarse) is relation(coarse, known) is Relation.CANNOT_TELL


@given(YEARS, st.integers(1, 4))
def test_a_quarter_is_its_three_months_and_a_year_its_four_quarters(year: int, quarter: int) -> None:
    whole = PartialDate.of_quarter(year, quarter)
    months = [PartialDate.of_month(year, month) for month in range(quarter * 3 - 2, quarter * 3 + 1)]
    assert (whole.first, whole.last) == (months[0].first, months[-1].last)
    of_year, quarters = PartialDate.of_year(year), [PartialDate.of_quarter(year, one) for one in (1, 2, 3, 4)]
    assert (of_year.first, of_year.last) == (quarters[0].first, quarters[-1].last)


@given(NEAR, NEAR)
def test_what_is_before_is_smaller_too(one: PartialDate, other: PartialDate) -> None:
    if relation(one, other) is Relation.BEFORE:
        assert one < other
    if one < other:
        assert relation(one, other) is not Relation.AFTER


@given(NEAR, NEAR, NEAR)
def test_what_is_before_what_is_before_is_before(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    if relation(one, two) is relation(two, three) is Relation.BEFORE:
        assert relation(one, three) is Relation.BEFORE


@given(NEAR, NEAR)
def test_only_equal_days_are_the_same(one: PartialDate, other: PartialDate) -> None:
    equal_days = one == other and one.precision is Precision.DAY
    assert (relation(one, other) is Relation.SAME) == equal_days


@given(DATES, DAYS)
def test_a_date_is_overdue_just_when_no_day_is_left(when: PartialDate, today: date) -> None:
    assert is_overdue(when, today) == (days_left(when, today) < 0)
    assert is_overdue(when, today) == (relation(when, PartialDate.of_day(today)) is Relation.BEFORE)


@given(DATES, DAYS, st.integers(0, 400))
def test_with_each_day_that_passes_one_day_less_is_left(when: PartialDate, today: date, later: int) -> None:
    if today <= date(LAST_YEAR, 12, 31) - DAY * later:
        assert days_left(when, today + DAY * later) == days_left(when, today) - later


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-4_000, 4_000))
def test_a_day_that_moves_by_so_many_days_varies_by_as_many(day: date, by: int) -> None:
    found = variance(PartialDate.of_day(day), PartialDate.of_day(day + DAY * by))
    assert found.days == by
    assert found.direction == (by > 0) - (by < 0)


@given(st.integers(1950, 2150), st.integers(1, 12), st.integers(-300, 300))
def test_a_month_that_moves_by_so_many_months_varies_by_as_many(year: int, month: int, by: int) -> None:
    begun = PartialDate.of_month(year, month)
    found = variance(begun, months_on(begun, by))
    unit = "month" if abs(by) == 1 else "months"
    assert found.words == (f"{by:+} {unit}" if by else "on plan")
    assert found.days is None


@given(NEAR, NEAR)
def test_a_variance_is_later_just_where_the_date_is_surely_later(one: PartialDate, other: PartialDate) -> None:
    found = variance(one, other)
    assert (found.direction == 1) == (relation(other, one) is Relation.AFTER)
    assert (found.direction == -1) == (relation(other, one) is Relation.BEFORE)


@given(NEAR, NEAR)
def test_two_dates_are_said_alike_only_where_they_are_one(one: PartialDate, other: PartialDate) -> None:
    assert (one.spoken() == other.spoken()) == (one == other)
    assert (one.short() == other.short()) == (one == other)


@given(DAYS)
def test_the_weekday_that_is_said_is_that_of_the_calendar(day: date) -> None:
    assert day_words(day).split()[0] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    assert day_words(day).split()[1::2] == [str(day.day), str(day.year)]
