"""The neutral tree: what a pack says, before it is a document in any format.

`contents` builds it, each writer of a document turns it into bytes, and neither knows the other. Cells are words that
people read; the formats for programs (JSON, CSV) are made from records instead. Every RAG is a word in its cell: the
`rag` beside it is for formats that can colour, never the only place where it stands (domain rules §7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from loti_tui.domain.scoring import SCALE, Rag

Kind = Literal["text", "int", "date", "rag", "money"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 2 opens a section; level 1 is the report's title and no block."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; a newline in it is a line break."""

    text: str


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
    """A table under a caption. The cells of the column `row_head` are the headers of their rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_head: int | None = 0

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


Flat = Heading | Para | Bullets | Facts | Table
Block = Flat | RiskMatrix


@dataclass(frozen=True, slots=True)
class Report:
    """A whole pack: title and subject for the document's properties, its marking, and what it says in order."""

    title: str
    subject: str
    as_at: str
    marking: str
    blocks: tuple[Block, ...]


def flat(block: Block) -> Flat:
    """The block, a matrix as a real table: impact down from the highest, probability across from the lowest."""
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
