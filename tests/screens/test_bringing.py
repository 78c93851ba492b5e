"""Bringing documents in by keys: chosen, looked over, reviewed line by line, and stored as one act or not at all."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.state import State
from screens.bringing import BringScreen
from screens.columns import ColumnsScreen
from screens.dialogs.bring import ChooseDocument
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.test_hostile import FEW, SOME, texts

FORM = Path(__file__).resolve().parents[1] / "data" / "forms" / "dd3101.txt"
SHEET = """\
Borough risk register,,,,,
Risk ID,Description of risk,Likelihood,Impact,Risk owner,Date raised
7,Boroughs withdraw their money,Likely,4,Ann Smith,03/04/2017
8,The data cannot be shared,Unlikely,2,Bob Jones,12/03/2017
9,Nobody uses the study,Likely,1,Ann Smith,sometime
"""
LIKELY, UNLIKELY = ("enter", "3"), ("enter", "2")
"""What the two words of the sheet stand for."""


@pytest.fixture
async def empty(blank: Register) -> AsyncIterator[Desk]:
    """The screens on a register that was made blank."""
    async with opened(blank.path) as one:
        yield one


async def choose(desk: Desk, path: Path) -> None:
    """Press the key and choose a document."""
    await desk.press("B")
    box = desk.app.screen
    assert isinstance(box, ChooseDocument)
    box.type(str(path))
    await desk.settle()
    await desk.press("enter")


async def look_over(desk: Desk, path: Path) -> None:
    """Choose the sheet, say what its words stand for, and go on to the review."""
    await choose(desk, path)
    assert isinstance(desk.app.screen, ColumnsScreen)
    await desk.press(*LIKELY, *UNLIKELY, "ctrl+s")
    assert isinstance(desk.app.screen, BringScreen)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A spreadsheet with words instead of scores, and a date that is none."""
    path = tmp_path / "council.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def risks(state: State) -> list[tuple[str | None, int | None, int | None, str | None]]:
    return [(one.description, one.probability, one.impact, one.owner) for one in state.risks]


# -- a form ----------------------------------------------------------------------------------------------------------


async def test_a_form_is_reviewed_and_stored_as_one_act_that_is_undone_in_one(empty: Desk) -> None:
    before = empty.stored
    await choose(empty, FORM)
    assert "It adds 1 decision, 3 funding lines, 5 sign-offs, 2 risks" in empty.text
    assert Register.open(empty.path).acts() == Register.open(empty.path).acts()[-1:]  # nothing is stored yet
    await empty.press("ctrl+s")
    assert len(empty.stored.risks) == 2
    assert empty.said.startswith(f"{FORM.name}: ")
    assert Register.open(empty.path).acts()[0].why.startswith("From dd3101.txt.")
    assert empty.screen.NAME == "risks"
    await empty.press("u")
    assert {item.id for item in empty.stored if not item.removed} == {item.id for item in before if not item.removed}


