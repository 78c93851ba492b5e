"""Others at the same register, registers that may only be read, empty ones, and documents written out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from db.register import Register
from loti_tui.commands import COMMANDS, PLACES
from screens.dialogs.text_editor import TextEditor
from screens.widgets.cell_editor import CellEditor
from screens.widgets.chrome import Keys
from tests.screens.desk import Desk, opened, put

DIGITS = {COMMANDS[name].keys[0]: name for name in PLACES}
EMPTY = {
    "2": "No risk is recorded. n adds one.",
    "3": "No step is recorded. n adds one.",
    "4": "No milestone is recorded. n adds one.",
    "5": "No decision is recorded",
}


# -- another program meanwhile ---------------------------------------------------------------------------------------


async def test_a_score_that_another_program_changed_is_refused_with_both_values(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    before = desk.path.read_bytes()
    await desk.press("i", "3")
    assert desk.path.read_bytes() == before
    assert "“4 Catastrophic” now. Your “3 Substantial” was not stored." in desk.said
    assert desk.warned


async def test_after_that_refusal_their_value_is_shown_and_the_person_may_decide(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.press("i", "3")
    assert desk.line("R1").split()[-4:-2] == ["4", "8"]
    await desk.press("i", "3")
    assert desk.holds("R1", "impact") == 3


async def test_a_date_that_was_changed_meanwhile_is_refused_and_what_was_typed_is_still_in_its_field(
    desk: Desk,
) -> None:
    await desk.press("4", "right", "right", "e")
    put(desk.path, "M1", "forecast", "2017-07")
    await desk.type_text("jun")
    await desk.press("enter")
    editor = desk.screen.query_one(CellEditor)
    assert (editor.value, editor.has_focus) == ("jun", True)
    assert "“Jul 2017” now. Your “Jun 2017” was not stored." in desk.said
    assert desk.holds("M1", "forecast") == "2017-07"


async def test_a_second_enter_in_that_field_stores_what_was_typed(desk: Desk) -> None:
    """The person has read what stands there now."""
    await desk.press("4", "right", "right", "e")
    put(desk.path, "M1", "forecast", "2017-07")
    await desk.press("j", "u", "n", "enter", "enter")
    assert desk.holds("M1", "forecast") == "2017-06"


async def test_words_that_were_changed_meanwhile_are_refused_and_stay_in_the_box(desk: Desk) -> None:
    await desk.press("e", "!")
    put(desk.path, "R1", "description", "Theirs")
    await desk.press("ctrl+s")
    assert isinstance(desk.app.screen, TextEditor)
    assert desk.app.screen.query_one(TextArea).text.endswith("timescales!")
    assert "Theirs" in desk.text
    assert desk.holds("R1", "description") == "Theirs"


async def test_a_removed_risk_is_not_changed(desk: Desk) -> None:
    put(desk.path, "R1", "removed", True)
    await desk.press("i", "3")
    assert "R1 was removed." in desk.said
    assert desk.holds("R1", "impact") == 2


async def test_a_register_that_goes_away_under_the_screens_is_told_in_a_sentence(desk: Desk) -> None:
    aside = desk.path.with_name("aside.loti")
    desk.path.rename(aside)
    await desk.press("i", "3")
    assert desk.app.is_running
    assert desk.warned
    assert not desk.path.exists()
    aside.rename(desk.path)
    await desk.press("i", "3")
    assert desk.holds("R1", "impact") == 3


# -- read-only -------------------------------------------------------------------------------------------------------


async def test_no_key_changes_a_register_that_is_open_for_reading(register: Register) -> None:
    before = register.path.read_bytes()
    changing = [command.keys[0] for command in COMMANDS.values() if command.changes]
    async with opened(register.path, read_only=True) as desk:
        assert "read-only" in desk.text
        for digit in DIGITS:
            await desk.press(digit, "down")
            await desk.press(*changing)
            assert len(desk.app.screen_stack) == 1
            assert not desk.screen.query(Input)
        await desk.press("2", "i", "3")
        assert desk.screen.NAME == "procurement"
    assert register.path.read_bytes() == before


async def test_the_record_of_a_read_only_register_is_not_edited_by_enter(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("enter", "enter")
        assert not isinstance(desk.app.screen, TextEditor)
        await desk.press("escape", "5")
        await desk.press("enter")
        assert not desk.screen.query(Input)


async def test_two_clicks_do_not_edit_a_read_only_record(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("5")
        await desk.pilot.click("RecordTable", offset=(40, 2), times=2)
        await desk.settle()
        assert not desk.screen.query(Input)


@pytest.mark.parametrize("read_only", [False, True])
async def test_what_cannot_be_done_is_grey_among_the_keys(register: Register, read_only: bool) -> None:
    async with opened(register.path, read_only=read_only) as desk:
        content = desk.screen.query_one(Keys).render()
        grey = {content.plain[span.start : span.end].strip() for span in content.spans if span.style == "$key-off"}
        shown = [COMMANDS[name] for name in desk.screen.SHOWN_KEYS]
        assert {one.label for one in shown if one.changes} & grey == (
            {one.label for one in shown if one.changes} if read_only else set()
        )
        assert not {one.label for one in shown if not one.changes} & grey


async def test_documents_may_be_written_of_a_register_open_for_reading(register: Register, tmp_path: Path) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("x", "ctrl+u")
        await desk.paste(str(tmp_path / "out"))
        await desk.press("enter")
        assert list((tmp_path / "out").iterdir())


# -- documents -------------------------------------------------------------------------------------------------------


async def export(desk: Desk, folder: Path) -> None:
    """Write the documents into a folder."""
    await desk.press("x", "ctrl+u")
    await desk.paste(str(folder))
    await desk.press("enter")


async def test_x_writes_documents_into_a_folder_and_says_where(desk: Desk, tmp_path: Path) -> None:
    await export(desk, tmp_path / "packs")
    written = sorted((tmp_path / "packs").iterdir())
    assert {one.suffix for one in written} >= {".md", ".json", ".csv"}
    assert desk.said == f"{len(written)} documents were written into {tmp_path / 'packs'}."
    assert desk.table.has_focus


async def test_x_never_writes_over_documents_and_says_so_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    await export(desk, tmp_path / "packs")
    before = {one: one.read_bytes() for one in (tmp_path / "packs").iterdir()}
    await desk.press("i", "4")
    await export(desk, tmp_path / "packs")
    assert {one: one.read_bytes() for one in (tmp_path / "packs").iterdir()} == before
    assert "in that folder already" in desk.said
    assert desk.warned


async def test_the_refusal_names_nothing_that_the_screens_do_not_have(desk: Desk, tmp_path: Path) -> None:
    await export(desk, tmp_path / "packs")
    await export(desk, tmp_path / "packs")
    assert "--force" not in desk.said


async def test_documents_for_a_file_in_the_way_are_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    await export(desk, tmp_path / "file")
    assert "could not be written" in desk.said
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


async def test_x_without_a_folder_writes_nothing(desk: Desk) -> None:
    await desk.press("x", "ctrl+u", "enter")
    assert desk.said == "Nothing was written: no folder was named."
    await desk.press("down")
    assert desk.at[0] == "R2"


# -- empty registers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digit", DIGITS)
async def test_a_blank_register_shows_a_sentence_and_every_key_there_is_survivable(blank: Register, digit: str) -> None:
    async with opened(blank.path) as desk:
        await desk.press(digit)
        assert EMPTY[digit] in desk.text
        for command in COMMANDS.values():
            if command.name not in ("quit", *PLACES):
                await desk.burst(*command.keys, "escape", "escape")
                assert desk.app.is_running
        assert DIGITS[digit] == desk.screen.NAME
        assert EMPTY[digit] in desk.text


async def test_a_register_with_nothing_at_all_is_shown(tmp_path: Path) -> None:
    bare = Register.create(tmp_path / "bare.loti")
    async with opened(bare.path) as desk:
        for digit, sentence in EMPTY.items():
            await desk.press(digit)
            assert sentence in desk.text


async def test_the_first_risk_of_a_blank_register_is_typed_and_scored(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("n", "a", "enter", "i", "3", "p", "3")
        assert [desk.holds("R1", name) for name in ("description", "impact", "probability")] == ["a", 3, 3]
        assert "▲ Red" in desk.line("R1")


async def test_a_year_without_a_calendar_is_shown_and_not_guessed(register: Register) -> None:
    async with opened(register.path, today=date(2060, 1, 1)) as desk:
        for digit in DIGITS:
            await desk.press(digit)
        put(desk.path, "publication", "until", "2100-01-04")
    async with opened(register.path) as desk:
        assert "publication" in desk.text.splitlines()[0]
