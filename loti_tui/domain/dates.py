"""Dates with a precision: a day, a month, a quarter or a year, and nothing that invents a day.

"April 2017" stays April 2017. It is stored as reduced ISO 8601 text (`2017-04`), ordered by its first day and
then its last, overdue once its last day has passed, and compared with other dates through its bounds.

Only the standard library is imported: this module is on the path to the first painted frame.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass, field
from enum import StrEnum

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted

# From tuples, never from the locale: a pack made on a French server says April.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIRST_YEAR = 1900
LAST_YEAR = 2199
"""The years that are accepted; outside them, a date is a slip of the finger."""

_ISO = re.compile(r"([0-9]{4})(?:-(?:Q([0-9])|([0-9]{2})(?:-([0-9]{2}))?))?")


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Relation(StrEnum):
    """How one date stands to another, as far as their precisions tell."""

    BEFORE = "before"
    AFTER = "after"
    SAME = "same"
    CANNOT_TELL = "cannot tell"


def problem_with(year: int, month: int = 1, day: int = 1, quarter: int = 1) -> str:
    """Why there is no such date, as the second half of a sentence; empty where there is one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"years from {FIRST_YEAR} to {LAST_YEAR} are accepted, not {year}"
    if not 1 <= quarter <= 4:
        return f"there is no quarter {quarter}, only 1 to 4"
    if not 1 <= month <= 12:
        return f"there is no month {month}, only 1 to 12"
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        return f"{MONTHS[month - 1]} {year} has {length} days"
    return ""


def _read(iso: str) -> tuple[Precision, datetime.date, datetime.date]:
    """The precision and the bounds of reduced ISO 8601 text; raises `Refused`."""
    found = _ISO.fullmatch(iso)
    if found is None:
        raise Refused(f"{quoted(iso)} is not a stored date: 2017, 2017-Q2, 2017-04 and 2017-04-06 are.")
    year, quarter, month, day = (None if part is None else int(part) for part in found.groups())
    assert year is not None  # the pattern cannot match without one
    problem = problem_with(
        year,
        1 if month is None else month,
        1 if day is None else day,
        1 if quarter is None else quarter,
    )
    if problem:
        raise Refused(f"{quoted(iso)} is not a date: {problem}.")
    if day is not None and month is not None:
        only = datetime.date(year, month, day)
        return Precision.DAY, only, only
    if month is not None:
        precision, start, end = Precision.MONTH, month, month
    elif quarter is not None:
        precision, start, end = Precision.QUARTER, quarter * 3 - 2, quarter * 3
    else:
        precision, start, end = Precision.YEAR, 1, 12
    return precision, datetime.date(year, start, 1), datetime.date(year, end, monthrange(year, end)[1])


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is known, made from reduced ISO 8601 text.

    `"2017"`, `"2017-Q2"`, `"2017-04"` and `"2017-04-06"` are accepted, for the years 1900 to 2199; anything
    else raises `Refused`. Quarters are those of the calendar year: Q2 is April to June. `first` and `last`
    are the first and last day that it may be; the order is by them, and no two texts share both.
    """

    iso: str = field(compare=False)
    precision: Precision = field(init=False, compare=False, repr=False)
    first: datetime.date = field(init=False, repr=False)
    last: datetime.date = field(init=False, repr=False)

    def __post_init__(self) -> None:
        precision, first, last = _read(self.iso)
        object.__setattr__(self, "precision", precision)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", last)

    @classmethod
    def of_day(cls, day: datetime.date) -> PartialDate:
        """The date known to the day. Of a `datetime` only the date counts, in whatever zone it is."""
        return cls(f"{day.year:04}-{day.month:02}-{day.day:02}")

    @classmethod
    def of_month(cls, year: int, month: int) -> PartialDate:
        """The date known to the month (1 to 12)."""
        return cls(f"{year:04}-{month:02}")

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> PartialDate:
        """The date known to the quarter (1 to 4) of the calendar year."""
        return cls(f"{year:04}-Q{quarter}")

    @classmethod
    def of_year(cls, year: int) -> PartialDate:
        """The date known to the year."""
        return cls(f"{year:04}")

    def __str__(self) -> str:
        return self.iso

    @property
    def quarter(self) -> int:
        """The calendar quarter, 1 to 4, in which it begins."""
        return (self.first.month + 2) // 3

    def spoken(self) -> str:
        """In full: "31 March 2017", "April 2017", "Q2 2017 (April to June)", "2017"."""
        year, month = self.first.year, MONTHS[self.first.month - 1]
        match self.precision:
            case Precision.DAY:
                return f"{self.first.day} {month} {year}"
            case Precision.MONTH:
                return f"{month} {year}"
            case Precision.QUARTER:
                # Named, because a financial year's second quarter is July to September.
                return f"Q{self.quarter} {year} ({month} to {MONTHS[self.last.month - 1]})"
            case _:
                return str(year)

    def short(self) -> str:
        """For a table cell: "31 Mar 2017", "Apr 2017", "Q2 2017", "2017"."""
        year, month = self.first.year, MONTHS[self.first.month - 1][:3]
        match self.precision:
            case Precision.DAY:
                return f"{self.first.day} {month} {year}"
            case Precision.MONTH:
                return f"{month} {year}"
            case Precision.QUARTER:
                return f"Q{self.quarter} {year}"
            case _:
                return str(year)


def relation(a: PartialDate, b: PartialDate) -> Relation:
    """Whether `a` is before or after `b`, by their bounds.

    Only two equal days are the same: two things in April 2017 may be weeks apart, so that cannot be told.
    """
    if a.last < b.first:
        return Relation.BEFORE
    if a.first > b.last:
        return Relation.AFTER
    if a.precision is b.precision is Precision.DAY:
        return Relation.SAME
    return Relation.CANNOT_TELL


def is_overdue(due: PartialDate, today: datetime.date) -> bool:
    """Whether the last day that `due` may be has passed."""
    return due.last < today


def days_left(due: PartialDate, today: datetime.date) -> int:
    """Calendar days from today to the last day that `due` may be; negative once that has passed."""
    return due.last.toordinal() - today.toordinal()


def day_words(day: datetime.date) -> str:
    """A day with its weekday: "Thu 6 Apr 2017"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


