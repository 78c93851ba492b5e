"""Working days in the United Kingdom, from the bank holidays that the `holidays` library knows.

Which nations' holidays count is a parameter of each rule, because the rules differ. A year that the library
cannot know is refused: the answer is "not known", not a guess.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from loti_tui.domain.refused import Refused

FIRST_KNOWN_YEAR = 2012
LAST_KNOWN_YEAR = 2028
"""The years for which an answer is given: those of the list that the government publishes.

`holidays` 0.109 computes any year up to 2100, but a day that is moved or added is only known once it is
proclaimed (the jubilees, the state funeral of 19 September 2022, the coronation), and the government lists
about two years ahead. GOV.UK's list of bank holidays, as kept in the package `govuk-bank-holidays` 0.19, has
2012 to 2028; the library was compared with all of it, for all four nations, and agrees on every weekday but
one: Monday 15 June 2026, which the library has for Scotland alone, by proclamation. Move the last year on
together with the library's version, after the same comparison.
"""

_NO_EXTRA: frozenset[datetime.date] = frozenset()
_ONE_DAY = datetime.timedelta(days=1)


class Calendar(StrEnum):
    """Whose bank holidays are not working days."""

    ENGLAND = "England and Wales"
    """For the Greater London Authority's own promises, which are not statutory."""

    ANY_NATION = "Any UK nation"
    """For statutory time limits: a bank holiday in any part of the United Kingdom, FOIA 2000 s.10(6)."""


class CalendarUnknown(Refused):
    """Working days were asked for in a year whose bank holidays are not known."""


_NATIONS = {
    Calendar.ENGLAND: ("ENG", "WLS"),
    Calendar.ANY_NATION: ("ENG", "WLS", "SCT", "NIR"),
}


@lru_cache(maxsize=128)
def _bank_holidays(year: int, calendar: Calendar) -> frozenset[datetime.date]:
    if not FIRST_KNOWN_YEAR <= year <= LAST_KNOWN_YEAR:
        raise CalendarUnknown(
            f"The bank holidays of {year} are not known, so working days cannot be counted in it; "
            f"they are known from {FIRST_KNOWN_YEAR} to {LAST_KNOWN_YEAR}."
        )
    # Inside, so that the first painted frame does not wait for it.
    import holidays

    return frozenset(
        day
        for nation in _NATIONS[calendar]
        for day in holidays.country_holidays("GB", subdiv=nation, years=year, expand=False)
    )


def is_working_day(day: datetime.date, calendar: Calendar, extra: frozenset[datetime.date] = _NO_EXTRA) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a bank holiday (Good Friday and Christmas included).

    `extra` are further days off that the register has recorded, such as a day proclaimed since. Raises
    `CalendarUnknown` outside the known years, for a Saturday too: the sentence is about the year.
    """
    return day not in _bank_holidays(day.year, calendar) and day.weekday() < 5 and day not in extra


def _onwards(day: datetime.date) -> Iterator[datetime.date]:
    while True:
        yield day
        day += _ONE_DAY


def on_or_after(day: datetime.date, calendar: Calendar, extra: frozenset[datetime.date] = _NO_EXTRA) -> datetime.date:
    """The day itself if it is a working day, else the next one. Raises `CalendarUnknown`."""
    return next(each for each in _onwards(day) if is_working_day(each, calendar, extra))


def next_working_day(
    after: datetime.date, calendar: Calendar, extra: frozenset[datetime.date] = _NO_EXTRA
) -> datetime.date:
    """The first working day strictly after a day, whether or not that is one itself.

    The GLA publishes within one working day of approval: approved Thursday 13 April 2017, due Tuesday 18
    April. Raises `CalendarUnknown`.
    """
    return on_or_after(after + _ONE_DAY, calendar, extra)


def working_days_between(
    a: datetime.date, b: datetime.date, calendar: Calendar, extra: frozenset[datetime.date] = _NO_EXTRA
) -> int:
    """How many working days come after `a`, up to and including `b`: tomorrow is one away, today none.

    Time limits count like this: the day of the event is not counted (FOIA 2000 s.10(1), "not later than the
    twentieth working day following the date of receipt"). Negative where `b` is the earlier of the two.
    Raises `CalendarUnknown`.
    """
    if b < a:
        return -working_days_between(b, a, calendar, extra)
    days = (a + _ONE_DAY * step for step in range(1, (b - a).days + 1))
    return sum(is_working_day(day, calendar, extra) for day in days)
