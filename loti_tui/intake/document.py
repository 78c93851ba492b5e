"""A document as intake reads it, whatever file it came from: paragraphs and tables in order, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Notice


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Its text has no marks of markup, and single spaces for its line breaks.

    `level` is 1 to 6 of a heading and 0 of other text. `lead` is what it begins with in bold, without a colon
    ("Inception" of an outcome). `label` and the rest of a line are not parted here: that is the form's business.
    """

    text: str
    place: Place = NOWHERE
    level: int = 0
    listed: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows as they stand, headings among them. Rows may differ in length."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place = NOWHERE


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: `name` without its folder, `kind` as "text", "docx", "html" or "pdf"."""

    name: str
    kind: str
    sha256: str
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
