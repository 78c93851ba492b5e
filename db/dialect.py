"""What SQLite needs of SQLAlchemy, in one file: connections, locks, column types and triggers.

What can be known of a register's file without SQLAlchemy is in `db.files`.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Engine,
    Enum,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool

from db.files import APPLICATION_ID, BUSY_MILLISECONDS

SETTINGS = (
    f"busy_timeout = {BUSY_MILLISECONDS}",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "synchronous = EXTRA",
    *(("fullfsync = ON",) if sys.platform == "darwin" else ()),
)
"""What holds for every connection; the file itself keeps only its application id."""


@compiles(String, "sqlite")
@compiles(Uuid, "sqlite")
@compiles(Enum, "sqlite")
def _as_text(type_: Any, compiler: Any, **kw: Any) -> str:
    return "TEXT"  # a STRICT table knows no VARCHAR(20)


@compiles(Boolean, "sqlite")
def _as_integer(type_: Any, compiler: Any, **kw: Any) -> str:
    return "INTEGER"


def engine_for(path: Path, *, create: bool = False, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """An engine on one file. Without `create`, a path where no file is fails instead of making one.

    Without `foreign_keys` a table may be made anew without taking the rows that point to it along: SQLite heeds this
    only outside a transaction, so it is said when connecting.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"

    def connect() -> sqlite3.Connection:
        # as_uri() escapes what a path may hold (?, #, spaces), which an f-string would not.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        try:
            for setting in SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            if not foreign_keys:
                connection.execute("PRAGMA foreign_keys = OFF")
        except sqlite3.Error:
            connection.close()  # a file that is no database says so here
            raise
        return connection

    # One connection at a time, given back after each act: no file handle and no lock outlives its need.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: read first and lock later fails when two writers meet.
        reading = read_only or connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
        if not reading:  # a batch may point an item to one that it adds
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    return engine


def mark_as_register(connection: Connection) -> None:
    """Write what is in the file's header: whose it is, and that it is one file at rest."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def keys_of(table: Table) -> list[list[str]]:
    """The columns of each key of a table, in an order that is the same everywhere."""
    keys = [one for one in table.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint)]
    return sorted([column.name for column in key.columns] for key in keys)


def forbid_rewriting(connection: Connection, table: str, keys: list[list[str]]) -> None:
    """Triggers that refuse to change or take out a line of a table with these keys: the log only grows."""
    same = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys)
    # INSERT OR REPLACE takes a line out without asking the trigger of DELETE.
    for verb, when in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "),
    ):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
        )


def allow_rewriting(connection: Connection, table: str) -> None:
    """Take these triggers away, for as long as the table is made anew."""
    for verb in ("update", "delete", "insert"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
