"""Dates as people in Britain type them: day first, always, and nothing that is not on the list below.

`read_date` tries a fixed table of forms. There is no lenient parser behind it: those read "April 2017" as a
day in April and 12/04/2017 as the 4th of December. What was understood is shown before it is stored.

Decisions:
- `12/04/2017` is 12 April. A year of two figures is 2000 to 2099.
- A day or month without a year is in the year of `today`, also where that has passed.
- "next fri", "fri" and "on friday" are the first Friday strictly after today, "last fri" the latest one
  strictly before: on a Friday, today is called "today".
- "apr 17" may be a day or a year and is refused, with both readings; "apr '17" and "17 apr" are not in doubt.
- "+1m" is the same day next month, or the last day of a shorter month.
- "end of" and "start of" name a day; "this month" and "next year" stay a month and a year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from loti_tui.domain.dates import MONTHS, WEEKDAYS, PartialDate, Precision, problem_with
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted

if TYPE_CHECKING:
    import pendulum

ACCEPTED = "Write 31 Mar 2017, 31/3/17, Apr 2017, Q2 2017, 2017, +2w, next fri or today."
"""The forms that are named to somebody whose words were not understood."""

_LONGEST = 80


class _Asked(NamedTuple):
    """What a form is read against."""

    typed: str  # quoted, for the sentence of a refusal
    today: datetime.date

    def refuse(self, why: str) -> Refused:
        return Refused(f"{self.typed} {why}.")

    def not_understood(self) -> Refused:
        return Refused(f"{self.typed} is not a date that can be understood. {ACCEPTED}")


_Reader = Callable[[re.Match[str], _Asked], PartialDate]
_Table = list[tuple[re.Pattern[str], _Reader]]


def _table(*forms: tuple[str, _Reader]) -> _Table:
    return [(re.compile(pattern), reader) for pattern, reader in forms]


def _names(words: tuple[str, ...], more: dict[str, int]) -> dict[str, int]:
    """Each word in full and by its first three letters, and some more, with its place in the list."""
    numbered = {name.casefold(): place for place, name in enumerate(words)}
    return numbered | {name[:3]: place for name, place in numbered.items()} | more


_MONTH_NAMES = _names(MONTHS, {"sept": 8})
_WEEKDAY_NAMES = _names(WEEKDAYS, {"tues": 1, "weds": 2, "thur": 3, "thurs": 3})
_UNITS = {"d": "days", "w": "weeks", "f": "fortnights", "m": "months", "y": "years"}


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any(_MONTH_NAMES)})"
_WEEKDAY = rf"(?P<weekday>{_any(_WEEKDAY_NAMES)})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_FULL_YEAR = r"(?P<year>[0-9]{4})"
_GAP = r"[ ./,-]{0,2}"
_SEP = r"(?P<sep>[/.-])"
_NUMBER = r"(?P<number>[0-9]{1,4}|an?|one)"
_UNIT = r"(?P<unit>d|days?|w|wks?|weeks?|fortnights?|m|mths?|months?|y|yrs?|years?)"  # the first letter decides


# -- one reader for each kind of form --------------------------------------------------------------


def _year(found: re.Match[str], asked: _Asked) -> int:
    words = found.groupdict().get("year")
    if words is None:
        return asked.today.year
    figures = words.removeprefix("'")
    return 2000 + int(figures) if len(figures) == 2 else int(figures)


def _made(asked: _Asked, precision: Precision, year: int, part: int = 1, day: int = 1) -> PartialDate:
    """The date of that precision, where `part` is the month or the quarter; refuses impossible ones."""
    quarterly = precision is Precision.QUARTER
    if problem := problem_with(year, 1 if quarterly else part, day, part if quarterly else 1):
        raise asked.refuse(f"is not a date: {problem}")
    match precision:
        case Precision.DAY:
            return PartialDate.of_day(datetime.date(year, part, day))
        case Precision.MONTH:
            return PartialDate.of_month(year, part)
        case Precision.QUARTER:
            return PartialDate.of_quarter(year, part)
        case _:
            return PartialDate.of_year(year)


def _figures(found: re.Match[str], asked: _Asked) -> PartialDate:
    year = _year(found, asked)
    return _made(asked, Precision.DAY, year, int(found["month"]), int(found["day"]))


def _day_and_month(found: re.Match[str], asked: _Asked) -> PartialDate:
    month = _MONTH_NAMES[found["month"]] + 1
    return _made(asked, Precision.DAY, _year(found, asked), month, int(found["day"]))


def _weekday_and_day(found: re.Match[str], asked: _Asked) -> PartialDate:
    date = _look_up(_DAYS, found["rest"], asked)
    if date is None:
        raise asked.not_understood()
    weekday = _WEEKDAY_NAMES[found["weekday"]]
    if date.first.weekday() != weekday:
        right = WEEKDAYS[date.first.weekday()]
        raise asked.refuse(f"is not a date: {date.spoken()} is a {right}, not a {WEEKDAYS[weekday]}")
    return date


def _month(found: re.Match[str], asked: _Asked) -> PartialDate:
    words = found["month"]
    month = int(words) if words.isdecimal() else _MONTH_NAMES[words] + 1
    return _made(asked, Precision.MONTH, _year(found, asked), month)


def _month_and_one_of_two(found: re.Match[str], asked: _Asked) -> PartialDate:
    """A month and two figures: "apr 17" is in doubt, and "apr 45" is likelier a slip than the year 2045."""
    month, number = _MONTH_NAMES[found["month"]] + 1, int(found["number"])
    a_month = PartialDate.of_month(2000 + number, month)
    if problem := problem_with(asked.today.year, month, number):
        raise asked.refuse(f"is not a day ({problem}): write {a_month.short()} if the month is meant")
    a_day = PartialDate.of_day(datetime.date(asked.today.year, month, number))
    raise asked.refuse(f"can be the day {a_day.short()} or the month {a_month.short()}: write one of them")


def _quarter(found: re.Match[str], asked: _Asked) -> PartialDate:
    date = _made(asked, Precision.QUARTER, _year(found, asked), int(found["quarter"]))
    months = found.groupdict().get("months")
    if months and f"({months})" not in date.spoken().casefold():
        raise asked.refuse(f"is not a date: the quarter is {date.spoken()}")
    return date


def _whole_year(found: re.Match[str], asked: _Asked) -> PartialDate:
    return _made(asked, Precision.YEAR, int(found["year"]))


def _near(found: re.Match[str], asked: _Asked) -> PartialDate:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}[found["near"]]
    return _moved(asked, "days", days)


def _signed(found: re.Match[str], asked: _Asked) -> PartialDate:
    return _moved(asked, found["unit"], _number(found) * (-1 if found["sign"] == "-" else 1))


def _ahead(found: re.Match[str], asked: _Asked) -> PartialDate:
    return _moved(asked, found["unit"], _number(found))


def _ago(found: re.Match[str], asked: _Asked) -> PartialDate:
    return _moved(asked, found["unit"], -_number(found))


def _near_weekday(found: re.Match[str], asked: _Asked) -> PartialDate:
    import pendulum

    weekday = pendulum.WeekDay(_WEEKDAY_NAMES[found["weekday"]])
    # Both are strict: on a Friday, next() is in a week and previous() was a week ago.
    today = _today(asked)
    return _day(asked, today.previous(weekday) if found["which"] == "last" else today.next(weekday))


def _near_period(found: re.Match[str], asked: _Asked) -> PartialDate:
    """This, next or last month, quarter or year: as a month, a quarter or a year."""
    precision = Precision(found["period"])
    step = {"last": -1, "this": 0, "next": 1}[found.groupdict().get("which", "this")]
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}[precision]
    # From the first of the month: a month from 31 January is still February.
    there = _today(asked).start_of("month").add(months=step * months)
    part = there.quarter if precision is Precision.QUARTER else there.month
    return _made(asked, precision, there.year, 1 if precision is Precision.YEAR else part)


def _edge(found: re.Match[str], asked: _Asked) -> PartialDate:
    """The first or last day of a month, a quarter or a year that is named."""
    date = _look_up(_EDGED, found["rest"], asked)
    if date is None:
        raise asked.not_understood()
    return PartialDate.of_day(date.last if found["edge"] == "end" else date.first)


# -- arithmetic, which is pendulum's ---------------------------------------------------------------


def _number(found: re.Match[str]) -> int:
    return int(found["number"]) if found["number"].isdecimal() else 1


def _today(asked: _Asked) -> pendulum.Date:
    # Inside, so that the first painted frame does not wait for it.
    import pendulum

    return pendulum.Date(asked.today.year, asked.today.month, asked.today.day)


def _moved(asked: _Asked, unit: str, number: int) -> PartialDate:
    unit = _UNITS[unit[0]]
    if unit == "fortnights":
        unit, number = "weeks", number * 2
    try:
        there = _today(asked).add(**{unit: number})
    except (OverflowError, ValueError):
        raise asked.refuse("is too far away to be a date") from None
    return _day(asked, there)


def _day(asked: _Asked, day: datetime.date) -> PartialDate:
    return _made(asked, Precision.DAY, day.year, day.month, day.day)


# -- the forms, in the order in which they are tried -----------------------------------------------

_DAYS = _table(
    (rf"{_FULL_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})", _figures),
    (rf"(?P<day>[0-9]{{1,2}}){_SEP}(?P<month>[0-9]{{1,2}})(?:(?P=sep){_YEAR})?", _figures),
    (rf"{_DAY}(?: of)?{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?", _day_and_month),
    (rf"{_MONTH}{_GAP}{_DAY}[ ,]{{1,2}}{_FULL_YEAR}", _day_and_month),
    (rf"{_MONTH}{_GAP}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)", _day_and_month),
    (rf"{_MONTH}{_GAP}(?P<day>[1-9])", _day_and_month),
)

_PERIODS = _table(
    (rf"{_FULL_YEAR}-(?P<month>[0-9]{{1,2}})", _month),
    (rf"(?P<month>[0-9]{{1,2}})[/.-]{_FULL_YEAR}", _month),
    (rf"{_MONTH}(?:{_GAP}(?P<year>[0-9]{{4}}|'[0-9]{{2}}))?", _month),
    (rf"{_MONTH}{_GAP}(?P<number>[0-9]{{2}})", _month_and_one_of_two),
    (rf"q(?P<quarter>[0-9])(?:{_GAP}{_YEAR})?(?: \((?P<months>[a-z ]+)\))?", _quarter),
    (rf"{_FULL_YEAR}{_GAP}q(?P<quarter>[0-9])", _quarter),
    (_FULL_YEAR, _whole_year),
    (r"(?P<which>this|next|last) (?P<period>month|quarter|year)", _near_period),
)

# After "end of" alone: "month" by itself is no date.
_EDGED = [*_PERIODS, *_table((r"(?P<period>month|quarter|year)", _near_period))]

_RELATIVE = _table(
    (r"(?P<near>today|tomorrow|yesterday)", _near),
    (rf"(?P<sign>[+-]) ?{_NUMBER} ?{_UNIT}", _signed),
    (rf"in {_NUMBER} ?{_UNIT}", _ahead),
    (rf"{_NUMBER} ?{_UNIT} from (?:now|today)", _ahead),
    (rf"{_NUMBER} ?{_UNIT} ago", _ago),
    (rf"(?:(?P<which>next|last|on) )?{_WEEKDAY}", _near_weekday),
    (rf"{_WEEKDAY}[ ,.]{{1,2}}(?P<rest>.+)", _weekday_and_day),
    (r"(?P<edge>end|start) (?:of )?(?:the )?(?P<rest>.+)", _edge),
)

_FORMS = [*_DAYS, *_PERIODS, *_RELATIVE]


def _look_up(table: _Table, words: str, asked: _Asked) -> PartialDate | None:
    for pattern, reader in table:
        if found := pattern.fullmatch(words):
            return reader(found, asked)
    return None


def _plain(text: str) -> str:
    """Small letters, single spaces, and the hyphen and apostrophe that Word may have replaced."""
    words = clean(text).casefold().translate({0x2013: "-", 0x2212: "-", 0x2019: "'"})
    return " ".join(words.split()).rstrip(".,")


def read_date(text: str, today: datetime.date) -> PartialDate:
    """The date that somebody typed, as precise as they typed it; `today` is what "+2w" and "31 Mar" hang on.

    The forms are listed in this module's tables and its docstring. Raises `Refused` with one sentence that
    quotes what was typed and says why it is not a date, or what is accepted.
    """
    asked = _Asked(quoted(text), today)
    if len(text) > _LONGEST:
        raise asked.not_understood()
    words = _plain(text)
    if not words:
        raise Refused(f"No date was typed. {ACCEPTED}")
    date = _look_up(_FORMS, words, asked)
    if date is None:
        raise asked.not_understood()
    return date
