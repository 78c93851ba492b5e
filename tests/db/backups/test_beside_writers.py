"""A copy is made beside whoever writes: of one moment, waiting for nobody without end."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from db import files
from db.backups import Backups
from db.register import Register
from loti_tui.domain.refused import CannotOpen
from tests.db.backups.conftest import check_integrity, in_folder, tables
from tests.db.test_files import HALF_DONE, ROOT, python

HOLDING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE risk SET owner = 'Half'")
print("holding", flush=True)
sys.stdin.read()
"""


def test_a_copy_is_made_of_one_moment_while_another_program_is_in_the_middle_of_writing(
    register: Register, copies: Backups
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, register.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        copy = Register.open(copies.make().path)
        other.communicate("")
    assert copy.state() == register.state()
    assert {one.owner for one in copy.state().risks} == {"Intelligence"}


WRITING = """
import sys
from pathlib import Path
from db.register import Register
register = Register.open(Path(sys.argv[1]))
print("begun", flush=True)
for number in range(20):
    register.add("risk", {"description": f"Risk {number}", "mitigation": "x" * 5000}, who="Bob")
"""


@pytest.mark.long
def test_copies_made_while_another_program_goes_on_writing_are_all_whole(register: Register, copies: Backups) -> None:
    with python(WRITING, register.path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        made = []
        while other.poll() is None:
            made.append(copies.make().path)
    assert other.returncode == 0
    for path in {*made, copies.make().path} & {one.path for one in copies.all()}:
        check_integrity(path)
        with closing(sqlite3.connect(path)) as connection:
            (acts,) = connection.execute("SELECT count(*) FROM batch").fetchone()
            (risks,) = connection.execute("SELECT count(*) FROM risk WHERE mitigation = ?", ("x" * 5000,)).fetchone()
            assert risks == acts - 1
    assert not [name for name in in_folder(copies) if name.endswith((".part", "-journal"))]


def test_a_program_that_keeps_the_whole_file_to_itself_is_not_waited_for_without_end(
    register: Register, copies: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_MILLISECONDS", 50)
    told: list[str] = []

    def try_it() -> None:
        try:
            copies.make()
        except CannotOpen as fault:
            told.append(fault.sentence)

    with closing(sqlite3.connect(register.path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        trying = Thread(target=try_it)
        trying.start()
        trying.join(timeout=5)
        in_vain = trying.is_alive()
        holder.execute("ROLLBACK")
        trying.join()
    assert not in_vain
    assert "Another program is holding" in told[0]


MAKING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from db.backups import Backups
copies = Backups.of(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(10):
    copies.make(datetime(2017, 4, 6, 10, 15, tzinfo=UTC), note="race")
"""


def test_several_programs_that_copy_in_the_same_second_do_not_spoil_each_others_copies(
    path: Path, copies: Backups
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", MAKING, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )
        for _ in range(3)
    ]  # fmt: skip
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in started:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    complaints = [one.communicate()[1].strip().rpartition("\n")[2] for one in started]
    assert complaints == ["", "", ""]
    for copy in copies.all():
        assert tables(copy.path) == tables(path)
    assert not [name for name in in_folder(copies) if name.endswith(".part")]


def test_what_a_killed_writer_left_half_done_is_not_in_the_copy(path: Path, copies: Backups) -> None:
    before = Register.open(path).state()
    with python(HALF_DONE, path) as process:
        process.wait()
    assert path.with_name(f"{path.name}-journal").exists()
    assert Register.open(copies.make().path).state() == before
