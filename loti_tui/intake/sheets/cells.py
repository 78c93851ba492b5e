"""One cell into one value of a field: what it says, why it is in doubt, and what it may be.

Nothing is guessed. What reads two ways, or hangs on the day on which it is read, has candidates and no value. Words
and scales are not settled here: see `scales`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.datewords import read_date
from loti_tui.domain.fields import TEXT_LIMIT, Choice, FieldType, Flag, Money, Plain, Text, When
from loti_tui.domain.money import MAX_PENCE, read_money
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, look_alike, quoted
from loti_tui.intake import days
from loti_tui.intake.letters import FIGURES
from loti_tui.intake.sheets.reading import Scalar, text_of


class Read(NamedTuple):
    """What a cell says. `doubt` is a sentence where it says nothing that is sure; `note` one of how it was read."""

    plain: Plain
    doubt: str = ""
    candidates: tuple[Plain, ...] = ()
    note: str = ""
    folded: bool = False
    """Whether a letter that looks like another was read as that."""


NOTHING = frozenset(
    {
        "-",
        "\u2013",
        "\u2014",
        "n/a",
        "na",
        "none",
        "nil",
        "not recorded",
        "not scored",
        "tbc",
        "tbd",
        "to be confirmed",
        "?",
    }
)
"""What people write, in small letters, into a cell that takes no words, where there is nothing."""

# What a spreadsheet takes for the start of a formula, after white space and apostrophes: a text that begins so was
# *defused* by one apostrophe when it was written as CSV. The packs' own tests hold the two together.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|\s*[\t\r\n])")


def restored(cell: str) -> str:
    """The text that was defused into this cell of a CSV file."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


# -- text ------------------------------------------------------------------------------------------------------------


def read_text(value: Scalar, kind: Text) -> Read:
    """Words, as the register keeps them."""
    text = value if isinstance(value, str) else text_of(value)
    if text.isascii() and text.isprintable() and len(text) <= TEXT_LIMIT and text == text.strip():
        return Read(text or None)  # as `clean` would have it, at a tenth of the time
    try:
        return Read(clean(text, lines=kind.lines, limit=TEXT_LIMIT) or None)
    except Refused as refused:
        return Read(None, str(refused))


# -- dates -----------------------------------------------------------------------------------------------------------

_SLASHED = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_MONTH_AND_TWO = re.compile(r"([A-Za-z]{3,9})[ ./-]?(\d{2})")
FIRST_SERIAL, LAST_SERIAL = 18_264, 109_574
"""1 January 1950 and 31 December 2199, as Excel counts days from the end of 1899."""
OTHER_DAY = timedelta(days=400)


def month_first(values: list[str]) -> bool:
    """Whether a column of dates has one that can only have its month in front, as 03/13/2017."""
    found = (_SLASHED.fullmatch(text.strip()) for text in values)
    return any(int(one[2]) > 12 >= int(one[1]) for one in found if one)


def read_when(value: Scalar, kind: When, today: date, *, in_doubt: bool = False) -> Read:
    """A date, day first; of a column that is `in_doubt` no date in figures alone is sure."""
    if isinstance(value, datetime | date):
        return dated(value.date() if isinstance(value, datetime) else value, kind)
    if isinstance(value, bool | time | timedelta):
        return Read(None, f"{quoted(text_of(value))} is not a date.")
    if isinstance(value, int | float):
        return counted(value, kind)
    text = " ".join(value.split())
    if with_time := _WITH_TIME.fullmatch(text):
        text = with_time[1]
    if in_doubt and (figures := _SLASHED.fullmatch(text)):
        return Read(None, f"{quoted(text)} may have its month first, as others in this column do.", both(figures, kind))
    return typed(text, kind, today)


def dated(day: date, kind: When) -> Read:
    try:
        return Read(kind.check(PartialDate.of_day(day).iso))
    except Refused as refused:
        return Read(None, f"{str(refused)[:1].upper()}{str(refused)[1:]}")


def counted(value: float, kind: When) -> Read:
    """A year, or a day as Excel counts them."""
    if value == int(value) and 1900 <= value <= 2199:
        return checked(str(int(value)), kind)
    if FIRST_SERIAL <= value <= LAST_SERIAL + 1:
        day = date(1899, 12, 30) + timedelta(days=int(value))
        found = dated(day, kind)
        return found._replace(
            note=f"{text_of(value)} was read as the day that Excel counts so: {PartialDate.of_day(day).short()}."
        )
    return Read(None, f"{quoted(text_of(value))} is not a date.")


