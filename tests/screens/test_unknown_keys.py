"""No key does nothing without saying why."""

from __future__ import annotations

import pytest

from loti_tui.commands import COMMANDS, PLACES
from tests.screens.desk import Desk


@pytest.mark.parametrize(
    ("key", "words"), [("Q", "“Q”"), ("at", "“@”"), ("f9", "F9"), ("ctrl+t", "Ctrl+T"), ("backspace", "Backspace")]
)
async def test_a_key_that_means_nothing_says_so(desk: Desk, key: str, words: str) -> None:
    await desk.press(key)
    assert desk.said == f"{words} does nothing here. ? lists the keys that do."
    assert desk.warned


async def test_a_key_of_another_screen_says_so_too(desk: Desk) -> None:
    for place in PLACES:
        await desk.press(COMMANDS[place].keys[0], "Q")
        assert "“Q” does nothing here." in desk.said, place


async def test_what_is_typed_into_a_line_is_no_unknown_key(desk: Desk) -> None:
    await desk.press("slash", "Q")
    assert "does nothing" not in desk.said
    await desk.press("escape")
    assert desk.said == ""


async def test_a_key_that_does_something_is_not_called_unknown(desk: Desk) -> None:
    await desk.press("j", "k", "y")
    assert desk.said.startswith("Copied")
    await desk.press("i", "9")
    assert "1 to 4" in desk.said
