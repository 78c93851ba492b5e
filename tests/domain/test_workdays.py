"""Working days, by nation, and the years in which they are not known."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.refused import Refused
from loti_tui.domain.workdays import (
    FIRST_KNOWN_YEAR,
    LAST_KNOWN_YEAR,
    Calendar,
    CalendarUnknown,
    is_working_day,
    next_working_day,
    on_or_after,
    working_days_between,
)

_DAYS = st.dates(datetime.date(FIRST_KNOWN_YEAR, 1, 1), datetime.date(LAST_KNOWN_YEAR, 12, 15))
_CALENDARS = st.sampled_from(Calendar)
_ONE_DAY = datetime.timedelta(days=1)
_date = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("after", "england", "any_nation"),
    [
        ("2017-04-04", "2017-04-05", "2017-04-05"),  # DD2092 itself
        ("2017-04-13", "2017-04-18", "2017-04-18"),  # Easter
        ("2017-04-28", "2017-05-02", "2017-05-02"),  # early May
        ("2017-12-22", "2017-12-27", "2017-12-27"),  # Christmas
        ("2017-03-16", "2017-03-17", "2017-03-20"),  # St Patrick's
        ("2017-11-29", "2017-11-30", "2017-12-01"),  # St Andrew's
        ("2017-07-11", "2017-07-12", "2017-07-13"),  # the Boyne
        ("2017-08-04", "2017-08-07", "2017-08-08"),  # Scotland's summer holiday
        ("2021-12-31", "2022-01-04", "2022-01-05"),  # New Year on a Saturday
        ("2022-06-01", "2022-06-06", "2022-06-06"),  # the Platinum Jubilee
        ("2022-09-16", "2022-09-20", "2022-09-20"),  # the State Funeral, by proclamation
        ("2023-05-05", "2023-05-09", "2023-05-09"),  # the Coronation
        ("2020-05-07", "2020-05-11", "2020-05-11"),  # VE Day, moved from Monday to Friday
        ("2027-12-24", "2027-12-29", "2027-12-29"),  # Christmas on a Saturday
    ],
)
def test_the_next_working_day_skips_the_holidays_of_the_nations_asked_for(
    after: str, england: str, any_nation: str
) -> None:
    assert next_working_day(_date(after), Calendar.ENGLAND) == _date(england)
    assert next_working_day(_date(after), Calendar.ANY_NATION) == _date(any_nation)


def test_england_and_wales_had_eight_bank_holidays_in_2017() -> None:
    year = [datetime.date(2017, 1, 1) + _ONE_DAY * step for step in range(365)]
    days_off = [day for day in year if day.weekday() < 5 and not is_working_day(day, Calendar.ENGLAND)]
    assert [f"{day:%m-%d}" for day in days_off] == [
        "01-02",
        "04-14",
        "04-17",
        "05-01",
        "05-29",
        "08-28",
        "12-25",
        "12-26",
    ]


@given(_DAYS, _CALENDARS)
def test_the_next_working_day_is_one_and_none_is_passed_over(day: datetime.date, calendar: Calendar) -> None:
    found = next_working_day(day, calendar)
    assert found > day
    assert is_working_day(found, calendar)
    between = [day + _ONE_DAY * step for step in range(1, (found - day).days)]
    assert not any(is_working_day(each, calendar) for each in between)


@given(_DAYS, _CALENDARS)
def test_a_working_day_is_its_own_and_any_other_moves_on(day: datetime.date, calendar: Calendar) -> None:
    expected = day if is_working_day(day, calendar) else next_working_day(day, calendar)
    assert on_or_after(day, calendar) == expected


@given(_DAYS)
def test_no_weekend_is_a_working_day_and_any_nation_works_least(day: datetime.date) -> None:
    england, anywhere = (is_working_day(day, calendar) for calendar in Calendar)
    assert not (day.weekday() >= 5 and (england or anywhere))
    assert england or not anywhere


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        ("2017-04-04", "2017-04-04", 0),
        ("2017-04-04", "2017-04-05", 1),
        ("2017-04-13", "2017-04-17", 0),
        ("2017-04-13", "2017-04-18", 1),
        ("2017-04-18", "2017-04-13", -1),
        ("2017-04-03", "2017-05-03", 19),
    ],
)
def test_the_first_day_is_not_counted_and_the_last_one_is(a: str, b: str, days: int) -> None:
    assert working_days_between(_date(a), _date(b), Calendar.ENGLAND) == days


@given(_DAYS, st.integers(0, 40), st.integers(0, 40), _CALENDARS)
def test_working_days_add_up(day: datetime.date, some: int, more: int, calendar: Calendar) -> None:
    last_known = datetime.date(LAST_KNOWN_YEAR, 12, 31)
    middle = min(day + _ONE_DAY * some, last_known)
    end = min(middle + _ONE_DAY * more, last_known)
    parts = working_days_between(day, middle, calendar) + working_days_between(middle, end, calendar)
    assert working_days_between(day, end, calendar) == parts == -working_days_between(end, day, calendar)


def test_a_day_proclaimed_since_is_a_day_off_too() -> None:
    extra = frozenset({_date("2017-04-05")})
    assert not is_working_day(_date("2017-04-05"), Calendar.ENGLAND, extra)
    assert next_working_day(_date("2017-04-04"), Calendar.ENGLAND, extra) == _date("2017-04-06")
    assert on_or_after(_date("2017-04-05"), Calendar.ENGLAND, extra) == _date("2017-04-06")
    assert working_days_between(_date("2017-04-04"), _date("2017-04-06"), Calendar.ENGLAND, extra) == 1


@pytest.mark.parametrize("calendar", Calendar)
@pytest.mark.parametrize("day", [f"{FIRST_KNOWN_YEAR - 1}-12-31", f"{LAST_KNOWN_YEAR + 1}-01-01", "2099-06-06"])
def test_in_a_year_that_is_not_known_nothing_is_guessed(day: str, calendar: Calendar) -> None:
    for ask in (is_working_day, on_or_after):
        with pytest.raises(CalendarUnknown):
            ask(_date(day), calendar)


def test_an_answer_that_would_fall_in_an_unknown_year_is_not_given() -> None:
    last = datetime.date(LAST_KNOWN_YEAR, 12, 31)
    with pytest.raises(CalendarUnknown, match=f"bank holidays of {last.year + 1} are not known"):
        next_working_day(last, Calendar.ENGLAND)
    with pytest.raises(CalendarUnknown):
        working_days_between(last, last + _ONE_DAY, Calendar.ENGLAND)


def test_an_unknown_calendar_is_a_refusal_with_the_known_years() -> None:
    with pytest.raises(Refused) as refusal:
        is_working_day(_date("2040-01-03"), Calendar.ENGLAND)
    assert refusal.value.sentence == (
        "The bank holidays of 2040 are not known, so working days cannot be counted in it; "
        "they are known from 2012 to 2028."
    )
