"""`loti doctor`: a line for each check, status 1 where one found something, and nothing changed without --repair."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.backups import Backups
from db.doctor import CHECKS
from db.register import Register
from db.whereabouts import whereabouts


def by_hand(path: Path, *statements: str) -> None:
    """Change the file behind the program's back; the triggers of the log are back afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, again in triggers:
            connection.execute(again)


TABLES = "UPDATE risk SET owner = '[/x] Mallory' WHERE ref = 'R1'"
LOG = "UPDATE batch SET who = 'Mallory'"


def test_a_whole_register_is_said_to_be_whole_check_by_check(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("doctor")
    assert (answer.status, answer.err) == (0, f"{path} is whole.\n")
    assert len(answer.out.splitlines()) == len(CHECKS)
    assert {line.split("  ")[0] for line in answer.out.splitlines()} == {"Sound"}
    assert path.read_bytes() == before


def test_a_whole_register_as_json_is_one_document(loti: Any, path: Path) -> None:
    document = loti("doctor", "--json").json
    assert list(document) == ["sound", "checks", "register", "repaired", "warning"]
    assert (document["sound"], document["register"], document["repaired"]) == (True, str(path), None)
    where = whereabouts(path)
    assert document["warning"] == (where.sentence if where else None)
    assert [one["check"] for one in document["checks"]] == list(CHECKS)
    assert all(one == {"check": one["check"], "sound": True, "faults": []} for one in document["checks"])


def test_a_fault_of_the_tables_is_said_with_the_way_to_put_it_right_and_nothing_is_changed(
    loti: Any, path: Path
) -> None:
    by_hand(path, TABLES)
    before = path.read_bytes()
    answer = loti("doctor")
    assert answer.status == 1
    assert "Fault  Owner of R1 is not what the log adds up to.\n" in answer.out
    assert "“loti doctor --repair” makes the tables anew from the log, after a copy." in answer.err
    document = loti("doctor", "--json").json
    assert document["sound"] is False
    assert [one["check"] for one in document["checks"] if not one["sound"]] == ["sums"]
    assert path.read_bytes() == before
    assert Backups.of(path).all() == []


def test_a_fault_of_the_tables_is_put_right_and_said(loti: Any, path: Path) -> None:
    right = Register.open(path).state()
    by_hand(path, TABLES)
    answer = loti("doctor", "--repair")
    (copy,) = [one for one in Backups.of(path).all() if not one.sound]
    assert answer.status == 0
    assert {line.split("  ")[0] for line in answer.out.splitlines()} == {"Sound"}
    assert "The tables were made anew from the log." in answer.err
    assert f"the register is kept as backup {copy.name}" in answer.err
    assert Register.open(path).state() == right
    assert loti("doctor").status == 0


def test_what_was_put_right_as_json_names_the_copy(loti: Any, path: Path) -> None:
    by_hand(path, TABLES)
    answer = loti("doctor", "--repair", "--json")
    (copy,) = [one for one in Backups.of(path).all() if not one.sound]
    assert (answer.status, answer.json["sound"], answer.json["repaired"]) == (0, True, copy.name)


def test_where_there_is_nothing_to_repair_nothing_is_changed(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("doctor", "--repair")
    assert answer.status == 0
    assert "There was nothing to repair. Nothing was changed." in answer.err
    assert path.read_bytes() == before
    assert Backups.of(path).all() == []


@pytest.mark.parametrize("faults", [[LOG], [LOG, TABLES]], ids=["the log", "both"])
def test_an_altered_log_is_never_rebuilt_from(loti: Any, path: Path, faults: list[str]) -> None:
    loti("backup")
    by_hand(path, *faults)
    before = path.read_bytes()
    answer = loti("doctor")
    assert answer.status == 1
    assert "Fault  What the log says of act 1 was altered after it was written." in answer.out
    assert "cannot be put right from the log. The latest backup is of" in answer.err
    repaired = loti("doctor", "--repair")
    assert repaired.status in (1, 3)
    assert "backup restore latest --to" in repaired.err
    assert path.read_bytes() == before


def test_what_cannot_be_put_right_is_not_advised_again(loti: Any, path: Path) -> None:
    by_hand(path, "CREATE TABLE more (text TEXT)")
    loti("doctor", "--repair")
    answer = loti("doctor", "--repair")
    if answer.status:
        assert "“loti doctor --repair” makes" not in answer.err


def test_reading_only_and_repairing_exclude_each_other(loti: Any, path: Path) -> None:
    by_hand(path, TABLES)
    before = path.read_bytes()
    answer = loti("--read-only", "doctor", "--repair")
    assert (answer.status, answer.out) == (2, "")
    assert "--read-only and --repair exclude each other. Nothing was changed." in answer.err
    assert loti("--read-only", "doctor").status == 1
    assert path.read_bytes() == before


def test_no_text_of_the_register_is_told_by_the_doctor(loti: Any, path: Path) -> None:
    """A finding may be sent to whoever helps; what is written in the register is the board's."""
    loti("set", "R1", "owner=Secret Person")
    by_hand(path, "UPDATE risk SET owner = 'Other Secret'", "UPDATE change SET value = '\"Third Secret\"'", LOG)
    answer = loti("doctor")
    assert answer.status == 1
    assert "Secret" not in answer.out + answer.err


@pytest.mark.parametrize("content", [None, b"", b"Minutes of the board\n" * 500], ids=["gone", "empty", "text"])
def test_what_is_no_register_is_a_sentence_and_is_left(loti: Any, path: Path, content: bytes | None) -> None:
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    for words in (["doctor"], ["doctor", "--repair"], ["doctor", "--json"]):
        answer = loti(*words)
        assert (answer.status, answer.out) == (3, "")
        assert str(path) in answer.err
    assert (path.read_bytes() if path.exists() else None) == content


def test_words_that_it_does_not_know_are_refused_with_the_way_to_help(loti: Any) -> None:
    for words in (["--mend"], ["R1"]):
        answer = loti("doctor", *words)
        assert (answer.status, answer.out) == (2, "")
        assert "“loti doctor --help” explains the command." in answer.err
