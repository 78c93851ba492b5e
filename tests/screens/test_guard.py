"""Nothing typed is dropped without a word, whether it is closed, another screen is opened or the program is left."""

from __future__ import annotations

import threading

import pytest

from db.register import Register
from screens.dialogs.form import RecordForm
from screens.dialogs.leave import Leave
from screens.dialogs.text_editor import TextEditor
from screens.dialogs.theirs_or_mine import TheirsOrMine
from screens.matrix import MatrixEditor
from screens.widgets.cell_editor import CellEditor
from screens.widgets.prompt import Prompt
from tests.screens.desk import Desk, holds, opened, put

CELL = ("4", "right", "right", "e", *"aug")
"""A forecast, typed over its cell."""
WAYS = {
    "cell": CELL,
    "prompt": ("r", "g", *"agreed"),
    "box": ("e", "!"),
    "form": ("n", *"No bids"),
    "matrix": ("m", "g"),
}
"""Everything in which a person types, with something typed."""
FRONT = {"box": TextEditor, "form": RecordForm, "matrix": MatrixEditor}


def asked(desk: Desk) -> bool:
    """Whether the question is in front."""
    return isinstance(desk.app.screen, Leave)


async def tab(desk: Desk, digit: str) -> None:
    """Click the tab of a screen."""
    await desk.pilot.click("#tabs", offset=(desk.text.splitlines()[1].index(digit), 0))
    await desk.settle()


def still_there(desk: Desk, way: str) -> bool:
    """Whether what was opened is open still."""
    if way in FRONT:
        return isinstance(desk.app.screen, FRONT[way])
    return bool(desk.screen.query(CellEditor if way == "cell" else Prompt))


# -- Esc -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way", ["form", *(pytest.param(one, marks=pytest.mark.long) for one in ("prompt", "box", "matrix"))]
)
async def test_escape_asks_and_the_safe_answer_is_marked(desk: Desk, way: str) -> None:
    before = desk.path.read_bytes()
    await desk.press(*WAYS[way], "escape")
    assert asked(desk)
    assert "not stored." in desk.text
    await desk.press("enter")
    assert still_there(desk, way)
    await desk.press("escape", "escape")
    assert still_there(desk, way)
    await desk.press("escape", "d")
    assert desk.screen.NAME == "risks"
    assert not desk.screen.query(Prompt)
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize(
    ("way", "ref", "name", "value"),
    [("prompt", "R1", "rag_recorded", "G"), ("form", "R5", "description", "No bids")],
)
async def test_save_stores_it_and_closes_it(desk: Desk, way: str, ref: str, name: str, value: str) -> None:
    await desk.press(*WAYS[way], "escape", "s")
    assert desk.holds(ref, name) == value
    assert desk.screen.NAME == "risks"


@pytest.mark.long
@pytest.mark.parametrize("way", ["prompt", "box", "form"])
async def test_who_types_on_after_one_esc_too_many_keeps_editing_and_every_letter(desk: Desk, way: str) -> None:
    await desk.press("2", *WAYS[way], "escape")
    assert asked(desk)
    for letter in "because":
        await desk.press(letter)
    assert not asked(desk)
    assert "because" in desk.front if way in FRONT else "agreedbecause" in desk.text
    assert still_there(desk, way)


async def test_what_cannot_be_stored_stays_open_and_says_why(desk: Desk) -> None:
    await desk.press("4", "n", *"Pilot", "tab", "tab", "tab", *"jxn", "escape", "s")
    assert isinstance(desk.app.screen, RecordForm)
    assert "is not a date that can be understood" in desk.text


@pytest.mark.long
@pytest.mark.parametrize("opening", [("r", "g"), ("e",), ("n",), ("E",), ("D",), ("m",), ("slash", *"gla")], ids=str)
async def test_nothing_is_asked_where_nothing_is_typed(desk: Desk, opening: tuple[str, ...]) -> None:
    await desk.press(*opening, "escape")
    assert desk.screen.NAME == "risks"
    assert not desk.screen.query(Prompt)


