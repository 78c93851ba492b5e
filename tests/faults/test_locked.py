"""Another program holds the register's lock: for a moment, for longer than anybody waits, and for half a minute."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

import pytest

from db.register import Register
from loti_tui.domain.refused import CannotOpen
from tests.cli.conftest import Answer
from tests.faults.hands import InBox, InCell, refused_and_kept, stored_when_mended
from tests.faults.kept import advises, check_refusal, check_whole, set_owner
from tests.screens.desk import opened

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Another program holds the file until the block is left."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as holder:
        holder.execute(f"BEGIN {how}")
        yield
        holder.execute("ROLLBACK")


def loti(*words: str) -> Answer:
    """`loti` as a process of its own, so that it waits beside others."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "loti_tui", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


async def test_a_lock_that_outlasts_the_programs_patience_is_said_everywhere_and_nothing_is_lost(
    register: Register,
) -> None:
    """One lock for all, since each of them waits for it some seconds."""
    before = register.state()
    with ThreadPoolExecutor(2) as others:
        async with opened(register.path) as desk:
            hands = InCell(desk)
            await hands.type()
            with held(register.path, "IMMEDIATE"):
                adding = others.submit(register.add, "risk", {"description": "New"}, who="Ann")
                setting = others.submit(loti, "set", "R1", "impact=3", "--register", str(register.path))
                assert register.state() == before  # who writes does not keep others from reading
                await refused_and_kept(hands, "Another program is holding", "The change was not stored", "try again")
                with pytest.raises(CannotOpen, match="Another program is holding") as caught:
                    adding.result()
                assert advises(caught.value.sentence)
                check_refusal(setting.result(), "Another program is holding", "not stored")
            assert register.state() == before
            await stored_when_mended(hands)
    check_whole(register.path)


@pytest.mark.long
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
async def test_a_lock_held_for_half_a_minute_ends_in_a_sentence_each_time(register: Register, how: str) -> None:
    async with opened(register.path) as desk:
        hands = InBox(desk)
        await hands.type()
        with held(register.path, how):
            end = monotonic() + 30
            while monotonic() < end:
                await refused_and_kept(hands, "Another program is holding", "The change was not stored")
        await stored_when_mended(hands)
    set_owner(register, "Zoë")
    check_whole(register.path)
