"""There is no room: the disk is full, or a file may not grow any further."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("limits of this sort are POSIX's own", allow_module_level=True)

import resource

from db import dialect
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.state import State
from tests.cli.conftest import Loti
from tests.faults.hands import AtScore, Hands, InBox, InCell, InForm, refused_and_kept, stored_when_mended
from tests.faults.kept import advises, check_refusal, check_whole, set_owner
from tests.screens.desk import opened

LONG = "x" * 3_000
IN_A_NAMESPACE = "LOTI_IN_A_NAMESPACE"
"""Set for the tests that run in a namespace of their own, where they may mount."""


def big_act(register: Register) -> None:
    """An act that needs new pages."""
    register.add("risk", {"description": "New", "mitigation": LONG}, who="Ann")


def check_nothing_stored(register: Register, before: State, log: int) -> None:
    assert register.state() == before
    assert len(register.history()) == log
    check_whole(register.path)


# -- a full disk -----------------------------------------------------------------------------------------------------


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk))
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here ({mounted.stderr.strip()}); `unshare -rm` runs these tests elsewhere")
    yield disk
    run("umount", "-l", str(disk))


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is free on this disk until the block is left."""
    rest = disk / "rest"
    with rest.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    yield
    rest.unlink()


@pytest.fixture
def on_small_disk(small_disk: Path) -> Register:
    """The register of DD2092 on a disk of one megabyte."""
    return Register.create(small_disk / "board.loti", [dd2092.first_batch("Jo")])


def test_a_full_disk_stores_nothing_and_harms_nothing(on_small_disk: Register) -> None:
    before, log = on_small_disk.state(), len(on_small_disk.history())
    with filled(on_small_disk.path.parent):
        for act in (big_act, lambda one: set_owner(one, "Zoë")):
            with pytest.raises(CannotOpen, match="The disk is full") as caught:
                act(on_small_disk)
            assert advises(caught.value.sentence)
        assert on_small_disk.state() == before
    check_nothing_stored(on_small_disk, before, log)
    big_act(on_small_disk)
    check_whole(on_small_disk.path)


def test_no_register_is_half_made_on_a_full_disk(small_disk: Path) -> None:
    with filled(small_disk):
        with pytest.raises(CannotOpen, match="full"):
            Register.create(small_disk / "board.loti", [dd2092.first_batch("Jo")])
        assert [one.name for one in small_disk.iterdir()] == ["rest"]


def test_a_command_on_a_full_disk_says_so(bare: Loti, on_small_disk: Register) -> None:
    where = ("--register", str(on_small_disk.path))
    assert bare("set", "R1", "owner=Zoë", *where).status == 0
    with filled(on_small_disk.path.parent):
        check_refusal(bare("set", "R1", "impact=3", *where), "The disk is full", "not stored", "Free some room")
        check_refusal(bare("undo", *where), "The disk is full")
        assert bare("show", *where).status == 0
    check_whole(on_small_disk.path)
    assert bare("set", "R1", "impact=3", *where).status == 0


async def test_typed_words_outlive_a_full_disk(on_small_disk: Register) -> None:
    async with opened(on_small_disk.path) as desk:
        hands = InCell(desk)
        await hands.type()
        with filled(on_small_disk.path.parent):
            await refused_and_kept(hands, "The disk is full.", "The change was not stored", "Free some room")
        await stored_when_mended(hands)
    check_whole(on_small_disk.path)


def test_the_same_in_a_namespace_of_its_own() -> None:
    """For whoever may not mount a disk but may have a namespace of their own."""
    if os.environ.get(IN_A_NAMESPACE) or os.geteuid() == 0:
        pytest.skip("the tests above do it here")
    try:
        if run("unshare", "-rm", "true").returncode:
            pytest.skip("this system allows no namespace of one's own")
    except FileNotFoundError:
        pytest.skip("there is no unshare command here")
    words = ("unshare", "-rm", sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "-q", __file__)
    done = subprocess.run(
        (*words, "-k", "full_disk"),
        env={**os.environ, IN_A_NAMESPACE: "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.parametrize(
    "act", [big_act, lambda register: [set_owner(register, LONG[:200] + str(n)) for n in range(99)]]
)
def test_a_database_that_may_not_have_another_page_stores_nothing(
    register: Register, monkeypatch: pytest.MonkeyPatch, act: object
) -> None:
    """SQLite's own limit: the same fault as a full disk, wherever the tests run."""
    assert callable(act)
    monkeypatch.setattr(dialect, "SETTINGS", (*dialect.SETTINGS, "max_page_count = 1"))  # never below what there is
    with pytest.raises(CannotOpen, match="The disk is full"):
        act(register)
    check_whole(register.path)


# -- a limit on the size of files ------------------------------------------------------------------------------------


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """The system refuses to write beyond `size` in any file until the block is left."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


LIMITS = [100, 4_096, 20_000, 60_000, 150_000]
"""Where the journal cannot be begun, cannot be finished; where the register itself cannot be written."""


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_on_the_size_of_files_stores_all_of_an_act_or_nothing(register: Register, limit: int) -> None:
    before, log = register.state(), len(register.history())
    with files_no_longer_than(limit), pytest.raises(CannotOpen) as caught:
        big_act(register)
    assert "not stored" in caught.value.sentence
    assert advises(caught.value.sentence)
    check_nothing_stored(register, before, log)
    big_act(register)
    check_whole(register.path)


def test_a_command_under_such_a_limit_says_so(loti: Loti, path: Path) -> None:
    with files_no_longer_than(4_096):
        check_refusal(loti("set", "R1", "impact=3"), "disk refused", "not stored")
        assert loti("show").status == 0
    check_whole(path)
    assert loti("set", "R1", "impact=3").status == 0


def test_no_register_is_half_made_under_such_a_limit(bare: Loti, tmp_path: Path) -> None:
    with files_no_longer_than(20_000):
        check_refusal(bare("init", "--register", str(tmp_path / "new.loti")), "new.loti")
    assert not [one for one in tmp_path.iterdir() if one.is_file()]


@pytest.mark.long
@pytest.mark.parametrize(
    "way",
    [InBox, *(pytest.param(one, marks=pytest.mark.long) for one in (InCell, InForm, AtScore))],
)
async def test_typed_words_outlive_such_a_limit(register: Register, way: type[Hands]) -> None:
    async with opened(register.path) as desk:
        hands = way(desk)
        await hands.type()
        with files_no_longer_than(4_096):
            await refused_and_kept(hands, "The disk refused to write", "The change was not stored", "try again")
        await stored_when_mended(hands)
    check_whole(register.path)
