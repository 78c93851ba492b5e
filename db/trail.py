"""Reading what some rules look back on: the changes of the fields that they watch, and since when items are there."""

from __future__ import annotations

import json

from sqlalchemy import Connection, and_, or_, select

from db.reading import BATCH, CHANGE, SUCCESSION
from loti_tui.domain.trail import WATCHED, Trail, Turn


def read_trail(connection: Connection) -> Trail:
    """Every change of a watched field that replaced another; and when each watched kind of item was added.

    Two queries, however long the log is; a change that settled several ends is told with one of them.
    """
    earlier = CHANGE.alias("earlier")
    watched = or_(*(and_(CHANGE.c.kind == kind, CHANGE.c.field.in_(fields)) for kind, fields in WATCHED.items()))
    changed = (
        select(CHANGE.c.id, CHANGE.c.batch, BATCH.c.at, CHANGE.c.item, CHANGE.c.field, earlier.c.value, CHANGE.c.value)
        .join(BATCH, BATCH.c.id == CHANGE.c.batch)
        .join(SUCCESSION, SUCCESSION.c.change == CHANGE.c.id)
        .join(earlier, earlier.c.id == SUCCESSION.c.earlier)
        .where(watched)
        .order_by(CHANGE.c.seq)
    )
    once = {row[0]: row for row in connection.execute(changed).all()}
    turns = [
        Turn(batch, at, item, field, json.loads(old), json.loads(new))
        for _, batch, at, item, field, old, new in once.values()
    ]
    first = SUCCESSION.alias("first")
    begun = (
        select(CHANGE.c.item, BATCH.c.at)
        .join(BATCH, BATCH.c.id == CHANGE.c.batch)
        .join(first, first.c.change == CHANGE.c.id, isouter=True)
        .where(CHANGE.c.kind.in_(WATCHED), CHANGE.c.field == "removed", first.c.change.is_(None))
    )
    return Trail.of(turns, {str(item): str(at) for item, at in connection.execute(begun).all()})
