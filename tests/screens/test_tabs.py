"""The tabs above every screen: keys, names, and what is open."""

from __future__ import annotations

import pytest

from db.register import Register
from tests.screens.desk import Desk, opened


@pytest.mark.parametrize("digit", "1234567890")
async def test_every_key_is_on_the_tabs_at_eighty_columns_and_what_is_open_has_its_name(desk: Desk, digit: str) -> None:
    await desk.press(digit)
    tabs = desk.text.splitlines()[1]
    assert [one for one in "1234567890" if one not in tabs.split()] == []
    assert f"{digit} {desk.screen.NAME.capitalize()}" in tabs
    assert len(tabs) <= 80


@pytest.mark.long
@pytest.mark.parametrize(("width", "end"), [(120, ["0"]), (160, ["0", "History", "board.loti"])])
async def test_wide_terminals_name_the_screens_and_the_file(register: Register, width: int, end: list[str]) -> None:
    async with opened(register.path, size=(width, 30)) as desk:
        tabs = desk.text.splitlines()[1]
        named = "1 Overview 2 Risks 3 Procurement 4 Milestones 5 Publication 6 Decision 7 Actions 8 Snapshots "
        named += "9 Attention"
        assert tabs.split() == [*named.split(), *end]


@pytest.mark.long
async def test_a_click_on_a_digit_opens_its_screen(desk: Desk) -> None:
    await desk.press("9")
    tabs = desk.text.splitlines()[1]
    assert "Risks" not in tabs
    await desk.pilot.click(offset=(tabs.index("2"), 1))
    await desk.settle()
    assert desk.screen.NAME == "risks"


@pytest.mark.long
@pytest.mark.parametrize("width", [40, 20])
async def test_a_terminal_without_room_keeps_the_name_of_the_open_screen(register: Register, width: int) -> None:
    async with opened(register.path, size=(width, 20)) as desk:
        await desk.press("3")
        assert "3 Procurement" in desk.text.splitlines()[1]
