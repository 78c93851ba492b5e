"""Reading: tables and log to frozen plain values. Every query is fetched whole, so that no reader holds a lock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from db.base import Base
from db.log import BatchRow, ChangeRow, RegisterRow, SnapshotRow, SuccessionRow
from db.tables import ROWS
from loti_tui.domain.changes import Change, Entry
from loti_tui.domain.fields import Link, Links, Plain, ids_in, points_to
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, loaded

CHUNK = 500
"""How many ids one query names: below every database's limit of parameters."""


def table(row: type[Base]) -> Table:
    """The table behind a class."""
    return row.metadata.tables[str(row.__tablename__)]


REGISTER, BATCH, CHANGE = table(RegisterRow), table(BatchRow), table(ChangeRow)
SUCCESSION, SNAPSHOT = table(SuccessionRow), table(SnapshotRow)
TABLES: dict[str, Table] = {kind: table(row) for kind, row in ROWS.items()}


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in lists short enough for one query."""
    known = list(ids)
    for start in range(0, len(known), CHUNK):
        yield known[start : start + CHUNK]


def to_plain(kind: str, row: Row[Any]) -> dict[str, Plain]:
    """A table's row as plain values: lists out of their JSON text."""
    values: dict[str, Plain] = dict(row._mapping)
    for name, field in KINDS[kind].fields.items():
        if isinstance(field.type, Links) and isinstance(values[name], str):
            values[name] = json.loads(str(values[name]))
    return values


def from_plain(kind: str, values: dict[str, Plain]) -> dict[str, Any]:
    """Plain values as a table keeps them: lists as JSON text."""
    return {name: json.dumps(value) if isinstance(value, list) else value for name, value in values.items()}


def plain_items(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, dict[str, Plain]]:
    """id -> plain values, of those of `ids` that the table has."""
    rows = TABLES[kind]
    found: dict[str, dict[str, Plain]] = {}
    for some in chunks(ids):
        for row in connection.execute(select(rows).where(rows.c.id.in_(some))).all():
            found[str(row.id)] = to_plain(kind, row)
    return found


def read_rows(connection: Connection) -> tuple[Mapping[str, Sequence[Row[Any]]], list[Entry]]:
    """Every row of every kind, and the deferral's dates: all that `state_of` needs the register for."""
    rows = {kind: connection.execute(select(table)).all() for kind, table in TABLES.items()}
    return rows, read_entries(connection, CHANGE.c.kind == "publication", CHANGE.c.field == "until")


def state_of(rows: Mapping[str, Sequence[Row[Any]]], deferrals: Iterable[Entry]) -> State:
    """Everything that a register holds, made of its rows."""
    items = {str(row.id): loaded(kind, to_plain(kind, row)) for kind, some in rows.items() for row in some}
    return State(items, tuple(deferrals))


def references(connection: Connection, wanted: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """id -> reference, of these items (kind -> ids), removed ones included."""
    return {
        str(row.id): str(row.ref)
        for kind, ids in wanted.items()
        for rows in (TABLES[kind],)
        for some in chunks(ids)
        for row in connection.execute(select(rows.c.id, rows.c.ref).where(rows.c.id.in_(some))).all()
    }


def read_entries(connection: Connection, *conditions: Any, newest: int | None = None) -> list[Entry]:
    """Lines of the log, oldest first; with `newest`, only so many of the newest."""
    earlier = CHANGE.alias("earlier")
    query = (
        select(CHANGE, BATCH.c.at, BATCH.c.who, BATCH.c.why, BATCH.c.act, earlier.c.value.label("old"))
        .join(BATCH, BATCH.c.id == CHANGE.c.batch)
        .join(SUCCESSION, SUCCESSION.c.change == CHANGE.c.id, isouter=True)
        .join(earlier, earlier.c.id == SUCCESSION.c.earlier, isouter=True)
        .where(*conditions)
        .order_by(CHANGE.c.seq.desc())
    )
    rows: Sequence[Row[Any]] = connection.execute(query.limit(newest) if newest else query).all()
    names = references(connection, mentioned(rows))
    once = {row.id: row for row in rows}  # a change that settled several ends has several earlier values: one line
    return [entry(row, names) for row in reversed(once.values())]


def mentioned(rows: Iterable[Row[Any]]) -> dict[str, set[str]]:
    """kind -> ids of its items that lines of the log are about or point to."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.kind, set()).add(row.item)
        for kind in points_to(KINDS[row.kind].fields[row.field].type):
            for value in (row.value, row.old):
                found.setdefault(kind, set()).update(ids_in(json.loads(value) if value else None))
    return found


def entry(row: Row[Any], names: dict[str, str]) -> Entry:
    """A line of the log for people: links as references."""
    return Entry(
        batch=row.batch,
        at=row.at,
        who=row.who,
        why=row.why,
        act=row.act,
        kind=row.kind,
        ref=names.get(row.item, row.item),
        item=row.item,
        field=row.field,
        old=named(row.kind, row.field, json.loads(row.old) if row.old is not None else None, names),
        new=named(row.kind, row.field, json.loads(row.value), names),
    )


def named(kind: str, field: str, value: Plain, names: dict[str, str]) -> Plain:
    """A plain value with ids of other items put as their references."""
    kind_of = KINDS[kind].fields[field].type
    if isinstance(kind_of, Link) and isinstance(value, str):
        return names.get(value, value)
    if isinstance(kind_of, Links) and isinstance(value, list):
        return [names.get(one, one) for one in value]
    return value


def read_log(connection: Connection) -> list[Change]:
    """The whole log as changes: what the tables must add up to."""
    after: dict[str, set[str]] = {}
    for row in connection.execute(select(SUCCESSION)).all():
        after.setdefault(row.change, set()).add(row.earlier)
    query = select(CHANGE, BATCH.c.at).join(BATCH, BATCH.c.id == CHANGE.c.batch).order_by(CHANGE.c.seq)
    return [
        Change(r.id, r.batch, r.at, r.kind, r.item, r.field, json.loads(r.value), frozenset(after.get(r.id, ())))
        for r in connection.execute(query).all()
    ]


def current_ends(connection: Connection, ids: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """(item id, field) -> ids of the changes that none has replaced."""
    found: dict[tuple[str, str], list[str]] = {}
    for some in chunks(ids):
        query = (
            select(CHANGE.c.id, CHANGE.c.item, CHANGE.c.field)
            .join(SUCCESSION, SUCCESSION.c.earlier == CHANGE.c.id, isouter=True)
            .where(CHANGE.c.item.in_(some), SUCCESSION.c.earlier.is_(None))
        )
        for row in connection.execute(query).all():
            found.setdefault((row.item, row.field), []).append(row.id)
    return found
