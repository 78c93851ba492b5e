"""Hundreds of risks: only what is in sight is made, no work is done twice, and the cursor stays on its record."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.state import State
from loti_tui.domain.text import fold
from screens.links import filter_words
from screens.sieve import Sieve
from screens.table_screen import AT_ONCE, TableScreen
from screens.widgets.rows import MEASURED, Cell, Rows, TableRow
from tests.screens.desk import Desk, opened, put

MANY = 2 * AT_ONCE + 100
HEIGHT = 24
OWNERS = ("Ann Smith", "Bo Jones", "Zoë Öztürk", None)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of many risks."""
    path = tmp_path_factory.mktemp("many") / "many.loti"
    register = Register.create(path, [dd2092.first_batch("Jo")])
    owners = cycle(OWNERS)
    edits = [
        edit
        for number in range(5, MANY + 1)
        for edit in new_item("risk", {"description": f"Borough {number} is late", "owner": next(owners)})
    ]
    register.apply(Batch("Jo", tuple(edits), "the boroughs’ own registers"))
    return path


@pytest.fixture
def many(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(filled, tmp_path / "many.loti"))


@pytest.fixture
async def desk(many: Path) -> AsyncIterator[Desk]:
    async with opened(many) as one:
        yield one


def made(desk: Desk) -> int:
    """How many rows have been made."""
    assert isinstance(desk.screen, TableScreen)
    return len(desk.screen._rows)


# -- drawing ---------------------------------------------------------------------------------------------------------


async def test_rows_are_made_for_what_is_in_sight_and_a_sample_only(desk: Desk) -> None:
    assert len(desk.table.rows) == MANY
    assert made(desk) <= MEASURED + 2 * HEIGHT
    before = made(desk)
    await desk.press("down", "down", "pagedown")
    assert made(desk) <= before + HEIGHT
    await desk.press("G", "g")
    assert made(desk) <= before + 2 * HEIGHT


async def test_after_a_change_of_one_risk_the_others_are_not_made_anew(desk: Desk) -> None:
    screen = desk.screen
    assert isinstance(screen, TableScreen)
    rows = {row.id: row for _, row in screen._rows.values()}
    await desk.press("i", "4")
    again = {row.id: row for _, row in screen._rows.values()}
    assert {id for id, row in again.items() if rows.get(id, row) is not row} == {desk.table.row_id}


async def test_no_column_changes_its_width_while_somebody_scrolls(desk: Desk) -> None:
    heading, *_ = (line for line in desk.text.splitlines() if line.startswith(" Ref"))
    for key in ("pagedown", "pagedown", "G", "k", "pageup", "g"):
        await desk.press(key)
        assert heading in desk.text.splitlines()


async def test_no_column_changes_its_width_while_somebody_filters(desk: Desk) -> None:
    heading, *_ = (line for line in desk.text.splitlines() if line.startswith(" Ref"))
    await desk.press("slash")
    for key in (*"borough 99", "backspace", "x", "backspace", "backspace", "escape"):
        await desk.press(key)
        assert desk.text.splitlines()[desk.table.region.y].startswith(heading)


def test_a_row_is_made_when_it_is_asked_for_and_no_other_is() -> None:
    asked: list[str] = []

    def row(id: str) -> TableRow:
        asked.append(id)
        return TableRow(id, {"ref": Cell(id)})

    rows = Rows([f"R{number}" for number in range(1_000)], row)
    assert (len(rows), asked) == (1_000, [])
    assert [rows[7].id, rows[-1].id] == ["R7", "R999"]
    assert [one.id for one in rows[10:12]] == ["R10", "R11"]
    assert asked == ["R7", "R999", "R10", "R11"]


