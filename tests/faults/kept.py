"""What must hold after every fault: the file is whole, and everything that was acknowledged is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, adds_up
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import plain
from tests.cli.conftest import Answer

ADVICE = (
    "ask",
    "check",
    "copy it",
    "free some",
    "make",
    "move it",
    "name ",
    "open a",
    "open it",
    "open the",
    "put it back",
    "put the",
    "try again",
)
"""How a sentence begins to say what to do."""


def check_whole(path: Path) -> None:
    """SQLite finds no fault, every link leads somewhere, and the tables are what the log adds up to."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    register = Register.open(path)
    held = {
        (item.KIND, item.id): recorded({name: plain(item, name) for name in KINDS[item.KIND].fields})
        for item in register.state()
    }
    assert held == {key: recorded(values) for key, values in adds_up(register.changes()).items()}


def recorded(values: dict[str, Plain]) -> dict[str, Plain]:
    """The fields that have a value."""
    return {name: value for name, value in values.items() if value is not None}


def set_owner(register: Register, owner: str, ref: str = "R1") -> str | None:
    """One act: a new owner of a risk. The id of its batch."""
    item = register.state().find(ref)
    return register.apply(Batch("Ann", (Edit(item.KIND, item.id, "owner", owner),))).batch


def advises(sentence: str) -> bool:
    """Whether a sentence says what to do."""
    return any(start in sentence.casefold() for start in ADVICE)


def check_refusal(answer: Answer, *parts: str, status: int = 3) -> None:
    """One sentence on standard error with these words in it and some advice; nothing else, and no traceback."""
    assert (answer.status, answer.out) == (status, "")
    assert "Traceback" not in answer.err
    assert "did not foresee" not in answer.err
    assert answer.err.count("\n") == 1
    assert [part for part in parts if part not in answer.err] == []
    assert advises(answer.err)
