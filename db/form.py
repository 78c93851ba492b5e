"""The form of a register's file: its tables, indexes and triggers, made and looked at."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from db import dialect
from db.base import Base
from db.reading import BATCH, CHANGE, SNAPSHOT, SUCCESSION

LOG = (BATCH, CHANGE, SUCCESSION, SNAPSHOT)
"""The tables that only grow."""


def make_form(connection: Connection) -> None:
    """Make every table and index that is not there yet, and the triggers of the log."""
    Base.metadata.create_all(connection)
    for rows in Base.metadata.tables.values():
        for index in rows.indexes:
            index.create(connection, checkfirst=True)
    for grows in LOG:
        dialect.forbid_rewriting(connection, grows.name, dialect.keys_of(grows))


def schema(connection: Connection) -> dict[str, str]:
    """What a file is made of: "table risk" -> its SQL, without the quotes and white space that mean nothing."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {f"{type_} {name}": " ".join(str(sql).replace('"', "").split()) for type_, name, sql in rows}


@cache
def expected_schema() -> dict[str, str]:
    """What a register that is made now is made of."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            make_form(connection)
            return schema(connection)
    finally:
        engine.dispose()
