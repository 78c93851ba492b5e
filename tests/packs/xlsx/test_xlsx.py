"""The workbook for Excel, read back from its XML: what stands in each cell, what may be typed, how it is printed."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.register import Register
from loti_tui import __version__
from loti_tui.domain.fields import Text
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.as_xlsx import FOOT, on_page, workbook, write
from loti_tui.packs.sheets import Sheet, book
from loti_tui.packs.tones import TONES
from tests.packs.xlsx.excel import MAIN, Page, parts, place, read
from tests.packs.xlsx.registers import DAY, edit, pack

ROOT = Path(__file__).resolve().parents[3]


def bytes_of(made: Pack) -> bytes:
    files = write(made)
    assert list(files) == [f"{made.stem}.xlsx"]
    return files[f"{made.stem}.xlsx"]


@pytest.fixture(scope="module")
def content(board: Pack) -> bytes:
    return bytes_of(board)


@pytest.fixture(scope="module")
def pages(content: bytes) -> dict[str, Page]:
    return read(content)


def refers_to(page: Page, tag: str, address: str) -> Iterator[ET.Element]:
    """The rules of this kind that hold for a cell."""
    row, column = place(address)
    for one in page.all(tag):
        first, _, last = one.get("sqref", "").partition(":")
        (top, left), (bottom, right) = place(first), place(last or first)
        if top <= row <= bottom and left <= column <= right:
            yield one


# -- what stands in a cell -------------------------------------------------------------------------------------------


def test_the_workbook_opens_at_a_summary(pages: dict[str, Page]) -> None:
    first = pages["Summary"]
    assert next(iter(pages)) == "Summary"
    assert first.cells[0, 0].text == "LOTI scoping study: board pack"
    assert first.cells[1, 0].text == "Board pack: everything, for the board only"
    assert (first.said("As at").text, first.said("Made from").text) == ("6 April 2017", "board.loti")


def test_a_score_is_a_number_that_excel_can_reckon_with(pages: dict[str, Page]) -> None:
    found = pages["Risks"].find("Probability")
    assert found
    assert (found.text, found.kind) == ("4", "n")


def test_money_is_pounds_as_a_number(pages: dict[str, Page]) -> None:
    funding, spending = pages["Funding"].find("Amount"), pages["Spending"].find("Amount")
    assert funding
    assert spending
    assert (funding.text, funding.kind, funding.format) == ("25000", "n", "£#,##0")
    assert spending.text == "12500.5"
    assert pages["Decision"].said("Spending ceiling").text == "100000"


def test_odd_pence_are_shown_by_a_rule(pages: dict[str, Page], content: bytes) -> None:
    (rule,) = (one for one in pages["Spending"].all("cfRule") if one.get("type") == "expression")
    assert rule.findtext(f"{MAIN}formula") == "C3<>INT(C3)"
    assert 'formatCode="£#,##0.00"' in parts(content)["xl/styles.xml"]


def test_a_day_is_a_date_and_a_month_is_text(pages: dict[str, Page]) -> None:
    steps = pages["Steps"]
    actual, planned = steps.find("Actual", 4), steps.find("Planned", 4)
    assert actual
    assert planned
    assert date(1899, 12, 30) + timedelta(days=int(actual.text)) == date(2017, 4, 5)
    assert (actual.kind, actual.format) == ("n", "dd mmm yyyy")
    assert (planned.text, planned.kind, planned.format) == ("Q2 2017", "s", "49")


def test_a_day_that_excel_counts_wrong_is_text(lived: Register) -> None:
    edit(lived, "S3", actual="1900-02-28")
    assert read(bytes_of(pack(lived)))["Steps"].value("Actual", 4) == "28 Feb 1900"


def test_what_is_not_recorded_has_no_cell(pages: dict[str, Page]) -> None:
    assert pages["Risks"].find("Review on") is None
    assert all(cell.text for page in pages.values() for cell in page.cells.values())


def test_an_item_that_a_programme_has_one_of_stands_upright(pages: dict[str, Page]) -> None:
    decision = pages["Decision"]
    assert [cell.text for (row, _), cell in sorted(decision.cells.items()) if row == 1] == ["Field", "Value", "Id"]
    assert decision.said("Reference").text == "DD2092"
    assert decision.said("Approved on").format == "dd mmm yyyy"
    assert len({cell.text for (row, column), cell in decision.cells.items() if column == 2 and row > 1}) == 1


# -- texts -----------------------------------------------------------------------------------------------------------


def test_no_text_becomes_a_formula_a_link_or_a_number(hostile_board: Pack) -> None:
    files = parts(bytes_of(hostile_board))
    for name, text in files.items():
        if name.startswith("xl/worksheets/"):
            assert not list(ET.fromstring(text).iter(f"{MAIN}f"))
            assert not list(ET.fromstring(text).iter(f"{MAIN}hyperlink"))
    assert not [name for name in files if "external" in name.casefold() or "worksheets/_rels" in name]
    owner = read(bytes_of(hostile_board))["Risks"].find("Owner", 13)
    assert owner is not None
    assert owner.kind == "s"


def test_hostile_texts_come_back_as_they_were(hostile_board: Pack) -> None:
    state, pages = hostile_board.state, read(bytes_of(hostile_board))
    for name, kind in (("Risks", "risk"), ("Issues", "issue"), ("Steps", "step"), ("Sign-offs", "signoff")):
        for row, item in enumerate(state.of(kind), 2):
            for field in KINDS[kind].fields.values():
                if isinstance(field.type, Text) and field.editable:
                    assert pages[name].value(field.label, row) == getattr(item, field.name)


def test_what_looks_like_the_number_of_a_character_stays_as_it_is(lived: Register) -> None:
    edit(lived, "R1", owner="_x0041_ & _x005F_")
    assert read(bytes_of(pack(lived)))["Risks"].value("Owner") == "_x0041_ & _x005F_"


def test_ten_thousand_characters_stand_in_a_cell_and_no_more_than_excel_keeps(lived: Register) -> None:
    edit(lived, "R1", mitigation="\U0001f468" * 10_000)
    assert read(bytes_of(pack(lived)))["Risks"].value("Mitigation") == "\U0001f468" * 10_000
    made = book(pack(lived))
    first = made.sheets[0]
    long = Sheet(first.name, first.columns[:1], (("x" * 40_000,),), (1,))
    with pytest.raises(ValueError, match="too long for a cell"):
        workbook(replace(made, sheets=(long,)))


def test_a_text_that_no_document_can_hold_leaves_a_mark(board: Pack) -> None:
    content = workbook(replace(book(board), title="a\x0bb\ufffe"))
    assert "a\ufffdb\ufffd" in parts(content)["docProps/core.xml"]


# -- what may be typed, and what it looks like -----------------------------------------------------------------------


def test_only_a_score_from_1_to_4_can_be_typed(pages: dict[str, Page]) -> None:
    (allowed,) = refers_to(pages["Risks"], "dataValidation", "C3")
    assert (allowed.get("type"), allowed.get("operator")) == ("whole", None)  # between, which is the usual
    assert [allowed.findtext(f"{MAIN}formula{number}") for number in (1, 2)] == ["1", "4"]
    assert allowed.get("error") == "This cell takes 1, 2, 3 or 4."


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Recorded RAG", "Green,Amber,Red"),
        ("Status", "Open,Closed,Occurred"),
        ("Response", "Treat,Tolerate,Transfer,Terminate"),
        ("Proximity", "Imminent,Within stage,Within project,Beyond project"),
    ],
)
def test_a_word_is_chosen_from_a_list_also_in_new_rows(pages: dict[str, Page], title: str, words: str) -> None:
    risks = pages["Risks"]
    column = risks.heads.index(title)
    letters = chr(ord("A") + column) if column < 26 else f"A{chr(ord('A') + column - 26)}"
    for row in (3, 6, 100):
        (allowed,) = refers_to(risks, "dataValidation", f"{letters}{row}")
        assert allowed.findtext(f"{MAIN}formula1") == f'"{words}"'


def test_nothing_can_be_chosen_where_it_is_worked_out(pages: dict[str, Page]) -> None:
    risks = pages["Risks"]
    assert risks.heads[4:7] == ["Score", "Risk RAG", "Computed RAG"]
    for address in ("E3", "F3", "G3"):
        assert not list(refers_to(risks, "dataValidation", address))


def test_the_colour_of_a_rag_follows_the_word(pages: dict[str, Page], content: bytes) -> None:
    styles = ET.fromstring(parts(content)["xl/styles.xml"])
    looks = styles.find(f"{MAIN}dxfs")
    assert looks is not None
    for sheet, address in (("Risks", "F3"), ("Risks", "H3"), ("Risks", "H99"), ("Matrix", "B3"), ("Milestones", "I3")):
        (found,) = refers_to(pages[sheet], "conditionalFormatting", address)
        rules = {rule.findtext(f"{MAIN}formula"): looks[int(rule.get("dxfId", ""))] for rule in found}
        assert set(rules) == {'"Red"', '"Amber"', '"Green"'}
        for rag, tone in TONES.items():
            look = ET.tostring(rules[f'"{rag.word}"'], "unicode")
            assert f"FF{tone.fill.upper()}" in look
            assert f"FF{tone.ink.upper()}" in look
            assert f'formatCode="&quot;{rag.shape} &quot;@"' in look, "the shape is shown, the word alone is stored"


# -- how it is shown and printed -------------------------------------------------------------------------------------


def test_headings_stay_in_sight_and_come_again_on_each_page(pages: dict[str, Page], content: bytes) -> None:
    for page in list(pages.values())[1:]:
        (pane,) = page.all("pane")
        assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "B3")
    names = ET.fromstring(parts(content)["xl/workbook.xml"]).iter(f"{MAIN}definedName")
    titles = [one.text for one in names if one.get("name") == "_xlnm.Print_Titles"]
    assert len(titles) == len(pages) - 1
    assert "Risks!$1:$2" in titles


def test_rows_can_be_filtered_and_the_id_is_hidden(pages: dict[str, Page]) -> None:
    risks = pages["Risks"]
    (filtered,) = risks.all("autoFilter")
    assert filtered.get("ref") == "A2:Z6"
    hidden = [int(one.get("min", "")) for one in risks.all("col") if one.get("hidden")]
    assert risks.heads[-1] == "Id"
    assert len(risks.heads) == 26
    assert any(
        int(one.get("min", "")) <= 26 <= int(one.get("max", "")) for one in risks.all("col") if one.get("hidden")
    ), hidden


def test_every_sheet_bears_the_marking_on_the_screen_and_on_paper(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert any("Board pack: everything, for the board only" in page.cells[row, 0].text for row in (0, 1)), name
        (head,), (foot,) = page.all("oddHeader"), page.all("oddFooter")
        assert head.text == f"&LBoard pack: everything, for the board only&R{name}"
        assert foot.text == "&LAs at 6 April 2017 · board.loti&RPage &P of &N"
        (setup,) = page.all("pageSetup")
        assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")


def test_no_command_can_stand_in_a_foot() -> None:
    assert on_page("a & b &P") == "a && b &&P"
    assert len(on_page("&" * 999)) <= FOOT
    assert on_page("x" * 999).endswith("x\u2026")


def test_a_hostile_name_of_a_register_stands_in_the_foot(board: Pack) -> None:
    made = replace(board, report=replace(board.report, source='<b> & "c" &[Page] \'' * 40))
    (content,) = write(made).values()
    assert all(next(page.all("oddFooter")).text for page in read(content).values())


# -- the file --------------------------------------------------------------------------------------------------------


def test_the_properties_say_what_it_is_and_nothing_else(board: Pack) -> None:
    made = board
    (content,) = write(made).values()
    core = {one.tag.rpartition("}")[2]: one.text for one in ET.fromstring(parts(content)["docProps/core.xml"])}
    moment = made.made.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert core == {
        "title": made.report.title,
        "subject": made.report.subject,
        "creator": f"loti-tui {__version__}",
        "lastModifiedBy": f"loti-tui {__version__}",
        "created": moment,
        "modified": moment,
    }


def test_the_same_pack_gives_the_same_bytes_on_any_system(board: Pack, content: bytes) -> None:
    assert bytes_of(board) == content
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {(one.create_system, one.date_time) for one in archive.infolist()} == {(3, (1980, 1, 1, 0, 0, 0))}


MAKE = """
import sys
from datetime import date
from pathlib import Path
from db.register import Register
from importlib import import_module
from loti_tui.packs import pack_of
basis = Register.open(Path(sys.argv[1])).basis("March", date(2030, 1, 1))
for content in import_module(sys.argv[2]).write(pack_of(basis, source="board.loti")).values():
    sys.stdout.buffer.write(content)