@pytest.mark.long
async def test_what_is_typed_and_taken_back_is_nothing_typed(desk: Desk) -> None:
    await desk.press("n", *"ab", "backspace", "backspace", "escape")
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_escape_restores_a_cell_at_once(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press(*CELL, "escape")
    assert desk.said == "Forecast of M1 was left as it was."
    assert desk.path.read_bytes() == before


# -- another screen --------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_click_on_a_tab_asks_before_it_leaves_a_cell(desk: Desk) -> None:
    await desk.press(*CELL)
    await tab(desk, "2")
    assert asked(desk)
    assert "Forecast of M1 is typed and not stored." in desk.text
    await desk.press("k")
    assert desk.screen.NAME == "milestones"
    assert desk.screen.query_one(CellEditor).value == "aug"


async def test_saving_goes_to_the_screen_that_was_wanted(desk: Desk) -> None:
    await desk.press(*CELL)
    await tab(desk, "2")
    await desk.press("s")
    assert desk.screen.NAME == "risks"
    assert desk.holds("M1", "forecast") == "2017-08"
    await desk.press("4")
    assert not desk.screen.query(CellEditor)


@pytest.mark.long
async def test_discarding_goes_there_too(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press(*CELL)
    await tab(desk, "2")
    await desk.press("d")
    assert desk.screen.NAME == "risks"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_what_is_refused_keeps_the_person_where_they_are(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e", *"jxn")
    await tab(desk, "2")
    await desk.press("s")
    assert desk.screen.NAME == "milestones"
    assert desk.warned
    await desk.press("ctrl+u", *"aug", "enter")
    assert desk.holds("M1", "forecast") == "2017-08"
    assert desk.screen.NAME == "milestones"  # what could not be done then is not done now


@pytest.mark.long
async def test_reaching_an_item_of_another_screen_asks_too(desk: Desk) -> None:
    await desk.press(*CELL)
    await desk.app.reach(desk.stored.find("R2").id, "impact", "There.")
    assert asked(desk)
    await desk.press("d")
    assert (desk.screen.NAME, desk.at, desk.said) == ("risks", ("R2", "impact"), "There.")


@pytest.mark.long
async def test_an_open_cell_in_which_nothing_is_typed_holds_nobody_up(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e")
    await tab(desk, "2")
    assert desk.screen.NAME == "risks"


@pytest.mark.long
async def test_a_record_is_not_closed_over_what_is_typed_in_it(desk: Desk) -> None:
    await desk.press("enter")
    desk.table.move_to("review_on")
    await desk.press("e", *"may")
    await desk.screen.run_action("back")
    await desk.settle()
    assert asked(desk)
    await desk.press("s")
    assert desk.screen.NAME == "risks"
    assert desk.holds("R1", "review_on") == "2017-05"


# -- leaving the program ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way", ["cell", *(pytest.param(one, marks=pytest.mark.long) for one in ("form", "prompt", "box", "matrix"))]
)
async def test_ctrl_q_asks_and_leaves_without_the_words(register: Register, way: str) -> None:
    before = register.path.read_bytes()
    async with opened(register.path) as desk:
        await desk.press(*WAYS[way], "ctrl+q")
        assert asked(desk)
        await desk.press("k")
        assert still_there(desk, way)
        await desk.press("ctrl+q", "d")
        assert not desk.app.is_running
    assert register.path.read_bytes() == before


@pytest.mark.long
async def test_ctrl_q_saves_and_leaves(register: Register) -> None:
    async with opened(register.path) as desk:
        await desk.press(*WAYS["form"], "ctrl+q", "s")
        await desk.until(lambda: not desk.app.is_running)
    assert holds(register.path, "R5", "description") == "No bids"


@pytest.mark.parametrize(
    "opening",
    [("n",), *(pytest.param(one, marks=pytest.mark.long) for one in ((), ("e",), ("question_mark",), ("ctrl+p",)))],
    ids=str,
)
async def test_ctrl_q_leaves_at_once_where_nothing_is_typed(desk: Desk, opening: tuple[str, ...]) -> None:
    await desk.press(*opening, "ctrl+q")
    assert not desk.app.is_running


@pytest.mark.long
async def test_ctrl_q_before_the_question_says_how_to_leave(desk: Desk) -> None:
    await desk.press(*WAYS["form"], "ctrl+q", "ctrl+q")
    assert "d leaves without these words" in desk.text
    await desk.press("d")
    assert not desk.app.is_running


async def test_ctrl_q_leaves_although_the_register_does_not_answer(register: Register) -> None:
    go_on = threading.Event()
    async with opened(register.path) as desk:
        await desk.press(*CELL)
        desk.app.gateway.run(go_on.wait)
        try:
            await desk.pilot.press("enter", "ctrl+q")
            await desk.until(lambda: asked(desk))
            await desk.pilot.press("s")
            await desk.until(lambda: not asked(desk))
            await desk.pilot.press("ctrl+q")
            await desk.until(lambda: asked(desk))
            await desk.pilot.press("d")
            await desk.until(lambda: not desk.app.is_running)
        finally:
            go_on.set()


@pytest.mark.long
async def test_a_question_of_theirs_or_mine_comes_before_the_leaving_that_was_asked_for(desk: Desk) -> None:
    await desk.press(*CELL)
    put(desk.path, "M1", "forecast", "2017-12")
    await desk.press("ctrl+q", "s")
    assert isinstance(desk.app.screen, TheirsOrMine)
    await desk.press("m")
    await desk.until(lambda: not desk.app.is_running)
    assert desk.holds("M1", "forecast") == "2017-08"
