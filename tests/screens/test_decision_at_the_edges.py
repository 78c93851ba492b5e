"""The decision: blank, for reading only, with hostile words, and in any terminal."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.accounting import NOTHING
from loti_tui.domain.refused import READ_ONLY
from screens.decision_parts import TITLES
from screens.record import RecordScreen
from screens.widgets.ledger import shared_out
from tests.screens.decision import add, money, rows
from tests.screens.desk import Desk, dangers, opened
from tests.screens.test_hostile import each, fits, shows, spoil


async def test_a_blank_register_says_what_is_missing_and_n_adds_the_decision(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("6")
        assert money(desk) == "No spending ceiling · no funding lines · nothing spent"
        for part in ("decision", "funding", "spend", "signoff"):
            assert rows(desk, part) == [NOTHING[part]]
        await desk.press("e", "d", "s", "W", "y")
        await desk.burst("n", *"DD1", "enter", *"A study", "enter")
        assert desk.said == "DD1 was added. u undoes."
        assert desk.holds("DD1", "title") == "A study"
        assert desk.stored.publication is not None
        await desk.press("u")
        assert desk.stored.decision is None
        assert desk.stored.publication is None


@pytest.mark.long
async def test_a_register_for_reading_only_shows_it_and_says_why_nothing_changes(register: Register) -> None:
    before = register.path.read_bytes()
    async with opened(register.path, read_only=True) as desk:
        await desk.press("6", "right_square_bracket")
        for key in ("e", "n", "d", "W"):
            desk.screen.tell("")
            await desk.press(key)
            assert (desk.said, desk.warned) == (READ_ONLY, True), key
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
    assert register.path.read_bytes() == before


@pytest.mark.long
@each
async def test_hostile_texts_are_letters_in_every_part(register: Register, text: str, letters: str) -> None:
    add(register, "spend", title="x", payee="x")
    add(register, "dayoff", title="x", day="2017-12-29")
    add(register, "withholding", about=[register.state().find("R1").id], part="2", basis="x", reason="x")
    spoil(register, text)
    async with opened(register.path, size=(100, 30)) as desk:
        await desk.press("6")
        for _ in TITLES:
            shows(desk, letters[:8])
            fits(desk)
            await desk.press("right_square_bracket")
        await desk.press("D")
        assert dangers(desk.app) == []
        await desk.press("escape", "g", "n")
        assert dangers(desk.app) == []


@pytest.mark.long
async def test_it_survives_a_terminal_that_grows_and_shrinks(desk: Desk) -> None:
    await desk.press("6")
    for width, height in ((160, 45), (40, 10), (20, 5), (1, 1), (80, 24)):
        await desk.pilot.resize_terminal(width, height)
        await desk.press("right_square_bracket", "right", "G", "pageup")
    assert dangers(desk.app) == []


def test_room_is_shared_out_to_the_last_cell() -> None:
    assert shared_out(10, {"a": 3, "b": 2, "c": 2}) == {"a": 4, "b": 3, "c": 3}
    assert shared_out(7, {}) == {}