@dataclass(frozen=True, slots=True)
class Variance:
    """How far a date has moved from its baseline.

    `days` is counted in calendar days, and only where both dates are known to the day. `direction` is -1 for
    earlier, 0 for on plan, 1 for later, and None where it is not known.
    """

    days: int | None
    words: str
    direction: int | None


def _steps(date: PartialDate) -> int:
    """How many units of its own precision a coarse date lies after year nought."""
    match date.precision:
        case Precision.MONTH:
            return date.first.year * 12 + date.first.month - 1
        case Precision.QUARTER:
            return date.first.year * 4 + date.quarter - 1
        case _:
            return date.first.year


def variance(baseline: PartialDate | None, now: PartialDate | None) -> Variance:
    """How far `now` is from `baseline`, in the unit that both are known in.

    "+12 days", "-2 quarters", "on plan"; "later", "earlier" or "cannot tell" where the precisions differ;
    "not recorded" where either is missing. Two equal months are on plan: nothing says otherwise.
    """
    if baseline is None or now is None:
        return Variance(None, "not recorded", None)
    if baseline.precision is not now.precision:
        match relation(now, baseline):
            case Relation.AFTER:
                return Variance(None, "later", 1)
            case Relation.BEFORE:
                return Variance(None, "earlier", -1)
            case _:
                return Variance(None, "cannot tell", None)
    to_the_day = now.precision is Precision.DAY
    moved = (now.first - baseline.first).days if to_the_day else _steps(now) - _steps(baseline)
    days = moved if to_the_day else None
    if moved == 0:
        return Variance(days, "on plan", 0)
    unit = now.precision.value if abs(moved) == 1 else f"{now.precision.value}s"
    return Variance(days, f"{moved:+,} {unit}", 1 if moved > 0 else -1)
