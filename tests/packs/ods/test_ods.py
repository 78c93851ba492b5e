"""The OpenDocument spreadsheet, read back from its XML: what stands in a cell, what may be typed, how it is printed."""

from __future__ import annotations

import importlib
import importlib.util
import io
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loti_tui import __version__
from loti_tui.domain.fields import Text
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.domain.text import clean
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.as_ods import MIMETYPE, name_of, paragraphs, pounds, write
from loti_tui.packs.as_ods import Page as Placed
from loti_tui.packs.sheets import book
from loti_tui.packs.tones import TONES
from tests.packs.ods.calc import SPACES, Page, named, parts, read, written
from tests.packs.xlsx.registers import DAY


def bytes_of(made: Pack) -> bytes:
    files = write(made)
    assert list(files) == [f"{made.stem}.ods"]
    return files[f"{made.stem}.ods"]


@pytest.fixture(scope="module")
def content(board: Pack) -> bytes:
    return bytes_of(board)


@pytest.fixture(scope="module")
def pages(content: bytes) -> dict[str, Page]:
    return read(content)


# -- what stands in a cell -------------------------------------------------------------------------------------------


def test_it_has_the_sheets_of_the_workbook_and_opens_at_the_summary(board: Pack, pages: dict[str, Page]) -> None:
    assert list(pages) == ["Summary", *(one.name for one in book(board).sheets)]
    assert pages["Summary"].cells[0, 0].text == "LOTI scoping study: board pack"
    assert pages["Summary"].said("As at").text == "6 April 2017"


def test_numbers_days_and_money_have_their_types(pages: dict[str, Page]) -> None:
    score, day = pages["Risks"].find("Probability"), pages["Steps"].find("Actual", 4)
    money, ceiling = pages["Spending"].find("Amount"), pages["Decision"].said("Spending ceiling")
    assert (score.kind, score.value) == ("float", "4")
    assert (day.kind, day.value, day.text) == ("date", "2017-04-05", "05 Apr 2017")
    assert (money.kind, money.value, money.text) == ("currency", "12500.50", "£12,500.50")
    assert (ceiling.value, ceiling.text) == ("100000", "£100,000")


def test_a_month_a_quarter_and_a_year_are_text(pages: dict[str, Page]) -> None:
    steps = pages["Steps"]
    for title, text in (("Planned", "Q2 2017"), ("Forecast", "2017")):
        found = steps.find(title, 4)
        assert (found.kind, found.text, found.style) == ("string", text, "when")


@pytest.mark.parametrize(("pence", "number"), [(0, "0"), (5, "0.05"), (100, "1"), (10**14, "1000000000000")])
def test_pounds_are_exact(pence: int, number: str) -> None:
    assert pounds(pence) == number


# -- texts -----------------------------------------------------------------------------------------------------------


def test_no_cell_has_a_formula_or_a_link_and_every_text_is_a_string(hostile_board: Pack) -> None:
    content = parts(bytes_of(hostile_board))["content.xml"]
    assert "table:formula" not in content
    assert "xlink" not in content
    for page in read(bytes_of(hostile_board)).values():
        assert all(cell.kind for cell in page.cells.values() if cell.text)


def test_hostile_texts_come_back_as_they_were(hostile_board: Pack) -> None:
    state, pages = hostile_board.state, read(bytes_of(hostile_board))
    for name, kind in (("Risks", "risk"), ("Issues", "issue"), ("Steps", "step"), ("Sign-offs", "signoff")):
        for row, item in enumerate(state.of(kind), 2):
            for field in KINDS[kind].fields.values():
                if isinstance(field.type, Text) and field.editable:
                    assert pages[name].find(field.label, row).text == (getattr(item, field.name) or "")


@example("  a  b \n\n c  ")
@example("<text:p>&amp;\"'")
@example("=1+1")
@given(st.text(st.sampled_from("ab <>&\"'\n\t£é="), max_size=12) | st.text(max_size=30))
def test_any_text_of_the_register_comes_back_from_its_paragraphs(text: str) -> None:
    kept = clean(text, lines=True)
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in SPACES.items())
    root = ET.fromstring(f"<cell {spaces}>{paragraphs(kept)}</cell>") if kept else None
    assert "\n".join(written(one) for one in root or ()) == kept


def test_a_text_with_an_illegal_character_leaves_a_mark(board: Pack) -> None:
    made = board
    made = replace(made, report=replace(made.report, title="a\x0bb\ufffe"))
    (content,) = write(made).values()
    assert "a\ufffdb\ufffd" in parts(content)["meta.xml"]


