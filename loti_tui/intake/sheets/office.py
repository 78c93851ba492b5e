"""XLSX and ODS into sheets: unpacked within bounds, measured before anything is laid out, then read by calamine.

calamine lays a sheet out as a full rectangle from its first cell to its last, however far apart these are, and an ODS
file in one go: a file of a few hundred bytes could ask for all memory. So each sheet is measured by its markup first,
and calamine gets an archive of the parts that are read and no others: no macro, no picture, no link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted, shortened
from loti_tui.intake import archives
from loti_tui.intake.sheets.reading import Row, Scalar, Sheet, Source, Workbook, blank, too_large, trimmed

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

NEEDED = {
    "xlsx": re.compile(
        r"(?:\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
        r"|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|docProps/core\.xml)",
        re.IGNORECASE,
    ),
    "ods": re.compile(r"(?:mimetype|META-INF/manifest\.xml|content\.xml|styles\.xml|settings\.xml|meta\.xml)"),
}
"""Kind of file -> the parts that are read."""


def office_workbook(source: Source) -> Workbook:
    """All sheets of an XLSX or ODS file. Raises `Refused`."""
    parts = unpacked(source)
    measured = xlsx_extents(parts) if source.kind == "xlsx" else ods_extents(source, parts)
    book = opened(source, parts)
    sheets, left_out = [], []
    for name in book.sheet_names:
        extent = measured.get(name, Extent())
        if extent.too_large:
            left_out.append((name, f"The sheet {quoted(name)} {extent.too_large} It was left out."))
        else:
            sheets.append(laid_out(source, book, name, extent))
    made, maker = origin(parts)
    return Workbook(tuple(sheets), tuple(left_out), made, maker, typed=True)


def damaged(source: Source, why: str = "") -> Refused:
    """That a file is no whole workbook."""
    return Refused(
        f"{quoted(source.name)} cannot be read as a spreadsheet{f': {why}' if why else ''}. Nothing was changed. Open "
        f"it in the program that made it, and save it again as XLSX, ODS or CSV."
    )


# -- unpacking -------------------------------------------------------------------------------------------------------


def unpacked(source: Source) -> dict[str, bytes]:
    """The parts that are needed: whoever took the file in has held all of them to their bounds. Raises `Refused`."""
    shown = shortened(source.name)
    with archives.opened(source.data, shown) as archive:
        names = [name for name in archive.namelist() if NEEDED[source.kind].fullmatch(name)]
        return {name: archives.part_of(archive, name, shown) for name in names}


def repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """An archive of these parts alone, not packed again."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    made.seek(0)
    return made


def opened(source: Source, parts: Mapping[str, bytes]) -> CalamineWorkbook:
    """The workbook as calamine has it. Raises `Refused`."""
    from python_calamine import load_workbook  # nobody needs it who brings nothing in

    if source.kind == "ods" and "content.xml" in parts:
        parts = {**parts, "content.xml": with_breaks(parts["content.xml"])}
    try:
        return load_workbook(repacked(parts))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:  # a panic in its machine code is no Exception
        raise damaged(source, "password" if "assword" in type(fault).__name__ else "") from None


def with_breaks(content: bytes) -> bytes:
    """Line breaks and tabs within a paragraph as characters: calamine leaves them out."""
    return re.sub(rb"<text:line-break\s*/>", b"\n", re.sub(rb"<text:tab\s*/>", b" ", content))


def laid_out(source: Source, book: CalamineWorkbook, name: str, extent: Extent) -> Sheet:
    """One sheet. Raises `Refused`."""
    try:
        page = book.get_sheet_by_name(name)
        start = page.start or (0, 0)
        values: Iterable[Sequence[Scalar]] = page.to_python()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        raise damaged(source, f"its sheet {quoted(name)} is damaged") from None
    before = ("",) * start[1]
    rows = []
    for number, record in enumerate(values, start[0] + 1):
        filled = trimmed(record)
        if filled and not all(map(blank, filled)):
            rows.append(Row(number, (*before, *filled) if before else filled))
    return Sheet(name, tuple(rows), extent.formulas)


# -- measuring -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a sheet reaches, and which (row, column) of it formulas fill."""

    too_large: str = ""
    formulas: frozenset[tuple[int, int]] = frozenset()


