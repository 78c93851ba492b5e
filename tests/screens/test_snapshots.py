"""The snapshots: taken under a name, listed newest first, verified, compared with the present and with each other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from db.register import Register
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.sealings import sealings
from loti_tui.domain.snapshots import Snapshot
from screens.changes import ChangesScreen
from screens.preview import PreviewScreen
from screens.record import RecordScreen
from screens.snapshots import SnapshotScreen, SnapshotsScreen, none_yet
from tests.screens.box import done
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.test_hostile import SOME, texts

NAME = "Board 6 April 2017"


@pytest.fixture
def two(register: Register) -> Register:
    """Two snapshots, a change before each, and one after them."""
    register.take_snapshot("March", who="Jo", day=date(2017, 3, 27), why="Sent to the board")
    put(register.path, "R1", "impact", 3)
    register.take_snapshot("April", who="Ann", day=date(2017, 4, 3))
    put(register.path, "R2", "impact", 4)
    return register


def alter(path: Path, name: str) -> None:
    """Alter the content of a snapshot by hand."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER snapshot_no_update")
        connection.execute("UPDATE snapshot SET content = replace(content, 'Jo', 'Jim') WHERE name = ?", (name,))
        connection.commit()


def rows(desk: Desk, *columns: str) -> list[tuple[str, ...]]:
    """These columns of each row."""
    return [tuple(row.cells[name].text for name in columns) for row in desk.table.rows]


def taken(path: Path) -> list[tuple[str, str, date]]:
    """Name, who and day of every snapshot that the file holds, oldest first."""
    return [(one.name, one.document["who"], one.day) for one in Register.open(path).snapshots()]


# -- taking ----------------------------------------------------------------------------------------------------------


async def test_an_empty_list_says_which_key_seals_one(desk: Desk) -> None:
    await desk.press("8")
    assert none_yet() in desk.text
    for key in ("C", "v", "enter", "y"):
        await desk.press(key)
        assert desk.warned


async def test_n_takes_a_snapshot_under_the_name_that_it_suggests_for_today(desk: Desk) -> None:
    await desk.press("8", "n")
    assert NAME in desk.text
    await desk.press("enter")
    assert taken(desk.path) == [(NAME, "Jo", date(2017, 4, 6))]
    (snapshot,) = Register.open(desk.path).snapshots()
    assert desk.said == f"Snapshot “{NAME}” was sealed. Its SHA-256 begins with {snapshot.sha256[:12]}."
    assert rows(desk, "name", "day", "who", "sha256") == [(NAME, "6 Apr 2017", "Jo", snapshot.sha256[:12])]
    assert desk.table.has_focus
    assert not desk.screen.query(Input)