# -- what may be typed, and what it looks like -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "title", "condition"),
    [
        ("Risks", "Probability", "of:cell-content-is-whole-number() and cell-content-is-between(1,4)"),
        ("Risks", "Status", 'of:cell-content-is-in-list("Open";"Closed";"Occurred")'),
        ("Risks", "Recorded RAG", 'of:cell-content-is-in-list("Green";"Amber";"Red")'),
        ("Spending", "Amount", "of:cell-content-is-decimal-number() and cell-content()>=0"),
        ("Sign-offs", "Date", "of:cell-content-is-date() and cell-content()>=0"),
    ],
)
def test_what_may_be_typed_is_what_the_field_takes_also_in_new_rows(
    content: bytes, pages: dict[str, Page], sheet: str, title: str, condition: str
) -> None:
    allowed = {
        one.get(named("table:name")): one.get(named("table:condition"))
        for one in ET.fromstring(parts(content)["content.xml"]).iter(named("table:content-validation"))
    }
    page = pages[sheet]
    last = max(row for row, _ in page.cells)
    for row in (2, last):
        assert allowed[page.find(title, row).allowed] == condition


def test_nothing_is_asked_of_a_text_or_of_what_is_worked_out(pages: dict[str, Page]) -> None:
    for title in ("Risk", "Score", "Risk RAG", "Computed RAG", "Owner"):
        assert pages["Risks"].find(title).allowed == ""


def styles(content: bytes, part: str) -> dict[str, ET.Element]:
    root = ET.fromstring(parts(content)[part])
    return {one.get(named("style:name"), ""): one for one in root.iter(named("style:style"))}


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("Risks", "Risk RAG"),
        ("Risks", "Recorded RAG"),
        ("Milestones", "Milestone RAG"),
        ("Matrix", "Probability 1 Remote"),
    ],
)
def test_the_colour_of_a_rag_follows_the_word(content: bytes, pages: dict[str, Page], sheet: str, title: str) -> None:
    cell = pages[sheet].find(title)
    maps = styles(content, "content.xml")[cell.style].findall(named("style:map"))
    to = {one.get(named("style:condition")): one.get(named("style:apply-style-name"), "") for one in maps}
    for rag, tone in TONES.items():
        look = styles(content, "styles.xml")[to[f'cell-content()="{rag.word}"']]
        assert f"#{tone.fill}" in ET.tostring(look, "unicode")
        assert f"#{tone.ink}" in ET.tostring(look, "unicode")
        assert look.get(named("style:data-style-name")) == f"shape-{rag.word}"
    assert (
        f'<number:text-style style:name="shape-Red"><number:text>{list(TONES)[2].shape} '
        in parts(content)["styles.xml"]
    )


def test_odd_pence_are_shown_by_a_rule(content: bytes, pages: dict[str, Page]) -> None:
    (rule,) = styles(content, "content.xml")[pages["Spending"].find("Amount").style].findall(named("style:map"))
    assert rule.get(named("style:condition")) == "is-true-formula([.C3]<>INT([.C3]))"
    assert rule.get(named("style:base-cell-address")) == "'Spending'.C3"


# -- how it is shown and printed -------------------------------------------------------------------------------------


def test_headings_stay_in_sight_come_again_on_each_page_and_filter(content: bytes, pages: dict[str, Page]) -> None:
    settings = ET.fromstring(parts(content)["settings.xml"])
    frozen = {
        one.get(named("config:name")): {item.get(named("config:name")): item.text for item in one}
        for one in settings.iter(named("config:config-item-map-entry"))
    }
    ranges = {
        one.get(named("table:target-range-address"))
        for one in ET.fromstring(parts(content)["content.xml"]).iter(named("table:database-range"))
    }
    for name, page in list(pages.items())[1:]:
        assert frozen[name]["VerticalSplitMode"] == "2"
        assert frozen[name]["VerticalSplitPosition"] == "2"
        (heads,) = page.root.findall(named("table:table-header-rows"))
        assert len(heads) == 2
    assert "'Risks'.A2:'Risks'.Z6" in ranges
    assert not any("Decision" in str(one) for one in ranges)


def test_the_id_is_in_a_hidden_last_column(board: Pack, pages: dict[str, Page]) -> None:
    for name in ("Risks", "Decision", "Matrix", "Steps"):
        *_, last = pages[name].root.findall(named("table:table-column"))
        assert last.get(named("table:visibility")) == "collapse"
        assert pages[name].heads[-1] == "Id"
    assert pages["Risks"].find("Id").text == board.state.risks[0].id


def test_every_sheet_bears_the_marking_on_the_screen_and_on_paper(content: bytes, pages: dict[str, Page]) -> None:
    marking = "Board pack: everything, for the board only"
    for name, page in pages.items():
        assert any(marking in page.cells[row, 0].text for row in (0, 1)), name
    masters = list(ET.fromstring(parts(content)["styles.xml"]).iter(named("style:master-page")))
    assert [one.get(named("style:display-name")) for one in masters] == list(pages)
    for one in masters:
        head, foot = (
            ["".join(side.itertext()) for side in one.findall(f"{named(f'style:{name}')}/*")]
            for name in ("header", "footer")
        )
        assert head == [marking, one.get(named("style:display-name"))]
        assert foot == ["As at 6 April 2017 · board.loti", "Page 1 of 1"]


