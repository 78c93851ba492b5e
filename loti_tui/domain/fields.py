"""What a field of an item may hold: how it is typed, checked, kept and shown.

A value has two forms. *Plain* is what the log, the tables and JSON keep: text, a whole number, yes/no, a list of
ids or nothing. *Loaded* is what the rules work with: the same, but a `PartialDate` where the field is a date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from loti_tui.domain.dates import PartialDate, Precision
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, look_alike, quoted

Plain = str | int | bool | list[str] | None

TEXT_LIMIT = 10_000
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed words are read against: the day it is, and how to find an item by its reference."""

    today: date
    find: Callable[[str], tuple[str, str]]
    """reference -> (kind, id); raises `Refused` where no item has it."""


@dataclass(frozen=True, slots=True)
class FieldType:
    """The base: every type answers these five questions."""

    @property
    def accepts(self) -> str:
        """What may be typed, as the end of a sentence that begins "… accepts"."""
        return "text"

    def read(self, text: str, reading: Reading) -> Plain:
        """Plain value of what a person typed; never called with empty text. Raises `Refused`."""
        return clean(text, limit=TEXT_LIMIT)

    def check(self, value: Plain) -> Plain:
        """The value as it will be kept, at the door; never called with None. Raises `Refused`."""
        return value

    def load(self, value: Plain) -> Any:
        """Plain to loaded."""
        return value

    def words(self, value: Plain) -> str:
        """The value for a person, without its label."""
        return NOT_RECORDED if value is None else str(value)

    def typed(self, value: Plain) -> str:
        """The value as a person would type it: what an editor starts with."""
        return "" if value is None else str(value)

    def refusal(self, value: object) -> Refused:
        """The sentence for a value that is not accepted (its label is put in front by the caller)."""
        return Refused(f"accepts {self.accepts}; {quoted(value)} is not one of these")


@dataclass(frozen=True, slots=True)
class Text(FieldType):
    """Words. `lines` allows line breaks."""

    lines: bool = False

    @property
    def accepts(self) -> str:
        return f"text of up to {TEXT_LIMIT:,} characters"

    def read(self, text: str, reading: Reading) -> Plain:
        return clean(text, lines=self.lines, limit=TEXT_LIMIT)

    def check(self, value: Plain) -> Plain:
        if not isinstance(value, str):
            raise self.refusal(value)
        return clean(value, lines=self.lines, limit=TEXT_LIMIT) or None


@dataclass(frozen=True, slots=True)
class Score(FieldType):
    """A whole number from 1 to 4, with the names that the GLA's project system publishes for them."""

    names: tuple[str, str, str, str]

    @property
    def accepts(self) -> str:
        return "1, 2, 3 or 4"

    def read(self, text: str, reading: Reading) -> Plain:
        stripped = text.strip()
        if stripped not in ("1", "2", "3", "4"):
            raise self.refusal(stripped)
        return int(stripped)

    def check(self, value: Plain) -> Plain:
        if type(value) is not int or not 1 <= value <= 4:  # 2.0 and True are "in" a tuple of numbers
            raise self.refusal(value)
        return value

    def words(self, value: Plain) -> str:
        return f"{value} {self.names[value - 1]}" if isinstance(value, int) else NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Choice(FieldType):
    """One word of a closed list; `words_for` gives longer words for single letters."""

    values: tuple[str, ...]
    words_for: tuple[str, ...] = ()

    @property
    def accepts(self) -> str:
        named = [
            f"{v} ({w})" if w else v
            for v, w in zip(self.values, self.words_for or ("",) * len(self.values), strict=True)
        ]
        return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " or " + named[-1]

    def read(self, text: str, reading: Reading) -> Plain:
        typed = text.strip().casefold()
        for value, word in zip(self.values, self.words_for or self.values, strict=True):
            if typed in (value.casefold(), word.casefold()) or look_alike(text.strip()) == value:
                return value
        starts = [
            v for v, w in zip(self.values, self.words_for or self.values, strict=True) if w.casefold().startswith(typed)
        ]
        if len(starts) != 1:
            raise self.refusal(text)
        return starts[0]

    def check(self, value: Plain) -> Plain:
        if value not in self.values:
            raise self.refusal(value)
        return value

    def words(self, value: Plain) -> str:
        if value is None:
            return NOT_RECORDED
        if self.words_for:
            return self.words_for[self.values.index(str(value))]
        return str(value)[:1].upper() + str(value)[1:]


@dataclass(frozen=True, slots=True)
class When(FieldType):
    """A date with its precision; `to_the_day` refuses months, quarters and years."""

    to_the_day: bool = False

    @property
    def accepts(self) -> str:
        return "a day such as 31 Mar 2017" if self.to_the_day else "a date such as 31 Mar 2017, Apr 2017 or Q2 2017"

    def read(self, text: str, reading: Reading) -> Plain:
        from loti_tui.domain.datewords import read_date  # pendulum stays out of the first frame

        return self.check(read_date(text, reading.today).iso)

    def check(self, value: Plain) -> Plain:
        if not isinstance(value, str):
            raise self.refusal(value)
        when = PartialDate(value)
        if self.to_the_day and when.precision is not Precision.DAY:
            raise self.refusal(when.spoken())
        return when.iso

    def load(self, value: Plain) -> PartialDate | None:
        return None if value is None else PartialDate(str(value))

    def words(self, value: Plain) -> str:
        return NOT_RECORDED if value is None else PartialDate(str(value)).short()

    def typed(self, value: Plain) -> str:
        return "" if value is None else PartialDate(str(value)).short()


