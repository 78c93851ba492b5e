"""Two people change one value: the second is shown theirs and mine, and asked which shall stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

import pytest

from db import files
from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from screens.dialogs.text_editor import TextEditor
from screens.dialogs.theirs_or_mine import TheirsOrMine
from screens.messages import EditSubmitted
from screens.widgets.cell_editor import CellEditor
from tests.screens.desk import Desk, dangers, opened, put

KEEPING = ("enter", "escape", "t")


def asked(desk: Desk) -> bool:
    """Whether the question is in front."""
    return isinstance(desk.app.screen, TheirsOrMine)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program is writing, and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No act waits for another program's lock."""
    monkeypatch.setattr(files, "BUSY_MILLISECONDS", 0)
    monkeypatch.setattr("db.dialect.BUSY_MILLISECONDS", 0)
    monkeypatch.setattr("db.dialect.SETTINGS", ("foreign_keys = ON",))


# -- the question ----------------------------------------------------------------------------------------------------


async def test_a_refusal_shows_theirs_and_mine_who_when_and_why_and_stores_nothing(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4, why="two suppliers withdrew")
    await desk.press("i", "3")
    assert asked(desk)
    assert "Impact of R1 was changed meanwhile" in desk.text
    theirs, origin, mine = (
        next(line for line in desk.text.splitlines() if word in line) for word in ("Theirs", "Ann,", "Mine")
    )
    assert "4 Catastrophic" in theirs
    assert "two suppliers withdrew" in origin
    assert "3 Substantial" in mine
    assert desk.holds("R1", "impact") == 4


@pytest.mark.parametrize("key", KEEPING)
async def test_theirs_is_the_safe_answer(desk: Desk, key: str) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.press("i", "3")
    before = desk.path.read_bytes()
    await desk.press(key)
    assert desk.said == "Impact of R1 stays “4 Catastrophic”. Your “3 Substantial” was not stored."
    assert desk.path.read_bytes() == before
    assert desk.line("R1").split()[-4:-2] == ["4", "8"]


@pytest.mark.parametrize(
    "keys", [["m"], *(pytest.param([key, "enter"], marks=pytest.mark.long) for key in ("tab", "right"))], ids=" ".join
)
async def test_mine_is_stored_when_it_is_chosen(desk: Desk, keys: list[str]) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.press("i", "3")
    await desk.press(*keys)
    assert desk.holds("R1", "impact") == 3
    assert desk.said == "Impact of R1 is now 3 Substantial, score 6, Amber."
    await desk.look()
    assert desk.said == "Impact of R1 is now 3 Substantial, score 6, Amber."


