"""Dates as forms write them. None of them hangs on today: a day without its year is a doubt."""

from __future__ import annotations

import datetime
import re
from difflib import get_close_matches

from loti_tui.domain.dates import MONTHS, WEEKDAYS, PartialDate, Precision, problem_with
from loti_tui.domain.datewords import read_date
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, quoted
from loti_tui.intake.letters import FIGURE_LIKE, FIGURES
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Value

FIRST_YEAR = 2000
"""The Greater London Authority exists since July 2000: an earlier year in a form is a slip or a misreading."""

# Two days on which nothing relative comes to the same date.
_ONE_DAY, _OTHER_DAY = datetime.date(1999, 1, 1), datetime.date(2101, 6, 15)
_RELATIVE = re.compile(r"^[+-]|\b(?:in|ago|from|now|next|last|this|an?|one|start|end)\b")
# "31 March 20" and "4.4.20" are what is left of any year of this century.
_CUT_SHORT = re.compile(r"(?<![\d'\u2019])20$")
_HAS_YEAR = re.compile(r"\d{4}|[./ '\u2019-]\d{2}$")
_MONTH_WORDS = tuple(month.casefold() for month in MONTHS)
_NAMED = re.compile(
    rf"(?:(?P<day>[{FIGURE_LIKE}]{{1,2}})(?:st|nd|rd|th)? ?(?:of )?)?"
    rf"(?P<month>[A-Za-z0-9|]{{3,10}}?)[ ,.]{{0,2}}(?P<year>[{FIGURE_LIKE}]{{4}})"
)
_IN_FIGURES = re.compile(
    rf"(?P<day>[{FIGURE_LIKE}]{{1,2}})[./-](?P<month>[{FIGURE_LIKE}]{{1,2}})[./-](?P<year>[{FIGURE_LIKE}]{{4}}|[{FIGURE_LIKE}]{{2}})"
)
_FIGURE = f"[{FIGURE_LIKE}]"
_NUMBER = f"{_FIGURE}{{1,2}}"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)})[ ,]{{1,2}})?"
# A date at the start of a text, misread letters allowed: what is found is read by `day`, which may doubt it.
AT_START = re.compile(
    rf"{_WEEKDAY}(?:{_NUMBER}(?:st|nd|rd|th)? ?(?:of )?)?[A-Za-z0-9|]{{3,10}}[ ,.]{{0,2}}{_FIGURE}{{4}}(?!\w)"
    rf"|{_NUMBER} ?[./-] ?{_NUMBER} ?[./-] ?(?:{_FIGURE}{{4}}|{_FIGURE}{{2}})(?![\w./-]\w|\w)",
    re.IGNORECASE,
)
"""Finds where a date ends: a month's name and its year, or three numbers."""


def day(raw: str, place: Place = NOWHERE, *, to_the_day: bool = False) -> Value:
    """One date as a plain value, with the precision that the form gives it; `to_the_day` doubts a month or a year.

    Day first, always: "4.4.17" is 4 April 2017. What cannot be read, has no year, or is before the GLA existed is a
    doubt.
    """
    text = clean(raw[:200])
    if not text:
        return Value(None, text, place, "There is no date.")
    date = _read(text)
    if date is None:
        return Value(None, text, place, *_in_doubt(text, to_the_day))
    if date.first.year < FIRST_YEAR:
        return Value(None, text, place, f"{quoted(text)} is before the Greater London Authority existed.")
    if _CUT_SHORT.search(text):
        return Value(None, text, place, f"{quoted(text)} may have lost the end of its year.", (date.iso,))
    if to_the_day and date.precision is not Precision.DAY:
        return Value(None, text, place, f"{quoted(text)} is a {date.precision} and no day.")
    return Value(date.iso, text, place)


def _read(text: str) -> PartialDate | None:
    """The date that a text is, whatever day it is read on; None where it is none, or two."""
    words = re.sub(r"(?<=\d) ?([./]) ?(?=\d)", r"\1", text).strip(" .,;:")
    if not _HAS_YEAR.search(words) or _RELATIVE.search(words.casefold()):
        return None
    try:
        date = read_date(words, _ONE_DAY)
        return date if date.iso == read_date(words, _OTHER_DAY).iso else None
    except Refused:
        return None


def _in_doubt(text: str, to_the_day: bool) -> tuple[str, tuple[str, ...]]:
    """The doubt about a date, and what it may be."""
    said = quoted(text)
    if _is_without_year(text):
        return f"{said} has no year.", ()
    weekday = re.match(rf"(?:{'|'.join(WEEKDAYS)})\b[ ,]*", text, re.IGNORECASE)
    if weekday and (right := _read(text[weekday.end() :])):
        return f"{said}: that day is another day of the week.", (right.iso,)
    candidates = _candidates(text)
    if to_the_day:
        candidates = tuple(one for one in candidates if len(one) == len("2017-04-04"))
    return f"{said} is not a date that can be read with certainty.", candidates


def _is_without_year(text: str) -> bool:
    if not re.search(r"\d", text) or _RELATIVE.search(text.casefold()):
        return False
    try:
        date = read_date(text, _ONE_DAY)
    except Refused:
        return False
    return date.first.year == _ONE_DAY.year


def _candidates(text: str) -> tuple[str, ...]:
    """What a garbled date may be: letters as figures, figures as letters, month first, or either of two dates."""
    parts = re.split(r"\s*(?:\u2013|\u2014|\bto\b|\band\b|\bor\b| - )\s*", text)
    if len(parts) == 2 and (both := [one for one in map(_read, parts) if one]):
        return tuple(one.iso for one in both)
    if re.fullmatch(r"[A-Za-z]{3,9} '?\d\d", text):  # a day of that month, or the month of that year
        month, year = text.split()
        in_full = _read(f"{month} 20{year.strip(chr(39))}")
        return (in_full.iso,) if in_full else ()
    if found := _IN_FIGURES.fullmatch(text.replace(" ", "")):
        first, second, year_no = (int(found[name].translate(FIGURES)) for name in ("day", "month", "year"))
        year_no += 2000 if year_no < 100 else 0
        for day_no, month_no in ((first, second), (second, first)):
            if not problem_with(year_no, month_no, day_no):
                return (f"{year_no:04}-{month_no:02}-{day_no:02}",)
        return ()
    if named := _NAMED.fullmatch(text):
        return _named(named)
    return ()


def _named(found: re.Match[str]) -> tuple[str, ...]:
    """The date of a month's name that is nearly one."""
    near = get_close_matches(found["month"].casefold(), _MONTH_WORDS, n=1, cutoff=0.6)
    if not near:
        return ()
    month, year = _MONTH_WORDS.index(near[0]) + 1, int(found["year"].translate(FIGURES))
    if not found["day"]:
        return () if problem_with(year, month) else (f"{year:04}-{month:02}",)
    day_no = int(found["day"].translate(FIGURES))
    return () if problem_with(year, month, day_no) else (f"{year:04}-{month:02}-{day_no:02}",)


def financial_year(text: str) -> tuple[str, str] | None:
    """The first and last day of a financial year as local government writes it: "2016-17", "2017/18", "2014/ 15".

    None where the two years do not follow each other. A financial year runs from 1 April to 31 March.
    """
    found = re.fullmatch(r"(20\d\d) ?[-/\u2013] ?(?:20)?(\d\d)", text.strip())
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return f"{found[1]}-04-01", f"{int(found[1]) + 1}-03-31"
