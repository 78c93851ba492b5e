"""u takes back and U does again: across restarts, and never another person's change unasked."""

from __future__ import annotations

import pytest

from db.register import Register
from tests.screens.desk import Desk, opened, put


async def test_u_takes_a_score_back_with_the_rag_that_it_cleared_and_capital_u_does_it_again(desk: Desk) -> None:
    await desk.press("i", "3", "u")
    assert [desk.holds("R1", name) for name in ("impact", "rag_recorded")] == [2, "A"]
    assert desk.said.startswith("Undone. Impact of R1 is now 2 Significant")
    await desk.press("U")
    assert [desk.holds("R1", name) for name in ("impact", "rag_recorded")] == [3, None]
    assert desk.said.startswith("Done again. Impact of R1 is now 3 Substantial")


@pytest.mark.long
async def test_undo_works_after_the_program_was_left_and_opened_again(register: Register) -> None:
    async with opened(register.path) as desk:
        await desk.press("p", "4")
    async with opened(register.path) as desk:
        await desk.press("u")
        assert desk.holds("R1", "probability") == 2


async def test_nothing_to_undo_and_nothing_to_redo_are_said(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("u")
    assert desk.said == "There is nothing to undo."
    await desk.press("U")
    assert desk.said == "There is nothing to redo."
    assert desk.path.read_bytes() == before


async def test_undoing_another_persons_change_needs_a_second_u(register: Register) -> None:
    put(register.path, "R1", "impact", 4, who="Ann")
    async with opened(register.path, who="Jo") as desk:
        await desk.press("u")
        assert "Ann's; undo again" in desk.said
        assert desk.holds("R1", "impact") == 4
        await desk.press("u")
        assert desk.holds("R1", "impact") == 2
        assert desk.said.startswith("Undone.")


@pytest.mark.long
async def test_each_change_of_another_person_is_asked_about_anew(register: Register) -> None:
    put(register.path, "R1", "impact", 4, who="Ann")
    put(register.path, "R2", "impact", 4, who="Ann")
    async with opened(register.path, who="Jo") as desk:
        await desk.press("u", "u", "u")
        assert [desk.holds(ref, "impact") for ref in ("R1", "R2")] == [4, 2]
        assert "Ann's; undo again" in desk.said


@pytest.mark.long
async def test_the_second_u_is_forgotten_once_something_else_was_done(register: Register) -> None:
    put(register.path, "R1", "impact", 4, who="Ann")
    async with opened(register.path, who="Jo") as desk:
        await desk.press("u", "p", "3", "u")
        assert [desk.holds("R1", name) for name in ("impact", "probability")] == [4, 2]
        await desk.press("u")
        assert desk.holds("R1", "impact") == 4
        assert "Ann's; undo again" in desk.said


@pytest.mark.long
async def test_undo_after_a_change_by_another_program_shows_that_change_too(desk: Desk) -> None:
    await desk.press("i", "3")
    put(desk.path, "R2", "impact", 4)
    await desk.press("u")
    assert desk.holds("R1", "impact") == 2
    assert desk.holds("R2", "impact") == 4


@pytest.mark.long
async def test_an_undone_edit_moves_the_row_back_on_every_screen(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e", "a", "u", "g", " ", "2", "0", "1", "7", "enter")
    assert "Aug 2017" in desk.line("M1")
    await desk.press("2", "u", "4")
    assert "Aug 2017" not in desk.line("M1")
