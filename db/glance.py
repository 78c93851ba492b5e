"""A first look at a register without SQLAlchemy: its rows are on the screen before the rest has been imported.

It reads what `Register.state` reads; a test holds the two together.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from db.files import BUSY_MILLISECONDS, UNREADABLE, check_is_register, sentence_for, unreadable
from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import Flag, Links, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.state import State, loaded

DEFERRALS = """
SELECT change.batch, batch.at, batch.who, batch.why, batch.act, change.kind, publication.ref, change.item,
       change.field, earlier.value AS old, change.value AS new
FROM change
JOIN batch ON batch.id = change.batch
JOIN publication ON publication.id = change.item
LEFT JOIN succession ON succession.change = change.id
LEFT JOIN change AS earlier ON earlier.id = succession.earlier
WHERE change.kind = 'publication' AND change.field = 'until'
GROUP BY change.id ORDER BY change.seq
"""


def glance(path: Path, *, read_only: bool = False) -> State:
    """What the register at `path` holds. Raises `CannotOpen`."""
    check_is_register(path, read_only=read_only)
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("BEGIN")  # one moment for every table
            rows = {kind: connection.execute(f"SELECT * FROM {kind}").fetchall() for kind in KINDS}
            dates = connection.execute(DEFERRALS).fetchall()
        finally:
            connection.close()  # before the items are made: no writer waits for that
        items = {item.id: item for kind in KINDS for item in items_of(kind, rows[kind])}
        deferrals = tuple(deferral(row) for row in dates)
    except sqlite3.Error as fault:
        raise CannotOpen(sentence_for(fault, path)) from fault
    except UNREADABLE as fault:
        raise CannotOpen(unreadable(path)) from fault
    return State(items, deferrals)


def items_of(kind: str, rows: list[sqlite3.Row]) -> list[Item]:
    """The items of one kind."""
    return [loaded(kind, plain(kind, row)) for row in rows]


def plain(kind: str, row: sqlite3.Row) -> dict[str, Plain]:
    """A row's plain values: SQLite keeps yes and no as 1 and 0, and a list as JSON text."""
    values: dict[str, Plain] = dict(row)
    for name, field in KINDS[kind].fields.items():
        value = values[name]
        if isinstance(field.type, Flag) and value is not None:
            values[name] = bool(value)
        elif isinstance(field.type, Links) and isinstance(value, str):
            values[name] = json.loads(value)
    return values


def deferral(row: sqlite3.Row) -> Entry:
    """One earlier date of the deferral."""
    values = dict(row)
    old = json.loads(values.pop("old") or "null")
    return Entry(**values | {"old": old, "new": json.loads(values["new"])})
