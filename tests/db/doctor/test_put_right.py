"""Faults of tables, form and snapshots are found and said; what can be put right is, all of it or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import dialect
from db.backups import Backups
from db.doctor import examine, repair
from db.register import Register
from loti_tui.domain.digest import sha256
from tests.db.doctor.conftest import (
    NOW,
    by_hand,
    found,
    put_right,
    read,
    refused_and_left,
    sealed_again,
    sentences,
    spoil,
    tables,
)

# -- the tables -------------------------------------------------------------------------------------------------------


TABLES = {
    "a value": (
        "UPDATE risk SET owner = 'Mallory' WHERE ref = 'R1'",
        "sums",
        "Owner of R1 is not what the log adds up to",
    ),
    "two values swapped": (
        "UPDATE risk SET owner = CASE ref WHEN 'R1' THEN 'Intelligence' ELSE 'Zoë O’Brien' END "
        "WHERE ref IN ('R1', 'R2')",
        "sums",
        "Owner of R2 is not what the log adds up to",
    ),
    "a value gone": (
        "UPDATE risk SET owner = NULL WHERE ref = 'R1'",
        "sums",
        "Owner of R1 is not what the log adds up to",
    ),
    "a removed item brought back": ("UPDATE risk SET removed = 0 WHERE ref = 'R3'", "sums", "Removed of R3 is not"),
    "a row too few": ("DELETE FROM risk WHERE ref = 'R4'", "sums", "A risk of the log is missing in the tables"),
    "all rows gone": ("DELETE FROM risk", "sums", "A risk of the log is missing in the tables"),
    "a row too many": (
        "INSERT INTO issue (id, ref, removed, description, status) VALUES ('other', 'I9', 0, 'Slipped in', 'open')",
        "sums",
        "I9 is in the tables and not in the log",
    ),
    "a link to nothing": (
        "UPDATE risk SET programme = 'nowhere' WHERE ref = 'R1'",
        "links",
        "of risk points to a row of programme that is not there",
    ),
    "a number out of its range": (
        "UPDATE risk SET impact = 9 WHERE ref = 'R1'",
        "storage",
        "CHECK constraint failed in risk",
    ),
    "no list in a list": ("UPDATE milestone SET depends_on = 'no JSON' WHERE ref = 'M1'", "sums", ""),
    "a missing trigger": ("DROP TRIGGER change_no_update", "form", "The trigger change_no_update is missing"),
    "a missing index": ("DROP INDEX uq_risk_living_ref", "form", "The index uq_risk_living_ref is missing"),
    "a missing index of the log": ("DROP INDEX ix_change_batch", "form", "The index ix_change_batch is missing"),
    "a missing table": ("DROP TABLE action", "form", "The table action is missing"),
    "a CHECK altered": (
        "UPDATE sqlite_master SET sql = replace(sql, 'impact BETWEEN 1 AND 4', 'impact BETWEEN 1 AND 9') "
        "WHERE name = 'risk'",
        "form",
        "The table risk was altered",
    ),
    "a CHECK of the log altered": (
        "UPDATE sqlite_master SET sql = replace(sql, '''start'', ', '''start'', ''forged'', ') WHERE name = 'batch'",
        "form",
        "The table batch was altered",
    ),
    "an index altered": (
        "UPDATE sqlite_master SET sql = replace(sql, 'removed = 0', 'removed = 1') WHERE name = 'uq_risk_living_ref'",
        "form",
        "The index uq_risk_living_ref was altered",
    ),
    "an index of the log altered": (
        "UPDATE sqlite_master SET sql = replace(sql, '(item, field)', '(item, batch)') WHERE name = 'ix_change_field'",
        "form",
        "The index ix_change_field was altered",
    ),
    "a column too many": ("ALTER TABLE risk ADD COLUMN more TEXT", "form", "The table risk was altered"),
    "a table too many": ("CREATE TABLE more (text TEXT)", "form", "The table more does not belong to a register"),
    "a trigger too many": (
        "CREATE TRIGGER more AFTER INSERT ON change BEGIN DELETE FROM risk; END",
        "form",
        "The trigger more does not belong to a register",
    ),
}


NOT_OURS_TO_MEND = (
    "a table too many",
    "a trigger too many",
    "a CHECK of the log altered",
    "an index of the log altered",
)
"""Of these the program may say that it cannot put them right; of all others it may not."""


LOG = ("UPDATE batch SET who = 'Mallory' WHERE seq = 2", "UPDATE change SET value = 'Zo' WHERE seq = 5")


def fault_of_tables(path: Path, name: str) -> None:
    """Make the fault; a trigger that was to go is not brought back."""
    statement = TABLES[name][0]
    if "TRIGGER" in statement:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)
    else:
        spoil(path, statement)


SELDOM = {
    *("two values swapped", "a value gone", "a removed item brought back", "all rows gone", "a row too few"),
    *("a missing index", "a missing index of the log", "a column too many", "an index altered", "a CHECK altered"),
}
"""Those that only the long run looks at."""


@pytest.mark.long
@pytest.mark.parametrize("name", [pytest.param(x, marks=pytest.mark.long) if x in SELDOM else x for x in TABLES])
def test_a_fault_of_the_tables_is_found_and_said_and_put_right(path: Path, lived_in: Path, name: str) -> None:
    before = tables(path)
    fault_of_tables(path, name)
    _, check, words = TABLES[name]
    assert check == "form" or tables(path) != before
    faults = examine(path)
    assert check == "form" or check in {fault.check for fault in faults}
    assert words in " ".join(fault.sentence for fault in faults)
    assert "log" not in {fault.check for fault in faults}
    if any(fault.mendable for fault in faults):
        put_right(path, lived_in)
    else:
        assert name in NOT_OURS_TO_MEND


def test_what_was_put_right_can_be_worked_with(path: Path, lived_in: Path) -> None:
    spoil(path, "DROP TABLE action", "UPDATE risk SET owner = NULL, impact = 9", "DROP INDEX ix_change_batch")
    put_right(path, lived_in)
    register = Register.open(path)
    register.undo(who="Ann")
    register.add("risk", {"description": "New"}, who="Ann")
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute("UPDATE change SET value = 'null'")
    assert examine(path) == []


def test_several_faults_are_told_together(path: Path) -> None:
    spoil(
        path,
        "UPDATE risk SET owner = 'Mallory' WHERE ref = 'R1'",
        "DROP INDEX ix_change_batch",
        LOG[0],
    )
    assert found(path) == {"log", "form", "sums"}


def test_a_fault_of_one_check_does_not_keep_the_others_from_looking(path: Path) -> None:
    spoil(
        path,
        "DROP TABLE action",
        LOG[1],
        "UPDATE risk SET impact = 9 WHERE ref = 'R1'",
    )
    assert {"log", "form", "storage"} <= found(path)


def test_what_is_called_mendable_is_mended(path: Path) -> None:
    """Else a person is told to do again and again what they have just done."""
    for name in ("a CHECK of the log altered", "an index of the log altered", "a table too many", "a trigger too many"):
        fault_of_tables(path, name)
    mendable = {fault.sentence for fault in examine(path) if fault.mendable}
    repair(path, NOW)
    assert mendable & set(sentences(path).splitlines()) == set()


# -- snapshots --------------------------------------------------------------------------------------------------------


SNAPSHOTS = {
    "an altered letter": "UPDATE snapshot SET content = replace(content, 'Ann', 'Anm') WHERE seq = 1",
    "another name": "UPDATE snapshot SET name = 'Board 9' WHERE seq = 2",
    "another day": "UPDATE snapshot SET upto = (SELECT id FROM batch WHERE seq = 1) WHERE seq = 2",
    "another sum": "UPDATE snapshot SET sha256 = replace(sha256, 'a', 'b') WHERE seq = 1",
    "one taken out": "DELETE FROM snapshot WHERE seq = 1",
    "the other order": "UPDATE snapshot SET seq = 3 WHERE seq = 1",
}


@pytest.mark.parametrize(
    "name", ["an altered letter", *(pytest.param(x, marks=pytest.mark.long) for x in [*SNAPSHOTS][1:])]
)
def test_an_altered_snapshot_is_found_and_no_repair_touches_it(path: Path, lived_in: Path, name: str) -> None:
    spoil(path, SNAPSHOTS[name], "UPDATE risk SET owner = 'Mallory' WHERE ref = 'R1'")
    told = [fault for fault in examine(path) if fault.check == "snapshots"]
    assert told != []
    assert not any(fault.mendable for fault in told)
    kept = Register.open(path).snapshots()
    repair(path, NOW)
    assert [fault for fault in examine(path) if fault.check != "form"] == told
    assert Register.open(path).snapshots() == kept
    assert Register.open(path).state() == Register.open(lived_in).state()


def test_a_snapshot_that_is_nonsense_with_its_own_sum_is_found_and_named(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute("UPDATE snapshot SET content = 'x', sha256 = ? WHERE seq = 1", (sha256("x"),))
    assert found(path) == {"snapshots"}
    assert "“Board 1”" in sentences(path)


# -- putting right ----------------------------------------------------------------------------------------------------


def test_without_a_copy_nothing_is_put_right(path: Path) -> None:
    fault_of_tables(path, "a value")
    folder = Backups.of(path).folder
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    refused_and_left(path, "No backup could be written")


def test_putting_right_is_one_act_all_of_it_or_nothing(path: Path) -> None:
    """Two risks that stand under one reference: the log says so, and no table can hold it."""
    with by_hand(path) as connection:
        connection.execute(
            "UPDATE change SET value = '\"R1\"' WHERE field = 'ref' AND item = (SELECT id FROM risk WHERE ref = 'R2')"
        )
        sealed_again(connection)
    assert found(path) == {"sums", "snapshots"}
    refused_and_left(path, ".")


def test_what_still_leads_nowhere_after_putting_right_is_not_kept(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute(
            "UPDATE change SET value = '\"nowhere\"' WHERE field = 'programme' AND item = "
            "(SELECT id FROM risk WHERE ref = 'R2')"
        )
        sealed_again(connection)
    refused_and_left(path, "could not be put right: .* The file is as it was")


def test_putting_right_what_is_right_changes_nothing_that_is_read(path: Path) -> None:
    right = read(path)
    repair(path, NOW)
    assert read(path) == right
    assert examine(path) == []


def test_putting_right_waits_for_no_program_without_end_and_leaves_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault_of_tables(path, "a value")
    monkeypatch.setattr(dialect, "BUSY_MILLISECONDS", 50)
    monkeypatch.setattr(dialect, "SETTINGS", ("busy_timeout = 50",))
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        refused_and_left(path, "Another program is holding")
        holder.execute("ROLLBACK")
    assert Backups.of(path).all() == []


def test_while_it_is_put_right_an_open_program_goes_on(path: Path) -> None:
    """No id and no line of the log is another afterwards: what another program has open is still its register."""
    register = Register.open(path)
    register.state()
    fault_of_tables(path, "all rows gone")
    repair(path, NOW)
    register.add("risk", {"description": "New"}, who="Ann")
    assert examine(path) == []
