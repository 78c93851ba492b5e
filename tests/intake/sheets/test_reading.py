"""A file into sheets, within bounds: nothing is misplaced, nothing is run, nothing takes all memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake.sheets.reading import MOST_COLUMNS, MOST_LETTERS, Row, Sheet, workbook
from loti_tui.intake.source import Source, source_of_bytes
from tests.intake.sheets.making import book, packed, parts, table, text

ROOT = Path(__file__).resolve().parents[3]


def rows(source: Source) -> list[tuple[int, list[object]]]:
    (sheet,) = workbook(source).sheets
    return [(row.number, list(row.cells)) for row in sheet.rows]


# -- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_found_out(delimiter: str) -> None:
    source = table(("Risk", "Owner", "Score"), ("Late, or dear; or both", "Ann", 4), delimiter=delimiter)
    assert rows(source) == [(1, ["Risk", "Owner", "Score"]), (2, ["Late, or dear; or both", "Ann", "4"])]


def test_a_row_has_the_number_of_the_line_on_which_it_begins() -> None:
    source = text('Risk,Owner\n"Two\nlines",Ann\n\n,,\nLate,Bo\n')
    assert [number for number, _ in rows(source)] == [1, 2, 6]


def test_the_hint_that_excel_takes_is_followed_and_is_no_row() -> None:
    assert rows(text("sep=;\r\nRisk;Owner\r\nLate, dear;Ann\r\n")) == [
        (2, ["Risk", "Owner"]),
        (3, ["Late, dear", "Ann"]),
    ]


def test_text_that_a_spreadsheet_would_run_stays_text() -> None:
    assert rows(table(("Risk", "Owner"), ("=1+1", "@SUM(A1)")))[1] == (2, ["=1+1", "@SUM(A1)"])


def test_a_million_empty_rows_are_read_as_none() -> None:
    assert rows(text("Risk,Owner\nLate,Ann\n" + ",,,\n" * 1_000_000)) == [(1, ["Risk", "Owner"]), (2, ["Late", "Ann"])]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(",".join(["x"] * 16_384), id="16,384 columns"),
        pytest.param("Risk,Owner\n" + "x" * (MOST_LETTERS + 1) + ",Ann\n", id="a huge cell"),
        pytest.param('Risk,Owner\n"never closed' + "\nLate,Ann" * 20_000, id="a quotation mark that is never closed"),
        pytest.param("Risk,Owner\n" + "Late,Ann\n" * 100_001, id="more rows than are read"),
    ],
)
def test_a_text_beyond_the_bounds_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        workbook(text(content))


def test_what_the_csv_module_accepts_elsewhere_is_as_it_was() -> None:
    import csv

    before = csv.field_size_limit()
    workbook(table(("Risk", "Owner"), ("Late", "Ann")))
    assert csv.field_size_limit() == before


# -- office files ----------------------------------------------------------------------------------------------------


def test_cells_keep_their_places_where_a_sheet_begins_further_down() -> None:
    source = book(Register=[(), (), ("", "", "Risk", "Owner"), ("", "", "Late", date(2017, 4, 3))])
    (sheet,) = workbook(source).sheets
    assert [row.number for row in sheet.rows] == [3, 4]
    assert sheet.rows[1].cell(3) == "Late"
    assert sheet.rows[1].cell(4) == date(2017, 4, 3)
    assert sheet.place(4, 4).words == "sheet Register, D4"


def test_of_a_formula_its_result_is_read_and_its_cell_is_known() -> None:
    source = book(Register=[("Risk", "Score"), ("Late", "=2*2|4"), ("Dear", "=1*1|")])
    (sheet,) = workbook(source).sheets
    assert sheet.rows[1].cells == ["Late", 4.0]
    assert sheet.formulas == {(2, 2), (3, 2)}


def sheet_of(markup: str) -> Source:
    """An XLSX file whose one sheet has this content."""
    content = parts(book(Register=[("Risk", "Owner")]).data)
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    content["xl/worksheets/sheet1.xml"] = f"{head}{markup}</sheetData></worksheet>".encode()
    return source_of_bytes("risks.xlsx", packed(content))


INLINE = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


def inline(place: str, words: str) -> str:
    return INLINE.format(place, words)


def test_a_sheet_that_reaches_too_far_is_left_out_and_says_why() -> None:
    source = sheet_of(f'<row r="1">{inline("A1", "Risk")}</row><row r="1048576">{inline("XFD1048576", "x")}</row>')
    found = workbook(source)
    assert found.sheets == ()
    ((name, sentence),) = found.left_out
    assert name == "Register"
    assert f"at most {MOST_COLUMNS:,} are read" in sentence


def test_so_is_one_whose_cells_have_no_addresses() -> None:
    far = f'<row r="1048576">{inline("B1048576", "x")}<c t="inlineStr"><is><t>y</t></is></c></row>'
    many = "".join('<c t="inlineStr"><is><t>y</t></is></c>' for _ in range(10))
    assert workbook(sheet_of(f'<row r="1">{many}</row>{far}')).sheets == ()


def test_cells_without_addresses_stand_one_after_another() -> None:
    bare = '<c t="inlineStr"><is><t>{}</t></is></c>'
    source = sheet_of(f"<row>{bare.format('Risk')}{bare.format('Owner')}</row><row>{bare.format('Late')}</row>")
    assert rows(source) == [(1, ["Risk", "Owner"]), (2, ["Late"])]


def test_a_million_empty_rows_with_a_look_of_their_own_cost_nothing() -> None:
    looks = "".join(f'<row r="{number}"><c r="C{number}" s="1"/></row>' for number in range(2, 100_000))
    source = sheet_of(f'<row r="1">{inline("A1", "Risk")}</row>{looks}<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert rows(source) == [(1, ["Risk"])]


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_FOOT = "</office:spreadsheet></office:body></office:document-content>"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods_of(markup: str) -> Source:
    content = f'{ODS_HEAD}<table:table table:name="Register">{markup}</table:table>{ODS_FOOT}'
    return source_of_bytes(
        "risks.ods",
        packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": MANIFEST.encode(),
                "content.xml": content.encode(),
            }
        ),
    )


def ods_cell(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


def test_an_ods_sheet_ends_where_its_cells_do() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    source = ods_of(
        f"<table:table-row>{ods_cell('Risk')}{empty}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    )
    assert rows(source) == [(1, ["Risk"])]


def test_line_breaks_and_tabs_in_a_cell_of_an_ods_sheet_are_kept() -> None:
    words = 'one<text:line-break/>two<text:tab/>three</text:p><text:p>four<text:s text:c="2"/>five'
    assert rows(ods_of(f"<table:table-row>{ods_cell(words)}</table:table-row>")) == [
        (1, ["one\ntwo three\nfour  five"])
    ]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(
            f'<table:table-row table:number-rows-repeated="1048576">'
            f"{ods_cell('x', ' table:number-columns-repeated=' + chr(34) + '16384' + chr(34))}</table:table-row>",
            id="one cell, repeated without end",
        ),
        pytest.param(
            f"<table:table-row>{ods_cell('x')}</table:table-row><table:table-row "
            f'table:number-rows-repeated="99000"><table:table-cell/></table:table-row><table:table-row>'
            f'<table:table-cell table:number-columns-repeated="900"/>{ods_cell("y")}</table:table-row>',
            id="two cells far apart",
        ),
    ],
)
def test_an_ods_sheet_that_reaches_too_far_is_refused_in_a_sentence(markup: str) -> None:
    with pytest.raises(Refused, match=r"Register.*Nothing was changed"):
        workbook(ods_of(markup))


def whole() -> bytes:
    return book(Register=[("Risk", "Owner"), ("Late", "Ann")]).data


def without(name: str) -> bytes:
    return packed({part: content for part, content in parts(whole()).items() if part != name})


def garbled(name: str) -> bytes:
    content = parts(whole())
    return packed({**content, name: content[name][: len(content[name]) // 2]})


@pytest.mark.parametrize(
    "data",
    [
        without("xl/workbook.xml"),
        without("xl/_rels/workbook.xml.rels"),
        without("xl/worksheets/sheet1.xml"),
        garbled("xl/workbook.xml"),
        garbled("xl/worksheets/sheet1.xml"),
        garbled("xl/sharedStrings.xml"),
    ],
)
def test_a_damaged_workbook_is_refused_or_read_and_never_a_traceback(data: bytes) -> None:
    refused: list[str] = []
    sheets: tuple[Sheet, ...] = ()
    try:
        sheets = workbook(source_of_bytes("risks.xlsx", data)).sheets
    except Refused as why:
        refused = [why.sentence]
    assert all("Nothing was changed" in sentence for sentence in refused)
    assert all(isinstance(row, Row) for sheet in sheets for row in sheet.rows)


BOMB = """
import resource, sys
from loti_tui.domain.refused import Refused
from loti_tui.intake.sheets.reading import workbook
from loti_tui.intake.source import source_of_bytes
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
try:
    workbook(source_of_bytes(sys.argv[1], sys.stdin.buffer.read()))
except Refused as refused:
    print(refused)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_AS"), reason="memory cannot be limited here")
@pytest.mark.parametrize("name", ["risks.xlsx", "risks.ods"])
def test_a_few_bytes_that_ask_for_all_memory_do_not_get_it(name: str) -> None:
    if name.endswith(".xlsx"):
        source = sheet_of(f'<row r="1">{inline("A1", "x")}</row><row r="99999">{inline("ALL99999", "y")}</row>')
    else:
        repeated = ' table:number-columns-repeated="1000"'
        source = ods_of(
            f'<table:table-row table:number-rows-repeated="90000">{ods_cell("x", repeated)}</table:table-row>'
        )
    done = subprocess.run(
        [sys.executable, "-c", BOMB, name], input=source.data, capture_output=True, cwd=ROOT, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_macros_and_pictures_reach_no_reader() -> None:
    content = {**parts(whole()), "xl/vbaProject.bin": b"\0" * 100, "xl/media/image1.png": b"\x89PNG"}
    source = source_of_bytes("risks.xlsm", packed(content))
    assert rows(source) == [(1, ["Risk", "Owner"]), (2, ["Late", "Ann"])]
    assert io.BytesIO(source.data).read(2) == b"PK"
