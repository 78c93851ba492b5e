"""What the tests of the doctor share: a register that was lived in, and ways to alter it behind the program's back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.backups import Backups
from db.doctor import examine, repair
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Change, Edit
from loti_tui.domain.digest import digest
from loti_tui.domain.refused import CannotOpen

NOW = datetime(2017, 4, 6, 10, 15, tzinfo=UTC)
DATA = Path(__file__).resolve().parents[2] / "data"
LOG = ("batch", "change", "succession", "snapshot", "register")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with edits by two people, an undo, a removed risk, an issue, and two snapshots."""
    path = tmp_path_factory.mktemp("lived-in") / "board.loti"
    register = Register.create(path, [dd2092.first_batch("Jo")])
    first, second, third = (register.state().find(ref) for ref in ("R1", "R2", "R3"))
    register.apply(Batch("Ann", (Edit("risk", first.id, "owner", "Zoë O’Brien"),), "she asked for it"))
    register.apply(Batch("Ann", (Edit("risk", first.id, "impact", 4), Edit("risk", second.id, "impact", 4))))
    register.take_snapshot("Board 1", who="Ann")
    register.apply(Batch("Bob", (Edit("risk", second.id, "owner", "Bob"),)))
    register.undo(who="Bob")
    register.apply(Batch("Bob", (Edit("risk", third.id, "removed", True),), "not ours"))
    register.add("issue", {"description": "A borough has left"}, who="Bob")
    register.take_snapshot("Board 2", who="Bob")
    register.add("action", {"description": "Ask again", "owner": "Zoë O’Brien"}, who="Ann")
    return path


@pytest.fixture
def path(tmp_path: Path, lived_in: Path) -> Path:
    return Path(shutil.copy(lived_in, tmp_path / "board.loti"))


@contextmanager
def by_hand(path: Path, *, with_triggers: bool = False) -> Iterator[sqlite3.Connection]:
    """The file behind the program's back: no trigger, no link and no CHECK is in the way; the triggers come back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, again in triggers:
            connection.execute(again)
        connection.execute("COMMIT")


def spoil(path: Path, *statements: str) -> None:
    with by_hand(path) as connection:
        for statement in statements:
            connection.execute(statement)


def tables(path: Path, *, log: bool | None = None) -> str:
    """What is in the file as SQL: all of it, the log alone, or all but the log."""
    with closing(sqlite3.connect(path)) as connection:
        lines = list(connection.iterdump())
    if log is None:
        return "\n".join(lines)
    of_log = [line for line in lines if line.startswith(tuple(f'INSERT INTO "{name}"' for name in LOG))]
    return "\n".join(of_log if log else [line for line in lines if line.startswith("INSERT") and line not in of_log])


def found(path: Path) -> set[str]:
    """The names of the checks that found something."""
    return {fault.check for fault in examine(path)}


def sentences(path: Path) -> str:
    return "\n".join(fault.sentence for fault in examine(path))


def refused_and_left(path: Path, match: str) -> None:
    """It is not put right, and not a byte is changed."""
    before = path.read_bytes()
    with pytest.raises(CannotOpen, match=match):
        repair(path, NOW)
    assert path.read_bytes() == before


def put_right(path: Path, lived_in: Path) -> None:
    """It is put right: all is as it was before the fault, the log untouched, and the file as it was found is kept."""
    as_found, log = tables(path), tables(path, log=True)
    copy = repair(path, NOW)
    assert examine(path) == []
    assert tables(path, log=True) == log
    assert Register.open(path).state() == Register.open(lived_in).state()
    assert copy in Backups.of(path).all()
    assert not copy.sound
    assert tables(copy.path) == as_found


def sealed_again(connection: sqlite3.Connection) -> None:
    """Work out the digest of every act again, as whoever altered the log on purpose could."""
    (register,) = connection.execute("SELECT id FROM register").fetchone()
    after: dict[str, set[str]] = {}
    for change, earlier in connection.execute("SELECT change, earlier FROM succession"):
        after.setdefault(change, set()).add(earlier)
    names = ("id", "at", "who", "why", "act", "undoes")
    for row in connection.execute(f"SELECT {', '.join(names)} FROM batch").fetchall():
        line = dict(zip(names, row, strict=True))
        query = "SELECT id, kind, item, field, value FROM change WHERE batch = ?"
        changes = [
            Change(id_, "", "", kind, item, field, json.loads(value), frozenset(after.get(id_, ())))
            for id_, kind, item, field, value in connection.execute(query, (line["id"],))
        ]
        told = (digest(register, line, changes), line["id"])
        connection.execute("UPDATE batch SET digest = ? WHERE id = ?", told)


def read(path: Path) -> tuple[Any, ...]:
    """All that anybody reads in a register."""
    register = Register.open(path)
    return register.id, register.state(), register.history(), register.changes(), register.snapshots(), register.acts()
