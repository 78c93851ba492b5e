"""A first look at a register without SQLAlchemy: its rows are on the screen before the rest has been imported.

It reads what `Register.state` reads; a test holds the two together.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

from db.files import BUSY_MILLISECONDS, UNREADABLE, check_is_register, sentence_for, unreadable
from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import FieldType, Flag, Links
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.state import State

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


def glance(path: Path, *, read_only: bool = False) -> State:
    """What the register at `path` holds. Raises `CannotOpen`."""
    check_is_register(path, read_only=read_only)
    try:
        with kept():
            columns, dates = read(path)
            items = {item.id: item for kind in KINDS for item in made(kind, columns[kind])}
        deferrals = tuple(deferral(row) for row in dates)
    except sqlite3.Error as fault:
        raise CannotOpen(sentence_for(fault, path)) from fault
    except UNREADABLE as fault:
        raise CannotOpen(unreadable(path)) from fault
    return State(items, deferrals)


def read(path: Path) -> tuple[dict[str, Sequence[str]], list[sqlite3.Row]]:
    """The columns of every kind, each as JSON, and the earlier dates of the deferral; no writer waits until items are
    made of them."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)
    try:
        connection.execute("BEGIN")  # one moment for every table
        columns = {kind: connection.execute(query(kind)).fetchone() for kind in KINDS}
        connection.row_factory = sqlite3.Row
        return columns, connection.execute(DEFERRALS).fetchall()
    finally:
        connection.close()


@contextmanager
def kept() -> Iterator[None]:
    """What is made meanwhile stays: nobody looks through thousands of items for what could be thrown away."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def query(kind: str) -> str:
    """Every row of a kind, its id and its fields, as one row of columns.

    SQLite puts them together while the interpreter does something else. It would be asked for row by row: with the
    first screen being made at the same time, for each of thousands this thread would wait for its turn.
    """
    return f"SELECT {', '.join(f'json_group_array({name})' for name in ('id', *KINDS[kind].fields))} FROM {kind}"


def made(kind: str, columns: Sequence[str]) -> list[Item]:
    """The items of a kind, column by column. Each value that has to be understood, such as a date, is so once.

    They are made as `copy` makes them, past the constructor, which asks for each value by its name: for twenty thousand
    it takes longer than to read them.
    """
    item, fields = KINDS[kind].item, KINDS[kind].fields
    absent = {one.name: one.default for one in dataclasses.fields(item)}
    ids = json.loads(columns[0])
    items = [object.__new__(item) for _ in ids]
    put(item, "id", items, ids)
    for name, written in zip(fields, columns[1:], strict=True):
        column: list[Any] = json.loads(written)
        if column.count(None) == len(column):
            put(item, name, items, repeat(absent[name]))
            continue
        if turn := turned(fields[name].type):
            column = list(map(cache(turn), column))
        if (default := absent[name]) is not None:
            column = [default if value is None else value for value in column]
        put(item, name, items, column)
    for name in absent.keys() - {"id", *fields}:
        put(item, name, items, repeat(absent[name]))
    return items


def put(item: type[Item], name: str, items: list[Item], values: Iterable[Any]) -> None:
    """Set one attribute of every item."""
    deque(map(getattr(item, name).__set__, items, values), maxlen=0)  # what makes it run is that it is emptied


def turned(kind: FieldType) -> Callable[[Any], Any] | None:
    """How a value of SQLite's becomes one of an item, None staying what it is; None where it is one already."""
    if isinstance(kind, Flag):
        return lambda value: None if value is None else bool(value)
    if isinstance(kind, Links):
        return lambda value: None if value is None else kind.load(json.loads(value))
    if type(kind).load is FieldType.load:
        return None
    return lambda value: None if value is None else kind.load(value)


def deferral(row: sqlite3.Row) -> Entry:
    """One earlier date of the deferral."""
    values = dict(row)
    old = json.loads(values.pop("old") or "null")
    return Entry(**values | {"old": old, "new": json.loads(values["new"])})