# -- the cursor ------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_cursor_stays_on_its_risk_among_many(desk: Desk, many: Path) -> None:
    await desk.press("G", "k", "k")
    here = desk.table.row_id
    await desk.press("p", "4", "i", "4")
    assert desk.table.row_id == here
    await desk.press("right", "right", "right", "s")
    assert desk.table.row_id == here
    assert desk.line(desk.at[0])
    await desk.press("slash", *f"borough {MANY - 2}", "enter")
    assert [row.id for row in desk.table.rows] == [here]
    await desk.press("escape")
    assert (desk.table.row_id, len(desk.table.rows)) == (here, MANY)
    assert desk.line(desk.at[0])
    put(many, "R1", "description", "Theirs")
    await desk.look()
    assert desk.table.row_id == here
    assert desk.line(desk.at[0])


async def test_the_screen_counts_what_it_shows_of_how_many(desk: Desk) -> None:
    assert f"{MANY:,} of {MANY:,}" in desk.text
    await desk.press("slash", "9", "9")
    shown = sum("99" in str(number) for number in range(5, MANY + 1))
    await desk.until(lambda: f"{shown} of {MANY:,}" in desk.text)


# -- filtering -------------------------------------------------------------------------------------------------------


async def test_behind_enter_the_rows_are_sifted_however_many_there_are(desk: Desk) -> None:
    await desk.burst("slash", *"zoe", "enter")
    assert len(desk.table.rows) == sum(owner == "Zoë Öztürk" for owner, _ in zip(cycle(OWNERS), range(5, MANY + 1)))
    owner = desk.stored.find(desk.at[0])
    assert isinstance(owner, Risk)
    assert owner.owner == "Zoë Öztürk"


class Counting(Sieve):
    """A sieve that counts whose words are folded."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def _words(self, item: Item, state: State) -> Iterator[str]:
        self.asked.append(item.id)
        return super()._words(item, state)


def stated(*risks: Risk) -> State:
    return State({one.id: one for one in risks})


STATE = stated(*(Risk(id=f"id{number}", ref=f"R{number}", description=f"Borough {number}") for number in range(1, 301)))


def test_a_keystroke_folds_no_item_twice() -> None:
    sieve = Counting()
    for text in ("b", "bo", "bor", "bo", "", "3", "30"):
        sieve.sifted(STATE.risks, text, STATE)
    assert sorted(sieve.asked) == sorted(one.id for one in STATE.risks)


def test_after_a_change_only_that_item_is_folded_again() -> None:
    sieve, risk = Counting(), STATE.risks[6]
    sieve.sifted(STATE.risks, "3", STATE)
    sieve.asked.clear()
    now = STATE.after([replace(risk, description="Words of its own")], [])
    assert [one.ref for one in sieve.sifted(now.risks, "own", now)] == ["R7"]
    assert sieve.asked == [risk.id]


def test_the_words_are_folded_by_and_by_and_each_once() -> None:
    sieve = Counting()
    steps = [sieve.prepare(STATE.risks, STATE, 100) for _ in range(4)]
    assert steps == [False, False, False, True]
    assert len(sieve.asked) == 300
    assert sieve.prepare(STATE.risks, STATE, 100)
    assert len(sieve.asked) == 300


@pytest.mark.parametrize(
    "typed",
    [
        ("7", "77"),
        ("b", "bo", "bo 1"),
        ("1 ", "1 2"),
        ("zz", "z"),
        ("", " ", "1"),
        ("1 2", "12", "1"),
        ("R1",),
        ("7", "77", "7", "78", "8", ""),
    ],
)
def test_a_longer_text_finds_what_it_finds_by_itself(typed: tuple[str, ...]) -> None:
    sieve = Sieve()
    for text in typed:
        assert sieve.sifted(STATE.risks, text, STATE) == Sieve().sifted(STATE.risks, text, STATE)


def test_a_filter_finds_an_item_by_every_word_that_it_shows(register: Register) -> None:
    state, sieve = register.state(), Sieve()
    for kind in KINDS:
        for item in state.of(kind):
            fields = KINDS[kind].fields
            words = fold(" ".join(filter_words(item, fields[name], state) for name in ("ref", *KINDS[kind].editable)))
            assert item in sieve.sifted(state.of(kind), words, state)
            assert not sieve.sifted((item,), "wordthatisnowhere", state)
