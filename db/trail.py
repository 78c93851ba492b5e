"""Reading what some rules look back on: the changes of the fields that they watch, and since when items are there."""

from __future__ import annotations

import json

from sqlalchemy import Connection, and_, or_, select

from db.reading import BATCH, CHANGE, SUCCESSION
from loti_tui.domain.changes import Act, taken_back
from loti_tui.domain.trail import WATCHED, Trail, Turn


def read_trail(connection: Connection, upto: int | None = None) -> Trail:
    """Every change of a watched field since its item was added, and when each watched kind of item was added.

    With `upto`, only of the first so many acts of the log.

    A few queries, however long the log is. What an act changed that was undone, and the undoing, have had no lasting
    effect and are left out; what was done again counts from when it was done first. A change that settled several
    ends is told with one of them.
    """
    logged = select(BATCH.c.id, BATCH.c.seq, BATCH.c.at, BATCH.c.act, BATCH.c.undoes)
    acts = connection.execute(logged if upto is None else logged.where(BATCH.c.seq <= upto)).all()
    at, passed = {str(row.id): str(row.at) for row in acts}, taken_back(acts)
    lasting = {row.id for row in acts if row.act in (Act.START, Act.EDIT) and row.id not in passed}
    first, earlier = SUCCESSION.alias("first"), CHANGE.alias("earlier")
    begun = (
        select(CHANGE.c.item, CHANGE.c.batch)
        .join(first, first.c.change == CHANGE.c.id, isouter=True)
        .where(CHANGE.c.kind.in_(WATCHED), CHANGE.c.field == "removed", first.c.change.is_(None))
        .cte("begun")
    )
    added = {str(item): at[batch] for item, batch in connection.execute(select(begun)).all() if batch in at}
    watched = or_(*(and_(CHANGE.c.kind == kind, CHANGE.c.field.in_(fields)) for kind, fields in WATCHED.items()))
    changed = (
        select(CHANGE.c.id, CHANGE.c.batch, CHANGE.c.item, CHANGE.c.field, CHANGE.c.value, earlier.c.value.label("old"))
        .join(begun, and_(begun.c.item == CHANGE.c.item, begun.c.batch == CHANGE.c.batch), isouter=True)
        .join(SUCCESSION, SUCCESSION.c.change == CHANGE.c.id, isouter=True)
        .join(earlier, earlier.c.id == SUCCESSION.c.earlier, isouter=True)
        .where(watched, begun.c.item.is_(None))
        .order_by(CHANGE.c.seq, earlier.c.seq)
    )
    once = {row.id: row for row in connection.execute(changed).all()}
    turns = (
        Turn(
            batch=row.batch,
            at=at[row.batch],
            item=row.item,
            field=row.field,
            old=json.loads(row.old) if row.old is not None else None,
            new=json.loads(row.value),
        )
        for row in once.values()
        if row.batch in lasting
    )
    return Trail.of(turns, added)