@pytest.mark.long
async def test_either_answer_can_be_clicked(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.press("i", "3")
    assert await desk.pilot.click("#choices Choice:last-of-type")
    await desk.settle()
    assert desk.holds("R1", "impact") == 3


async def test_a_third_change_meanwhile_is_asked_about_again(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.press("i", "3")
    put(desk.path, "R1", "impact", 1, who="Bob")
    await desk.press("m")
    assert asked(desk)
    assert "Bob, " in desk.text
    assert desk.holds("R1", "impact") == 1
    await desk.press("m")
    assert desk.holds("R1", "impact") == 3


@pytest.mark.long
async def test_other_changes_that_came_with_theirs_are_told_afterwards(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    put(desk.path, "R2", "impact", 4, who="Bob")
    await desk.press("i", "3")
    await desk.press("t")
    await desk.look()
    assert desk.said.endswith("2 changes by Ann and Bob were taken in.")


async def test_keys_that_were_typed_before_the_question_was_seen_do_not_answer_it(desk: Desk) -> None:
    await desk.press("e", "!")
    put(desk.path, "R1", "description", "Theirs")
    await desk.burst("ctrl+s", "m")
    assert asked(desk)
    assert desk.holds("R1", "description") == "Theirs"


@pytest.mark.long
async def test_an_undo_that_would_take_their_value_is_refused_with_both_and_asks_nothing(desk: Desk) -> None:
    await desk.press("i", "3")
    put(desk.path, "R1", "impact", 4)
    await desk.press("u")
    assert not asked(desk)
    assert "“4 Catastrophic” now" in desk.said
    assert desk.holds("R1", "impact") == 4


async def test_of_an_act_on_several_values_each_that_was_changed_is_asked_about(desk: Desk) -> None:
    seen = {"R1": 2, "R2": 2, "R3": 1}
    edits = tuple(Edit("risk", desk.stored.find(ref).id, "impact", 3, was) for ref, was in seen.items())
    put(desk.path, "R1", "impact", 4)
    put(desk.path, "R2", "impact", 1)
    desk.app.post_message(EditSubmitted(Batch("Jo", edits)))
    await desk.settle()
    assert "Impact of R1 was changed meanwhile" in desk.text
    await desk.press("t")
    assert "Impact of R2 was changed meanwhile" in desk.text
    assert desk.holds("R3", "impact") == 1
    await desk.press("m")
    assert [desk.holds(ref, "impact") for ref in ("R1", "R2", "R3")] == [4, 3, 3]
    register = Register.open(desk.path)
    (newest,) = register.history(newest=1)
    assert {entry.ref for entry in register.act(newest.batch)} == {"R2", "R3"}


@pytest.mark.long
async def test_a_person_who_types_already_is_told_and_not_asked(desk: Desk) -> None:
    edit = Edit("risk", desk.stored.find("R1").id, "impact", 3, 2)
    put(desk.path, "R1", "impact", 4)
    await desk.press("n", "a")
    desk.app.post_message(EditSubmitted(Batch("Jo", (edit,))))
    await desk.settle()
    assert not asked(desk)
    await desk.press("escape", "d")
    assert "“4 Catastrophic” now. Your “3 Substantial” was not stored." in desk.said


# -- editors ---------------------------------------------------------------------------------------------------------


async def edited(desk: Desk, *, looked: bool = False) -> CellEditor:
    """Jo types a forecast of M1 over Ann's."""
    await desk.press("4", "right", "right", "e")
    put(desk.path, "M1", "forecast", "2017-07")
    if looked:
        await desk.look()
    await desk.type_text("jun")
    return desk.screen.query_one(CellEditor)


@pytest.mark.long
@pytest.mark.parametrize("looked", [False, True], ids=["unseen", "seen by a look"])
async def test_an_editor_is_asked_about_what_it_did_not_show_when_it_was_opened(desk: Desk, looked: bool) -> None:
    editor = await edited(desk, looked=looked)
    await desk.press("enter")
    assert asked(desk)
    await desk.press("t")
    assert (editor.value, editor.has_focus) == ("jun", True)
    assert desk.said == "Forecast of M1 stays “Jul 2017”. Your “Jun 2017” was not stored."
    assert desk.holds("M1", "forecast") == "2017-07"
    await desk.press("enter")
    assert desk.holds("M1", "forecast") == "2017-06"
    assert not desk.screen.query(CellEditor)


@pytest.mark.long
async def test_mine_closes_the_editor_as_any_store_does(desk: Desk) -> None:
    await edited(desk)
    await desk.press("enter")
    await desk.press("m")
    assert desk.holds("M1", "forecast") == "2017-06"
    assert not desk.screen.query(CellEditor)
    await desk.press("down")
    assert desk.at == ("M2", "forecast")


async def test_words_are_asked_about_and_stay_in_their_box(desk: Desk) -> None:
    await desk.press("e", "!")
    put(desk.path, "R1", "description", "Theirs")
    await desk.press("ctrl+s")
    assert asked(desk)
    await desk.press("enter")
    box = cast("TextEditor", desk.app.screen)
    assert box.area.text.endswith("timescales!")
    assert desk.holds("R1", "description") == "Theirs"
    put(desk.path, "R1", "description", "Theirs again")
    await desk.press("ctrl+s")
    assert asked(desk)
    assert "Theirs again" in desk.text
    await desk.press("m")
    assert str(desk.holds("R1", "description")).endswith("timescales!")
    assert desk.screen.NAME == "risks"


@pytest.mark.long
@pytest.mark.usefixtures("impatient")
async def test_a_field_that_another_refusal_kept_open_still_asks(desk: Desk) -> None:
    """A lock, a full disk: none of them showed this person what stands there now."""
    await edited(desk, looked=True)
    with held(desk.path):
        await desk.press("enter")
        assert "Another program is holding" in desk.said
    await desk.press("enter")
    assert asked(desk)
    assert desk.holds("M1", "forecast") == "2017-07"


@pytest.mark.long
@pytest.mark.usefixtures("impatient")
async def test_a_box_that_another_refusal_kept_open_still_asks(desk: Desk) -> None:
    await desk.press("e", "!")
    put(desk.path, "R1", "description", "Theirs")
    await desk.look()
    with held(desk.path):
        await desk.press("ctrl+s")
    await desk.press("ctrl+s")
    assert asked(desk)
    assert desk.holds("R1", "description") == "Theirs"


@pytest.mark.long
@pytest.mark.parametrize(("first", "second", "field", "value"), [("i", "3", "impact", 4), ("p", "4", "probability", 1)])
async def test_a_score_is_of_the_value_that_stood_there_when_it_was_begun(
    desk: Desk, first: str, second: str, field: str, value: Plain
) -> None:
    await desk.press(first)
    put(desk.path, "R1", field, value)
    await desk.look()
    await desk.press(second)
    assert asked(desk)
    assert desk.holds("R1", field) == value


# -- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 36), marks=pytest.mark.long)], ids=str)
async def test_long_and_hostile_texts_leave_room_for_both_and_for_the_answers(
    register: Register, size: tuple[int, int]
) -> None:
    evil = "[/x] [@click=app.quit]theirs[/] \x1b[2J" + "word " * 1900
    async with opened(register.path, size=size) as desk:
        await desk.press("e", "f7", *"mine")
        put(desk.path, "R1", "description", evil, who="[b]Ann[/b]", why="because " * 200)
        await desk.press("ctrl+s")
        assert asked(desk)
        for words in (
            "[/x] [@click=app.quit]theirs[/]",
            "[b]Ann[/b], ",
            "Mine",
            "mine",
            "t  keeps theirs",
            "Esc keeps",
        ):
            assert words in desk.text
        assert desk.text.count(" …") == 2
        assert not dangers(desk.app)


@pytest.mark.long
async def test_two_long_texts_are_shown_from_where_they_part(desk: Desk) -> None:
    same = "the same words " * 100
    put(desk.path, "R1", "description", same + "and then hers")
    await desk.look()
    await desk.press("e", "!")
    put(desk.path, "R1", "description", same + "and then theirs")
    await desk.press("ctrl+s")
    assert "and then theirs" in desk.text
    assert "and then hers!" in desk.text
