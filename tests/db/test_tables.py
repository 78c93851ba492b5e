"""The tables hold what the domain declares, and refuse the rest whoever writes."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.dialect import engine_for
from db.files import APPLICATION_ID
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import TEXT_LIMIT, Choice, FieldType, Flag, Money, Score, Text, When, Whole
from loti_tui.domain.items import KINDS

LOG = ("batch", "change", "succession", "snapshot")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with an item of every kind and a line in every table of the log. Tests only try to write to it."""
    path = tmp_path_factory.mktemp("tables") / "full.loti"
    register = Register.create(path, [dd2092.first_batch("Jo")])
    register.add("issue", {"description": "Late"}, who="Jo")
    register.add("action", {"description": "Ask"}, who="Jo")
    register.add("dayoff", {"title": "Jubilee", "day": "2012-06-05"}, who="Jo")
    register.add("spend", {"title": "Inception"}, who="Jo")
    register.add("resolution", {"decided": "That it goes on"}, who="Jo")
    seen = {"code": "not-scored", "reason": "Scored in May", "until": "2017-05-31"}
    register.add("acknowledgement", seen, who="Jo")
    register.add("withholding", {"part": "2"}, who="Jo")
    register.add("source", {"title": "dd2092.txt"}, who="Jo")
    risk = register.state().find("R1")
    register.apply(Batch("Jo", (Edit("risk", risk.id, "owner", "Ann"),)))
    register.take_snapshot("Board", who="Jo")
    return path


@pytest.fixture
def plain_sqlite(full: Path) -> Iterator[sqlite3.Connection]:
    """A connection that knows nothing of the program; what it wrote is rolled back."""
    with closing(sqlite3.connect(full)) as connection:
        yield connection
        connection.rollback()


