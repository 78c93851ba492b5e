"""PDFs, read back by their structure: what a screen reader says is the report, and every page tells what it is of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui import __version__
from loti_tui.domain.scoring import Rag
from loti_tui.packs import make_pack
from loti_tui.packs.as_pdf import write
from loti_tui.packs.pdf_words import printable_words
from loti_tui.packs.report import Bullets, Cell, Column, Facts, Heading, Para, Report, RiskMatrix, Table, Timeline
from tests.packs.whole import (
    EVERYTHING,
    HOSTILE,
    MATRIX,
    ROOT,
    TIMELINE,
    Said,
    hostile_report,
    made_elsewhere,
    pack_of,
    said,
)

NOT_HERE = "pdfplumber (for pdfminer and pypdfium2) and pypdf are not here: pip install pdfplumber pypdf"
pytest.importorskip("pdfminer", reason=NOT_HERE)
pypdfium2 = pytest.importorskip("pypdfium2", reason=NOT_HERE)
pypdf = pytest.importorskip("pypdf", reason=NOT_HERE)

from tests.packs.pdf.reading import Node, structure, told  # noqa: E402 (it needs both)


@cache
def made(report: Report) -> bytes:
    (content,) = write(pack_of(report)).values()
    return content


@cache
def document(report: Report) -> Node:
    return structure(made(report))


def beside_the_page(report: Report) -> list[str]:
    """The lines of text that reach into the margins at the sides, or nearly off the page above and below."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(made(report)), 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for rect in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(rect)
            if not (left > 40 and right < width - 40 and bottom > 20 and top < height - 20):
                found.append(f"{text.get_text_bounded(left, bottom, right, top)[:20]} on page {number}")
    return found