def checked(iso: str, kind: When) -> Read:
    try:
        return Read(kind.check(iso))
    except Refused as refused:
        return Read(None, f"It {refused}." if str(refused).startswith("accepts") else str(refused))


def both(figures: re.Match[str], kind: When) -> tuple[Plain, ...]:
    """The days that three numbers may be, with the day first and with the month first."""
    one, other, year = int(figures[1]), int(figures[2]), int(figures[3])
    year += 2000 if year < 100 else 0
    found: list[Plain] = []
    for day, month in ((one, other), (other, one)):
        try:
            iso = kind.check(PartialDate.of_day(date(year, month, day)).iso)
        except ValueError:
            continue
        if iso not in found:
            found.append(iso)
    return tuple(found)


def typed(text: str, kind: When, today: date) -> Read:
    """A date in words or figures; one that hangs on the day on which it is read is in doubt."""
    try:
        when = read_date(text, today)
    except Refused as refused:
        return Read(None, str(refused), maybe(text, kind))
    try:
        fixed = read_date(text, today + OTHER_DAY) == when
    except Refused:
        fixed = False
    found = checked(when.iso, kind)
    if not fixed:
        sure = () if found.plain is None else (found.plain,)
        return Read(
            None, f"{quoted(text)} does not say of which year it is, or counts from the day on which it is read.", sure
        )
    return found


def maybe(text: str, kind: When) -> tuple[Plain, ...]:
    """What a date that was refused may be: a month and two figures are a month of a year; five, a day of Excel's."""
    if found := _MONTH_AND_TWO.fullmatch(text):
        try:
            return (kind.check(read_date(f"{found[1]} 20{found[2]}", date(2000, 1, 1)).iso),)
        except Refused:
            return ()
    if re.fullmatch(r"\d{5}", text):
        read = counted(int(text), kind)
        return () if read.plain is None else (read.plain,)
    return tuple(read.plain for one in days.day(text).candidates if (read := checked(str(one), kind)).plain is not None)


# -- money -----------------------------------------------------------------------------------------------------------


def read_amount(value: Scalar, times: int = 1) -> Read:
    """An amount in pounds, as pence; `times` where the heading says that it is in thousands or millions."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Read(None, f"{quoted(text_of(value))} is not an amount of money.")
    if isinstance(value, str):
        try:
            pence = read_money(value)
        except Refused as refused:
            return Read(None, str(refused), amounts(value) if times == 1 else ())
        return Read(pence * times if plain_number(value) else pence)
    if not 0 <= value <= MAX_PENCE / 100 / times:
        return Read(None, f"{quoted(text_of(value))} is not an amount that is accepted.")
    exact = value * 100 * times
    pence = round(exact)
    if abs(exact - pence) > 1e-4:
        return Read(None, f"{quoted(text_of(value))} does not come to whole pence.", (pence,))
    return Read(pence)


def plain_number(text: str) -> bool:
    """Whether an amount is in figures alone, so that what the heading says of its unit holds for it."""
    return not re.search(r"[£a-z]", text.casefold())


def amounts(text: str) -> tuple[Plain, ...]:
    """What an amount may be of which letters were misread or the sign was lost."""
    found: list[Plain] = []
    stripped = text.strip()
    for other in (stripped.translate(FIGURES), re.sub(r"^[Ef](?=\d)", "£", stripped)):
        try:
            pence = read_money(other)
        except Refused:
            continue
        if pence not in found:
            found.append(pence)
    return tuple(found)


# -- words that are the register's own -------------------------------------------------------------------------------


def read_choice(value: Scalar, kind: Choice) -> Read | None:
    """The value whose name or word stands in the cell; None where it is neither."""
    text = " ".join(text_of(value).split())
    folded = text.casefold()
    for one, word in zip(kind.values, kind.words_for or kind.values, strict=True):
        if folded in (one.casefold(), word.casefold()):
            return Read(str(one))  # a RAG is a word of an enumeration, and not kept as such
    if len(text) == 1 and (latin := look_alike(text)) != text and latin in kind.values:
        return Read(latin, folded=True)
    return None


def read_flag(value: Scalar) -> Read | None:
    """Yes or no; None where it is neither."""
    word = text_of(value).strip().casefold()
    if word in ("yes", "y", "true", "1"):
        return Read(True)
    if word in ("no", "n", "false", "0"):
        return Read(False)
    return None


def is_nothing(value: Scalar, kind: FieldType) -> bool:
    """Whether a cell says in words that there is nothing, where the field takes no words."""
    return isinstance(value, str) and isinstance(kind, When | Money | Flag) and value.strip().casefold() in NOTHING