@pytest.mark.long
async def test_what_is_typed_replaces_the_suggestion_and_the_cursor_goes_to_the_new_one(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.burst("8", "G", "n", *"May", "enter")
        assert [name for name, _, _ in taken(desk.path)] == ["March", "April", "May"]
        assert rows(desk, "name") == [("May",), ("April",), ("March",)]
        assert desk.table.place == 0


async def test_a_name_that_is_taken_is_refused_and_stays_to_be_mended(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.burst("8", "n", *"april", "enter")
        assert desk.said.startswith("There is a snapshot called “april” already.")
        assert desk.warned
        assert desk.screen.query_one(Input).value == "april"
        await desk.burst("2", "enter")
        assert [name for name, _, _ in taken(desk.path)] == ["March", "April", "april2"]


@pytest.mark.long
async def test_the_suggestion_is_a_name_that_is_free(register: Register) -> None:
    register.take_snapshot(NAME.upper(), who="Jo")
    async with opened(register.path) as desk:
        await desk.burst("8", "n", "enter")
        assert [name for name, _, _ in taken(desk.path)] == [NAME.upper(), f"{NAME} (2)"]


@pytest.mark.long
@pytest.mark.parametrize("keys", [("escape",), ("ctrl+u", "enter"), ("ctrl+u", "space", "enter")])
async def test_without_a_name_nothing_is_sealed(desk: Desk, keys: tuple[str, ...]) -> None:
    await desk.press("8", "n", *keys)
    assert desk.said.startswith("Nothing was sealed")
    assert taken(desk.path) == []
    assert desk.table.has_focus


@pytest.mark.long
async def test_a_register_open_for_reading_seals_nothing_and_says_why(two: Register) -> None:
    before = two.path.read_bytes()
    async with opened(two.path, read_only=True) as desk:
        await desk.press("8", "n")
        assert (desk.said, desk.warned) == (READ_ONLY, True)
        await desk.press("v")
        assert desk.said == "2 snapshots are what was sealed."
    assert two.path.read_bytes() == before


@pytest.mark.long
async def test_what_another_program_sealed_is_there_when_the_screen_is_opened_again(desk: Desk) -> None:
    await desk.press("8", "2")
    Register.open(desk.path).take_snapshot("Theirs", who="Ann")
    await desk.press("8")
    assert rows(desk, "name", "who") == [("Theirs", "Ann")]


# -- the list --------------------------------------------------------------------------------------------------------


async def test_the_newest_comes_first_and_the_whole_of_the_one_under_the_cursor_stands_below(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.press("8")
        assert rows(desk, "name", "day", "who", "sound") == [
            ("April", "3 Apr 2017", "Ann", "—"),
            ("March", "27 Mar 2017", "Jo", "—"),
        ]
        march, april = two.snapshots()
        assert april.sha256 in desk.text
        await desk.press("G")
        assert march.sha256 in desk.text
        assert "Sent to the board" in desk.text
        assert "nothing: it is the first" in desk.text
        assert "2 of 2 · saved" in desk.text


@pytest.mark.long
async def test_it_says_what_has_changed_since_the_one_under_the_cursor(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.press("8")
        await desk.until(lambda: "Risks: 1 up, 0 down, 3 same" in desk.text)
        await desk.press("j")
        await desk.until(lambda: "Risks: 2 up, 0 down, 2 same" in desk.text)
        put(two.path, "R3", "impact", 4)
        await desk.look()
        await desk.until(lambda: "Risks: 3 up, 0 down, 1 same" in desk.text)


@pytest.mark.long
async def test_the_filter_finds_names_days_people_and_reasons(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.burst("8", "slash", *"27 mar board jo")
        assert rows(desk, "name") == [("March",)]
        await desk.burst("enter", "escape")
        assert len(rows(desk)) == 2
        assert desk.table.place == 1


@pytest.mark.long
async def test_y_copies_and_of_the_sha_256_all_of_it(two: Register) -> None:
    async with opened(two.path, size=(120, 36)) as desk:
        await desk.press("8", "y")
        assert desk.app.clipboard == "April"
        await desk.press("right", "right", "right", "right", "right", "y")
        assert desk.app.clipboard == two.snapshots()[-1].sha256
        await desk.press("e")
        assert desk.said == "A snapshot stays as it was sealed. n seals another."


@pytest.mark.long
async def test_snapshots_that_cannot_be_read_are_not_said_to_be_none(two: Register) -> None:
    async with opened(two.path) as desk:
        two.path.rename(two.path.with_name("away.loti"))
        await desk.press("8")
        assert none_yet() not in desk.text
        assert "board.loti" in desk.said
        two.path.with_name("away.loti").rename(two.path)
        await desk.press("2", "8")
        assert rows(desk, "name") == [("April",), ("March",)]


@pytest.mark.parametrize("content", ["x", "null", '{"name": 5}'])
def test_a_snapshot_that_cannot_be_read_has_a_line_all_the_same(content: str) -> None:
    sealed = Snapshot("2", "April", "b", content, "f" * 64, 2)
    (line, first) = sealings([Snapshot("1", "March", "a", "{}", "e" * 64, 1), sealed])
    assert (line.name, line.before, line.day, line.sealed, line.items) == ("April", "March", None, "", None)
    assert first.before == ""


# -- verifying -------------------------------------------------------------------------------------------------------


async def test_v_says_that_all_are_what_was_sealed(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.press("8", "v")
        assert (desk.said, desk.warned) == ("2 snapshots are what was sealed.", False)
        assert rows(desk, "sound") == [("● sound",), ("● sound",)]
        Register.open(two.path).take_snapshot("May", who="Ann")
        await desk.press("2", "8")
        assert rows(desk, "sound")[0] == ("—",)  # nobody has verified that one


@pytest.mark.long
async def test_v_names_what_is_not_what_was_sealed(two: Register) -> None:
    alter(two.path, "March")
    async with opened(two.path) as desk:
        await desk.press("8", "v")
        assert desk.said.startswith("1 snapshot is not what was sealed. Snapshot “March” is not what was sealed: its")
        assert desk.warned
        assert rows(desk, "name", "sound") == [("April", "● sound"), ("March", "▲ not what was sealed")]
        await desk.press("G")
        assert "Not sound" in desk.text


# -- one of them -----------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_c_compares_it_with_the_present_and_shift_c_with_the_one_before(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.press("8", "G", "c")
        assert "Changes since “March”" in desk.text
        assert [row.cells["what"].text[:2] for row in desk.table.rows] == ["R1", "R2"]
        await desk.press("escape", "g", "C")
        assert isinstance(desk.app.screen, ChangesScreen)
        assert "Changes from “March” to “April”" in desk.text
        assert [row.cells["what"].text[:2] for row in desk.table.rows] == ["R1"]
        await desk.press("escape", "G", "C")
        assert desk.said == "This is the first snapshot: there is none before it."


@pytest.mark.long
async def test_enter_opens_its_heading_and_what_changed_up_to_it(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.press("8", "enter")
        assert isinstance(desk.app.screen, SnapshotScreen)
        for words in ("3 Apr 2017", ", by Ann", "31 items", two.snapshots()[-1].sha256, "R1 was raised from 4 to 6"):
            assert words in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        await desk.press("escape", "c")
        assert "Changes since “April”" in desk.text
        await desk.press("escape", "escape", "G", "enter")
        assert "It is the first snapshot" in desk.text
        await desk.press("enter", "escape")
        assert isinstance(desk.app.screen, SnapshotsScreen)


@pytest.mark.long
async def test_w_shows_what_its_pack_will_say(two: Register) -> None:
    async with opened(two.path) as desk:
        await desk.press("8", "G", "w")
        await done(desk)
        assert isinstance(desk.app.screen, PreviewScreen)
        assert "Snapshot “March” · as at 27 March 2017" in desk.text


@pytest.mark.long
@texts(SOME, SOME)
async def test_hostile_names_and_reasons_are_letters(register: Register, text: str, letters: str) -> None:
    name = text[:100]
    kept = register.take_snapshot(name, who=text[:200], why=text[:2000]).name
    async with opened(register.path) as desk:
        await desk.burst("8", "v")
        assert letters[:8] in desk.text
        assert dangers(desk.app) == []
        assert [line for line in desk.text.splitlines() if cell_len(line) > 80] == []
        await desk.burst("y")
        assert desk.app.clipboard == kept
        for key in ("c", "enter", "w", "x"):
            await desk.burst(key)
            await done(desk)
            assert letters[:8] in desk.text
            assert dangers(desk.app) == []
            await desk.burst("escape")
        await desk.burst("n")
        await desk.paste(text)
        await desk.burst("enter")
        assert dangers(desk.app) == []