def columns(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    """name -> (type, whether it must be filled)"""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: (kind, bool(filled)) for _, name, kind, filled, _, _ in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_column_and_every_column_a_field(plain_sqlite: sqlite3.Connection, kind: str) -> None:
    assert set(columns(plain_sqlite, kind)) == {"id", *KINDS[kind].fields}


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_must_be_filled_where_its_field_is_required(plain_sqlite: sqlite3.Connection, kind: str) -> None:
    filled = {name for name, (_, filled) in columns(plain_sqlite, kind).items() if filled}
    assert filled == {"id", *(one.name for one in KINDS[kind].fields.values() if one.required)}


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_and_flags_are_integers_and_all_else_is_text(plain_sqlite: sqlite3.Connection, kind: str) -> None:
    found = columns(plain_sqlite, kind)
    for name, field in KINDS[kind].fields.items():
        number = isinstance(field.type, Score | Money | Whole | Flag)
        assert found[name][0] == ("INTEGER" if number else "TEXT"), name


def test_every_table_is_strict(plain_sqlite: sqlite3.Connection) -> None:
    tables = plain_sqlite.execute(
        "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert {name for name, _ in tables} == {*KINDS, *LOG, "register"}
    assert all(strict for _, strict in tables)


def test_every_constraint_has_a_name(plain_sqlite: sqlite3.Connection) -> None:
    tables = plain_sqlite.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    lines = [line.strip() for (sql,) in tables for line in sql.splitlines()]
    rules = [line for line in lines if any(w in line for w in ("PRIMARY KEY", "CHECK", "UNIQUE", "FOREIGN KEY"))]
    assert len(rules) > 100
    assert [line for line in rules if not line.startswith("CONSTRAINT ")] == []


def not_accepted(kind: FieldType, required: bool) -> list[Any]:
    """Values of the column's own SQL type that its CHECK must refuse."""
    if isinstance(kind, Score):
        return [0, 5, 9, -1]
    if isinstance(kind, Choice):
        return ["x", "", "open ", "\u0391"]
    if isinstance(kind, When):
        return ["", "2017-04-0", "2017-04-061"] + (["2017-04", "2017"] if kind.to_the_day else [])
    if isinstance(kind, Money | Whole):
        return [-1]
    if isinstance(kind, Flag):
        return [2, 7, -1]
    if isinstance(kind, Text):
        return ["x" * (TEXT_LIMIT + 1), *([""] if required else [])]
    return []


CHECKED = [
    (kind.name, field.name)
    for kind in KINDS.values()
    for field in kind.fields.values()
    if not_accepted(field.type, field.required)
]


@pytest.mark.parametrize(("kind", "name"), CHECKED)
def test_a_check_of_its_own_name_refuses_a_bad_value(plain_sqlite: sqlite3.Connection, kind: str, name: str) -> None:
    field = KINDS[kind].fields[name]
    for value in not_accepted(field.type, field.required):
        with pytest.raises(sqlite3.IntegrityError, match=f"CHECK constraint failed: ck_{kind}_{name}"):
            plain_sqlite.execute(f"UPDATE {kind} SET {name} = ?", (value,))


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("risk", "probability", "two"),
        ("risk", "impact", 2.5),
        ("funding", "amount", 0.1),
        ("decision", "ceiling", "100k"),
        ("step", "position", "first"),
        ("risk", "owner", b"\xff"),
    ],
)
def test_a_value_of_another_type_is_refused(
    plain_sqlite: sqlite3.Connection, kind: str, name: str, value: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store"):
        plain_sqlite.execute(f"UPDATE {kind} SET {name} = ?", (value,))


@pytest.mark.parametrize(("kind", "name"), [("risk", "description"), ("risk", "status"), ("matrix", "i4p4")])
def test_a_required_value_cannot_be_taken_out(plain_sqlite: sqlite3.Connection, kind: str, name: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        plain_sqlite.execute(f"UPDATE {kind} SET {name} = NULL")


def test_two_standing_items_of_a_kind_cannot_share_a_reference(plain_sqlite: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed: risk\.ref"):
        plain_sqlite.execute("UPDATE risk SET ref = 'R1' WHERE ref = 'R2'")
    plain_sqlite.execute("UPDATE risk SET removed = 1 WHERE ref = 'R1'")
    assert plain_sqlite.execute("UPDATE risk SET ref = 'R1' WHERE ref = 'R2'").rowcount == 1


def test_a_link_to_an_item_that_is_not_there_is_refused(plain_sqlite: sqlite3.Connection) -> None:
    plain_sqlite.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        plain_sqlite.execute("UPDATE step SET procurement = 'nowhere'")


@pytest.mark.parametrize("table", LOG)
def test_no_line_of_the_log_can_be_taken_out(plain_sqlite: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the log only grows"):
        plain_sqlite.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("batch", "who"),
        ("batch", "at"),
        ("change", "value"),
        ("change", "batch"),
        ("succession", "earlier"),
        ("batch", "digest"),
        ("snapshot", "content"),
        ("snapshot", "sha256"),
    ],
)
def test_no_line_of_the_log_can_be_altered(plain_sqlite: sqlite3.Connection, table: str, column: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the log only grows"):
        plain_sqlite.execute(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", LOG)
def test_no_line_of_the_log_can_be_replaced_by_another_of_its_key(plain_sqlite: sqlite3.Connection, table: str) -> None:
    before = plain_sqlite.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        plain_sqlite.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    assert plain_sqlite.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(("act", "undoes"), [("edit", "'b'"), ("undo", "NULL"), ("merge", "NULL")])
def test_a_batch_of_no_known_act_is_refused(plain_sqlite: sqlite3.Connection, act: str, undoes: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed: ck_batch_"):
        plain_sqlite.execute(
            f"INSERT INTO batch (id, at, who, why, act, undoes, digest) "
            f"VALUES ('x', 'now', 'Ann', '', '{act}', {undoes}, '0')"
        )


def test_the_header_says_whose_file_it_is(plain_sqlite: sqlite3.Connection) -> None:
    (mark,) = plain_sqlite.execute("PRAGMA application_id").fetchone()
    assert mark == APPLICATION_ID == int.from_bytes(b"LOTI", "big")


def test_at_rest_a_register_is_one_whole_file(full: Path, plain_sqlite: sqlite3.Connection) -> None:
    assert plain_sqlite.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [one.name for one in full.parent.iterdir()] == [full.name]


def test_a_register_is_a_sound_database(plain_sqlite: sqlite3.Connection) -> None:
    assert plain_sqlite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain_sqlite.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("synchronous", 3),
        ("busy_timeout", 5_000),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("journal_mode", "delete"),
    ],
)
def test_every_connection_of_the_program_is_careful(full: Path, pragma: str, value: object) -> None:
    with engine_for(full).connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_only_its_owner_may_read_a_register(path: Path, register: Register) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    register.add("risk", {"description": "New"}, who="Ann")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nobody_else_may_read_a_register_while_it_is_being_made(path: Path) -> None:
    seen: dict[str, str] = {}

    def looking() -> Iterator[Batch]:
        for one in path.parent.iterdir():
            if one.is_file():
                seen[one.name] = f"{stat.S_IMODE(one.stat().st_mode):o}"
        yield dd2092.blank_batch("Jo")

    Register.create(path, looking())
    assert len(seen) > 1
    assert set(seen.values()) == {"600"}
