"""What the doctor says, word for word: who reads it has nothing else to go by."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.doctor import MANY, Fault, examine
from tests.db.doctor.conftest import by_hand, sealed_again, spoil

GAPS = "The numbers of {} in the log have gaps: some were taken out."


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE batch SET seq = 1000 WHERE why = 'she asked for it'", GAPS.format("acts")),
        ("UPDATE change SET seq = 100000 WHERE seq = 5", GAPS.format("changes")),
    ],
    ids=["acts", "changes"],
)
def test_a_gap_in_the_log_is_told_for_acts_and_for_changes(path: Path, statement: str, sentence: str) -> None:
    spoil(path, statement)
    assert Fault("log", sentence, mendable=False) in examine(path)


def test_a_change_that_claims_to_replace_another_fields_is_told(path: Path) -> None:
    with by_hand(path) as connection:
        connection.execute(
            "UPDATE succession SET earlier = (SELECT id FROM change WHERE field = 'description' LIMIT 1) "
            "WHERE change = (SELECT id FROM change WHERE batch = (SELECT id FROM batch WHERE why = 'she asked for it'))"
        )
        sealed_again(connection)
    told = "A change in the log says that it replaces one of another field."
    assert Fault("log", told, mendable=False) in examine(path)


def test_a_table_that_does_not_belong_there_is_told_and_not_called_mendable(path: Path) -> None:
    spoil(path, "CREATE TABLE more (text TEXT)")
    assert examine(path) == [Fault("form", "The table more does not belong to a register.", mendable=False)]


def test_an_index_that_does_not_belong_there_is_told_and_mendable(path: Path) -> None:
    spoil(path, "CREATE INDEX more ON risk (owner)")
    assert examine(path) == [Fault("form", "The index more does not belong to a register.", mendable=True)]


def test_an_altered_trigger_is_told_and_mendable(path: Path) -> None:
    statement = "CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch BEGIN SELECT 1; END"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:  # `spoil` would put the right one back
        connection.execute("DROP TRIGGER batch_no_update")
        connection.execute(statement)
    assert examine(path) == [Fault("form", "The trigger batch_no_update was altered.", mendable=True)]


def test_what_cannot_be_read_is_told_as_not_checked_and_not_mendable(path: Path) -> None:
    spoil(path, "UPDATE change SET value = '{' WHERE seq = 5")
    told = "This could not be checked: what is stored there cannot be read."
    assert Fault("log", told, mendable=False) in examine(path)
    assert {fault.mendable for fault in examine(path) if fault.sentence == told} == {False}


@pytest.mark.parametrize(("altered", "more"), [(MANY, 0), (MANY + 1, 1)])
def test_as_many_faults_as_are_named_are_named_and_only_more_are_counted(path: Path, altered: int, more: int) -> None:
    spoil(path, f"UPDATE batch SET who = who || '.' WHERE seq <= {altered}")
    told = [fault for fault in examine(path) if fault.check == "log"]
    assert [fault.sentence for fault in told[MANY:]] == [f"There are {more} more of this sort."] * bool(more)
    assert {fault.mendable for fault in told} == {False}


def test_after_one_wrong_value_the_others_are_still_looked_at(path: Path) -> None:
    """In the tables and in the log alike: a fault is no reason to stop looking."""
    spoil(
        path,
        "UPDATE risk SET owner = 'Mallory' WHERE ref IN ('R1', 'R4')",
        "UPDATE milestone SET depends_on = '[' WHERE ref = 'M1'",
        "UPDATE milestone SET title = 'Else' WHERE ref = 'M2'",
    )
    told = [fault.sentence for fault in examine(path) if fault.check == "sums"]
    assert "Owner of R1 is not what the log adds up to." in told
    assert "Owner of R4 is not what the log adds up to." in told
    assert "What the tables hold of M1 cannot be read." in told
    assert "Milestone of M2 is not what the log adds up to." in told