def test_a_sheet_is_made_as_wide_as_the_paper_and_never_larger(hostile_board: Pack) -> None:
    for place, sheet in enumerate(book(hostile_board).sheets, 1):
        page = Placed(place, sheet)
        wide = sum(one.width for one in page.heads if not one.hidden) * 1.86
        assert 10 <= page.scale <= 100
        assert page.scale == 10 or wide * page.scale / 100 <= 267


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_are_called_by_letters(place: int, name: str) -> None:
    assert name_of(place) == name


# -- the file --------------------------------------------------------------------------------------------------------


def test_its_kind_can_be_read_at_its_beginning(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert archive.read(first).decode() == MIMETYPE
        assert {(one.create_system, one.date_time) for one in archive.infolist()} == {(3, (1980, 1, 1, 0, 0, 0))}
        listed = ET.fromstring(archive.read("META-INF/manifest.xml"))
        names = {one.get(key) for one in listed for key in one.attrib if key.endswith("full-path")}
        assert names == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_the_properties_say_what_it_is_and_nothing_else(board: Pack) -> None:
    made = board
    (content,) = write(made).values()
    (meta,) = ET.fromstring(parts(content)["meta.xml"])
    moment, maker = made.made.strftime("%Y-%m-%dT%H:%M:%SZ"), f"loti-tui {__version__}"
    assert {one.tag.rpartition("}")[2]: one.text for one in meta} == {
        "generator": maker,
        "title": made.report.title,
        "subject": made.report.subject,
        "initial-creator": maker,
        "creator": maker,
        "creation-date": moment,
        "date": moment,
        "language": "en-GB",
    }


def test_the_same_pack_gives_the_same_bytes(board: Pack) -> None:
    made = board
    assert write(made) == write(made)


def test_a_pack_of_nothing_is_a_workbook_with_its_summary() -> None:
    (content,) = write(make_pack(State({}), today=DAY, source="x")).values()
    assert list(read(content)) == ["Summary"]


def test_what_is_withheld_says_so(public: Pack) -> None:
    page = read(bytes_of(public))["Decision"]
    assert (page.said("Title").text, page.said("Spending ceiling").text) == ("Withheld", "Withheld")
    assert page.said("Spending ceiling").kind == "string"


@pytest.fixture(params=["board", "hostile_board", "public", "empty"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of each sort of pack."""
    empty = request.param == "empty"
    made = make_pack(State({}), today=DAY, source="x") if empty else request.getfixturevalue(request.param)
    path = tmp_path / "pack.ods"
    path.write_bytes(bytes_of(made))
    return path


@pytest.mark.long
@pytest.mark.skipif(
    not (importlib.util.find_spec("openxml_audit") and importlib.util.find_spec("lxml")),
    reason="openxml-audit, which has the schemas of OpenDocument, or lxml is not installed",
)
def test_every_part_is_valid_by_the_schema_of_opendocument_1_3(file: Path) -> None:
    etree: Any = importlib.import_module("lxml.etree")
    found = importlib.util.find_spec("openxml_audit")
    assert found
    assert found.origin
    folder = Path(found.origin).parent / "odf" / "schemas" / "odf-1.3"
    schemas = {
        name: etree.RelaxNG(etree.parse(folder / f"OpenDocument-v1.3-{name}.rng"))
        for name in ("schema", "manifest-schema")
    }
    for name, text in parts(file.read_bytes()).items():
        if name.endswith(".xml"):
            schema = schemas["manifest-schema" if "manifest" in name else "schema"]
            assert schema.validate(etree.fromstring(text.encode())), f"{name}: {schema.error_log}"


@pytest.mark.long
@pytest.mark.skipif(not importlib.util.find_spec("openxml_audit"), reason="openxml-audit is not installed")
def test_openxml_audit_finds_no_fault(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openxml_audit", str(file)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_and_keeps_what_is_in_it(hostile_board: Pack, tmp_path: Path) -> None:
    (tmp_path / "pack.ods").write_bytes(bytes_of(hostile_board))
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "ods", "--outdir", str(tmp_path / "out"), str(tmp_path / "pack.ods"),
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )  # fmt: skip
    before, after = read(bytes_of(hostile_board)), read((tmp_path / "out" / "pack.ods").read_bytes())
    assert list(before) == list(after)
    for name, page in before.items():
        shown = {place: (cell.text, cell.kind) for place, cell in page.cells.items() if cell.text}
        assert shown == {place: (cell.text, cell.kind) for place, cell in after[name].cells.items() if cell.text}
        days = {place: cell.value for place, cell in page.cells.items() if cell.kind == "date"}
        assert days == {place: after[name].cells[place].value for place in days}
