"""What a reader gathers on its way through a file, within bounds: blocks in order, and notices."""

from __future__ import annotations

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Block, Cell, Document, Paragraph, Table
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.reading.broken import put_together
from loti_tui.intake.source import Source
from loti_tui.intake.taken import Notice, What

MOST_PIECES = 50_000
"""How many paragraphs and cells a document may have. A decision form has some hundred."""
MOST_LETTERS = 5_000_000
"""How many characters a text may have. A decision form has some twenty thousand."""
MOST_LINES = 100_000
"""How many lines a text may have."""
LONGEST_LINE = 200_000
"""How many characters one line of a text may have; all of a form on one line comes to fifty thousand."""
MOST_TAGS = 500_000
"""How many tags, and pieces of text between them, a page may have. The record of a decision has some thousand."""


class Gathering:
    """The blocks of one document as they are found."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.notices: list[Notice] = list(source.notices)
        self._pieces = 0

    def count(self, pieces: int = 1) -> None:
        """Take note of so many more paragraphs or cells before they are made. Raises `Refused` beyond the bound."""
        self._pieces += pieces
        self._within(self._pieces, MOST_PIECES, "paragraphs and cells")

    def letters(self, number: int) -> None:
        """Take note of so many characters of text. Raises `Refused` beyond the bound."""
        self._within(number, MOST_LETTERS, "characters")

    def lines(self, number: int) -> None:
        """Take note of so many lines. Raises `Refused` beyond the bound."""
        self._within(number, MOST_LINES, "lines")

    def line(self, number: int) -> None:
        """Take note of a line with so many characters. Raises `Refused` beyond the bound."""
        self._within(number, LONGEST_LINE, "characters in one line")

    def tags(self, number: int) -> None:
        """Take note of so many tags of markup. Raises `Refused` beyond the bound."""
        self._within(number, MOST_TAGS, "tags")

    def _within(self, number: int, most: int, what: str) -> None:
        if number > most:
            raise Refused(
                f"{self.source.shown} has more than {most:,} {what}; no decision form has so many. "
                "Nothing was changed. Bring in the part of it that is the form."
            )

    def paragraph(self, text: str, place: Place, *, level: int = 0, listed: bool = False, lead: str = "") -> None:
        """Add a paragraph, unless it has no words."""
        if text:
            self.count()
            self.blocks.append(Paragraph(text, place, min(level, 6), listed, lead))

    def table(self, rows: list[tuple[Cell, ...]], place: Place) -> None:
        """Add a table whose cells were counted, unless it has no rows."""
        if rows:
            self.blocks.append(Table(tuple(rows), place))

    def notice(self, what: What, sentence: str, place: Place = NOWHERE, raw: str = "") -> None:
        """Say something about how the file was read."""
        self.notices.append(Notice(what, sentence, place, raw))

    def document(self) -> Document:
        """The whole, with paragraphs that were broken in two put together. Raises `Refused` where it has no words."""
        if not self.blocks:
            raise Refused(
                f"{self.source.shown} has no words in it that can be read. Nothing was changed. Bring in another file."
            )
        blocks, notices = put_together(self.blocks)
        source = self.source
        return Document(source.name, source.kind, source.sha256, blocks, (*self.notices, *notices))
