"""PDF: by the tags where there are any, else by the lines of tables and of text."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Table
from loti_tui.intake.reading import pdf as front
from loti_tui.intake.taken import What
from tests.intake.reading.made import pdf, read, refused_or_read, tables, texts

NOT_HERE = "pdfplumber is not here: pip install pdfplumber"
RISKS = [["Risk", "Mitigation", "P", "RAG"], *([f"Risk {n} fails", "Ask early. " * 12, "2", "A"] for n in range(30))]
FORM = r"""
#set page(paper: "a4", margin: 2cm, footer: context [DD Template #h(1fr) #counter(page).display()])
#set text(size: 11pt)
= GREATER LONDON AUTHORITY

*Title:* Scoping Study For a London Office Of Technology and Innovation (LOTI)

== Executive Summary:

That the Executive Director of Communities and Intelligence approves expenditure of up to £100,000 for the period from
1 April 2017 to 31 March 2018, comprising £25,000 from London Councils and more.

- *Inception* (establishing arrangements for joint working with the project team and everybody else who is asked)
- Field Assessment

#TABLE

Appendices: none

Date: 4.4.2017
"""


def form(folder: Path, *, tagged: bool) -> bytes:
    cells = "".join(f"[{cell}]," for line in RISKS for cell in line)
    return pdf(FORM.replace("#TABLE", f"#table(columns: (4cm, 1fr, 1cm, 1.5cm), {cells})"), folder, tagged=tagged)


@pytest.mark.parametrize("tagged", [True, False])
def test_a_form_is_read_with_its_headings_lists_and_one_table_over_its_pages(tmp_path: Path, tagged: bool) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    document = read(form(tmp_path, tagged=tagged), "form.pdf")
    found = texts(document)
    assert found[:3] == [
        "GREATER LONDON AUTHORITY",
        "Title: Scoping Study For a London Office Of Technology and Innovation (LOTI)",
        "Executive Summary:",
    ]
    assert re.fullmatch("That the Executive Director of .* London Councils and more.", found[3])
    assert re.fullmatch(r"Inception \(establishing .* is asked\)", found[4])
    assert found[5:] == ["Field Assessment", "Appendices: none", "Date: 4.4.2017"]
    headings = [(block.level, block.lead, block.listed) for block in document.blocks if not isinstance(block, Table)]
    assert [level > 0 for level, _, _ in headings] == [True, False, True, *[False] * 5]
    assert [lead for _, lead, _ in headings] == ["", "Title", "", "", "Inception", "", "", ""]
    assert [listed for _, _, listed in headings] == [False] * 4 + [True, True, False, False]
    (table,) = tables(document)
    assert table == [[" ".join(cell.split()) for cell in line] for line in RISKS]


def test_a_place_is_the_page_and_the_line_on_it(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    document = read(pdf("One\n\nTwo\n#pagebreak()\nThree", tmp_path, tagged=False), "form.pdf")
    assert [block.place.words for block in document.blocks] == ["page 1, line 1", "page 1, line 2", "page 2, line 1"]


def test_what_stands_on_the_edge_of_pages_is_left_out_and_said_so(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    document = read(form(tmp_path, tagged=False), "form.pdf")
    (notice,) = [one for one in document.notices if one.what is What.LEFT_OUT]
    assert notice.raw == "DD Template #"


def test_a_word_that_a_narrow_column_broke_is_put_together_and_said_so(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    cells = r"[Procureme \ nt],[Risk \ owner \ named here],[Prob- \ ability],[a],[b],[c]"
    document = read(pdf(f"#table(columns: 3, {cells})", tmp_path, tagged=False), "form.pdf")
    assert tables(document) == [[["Procurement", "Risk owner named here", "Prob-ability"], ["a", "b", "c"]]]
    assert [(one.what, one.raw) for one in document.notices] == [(What.JOINED, "Procureme nt")]


def test_a_row_that_the_end_of_a_page_parted_is_one(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    long = " ".join(f"word{n}" for n in range(600))
    markup = f"#set page(width: 10cm, height: 12cm)\n#table(columns: 3, [Risk],[Mitigation],[P],[Late],[{long}],[2])"
    document = read(pdf(markup, tmp_path, tagged=False), "form.pdf")
    assert tables(document) == [[["Risk", "Mitigation", "P"], ["Late", long, "2"]]]
    assert {one.what for one in document.notices} == {What.JOINED}


def test_a_table_of_one_column_is_a_box_around_text(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    assert texts(read(pdf("#rect[Decision box]\n\n#table([One])", tmp_path, tagged=False), "form.pdf")) == [
        "Decision box",
        "One",
    ]


def test_a_pdf_without_text_says_that_it_is_a_scan(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    with pytest.raises(Refused, match="no text: its pages are pictures"):
        read(pdf("#rect(width: 5cm, height: 5cm)", tmp_path, tagged=False), "form.pdf")


def test_a_locked_pdf_says_that_it_is_locked(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=BytesIO(form(tmp_path, tagged=False)))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    with pytest.raises(Refused, match="locked with a password"):
        read(made.getvalue(), "form.pdf")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_read_or_refused_in_a_sentence(tmp_path: Path, kept: float) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    whole = form(tmp_path, tagged=True)
    said = refused_or_read(whole[: int(len(whole) * kept)], "form.pdf")
    assert said is None or "Nothing was changed." in said


def test_a_pdf_that_unpacks_to_more_than_the_memory_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    packing = zlib.compressobj(9)
    piece = packing.compress(bytes(50_000_000)) + packing.flush(zlib.Z_FULL_FLUSH)
    stream = piece + (piece[2:]) * 100  # without the two bytes of the header, which comes once: five thousand MB
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, 1))
    with pytest.raises(Refused, match="Nothing was changed"):
        read(b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF", "form.pdf")


def test_a_pdf_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pdfplumber", reason=NOT_HERE)
    monkeypatch.setattr(front, "MOST_SECONDS", 0)
    with pytest.raises(Refused, match="takes more than"):
        read(form(tmp_path, tagged=False), "form.pdf")


def test_without_pdfplumber_the_sentence_says_how_to_install_it() -> None:
    said = (
        "import sys; sys.modules['pdfplumber'] = None\n"
        "from loti_tui.intake.reading.pdf import read\n"
        "from loti_tui.intake.source import source_of_bytes\n"
        "try: read(source_of_bytes('form.pdf', b'%PDF-1.4'))\n"
        "except ValueError as refused: print(refused)"
    )
    root = Path(front.__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, cwd=root)
    assert 'pip install "loti-tui[pdf]"' in done.stdout
