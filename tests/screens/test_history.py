"""The history: one row an act, sifted by what is typed, and any act taken back from there."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from screens.act import ActScreen
from screens.history import HistoryScreen
from screens.record import RecordScreen
from tests.screens.desk import Desk, dangers, opened, put


@pytest.fixture
def told(register: Register) -> Register:
    """Ann scored R1, Bob gave three items another owner, Jo removed R4."""
    put(register.path, "R1", "impact", 3, who="Ann", why="two suppliers withdrew")
    risks = register.state().risks[:3]
    edits = tuple(Edit("risk", risk.id, "owner", "Zoë") for risk in risks)
    register.apply(Batch("Bob", edits, "handed over"))
    put(register.path, "R4", "removed", True, who="Jo", why="entered twice")
    return register


def rows(desk: Desk) -> list[str]:
    """What each act did, newest first, with its mark before it."""
    return [f"{row.cells['mark'].text} {row.cells['what'].text}".strip() for row in desk.table.rows]


ALL = [
    "R4 removed",
    "3 values of 3 items: R1, R2, R3",
    "Impact of R1: 2 Significant → 3 Substantial",
    "Register made: 259 values of 31 items",
]


async def test_every_act_is_a_row_with_when_who_what_and_why(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0")
        assert rows(desk) == ALL
        assert "two suppliers" in desk.text
        assert "4 of 4 · saved" in desk.text
        assert "u undo this" in desk.text


async def test_u_takes_back_the_act_under_the_cursor_whoever_did_what_since(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "j", "u")
        assert desk.holds("R2", "owner") == "Intelligence"
        assert desk.holds("R4", "removed") is True
        assert desk.said == "Undone. 3 values of 3 items were changed: R1, R2, R3. It was Bob's change."
        assert rows(desk)[0] == "undo 3 values of 3 items: R1, R2, R3"
        assert rows(desk)[desk.table.place] == "undone 3 values of 3 items: R1, R2, R3"
        await desk.press("U")
        assert desk.holds("R2", "owner") == "Zoë"
        assert rows(desk)[desk.table.place] == "3 values of 3 items: R1, R2, R3"
        assert rows(desk)[0] == "redo 3 values of 3 items: R1, R2, R3"


@pytest.mark.long
async def test_u_on_an_undo_does_the_change_again(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "u", "g", "u")
        assert desk.said == "Done again. R4 was removed."
        assert desk.holds("R4", "removed") is True


@pytest.mark.long
async def test_what_cannot_be_taken_back_is_said(told: Register) -> None:
    async with opened(told.path) as desk:
        before = told.path.read_bytes()
        await desk.press("0", "G", "u")
        assert desk.said == "The making of the register cannot be undone."
        await desk.press("g", "U")
        assert desk.said == "That stands as it was done: there is nothing to do again."
        assert told.path.read_bytes() == before
        await desk.press("u", "u")
        assert desk.said.startswith("That was undone already, by Jo on ")


@pytest.mark.long
@pytest.mark.parametrize("again", [False, True], ids=["undo", "redo"])
async def test_an_act_whose_field_moved_since_is_refused_with_both_values(told: Register, again: bool) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "j", "j", *("u" if again else ""))
        put(told.path, "R1", "impact", 4, who="Cy")
        before = told.path.read_bytes()
        await desk.press("U" if again else "u")
        assert desk.said.startswith(f"Not {'redone' if again else 'undone'}: Impact of R1")
        assert "“4 Catastrophic” now" in desk.said
        assert ("“3 Substantial”" if again else "“2 Significant”") in desk.said
        assert told.path.read_bytes() == before
        assert rows(desk)[0].endswith("→ 4 Catastrophic")


async def test_the_cursor_stays_on_its_act_when_another_program_does_something(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "j", "j")
        put(told.path, "R2", "impact", 4, who="Cy")
        await desk.look()
        assert rows(desk)[0].startswith("Impact of R2")
        assert rows(desk)[desk.table.place] == ALL[2]


@pytest.mark.long
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("r1", [1, 2, 3]),
        pytest.param("R4", [0, 3], marks=pytest.mark.long),
        pytest.param("bob", [1], marks=pytest.mark.long),
        ("removed jo twice", [0]),
        pytest.param("since today", [0, 1, 2, 3], marks=pytest.mark.long),
        pytest.param("until 31 mar 2017", [], marks=pytest.mark.long),
    ],
)
async def test_the_filter_understands_references_people_words_and_dates(
    told: Register, typed: str, kept: list[int]
) -> None:
    async with opened(told.path) as desk:  # its today is in 2017; the acts are of the day it really is
        await desk.press("0", "slash")
        await desk.type_text(typed)
        assert rows(desk) == [ALL[place] for place in kept]
        assert f"{len(kept)} of 4" in desk.text
        await desk.press("escape")
        assert rows(desk) == ALL
        assert not desk.screen.query(Input)


@pytest.mark.long
async def test_a_date_that_cannot_be_read_says_so_while_it_is_typed(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "slash")
        await desk.type_text("bob since 31/2")
        assert desk.said.startswith("“31/2” is not a date")
        assert desk.warned
        assert rows(desk) == [ALL[1]]
        await desk.press("backspace", "3")
        assert desk.said == "“bob” · since 31 March 2017"
        assert not desk.warned


@pytest.mark.long
async def test_i_and_w_show_the_acts_of_one_item_and_of_one_person(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "j", "j", "i")
        assert rows(desk) == ALL[1:]
        assert desk.said == "Only acts on R1. i or Esc shows the others too."
        assert "3 of 4" in desk.text
        await desk.press("w")
        assert rows(desk) == [ALL[2]]
        await desk.press("i")
        assert rows(desk) == [ALL[2]]
        await desk.press("w")
        assert rows(desk) == ALL
        await desk.press("w", "escape")
        assert rows(desk) == ALL
        assert rows(desk)[desk.table.place] == ALL[2]


async def test_enter_opens_every_change_of_an_act_and_its_record_and_esc_goes_back(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "j", "enter")
        assert isinstance(desk.app.screen, ActScreen)
        cells = [[row.cells[name].text for name in ("ref", "field", "old", "new")] for row in desk.table.rows]
        assert cells == [[ref, "Owner", "Intelligence", "Zoë"] for ref in ("R1", "R2", "R3")]
        assert "handed over" in desk.text
        await desk.press("j", "enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert "R2" in desk.text.splitlines()[3]
        await desk.press("escape", "u")
        assert desk.said.endswith("It was Bob's change.")
        assert "undone" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, HistoryScreen)
        assert rows(desk)[desk.table.place] == "undone 3 values of 3 items: R1, R2, R3"


@pytest.mark.long
async def test_the_changes_of_a_large_act_are_read_when_it_is_opened(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "G", "enter")
        assert len(desk.table.rows) == 259
        assert "259 of 259" in desk.text


@pytest.mark.long
async def test_the_history_of_a_removed_item_stays_readable(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "enter", "enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert " removed" in "".join(desk.text.splitlines()[3:5])


@pytest.mark.long
async def test_nothing_is_taken_back_in_a_register_that_is_open_for_reading(told: Register) -> None:
    before = told.path.read_bytes()
    async with opened(told.path, read_only=True) as desk:
        await desk.press("0", "u", "U", "enter", "u", "U")
        assert told.path.read_bytes() == before
        assert "R4 removed" in [row.cells["what"].text for row in desk.app.register_screens[0].table.rows]


async def test_keys_that_come_at_once_are_done_in_order(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.burst("0", "j", "u", "U", "u")
        assert desk.holds("R1", "owner") == "Intelligence"
        assert desk.said.endswith("It was Bob's change.")
        await desk.burst("U", "u", "escape", "i")
        assert desk.holds("R1", "owner") == "Intelligence"
        assert desk.said.startswith("Only acts on R1")
        assert [row for row in rows(desk) if "R4" in row] == []
        assert len(rows(desk)) == 8


@pytest.mark.long
async def test_what_is_done_elsewhere_is_in_the_history(told: Register) -> None:
    async with opened(told.path) as desk:
        await desk.press("0", "2", "p", "4", "0")
        assert rows(desk)[0] == "Probability of R1: 2 Improbable → 4 Highly likely"


@pytest.mark.parametrize("text", ["[@click=app.quit]A[/]", pytest.param("\x1b[31mred\x07", marks=pytest.mark.long)])
async def test_hostile_texts_are_letters(register: Register, text: str) -> None:
    put(register.path, "R1", "description", f"{text}.", who=f"{text}!", why=f"{text}?")
    async with opened(register.path) as desk:
        for keys in (["0"], ["i"], ["w"], ["y"], ["slash", *"[/x]", "enter"], ["escape", "enter"], ["u"]):
            await desk.press(*keys)
            assert dangers(desk.app) == []


@pytest.mark.long
async def test_the_history_is_opened_by_a_click_on_its_tab(told: Register) -> None:
    async with opened(told.path) as desk:
        tabs = desk.text.splitlines()[1]
        await desk.pilot.click(offset=(tabs.index("0"), 1))
        await desk.settle()
        assert isinstance(desk.app.screen, HistoryScreen)


@pytest.mark.long
async def test_thousands_of_acts_are_read_and_sifted(register: Register) -> None:
    edits = [edit for n in range(2_000) for edit in new_item("risk", {"description": f"Risk {n}"})]
    register.apply(Batch("Ann", tuple(edits), "import"))
    risk = register.state().find("R1")
    for number in range(500):
        register.apply(Batch(f"P{number % 5}", (Edit("risk", risk.id, "owner", f"Owner {number}"),)))
    async with opened(register.path) as desk:
        await desk.press("0")
        assert len(rows(desk)) == 502
        await desk.press("u", "w")
        assert len(rows(desk)) == 100
        await desk.press("escape", "slash", *"R1", "enter")
        assert len(rows(desk)) == 502
