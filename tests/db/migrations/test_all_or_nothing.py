"""A migration that fails, loses rows or links, or is killed leaves the register as it was."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from db import dialect
from db.backups import Backups
from db.migrate import bring_up
from db.register import Register
from loti_tui.domain.refused import CannotOpen
from tests.db.migrations.conftest import NOW, scripts, sql
from tests.db.test_files import python

HALF_WAY = """
op.create_table("more", sa.Column("id", sa.Integer, primary_key=True))
op.execute("DROP TRIGGER batch_no_update")
op.execute("UPDATE batch SET who = 'Nobody'")
op.drop_table("action")
op.create_table("action", sa.Column("id", sa.Integer, primary_key=True))
op.execute("INSERT INTO action VALUES (1)")
"""


@pytest.mark.parametrize(
    "fault",
    [
        'op.execute("SELECT nonsense FROM nowhere")',
        'op.execute("INSERT INTO more VALUES (1), (1)")',
        'raise ValueError("not foreseen")',
        "{}['missing']",
        'op.drop_constraint("nothing", "more")',
    ],
    ids=["SQL", "constraint", "value", "key", "alembic"],
)
def test_a_migration_that_fails_half_way_leaves_everything_as_it_was_and_ends_in_a_sentence(
    path: Path, tmp_path: Path, fault: str
) -> None:
    before = sql(path)
    try:
        with pytest.raises(CannotOpen, match="brought up to date"):
            bring_up(path, NOW, scripts(tmp_path, v2=HALF_WAY + fault), "2")
    finally:
        assert sql(path) == before
    (copy,) = Backups.of(path).all()
    assert sql(copy.path) == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == [path.name]


def test_a_second_step_that_fails_takes_the_first_one_back_too(path: Path, tmp_path: Path) -> None:
    before = sql(path)
    steps = scripts(
        tmp_path, v2='op.create_table("more", sa.Column("id", sa.Integer))', v3='op.execute("SELECT nonsense")'
    )
    with pytest.raises(CannotOpen, match="not brought up to date"):
        bring_up(path, NOW, steps, "3")
    assert sql(path) == before


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from db.migrate import bring_up
bring_up(Path(sys.argv[1]), datetime.now(UTC), Path(sys.argv[2]), "2")
"""


def test_a_program_that_is_killed_half_way_leaves_everything_as_it_was(path: Path, tmp_path: Path) -> None:
    before = sql(path)
    body = 'op.get_bind().exec_driver_sql("PRAGMA cache_size = 1")\n' + HALF_WAY
    body += 'op.execute("INSERT INTO more SELECT seq FROM change")\nos.kill(os.getpid(), signal.SIGKILL)'
    with python(KILLED, path, scripts(tmp_path, v2=body)) as process:
        assert process.wait() == -signal.SIGKILL
    assert path.with_name(f"{path.name}-journal").exists()
    assert Register.open(path).news != ""
    assert sql(Backups.of(path).all()[-1].path) == before


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('op.execute("DELETE FROM action")', "action had 1 rows and would have 0"),
        ('op.drop_table("action")', "action had 1 rows and would have none"),
        (
            "op.execute(\"INSERT INTO action (id, ref, removed, description, status) \"\n"
            "    \"VALUES ('2', 'A9', 1, 'x', 'done')\")",
            "action had 1 rows and would have 2",
        ),
        ('op.rename_table("action", "deed")', "action had 1 rows and would have none"),
    ],
    ids=["rows", "table", "too many", "renamed"],
)  # fmt: skip
def test_a_migration_that_loses_rows_is_refused(path: Path, tmp_path: Path, body: str, words: str) -> None:
    before = sql(path)
    with pytest.raises(CannotOpen) as caught:
        bring_up(path, NOW, scripts(tmp_path, v2=body), "2")
    assert words in caught.value.sentence
    assert Backups.of(path).all()[0].name in caught.value.sentence
    assert sql(path) == before


FAMILY = """
op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))
op.create_table(
    "child",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("parent", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")),
)
op.execute("INSERT INTO parent VALUES (1, 'Ann'), (2, 'Bob')")
op.execute("INSERT INTO child VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 2)")
"""
MADE_ANEW = """
with op.batch_alter_table("parent", recreate="always") as batch:
    batch.add_column(sa.Column("more", sa.String))
"""


def test_a_table_made_anew_keeps_every_child_that_would_go_with_its_parent(path: Path, tmp_path: Path) -> None:
    bring_up(path, NOW, scripts(tmp_path, v2=FAMILY, v3=MADE_ANEW), "3")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM parent").fetchall() == [(1, "Ann", None), (2, "Bob", None)]
        assert connection.execute("SELECT * FROM child").fetchall() == [(1, 1), (2, 1), (3, 2), (4, 2), (5, 2)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM parent WHERE id = 1")
        assert connection.execute("SELECT count(*) FROM child").fetchone() == (3,)


def test_children_that_went_with_their_parent_all_the_same_would_be_noticed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trap itself: with links watched while a table is made anew, SQLite takes the children along in silence."""
    engine_for = dialect.engine_for

    def watching(path: Path, **how: Any) -> Engine:
        return engine_for(path, **{**how, "foreign_keys": True})

    before = sql(path)
    monkeypatch.setattr(dialect, "engine_for", watching)
    with pytest.raises(CannotOpen, match="child had 5 rows and would have 0"):
        bring_up(path, NOW, scripts(tmp_path, v2=FAMILY, v3=MADE_ANEW), "3")
    monkeypatch.undo()
    assert sql(path) == before


def test_links_that_would_lead_nowhere_are_found_before_anything_is_kept(path: Path, tmp_path: Path) -> None:
    before = sql(path)
    steps = scripts(tmp_path, v2=FAMILY, v3='op.execute("UPDATE parent SET id = 9 WHERE id = 2")')
    with pytest.raises(CannotOpen, match="3 rows of child would point to nothing"):
        bring_up(path, NOW, steps, "3")
    assert sql(path) == before


def test_links_are_watched_again_afterwards(path: Path) -> None:
    Register.open(path)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), dialect.engine_for(path).begin() as connection:
        connection.exec_driver_sql("UPDATE risk SET programme = 'nowhere'")


def test_bringing_up_what_is_up_to_date_changes_nothing(path: Path) -> None:
    Register.open(path)
    before = path.read_bytes()
    assert bring_up(path, NOW) == ""
    assert path.read_bytes() == before
