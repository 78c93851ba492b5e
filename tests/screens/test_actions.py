"""The actions and decisions of meetings: asked for by key, in the order of an agenda, edited in their cells."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import READ_ONLY
from screens.record import RecordScreen
from screens.widgets.cell_editor import CellEditor
from screens.widgets.facts import Facts
from tests.screens.desk import Desk, opened, put

LINK = "[@click=app.bell]x[/] "


def add(register: Register, kind: str, **values: Plain) -> None:
    """Another program's new item."""
    register.apply(Batch("Ann", new_item(kind, values)))


@pytest.fixture
def met(register: Register) -> Register:
    """The register after a meeting: three open actions, one that is done, one decision."""
    risk = register.state().find("R1").id
    add(register, "action", description="Share the plan", owner="Jo Bloggs", due="2017-05-15", risk=risk)
    add(register, "action", description="Ask for dates", due="2017-04-03", meeting="2017-03-27", note="By letter")
    add(register, "action", description="Name owners")
    add(register, "action", description="Confirm shares", status="done", due="2017-04-01")
    add(register, "resolution", decided="Go on with quotes", meeting="2017-03-27", reason="Below the threshold")
    return register


@pytest.fixture
async def board(met: Register) -> AsyncIterator[Desk]:
    """Jo's screens on that register, open on the actions."""
    async with opened(met.path) as desk:
        await desk.press("7")
        yield desk


def shown(desk: Desk) -> list[str]:
    """The references of the rows, from the top."""
    return [row.cells["ref"].text for row in desk.table.rows]


# -- seeing ----------------------------------------------------------------------------------------------------------


async def test_what_is_open_comes_first_by_its_day_then_what_is_done_then_the_decisions(board: Desk) -> None:
    assert shown(board) == ["A2", "A1", "A3", "A4", "BD1"]
    assert "Overdue" in board.line("A2")
    assert "Decided" in board.line("BD1")
    assert "R1" in board.line("A1")


@pytest.mark.long
async def test_the_message_line_counts_what_is_open_and_overdue(board: Desk) -> None:
    assert "3 open, 1 overdue" in board.text


@pytest.mark.long
async def test_what_the_row_has_no_room_for_stands_under_the_table(board: Desk) -> None:
    facts = board.screen.query_one(Facts)
    assert facts.heading == "A2  Ask for dates"
    assert facts.rows == [("Note", "By letter"), ("Meeting", "27 March 2017")]
    await board.press("down")
    assert facts.rows[0][1] == "R1  The selected provider fails to meet planned delivery timescales"
    await board.press("G")
    assert facts.rows == [("Reason", "Below the threshold"), ("Meeting", "27 March 2017")]


@pytest.mark.long
async def test_a_register_without_a_meeting_says_how_to_begin(desk: Desk) -> None:
    await desk.press("7")
    assert "No action and no decision of a meeting is recorded. n adds one." in desk.text
    assert "0 open, 0 overdue" in desk.text
    for key in ("e", "d", "enter", "s", "y"):
        await desk.press(key)
    assert desk.screen.NAME == "actions"


@pytest.mark.long
async def test_a_wide_terminal_shows_the_meeting_and_the_note(met: Register) -> None:
    async with opened(met.path, size=(160, 45)) as desk:
        await desk.press("7")
        assert "27 Mar 2017" in desk.line("A2")
        assert "By letter" in desk.line("A2")


# -- adding and removing ---------------------------------------------------------------------------------------------


async def test_n_adds_an_action(desk: Desk) -> None:
    await desk.press("7", "n")
    await desk.type_text("Ask")
    await desk.press("enter")
    assert desk.holds("A1", "description") == "Ask"
    assert desk.said == "A1 was added."
    assert desk.at == ("A1", "what")


async def test_words_that_begin_with_decided_add_a_decision(desk: Desk) -> None:
    await desk.press("7", "n")
    await desk.type_text("Decided: go on")
    await desk.press("enter")
    assert desk.holds("BD1", "decided") == "go on"
    assert desk.stored.actions == ()
    assert desk.at[0] == "BD1"


