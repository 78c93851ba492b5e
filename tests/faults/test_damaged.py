"""The file is damaged: cut short, overwritten in places, or no register at all."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.domain.refused import CannotOpen
from tests.cli.conftest import Loti
from tests.faults.hands import Hands, InBox, InCell, InForm, refused_and_kept, stored_when_mended
from tests.faults.kept import check_refusal, check_whole
from tests.screens.desk import opened

SEEDS = int(os.environ.get("LOTI_SEEDS", "100"))
"""How many files of the long test are overwritten."""

COMMANDS = (
    ("show",),
    ("show", "risks", "--json"),
    ("log", "--json"),
    ("info",),
    ("doctor",),
    ("set", "R1", "impact=3", "--why", "two suppliers withdrew"),
    ("undo",),
)
HEADER = 100
"""Bytes of SQLite's own at the beginning of a file."""

LETTERS = b"abcxyzRAG 0123456789-{}[],:"


def contents(path: Path, *, read_only: bool = True) -> tuple[object, object]:
    """Everything that a register says: what stands, and its whole history."""
    register = Register.open(path, read_only=read_only)
    return register.state(), register.history()


def check_answers(loti: Loti, path: Path, damaged: bytes) -> None:
    """Each command ends with a status that is documented and, where it is not 0, with words; never with a traceback."""
    for words in COMMANDS:
        path.write_bytes(damaged)
        answer = loti(*words)
        assert answer.status in (0, 1, 2, 3), (words, answer)
        assert "Traceback" not in answer.err, (words, answer)
        assert "did not foresee" not in answer.err, (words, answer)
        assert answer.status == 0 or answer.err.strip() or words == ("doctor",), (words, answer)
        if answer.status == 0 and "--json" in words:
            json.loads(answer.out)
        if answer.status != 0:
            assert path.read_bytes() == damaged, words


# -- cut short -------------------------------------------------------------------------------------------------------

LENGTHS = [1, 16, 99, 100, 512, 4_095, 4_096, 8_192, 20_000, -4_096]


@pytest.mark.parametrize("left", LENGTHS)
def test_a_register_that_was_cut_short_is_said_to_be_damaged_and_left_so(loti: Loti, path: Path, left: int) -> None:
    cut = path.read_bytes()[:left]
    path.write_bytes(cut)
    for read_only in (False, True):
        with pytest.raises(CannotOpen):
            contents(path, read_only=read_only)
    for words in (["show"], ["set", "R1", "impact=3"]):
        check_refusal(loti(*words), str(path))
    assert path.read_bytes() == cut


def test_a_register_without_its_last_byte_is_found_out_or_as_it_was(lived_in: Register) -> None:
    """SQLite takes what is missing of the last page for zeros."""
    whole, before = lived_in.path.read_bytes(), contents(lived_in.path)
    for missing in (1, 20, 500, 4_095):
        lived_in.path.write_bytes(whole[:-missing])
        check_found_or_unharmed(lived_in.path, missing, before)


def test_a_damaged_register_is_answered_with_the_latest_backup_and_how_to_put_it_back(loti: Loti, path: Path) -> None:
    assert loti("set", "R1", "impact=3").status == 0  # and a copy is kept at its close
    kept = contents(path)
    path.write_bytes(path.read_bytes()[:5000])
    answer = loti("show")
    check_refusal(answer, "damaged", "latest backup", "loti backup restore latest --to")
    restored = path.with_name("restored.loti")
    assert loti("backup", "restore", "latest", "--to", str(restored)).status == 0
    check_whole(restored)
    assert contents(restored) == kept


def test_a_missing_register_is_answered_with_the_latest_backup_too(loti: Loti, path: Path) -> None:
    assert loti("set", "R1", "impact=3").status == 0
    path.unlink()
    check_refusal(loti("show"), "There is no register", "loti backup restore latest --to")
    assert not path.exists()


# -- overwritten -----------------------------------------------------------------------------------------------------


def overwritten(whole: bytes, seed: int) -> bytes:
    """Sixteen random bytes somewhere; for every tenth seed in the header, for every third one letter that fits in."""
    chance = random.Random(seed)
    at = chance.randrange(HEADER if seed % 10 == 0 else len(whole) - 16)
    put = bytes(chance.choices(LETTERS)) if seed % 3 == 0 else chance.randbytes(16)
    return whole[:at] + put + whole[at + len(put) :]


def check_found_or_unharmed(path: Path, seed: int, before: tuple[object, object]) -> None:
    """Where doctor finds nothing, the register says what it said before."""
    from db.doctor import examine

    try:
        found = examine(path)
    except CannotOpen:
        return
    assert found or contents(path) == before, f"seed {seed}: neither found nor harmless"


@pytest.mark.parametrize("seed", range(9, 12))
def test_a_command_on_an_overwritten_file_ends_with_a_sentence(loti: Loti, lived_in: Register, seed: int) -> None:
    check_answers(loti, lived_in.path, overwritten(lived_in.path.read_bytes(), seed))


def test_overwritten_bytes_are_found_or_did_no_harm(lived_in: Register) -> None:
    whole, before = lived_in.path.read_bytes(), contents(lived_in.path)
    for seed in range(15, 31):
        lived_in.path.write_bytes(overwritten(whole, seed))
        check_found_or_unharmed(lived_in.path, seed, before)


@pytest.mark.long
@pytest.mark.parametrize("first", range(100, 100 + SEEDS, 20))
def test_many_overwritten_files_are_answered_and_found(loti: Loti, lived_in: Register, first: int) -> None:
    whole, before = lived_in.path.read_bytes(), contents(lived_in.path)
    for seed in range(first, first + 20):
        damaged = overwritten(whole, seed)
        check_answers(loti, lived_in.path, damaged)
        lived_in.path.write_bytes(damaged)
        check_found_or_unharmed(lived_in.path, seed, before)


# -- no register -----------------------------------------------------------------------------------------------------


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE register (id TEXT, schema TEXT)")


def zipped(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("make", "says"),
    [(zipped, "not a database"), (foreign, "another program's database"), (empty, "an empty file")],
)
def test_what_is_no_register_is_named_and_left_as_it_is(loti: Loti, path: Path, make: object, says: str) -> None:
    assert callable(make)
    make(path)
    before = path.read_bytes()
    for words in (["show"], ["log"], ["set", "R1", "impact=3"], ["undo"], ["show", "--read-only"]):
        check_refusal(loti(*words), str(path), says)
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir() if one.is_file()) == [path.name]


# -- at the screens --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "way"),
    [
        pytest.param(5000, InForm),
        pytest.param(50, InCell, marks=pytest.mark.long),
        pytest.param(-4096, InBox, marks=pytest.mark.long),
    ],
)
async def test_typed_words_outlive_a_damaged_file(register: Register, left: int, way: type[Hands]) -> None:
    async with opened(register.path) as desk:
        hands = way(desk)
        await hands.type()
        whole = register.path.read_bytes()
        register.path.write_bytes(whole[:left])
        await refused_and_kept(hands, register.path.name, "It was left as it is")
        assert register.path.read_bytes() == whole[:left]
        register.path.write_bytes(whole)
        await stored_when_mended(hands)
    check_whole(register.path)
