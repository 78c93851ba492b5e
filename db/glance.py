"""A first look at a register without SQLAlchemy: its rows are on the screen before the rest has been imported.

It reads what `Register.state` reads; a test holds the two together.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

from db.columns import Columns, read
from db.files import UNREADABLE, unreadable
from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import FieldType, Flag, Links
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.state import State


def glance(path: Path, *, read_only: bool = False) -> State:
    """What the register at `path` holds. Raises `CannotOpen`."""
    return understood(read(path, read_only=read_only), path)


def understood(columns: Columns, path: Path) -> State:
    """What the columns read at `path` mean. Raises `CannotOpen` where one is not there, or cannot be understood."""
    try:
        with kept():
            items = {item.id: item for kind in KINDS for item in made(kind, columns.of[kind])}
        return State(items, tuple(map(deferral, columns.deferrals)))
    except UNREADABLE as fault:
        raise CannotOpen(unreadable(path)) from fault


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


def made(kind: str, columns: Mapping[str, str]) -> list[Item]:
    """The items of a kind, column by column. Each value that has to be understood, such as a date, is so once.

    They are made as `copy` makes them, past the constructor, which asks for each value by its name: for twenty thousand
    it takes longer than to read them.
    """
    item, fields = KINDS[kind].item, KINDS[kind].fields
    absent = {one.name: one.default for one in dataclasses.fields(item)}
    ids = json.loads(columns["id"])
    items = [object.__new__(item) for _ in ids]
    put(item, "id", items, ids)
    for name in fields:
        column: list[Any] = json.loads(columns[name])
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