@dataclass(frozen=True, slots=True)
class Money(FieldType):
    """An amount in whole pence."""

    @property
    def accepts(self) -> str:
        return "an amount such as £25,000, 25k or £12.50"

    def read(self, text: str, reading: Reading) -> Plain:
        from loti_tui.domain.money import read_money

        return read_money(text)

    def check(self, value: Plain) -> Plain:
        from loti_tui.domain.money import MAX_PENCE

        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_PENCE:
            raise self.refusal(value)
        return value

    def words(self, value: Plain) -> str:
        from loti_tui.domain.money import money_words

        return money_words(value) if isinstance(value, int) else NOT_RECORDED

    def typed(self, value: Plain) -> str:
        return "" if value is None else self.words(value)


@dataclass(frozen=True, slots=True)
class Flag(FieldType):
    """Yes or no."""

    @property
    def accepts(self) -> str:
        return "yes or no"

    def read(self, text: str, reading: Reading) -> Plain:
        word = text.strip().casefold()
        if word in ("yes", "y", "true", "1"):
            return True
        if word in ("no", "n", "false", "0"):
            return False
        raise self.refusal(text)

    def check(self, value: Plain) -> Plain:
        if not isinstance(value, bool):
            raise self.refusal(value)
        return value

    def words(self, value: Plain) -> str:
        return NOT_RECORDED if value is None else "Yes" if value else "No"

    def typed(self, value: Plain) -> str:
        return "" if value is None else self.words(value).lower()


@dataclass(frozen=True, slots=True)
class Whole(FieldType):
    """A whole number from 0 up: a place in an order."""

    @property
    def accepts(self) -> str:
        return "a whole number"

    def read(self, text: str, reading: Reading) -> Plain:
        if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 10):
            raise self.refusal(text)
        return int(text)

    def check(self, value: Plain) -> Plain:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
            raise self.refusal(value)
        return value


@dataclass(frozen=True, slots=True)
class Link(FieldType):
    """The id of one item of one kind."""

    kind: str

    @property
    def accepts(self) -> str:
        return f"the reference of a {self.kind}"

    def read(self, text: str, reading: Reading) -> Plain:
        kind, item = reading.find(text)
        if kind != self.kind:
            raise self.refusal(text)
        return item

    def check(self, value: Plain) -> Plain:
        if not isinstance(value, str):
            raise self.refusal(value)
        return value


@dataclass(frozen=True, slots=True)
class Links(FieldType):
    """The ids of any number of items of these kinds, in the order given."""

    kinds: tuple[str, ...]

    @property
    def accepts(self) -> str:
        return f"references of a {' or '.join(self.kinds)}, with commas between"

    def read(self, text: str, reading: Reading) -> Plain:
        ids: list[str] = []
        for ref in text.replace(",", " ").split():
            kind, item = reading.find(ref)
            if kind not in self.kinds:
                raise self.refusal(ref)
            if item not in ids:
                ids.append(item)
        return ids

    def check(self, value: Plain) -> Plain:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refusal(value)
        return list(value) or None

    def load(self, value: Plain) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list) else ()


def points_to(kind: FieldType) -> tuple[str, ...]:
    """The kinds of item that values of this type may name; none for a type that names no items."""
    if isinstance(kind, Links):
        return kind.kinds
    return (kind.kind,) if isinstance(kind, Link) else ()


def ids_in(value: Plain) -> set[str]:
    """The ids that the plain value of a `Link` or `Links` holds."""
    return set(value) if isinstance(value, list) else {value} if isinstance(value, str) else set()


@dataclass(frozen=True, slots=True)
class Field:
    """One named field of a kind of item."""

    name: str
    label: str
    type: FieldType
    required: bool = False
    editable: bool = True
    default: Plain = None
    """What a new item holds where its author named nothing."""

    def read(self, text: str, reading: Reading) -> Plain:
        """What was typed, as a plain value; empty text clears the field. Raises `Refused` with the label in front."""
        try:
            return self.type.read(text, reading) if text.strip() else None
        except Refused as refused:
            raise self.labelled(refused) from None

    def check(self, value: Plain) -> Plain:
        """The plain value as the door keeps it. Raises `Refused` with the label in front."""
        try:
            checked = None if value is None else self.type.check(value)
        except Refused as refused:
            raise self.labelled(refused) from None
        if checked is None and self.required:
            raise Refused(f"{self.label} cannot be empty: it accepts {self.type.accepts}.")
        return checked

    def labelled(self, refused: Refused) -> Refused:
        """The refusal as a whole sentence about this field."""
        words = str(refused)
        return Refused(f"{self.label} {words}." if words.startswith("accepts ") else f"{self.label}: {words}")
