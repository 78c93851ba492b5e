"""Only lines that show something else are drawn anew, and what stands on the screen is what would be drawn anew."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.strip import Strip

from db.register import Register
from screens.widgets.chrome import MessageLine
from screens.widgets.facts import Facts
from screens.widgets.matrix import RiskMatrix
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import TableRow
from tests.screens.desk import Desk, opened, put, segments

KEYS = {
    "moves": ("j", "j", "right", "k", "G", "left", "g"),
    "scores": ("i", "4", "j", "p", "1", "u", "i", "2", "u", "U"),
    "marks": ("space", "space", "k", "space", "asterisk", "asterisk", "escape"),
    "orders": ("right", "s", "S", "j", "s", "G", "s"),
    "the matrix": ("w", "left", "up", "full_stop", "w", "j"),
    "a filter": ("slash", *"provider", "backspace", "x", "enter", "escape"),
    "rows come and go": ("d", "u", "G", "d", "g", "u"),
    "another screen and back": ("j", "4", "j", "3", "k"),
}


async def drawn_anew(desk: Desk) -> list[list[Segment]]:
    """What stands on the screen once all of it has been drawn again."""
    for widget in (
        desk.table,
        *desk.screen.query(RiskMatrix),
        *desk.screen.query(Facts),
        *desk.screen.query(MessageLine),
    ):
        widget.refresh(layout=True)
    await desk.settle()
    return segments(desk.app)


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
@pytest.mark.parametrize("what", KEYS)
async def test_what_stands_on_the_screen_is_what_would_be_drawn_anew(
    register: Register, what: str, size: tuple[int, int]
) -> None:
    async with opened(register.path, size=size) as desk:
        for key in KEYS[what]:
            await desk.press(key)
            stands = segments(desk.app)
            assert stands == await drawn_anew(desk), key


async def test_what_others_did_is_drawn_where_it_stands(register: Register) -> None:
    async with opened(register.path) as desk:
        put(register.path, "R3", "description", "Theirs")
        await desk.look()
        assert "Theirs" in desk.text
        assert segments(desk.app) == await drawn_anew(desk)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the rows whose lines were drawn, in their order."""
    ids: list[str] = []
    row_line = RecordTable._row_line

    def counted(table: RecordTable, row: TableRow, width: int) -> Strip:
        ids.append(row.id)
        return row_line(table, row, width)

    monkeypatch.setattr(RecordTable, "_row_line", counted)
    return ids


async def test_a_key_that_moves_the_cursor_draws_the_two_lines_that_show_it(
    register: Register, drawn: list[str]
) -> None:
    async with opened(register.path) as desk:
        before = desk.table.row_id
        drawn.clear()
        await desk.press("j")
        assert {*drawn} == {before, desk.table.row_id}
        assert len(drawn) == 2


async def test_a_score_draws_the_line_of_its_risk(register: Register, drawn: list[str]) -> None:
    async with opened(register.path) as desk:
        await desk.press("i")
        drawn.clear()
        await desk.press("4")
        assert set(drawn) == {desk.table.row_id}


async def test_what_shows_the_same_is_not_drawn_again(register: Register, drawn: list[str]) -> None:
    async with opened(register.path) as desk:
        assert desk.app.state is not None
        drawn.clear()
        desk.screen.refresh_from(desk.app.state)
        await desk.settle()
        assert drawn == []
