"""The neutral tree: what a pack says, before it is a document in any format.

`contents` builds it, each writer of a document turns it into bytes, and neither knows the other. Cells are words that
people read; the formats for programs (JSON, CSV) are made from records instead. Every RAG is a word in its cell: the
`rag` beside it is for formats that can colour, never the only place where it stands (domain rules §7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from loti_tui.domain.scoring import SCALE, Rag

Kind = Literal["text", "int", "date", "rag", "money"]
Tone = Literal["plain", "note"]
Span = tuple[date, date]
"""The first and the last day of a date, which may be a month, a quarter or a year."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 2 opens a section; level 1 is the report's title and no block."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; a newline in it is a line break. A `note` stands apart: what is withheld, what comes first."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what is recorded under each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; its kind decides alignment, types and colours in every format."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell, and the RAG that they name, if any."""

    text: str
    rag: Rag | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a caption. The cells of the column `row_head` are the headers of their rows.

    `name` is what a sheet of a spreadsheet is called that holds it: short, and no other table's of the report.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_head: int | None = 0
    name: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the table {self.caption!r} has more or fewer cells than it has columns")


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One pair of impact and probability: the RAG that the matrix gives it, and who stands there."""

    impact: int
    probability: int
    rag: Rag
    refs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        rated = f"{self.rag.word} ({self.rag}), score {self.impact * self.probability}"
        return f"{rated}: {', '.join(self.refs)}" if self.refs else rated


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """The matrix of 16 pairs, with the names of the steps of both scales from 1 to 4."""

    caption: str
    impacts: tuple[str, ...]
    probabilities: tuple[str, ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the timeline: the approved plan, what is expected now (`actual` where it has happened)."""

    ref: str
    title: str
    baseline: Span | None
    expected: Span | None
    done: bool
    rag: Rag | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The plan over time, drawn from the first of one month to the last of another; `words` say the same."""

    caption: str
    words: str
    bars: tuple[Bar, ...]
    first: date
    last: date
    today: date


Flat = Heading | Para | Bullets | Facts | Table
Block = Flat | RiskMatrix | Timeline

NO_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for the moment of a report that was made of nothing stored: the earliest that a zip archive can hold."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole pack: title and subject for the document's properties, its marking, and what it says in order.

    `source` says in one line what it was made from, for the foot of each page. `made` is the moment (UTC) of the newest
    act in it: the date of each document, so that no clock gets into one.
    """

    title: str
    subject: str
    as_at: str
    marking: str
    blocks: tuple[Block, ...]
    source: str = ""
    made: datetime = NO_MOMENT


LANGUAGE = "en-GB"
"""What every document is written in."""


def flat(block: Block) -> Flat:
    """The block for a format that cannot draw: a timeline in its words, and a matrix as a real table.

    Of the matrix, impact runs down from the highest, probability across from the lowest.
    """
    if isinstance(block, Timeline):
        return Para(f"{block.caption}. {block.words}")
    if not isinstance(block, RiskMatrix):
        return block
    at = {(cell.impact, cell.probability): cell for cell in block.cells}
    heads = [Column(f"Probability {p} {name}", "rag") for p, name in zip(SCALE, block.probabilities, strict=True)]
    rows = [
        (
            Cell(f"Impact {impact} {block.impacts[impact - 1]}"),
            *(Cell(at[impact, p].words, at[impact, p].rag) for p in SCALE),
        )
        for impact in reversed(SCALE)
    ]
    return Table(block.caption, (Column("Impact and probability"), *heads), tuple(rows))
