"""The file is removed or replaced while the program is at work, as sync clients, mail programs and people do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.refused import CannotOpen, Refused
from tests.cli.conftest import Loti
from tests.faults.hands import AtScore, Hands, InBox, InCell, InForm, refused_and_kept, stored_when_mended
from tests.faults.kept import advises, check_refusal, check_whole, set_owner
from tests.screens.desk import opened

TEXT = b"Minutes of the board\n" * 500


def another(path: Path) -> None:
    Register.create(path, [dd2092.first_batch("Bo")])


def text(path: Path) -> None:
    path.write_bytes(TEXT)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    """Nothing takes its place."""


INSTEAD: dict[str, Callable[[Path], None]] = {"gone": gone, "another": another, "text": text, "empty": nothing}
SAYS = {"gone": "There is no register", "another": "another register", "text": "not a register", "empty": "empty file"}


@contextmanager
def replaced(path: Path, by: Callable[[Path], None]) -> Iterator[Path]:
    """Something else lies at `path`, and the register elsewhere, until the block is left."""
    aside, beside = path.with_name("aside.loti"), path.with_name("beside.loti")
    path.rename(aside)
    by(beside)
    if beside.exists():
        os.replace(beside, path)
    yield path
    os.replace(aside, path)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize("what", INSTEAD)
def test_nothing_is_written_to_what_took_the_registers_place(register: Register, what: str) -> None:
    edit = register.state().find("R1")
    with replaced(register.path, INSTEAD[what]) as path:
        there = content(path)
        acts: list[Callable[[], object]] = [
            lambda: register.add("risk", {"description": "New"}, who="Ann"),
            lambda: register.undo(who="Ann"),
            lambda: register.redo(who="Ann"),
        ]
        for act in acts:
            with pytest.raises(CannotOpen) as caught:
                act()
            assert advises(caught.value.sentence)
        assert content(path) == there
    assert register.state().find("R1") == edit
    set_owner(register, "Zoë")
    check_whole(register.path)


@pytest.mark.parametrize("what", ["gone", "text", "empty"])
def test_a_command_says_what_lies_there_and_leaves_it(loti: Loti, path: Path, what: str) -> None:
    with replaced(path, INSTEAD[what]):
        there = content(path)
        for words in (["show"], ["set", "R1", "impact=3"], ["undo"], ["log"]):
            check_refusal(loti(*words), str(path), SAYS[what])
        assert content(path) == there
    assert loti("set", "R1", "impact=3").status == 0
    check_whole(path)


# -- an older copy of the same register ------------------------------------------------------------------------------


@pytest.fixture
def older(register: Register) -> Path:
    """A copy of the register from before its last two acts."""
    copy = register.path.with_name("older.loti")
    shutil.copyfile(register.path, copy)
    set_owner(register, "Zoë")
    register.add("risk", {"description": "Lost post"}, who="Ann")
    return copy


def test_an_act_is_not_added_to_an_older_copy_as_if_nothing_were_missing(register: Register, older: Path) -> None:
    """The acts that this program has stored or seen are not in it: that is said before anything is added to it."""
    os.replace(older, register.path)
    before = register.path.read_bytes()
    with pytest.raises(CannotOpen, match="older copy") as caught:
        register.add("risk", {"description": "New"}, who="Ann")
    assert advises(caught.value.sentence)
    assert register.path.read_bytes() == before


def test_an_edit_of_what_an_older_copy_has_otherwise_is_refused_with_both_values(
    register: Register, older: Path
) -> None:
    edit = Edit("risk", register.state().find("R1").id, "owner", "Max", "Zoë")
    os.replace(older, register.path)
    before = register.path.read_bytes()
    with pytest.raises((Refused, CannotOpen)):
        register.apply(Batch("Ann", (edit,)))
    assert register.path.read_bytes() == before


def test_a_newer_program_that_brought_the_file_up_to_date_meanwhile_is_not_written_beside(register: Register) -> None:
    with closing(sqlite3.connect(register.path)) as connection, connection:
        connection.execute("UPDATE register SET schema = '999'")
    before = register.path.read_bytes()
    with pytest.raises(CannotOpen) as caught:
        register.add("risk", {"description": "New"}, who="Ann")
    assert advises(caught.value.sentence)
    assert register.path.read_bytes() == before


# -- at the screens --------------------------------------------------------------------------------------------------

AT_SCREENS_SAYS = {
    "gone": ("is not there any more", "Nothing was changed", "Move it back"),
    "another": ("another register", "Nothing was written", "Open it again"),
    "text": ("not a register", "It was left as it is", "Check the path"),
    "empty": ("damaged", "It was left as it is", "Open a copy"),
}
AT_SCREENS = [
    pytest.param("gone", InBox),
    pytest.param("another", InForm),
    pytest.param("text", InCell, marks=pytest.mark.long),
    pytest.param("empty", AtScore, marks=pytest.mark.long),
    pytest.param("gone", InCell, marks=pytest.mark.long),
    pytest.param("another", AtScore, marks=pytest.mark.long),
    pytest.param("text", InForm, marks=pytest.mark.long),
]


@pytest.mark.parametrize(("what", "way"), AT_SCREENS)
async def test_typed_words_stay_and_are_stored_once_the_register_is_back(
    register: Register, what: str, way: type[Hands]
) -> None:
    async with opened(register.path) as desk:
        hands = way(desk)
        await hands.type()
        with replaced(register.path, INSTEAD[what]) as path:
            there = content(path)
            await refused_and_kept(hands, *AT_SCREENS_SAYS[what])
            assert content(path) == there
        await stored_when_mended(hands)
    check_whole(register.path)
