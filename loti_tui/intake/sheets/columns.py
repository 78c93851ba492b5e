"""One column of a sheet with what reads its cells, and what must be asked before they can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from loti_tui.domain.fields import Choice, Field, Flag, Link, Links, Money, Plain, Score, Text, When
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.intake.sheets.asked import Choices, Column, Question
from loti_tui.intake.sheets.cells import (
    NOTHING,
    Read,
    is_nothing,
    month_first,
    read_amount,
    read_choice,
    read_flag,
    read_text,
    read_when,
    restored,
)
from loti_tui.intake.sheets.headings import Headed, article, normal
from loti_tui.intake.sheets.reading import Row, Scalar, blank, text_of
from loti_tui.intake.sheets.scales import FEW, read_score, scale_of, word_of

Reader = Callable[[Scalar], Read | None]
"""A cell in which something stands -> what it says; None where its word must be asked about."""

_THOUSANDS = re.compile(r"(?:\(|\b|£)\s*(?:000s?\b|'000s?\b|\u2019000s?\b|k\b|thousands?\b)", re.IGNORECASE)
_MILLIONS = re.compile(r"(?:\(|£)\s*m\b|\bmillions?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Filled:
    """A column that holds a field, the values that stand in it, and what reads them."""

    column: Column
    field: Field
    reader: Reader
    asked: tuple[str, ...]
    """The words that must be asked about, in the order in which they stand."""
    why: str = ""
    """What shows that its scale is another, as a sentence."""
    used: tuple[tuple[str, Plain], ...] = ()
    """The words that somebody has settled, of those that stand in it."""


def filled(
    found: Headed, kind: str, column: Column, choices: Choices, today: date, *, as_text: bool, beside: str = ""
) -> Filled:
    """A column with its reader.

    `as_text` says that the file holds nothing but text; `beside` is the heading of a column with another scale.
    """
    field = KINDS[kind].fields[column.field]
    looked_at = isinstance(field.type, Score | Choice | Flag | When)
    values = [one for row in found.below if not blank(one := row.cell(column.place))] if looked_at else []
    if isinstance(field.type, Score):
        beside = beside or (column.heading if choices.rescaled(kind, field.name) else "")
        scale = scale_of(kind, field.name, field.type, column.heading, dict.fromkeys(values), beside)
        reader: Reader = partial(read_score, scale=scale, choices=choices)
        why = scale.why
    else:
        reader, why = reader_of(kind, field, column, values, choices, today, as_text=as_text), ""
    asked, used = [], []
    if isinstance(field.type, Score | Choice | Flag):
        for word in dict.fromkeys(map(word_of, values)):
            if choices.has_word(kind, field.name, word):
                used.append((word, settled(field, choices.word(kind, field.name, word))))
            elif reader(word) is None:
                asked.append(word)
    return Filled(column, field, reader, tuple(asked), why, tuple(used))


def settled(field: Field, value: Plain) -> Plain:
    """What somebody says that a word stands for. Raises `Refused` where the field does not take it."""
    try:
        return None if value is None else field.type.check(value)
    except Refused as refused:
        raise Refused(f"{field.labelled(refused)} Nothing was changed. Choose another value for the word.") from None


def reader_of(
    kind: str, field: Field, column: Column, values: Sequence[Scalar], choices: Choices, today: date, *, as_text: bool
) -> Reader:
    """What reads the cells of a column that is no score."""
    match field.type:
        case Choice() | Flag():
            return partial(chosen, kind=kind, field=field, choices=choices)
        case When():
            texts = [value for value in dict.fromkeys(values) if isinstance(value, str)]
            return spared(field, partial(read_when, kind=field.type, today=today, in_doubt=month_first(texts)))
        case Money():
            if normal(column.heading).endswith(" pence"):
                return spared(field, pence)
            return spared(field, partial(read_amount, times=unit(column.heading)))
    read = partial(read_text, kind=field.type if isinstance(field.type, Text) else Text())
    if not as_text:
        return read
    return lambda value: read(restored(value) if isinstance(value, str) else value)


def spared(field: Field, read: Callable[[Scalar], Read]) -> Reader:
    """The same, where a cell that says in words that there is nothing says so."""
    return lambda value: Read(None) if is_nothing(value, field.type) else read(value)


def pence(value: Scalar) -> Read:
    """A whole number of pence, as a pack has it."""
    text = text_of(value).strip()
    if text.isascii() and text.isdigit() and len(text) < 15:
        return Read(int(text))
    return Read(None, f"{quoted(text)} is not a whole number of pence.")


def unit(heading: str) -> int:
    """How many pounds one is in a column of amounts, by its heading: "£000", "(£k)", "£m"."""
    return 1_000 if _THOUSANDS.search(heading) else 1_000_000 if _MILLIONS.search(heading) else 1


def chosen(value: Scalar, kind: str, field: Field, choices: Choices) -> Read | None:
    """The value of a closed list that a word stands for; None where it must be asked about."""
    word = word_of(value)
    if choices.has_word(kind, field.name, word):
        return Read(choices.word(kind, field.name, word))
    found = read_choice(value, field.type) if isinstance(field.type, Choice) else read_flag(value)
    return Read(None) if found is None and word.casefold() in NOTHING else found


# -- what must be asked ----------------------------------------------------------------------------------------------


def questions(found: Headed, kind: str, columns: Sequence[Column], read: Sequence[Filled]) -> Iterator[Question]:
    """Everything that must be settled before the rows are read."""
    sheet = found.sheet.name
    named = KINDS[kind].fields
    for column in columns:
        if column.how == "likeness":
            yield Question(
                "column", sheet, kind,
                f"Is {quoted(column.heading)} the {named[column.field].label.lower()} of {article(kind)}?",
                column.field, (f"{kind}.{column.heading}",), (), column.field,
            )  # fmt: skip
    yield from twice(found, kind, columns)
    for one in read:
        if one.asked:
            yield words(sheet, kind, one)


def twice(found: Headed, kind: str, columns: Sequence[Column]) -> Iterator[Question]:
    """The fields that two columns stand for, unless somebody has said which of them does."""
    counted = Counter(column.field for column in columns if column.field and not column.field.startswith("="))
    for field, times in counted.items():
        if times > 1:
            alike = [column for column in columns if column.field == field]
            headings = " and ".join(quoted(column.heading) for column in alike)
            label = KINDS[kind].fields[field].label
            yield Question(
                "twice", found.sheet.name, kind,
                f"{headings} may {'both' if len(alike) == 2 else 'all'} be the {label.lower()}: which one is?",
                field, tuple(f"{kind}.{column.heading}" for column in alike), (), alike[0].heading,
            )  # fmt: skip


def words(sheet: str, kind: str, one: Filled) -> Question:
    """What the words of a column stand for."""
    heading, label = quoted(one.column.heading), one.field.label.lower()
    listed = ", ".join(quoted(word) for word in one.asked[:12])
    if len(one.asked) > FEW:
        sentence = (
            f"{heading} has {len(one.asked):,} different values that are no {label}. Is it another field, or none?"
        )
        return Question("column", sheet, kind, sentence, one.field.name, (f"{kind}.{one.column.heading}",))
    more = f" and {len(one.asked) - 12} more" if len(one.asked) > 12 else ""
    sentence = f"{one.why} " if one.why else ""
    do = "does" if len(one.asked) == 1 else "do"
    sentence += f"Which {label} {do} {listed}{more} stand for? It is {one.field.type.accepts}, or nothing."
    keys = tuple((f"{kind}.{one.field.name}", word) for word in one.asked)
    return Question("scale" if one.why else "words", sheet, kind, sentence, one.field.name, (), keys)


def settle_twice(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, those left out whose field another column has by somebody's choice."""
    settled = {column.field for column in columns if column.how == "remembered"}
    return tuple(
        Column(
            column.place,
            column.heading,
            "",
            "ignored",
            1.0,
            column.samples,
            "Another column was chosen for this field.",
        )
        if column.field in settled and column.how != "remembered"
        else column
        for column in columns
    )


def linked(field: Field) -> bool:
    """Whether a field points to other items."""
    return isinstance(field.type, Link | Links)


def is_number(value: Scalar) -> bool:
    """Whether a cell holds a number that can be multiplied."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def number_in(row: Row, place: int) -> float | None:
    """The number that stands in a cell, as text or as a number; None where none does."""
    value = row.cell(place)
    if is_number(value):
        return float(value)  # type: ignore[arg-type]  # it was just looked at
    text = text_of(value).strip()
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d{1,4})?", text) else None
