"""A register that is open for reading only says so at each key that would change it, and nothing at all changes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.commands import COMMANDS, PLACES
from loti_tui.domain.refused import READ_ONLY
from screens.bindings import possible, why_not
from tests.screens.desk import Desk, opened

CHANGES = [command for command in COMMANDS.values() if command.changes]
NOBODY = 65534


def traces(path: Path) -> dict[str, tuple[int, bytes]]:
    """All that could tell of a change: what lies in the register's folder, when it was written, and what it holds."""
    found = {one.name: (one.stat().st_mtime_ns, one.read_bytes()) for one in path.parent.iterdir() if one.is_file()}
    return found | {".": (path.parent.stat().st_mtime_ns, b"")}


def bound(desk: Desk) -> set[str]:
    """The commands that have a key on the screen in front, greyed or not."""
    return {active.binding.action for active in desk.app.screen.active_bindings.values()}


# -- keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["risks", "publication", "history"])
async def test_each_key_that_would_change_something_says_why_it_does_not(register: Register, place: str) -> None:
    before = traces(register.path)
    async with opened(register.path, read_only=True) as desk:
        await desk.press(COMMANDS[place].keys[0])
        keys = [command.keys[0] for command in CHANGES if command.name in bound(desk)]
        assert keys
        for key in keys:
            desk.screen.tell("")
            await desk.press(key)
            assert (desk.said, desk.warned) == (READ_ONLY, True), key
        assert desk.screen.tab == place
    assert traces(register.path) == before


async def test_a_change_asked_for_by_its_words_is_answered_in_the_same_way(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        for command in CHANGES:
            desk.screen.tell("")
            await desk.app.run_action(command.name, desk.screen)
            await desk.settle()
            assert (desk.said, desk.warned) == (READ_ONLY, True), command.name


async def test_enter_on_a_field_of_a_record_says_so_too(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("enter", "enter")
        assert (desk.said, desk.warned) == (READ_ONLY, True)


async def test_keys_that_change_nothing_work_as_ever_and_others_say_that_they_do_nothing(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("down", "s")
        assert desk.said.startswith("Sorted by")
        await desk.press("escape", "z")
        assert desk.said == "“z” does nothing here. ? lists the keys that do."


@pytest.mark.long
async def test_where_one_may_write_no_key_says_so(desk: Desk) -> None:
    for command in CHANGES:
        await desk.press(command.keys[0])
        assert READ_ONLY not in desk.text
        await desk.burst("escape", "escape")


def test_what_is_greyed_and_what_is_answered_is_decided_in_one_place() -> None:
    for name in (*COMMANDS, "no command"):
        for read_only in (False, True):
            assert (possible(name, read_only=read_only) is None) == bool(why_not(name, read_only=read_only))
    assert {name for name in COMMANDS if why_not(name, read_only=True)} == {command.name for command in CHANGES}


@pytest.mark.long
async def test_after_every_key_the_folder_is_as_it_was_to_the_last_moment(register: Register, own_home: Path) -> None:
    folder = register.path.with_name("alone")
    folder.mkdir()
    path = register.path.rename(folder / register.path.name)
    before = traces(path)
    stays = ("quit", "command_palette", "change_theme", *PLACES)
    async with opened(path, read_only=True) as desk:
        for place in PLACES:
            await desk.press(COMMANDS[place].keys[0], "down")
            pressed = [key for command in COMMANDS.values() if command.name not in stays for key in command.keys]
            await desk.burst(*(one for key in pressed for one in (key, "escape", "escape")))
        assert traces(path) == before
    assert traces(path) == before
    assert list(own_home.rglob("*.loti")) == []


# -- where the system does not let this person write -----------------------------------------------------------------


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A register that a person who is not root can reach."""
    if sys.platform == "win32":
        pytest.skip("rights of this sort are POSIX's own")
    with tempfile.TemporaryDirectory(prefix="loti-tests-") as place:
        path = Path(place) / "board.loti"
        Register.create(path, [dd2092.first_batch("Jo")])
        yield path
        os.chmod(place, 0o700)


@contextmanager
def only_reading(path: Path, what: str) -> Iterator[None]:
    """The register's file, or its folder, may only be read until the block is left; root acts as nobody."""
    root = sys.platform != "win32" and os.geteuid() == 0
    path.parent.chmod(0o555 if what == "folder" else 0o755)
    path.chmod(0o444 if what == "file" else 0o666)
    if root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
        path.parent.chmod(0o755)


SAYS = {
    "file": "board.loti may only be read: it is open for reading only.",
    "folder": (
        "Nothing can be written into the folder of board.loti, as storing a change needs: it is open for reading only."
    ),
}


@pytest.mark.parametrize("what", SAYS)
async def test_a_register_that_may_not_be_written_is_shown_and_that_is_said_once(reachable: Path, what: str) -> None:
    with only_reading(reachable, what):
        before = traces(reachable)
        async with opened(reachable) as desk:
            assert "R1" in desk.text
            assert (desk.said, desk.warned) == (SAYS[what], True)
            assert "read-only" in desk.text
            await desk.press("i", "3")
            assert desk.screen.NAME == "procurement"
            await desk.press("2", "e")
            assert desk.said == READ_ONLY
            await desk.press("3", "2")
            assert SAYS[what] not in desk.text
        assert traces(reachable) == before