# Cells as nearly every program writes them; then, with whatever else may stand there, those that hold something.
_PLAIN = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(?!</)')
# A cell that holds something: one that is closed at once has a look and no more.
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'](?:[^>]*[^>/])?>(?!\s*</)")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*(?<!/)>\s*<(?:\w+:)?f[\s>/]"
)
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br\s*=)[^>]*>)")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"[^>]*?\br\s*=\s*[\"'](\d{1,7})[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def xlsx_extents(parts: Mapping[str, bytes]) -> dict[str, Extent]:
    """Name of each sheet -> how far it reaches."""
    lower = {name.casefold(): content for name, content in parts.items()}
    targets = {}
    for tag in _RELATION.findall(lower.get("xl/_rels/workbook.xml.rels", b"")):
        named = attributes(tag)
        target = named.get("Target", "")
        targets[named.get("Id", "")] = normpath(target[1:] if target.startswith("/") else f"xl/{target}").casefold()
    found = {}
    for tag in _SHEET.findall(lower.get("xl/workbook.xml", b"")):
        named = attributes(tag)
        related = next((value for key, value in named.items() if key.endswith(":id") or key == "id"), "")
        found[named.get("name", "")] = xlsx_extent(lower.get(targets.get(related, ""), b""))
    return found


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of one tag."""
    from html import unescape

    return {
        key.decode("utf-8", "replace"): unescape((one or other).decode("utf-8", "replace"))
        for key, one, other in _ATTRIBUTE.findall(tag)
    }


def xlsx_extent(markup: bytes) -> Extent:
    """How far one sheet reaches, by the addresses of its cells."""
    cells = _PLAIN.findall(markup)
    if len(cells) != markup.count(b"<c "):
        cells = _CELL.findall(markup)
    columns = {number_of(letters) for letters in {letters for letters, _ in cells}}
    rows = set(map(int, {row for _, row in cells}))
    if _NAMELESS.search(markup):
        columns, rows = with_nameless(markup, columns, rows)
    if not rows:
        return Extent()
    over = too_large(len(rows), max(columns), (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1))
    found = _FORMULA.findall(markup) if b"<f" in markup or b":f" in markup else []
    formulas = frozenset((int(row), number_of(column)) for column, row in found)
    return Extent(over, formulas)


def with_nameless(markup: bytes, columns: set[int], rows: set[int]) -> tuple[set[int], set[int]]:
    """The columns and rows with those of cells that have no address: they go on from the one before in their row."""
    number = 0
    for part in _ROW.split(markup)[1:]:
        addressed = _ROW_NUMBER.match(part)
        number = int(addressed[1]) if addressed else number + 1
        if many := part.count(b"<c ") + part.count(b":c ") + part.count(b"<c>") + part.count(b":c>"):
            rows.add(number)
            columns.add(many + max(columns, default=0) if _CELL.search(part) else many)
    return columns, rows


def number_of(letters: bytes) -> int:
    """A column's number, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


_TABLE = re.compile(
    rb"<table:table\s[^>]*>|<table:table-row\b[^>]*>|<table:(?:covered-)?table-cell\b[^>]*>|</table:table-row>"
)
_COLUMNS = re.compile(rb"number-columns-repeated\s*=\s*[\"'](\d{1,9})")
_ROWS = re.compile(rb"number-rows-repeated\s*=\s*[\"'](\d{1,9})")


def ods_extents(source: Source, parts: Mapping[str, bytes]) -> dict[str, Extent]:
    """Name of each sheet -> how far it reaches. Raises `Refused` where one is too large: all are laid out at once."""
    if "content.xml" not in parts:
        raise damaged(source, "it has no content")
    found: dict[str, Extent] = {}
    rows: dict[str, list[tuple[int, int]]] = {}
    formulas: dict[str, set[tuple[int, int]]] = {}
    name, row, repeated, column, filled = "", 0, 1, 0, 0
    for tag in _TABLE.findall(parts["content.xml"]):
        if tag.startswith(b"<table:table "):
            name, row = attributes(tag).get("table:name", ""), 0
            rows[name], formulas[name] = [], set()
        elif tag.startswith(b"<table:table-row"):
            times = _ROWS.search(tag)
            repeated, column, filled = int(times[1]) if times else 1, 0, 0
            if tag.endswith(b"/>"):
                row += repeated
        elif tag.startswith(b"</"):
            if filled and name in rows:
                rows[name].append((row + 1, filled))
                rows[name].append((row + repeated, filled))
            row += repeated
        else:
            times = _COLUMNS.search(tag)
            many = int(times[1]) if times else 1
            formula = b"table:formula" in tag
            if formula or not tag.endswith(b"/>") or b"office:value" in tag:
                filled = column + many
                if formula and name in formulas:
                    formulas[name].add((row + 1, column + 1))
            column += many
    for name, reached in rows.items():
        last, wide = max((one for one, _ in reached), default=0), max((wide for _, wide in reached), default=0)
        if over := too_large(last, wide, last * wide):
            raise Refused(
                f"The sheet {quoted(name)} of {quoted(source.name)} {over} Nothing was changed. Take out what is "
                f"not needed."
            )
        found[name] = Extent("", frozenset(formulas[name]))
    return found


# -- what a file says of itself --------------------------------------------------------------------------------------

_MADE = {
    "docProps/core.xml": re.compile(rb"<dcterms:created[^>]*>([^<]{10,40})<"),
    "meta.xml": re.compile(rb"<meta:creation-date>([^<]{10,40})<"),
}
_MAKER = {
    "docProps/core.xml": re.compile(rb"<dc:creator>([^<]{1,200})<"),
    "meta.xml": re.compile(rb"<meta:initial-creator>([^<]{1,200})<"),
}


def origin(parts: Mapping[str, bytes]) -> tuple[str, str]:
    """When a file says it was first made, and who made it; "" where it does not say."""

    def said(patterns: Mapping[str, re.Pattern[bytes]]) -> str:
        found = (pattern.search(parts.get(name, b"")) for name, pattern in patterns.items())
        return next((one[1].decode("utf-8", "replace").strip() for one in found if one), "")

    return said(_MADE), said(_MAKER)
