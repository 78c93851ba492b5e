"""A register of an earlier version is brought up to date, and not a line of it is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db import dialect, files, form
from db.backups import Backups
from db.doctor import examine
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.refused import CannotOpen
from tests.db.migrations.conftest import change_by_hand, old, rows, sql, version
from tests.db.test_files import ROOT, python

# -- the real one -----------------------------------------------------------------------------------------------------


def test_an_old_register_is_opened_and_says_that_it_was_brought_up_to_date(each: Path) -> None:
    news = Register.open(each).news
    (copy,) = Backups.of(each).all()
    assert news == f"board.loti was brought up to date. As it was before, it is kept as backup {copy.name}."
    assert rows(each)["register"][0][1] == ("schema", files.SCHEMA)


def test_every_row_of_every_table_is_the_same_afterwards(each: Path) -> None:
    before, had_digests = rows(each), version(each) != "1"
    Register.open(each)
    after = rows(each)
    if not had_digests:
        after["batch"] = [tuple(fact for fact in row if fact[0] != "digest") for row in after["batch"]]
    for name in [name for name in after if name not in before]:
        assert after.pop(name) == [], name
    ((id_, _, made_at),) = after.pop("register")
    ((old_id, old_schema, old_made_at),) = before.pop("register")
    assert (id_, made_at) == (old_id, old_made_at)
    assert old_schema[1] in files.EARLIER
    for name, some in before.items():
        for old_row, row in zip(some, after[name], strict=True):
            had = dict(old_row)
            assert {field: value for field, value in row if field in had} == had, name
            assert {value for field, value in row if field not in had} <= {None}, name


def test_the_result_has_exactly_the_form_of_a_new_register(each: Path, tmp_path: Path) -> None:
    Register.open(each)
    new = Register.create(tmp_path / "new.loti", [dd2092.blank_batch("Jo")])
    with dialect.engine_for(each).connect() as migrated, dialect.engine_for(new.path).connect() as fresh:
        assert form.schema(migrated) == form.schema(fresh) == form.expected_schema()
    assert described(each) == described(new.path)


def described(path: Path) -> dict[str, list[Any]]:
    """What SQLite says of each table: columns, keys, links, indexes; and of the file."""
    with closing(sqlite3.connect(path)) as connection:
        told: dict[str, list[Any]] = {"file": connection.execute("PRAGMA application_id").fetchall()}
        told["file"] += connection.execute("PRAGMA journal_mode").fetchall()
        tables = connection.execute("PRAGMA table_list").fetchall()
        for _, name, kind, columns, rowid, strict in sorted(tables):
            if name.startswith("sqlite_"):
                continue
            told[name] = [kind, columns, rowid, strict]
            for about in ("table_info", "foreign_key_list"):
                told[name] += connection.execute(f"PRAGMA {about}({name})").fetchall()
            indexes = [line[1:] for line in connection.execute(f"PRAGMA index_list({name})")]
            told[name] += sorted(indexes)
            told[name] += [
                connection.execute(f"PRAGMA index_xinfo({index[0]})").fetchall() for index in sorted(indexes)
            ]
    return told


def test_nothing_is_found_wrong_with_the_result(each: Path) -> None:
    Register.open(each)
    assert examine(each) == []


def test_a_copy_was_made_first_and_is_the_earlier_register_to_the_last_row(each: Path) -> None:
    before, was = sql(each), version(each)
    Register.open(each)
    (copy,) = Backups.of(each).all()
    assert copy.name.endswith("-before-update")
    assert version(copy.path) == was
    assert sql(copy.path) == before


def test_opening_it_again_does_nothing_more(each: Path) -> None:
    Register.open(each)
    before = each.read_bytes()
    again = Register.open(each)
    assert (again.news, again.changed) == ("", False)
    assert each.read_bytes() == before
    assert len(Backups.of(each).all()) == 1


def test_it_is_not_brought_up_to_date_for_who_only_reads(each: Path) -> None:
    before, was = each.read_bytes(), version(each)
    with pytest.raises(CannotOpen) as caught:
        Register.open(each, read_only=True)
    assert (
        f"earlier version of loti-tui (its tables are version {was}; this program uses {files.SCHEMA})"
        in caught.value.sentence
    )
    assert "Open it once without --read-only" in caught.value.sentence
    assert each.read_bytes() == before
    assert not Backups.of(each).folder.exists()


def test_a_newer_register_is_refused_in_a_sentence_that_names_the_versions(path: Path) -> None:
    newer = int(files.SCHEMA) + 1
    change_by_hand(path, f"UPDATE register SET schema = '{newer}'")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(CannotOpen) as caught:
            Register.open(path, read_only=read_only)
        versions = f"(its tables are version {newer}; this program knows {files.SCHEMA})"
        assert f"newer version of loti-tui {versions}" in caught.value.sentence
    assert path.read_bytes() == before


def test_what_was_done_in_version_1_is_undone_and_redone_in_this_one(path: Path) -> None:
    register = Register.open(path)
    before = register.state()
    owners = {one.owner for one in before.risks if not one.removed}
    undone = []
    while "Intelligence" not in {one.owner for one in register.state().risks if not one.removed}:
        undone.append(register.undo(who="Ann"))
    assert "Intelligence" not in owners
    for _ in undone:
        register.redo(who="Ann")
    assert list(register.state()) == list(before)
    assert examine(path) == []


def test_an_old_register_is_edited_sealed_and_copied_like_any_other(path: Path) -> None:
    register = Register.open(path)
    risk = register.state().risks[0]
    register.apply(Batch("Bob", (Edit("risk", risk.id, "owner", "Bob", seen=risk.owner),)))
    register.take_snapshot("Board", who="Bob")
    assert register.close() == ""
    latest = Backups.of(path).latest
    assert latest is not None
    assert Register.open(latest.path).state() == register.state()
    assert examine(path) == examine(latest.path) == []


BOTH = """
import sys
from pathlib import Path
from db import migrate
from db.register import Register
print("ready", flush=True)
sys.stdin.readline()
print(Register.open(Path(sys.argv[1])).news)
"""


@pytest.mark.long
def test_of_two_programs_that_bring_up_the_same_register_one_does_it_and_the_other_finds_it_done(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    reference = old(other)
    Register.open(reference)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pair = [
        subprocess.Popen(
            [sys.executable, "-c", BOTH, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )
        for _ in range(2)
    ]  # fmt: skip
    for one in pair:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in pair:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    told = [one.communicate() for one in pair]
    assert [err for _, err in told] == ["", ""]
    assert len([out for out, _ in told if "was brought up to date" in out]) == 1
    assert rows(path) == rows(reference)
    assert examine(path) == []
    assert "1" in {str(rows(copy.path)["register"][0][1][1]) for copy in Backups.of(path).all()}


LOADED = """
import sys
from pathlib import Path
from db.register import Register
register = Register.open(Path(sys.argv[1]))
register.add("risk", {"description": "New"}, who="Ann")
register.close()
print(sorted(name for name in sys.modules if name.partition(".")[0] == "alembic" or name == "db.migrate"))
"""


@pytest.mark.long
def test_alembic_is_loaded_for_a_register_that_is_behind_and_for_no_other(path: Path) -> None:
    told = []
    for _ in range(2):
        with python(LOADED, path) as process:
            told.append(process.stdout.read().strip() if process.stdout else "")
    assert "alembic" in told[0]
    assert told[1] == "[]"


# -- registers that are not as they should be -------------------------------------------------------------------------


def test_without_a_copy_nothing_is_brought_up_to_date(path: Path) -> None:
    folder = Backups.of(path).folder
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    before = path.read_bytes()
    with pytest.raises(CannotOpen) as caught:
        Register.open(path)
    assert str(folder) in caught.value.sentence
    assert path.read_bytes() == before


def test_a_register_that_another_program_holds_is_a_sentence_and_each_try_makes_no_other_copy_of_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (files, dialect):
        monkeypatch.setattr(module, "BUSY_MILLISECONDS", 50)
    monkeypatch.setattr(dialect, "SETTINGS", ("busy_timeout = 50",))
    before = sql(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            with pytest.raises(CannotOpen, match=r"It was not brought up to date\. Another program is holding"):
                Register.open(path)
        holder.execute("ROLLBACK")
    assert sql(path) == before
    assert len(Backups.of(path).all()) == 1


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE change SET value = 'not JSON' WHERE seq = 5",
        "UPDATE change SET value = '' WHERE seq = 5",
        "UPDATE risk SET programme = 'nowhere'",
        "UPDATE change SET batch = 'nowhere' WHERE seq = 5",
        "DROP TABLE succession",
    ],
)
def test_an_old_register_that_is_not_whole_is_left_as_it_is_in_a_sentence_that_helps(path: Path, fault: str) -> None:
    statements = [fault] if not fault.startswith("DROP") else []
    change_by_hand(path, *statements)
    if not statements:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(fault)
    before = sql(path)
    try:
        with pytest.raises(CannotOpen) as caught:
            Register.open(path)
    finally:
        assert sql(path) == before
    if "“loti doctor”" in caught.value.sentence:
        examine(path)  # advice that cannot be followed is none
