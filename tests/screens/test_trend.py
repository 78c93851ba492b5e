"""The direction of travel of each risk: a column of the risks and a line of the record, once there is a snapshot."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date

import pytest

from db.register import Register
from tests.screens.desk import Desk, opened, put

BOARD = date(2017, 3, 27)


@pytest.fixture
async def wide(register: Register) -> AsyncIterator[Desk]:
    """Jo's screens, wide enough for the trend, on a register with a snapshot and two changes since."""
    register.take_snapshot("March", who="Jo", day=BOARD)
    put(register.path, "R2", "probability", 1)
    put(register.path, "R3", "impact", 4)
    register.add("risk", {"description": "The boroughs cannot share data"}, who="Ann")
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("2")
        yield desk


def trends(desk: Desk) -> dict[str, str]:
    """Reference -> its trend, of every row."""
    return {row.cells["ref"].text: row.cells["trend"].text for row in desk.table.rows}


def heading(desk: Desk) -> str:
    return desk.text.splitlines()[desk.table.region.y]


async def test_every_risk_has_its_direction_since_the_snapshot_as_shape_and_word(wide: Desk) -> None:
    assert "Trend" in heading(wide)
    assert trends(wide) == {"R1": "= Same", "R2": "▼ Down", "R3": "▲ Up", "R4": "= Same", "R5": "+ New"}
    assert "▲ Up" in wide.line("R3")


async def test_a_score_moves_the_trend_of_its_risk_at_once_and_undo_moves_it_back(wide: Desk) -> None:
    await wide.press("i", "3")
    assert "▲ Up" in wide.line("R1")
    assert "▲ Up from 4 Amber since “March”" in wide.text
    await wide.press("u")
    assert "= Same" in wide.line("R1")


async def test_without_a_snapshot_there_is_no_such_column_and_the_first_one_brings_it(register: Register) -> None:
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("2")
        assert "Trend" not in desk.text
        await desk.press("8", "n", "enter", "2")
        assert "Trend" in heading(desk)
        assert set(trends(desk).values()) == {"= Same"}


@pytest.mark.long
async def test_a_snapshot_that_somebody_else_took_counts_as_soon_as_the_risks_are_opened(wide: Desk) -> None:
    await wide.press("3")
    Register.open(wide.path).take_snapshot("April", who="Ann", day=date(2017, 4, 3))
    await wide.press("2")
    assert set(trends(wide).values()) == {"= Same"}


async def test_a_narrow_table_leaves_it_to_the_record(register: Register) -> None:
    register.take_snapshot("March", who="Jo", day=BOARD)
    put(register.path, "R1", "impact", 4)
    async with opened(register.path, size=(80, 24)) as desk:
        await desk.press("2")
        assert "Trend" not in heading(desk)
        assert "▲ Up from 4 Amber" in desk.text
        await desk.press("enter")
        assert "▲ Up from 4 Amber since “March”" in desk.text


async def test_sorted_the_other_way_round_what_got_worse_comes_first(wide: Desk) -> None:
    wide.table.move_to(field="trend")
    await wide.press("S")
    assert [row.cells["ref"].text for row in wide.table.rows][:2] == ["R3", "R5"]


@pytest.mark.long
async def test_the_order_follows_a_new_snapshot(wide: Desk) -> None:
    wide.table.move_to(field="trend")
    await wide.press("S", "8", "n", "enter", "2")
    assert [row.cells["ref"].text for row in wide.table.rows] == ["R1", "R2", "R3", "R4", "R5"]


async def test_the_trend_is_not_typed_and_says_what_it_is_against(wide: Desk) -> None:
    wide.table.move_to(field="trend")
    await wide.press("e")
    assert wide.warned
    assert wide.said == ("The trend is the score against snapshot “March”; c shows all that has changed since.")
    await wide.press("y")
    assert wide.said == "Copied: = Same"


async def test_an_altered_snapshot_gives_no_trend_and_the_record_says_why(wide: Desk) -> None:
    Register.open(wide.path).take_snapshot("April", who="Ann")
    with closing(sqlite3.connect(wide.path)) as connection:
        connection.execute("DROP TRIGGER snapshot_no_update")
        connection.execute("UPDATE snapshot SET content = replace(content, 'Ann', 'Bob') WHERE name = 'April'")
        connection.commit()
    await wide.press("3", "2")
    assert set(trends(wide).values()) == {"—"}
    assert "Snapshot “April” is not what was sealed" in " ".join(wide.text.split())
