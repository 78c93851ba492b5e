"""Where in a file something stands, as a person finds it again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file. Everything counts from 1; 0 and "" where it has no meaning for the kind of file.

    In text, `column` is the cell of a table's row (the first is 1); in a spreadsheet, the column of the sheet. `unit`
    is what `line` counts: a DOCX has paragraphs where other files have lines.
    """

    sheet: str = ""
    page: int = 0
    line: int = 0
    column: int = 0
    unit: str = "line"

    @property
    def words(self) -> str:
        """ "line 63, column 5", "sheet Risks, D5", "page 4, line 12", "paragraph 7"; "" of no place."""
        if self.sheet:
            return f"sheet {self.sheet}" + (f", {letters(self.column)}{self.line or ''}" if self.line else "")
        counted = (("page", self.page), (self.unit, self.line), ("column", self.column))
        return ", ".join(f"{name} {number:,}" for name, number in counted if number)


NOWHERE = Place()
"""The place of what stands in no file: what was worked out, or what the file as a whole says."""


def letters(column: int) -> str:
    """How a spreadsheet calls a column: A, B, ... Z, AA. "" of column 0."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
