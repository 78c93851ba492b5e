"""Sorting by several columns: by keys and by clicks, said in words and at the headings."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db.register import Register
from tests.screens.desk import Desk, opened, put


@pytest.fixture
async def wide(register: Register) -> AsyncIterator[Desk]:
    """A terminal with a column for the owner, and risks that differ in owner and score."""
    put(register.path, "R1", "owner", "Zoë")
    put(register.path, "R2", "owner", "Ann")
    put(register.path, "R3", "owner", None)
    put(register.path, "R4", "owner", "Ann")
    put(register.path, "R4", "impact", 4)
    async with opened(register.path, size=(120, 36)) as desk:
        yield desk


def refs(desk: Desk) -> list[str]:
    return [row.cells["ref"].text for row in desk.table.rows]


def heading(desk: Desk) -> str:
    return desk.text.splitlines()[desk.table.region.y]


async def test_the_column_sorted_by_last_comes_first_and_the_one_before_next(wide: Desk) -> None:
    wide.table.move_to(field="score")
    await wide.press("S")
    assert wide.said == "Sorted by Score, the other way round."
    wide.table.move_to(field="owner")
    await wide.press("s")
    assert wide.said == "Sorted by Owner, then Score, the other way round."
    assert refs(wide) == ["R4", "R2", "R1", "R3"]
    assert "Score▼2" in heading(wide)
    assert "Owner▲1" in heading(wide)


@pytest.mark.long
async def test_the_first_column_again_brings_the_registers_order_back(wide: Desk) -> None:
    wide.table.move_to(field="owner")
    await wide.press("s", "s")
    assert wide.said == "Not sorted any more: the rows stand in the register’s order."
    assert refs(wide) == ["R1", "R2", "R3", "R4"]
    assert "▲" not in heading(wide)


@pytest.mark.long
async def test_headings_stand_over_their_columns_with_and_without_a_sign(desk: Desk) -> None:
    def starts() -> list[int]:
        return [heading(desk).index(word) for word in ("Ref", "Risk", "P", "I", "Score", "RAG")]

    before = starts()
    assert desk.line("R1")[before[-1]] == "◆"
    await desk.press("right", "s")
    assert heading(desk).count("▲") == 1
    await desk.press("right", "s", "right", "s")
    assert [sign in heading(desk) for sign in ("I▲2", "P▲3", "Score▲1")] == [True] * 3
    assert desk.line("R1")[starts()[-1]] == "◆"


async def test_a_click_on_a_heading_sorts_turns_round_and_ends_it(wide: Desk) -> None:
    at = (heading(wide).index("Owner") + 1, wide.table.region.y)
    said = []
    for _ in range(3):
        await wide.pilot.click(offset=at)
        await wide.settle()
        said.append(wide.said)
    assert said == [
        "Sorted by Owner.",
        "Sorted by Owner, the other way round.",
        "Not sorted any more: the rows stand in the register’s order.",
    ]


@pytest.mark.long
async def test_the_order_outlives_a_change_undo_and_another_screen(wide: Desk) -> None:
    wide.table.move_to(field="owner")
    await wide.press("s")
    assert refs(wide) == ["R2", "R4", "R1", "R3"]
    put(wide.path, "R3", "owner", "Aaron")
    await wide.look()
    assert refs(wide) == ["R3", "R2", "R4", "R1"]
    await wide.press("g", "i", "4", "u", "3", "2")
    assert refs(wide) == ["R3", "R2", "R4", "R1"]
    assert "Owner▲" in heading(wide)


@pytest.mark.long
async def test_milestones_are_sorted_by_what_is_worked_out(desk: Desk) -> None:
    put(desk.path, "M2", "forecast", "2018-01")
    put(desk.path, "M1", "forecast", "2017-06")
    await desk.look()
    await desk.press("4")
    desk.table.move_to(field="variance")
    await desk.press("S")
    assert refs(desk)[:2] == ["M2", "M1"]
