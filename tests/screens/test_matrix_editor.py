"""The matrix editor: cells set and presets taken from a day on, what would move, and storing it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.matrices import preset
from loti_tui.domain.scoring import Rag
from screens.widgets.chrome import MessageLine
from screens.widgets.matrix_cells import MatrixCells
from tests.screens.desk import Desk, opened, put
from tests.screens.matrix_editor import SECOND, editor, in_force, said, take, would_move

# -- seeing and walking ----------------------------------------------------------------------------------------------


async def test_m_opens_the_matrix_on_the_cell_of_the_risk_with_letter_shape_and_word_in_each(desk: Desk) -> None:
    await desk.press("down", "down", "m")
    assert editor(desk).cells.at == (1, 2)
    assert "[A ◆ Amber" in desk.text
    assert "G ● Green" in desk.text
    assert "R ▲ Red" in desk.text
    assert "MX1 DD2092, in force" in desk.text
    assert "R3 R4" in desk.text


@pytest.mark.long
async def test_the_terminals_own_cursor_is_on_the_cell(desk: Desk) -> None:
    await desk.press("m")
    for keys in ((), ("up", "up"), ("left", "down")):
        await desk.press(*keys)
        x, y = desk.app.cursor_position
        assert desk.text.splitlines()[y][x] == "["


@pytest.mark.long
async def test_arrows_and_letters_walk_and_stay_inside(desk: Desk) -> None:
    await desk.press("m")
    walked = []
    for key in ("up", "k", "k", "right", "l", "l", "down", "j", "j", "j", "left", "h", "h", "h"):
        await desk.press(key)
        walked.append(editor(desk).cells.at)
    assert walked[:3] == [(2, 3), (2, 4), (2, 4)]
    assert walked[3:6] == [(3, 4), (4, 4), (4, 4)]
    assert walked[6:10] == [(4, 3), (4, 2), (4, 1), (4, 1)]
    assert walked[10:] == [(3, 1), (2, 1), (1, 1), (1, 1)]


@pytest.mark.long
async def test_a_click_goes_to_a_cell(desk: Desk) -> None:
    await desk.press("m")
    lines = desk.text.splitlines()
    y = next(y for y, line in enumerate(lines) if "Probable 3" in line)
    await desk.pilot.click(offset=(lines[y].index("R ▲ Red") + 2, y))
    await desk.settle()
    assert editor(desk).cells.at == (3, 3)
    await desk.pilot.click(MatrixCells, offset=(1, 0))
    assert editor(desk).cells.at == (3, 3)


@pytest.mark.long
async def test_every_key_of_the_editor_stands_on_its_last_line_at_eighty_columns(desk: Desk) -> None:
    await desk.press("m")
    last = desk.text.splitlines()[-1]
    for words in ("g a r RAG", "1 2 presets", "u as it was", "e from when", "w why", "Enter store", "Esc leave"):
        assert words in last


# -- what would move -------------------------------------------------------------------------------------------------


async def test_setting_a_cell_shows_at_once_which_risks_would_move_and_stores_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("m", "r")
    assert editor(desk).cells.cells[2, 2] is Rag.RED
    assert "2 open risks would move." in would_move(desk)
    assert "R1  A ◆ Amber → R ▲ Red (the recorded RAG stays Amber)" in would_move(desk)
    assert "1 cell changed (*)" in desk.text
    assert "[R ▲ Red *" in desk.text
    assert desk.path.read_bytes() == before
    await desk.press("a")
    assert "no cell changed" in desk.text


@pytest.mark.long
async def test_a_preset_is_one_key_away(desk: Desk) -> None:
    await desk.press("m", "2")
    assert editor(desk).cells.cells == preset(SECOND)
    assert "4 cells changed (*)" in desk.text
    assert re.findall(r"R\d  A ◆ Amber → G ● Green", would_move(desk)) == [
        "R3  A ◆ Amber → G ● Green",
        "R4  A ◆ Amber → G ● Green",
    ]
    await desk.press("1")
    assert "no cell changed" in desk.text


@pytest.mark.long
async def test_u_puts_the_cells_back_as_they_stand(desk: Desk) -> None:
    await desk.press("m", "g", "right", "r", "u")
    assert editor(desk).cells.cells == preset("DD2092")
    assert said(desk) == "The cells are as they stand."


@pytest.mark.long
async def test_a_risk_that_is_not_open_does_not_move(register: Register) -> None:
    put(register.path, "R1", "status", "closed")
    async with opened(register.path) as desk:
        await desk.press("m", "r")
        assert "1 open risk would move." in would_move(desk)
        assert "R1" not in would_move(desk)


@pytest.mark.long
async def test_many_moves_are_seen_to_their_end_by_page_down(register: Register) -> None:
    for number in range(20):
        values: dict[str, Plain] = {"description": f"Risk of many {number}", "probability": 2, "impact": 2}
        register.apply(Batch("Ann", new_item("risk", values)))
    async with opened(register.path) as desk:
        await desk.press("m", "r")
        assert "22 open risks would move. PgDn shows the rest." in desk.text
        assert "R24  A" not in desk.text
        assert "22 risks" in desk.text
        await desk.press(*["pagedown"] * 6)
        assert "R24  A" in desk.text
        await desk.press(*["pageup"] * 6)
        assert "22 open risks would move." in desk.text
        await desk.press("enter")
        assert "Computed RAG moved: 22 risks from Amber to Red." in desk.said


# -- storing ---------------------------------------------------------------------------------------------------------


async def test_enter_stores_the_matrix_as_one_act_and_says_what_moved(desk: Desk) -> None:
    for _ in range(2):
        put(desk.path, "R3", "rag_recorded", None)
    await desk.look()
    await desk.press("m", "2", "enter")
    assert desk.screen.NAME == "risks"
    assert in_force(desk).cells == preset(SECOND)
    assert desk.said == (
        f"Matrix MX2 ({SECOND}) is in force from Thu 6 Apr 2017. Computed RAG moved: R3 and R4 from Amber to Green. "
        "The recorded RAG of R4 stays."
    )
    assert "● Green" in desk.line("R3")
    assert "◆ Amber (Green computed)" in desk.line("R4")
    await desk.press("u")
    assert in_force(desk).cells == preset("DD2092")
    assert "◆ Amber" in desk.line("R3")


@pytest.mark.long
async def test_the_matrix_of_the_days_before_stays_as_it_was(desk: Desk) -> None:
    await desk.press("m", "2", "ctrl+s")
    assert in_force(desk, date(2017, 4, 5)).cells == preset("DD2092")
    assert in_force(desk, date(2017, 4, 6)).cells == preset(SECOND)


@pytest.mark.long
async def test_a_reason_is_stored_with_it(desk: Desk) -> None:
    await desk.press("m", "2", "w")
    await desk.type_text("gar 12")
    await desk.press("enter")
    assert desk.screen.NAME == "risks"
    assert Register.open(desk.path).acts()[0].why == "gar 12"


@pytest.mark.long
async def test_the_second_change_of_a_day_changes_the_matrix_of_that_day(desk: Desk) -> None:
    await desk.press("m", "2", "enter", "m")
    assert "changes MX2" in desk.text
    await desk.press("r", "enter")
    assert len(desk.stored.matrices) == 2
    assert in_force(desk).cells[2, 2] is Rag.RED
    assert desk.said.startswith(
        "Matrix MX2 (The board's own) is in force from Thu 6 Apr 2017. Computed RAG moved: R1 and"
    )


@pytest.mark.long
async def test_where_nothing_is_changed_nothing_is_stored(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("m", "enter", "1", "ctrl+s")
    assert said(desk) == "No cell is changed: g, a and r set the chosen cell, Esc leaves."
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_matrix_typed_ahead_is_stored(desk: Desk) -> None:
    await desk.burst("m", "right", "g", "down", "g", "enter", "down")
    assert (in_force(desk).cells[3, 2], in_force(desk).cells[3, 1]) == (Rag.GREEN, Rag.GREEN)
    assert desk.at[0] == "R2"


# -- from which day --------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_day_is_understood_as_it_is_typed_and_comes_back_to_the_cells(desk: Desk) -> None:
    await desk.press("m", "2", "e")
    await desk.type_text("+2w")
    assert said(desk) == "In force from Thu 20 Apr 2017. Enter takes it, Esc leaves it as it was."
    await desk.press("enter")
    assert "Thu 20 Apr 2017: new matrix" in desk.text
    assert editor(desk).cells.has_focus
    assert editor(desk).cells.cells == preset(SECOND)
    assert "2 open risks would move on Thu 20 Apr 2017." in would_move(desk)


@pytest.mark.long
async def test_a_matrix_of_a_later_day_comes_into_force_then_and_moves_nothing_today(desk: Desk) -> None:
    await desk.press("m", "2", "f")
    await desk.type_text("1 may")
    await desk.press("enter", "enter")
    assert desk.said == (
        f"Matrix MX2 ({SECOND}) comes into force on Mon 1 May 2017. Computed RAG will move: R3 and R4 from Amber to "
        "Green. The recorded RAG of R3 and R4 stays."
    )
    assert in_force(desk).cells == preset("DD2092")
    assert in_force(desk, date(2017, 5, 1)).cells == preset(SECOND)
    assert "computed" not in desk.line("R3")
    await desk.press("m")
    assert "MX1 DD2092, in force" in desk.text
    assert "new matrix, until MX2" in desk.text


@pytest.mark.long
async def test_untouched_cells_are_those_of_the_day_that_is_typed(desk: Desk) -> None:
    take(desk.path, SECOND, date(2017, 5, 1))
    await desk.look()
    await desk.press("m", "e", *"2 may", "enter")
    assert editor(desk).cells.cells == preset(SECOND)
    assert "no cell changed" in desk.text
    await desk.press("e", *"1 may", "enter")
    assert "changes MX2" in desk.text


@pytest.mark.long
async def test_a_day_that_a_later_matrix_has_overtaken_moves_nothing_and_says_so(desk: Desk) -> None:
    take(desk.path, SECOND, date(2017, 4, 5))
    await desk.look()
    await desk.press("m", "e", *"3 apr", "enter", "r")
    assert would_move(desk) == "MX2 took effect after that day and holds today: no risk would move."
    await desk.press("enter")
    assert desk.said.endswith("No open risk moves with it.")
    assert in_force(desk).cells == preset(SECOND)


@pytest.mark.long
@pytest.mark.parametrize("typed", ["apr 2017", "x", "", "31 feb"])
async def test_what_is_no_day_is_refused_and_stays_in_its_line(desk: Desk, typed: str) -> None:
    before = desk.path.read_bytes()
    await desk.press("m", "2", "e", "ctrl+u", *typed, "enter")
    assert editor(desk).query_one("#message", MessageLine).has_class("warning")
    assert editor(desk).query_one("#since").has_focus
    await desk.press("ctrl+s")
    assert desk.path.read_bytes() == before
    await desk.press("escape", "enter")
    assert in_force(desk).cells == preset(SECOND)
