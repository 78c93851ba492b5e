"""Two programs write to the same register as fast as they can: nothing is lost, and nothing is overwritten unseen.

More of it: LOTI_EDITS=4000 pytest -m long tests/faults/test_racing.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.register import Register
from tests.faults.kept import check_whole

ROOT = Path(__file__).resolve().parents[2]
EDITS = int(os.environ.get("LOTI_EDITS", "400"))

# Changes the same two fields as the other writer, always from what it has read last; says what came of each edit.
WRITER = """
import sys
from pathlib import Path
from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.refused import CannotOpen, Moved
path, who, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
register = Register.open(path)
risk = register.state().find("R1")
print("ready", flush=True)
sys.stdin.readline()
seen = {"owner": risk.owner, "actionee": risk.actionee}
for turn in range(number):
    field, value = ("owner", "actionee")[turn % 2], f"{who} {turn}"
    edit = Edit("risk", risk.id, field, value, seen[field])
    try:
        batch = None
        while batch is None:
            try:
                batch = register.apply(Batch(who, (edit,))).batch
            except CannotOpen as held:  # the other one had the file for all of five seconds: as a person would, again
                assert "Another program is holding" in held.sentence
    except Moved as moved:
        print("moved", field, value, moved.theirs, "", sep="|")
        now = register.state().find("R1")
        seen = {"owner": now.owner, "actionee": now.actionee}
    else:
        print("stored", field, value, seen[field] or "", batch, sep="|")
        seen[field] = value
"""


def check_race(register: Register, edits: int) -> None:
    start = len(register.history())
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = []
    for who in ("Ann", "Bob"):
        command = [sys.executable, "-c", WRITER, str(register.path), who, str(edits // 2)]
        writers.append(
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
    for one in writers:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [[line.split("|") for line in one.communicate(timeout=300)[0].splitlines()] for one in writers]
    assert [one.returncode for one in writers] == [0, 0]
    assert [len(lines) for lines in told] == [edits // 2, edits // 2]
    check_whole(register.path)

    log = register.history()[start:]
    stored = {
        batch: (field, value, seen) for lines in told for what, field, value, seen, batch in lines if what == "stored"
    }
    moved = sum(what == "moved" for lines in told for what, *_ in lines)
    assert len(stored) + moved == edits
    assert [one.batch for one in log if one.batch not in stored] == []
    assert len(log) == len(stored)
    standing: dict[str, object] = {"owner": "Intelligence", "actionee": ""}
    for line in log:
        field, value, seen = stored[line.batch]
        assert (line.field, line.new) == (field, value)
        assert (line.old or "") == seen == standing[field], "an edit replaced what its author had not seen"
        standing[field] = value
    for lines, who in zip(told, ("Ann", "Bob"), strict=True):
        assert [one.new for one in log if one.who == who] == [
            value for what, _, value, _, _ in lines if what == "stored"
        ]


def test_two_programs_that_race_lose_nothing_and_overwrite_nothing_unseen(register: Register) -> None:
    check_race(register, 80)


@pytest.mark.long
def test_two_programs_that_race_for_long(register: Register) -> None:
    check_race(register, EDITS)