@pytest.mark.long
async def test_decided_without_what_adds_nothing_and_keeps_the_line(desk: Desk) -> None:
    await desk.press("7", "n")
    await desk.type_text("decided:")
    before = desk.path.read_bytes()
    await desk.press("enter")
    assert "Decided cannot be empty" in desk.text
    assert desk.path.read_bytes() == before
    await desk.type_text("x")
    await desk.press("enter")
    assert desk.holds("BD1", "decided") == "x"


@pytest.mark.long
async def test_nothing_typed_adds_nothing(desk: Desk) -> None:
    await desk.press("7", "n", "enter", "escape", "n", "space", "enter")
    assert "Action cannot be empty" in desk.text
    assert desk.stored.actions == ()


@pytest.mark.long
async def test_an_action_and_its_day_typed_ahead_are_stored(desk: Desk) -> None:
    await desk.burst("7", "n", *"dud", "enter", "right", "right", "e", *"3may", "enter")
    assert desk.holds("A1", "description") == "dud"
    assert desk.holds("A1", "due") == "2017-05-03"


@pytest.mark.long
async def test_d_removes_an_action_and_u_brings_it_back(board: Desk) -> None:
    await board.press("d")
    assert board.stored.find("A2", removed=True).removed
    assert board.at[0] == "A1"
    await board.press("u")
    assert not board.stored.find("A2").removed


# -- editing ---------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_words_of_an_action_and_of_a_decision_are_edited_in_their_column(board: Desk) -> None:
    await board.press("e", "!", "ctrl+s")
    assert board.holds("A2", "description") == "Ask for dates!"
    await board.press("G", "e", "!", "ctrl+s")
    assert board.holds("BD1", "decided") == "Go on with quotes!"


@pytest.mark.long
async def test_a_day_moves_the_row_and_the_count_with_the_cursor_on_it(board: Desk) -> None:
    await board.press("right", "right", "e")
    await board.type_text("1 jun")
    await board.press("enter")
    assert board.holds("A2", "due") == "2017-06-01"
    assert shown(board) == ["A1", "A2", "A3", "A4", "BD1"]
    assert board.at == ("A2", "due")
    assert "3 open, 0 overdue" in board.text


@pytest.mark.long
async def test_done_closes_an_action(board: Desk) -> None:
    await board.press("right", "right", "right", "e")
    await board.type_text("done")
    await board.press("enter")
    assert board.holds("A2", "status") == "done"
    assert "2 open, 0 overdue" in board.text
    assert shown(board)[-3:] == ["A4", "A2", "BD1"]


@pytest.mark.long
async def test_the_risk_that_an_action_mitigates_is_typed_and_said_by_its_reference(board: Desk) -> None:
    risk = board.stored.find("R2")
    await board.press("right", "right", "right", "right", "e")
    await board.type_text("r2")
    assert board.said.startswith("Mitigates risk of A2: R2  The selected provider fails to work")
    await board.press("enter")
    assert board.holds("A2", "risk") == risk.id
    assert "R2" in board.line("A2")
    await board.press("e")
    assert board.screen.query_one(CellEditor).value == "R2"
    assert risk.id not in board.text


@pytest.mark.long
async def test_only_a_risk_is_mitigated(board: Desk) -> None:
    await board.press("right", "right", "right", "right", "e")
    await board.type_text("m1")
    await board.press("enter")
    assert board.warned
    assert board.holds("A2", "risk") is None


@pytest.mark.long
async def test_a_decision_has_no_owner_and_says_what_it_has(board: Desk) -> None:
    await board.press("G", "right", "e")
    assert board.said == "BD1 is a decision: it has words, a meeting and a reason. Enter opens it."
    assert board.warned