"""


@pytest.mark.long
@pytest.mark.parametrize("module", ["as_xlsx", "as_ods", "as_csv", "as_json", "as_ics", "as_ocds"])
def test_another_process_elsewhere_makes_the_same_bytes(hostile: Register, tmp_path: Path, module: str) -> None:
    hostile.take_snapshot("March", who="Jo", day=date(2017, 3, 31))
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE, str(hostile.path), f"loti_tui.packs.{module}"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed, zone, language in (("1", "Pacific/Kiritimati", "C"), ("2", "US/Hawaii", "fr_FR.UTF-8"))
    ]
    assert made[0] == made[1] != b""


def test_a_pack_of_nothing_is_a_workbook_with_its_summary() -> None:
    made = make_pack(State({}), today=DAY, source="x")
    (content,) = write(made).values()
    assert list(read(content)) == ["Summary"]
    assert "1980-01-01T00:00:00Z" in parts(content)["docProps/core.xml"], "no clock is asked"
    assert made.made == datetime(1980, 1, 1, tzinfo=UTC)


@pytest.mark.long
@pytest.mark.parametrize("which", ["board", "hostile_board"])
@pytest.mark.skipif(not importlib.util.find_spec("openxml_audit"), reason="openxml-audit is not installed")
def test_openxml_audit_finds_no_fault(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "pack.xlsx"
    path.write_bytes(bytes_of(request.getfixturevalue(which)))
    done = subprocess.run(
        [sys.executable, "-m", "openxml_audit", str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_and_keeps_what_is_in_it(hostile_board: Pack, tmp_path: Path) -> None:
    (tmp_path / "pack.xlsx").write_bytes(bytes_of(hostile_board))
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
            str(tmp_path / "pack.xlsx"),
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )  # fmt: skip
    before, after = read(bytes_of(hostile_board)), read((tmp_path / "out" / "pack.xlsx").read_bytes())
    assert list(before) == list(after)
    for name, page in before.items():
        assert {place: cell.text for place, cell in page.cells.items()} == {
            place: cell.text for place, cell in after[name].cells.items()
        }
        assert not list(after[name].all("f"))
