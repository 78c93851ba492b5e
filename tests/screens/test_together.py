"""Others at the same register, registers that may only be read, and empty ones."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from db.register import Register
from loti_tui.commands import COMMANDS, PLACES
from screens.dialogs.text_editor import TextEditor
from screens.widgets.cell_editor import CellEditor
from screens.widgets.chrome import Keys
from tests.screens.desk import Desk, opened, put

DIGITS = {COMMANDS[name].keys[0]: name for name in PLACES}
EMPTY = {
    "1": "No snapshot is taken yet",
    "2": "No risk is recorded. n adds one.",
    "3": "No step is recorded. n adds one.",
    "4": "No milestone is recorded. n adds one.",
    "5": "No decision is recorded",
    "6": "No decision is recorded",
    "7": "No action and no decision of a meeting is recorded. n adds one.",
    "8": "No snapshot is taken yet. n seals what the register holds now.",
    "9": "Nothing needs attention.",
    "0": "When  Who",  # what it says below differs: a blank register was made by somebody
}
WORST = "4 Catastrophic, score 8, Amber; the recorded RAG was cleared."


# -- another program meanwhile ---------------------------------------------------------------------------------------


async def test_what_another_program_changed_is_shown_and_told_in_words(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.look()
    assert desk.said == f"Ann changed: Impact of R1 is now {WORST}"
    assert desk.line("R1").split()[-4:-2] == ["4", "8"]
    assert not desk.warned


@pytest.mark.long
async def test_two_programs_at_one_register_see_each_other_without_being_asked(register: Register) -> None:
    async with opened(register.path, who="Ann", look_every=0.05) as ann:
        async with opened(register.path, who="Bob", look_every=0.05) as bob:
            await ann.press("i", "4")
            await bob.until(lambda: "Ann changed: Impact of R1 is now 4 Catastrophic" in bob.said)
            await bob.press("down", "p", "1")
            await ann.until(lambda: "Bob changed: Probability of R2 is now 1 Remote" in ann.said)
            assert "Bob changed" not in bob.said
        assert ann.app.standing == "saved"


@pytest.mark.long
async def test_several_changes_are_counted_and_their_authors_named(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    put(desk.path, "R2", "impact", 3, who="Bob")
    put(desk.path, "R3", "impact", 3)
    await desk.look()
    assert desk.said == "3 changes by Ann and Bob were taken in."


async def test_what_this_program_did_is_no_news_to_it(desk: Desk) -> None:
    await desk.press("i", "4", "u", "U", "n", "a", "enter")
    said, state = desk.said, desk.app.state
    await desk.look()
    assert (desk.said, desk.app.state) == (said, state)


async def test_a_change_that_came_in_just_before_an_own_one_is_not_missed(desk: Desk) -> None:
    put(desk.path, "R2", "impact", 4)
    await desk.press("i", "3")
    await desk.look()
    assert desk.said.startswith("Impact of R1 is now 3")
    assert desk.said.endswith(f"Ann changed: Impact of R2 is now {WORST}")


@pytest.mark.long
async def test_what_was_said_of_a_value_does_not_stay_beside_what_became_of_it(desk: Desk) -> None:
    await desk.press("i", "3")
    put(desk.path, "R1", "impact", 4)
    await desk.look()
    assert desk.said == "Ann changed: Impact of R1 is now 4 Catastrophic, score 8, Amber."


@pytest.mark.long
async def test_the_cursor_the_filter_and_the_order_stay_when_others_change_the_rows(desk: Desk) -> None:
    await desk.press("slash", *"selected", "enter", "S", "G")
    at, order = desk.at, [row.id for row in desk.table.rows]
    put(desk.path, "R4", "description", "A provider selected in haste")
    await desk.look()
    assert desk.at == at
    assert [row.id for row in desk.table.rows] == [*order, desk.stored.find("R4").id]
    put(desk.path, "R4", "description", "Another provider")
    await desk.look()
    assert (desk.at, [row.id for row in desk.table.rows]) == (at, order)


@pytest.mark.long
async def test_an_open_editor_keeps_its_words_and_moves_with_its_row(desk: Desk) -> None:
    await desk.press("4", "down", "down", "right", "right", "e", *"jun")
    editor = desk.screen.query_one(CellEditor)
    explained, top = desk.said, editor.region.y
    put(desk.path, "M1", "removed", True)
    await desk.look()
    assert (editor.value, editor.has_focus, desk.said) == ("jun", True, explained)
    assert editor.region.y == top - 1 == desk.table.cell_region().y
    await desk.press("escape")
    await desk.look()
    assert desk.said.endswith("Ann changed: M1 was removed.")


async def test_a_box_of_words_is_not_disturbed_and_the_news_follows_it(desk: Desk) -> None:
    await desk.press("e", "!")
    put(desk.path, "R2", "impact", 4)
    await desk.look()
    assert isinstance(desk.app.screen, TextEditor)
    assert desk.app.screen.area.text.endswith("timescales!")
    await desk.press("ctrl+s")
    await desk.look()
    assert desk.said.endswith(f"Ann changed: Impact of R2 is now {WORST}")


async def test_a_look_holds_up_no_key(desk: Desk) -> None:
    """As many looks as there may be: the keys are taken while one is under way, and no second one is begun."""
    for _ in range(5):
        desk.app.look()
        assert (desk.app.looking, desk.app.waiting) == (True, 0)
    await desk.press("i", "3")
    assert desk.holds("R1", "impact") == 3


@pytest.mark.long
async def test_a_register_that_is_just_being_written_is_looked_at_later(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await desk.look()
        assert (desk.said, desk.app.standing) == ("", "saved")
        other.execute("ROLLBACK")
    await desk.look()
    assert desk.said.startswith("Ann changed")


async def test_a_removed_risk_is_not_changed(desk: Desk) -> None:
    put(desk.path, "R1", "removed", True)
    await desk.press("i", "3")
    assert "R1 was removed." in desk.said
    assert desk.holds("R1", "impact") == 2


async def test_a_digit_never_scores_another_risk_than_it_was_asked_for(desk: Desk) -> None:
    await desk.press("i")
    put(desk.path, "R1", "removed", True)
    await desk.look()
    await desk.press("3")
    assert (desk.holds("R1", "impact"), desk.holds("R2", "impact")) == (2, 2)


# -- the file goes, and comes back -----------------------------------------------------------------------------------


async def test_a_register_that_goes_away_is_told_once_and_so_is_its_return(desk: Desk) -> None:
    aside = desk.path.with_name("aside.loti")
    desk.path.rename(aside)
    await desk.look()
    assert desk.said.startswith("board.loti is not there any more. What you do now cannot be stored until it is back;")
    assert (desk.warned, desk.app.standing) == (True, "not reachable")
    await desk.press("escape")
    await desk.look()
    assert desk.said == ""
    aside.rename(desk.path)
    await desk.look()
    assert desk.said == "board.loti is there again."
    assert (desk.warned, desk.app.standing) == (False, "saved")


async def test_nothing_is_stored_while_the_register_is_away_and_typed_words_stay(desk: Desk) -> None:
    aside = desk.path.with_name("aside.loti")
    await desk.press("e", "!")
    desk.path.rename(aside)
    await desk.look()
    await desk.press("ctrl+s")
    assert isinstance(desk.app.screen, TextEditor)
    assert desk.app.screen.area.text.endswith("timescales!")
    assert not desk.path.exists()
    aside.rename(desk.path)
    await desk.look()
    await desk.press("ctrl+s")
    assert str(desk.holds("R1", "description")).endswith("timescales!")


@pytest.mark.long
async def test_an_older_copy_in_its_place_is_taken_in_with_a_warning_of_what_it_lacks(desk: Desk) -> None:
    older = desk.path.with_name("older.loti")
    await desk.press("i", "3")
    shutil.copyfile(desk.path, older)
    await desk.press("i", "4", "p", "1")
    put(desk.path, "R2", "impact", 1)
    await desk.look()
    os.replace(older, desk.path)
    put(desk.path, "R3", "impact", 4, who="Bob")
    await desk.look()
    assert "board.loti was replaced by an older copy of itself: the last 3 changes are not in it." in desk.said
    assert "“loti backup list” shows the copies that may hold them." in desk.said
    assert desk.said.endswith(f"Bob changed: Impact of R3 is now {WORST}")
    assert desk.warned
    assert desk.line("R1").split()[-4:-2] == ["3", "6"]


@pytest.mark.long
async def test_another_register_in_its_place_is_neither_shown_nor_written(desk: Desk, blank: Register) -> None:
    os.replace(blank.path, desk.path)
    before = desk.path.read_bytes()
    await desk.look()
    assert desk.said.startswith("Another register lies at board.loti now. Nothing will be stored in it;")
    assert (desk.warned, desk.app.standing) == (True, "not reachable")
    assert "4 of 4" in desk.text
    await desk.press("i", "3")
    assert desk.path.read_bytes() == before
    assert desk.warned


@pytest.mark.long
@pytest.mark.parametrize("content", [b"", b"no database at all" * 100], ids=["empty", "text"])
async def test_what_is_no_register_in_its_place_is_told_in_a_sentence(desk: Desk, content: bytes) -> None:
    desk.path.write_bytes(content)
    await desk.look()
    assert desk.warned
    assert desk.app.standing == "not reachable"
    assert desk.path.read_bytes() == content


# -- read-only -------------------------------------------------------------------------------------------------------


@pytest.mark.long
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


@pytest.mark.long
async def test_the_record_of_a_read_only_register_is_not_edited_by_enter(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("enter", "enter")
        assert not isinstance(desk.app.screen, TextEditor)
        await desk.press("escape", "5")
        await desk.press("enter")
        assert not desk.screen.query(Input)


@pytest.mark.long
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


# -- empty registers -------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize(
    "digit", ["5", *(pytest.param(digit, marks=pytest.mark.long) for digit in DIGITS if digit != "5")]
)
async def test_a_blank_register_shows_a_sentence_and_every_key_there_is_survivable(blank: Register, digit: str) -> None:
    async with opened(blank.path) as desk:
        await desk.press(digit)
        assert EMPTY[digit] in desk.text
        for command in COMMANDS.values():
            if command.name not in ("quit", *PLACES):
                await desk.burst(*command.keys, "escape", "escape")
                assert desk.app.is_running
        assert DIGITS[digit] == desk.screen.NAME
        await desk.press("g")
        assert EMPTY[digit] in desk.text


@pytest.mark.long
async def test_a_register_with_nothing_at_all_is_shown(tmp_path: Path) -> None:
    bare = Register.create(tmp_path / "bare.loti")
    async with opened(bare.path) as desk:
        for digit, sentence in EMPTY.items():
            await desk.press(digit)
            assert sentence in desk.text


@pytest.mark.long
async def test_the_first_risk_of_a_blank_register_is_typed_and_scored(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("n", "a", "enter", "i", "3", "p", "3")
        assert [desk.holds("R1", name) for name in ("description", "impact", "probability")] == ["a", 3, 3]
        assert "▲ Red" in desk.line("R1")


@pytest.mark.long
async def test_a_year_without_a_calendar_is_shown_and_not_guessed(register: Register) -> None:
    async with opened(register.path, today=date(2060, 1, 1)) as desk:
        for digit in DIGITS:
            await desk.press(digit)
        put(desk.path, "publication", "until", "2100-01-04", why="far away")
    async with opened(register.path) as desk:
        assert "publication" in desk.text.splitlines()[0]