@pytest.mark.long
async def test_enter_opens_the_whole_record_of_either(board: Desk) -> None:
    await board.press("enter")
    assert isinstance(board.app.screen, RecordScreen)
    assert "Mitigates risk" in board.text
    await board.press("escape", "G", "enter")
    assert "Reason  " in board.text
    assert board.screen.tab == "actions"


@pytest.mark.long
async def test_the_record_shows_the_risk_by_reference_and_title_and_edits_it(board: Desk) -> None:
    await board.press("down", "enter")
    board.table.move_to("risk")
    assert "R1  The selected provider fails to meet" in board.text
    await board.press("e", "ctrl+u")
    await board.type_text("R3")
    await board.press("enter")
    assert board.holds("A1", "risk") == board.stored.find("R3").id


# -- filter and sort -------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_filter_looks_in_both_kinds_and_counts(board: Desk) -> None:
    await board.press("slash")
    await board.type_text("quotes")
    assert shown(board) == ["BD1"]
    assert "1 of 5" in board.text
    await board.press("escape")
    assert len(shown(board)) == 5


@pytest.mark.long
async def test_the_filter_finds_an_action_by_its_risk_and_by_its_day_as_shown(board: Desk) -> None:
    await board.press("slash", *"r1")
    assert shown(board) == ["A1"]
    await board.press("escape", "slash", *"15 may")
    assert shown(board) == ["A1"]


@pytest.mark.long
async def test_every_column_sorts_both_kinds(board: Desk) -> None:
    expected = {
        "ref": ["A1", "A2", "A3", "A4", "BD1"],
        "what": ["A2", "A4", "BD1", "A3", "A1"],
        "owner": ["A1", "A2", "A3", "A4", "BD1"],
        "due": ["A4", "A2", "A1", "A3", "BD1"],
        "status": ["A4", "A2", "A1", "A3", "BD1"],
        "risk": ["A1", "A2", "A3", "A4", "BD1"],
    }
    for column, refs in expected.items():
        board.table.move_to(field=column)
        await board.press("s")
        first = {"owner": 1, "risk": 1}.get(column, 5)  # what has no value keeps its place in the agenda
        assert shown(board)[:first] == refs[:first], column
        await board.press("s")  # ends it: else the next column would keep this order among equals


# -- others, reading only, hostile words -----------------------------------------------------------------------------


@pytest.mark.long
async def test_what_another_program_adds_is_shown_and_the_cursor_stays(board: Desk, met: Register) -> None:
    await board.press("down")
    add(Register.open(met.path), "action", description="Sooner", due="2017-04-01")
    await board.look()
    assert shown(board)[0] == "A5"
    assert board.at[0] == "A1"
    put(met.path, "A1", "owner", "Somebody Else")
    await board.look()
    assert "Somebody Else" in board.line("A1")


@pytest.mark.long
async def test_a_register_for_reading_only_says_so(met: Register) -> None:
    before = met.path.read_bytes()
    async with opened(met.path, read_only=True) as desk:
        await desk.press("7")
        for key in ("n", "e", "d"):
            desk.screen.tell("")
            await desk.press(key)
            assert (desk.said, desk.warned) == (READ_ONLY, True)
    assert met.path.read_bytes() == before


@pytest.mark.long
async def test_hostile_words_typed_as_an_action_are_letters(desk: Desk) -> None:
    await desk.press("7", "n")
    await desk.paste(f"{LINK}decided: x")
    await desk.press("enter")
    assert desk.holds("A1", "description") == f"{LINK}decided: x"
    assert LINK.strip() in desk.text


@pytest.mark.long
@pytest.mark.long
async def test_the_screen_and_its_record_survive_a_terminal_that_grows_and_shrinks(board: Desk) -> None:
    for key in ("7", "enter"):
        await board.press(key)
        for width, height in ((160, 45), (40, 10), (20, 5), (1, 1), (80, 24)):
            await board.pilot.resize_terminal(width, height)
    await board.press("escape")
    assert "A2" in board.text
