"""What stands in a register's file, column by column, before anybody knows what it means.

Nothing is imported for it that the frame has not imported: SQLite puts the columns together while the rest is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from db.files import BUSY_MILLISECONDS, check_is_register, sentence_for
from loti_tui.domain.refused import CannotOpen

TABLES = """
SELECT found.name, json_group_array(part.name)
FROM sqlite_schema AS found, pragma_table_info(found.name) AS part
WHERE found.type = 'table'
GROUP BY found.name HAVING sum(part.name IN ('id', 'ref')) = 2
"""
"""Each kind of item has a table of its own: it is one of those whose rows people know by a reference."""

DEFERRALS = """
SELECT change.batch, batch.at, batch.who, batch.why, batch.act, change.kind, publication.ref, change.item,
       change.field, earlier.value AS old, change.value AS new
FROM change
JOIN batch ON batch.id = change.batch
JOIN publication ON publication.id = change.item
LEFT JOIN succession ON succession.change = change.id
LEFT JOIN change AS earlier ON earlier.id = succession.earlier
WHERE change.item IN (SELECT id FROM publication) AND change.field = 'until'
GROUP BY change.id ORDER BY change.seq
"""
"""The condition names items, since the log has an index of these: it is read in no time, however long it is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What every table of items holds at one moment, and the earlier dates of the deferral."""

    of: Mapping[str, Mapping[str, str]]
    """table -> column -> its values as JSON, row by row in one order."""
    deferrals: list[sqlite3.Row]


def read(path: Path, *, read_only: bool = False) -> Columns:
    """The columns of the register at `path`; no writer waits until anything is made of them. Raises `CannotOpen`."""
    check_is_register(path, read_only=read_only)
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)
        try:
            connection.execute("BEGIN")  # one moment for every table
            tables = {name: json.loads(columns) for name, columns in connection.execute(TABLES)}
            found = iter(connection.execute(query(tables)).fetchone())
            of = {table: dict(zip(names, islice(found, len(names)), strict=True)) for table, names in tables.items()}
            connection.row_factory = sqlite3.Row
            return Columns(of, connection.execute(DEFERRALS).fetchall())
        finally:
            connection.close()
    except sqlite3.Error as fault:
        raise CannotOpen(sentence_for(fault, path)) from fault


def query(tables: Mapping[str, list[str]]) -> str:
    """Every row of every table, as one row of columns.

    SQLite puts them together while the interpreter does something else. It would be asked for row by row, or table by
    table: with the first screen being made at the same time, for each this thread would wait for its turn.
    """
    columns = {
        table: ", ".join(f"json_group_array({named(name)})" for name in names) for table, names in tables.items()
    }
    return "SELECT * FROM " + ", ".join(f"(SELECT {of} FROM {named(table)})" for table, of in columns.items())


def named(name: str) -> str:
    """A name as SQL says it: it is the file's, and may be anything."""
    return '"' + name.replace('"', '""') + '"'
