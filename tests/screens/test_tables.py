"""The tables: the cursor is on a record whatever happens to the rows; filter, sort, add, remove, mouse and resizing."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from screens.dialogs.form import RecordForm
from screens.messages import EditSubmitted
from screens.record import RecordScreen
from screens.widgets.chrome import Tabs
from tests.screens.desk import Desk, opened, put


async def test_the_register_is_on_the_screen(desk: Desk) -> None:
    top, tabs = desk.text.splitlines()[:2]
    assert "LOTI scoping study · DD2092" in top
    assert "Thu 6 Apr 2017 · publication overdue 1 d" in top
    assert all(tab in tabs for tab in ("2 Risks", "3 Procurement", "4 Milestones", "5 Publication", " 9", " 0"))
    assert [ref for ref in ("R1", "R2", "R3", "R4") if "Amber" in desk.line(ref)] == ["R1", "R2", "R3", "R4"]
    assert "4 of 4 · saved" in desk.text


async def test_the_cursor_moves_by_arrows_letters_and_jumps(desk: Desk) -> None:
    walked = []
    for key in ("j", "down", "k", "G", "g", "end", "home", "pagedown", "pageup"):
        await desk.press(key)
        walked.append(desk.at[0])
    assert walked == ["R2", "R3", "R2", "R4", "R1", "R4", "R1", "R4", "R1"]


@pytest.mark.long
async def test_the_cursor_stays_inside_the_table(desk: Desk) -> None:
    await desk.press("up", "h", "h", "h")
    assert desk.at == ("R1", "ref")
    await desk.press("G", "down", *["right"] * 8)
    assert desk.at == ("R4", "rag")


async def test_the_terminals_own_cursor_is_on_the_cell(desk: Desk) -> None:
    await desk.press("down")
    x, y = desk.app.cursor_position
    assert desk.text.splitlines()[y][x:].startswith("The selected provider fails")


# -- filter ----------------------------------------------------------------------------------------------------------


async def test_the_filter_wants_every_word_and_counts(desk: Desk) -> None:
    await desk.press("slash")
    await desk.type_text("gla work")
    assert [row.cells["ref"].text for row in desk.table.rows] == ["R2"]
    assert "1 of 4" in desk.text
    await desk.press("enter")
    assert desk.table.has_focus
    assert "1 of 4" in desk.text


@pytest.mark.long
async def test_the_filter_looks_in_fields_that_have_no_column(desk: Desk) -> None:
    await desk.press("slash")
    await desk.paste("DATASTORE")
    assert [row.cells["ref"].text for row in desk.table.rows] == ["R2"]


@pytest.mark.long
async def test_escape_brings_every_row_back_and_the_cursor_keeps_its_record(desk: Desk) -> None:
    await desk.press("slash")
    await desk.paste("borough")
    assert desk.at[0] == "R4"
    await desk.press("escape")
    assert len(desk.table.rows) == 4
    assert desk.at[0] == "R4"
    assert "4 of 4" in desk.text
    await desk.press("up")
    assert desk.at[0] == "R3"


@pytest.mark.long
async def test_escape_clears_a_filter_that_was_confirmed(desk: Desk) -> None:
    await desk.press("slash", "b", "o", "r", "enter", "escape")
    assert len(desk.table.rows) == 4


@pytest.mark.long
async def test_a_filter_that_nothing_passes_says_so_and_how_to_leave_it(desk: Desk) -> None:
    await desk.press("slash")
    await desk.paste("zebra")
    assert "Nothing here has all of “zebra”. Esc shows every row again." in desk.text
    assert "0 of 4" in desk.text
    await desk.press("enter", "i", "e", "d", "enter", "escape")
    assert len(desk.table.rows) == 4


async def test_letters_typed_into_the_filter_are_no_commands(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("slash")
    await desk.type_text("dun?")
    assert desk.path.read_bytes() == before
    assert len(desk.app.screen_stack) == 1


@pytest.mark.long
async def test_a_change_is_made_on_the_filtered_record(desk: Desk) -> None:
    await desk.press("slash", "r", "4", "enter", "i", "4")
    assert desk.holds("R4", "impact") == 4
    assert "1 of 4" in desk.text


# -- sort ------------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_sorting_by_a_column_keeps_the_cursor_on_its_record(desk: Desk) -> None:
    await desk.press("p", "4", "right", "right", "right", "s")
    assert desk.said == "Sorted by Score."
    assert [row.cells["ref"].text for row in desk.table.rows] == ["R3", "R4", "R2", "R1"]
    assert desk.at[0] == "R1"
    await desk.press("S")
    assert [row.cells["ref"].text for row in desk.table.rows] == ["R1", "R2", "R3", "R4"]
    assert desk.at[0] == "R1"


@pytest.mark.long
async def test_what_has_no_value_is_sorted_last_both_ways(desk: Desk) -> None:
    await desk.press("4", "right", "s")
    assert [row.cells["ref"].text for row in desk.table.rows][:2] == ["M1", "M2"]
    await desk.press("S")
    assert [row.cells["ref"].text for row in desk.table.rows][:2] == ["M2", "M1"]


@pytest.mark.long
async def test_a_new_score_moves_the_row_to_its_place_with_the_cursor_on_it(desk: Desk) -> None:
    await desk.press("right", "right", "right", "s", "i", "4")
    assert desk.at[0] == desk.table.rows[-1].cells["ref"].text


# -- add and remove --------------------------------------------------------------------------------------------------


async def test_n_adds_a_risk_and_the_cursor_is_on_it(desk: Desk) -> None:
    await desk.press("n")
    await desk.type_text("No bids")
    await desk.press("enter")
    assert desk.holds("R5", "description") == "No bids"
    assert desk.said == "R5 was added."
    assert desk.at[0] == "R5"
    await desk.press("i", "3")
    assert desk.holds("R5", "impact") == 3


@pytest.mark.long
async def test_n_adds_a_step_and_a_milestone_on_their_screens(desk: Desk) -> None:
    await desk.press("3", "n", "a", "enter", "4", "n", "b", "enter")
    assert (desk.holds("S9", "title"), desk.holds("M6", "title")) == ("a", "b")


@pytest.mark.long
async def test_a_nameless_new_risk_is_not_added(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("n", "space", "enter")
    assert "Risk cannot be empty" in desk.text
    assert isinstance(desk.app.screen, RecordForm)
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_new_risk_that_the_filter_hides_is_still_said(desk: Desk) -> None:
    await desk.press("slash", "g", "l", "a", "enter", "n", "x", "enter")
    assert desk.holds("R5", "description") == "x"
    assert desk.said.startswith("R5 was added.")


@pytest.mark.long
async def test_a_new_risk_whose_words_are_refused_is_still_in_its_field(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("n")
    await desk.paste("x" * 10_001)
    await desk.press("enter")
    assert desk.path.read_bytes() == before
    assert "at most 10,000" in desk.text
    assert "xxxxxxxx" in desk.text


async def test_d_removes_a_risk_and_u_brings_it_back(desk: Desk) -> None:
    await desk.press("down", "d")
    assert desk.stored.find("R2", removed=True).removed
    assert desk.said == "R2 was removed."
    assert not desk.line("R2")
    assert desk.at[0] == "R3"
    await desk.press("u")
    assert not desk.stored.find("R2").removed
    assert "R2 was restored" in desk.said
    assert desk.line("R2")


@pytest.mark.long
async def test_the_last_risk_that_goes_leaves_a_sentence(register: Register) -> None:
    for ref in ("R2", "R3", "R4"):
        put(register.path, ref, "removed", True)
    async with opened(register.path) as desk:
        await desk.press("d")
        assert "No risk is recorded. n adds one." in desk.text
        await desk.press("u")
        assert desk.at[0] == "R1"


# -- screens, mouse and size -----------------------------------------------------------------------------------------


async def test_every_screen_keeps_its_cursor_while_another_is_open(desk: Desk) -> None:
    await desk.press("down", "right", "3", "down", "down", "4", "down", "2")
    assert desk.at == ("R2", "probability")
    await desk.press("3")
    assert desk.at == ("S3", "title")
    await desk.press("4")
    assert desk.at == ("M2", "title")


async def test_a_click_moves_the_cursor_to_the_record_and_field(desk: Desk) -> None:
    await desk.click("Score", "R3")
    assert desk.at == ("R3", "score")


@pytest.mark.long
async def test_two_clicks_open_the_record(desk: Desk) -> None:
    await desk.click("Risk", "R3", times=2)
    assert isinstance(desk.app.screen, RecordScreen)
    assert "R3  The provider fails" in desk.text


async def test_a_click_on_a_tab_opens_its_screen(desk: Desk) -> None:
    await desk.pilot.click(offset=(desk.text.splitlines()[1].index("Milestones"), 1))
    await desk.settle()
    assert desk.screen.NAME == "milestones"


@pytest.mark.long
async def test_clicks_beside_everything_do_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    for x, y in ((0, 0), (79, 2), (0, 2), (20, 9), (79, 23), (0, 23), (60, 15)):
        await desk.pilot.click(offset=(x, y))
    await desk.settle()
    assert desk.at[0] == "R1"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_every_screen_survives_a_terminal_that_grows_and_shrinks(desk: Desk) -> None:
    for digit in "23459":
        await desk.press(digit, "enter")
        for width, height in ((160, 45), (80, 24), (40, 10), (20, 5), (1, 1), (80, 24)):
            await desk.pilot.resize_terminal(width, height)
        await desk.press("escape", "escape")
    await desk.press("2")
    assert "R1" in desk.text


async def test_a_wide_terminal_shows_more_columns(register: Register) -> None:
    async with opened(register.path, size=(160, 45)) as desk:
        heading = desk.text.splitlines()[desk.table.region.y]
        assert [name for name in ("Owner", "Mitigation", "Status", "Review") if name not in heading] == []
        await desk.press("4")
        heading = desk.text.splitlines()[desk.table.region.y]
        assert "Depends on" in heading


@pytest.mark.long
async def test_a_field_opened_at_forty_columns_lies_inside_the_terminal(register: Register) -> None:
    async with opened(register.path, size=(40, 10)) as desk:
        await desk.press("4", "right", "right", "e")
        region = desk.screen.query_one("#cell-editor").region
        assert region.x >= 0
        assert region.right <= 40


@pytest.mark.long
async def test_a_record_that_is_changed_under_a_filter_is_matched_by_its_new_words(desk: Desk) -> None:
    await desk.press("slash", *"london", "enter")
    assert desk.line("R2")
    item = desk.stored.find("R2")
    for words in ("Plain words", "In London", "Plain words"):
        desk.app.post_message(EditSubmitted(Batch("Jo", (Edit("risk", item.id, "mitigation", words),))))
        await desk.settle()
        assert bool(desk.line("R2")) is (words == "In London")


async def test_a_record_keeps_its_screen_marked_among_the_tabs(desk: Desk) -> None:
    await desk.press("4", "enter")
    assert desk.screen.query_one(Tabs).current == "milestones"
