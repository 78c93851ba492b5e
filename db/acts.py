"""The history: every act of the log as a value. However many acts there are, a query reads one part of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, select, true

from db.reading import BATCH, CHANGE, CHUNK, TABLES, read_entries, references
from loti_tui.domain.changes import FEW, Done, Entry, taken_back


def read_acts(connection: Connection, known: Mapping[str, Done] | None = None) -> list[Done]:
    """What was done, newest first. Acts in `known` (by id) are as they were, but for being taken back since."""
    known = known or {}
    rows = connection.execute(select(BATCH).order_by(BATCH.c.seq.desc())).all()
    back = taken_back(rows)
    fresh = [row.id for row in rows if row.id not in known]
    which = CHANGE.c.batch.in_(fresh) if len(fresh) <= CHUNK else true()
    items, counts = touched(connection, which) if fresh else ({}, {})
    entries = lines_of_small_acts(connection, which) if fresh else {}
    acts = []
    for row in rows:
        done = known.get(row.id) or Done(
            id=row.id,
            seq=row.seq,
            at=row.at,
            who=row.who,
            why=row.why,
            act=row.act,
            undoes=row.undoes,
            taken_back=row.id in back,
            changes=counts.get(row.id, 0),
            items=items.get(row.id, {}),
            entries=tuple(entries.get(row.id, ())),
        )
        acts.append(done if done.taken_back == (row.id in back) else replace(done, taken_back=row.id in back))
    return acts


def touched(connection: Connection, which: ColumnElement[bool]) -> tuple[dict[str, dict[str, str]], dict[str, int]]:
    """Of each act the items that it changed (id -> reference), in the order in which it did, and how many changes."""
    of_item = (
        select(CHANGE.c.batch, CHANGE.c.kind, CHANGE.c.item, func.count().label("changes"))
        .where(which)
        .group_by(CHANGE.c.batch, CHANGE.c.kind, CHANGE.c.item)
        .order_by(func.min(CHANGE.c.seq))
    )
    rows = connection.execute(of_item).all()
    of_kind: dict[str, set[str]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, set()).add(row.item)
    names = every_reference(connection) if len(rows) > CHUNK else references(connection, of_kind)
    items: dict[str, dict[str, str]] = {}
    counts: dict[str, int] = {}
    for row in rows:
        items.setdefault(row.batch, {})[row.item] = names.get(row.item, row.item)
        counts[row.batch] = counts.get(row.batch, 0) + row.changes
    return items, counts


def lines_of_small_acts(connection: Connection, which: ColumnElement[bool]) -> dict[str, list[Entry]]:
    """The lines of the log of each act that has few of them."""
    small = select(CHANGE.c.batch).where(which).group_by(CHANGE.c.batch).having(func.count() <= FEW)
    found: dict[str, list[Entry]] = {}
    for entry in read_entries(connection, CHANGE.c.batch.in_(small)):
        found.setdefault(entry.batch, []).append(entry)
    return found


def every_reference(connection: Connection) -> dict[str, str]:
    """id -> reference, of all items: quicker than to ask for thousands of them by name."""
    return {
        str(row.id): str(row.ref)
        for rows in TABLES.values()
        for row in connection.execute(select(rows.c.id, rows.c.ref)).all()
    }
