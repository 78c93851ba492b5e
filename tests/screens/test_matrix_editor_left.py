"""The matrix editor: nothing lost without a word, others at the register, every size, and hostile words."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.matrices import preset
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.scoring import Rag
from screens.dialogs.choose import Choose
from screens.widgets.chrome import MessageLine
from tests.screens.desk import TODAY, Desk, dangers, opened, put
from tests.screens.matrix_editor import SECOND, editor, in_force, said, take, would_move

# -- leaving ---------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_escape_leaves_where_nothing_is_changed(desk: Desk) -> None:
    await desk.press("m", "right", "escape")
    assert desk.screen.NAME == "risks"
    assert desk.at[0] == "R1"


@pytest.mark.long
async def test_escape_asks_where_something_is_changed_and_keeping_it_is_marked(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("m", "g", "escape")
    assert isinstance(desk.app.screen, Choose)
    assert "1 cell is changed and not stored." in desk.text
    await desk.press("enter")
    assert editor(desk).cells.cells[2, 2] is Rag.GREEN
    await desk.press("escape", "escape")
    assert editor(desk).cells.cells[2, 2] is Rag.GREEN
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_d_lets_the_changes_go(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("m", "g", "escape", "d")
    assert desk.said == "The matrix was left as it was."
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_s_stores_them(desk: Desk) -> None:
    await desk.press("m", "g", "escape", "down", "enter")
    assert in_force(desk).cells[2, 2] is Rag.GREEN
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_a_reason_alone_is_not_lost_without_a_word_either(desk: Desk) -> None:
    await desk.press("m", "w", *"abc", "escape", "escape")
    assert "A reason is typed and no cell is changed." in desk.text


# -- others, reading only, refusals ----------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_matrix_that_somebody_else_changed_meanwhile_is_told_before_it_is_stored_over(desk: Desk) -> None:
    await desk.press("m", "r")
    take(desk.path, SECOND, TODAY)
    await desk.look()
    await desk.press("enter")
    assert said(desk) == "Somebody else changed the matrix meanwhile. Enter again stores what you see here over it."
    assert in_force(desk).cells == preset(SECOND)
    assert "changes MX2" in desk.text
    await desk.press("enter")
    assert in_force(desk).cells[2, 2] is Rag.RED
    assert len(desk.stored.matrices) == 2


@pytest.mark.long
async def test_a_register_for_reading_only_greys_the_key_and_says_why(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("m")
        assert desk.screen.NAME == "risks"
        assert (desk.said, desk.warned) == (READ_ONLY, True)


@pytest.mark.long
async def test_what_the_register_refuses_is_said_and_the_cells_stay(desk: Desk) -> None:
    await desk.press("m", "r", "w")
    await desk.paste("x" * 2_001)
    await desk.press("enter")
    assert editor(desk).query_one("#message", MessageLine).has_class("warning")
    assert editor(desk).cells.cells[2, 2] is Rag.RED
    assert editor(desk).why.startswith("xxx")
    await desk.press("ctrl+u", "enter")
    assert in_force(desk).cells[2, 2] is Rag.RED


@pytest.mark.long
async def test_a_blank_register_has_a_matrix_to_edit_too(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("m", "g", "enter")
        assert in_force(desk).cells[1, 4] is Rag.GREEN
        assert desk.said.endswith("No open risk moves with it.")


# -- sizes and hostile words -----------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_wide_terminal_shows_what_would_move_beside_the_cells(register: Register) -> None:
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("m", "2")
        cells, moves = editor(desk).cells.region, editor(desk).query_one("#moves").region
        assert moves.x >= cells.right
        assert moves.y == cells.y
        await desk.pilot.resize_terminal(80, 24)
        assert editor(desk).query_one("#moves").region.y >= cells.bottom


@pytest.mark.long
async def test_a_small_terminal_keeps_letter_and_shape(register: Register) -> None:
    async with opened(register.path, size=(40, 20)) as desk:
        await desk.press("m", "r")
        assert "[R▲*" in desk.text
        for width, height in ((20, 5), (1, 1), (80, 24)):
            await desk.pilot.resize_terminal(width, height)
        assert "[R ▲ Red *" in desk.text


@pytest.mark.long
async def test_hostile_words_are_letters_in_the_editor(register: Register) -> None:
    words = "[@click=app.bell]x[/] a[b "
    put(register.path, "MX1", "title", words)
    put(register.path, "R1", "description", words)
    async with opened(register.path) as desk:
        await desk.press("m", "r")
        assert words.strip() in would_move(desk)
        assert "MX1 [@click=app.bell]x[/]" in desk.text
        assert dangers(desk.app) == []
        await desk.press("w")
        await desk.paste(words + "\x1b]0;t\x07")
        assert dangers(desk.app) == []
        await desk.press("enter")
        assert Register.open(desk.path).acts()[0].why == words.strip()
        assert dangers(desk.app) == []
