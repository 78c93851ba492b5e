"""The program is killed at any moment: what it had acknowledged is there, and what it had not is whole or absent.

More of it: LOTI_KILLS=1000 pytest -m long tests/faults/test_killed.py
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("kill -9 is POSIX's own", allow_module_level=True)

from db.register import Register
from tests.faults.kept import check_whole

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("LOTI_KILLS", "200"))

# Starts as many writers as it is told, one after the other, and kills each after some milliseconds of writing. A writer
# says what it has stored; what it said, it had been told by the register.
ROUNDS = """
import os, signal, sys, time
from pathlib import Path
from db.register import Register
from loti_tui.domain.changes import new_item
from loti_tui.domain.changes import Batch, Edit
path = Path(sys.argv[1])
Register.open(path).state()

def write(number, into):
    register = Register.open(path)
    for act in range(1000):
        name = f"round {number} act {act}"
        home = register.state().find("R1").id
        edits = (Edit("risk", home, "owner", name), *new_item("risk", {"description": name, "mitigation": "x" * 3000}))
        register.apply(Batch("Ann", edits, name))
        os.write(into, (name + "\\n").encode())

for number, delay in enumerate(map(float, sys.argv[2:])):
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write(number, into)
        finally:
            os._exit(9)
    os.close(into)
    told = os.read(out, 100)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    while rest := os.read(out, 10000):
        told += rest
    os.close(out)
    print(os.waitstatus_to_exitcode(ended), *told.decode().splitlines(), sep="|", flush=True)
"""


def check_rounds(register: Register, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    delays = [f"{chance.uniform(0, 0.03):.4f}" for _ in range(rounds)]
    command = [sys.executable, "-c", ROUNDS, str(register.path), *delays]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == rounds
    check_whole(register.path)
    log: dict[str, set[str]] = {}
    for entry in register.history():
        log.setdefault(entry.why, set()).add(entry.field)
    descriptions = [one.description for one in register.state().risks]
    for number, line in enumerate(lines):
        status, *told = line.split("|")
        assert status == str(-signal.SIGKILL)
        assert told, "killed before anything was acknowledged"
        stored = [why for why in log if why.startswith(f"round {number} act ")]
        assert stored[: len(told)] == told
        assert len(stored) <= len(told) + 1
        for why in stored:
            assert {"owner", "description", "mitigation", "removed"} <= log[why]
            assert descriptions.count(why) == 1


def test_what_was_acknowledged_outlives_a_kill_at_any_moment(register: Register) -> None:
    check_rounds(register, 12, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 6))
def test_what_was_acknowledged_outlives_many_kills(register: Register, seed: int) -> None:
    check_rounds(register, max(1, KILLS // 4), seed)


# -- the copies ------------------------------------------------------------------------------------------------------

COPYING = """
import sys
from pathlib import Path
from db.backups import Backups
from db.register import Register
register = Register.open(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    register.add("risk", {"description": "New"}, who="Ann")
    Backups.of(register.path).make()
"""


@pytest.mark.parametrize("rounds", [1, pytest.param(8, marks=pytest.mark.long)])
def test_every_backup_is_whole_when_its_maker_was_killed(register: Register, rounds: int) -> None:
    from db.backups import Backups

    chance = random.Random(rounds)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(rounds):
        command = [sys.executable, "-c", COPYING, str(register.path)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as maker:
            assert maker.stdout
            assert maker.stdout.readline() == "ready\n"
            with suppress(subprocess.TimeoutExpired):
                maker.wait(chance.uniform(0.05, 0.3))
            maker.kill()
        assert maker.returncode == -signal.SIGKILL
    check_whole(register.path)
    for one in Backups.of(register.path).all():
        check_whole(one.path)
