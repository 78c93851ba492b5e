"""One value for all that are marked: asked once, shown before it is stored, one act, one step to undo."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from db.register import Register
from screens.dialogs.bulk import BulkPreview, FieldList, MarkedEditor
from screens.widgets.listed import Listed
from screens.widgets.record_table import RecordTable
from tests.screens.desk import Desk, opened, put

OWNER = ("h", "e", "3")
"""From the column of the risk: the list of values, and the owner in it, which has no column here."""


def box(desk: Desk) -> BulkPreview:
    assert isinstance(desk.app.screen, BulkPreview), desk.text
    return desk.app.screen


def helped(desk: Desk) -> str:
    return str(box(desk).query_one("#help", Static).content)


def owners(desk: Desk) -> list[object]:
    return [desk.holds(ref, "owner") for ref in ("R1", "R2", "R3", "R4")]


async def test_one_value_is_stored_for_all_that_are_marked_and_undone_in_one_step(desk: Desk) -> None:
    await desk.press("space", "space", "G", "space", *OWNER)
    assert isinstance(desk.screen.focused, MarkedEditor)
    assert desk.screen.focused.value == "Intelligence"  # all of them have it
    await desk.press(*"Ann Lee", "enter")
    assert "Owner of 3 risks becomes Ann Lee" in desk.text
    assert owners(desk) == ["Intelligence"] * 4
    await desk.press("enter")
    assert owners(desk) == ["Ann Lee", "Ann Lee", "Intelligence", "Ann Lee"]
    assert desk.said == "Owner of 3 risks is now Ann Lee: R1, R2 and R4. u undoes all 3."
    assert desk.table.has_focus
    await desk.press("u")
    assert owners(desk) == ["Intelligence"] * 4
    assert desk.said == "Undone. Owner of 3 risks is now Intelligence: R1, R2 and R4."


@pytest.mark.long
async def test_the_preview_says_what_each_becomes_and_what_is_so_already(register: Register) -> None:
    put(register.path, "R2", "owner", "Jo")
    put(register.path, "R3", "owner", None)
    async with opened(register.path) as desk:
        await desk.press("asterisk", *OWNER, *"Jo", "enter")
        assert "3 change, 1 is so already." in desk.text
        plan = box(desk).query_one("#plan", RecordTable)
        rows = [[row.cells[name].text for name in ("ref", "old", "new")] for row in plan.rows]
        assert rows == [
            ["R1", "Intelligence", "Jo"],
            ["R3", "Not recorded", "Jo"],
            ["R4", "Intelligence", "Jo"],
            ["R2", "Jo", "as it is"],
        ]


async def test_escape_stores_nothing_and_gives_what_was_typed_back(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("asterisk", *OWNER, *"Ann", "enter", "tab", *"new unit", "escape")
    assert isinstance(desk.screen.focused, MarkedEditor)
    assert desk.screen.focused.value == "Ann"
    await desk.press("enter")
    assert box(desk).reason.value == "new unit"
    await desk.press("escape", "escape")
    assert desk.path.read_bytes() == before
    assert desk.table.has_focus
    assert "4 marked" in desk.text


@pytest.mark.long
async def test_keys_that_come_at_once_are_done_in_their_order(desk: Desk) -> None:
    await desk.burst("asterisk", *OWNER, *"Ann", "enter", "enter", "i", "4", "escape", "G", "space", "d")
    assert owners(desk) == ["Ann"] * 4
    assert [desk.holds(ref, "impact") for ref in ("R1", "R2", "R3", "R4")] == [4, 4, 4, 4]
    assert [desk.stored.find(ref, removed=True).removed for ref in ("R3", "R4")] == [False, True]


@pytest.mark.long
async def test_the_reason_goes_with_all_of_them(desk: Desk) -> None:
    await desk.press("asterisk", *OWNER, *"Ann", "enter", "tab", *"moved", "enter")
    assert owners(desk) == ["Ann"] * 4
    entries = [entry for entry in Register.open(desk.path).history() if entry.new == "Ann"]
    assert [entry.why for entry in entries] == ["moved"] * 4
    assert len({entry.batch for entry in entries}) == 1


@pytest.mark.long
async def test_a_value_that_nobody_can_have_is_refused_in_its_line(desk: Desk) -> None:
    await desk.press("asterisk", "right", "e", "9", "enter")
    assert desk.said == "Probability accepts 1, 2, 3 or 4; “9” is not one of these."
    assert isinstance(desk.screen.focused, MarkedEditor)


@pytest.mark.long
async def test_what_all_have_already_changes_nothing_and_says_so(desk: Desk) -> None:
    await desk.press("asterisk", "right", "e", "enter")
    assert desk.said == "Probability of 4 risks is so already: nothing was changed."


async def test_those_that_cannot_have_it_are_named_and_left_out_only_when_that_is_asked_for(register: Register) -> None:
    register.add("action", {"description": "Ask"}, who="Jo")
    register.add("resolution", {"decided": "Go ahead"}, who="Jo")
    async with opened(register.path) as desk:
        await desk.press("7", "asterisk", "right", "e", *"Kim", "enter")
        assert "1 changes, 1 cannot." in desk.text
        await desk.press("enter")
        assert helped(desk) == "BD1 cannot have this value, so nothing was stored. o leaves it out."
        assert desk.holds("A1", "owner") is None
        await desk.press("o", "enter")
        assert desk.holds("A1", "owner") == "Kim"
        assert desk.said == "Owner of A1 is now Kim."


@pytest.mark.long
async def test_hidden_ones_are_named_before_they_are_changed(desk: Desk) -> None:
    await desk.press("asterisk", "slash", *"gla work", "enter", *OWNER, *"Ann", "enter")
    assert "R1, R3 and R4 are marked and not shown now." in desk.text


async def test_a_change_of_somebody_else_in_between_refuses_the_whole_and_shows_what_stands(desk: Desk) -> None:
    await desk.press("asterisk", *OWNER, *"Ann Lee", "enter")
    put(desk.path, "R3", "owner", "Sam")
    await desk.press("enter")
    assert helped(desk) == ("Owner of R3 has been changed meanwhile and is “Sam” now. Your “Ann Lee” was not stored.")
    assert owners(desk) == ["Intelligence", "Intelligence", "Sam", "Intelligence"]
    assert "Sam" in [row.cells["old"].text for row in box(desk).query_one("#plan", RecordTable).rows]
    await desk.press("enter")
    assert owners(desk) == ["Ann Lee"] * 4


@pytest.mark.long
async def test_a_reason_that_is_needed_is_asked_for_once(desk: Desk) -> None:
    await desk.press("4", "space", "space", "right", "e", *"june 2017", "enter", "enter")
    assert helped(desk).startswith("This is the approved plan: it is changed with a reason only")
    await desk.press(*"late start", "enter")
    assert [desk.holds(ref, "baseline") for ref in ("M1", "M2")] == ["2017-06", "2017-06"]
    assert desk.said == "Baseline of 2 milestones is now Jun 2017: M1 and M2. u undoes all 2."


@pytest.mark.long
async def test_a_score_is_given_to_all_that_are_marked_with_what_follows(desk: Desk) -> None:
    await desk.press("space", "space", "space", "i")
    assert desk.said == "Impact of 3 risks, all that are marked. Press 1, 2, 3 or 4."
    await desk.press("4")
    assert [desk.holds(ref, "impact") for ref in ("R1", "R2", "R3", "R4")] == [4, 4, 4, 1]
    assert desk.said == (
        "Impact of 3 risks is now 4 Catastrophic: R1, R2 and R3; 3 Amber now; the recorded RAG of 3 was cleared. "
        "u undoes all 3."
    )
    await desk.press("u")
    assert [desk.holds(ref, "rag_recorded") for ref in ("R1", "R2", "R3")] == ["A", "A", "A"]


@pytest.mark.long
async def test_a_rag_and_its_reason_are_recorded_for_all_that_are_marked(desk: Desk) -> None:
    await desk.press("space", "space", "r", "r", *"no bids", "enter")
    assert [desk.holds(ref, "rag_recorded") for ref in ("R1", "R2", "R3")] == ["R", "R", "A"]
    assert [desk.holds(ref, "rag_reason") for ref in ("R1", "R2")] == ["no bids", "no bids"]


@pytest.mark.long
async def test_d_removes_all_that_are_marked_in_one_act(desk: Desk) -> None:
    await desk.press("space", "space", "space", "d")
    assert desk.said == "3 risks were removed: R1, R2 and R3. u brings them back."
    assert [row.cells["ref"].text for row in desk.table.rows] == ["R4"]
    assert "marked ·" not in desk.text
    await desk.press("u")
    assert desk.said == "Undone. 3 risks were restored: R1, R2 and R3."
    assert len(desk.table.rows) == 4


@pytest.mark.long
async def test_a_column_that_is_worked_out_leads_to_the_list_of_what_can_be_edited(desk: Desk) -> None:
    await desk.press("asterisk", "right", "right", "right", "e")
    assert isinstance(desk.app.screen, FieldList)
    await desk.press("escape")
    assert desk.said == "Nothing was changed."
    assert desk.table.has_focus


async def test_the_form_of_marked_rows_is_the_list_of_what_can_be_edited_of_all_of_them(desk: Desk) -> None:
    await desk.press("space", "space", "E")
    assert isinstance(desk.app.screen, FieldList)
    assert "2 risks" in desk.text


async def test_first_letters_go_to_the_value_as_in_any_list_and_again_to_the_next_of_them(desk: Desk) -> None:
    await desk.press("asterisk", "right", "right", "right", "e")
    listed = desk.app.screen.query_one(Listed)

    def here() -> str:
        return listed.marked.words if listed.marked else ""

    await desk.press("r")
    first = here()
    await desk.press("r")
    second = here()
    assert first[0] == second[0] == "R"
    assert first != second
    await desk.press("down", *"mitig")  # the letter of the first line, where it begins nothing that was typed
    assert here() == "Mitigation"
    await desk.press("g")
    assert listed.here == 0
    await desk.press("x")
    assert "Nothing here begins with “x”." in desk.text
    await desk.press(*"own", "enter")
    assert isinstance(desk.screen.focused, MarkedEditor)
    assert desk.screen.focused.field.name == "owner"


@pytest.mark.long
async def test_hostile_words_are_words_in_the_preview(register: Register) -> None:
    put(register.path, "R1", "owner", "[/x] [@click=app.quit]y[/] $name")
    async with opened(register.path) as desk:
        await desk.press("asterisk", *OWNER)
        await desk.paste("[red]Ann[/red]")
        await desk.press("enter")
        assert "becomes [red]Ann[/red]" in desk.text
        await desk.press("enter")
        assert owners(desk) == ["[red]Ann[/red]"] * 4
