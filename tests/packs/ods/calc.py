"""Spreadsheets as an OpenDocument program finds them: read from the XML of the file."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from zipfile import ZipFile

SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "style", "text", "table", "meta", "config")
} | {"fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "dc": "http://purl.org/dc/elements/1.1/"}


def named(name: str) -> str:
    """ "table:table-cell" as ElementTree has it."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


@dataclass
class Cell:
    """What stands in a cell, its type, and its value where that is not the text."""

    text: str
    kind: str
    value: str
    style: str
    allowed: str
    """The name of what may be typed."""


@dataclass
class Page:
    """One sheet."""

    root: ET.Element
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def heads(self) -> list[str]:
        return [cell.text for (row, _), cell in sorted(self.cells.items()) if row == 1 and cell.text]

    def find(self, title: str, row: int = 2) -> Cell:
        return self.cells[row, self.heads.index(title)]

    def said(self, label: str) -> Cell:
        """What stands beside a label in the first column."""
        row = next(row for (row, column), cell in sorted(self.cells.items()) if column == 0 and cell.text == label)
        return self.cells[row, 1]


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def written(paragraph: ET.Element) -> str:
    """The text of a paragraph, its counted spaces too."""
    text = paragraph.text or ""
    for one in paragraph:
        text += " " * int(one.get(named("text:c"), "1")) if one.tag == named("text:s") else written(one)
        text += one.tail or ""
    return text


def cell_of(one: ET.Element) -> Cell:
    value = one.get(named("office:value")) or one.get(named("office:date-value")) or ""
    shown = "\n".join(written(paragraph) for paragraph in one.iter(named("text:p")))
    return Cell(
        one.get(named("office:string-value")) or shown,  # where another text is shown than the one that is kept
        one.get(named("office:value-type"), ""),
        value,
        one.get(named("table:style-name"), ""),
        one.get(named("table:content-validation-name"), ""),
    )


MANY = 40
"""More equal cells than this are the empty rest of a row."""


def read(content: bytes) -> dict[str, Page]:
    """Name of a sheet -> the sheet, in their order."""
    pages = {}
    for table in ET.fromstring(parts(content)["content.xml"]).iter(named("table:table")):
        page = pages[table.get(named("table:name"), "")] = Page(table)
        row = 0
        for line in table.iter(named("table:table-row")):
            column = 0
            for one in line:
                for _ in range(min(int(one.get(named("table:number-columns-repeated"), "1")), MANY)):
                    page.cells[row, column] = cell_of(one)
                    column += 1
            row += int(line.get(named("table:number-rows-repeated"), "1"))
    return pages
