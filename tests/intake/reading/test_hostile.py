"""Whatever the bytes are, they are read or refused in a sentence: within bounds, and never with a traceback."""

from __future__ import annotations

import random
import tracemalloc
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Cell, Paragraph
from loti_tui.intake.source import source_of_bytes
from tests.intake.reading.made import docx, para, pdf, read, read_or_refused, refused_or_read, row, zipped

NAMES = st.sampled_from(["a", "a.txt", "a.md", "a.docx", "a.html", "a.csv", "a.json"])
TEXT = """# **Decision:**

- 1.1 Following work, with <u>tags</u> and [links](x)
  that go on

| a | b |
|---|---|
| 1 | 2 |

Risk\tP
Late\t2

Position: Head & Executive

Director
"""
PAGE = (
    "<!DOCTYPE html><h1>A</h1><ol><li>b</ol><table><tr><td colspan=2 rowspan=3>c<td>d<tr><td>e</table><p hidden>f</p>"
)
BODY = para("A", '<w:pStyle w:val="Heading1"/>') + f"<w:tbl>{row('a', 'b')}{row('c', 'd')}</w:tbl>"
LONG_LINES = [
    f"{start}{piece * (190_000 // len(piece))}{end}\n\n"
    for start, piece, end in (
        ("", "**a ", ""),
        ("", "[a](", ""),
        ("", "<b <b ", ""),
        ("", "_a ", ""),
        ("", "-", "x"),
        ("|", "-", "x"),
        ("", " ", "é"),
        ("é", " ", "é"),
        ("# ", " #", "x"),
        ("", "- ", "x"),
        ("**a", " ", "x"),
        ("", "&amp", ""),
        ("", "\\*", ""),
        ("A", "a", " b"),
        ("", "`a", ""),
        ("1.", "1.", " x"),
    )
]
"""Lines on which a pattern that looks back would look back once for each of their letters."""
MARKS = "#*_`~[]()<>&;\\|\t\n -•1.a:=+!/\"'\0\x1b£A"


def checked(data: bytes, name: str) -> None:
    """Read, or refused in a sentence; what was read is words."""
    document = read_or_refused(data, name)
    if isinstance(document, str):
        assert "Nothing was changed." in document
        return
    for block in document.blocks:
        pieces: list[Paragraph | Cell] = [block] if isinstance(block, Paragraph) else [c for r in block.rows for c in r]
        for piece in pieces:
            assert piece.text == " ".join(piece.text.split())
            assert "\0" not in piece.text
            assert "\x1b" not in piece.text
            assert piece.place.line


@given(st.binary(max_size=400), NAMES)
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    checked(data, name)


@given(st.text(max_size=300), NAMES)
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    checked(text.encode("utf-8", "replace"), name)


@given(st.text(alphabet=MARKS, max_size=200))
@settings(max_examples=500)
def test_any_marks_in_any_order_are_read_or_refused(text: str) -> None:
    checked(text.encode(), "a.md")


@given(st.lists(st.sampled_from([*"<>/!-?=\"' ax", "<p>", "<td", "</table>", "<table>", "<li>", "hidden", "<!--"])))
@settings(max_examples=300)
def test_any_tags_in_any_order_are_read_or_refused(pieces: list[str]) -> None:
    checked(b"<html>" + "".join(pieces).encode(), "a.html")


@cache
def valid(kind: str) -> bytes:
    """A file of this kind that is whole."""
    if kind == "pdf":
        with TemporaryDirectory() as folder:
            return pdf("= A\n\nb\n\n#table(columns: 2, [c],[d],[e],[f])", Path(folder), tagged=True)
    return {"txt": TEXT.encode(), "html": PAGE.encode(), "docx": docx(BODY)}[kind]


def damaged(data: bytes, seed: int) -> bytes:
    """The same file cut off, or with some of its bytes changed."""
    chance = random.Random(seed)
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("kind", ["txt", "html", "docx"])
def test_a_damaged_file_is_read_or_refused(kind: str) -> None:
    assert refused_or_read(valid(kind), f"a.{kind}") is None
    for seed in range(400):
        checked(damaged(valid(kind), seed), f"a.{kind}")


@given(st.integers(0, 1 << 30))
@settings(max_examples=200)
def test_damaged_xml_in_a_whole_archive_is_read_or_refused(seed: int) -> None:
    xml = BODY.encode()
    document = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:document>'
    checked(zipped({"word/document.xml": document % damaged(xml, seed)}), "a.docx")


def test_a_damaged_pdf_is_read_or_refused() -> None:
    pytest.importorskip("pdfplumber", reason="pdfplumber is not here: pip install pdfplumber")
    from loti_tui.intake.reading.pdf_pages import read_pages

    assert refused_or_read(valid("pdf"), "a.pdf") is None
    for seed in range(40):
        source = source_of_bytes("a.pdf", b"%PDF-1.7\n" + damaged(valid("pdf"), seed)[9:])
        with suppress(Refused):
            read_pages(source)  # in this program, so that it takes no second for each


@pytest.mark.parametrize(
    "text",
    [
        "word " * 900_000,
        "\t" * 1_000_000,
        "a\tb\n" * 30_000,
        "| a " * 300_000,
        "a\n" * 1_000_000,
        "a\n" * 99_000,
        "# a\n\n" * 45_000,
        "<!--" * 1_000_000,
        *(line * 3 for line in LONG_LINES),
    ],
    ids=lambda text: text[:6],
)
def test_texts_that_are_made_to_take_long_take_no_longer_than_their_length(text: str) -> None:
    said = refused_or_read(text, "a.md")
    assert said is None or "Nothing was changed." in said


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    ["\t" * 1_000_000, "a\n" * 99_000, "a\tb\n" * 30_000, "a" * 9_900_000, "# a\n\n" * 60_000],
    ids=lambda text: text[:6],
)
def test_texts_that_are_made_to_fill_a_computer_do_not(text: str) -> None:
    tracemalloc.start()
    try:
        said = refused_or_read(text, "a.md")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said is None or "Nothing was changed." in said
    assert most < 100_000_000


@pytest.mark.parametrize(
    "inner", ["<w:p/>", "<w:r><w:t>a</w:t></w:r>", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "<w:tab/>"]
)
def test_elements_without_number_are_refused_within_memory(inner: str) -> None:
    data = docx(f"<w:p>{inner * 1_600_000}</w:p>")
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="Nothing was changed"):
            read(data, "a.docx")
        assert tracemalloc.get_traced_memory()[1] < 400_000_000
    finally:
        tracemalloc.stop()
