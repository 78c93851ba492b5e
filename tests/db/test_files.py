"""The register is a file: opened, made, replaced under our hands, and left whole by whatever kills us."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.refused import CannotOpen, Refused

ROOT = Path(__file__).resolve().parents[2]


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process that runs a script with this checkout."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def files(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.is_file())


def not_opened(path: Path) -> str:
    """The sentence with which a path is not opened; a file there is the same afterwards."""
    before = path.read_bytes() if len(path.name) < 200 and path.is_file() else None
    for read_only in (False, True):
        with pytest.raises(CannotOpen) as caught:
            Register.open(path, read_only=read_only)
    if before is not None:
        assert path.read_bytes() == before
    assert str(path) in caught.value.sentence
    return caught.value.sentence


def test_a_path_where_nothing_is_makes_no_file(path: Path) -> None:
    assert "There is no register at" in not_opened(path)
    assert files(path.parent) == []


def test_a_path_in_a_missing_folder_makes_no_folder(tmp_path: Path) -> None:
    not_opened(tmp_path / "missing" / "board.loti")
    assert not (tmp_path / "missing").exists()


def test_a_folder_is_not_a_register(tmp_path: Path) -> None:
    assert "is a folder" in not_opened(tmp_path)


def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(tmp_path: Path) -> None:
    not_opened(tmp_path / ("x" * 300))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"Minutes of the board\n", "not a database"),
        (b"Minutes of the board\n" * 500, "not a database"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "not a database"),
        (b"SQLite format 3\x00" + b"\x00" * 40, ""),
    ],
    ids=["empty", "short text", "long text", "zip", "only the header of a database"],
)
def test_a_file_that_is_no_register_is_left_as_it_is(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    assert words in not_opened(path)
    assert files(path.parent) == [path.name]


def test_another_programs_database_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE register (id TEXT, schema TEXT)")
    assert "another program's database" in not_opened(path)


@pytest.mark.parametrize("name", ["Board? #1 100% ü.loti", "a&b=c;d.loti", "ro?mode=memory", " spaced ", "%3f.loti"])
def test_a_path_may_hold_any_character(tmp_path: Path, name: str) -> None:
    made = Register.create(tmp_path / name, [dd2092.blank_batch("Jo")])
    made.add("risk", {"description": "New"}, who="Ann")
    assert files(tmp_path) == [name]
    assert Register.open(tmp_path / name).state() == made.state()


def test_create_never_writes_over_a_file(register: Register) -> None:
    before = register.path.read_bytes()
    with pytest.raises(CannotOpen, match="is there already and was left as it is"):
        Register.create(register.path, [dd2092.blank_batch("Jo")])
    assert register.path.read_bytes() == before
    assert files(register.path.parent) == [register.path.name]


def test_create_in_a_missing_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="Nothing was made"):
        Register.create(tmp_path / "missing" / "board.loti", [dd2092.blank_batch("Jo")])
    assert not (tmp_path / "missing").exists()
    assert files(tmp_path) == []


def test_create_with_a_batch_that_is_refused_leaves_nothing_behind(path: Path) -> None:
    bad = Batch("Jo", (Edit("risk", "nowhere", "owner", "Ann"),))
    with pytest.raises(Refused):
        Register.create(path, [dd2092.blank_batch("Jo"), bad])
    assert files(path.parent) == []


@pytest.mark.parametrize("length", [230, 240, 250, 255, 300])
def test_create_under_a_long_name_makes_it_or_leaves_nothing_behind(tmp_path: Path, length: int) -> None:
    name = "x" * length
    try:
        made = Register.create(tmp_path / name, [dd2092.blank_batch("Jo")])
    except CannotOpen:
        assert files(tmp_path) == []
    else:
        made.add("risk", {"description": "New"}, who="Ann")
        assert files(tmp_path) == [name]


def test_a_register_can_be_copied_between_two_acts(register: Register, tmp_path: Path) -> None:
    register.add("risk", {"description": "New"}, who="Ann")
    copy = tmp_path / "copy.loti"
    copy.write_bytes(register.path.read_bytes())
    assert Register.open(copy).state() == register.state()


# A writer that is killed with half of its act in the file and the other half in SQLite's rollback journal.
HALF_DONE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE risk SET owner = 'Half', mitigation = ?", ("x" * 9000,))
connection.execute("CREATE TABLE more (text TEXT)")
for number in range(300):
    connection.execute("INSERT INTO more VALUES (?)", ("x" * 3000,))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def half_done(register: Register) -> Register:
    """A register whose writer was killed in the middle of an act."""
    before = register.path.read_bytes()
    with python(HALF_DONE, register.path) as process:
        assert process.wait() == -signal.SIGKILL
    assert register.path.read_bytes() != before
    assert files(register.path.parent) == [register.path.name, f"{register.path.name}-journal"]
    return register


def test_an_act_that_was_killed_half_way_is_rolled_back_on_opening(half_done: Register) -> None:
    opened = Register.open(half_done.path)
    assert {one.owner for one in opened.state().risks} == {"Intelligence"}
    opened.add("risk", {"description": "New"}, who="Ann")
    assert files(half_done.path.parent) == [half_done.path.name]


def test_a_half_done_act_is_never_shown_to_who_opens_for_reading(half_done: Register) -> None:
    try:
        risks = Register.open(half_done.path, read_only=True).state().risks
    except CannotOpen as fault:
        # Rolling back is writing; but then the advice must not be to do what was just done.
        sentence = fault.sentence
    else:
        sentence = ""
        assert {one.owner for one in risks} == {"Intelligence"}
    assert "--read-only" not in sentence


EDITS = """
import sys
from pathlib import Path
from db.register import Register
from loti_tui.domain.changes import Batch, Edit
register, who, ref = Register.open(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
item = register.state().find(ref)
for number in range(50):
    edits = (Edit("risk", item.id, "owner", f"{who} {number}"),)
    print(register.apply(Batch(who, edits)).batch, flush=True)
"""


@pytest.mark.long
def test_two_processes_that_write_at_once_lose_nothing_and_none_is_refused(register: Register) -> None:
    start = len(register.history())
    with python(EDITS, register.path, "Ann", "R1") as ann, python(EDITS, register.path, "Bob", "R2") as bob:
        told = [(one.stdout.read() if one.stdout else "").split() for one in (ann, bob)]
    assert (ann.returncode, bob.returncode) == (0, 0)
    log = register.history()[start:]
    for who, ref, batches in zip(("Ann", "Bob"), ("R1", "R2"), told, strict=True):
        lines = [one for one in log if one.who == who]
        assert [one.batch for one in lines] == batches
        assert [one.new for one in lines] == [f"{who} {number}" for number in range(50)]
        assert {one.ref for one in lines} == {ref}
    assert [one.owner for one in register.state().risks[:2]] == ["Ann 49", "Bob 49"]


def test_a_writer_waits_while_another_program_holds_the_file(register: Register) -> None:
    with closing(sqlite3.connect(register.path, isolation_level=None, check_same_thread=False)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        letting_go = Timer(0.1, holder.execute, ["ROLLBACK"])
        letting_go.start()
        register.add("risk", {"description": "New"}, who="Ann")
        letting_go.join()
    assert register.state().risks[-1].description == "New"
