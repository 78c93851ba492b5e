"""Bringing a register of an earlier version up to date: a copy first, then all of it or nothing.

Alembic is imported here only, and this module only when a file is behind. Which version a file has stands in its own
table `register`, where every version of the program looks; Alembic's scripts and operations are used, its version
table is not.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, inspect, select, update
from sqlalchemy.exc import DBAPIError

from db import dialect, files
from db.backups import Backups
from db.reading import REGISTER
from loti_tui.domain.refused import CannotOpen

SCRIPTS = Path(__file__).with_name("migrations")


class NotWhole(Exception):
    """A migration would have lost rows or links: it is taken back."""


def bring_up(path: Path, now: datetime, scripts: Path = SCRIPTS, to: str = files.SCHEMA) -> str:
    """Bring the register at `path` to version `to`. Returns what a person should hear of it, "" if it was there.

    Raises `CannotOpen` in a sentence; then the register is as it was.
    """
    backup = Backups.of(path).make(now, note="before-update")
    engine = dialect.engine_for(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            version = str(connection.execute(select(REGISTER.c.schema)).scalar_one())
            for script in way(ScriptDirectory(str(scripts)), version, to):
                take_step(connection, script)
            check_links(connection)
            if version != to:  # another program may have done it while this one waited for the lock
                connection.execute(update(REGISTER).values(schema=to))
    except DBAPIError as fault:
        raise CannotOpen(f"It was not brought up to date. {files.sentence_for(fault, path)}") from fault
    except Exception as fault:  # whatever a script met: the transaction is taken back, and a person needs a sentence
        why = str(fault) if isinstance(fault, NotWhole) else "what is stored in it was not understood"
        raise CannotOpen(
            f"{path} could not be brought up to date: {why}. It is as it was, and the version of loti-tui that wrote "
            f"it can open it. A copy is kept as backup {backup.name}."
        ) from fault
    if version == to:
        return ""
    return f"{path.name} was brought up to date. As it was before, it is kept as backup {backup.name}."


def way(scripts: ScriptDirectory, version: str, to: str) -> list[Script]:
    """The scripts that lead from one version to another, in order."""
    if version == to:
        return []
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode  # the program's folder may not be ours to write
    try:
        return list(reversed(list(scripts.iterate_revisions(to, version))))
    finally:
        sys.dont_write_bytecode = before


def take_step(connection: Connection, script: Script) -> None:
    """Carry out one script, and hold that every table that was there has as many rows as before."""
    before = row_counts(connection)
    with Operations.context(MigrationContext.configure(connection)):
        script.module.upgrade()
    after = row_counts(connection)
    for table, rows in before.items():
        if after.get(table) != rows:
            raise NotWhole(f"{table} had {rows} rows and would have {after.get(table, 'none')}")


def row_counts(connection: Connection) -> dict[str, int]:
    """table -> how many rows it has."""
    return {
        table: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())
        for table in inspect(connection).get_table_names()
    }


def check_links(connection: Connection) -> None:
    """Every row points to rows that are there. Raises `NotWhole`."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if found:
        raise NotWhole(f"{len(found)} rows of {found[0][0]} would point to nothing")
