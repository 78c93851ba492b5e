"""Marking: a mark is on a record, whatever becomes of its row, and what is marked is always counted."""

from __future__ import annotations

import pytest

from db.register import Register
from tests.screens.desk import Desk, opened, put


def marked(desk: Desk) -> list[str]:
    """The references of the rows that are drawn with a mark."""
    lines = desk.text.splitlines()
    body = lines[desk.table.region.y + 1 : desk.table.region.bottom]
    return [line[1:].split()[0] for line in body if line[:1] in "•◘" and line[1:].strip()]


async def test_space_marks_the_row_goes_on_and_says_how_many(desk: Desk) -> None:
    await desk.press("space")
    assert desk.said == "R1 is marked. Edits act on all that are marked."
    assert desk.at[0] == "R2"
    await desk.press("space", "up", "up")
    assert marked(desk) == ["R1", "R2"]
    assert "4 of 4 · 2 marked · saved" in desk.text
    await desk.press("space")
    assert desk.said == "R1 is not marked any more."
    assert marked(desk) == ["R2"]


async def test_a_mark_is_a_shape_of_its_own_also_under_the_cursor(desk: Desk) -> None:
    await desk.press("space", "space", "up")
    body = desk.text.splitlines()[desk.table.region.y + 1 :]
    assert [line[:3] for line in body[:4]] == ["•R1", "◘R2", " R3", " R4"]


@pytest.mark.long
async def test_a_click_before_a_row_marks_it_and_the_cursor_is_on_it(desk: Desk) -> None:
    for expected in (["R3"], []):
        await desk.pilot.click(offset=(0, desk.table.region.y + 3))
        await desk.settle()
        assert marked(desk) == expected
        assert desk.at[0] == "R3"


async def test_a_star_marks_all_that_are_shown_and_again_none(desk: Desk) -> None:
    await desk.press("asterisk")
    assert desk.said.startswith("4 rows are marked.")
    assert marked(desk) == ["R1", "R2", "R3", "R4"]
    await desk.press("asterisk")
    assert desk.said == "No row is marked any more."
    assert marked(desk) == []


@pytest.mark.long
async def test_of_filtered_rows_a_star_marks_those_that_are_shown(desk: Desk) -> None:
    await desk.press("slash", *"borough", "enter", "asterisk", "escape")
    assert marked(desk) == ["R4"]


async def test_a_marked_row_that_the_filter_hides_stays_marked_and_is_counted(desk: Desk) -> None:
    await desk.press("space", "space", "slash", *"gla work", "enter")
    assert "2 marked, 1 hidden" in desk.text
    await desk.press("escape")
    assert desk.said == "The filter was cleared."
    assert marked(desk) == ["R1", "R2"]


@pytest.mark.long
async def test_escape_lets_go_of_the_filter_first_then_of_the_marks(desk: Desk) -> None:
    await desk.press("space", "slash", *"gla", "enter", "escape")
    assert marked(desk) == ["R1"]
    await desk.press("escape")
    assert desk.said == "1 row is not marked any more."
    assert "marked ·" not in desk.text


@pytest.mark.long
async def test_marks_stay_on_their_records_over_sorting_a_change_and_undo(desk: Desk) -> None:
    await desk.press("G", "space", "right", "right", "S", "g", "p", "1", "u")
    assert marked(desk) == ["R4"]
    await desk.press("3", "2")
    assert marked(desk) == ["R4"]


@pytest.mark.long
async def test_what_is_removed_loses_its_mark_also_by_somebody_else(desk: Desk) -> None:
    await desk.press("asterisk")
    put(desk.path, "R2", "removed", True)
    await desk.look()
    assert "3 of 3 · 3 marked" in desk.text
    put(desk.path, "R2", "removed", False)
    await desk.look()
    assert marked(desk) == ["R1", "R3", "R4"]


async def test_marked_rows_are_copied_with_tabs_between_their_cells(register: Register) -> None:
    put(register.path, "R1", "description", "=1+1\tand a tab")
    put(register.path, "R2", "owner", None)
    async with opened(register.path, read_only=True) as desk:
        await desk.press("space", "space", "y")
        assert desk.said == "Copied: 2 rows, with tabs between the columns."
        first, second = desk.app.clipboard.split("\n")
        assert first.split("\t")[:6] == ["R1", "'=1+1 and a tab", "2", "2", "4", "◆ Amber"]
        assert second.split("\t")[0] == "R2"
        assert len(second.split("\t")) == len(desk.table.columns)


@pytest.mark.long
async def test_without_a_row_there_is_nothing_to_mark_and_it_is_said(desk: Desk) -> None:
    await desk.press("slash", *"zebra", "enter", "space")
    assert desk.said == "There is no row here to mark."
    await desk.press("asterisk")
    assert desk.warned


@pytest.mark.long
@pytest.mark.parametrize("digit", ["3", "4", "7"])
async def test_rows_are_marked_on_every_table(register: Register, digit: str) -> None:
    register.add("action", {"description": "Write the brief"}, who="Jo")
    async with opened(register.path) as desk:
        await desk.press(digit, "space", "g")
        assert len(marked(desk)) == 1
