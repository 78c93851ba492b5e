"""How a spreadsheet is read, as a person sees and settles it: its columns, its words, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from loti_tui.domain.fields import FieldType, Flag, Plain, Score
from loti_tui.domain.items import KINDS

IGNORED = ""
"""The field of a column that is left out."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has settled, now or when a file like this was brought in before.

    `columns` says which field a heading stands for, "" for none; `words` what a word of a field stands for, None for
    nothing; `kinds` what a sheet lists, "" to leave it out. A heading or a field may have its kind of item in front
    ("risk.L", "risk.impact"), which counts before the same without one: "Impact" of an issue is not that of a risk.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], Plain] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def column(self, kind: str, heading: str) -> str | None:
        """The field that a heading stands for; None where nobody has said."""
        return self.columns.get(f"{kind}.{heading}", self.columns.get(heading))

    def has_word(self, kind: str, name: str, word: str) -> bool:
        """Whether somebody has said what a word stands for."""
        return (f"{kind}.{name}", word) in self.words or (name, word) in self.words

    def rescaled(self, kind: str, name: str) -> bool:
        """Whether somebody has said of a number that it stands for another: then no number stands for itself."""
        return any(
            word.isdigit() and word != str(value)
            for (field, word), value in self.words.items()
            if field in (name, f"{kind}.{name}")
        )

    def word(self, kind: str, name: str, word: str) -> Plain:
        """What a word stands for; None for nothing, or where nobody has said."""
        return self.words.get((f"{kind}.{name}", word), self.words.get((name, word)))


NO_CHOICES = Choices()


def kept(columns: Mapping[str, str], words: Iterable[tuple[str, str, str]]) -> Choices:
    """The choices that a register keeps as text: (field, word, value as the log of it has it) of each word.

    What the register would not take any more is left out, and so is asked about again.
    """
    found: dict[tuple[str, str], Plain] = {}
    for told, word, value in words:
        kind, _, name = told.rpartition(".")
        types = [
            KINDS[one].fields[name].type for one in ([kind] if kind in KINDS else KINDS) if name in KINDS[one].fields
        ]
        try:
            found[told, word] = None if value == "None" else types[0].check(plain_of(types[0], value))
        except (ValueError, IndexError):
            continue
    return Choices(columns, found)


def plain_of(kind: FieldType, value: str) -> Plain:
    """A value that is kept as text."""
    if isinstance(kind, Score):
        return int(value)
    return value == "True" if isinstance(kind, Flag) else value


Matched = Literal["name", "label", "synonym", "likeness", "remembered", "ignored", "unknown"]
"""How a heading was matched. "ignored" is what somebody, or the register's own rules, leave out; "unknown" is none."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it would be read: `field` is "" where it is left out; `sure` is from 0 to 1.

    `place` counts the sheet's columns from 1. `heading` is what `Choices` knows the column by: its heading in one line,
    with that above it, or the column's letter, where two are alike.
    """

    place: int
    heading: str
    field: str
    how: Matched
    sure: float = 1.0
    samples: tuple[str, ...] = ()
    why: str = ""
    """Why it is left out, as a sentence; "" where it is not."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One sheet of which it is known what it lists. `heading_row` is the number of the row with its headings."""

    name: str
    kind: str
    heading_row: int
    rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that must be settled before a sheet is read.

    `about` says what by: "kind" (answer with `Choices.kinds[sheet]`), "column" (what was matched by likeness only) and
    "twice" (two columns for one field): answer with `Choices.columns`; "words" and "scale": with `Choices.words` for
    each of `words`. `columns` and `words` are the keys to answer with, `proposed` what would be taken for a yes.
    """

    about: Literal["kind", "column", "twice", "words", "scale"]
    sheet: str
    kind: str
    sentence: str
    field: str = ""
    columns: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """How a file would be read. `pack` says that this program wrote it: then nothing is asked.

    `left_out` are the sheets of which it is not known what they list, each with a sentence that says why.
    """

    name: str
    sheets: tuple[Recognised, ...]
    questions: tuple[Question, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    pack: bool = False

    @property
    def settled(self) -> bool:
        """Whether every column was read as somebody has said, and nothing is to be asked."""
        read = [one for sheet in self.sheets for one in sheet.columns if one.field and not one.field.startswith("=")]
        return not self.questions and all(one.how == "remembered" for one in read)
