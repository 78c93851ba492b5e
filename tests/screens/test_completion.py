"""Names are completed while they are typed, in a cell and in a form: the arrow takes one, up and down walk others."""

from __future__ import annotations

import pytest

from db.register import Register
from screens.dialogs.form import RecordForm
from screens.widgets.cell_editor import CellEditor
from screens.widgets.form_field import FormLine
from tests.screens.desk import Desk, holds, opened, put


async def edit_owner(desk: Desk) -> CellEditor:
    """The owner of R1 in its record, emptied."""
    await desk.press("enter")
    desk.table.move_to("owner")
    await desk.press("e", "delete")
    return desk.screen.query_one(CellEditor)


async def test_a_name_is_shown_behind_the_cursor_and_the_arrow_takes_it(desk: Desk) -> None:
    editor = await edit_owner(desk)
    await desk.press("i", "n")
    assert editor.value == "in"
    assert "Intelligence" in desk.text
    assert "→ takes “Intelligence”" in desk.said
    await desk.press("right", "enter")
    assert desk.holds("R1", "owner") == "Intelligence"


@pytest.mark.long
async def test_names_typed_ahead_are_taken_as_well(desk: Desk) -> None:
    await edit_owner(desk)
    await desk.burst("i", "ctrl+e", "enter")
    assert desk.holds("R1", "owner") == "Intelligence"


@pytest.mark.long
async def test_enter_stores_what_is_typed_and_not_what_is_offered(desk: Desk) -> None:
    await edit_owner(desk)
    await desk.press("i", "n", "enter")
    assert desk.holds("R1", "owner") == "in"


@pytest.mark.long
async def test_up_and_down_walk_the_names_that_begin_so(register: Register) -> None:
    put(register.path, "R2", "owner", "Inner London")
    async with opened(register.path) as desk:
        await edit_owner(desk)
        await desk.press("i", "n")
        assert "(1 of 2, ↑ ↓)" in desk.said
        await desk.press("down")
        assert "→ takes “Inner London” (2 of 2" in desk.said
        await desk.press("right", "enter")
    assert holds(register.path, "R1", "owner") == "Inner London"


@pytest.mark.long
async def test_down_in_an_empty_field_puts_the_most_used_name(desk: Desk) -> None:
    editor = await edit_owner(desk)
    await desk.press("down")
    assert editor.value == "Intelligence"


@pytest.mark.long
async def test_a_field_without_choices_says_so_when_they_are_walked(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e", "down")
    assert "There is no other value to choose here." in desk.said


@pytest.mark.long
async def test_a_form_completes_as_a_cell_does(desk: Desk) -> None:
    await desk.press("n", *"Late")
    form = desk.app.screen
    assert isinstance(form, RecordForm)
    owner = form.field("owner")
    assert owner is not None
    assert isinstance(owner.editor, FormLine)
    form.set_focus(owner.editor)
    await desk.press("i", "n", "right")
    assert owner.editor.value == "Intelligence"
    await desk.press("enter")
    assert desk.holds("R5", "owner") == "Intelligence"
