"""A file into sheets: rows of cells that hold what the file has, within bounds of rows, columns and cells.

Only rows in which something stands are kept, each with its number, so that a million empty rows cost nothing. A cell
is text, a number, yes or no, a day or a time as the file has it; a formula is its last result.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Protocol

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.intake.place import Place

Scalar = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; "" is nothing."""

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_CELLS = 3_000_000
"""The cells of one sheet, empty ones between others included: what is held in memory."""
MOST_LINES = 3_000_000
MOST_LETTERS = 100_000
"""The characters of one cell: ten times what a field may hold, so that a long one is still quoted in a notice."""

TEXT_KINDS = {"csv": "", "tsv": "\t", "text": ""}
"""Kind of file -> what parts its cells; "" where that must be found out."""
OFFICE_KINDS = ("xlsx", "ods")


class Source(Protocol):
    """A file that was read: see `loti_tui.intake.source`."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row in which something stands: its number, and its cells from the sheet's first column."""

    number: int
    cells: Sequence[Scalar]

    def cell(self, place: int) -> Scalar:
        """The cell of a column, counted from 1; "" where the row is shorter."""
        return self.cells[place - 1] if place <= len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. `name` is "" in a text file, where a row's number is that of its line.

    `formulas` are the (row, column) of cells that a formula fills.
    """

    name: str
    rows: tuple[Row, ...]
    formulas: frozenset[tuple[int, int]] = frozenset()

    def place(self, row: int, column: int = 0) -> Place:
        """Where something stands, as a person finds it again."""
        return Place(self.name, 0, row, column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file. `left_out` are the others, each with a sentence that says why.

    `made` is the moment at which the file says it was made, as it says it; `maker` who made it.
    """

    sheets: tuple[Sheet, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    made: str = ""
    maker: str = ""
    typed: bool = False
    """Whether cells have types of their own; in text files everything is text."""


def text_of(value: Scalar) -> str:
    """A cell as a person reads it: whole numbers without a decimal point, days as year, month and day."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


def workbook(source: Source) -> Workbook:
    """All sheets of a file. Raises `Refused` where it is no spreadsheet, is damaged, or is over a bound."""
    if source.kind in OFFICE_KINDS:
        from loti_tui.intake.sheets.office import office_workbook

        return office_workbook(source)
    if source.kind in TEXT_KINDS:
        return Workbook((text_sheet(source.name, source.text, TEXT_KINDS[source.kind]),))
    raise Refused(
        f"{quoted(source.name)} is no spreadsheet that can be read. Nothing was changed. Save it as CSV, XLSX or ODS."
    )


# -- text ------------------------------------------------------------------------------------------------------------

DELIMITERS = ",;\t|"


def text_sheet(name: str, text: str, delimiter: str = "") -> Sheet:
    """The one sheet of a CSV or TSV file. Raises `Refused`."""
    text, skipped = without_hint(text)
    delimiter = delimiter or skipped or delimiter_of(text)
    rows: list[Row] = []
    cells = 0
    for number, record in records(name, text, delimiter, 2 if skipped else 1):
        filled = trimmed(record)
        if not filled:
            continue
        cells += len(filled)
        rows.append(Row(number, filled))
        check(name, len(rows), len(filled), cells)
    return Sheet("", tuple(rows))


def without_hint(text: str) -> tuple[str, str]:
    """The text without the line "sep=;" that Excel takes for a hint, and that hint."""
    if text[:4].casefold() == "sep=" and len(text) > 4 and text[4] in DELIMITERS and text[5:6] in ("\r", "\n"):
        return text[5:].removeprefix("\r").removeprefix("\n"), text[4]
    return text, ""


def records(name: str, text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    # The module's own limit holds for the whole program: it is put back.
    before = csv.field_size_limit(MOST_LETTERS)
    number = first
    try:
        for record in reader:
            yield number, record
            number = first + reader.line_num
            if number > MOST_LINES:
                raise Refused(
                    f"{quoted(name)} has more than {MOST_LINES:,} lines. Nothing was changed. Split the file."
                )
    except csv.Error as fault:
        raise Refused(
            f"{quoted(name)} cannot be read as a table from line {number:,} on: {reason(fault)}. Nothing was changed. "
            f"Look at the quotation marks there, or save it as a spreadsheet."
        ) from None
    finally:
        csv.field_size_limit(before)


def reason(fault: csv.Error) -> str:
    """Why a text is no table, in words."""
    if "field limit" in str(fault):
        return f"a cell has more than {MOST_LETTERS:,} characters"
    return "its cells do not end where they should"


def delimiter_of(text: str) -> str:
    """What parts the cells: that which gives the most rows of the same number of cells, more than one."""
    head = text[:20_000]
    best, found = 0, ","
    for delimiter in DELIMITERS:
        try:
            widths = [len(trimmed(one)) for one in islice(csv.reader(io.StringIO(head), delimiter=delimiter), 40)]
        except csv.Error:
            continue
        several = [width for width in widths if width > 1]
        if several:
            usual = max(set(several), key=several.count)
            score = several.count(usual) * usual
            if score > best:
                best, found = score, delimiter
    return found


def trimmed(record: Sequence[Scalar]) -> Sequence[Scalar]:
    """The cells of a row up to the last in which something stands."""
    end = len(record)
    while end and blank(record[end - 1]):
        end -= 1
    return record if end == len(record) else record[:end]


def blank(value: Scalar) -> bool:
    """Whether nothing stands in a cell."""
    return isinstance(value, str) and (not value or value.isspace())


def check(name: str, rows: int, columns: int, cells: int) -> None:
    """Hold a sheet to its bounds. Raises `Refused`."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise Refused(
            f"{quoted(name)} {too_large(rows, columns, cells)} Nothing was changed. Take out what is not needed."
        )


def too_large(rows: int, columns: int, cells: int) -> str:
    """Which bound a sheet is over, as the end of a sentence about it; "" where it is within all of them."""
    for number, most, what in (
        (columns, MOST_COLUMNS, "columns"),
        (rows, MOST_ROWS, "rows"),
        (cells, MOST_CELLS, "cells"),
    ):
        if number > most:
            return f"has {number:,} {what}; at most {most:,} are read."
    return ""
