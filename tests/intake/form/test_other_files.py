"""The same form as a Word document, a web page and a PDF says the same as its text."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from loti_tui.intake.document import Paragraph, Table
from loti_tui.intake.form import is_form, take_form
from loti_tui.intake.taken import Taken
from tests.intake.form.forms import TODAY, document, taken, text_of
from tests.intake.reading import made

FORM = "dd3101.txt"
NOT_HERE = "pdfplumber is not here: pip install pdfplumber"


def blocks() -> list[Paragraph | Table]:
    return list(document(FORM, text_of(FORM)).blocks)


def as_docx(folder: Path) -> bytes:
    """As Word has it: paragraphs, bold beginnings, tables."""
    parts = []
    for block in blocks():
        if isinstance(block, Table):
            rows = "".join(made.row(*(escape(cell.text) for cell in cells)) for cells in block.rows)
            parts.append(f"<w:tbl>{rows}</w:tbl>")
        elif block.lead:
            bold, rest = escape(block.lead), escape(block.text.removeprefix(block.lead))
            bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
            runs = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{bold}</w:t></w:r><w:r><w:t xml:space='preserve'>{rest}</w:t></w:r>"
            parts.append(f"<w:p><w:pPr>{bullet}</w:pPr>{runs}</w:p>")
        else:
            parts.append(made.para(escape(block.text)))
    return made.docx("".join(parts))


def as_html(folder: Path) -> bytes:
    """As a page has it."""
    parts = []
    for block in blocks():
        if isinstance(block, Table):
            rows = ("".join(f"<td>{escape(cell.text)}</td>" for cell in cells) for cells in block.rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif block.lead:
            rest = escape(block.text.removeprefix(block.lead))
            parts.append(f"<ul><li><strong>{escape(block.lead)}</strong>{rest}</li></ul>")
        else:
            parts.append(f"<p>{escape(block.text)}</p>")
    return f"<!doctype html><html><body><main>{''.join(parts)}</main></body></html>".encode()


def as_pdf(folder: Path) -> bytes:
    """As a word processor prints it, with tags."""
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    parts = []
    for block in blocks():
        if isinstance(block, Table):
            width = max(len(cells) for cells in block.rows)
            cells = "".join(f"[#{typst_text(cell.text)}]," for row in block.rows for cell in row)
            parts.append(f"#table(columns: {width}, {cells})")
        elif block.lead:
            parts.append(f"- *#{typst_text(block.lead)}*#{typst_text(block.text.removeprefix(block.lead))}")
        else:
            parts.append(f"#{typst_text(block.text)}")
    return made.pdf("\n\n".join(parts), folder, tagged=True)


def typst_text(text: str) -> str:
    """A text as typst's markup has it: letters and nothing else."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'text("{escaped}")'


def says(found: Taken) -> dict[str, dict[str, object]]:
    """Every value by item and field; what is in doubt is told as that."""
    return {
        one.key: {name: "?" if value.doubt else value.plain for name, value in one.values.items()}
        for one in found.found
    }


@pytest.mark.parametrize(("make", "name"), [(as_docx, "dd3101.docx"), (as_html, "dd3101.html"), (as_pdf, "dd3101.pdf")])
def test_it_says_the_same(make: Callable[[Path], bytes], name: str, tmp_path: Path) -> None:
    read = made.read(make(tmp_path), name)
    assert read.kind == name.rpartition(".")[2]
    assert is_form(read)
    assert says(take_form(read, TODAY)) == says(taken(FORM))