def pages(pdf: bytes) -> list[str]:
    """The text of each page, what no screen reader reads too."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def heard(of: object) -> Any:
    """What is said, as it sounds: what cannot be drawn in words, and each run of spaces and line ends as one space."""
    if isinstance(of, tuple | list):
        return type(of)(map(heard, of))
    return " ".join(printable_words(of).split()) if isinstance(of, str) else of


def expected(report: Report) -> list[Said]:
    """What `told` must find. A note is a paragraph that looks otherwise; nothing is said of what is empty."""
    notes = [("paragraph", *one[1:]) if one[0] == "note" else one for one in said(report)]
    return [heard(one) for one in notes]


def report_of(*blocks: Any, **more: Any) -> Report:
    words = {"title": "LOTI", "subject": "A study", "as_at": "6 April 2017", "marking": "Board pack", "source": "x"}
    return Report(**{**words, **more}, blocks=blocks)


def long_table(rows: int) -> Table:
    columns = (Column("Ref"), Column("Risk"), Column("RAG", "rag"), Column("Money", "money"))
    return Table("Many", columns, tuple(
        (Cell(f"R{one}"), Cell(f"Risk number {one} " * (one % 7)), Cell("Red (R)", Rag.RED), Cell(f"£{one:,}"))
        for one in range(1, rows + 1)
    ))  # fmt: skip


# -- what it says ----------------------------------------------------------------------------------------------------


def test_a_document_says_what_the_report_says_in_order() -> None:
    assert list(told(document(EVERYTHING))) == expected(EVERYTHING)


def test_the_document_of_dd2092_says_what_its_report_says(register: Register, today: date) -> None:
    report = make_pack(register.state(), today=today, source="board.loti").report
    assert any(isinstance(one, RiskMatrix) for one in report.blocks)
    assert any(isinstance(one, Timeline) for one in report.blocks)
    assert list(told(document(report))) == expected(report)


def test_the_document_of_a_hostile_register_says_what_its_report_says(hostile: Register, today: date) -> None:
    report = make_pack(hostile.state(), today=today, source="board.loti").report
    assert list(told(document(report))) == expected(report)
    assert beside_the_page(report) == []


@pytest.mark.parametrize("words", [one for one in HOSTILE if len(one) < 2000])
def test_hostile_text_stands_there_as_it_is(words: str) -> None:
    report = hostile_report(words)
    assert list(told(document(report))) == expected(report)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_leaves_the_page_whatever_it_is(words: str) -> None:
    assert beside_the_page(hostile_report(words)) == []


def test_a_table_of_300_rows_is_one_table_over_all_its_pages() -> None:
    report = report_of(Heading(2, "Risks"), long_table(300))
    _, *texts = pages(made(report))
    assert len(texts) > 5
    assert list(told(document(report))) == expected(report)
    assert all("Ref Risk RAG Money" in text for text in texts), "its head is repeated on each of them"


def test_a_long_section_has_pages_of_its_own() -> None:
    sections = (Heading(2, "Before"), Para("x"), Heading(2, "Risks"), long_table(250), Heading(2, "After"), Para("y"))
    first, second, *_, last = pages(made(report_of(*sections)))
    assert "Before x" in first
    assert "Risks" not in first
    assert second.startswith("Board pack LOTI Risks Many")
    assert last.startswith("Board pack LOTI After y")


def test_short_sections_share_a_page() -> None:
    sections = (Heading(2, "Before"), Para("x"), Heading(2, "Risks"), long_table(5), Heading(2, "After"), Para("y"))
    assert len(pages(made(report_of(*sections)))) == 1


def test_a_cell_of_10_000_characters_is_there_whole_and_within_its_column() -> None:
    words = ("word " * 1000 + "x" * 5000).strip()
    table = Table("T", (Column("Ref"), Column("Long"), Column("Short")), ((Cell("R1"), Cell(words), Cell("end")),))
    report = report_of(table)
    assert list(told(document(report))) == expected(report)
    assert beside_the_page(report) == []


def test_thirty_columns_stay_on_the_page() -> None:
    row = tuple(Cell("improbable words") for _ in range(30))
    report = report_of(Table("Wide", tuple(Column(f"Column {one}") for one in range(30)), (row,) * 3))
    assert list(told(document(report))) == expected(report)
    assert beside_the_page(report) == []


def test_risks_beside_each_other_are_read_one_after_the_other() -> None:
    facts = [(("Owner", "Jo"), ("Mitigation", "Do it. " * times)) for times in (1, 30, 400, 2, 9)]
    cards = [(Heading(3, f"R{one}"), Facts(rows)) for one, rows in enumerate(facts)]
    report = report_of(Heading(2, "Risks"), *(block for card in cards for block in card))
    assert list(told(document(report))) == expected(report)
    assert beside_the_page(report) == []


def test_a_matrix_with_600_risks_in_a_cell_is_there_whole() -> None:
    cells = tuple(
        replace(one, refs=tuple(f"R{number}" for number in range(600 if place == 5 else 3)))
        for place, one in enumerate(MATRIX.cells)
    )
    report = report_of(RiskMatrix("Matrix", MATRIX.impacts, MATRIX.probabilities, cells))
    assert list(told(document(report))) == expected(report)
    assert beside_the_page(report) == []


def test_a_timeline_that_is_higher_than_a_page_is_drawn_in_parts() -> None:
    bars = tuple(replace(TIMELINE.bars[1], ref=f"M{one}", title=f"Milestone {one}") for one in range(30))
    report = report_of(replace(TIMELINE, caption="Plan", words="All of it.", bars=bars))
    goes_on = "It goes on from part 1, where all of it is told."
    assert list(told(document(report)))[3:] == [
        ("picture", "Plan (part 1 of 3)", "All of it."),
        ("picture", "Plan (part 2 of 3)", goes_on),
        ("picture", "Plan (part 3 of 3)", goes_on),
    ]
    text = " ".join(pages(made(report)))
    assert all(re.search(rf"\bM{one} ?Milestone {one}\b", text) for one in range(30))


# -- odd reports -----------------------------------------------------------------------------------------------------

ODD: dict[str, Report] = {
    "empty": report_of(),
    "without a word": report_of(title="", subject="", as_at="", marking="", source=""),
    "empty blocks": report_of(
        Heading(2, ""), Heading(2, "\u200b"), Para(""), Para("", "note"), Bullets(()), Bullets(("",)), Facts(()),
        Facts((("", ""),)), Table("", (), ()), Table("", (Column(""),), ((Cell(""),), (Cell(""),))),
    ),
    "levels": report_of(*(Heading(level, f"Level {level}") for level in (3, 5, 2, 9, 1))),
}  # fmt: skip


def test_an_empty_report_has_its_head_and_one_page() -> None:
    report = ODD["empty"]
    assert list(told(document(report))) == expected(report)
    assert pages(made(report)) == ["Board pack LOTI A study As at 6 April 2017 x Page 1 of 1"]


def test_no_level_of_headings_is_left_out() -> None:
    levels = [one[1] for one in told(document(ODD["levels"])) if one[0] == "heading"]
    assert levels == [2, 3, 2, 3, 2]


def test_a_report_without_a_title_has_one_all_the_same() -> None:
    (title,) = document(ODD["without a word"]).children("H1")
    assert title.words == "Pack"


# -- by the rules of others ------------------------------------------------------------------------------------------


@cache
def validator() -> Callable[..., bool]:
    page = pytest.importorskip("page", reason="page-validation is not here: pip install page-validation")
    conforms: Callable[..., bool] = page.is_pdf_compliant_bytes
    return conforms


def conforms(pdf: bytes) -> dict[str, bool]:
    return {profile: validator()(pdf, profile=profile) for profile in ("ua1", "2a")}


BOTH = {"ua1": True, "2a": True}


def test_it_is_accessible_and_archivable() -> None:
    assert conforms(made(EVERYTHING)) == BOTH
    assert conforms(made(report_of(long_table(300)))) == BOTH


@pytest.mark.parametrize("report", ODD.values(), ids=ODD)
def test_an_odd_report_is_accessible_and_archivable(report: Report) -> None:
    assert conforms(made(report)) == BOTH


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_accessible_and_archivable_whatever_the_texts(words: str) -> None:
    assert conforms(made(hostile_report(words))) == BOTH


def test_the_document_of_a_register_is_accessible_and_archivable(hostile: Register, today: date) -> None:
    (content,) = write(make_pack(hostile.state(), today=today, source="board.loti")).values()
    assert conforms(content) == BOTH


# -- every page, and what nobody sees --------------------------------------------------------------------------------


def test_every_page_has_the_marking_the_source_and_its_number(hostile: Register, today: date) -> None:
    pack = make_pack(hostile.state(), today=today, source="board.loti")
    (content,) = write(pack).values()
    texts = pages(content)
    assert len(texts) > 10
    for number, text in enumerate(texts, 1):
        assert pack.report.marking in text
        assert pack.report.source in text
        assert f"Page {number} of {len(texts)}" in text


def test_the_file_is_named_after_the_pack(register: Register, today: date) -> None:
    pack = make_pack(register.state(), today=today, source="board.loti")
    assert list(write(pack)) == [f"{pack.stem}.pdf"]


@pytest.mark.parametrize(
    "title", ["LOTI: board pack", "/Creator(me)/ModDate(D:1) <xmp:CreatorTool>me</xmp:CreatorTool>"]
)
def test_its_properties_are_title_subject_program_and_the_moment_of_the_newest_act(title: str) -> None:
    reader = pypdf.PdfReader(BytesIO(made(report_of(title=title, subject="DD2092 (é)", made=EVERYTHING.made))))
    moment = "D:20170406093000Z"
    assert reader.metadata == {
        "/Title": title,
        "/Subject": "DD2092 (é)",
        "/Creator": f"loti-tui {__version__}",
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    metadata = reader.xmp_metadata
    assert metadata.xmp_creator_tool == f"loti-tui {__version__}"
    assert metadata.dc_title == {"x-default": title}
    assert (metadata.dc_creator, metadata.pdf_producer, metadata.pdf_keywords) == ([], None, None)


def test_its_one_typeface_is_in_it() -> None:
    fonts = set(re.findall(rb"/BaseFont/([^/]+)", made(EVERYTHING)))
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+SourceSans3-\w+", font) for font in fonts)
    assert made(EVERYTHING).count(b"/Type/FontDescriptor") == made(EVERYTHING).count(b"/FontFile2 ")


def test_nothing_in_it_tells_of_the_machine() -> None:
    reader = pypdf.PdfReader(BytesIO(made(EVERYTHING)))
    streams = [page.get_contents().get_data() for page in reader.pages]
    for content in (made(EVERYTHING), *streams):
        for word in (str(ROOT), str(Path.home()), "site-packages", "board-pack.typ", "pack.typ"):
            assert word.encode() not in content


def test_the_same_pack_is_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    first, second = made_elsewhere("loti_tui.packs.as_pdf", tmp_path)
    assert first == second == made(EVERYTHING)
