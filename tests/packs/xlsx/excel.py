"""Workbooks as Excel finds them: read from the XML of the file, part by part."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Cell:
    """What stands in a cell, its type ("s" text, "n" number), and the format of its numbers."""

    text: str
    kind: str
    format: str


@dataclass
class Page:
    """One sheet, and the XML that it was read from."""

    name: str
    root: ET.Element
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def heads(self) -> list[str]:
        return [cell.text for (row, _), cell in sorted(self.cells.items()) if row == 1]

    def find(self, title: str, row: int = 2) -> Cell | None:
        """The cell under a heading."""
        return self.cells.get((row, self.heads.index(title)))

    def value(self, title: str, row: int = 2) -> str | None:
        found = self.find(title, row)
        return found.text if found else None

    def said(self, label: str) -> Cell:
        """What stands beside a label in the first column. Raises `KeyError` where nothing does."""
        row = next(row for (row, column), cell in sorted(self.cells.items()) if column == 0 and cell.text == label)
        return self.cells[row, 1]

    def all(self, tag: str) -> Iterator[ET.Element]:
        return self.root.iter(f"{MAIN}{tag}")


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def place(address: str) -> tuple[int, int]:
    """ "B3" is row 2 and column 1."""
    found = re.fullmatch("([A-Z]+)([0-9]+)", address)
    assert found
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def formats(styles: str) -> list[str]:
    """The number format of each style of cells."""
    root = ET.fromstring(styles)
    named = {one.get("numFmtId"): one.get("formatCode", "") for one in root.find(f"{MAIN}numFmts") or ()}
    used = root.find(f"{MAIN}cellXfs")
    assert used is not None
    return [named.get(one.get("numFmtId"), str(one.get("numFmtId"))) for one in used]


def read(content: bytes) -> dict[str, Page]:
    """Name of a sheet -> the sheet, in their order."""
    files = parts(content)
    strings = [
        "".join(text.text or "" for text in one.iter(f"{MAIN}t"))
        for one in ET.fromstring(files["xl/sharedStrings.xml"]).iter(f"{MAIN}si")
    ]
    looks = formats(files["xl/styles.xml"])
    pages = {}
    for number, sheet in enumerate(ET.fromstring(files["xl/workbook.xml"]).iter(f"{MAIN}sheet"), 1):
        page = Page(sheet.get("name", ""), ET.fromstring(files[f"xl/worksheets/sheet{number}.xml"]))
        for one in page.all("c"):
            value = one.findtext(f"{MAIN}v")
            if value is not None:
                kind = one.get("t", "n")
                text = strings[int(value)] if kind == "s" else value
                text = re.sub("_x005F(?=_x)", "", text)  # what Excel would take for a character's number is marked so
                page.cells[place(one.get("r", ""))] = Cell(text, kind, looks[int(one.get("s", "0"))])
        pages[page.name] = page
    return pages