async def test_brought_in_again_it_changes_nothing_and_says_so(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("ctrl+s")
    acts = len(Register.open(empty.path).acts())
    await choose(empty, FORM)
    assert "It changes nothing: the register has all of it already." in empty.text
    await empty.press("ctrl+s")
    assert "There is nothing to bring in" in empty.said
    await empty.press("escape")
    assert empty.screen.NAME == "risks"
    assert len(Register.open(empty.path).acts()) == acts


async def test_what_is_left_out_is_not_stored(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("slash", *"unsafe", "enter", "space")
    assert "○ R2" in empty.text
    await empty.press("escape", "ctrl+s")
    assert [one.ref for one in empty.stored.risks] == ["R1"]


async def test_a_value_is_edited_before_it_is_stored_and_another_left_out(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("slash", *"low", "enter", "enter")
    assert isinstance(empty.screen, BringScreen)
    ids = [row.id for row in empty.table.rows]
    empty.table.move_to(next(id for id in ids if id.endswith(" owner")))
    await empty.press("e", *(["backspace"] * 12), *"Ann", "enter")
    assert empty.said == "Owner of R1: Ann."
    empty.table.move_to(next(id for id in ids if id.endswith(" mitigation")))
    await empty.press("space", "escape", "escape", "ctrl+s")
    (first, *_) = empty.stored.risks
    assert (first.owner, first.mitigation, first.probability) == ("Ann", None, 3)


@pytest.mark.long
async def test_a_score_is_chosen_from_its_scale(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("slash", *"low", "enter", "enter")
    ids = [row.id for row in empty.table.rows]
    empty.table.move_to(next(id for id in ids if id.endswith(" impact")))
    await empty.press("e", "4")
    assert empty.said == "Impact of R1: 4 Catastrophic."
    await empty.press("escape", "escape", "ctrl+s")
    assert empty.stored.risks[0].impact == 4


@pytest.mark.long
async def test_what_cannot_be_is_asked_for_again_with_what_was_typed(empty: Desk) -> None:
    await choose(empty, FORM)
    empty.table.move_to(next(row.id for row in empty.table.rows if row.id.startswith("DD3101")))
    await empty.press("enter")
    empty.table.move_to(next(row.id for row in empty.table.rows if row.id.endswith(" ceiling")))
    await empty.press("e", *(["backspace"] * 12), *"lots", "enter")
    assert empty.warned
    assert "lots" in empty.text
    await empty.press(*(["backspace"] * 4), *"90k", "enter")
    assert empty.said == "Spending ceiling of DD3101: £90,000."


async def test_leaving_loses_nothing_unasked(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("slash", *"low", "enter", "enter")
    empty.table.move_to(next(row.id for row in empty.table.rows if row.id.endswith(" impact")))
    await empty.press("e", "4", "escape", "escape", "escape")
    assert "What was settled in this review is not brought in." in empty.text
    await empty.press("k")
    assert isinstance(empty.screen, BringScreen)
    await empty.press("4")  # another screen
    assert "What was settled in this review is not brought in." in empty.text
    await empty.press("k", "escape", "d")
    assert empty.screen.NAME == "risks"
    assert not empty.stored.risks


@pytest.mark.long
async def test_what_was_settled_is_saved_on_the_way_out(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("slash", *"low", "enter", "enter")
    empty.table.move_to(next(row.id for row in empty.table.rows if row.id.endswith(" impact")))
    await empty.press("e", "4", "escape", "escape", "escape", "s")
    assert empty.screen.NAME == "risks"
    assert empty.stored.risks[0].impact == 4


async def test_nothing_can_be_decided_of_what_only_tells_how_it_was_read(empty: Desk) -> None:
    await choose(empty, FORM)
    await empty.press("G")
    for key in ("space", "enter", "e"):
        await empty.press(key)
        assert empty.warned, key


# -- a spreadsheet ---------------------------------------------------------------------------------------------------


async def test_the_columns_of_a_spreadsheet_are_looked_over_and_its_words_settled_once(desk: Desk, sheet: Path) -> None:
    await choose(desk, sheet)
    for words in ("“Likely” of Probability → ?", "“Likelihood” → Probability", "“Risk owner” → Owner"):
        assert words in desk.text
    await desk.press("ctrl+s")
    assert "2 lines are not settled yet" in desk.said
    await desk.press(*LIKELY, *UNLIKELY)
    assert desk.said == "All is settled. ctrl+s goes on to the review."
    await desk.press("ctrl+s", "ctrl+s")
    assert risks(desk.stored)[4:] == [
        ("Boroughs withdraw their money", 3, 4, "Ann Smith"),
        ("The data cannot be shared", 2, 2, "Bob Jones"),
        ("Nobody uses the study", 3, 1, "Ann Smith"),
    ]


async def test_the_register_remembers_how_such_a_spreadsheet_is_read(desk: Desk, sheet: Path) -> None:
    await look_over(desk, sheet)
    await desk.press("ctrl+s")
    sheet.write_text(SHEET.replace("Nobody uses", "Few people use"), encoding="utf-8")
    await choose(desk, sheet)
    assert isinstance(desk.app.screen, BringScreen)  # nothing is asked a second time
    assert "Few people use the study" in desk.text


@pytest.mark.long
async def test_a_column_is_read_otherwise(desk: Desk, sheet: Path) -> None:
    await look_over(desk, sheet)
    await desk.press("m")
    columns = desk.app.screen
    assert isinstance(columns, ColumnsScreen)
    desk.table.move_to(next(row.id for row in desk.table.rows if "Risk owner" in row.cells["what"].text))
    await desk.press("enter", "A", "enter")  # the actionee
    assert "“Risk owner” → Actionee" in desk.text
    await desk.press("ctrl+s", "ctrl+s")
    first = desk.stored.risks[4]
    assert (first.owner, first.actionee) == (None, "Ann Smith")


@pytest.mark.long
async def test_a_value_that_reads_in_no_way_stays_open_and_is_found(desk: Desk, sheet: Path) -> None:
    await look_over(desk, sheet)
    assert "“sometime”?" in desk.text
    await desk.press("ctrl+s")
    assert desk.stored.risks[-1].raised_on is None
    found = (
        [one.sentence for one in desk.app.attention.open if one.code == "value-left-open"]
        if (desk.app.attention)
        else []
    )
    assert found == ["Raised on of R7 is open: “sometime” stands in “council.csv”."]


async def test_what_is_open_is_settled_by_typing_it(desk: Desk, sheet: Path) -> None:
    await look_over(desk, sheet)
    await desk.press("enter", *(["backspace"] * 8), *"2 mar 2017", "enter")
    assert desk.said == "Raised on of R7: 2 Mar 2017."
    await desk.press("ctrl+s")
    assert str(desk.stored.risks[-1].raised_on) == "2017-03-02"


@pytest.mark.long
async def test_what_others_change_meanwhile_is_proposed_anew(desk: Desk, sheet: Path) -> None:
    await look_over(desk, sheet)
    put(desk.path, "R1", "owner", "Zoë")
    await desk.look()
    assert isinstance(desk.app.screen, BringScreen)
    await desk.press("ctrl+s")
    assert len(desk.stored.risks) == 7
    assert desk.stored.risks[0].owner == "Zoë"


# -- choosing a file -------------------------------------------------------------------------------------------------


async def test_the_folder_is_listed_as_it_is_typed_and_folders_are_gone_into(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "board").mkdir()
    shutil.copy(FORM, tmp_path / "board" / "form.txt")
    (tmp_path / "board" / "picture.png").write_bytes(b"")
    await desk.press("B")
    box = desk.app.screen
    assert isinstance(box, ChooseDocument)
    box.type(f"{tmp_path}/bo")
    await desk.settle()
    await desk.press("tab")
    assert [row.id for row in box.below.rows] == ["form.txt"]
    await desk.press("shift+tab")
    assert "board" in [row.id for row in box.below.rows]
    await desk.press("escape")
    assert desk.screen.NAME == "risks"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.txt", b"Dear all, the meeting is moved to Thursday.", "is not a decision form"),
        ("nothing.csv", b"", "nothing"),
        ("bomb.xlsx", b"PK\x03\x04broken", "bomb.xlsx"),
        ("picture.docx", b"\x89PNG\r\n", "picture.docx"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    desk: Desk, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = desk.path.read_bytes()
    await choose(desk, path)
    assert isinstance(desk.app.screen, BringScreen)
    assert sentence in " ".join(desk.text.split())
    await desk.press("ctrl+s")
    assert desk.warned
    await desk.press("escape")
    assert desk.screen.NAME == "risks"
    assert desk.path.read_bytes() == before


async def test_a_file_that_is_not_there_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    await choose(desk, tmp_path / "none.txt")
    assert "none.txt" in desk.text
    await desk.press("escape")
    assert desk.screen.NAME == "risks"


async def test_in_read_only_mode_a_document_is_reviewed_and_not_stored(blank: Register) -> None:
    async with opened(blank.path, read_only=True) as desk:
        await choose(desk, FORM)
        assert "It adds" in desk.text
        await desk.press("ctrl+s")
        assert desk.said == READ_ONLY
        assert not desk.stored.risks


# -- everyone --------------------------------------------------------------------------------------------------------


@texts(SOME, FEW)
async def test_hostile_text_is_shown_as_it_stands(desk: Desk, tmp_path: Path, text: str, letters: str) -> None:
    path = tmp_path / "odd.csv"
    quoted = text.replace('"', '""').replace("\x00", "")
    path.write_text(f'Description,"Owner"\n"{quoted} a","{quoted}"\n', encoding="utf-8", errors="replace")
    await choose(desk, path)
    await desk.press("ctrl+s")
    assert dangers(desk.app) == []
    await desk.press("ctrl+s")
    assert dangers(desk.app) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_every_size_shows_what_would_be_done(blank: Register, size: tuple[int, int]) -> None:
    async with opened(blank.path, size=size) as desk:
        await choose(desk, FORM)
        for words in ("dd3101.txt, decision form", "It adds 1 decision", "Space", "ctrl+s"):
            assert words in desk.text
