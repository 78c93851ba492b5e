"""Tables as office files and web pages have them: with merged cells, within one another, or as boxes around text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from loti_tui.intake.document import Block, Cell, Paragraph, Table
from loti_tui.intake.place import Place
from loti_tui.intake.reading.gathering import Gathering

WIDEST = 100
"""How many columns one cell may reach across."""


@dataclass
class Open:
    """A cell that is being read. `across` and `down` are how many columns and rows it reaches over.

    `goes_on` says that it is the cell above it, reaching down; `before` counts columns that the row leaves out first.
    """

    place: Place
    across: int = 1
    down: int = 1
    goes_on: bool = False
    before: int = 0
    blocks: list[Block] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All that stands in it, on one line."""
        return " ".join(block.text for block in self.blocks if isinstance(block, Paragraph))

    @property
    def begins(self) -> Place:
        """Where its first words stand, or it does."""
        return self.blocks[0].place if self.blocks else self.place


@dataclass
class _OpenTable:
    place: Place
    rows: list[list[Open]] = field(default_factory=list)
    cell: Open | None = None


class Nested:
    """Blocks on their way into a document; those within cells wait until their table ends. Nothing here recurses."""

    def __init__(self, found: Gathering) -> None:
        self.found = found
        self._tables: list[_OpenTable] = []

    @property
    def cell(self) -> Open | None:
        """The cell that is open, if any."""
        return self._tables[-1].cell if self._tables else None

    def paragraph(self, paragraph: Paragraph) -> None:
        """Add a paragraph where the reader stands, unless it has no words."""
        if paragraph.text:
            self.found.count()
            self._here().append(paragraph)

    def begin_table(self, place: Place) -> None:
        """Open a table, within the cell that is open if there is one."""
        self._tables.append(_OpenTable(place))

    def begin_row(self) -> None:
        """Open a row, and close what was open of the one before."""
        if self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].cell = None

    def begin_cell(self, place: Place) -> Open | None:
        """Open a cell, and a row where there is none. None outside of tables."""
        if not self._tables:
            return None
        table = self._tables[-1]
        self.found.count()
        table.cell = Open(place)
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(table.cell)
        return table.cell

    def end_cell(self) -> None:
        """Close the cell that is open."""
        if self._tables:
            self._tables[-1].cell = None

    def drop_row(self) -> None:
        """Take the row that is open out again: it was deleted."""
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows.pop()
            self._tables[-1].cell = None

    def end_table(self) -> None:
        """Close a table. One that is a box, or holds tables, is what is in it; others are tables."""
        if not self._tables:
            return
        table = self._tables.pop()
        rows = [row for row in table.rows if row]
        here = self._here()
        cells = [cell for row in rows for cell in row]
        holds_tables = any(isinstance(block, Table) for cell in cells for block in cell.blocks)
        if holds_tables or max(map(len, rows), default=0) <= 1:
            for cell in cells:
                here += cell.blocks
        elif any(cell.blocks for cell in cells):
            # Where the file says no place of the table itself, that of its first words is its own.
            places = [table.place, *(cell.begins for cell in cells if cell.blocks)]
            here.append(Table(tuple(self._grid(rows)), next((one for one in places if one.line), table.place)))

    def end(self) -> None:
        """Close all that is still open."""
        while self._tables:
            self.end_table()

    def _here(self) -> list[Block]:
        """The blocks to which the next is added: those of a cell, or of the document where text is between cells."""
        for table in reversed(self._tables):
            if table.cell is not None:
                return table.cell.blocks
        return self.found.blocks

    def _grid(self, rows: list[list[Open]]) -> list[tuple[Cell, ...]]:
        """Rows with as many cells as they have columns. What reaches across has its words in its first column, what
        reaches down has them in each row: a heading stands once, and what is said of two rows holds for both."""
        grid: list[tuple[Cell, ...]] = []
        reaching: dict[int, tuple[int, Cell]] = {}
        for row in rows:
            made: list[Cell] = []
            for cell in row:
                _reach(made, reaching)
                made += [Cell("", replace(cell.place, column=len(made) + at)) for at in range(1, cell.before + 1)]
                column = len(made)
                words = cell.words
                if cell.goes_on and grid and column < len(grid[-1]):
                    words = words or grid[-1][column].text
                across = min(max(cell.across, 1), WIDEST)
                self.found.count(across - 1 + cell.before)
                filled = Cell(words, replace(cell.begins, column=column + 1))
                empty = [Cell("", replace(cell.place, column=column + at)) for at in range(2, across + 1)]
                made += [filled, *empty]
                if cell.down > 1:
                    for at, one in enumerate((filled, *empty), column):
                        reaching[at] = (cell.down - 1, one)
                        self.found.count()
            _reach(made, reaching)
            self.found.count(len(reaching))
            grid.append(tuple(made))
        return grid


def _reach(made: list[Cell], reaching: dict[int, tuple[int, Cell]]) -> None:
    """Fill in what reaches down into the next columns from the rows above."""
    while (column := len(made)) in reaching:
        left, cell = reaching.pop(column)
        if left > 1:
            reaching[column] = (left - 1, cell)
        made.append(cell)
