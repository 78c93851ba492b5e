"""Undo and redo: which batch is next, or what a given one comes to, and the batch that reverses it.

All is read from the log alone, so that it holds across restarts and for whoever asks.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, select

from db.door import shown
from db.reading import BATCH, CHANGE, SUCCESSION, plain_items
from loti_tui.domain.changes import Act, Batch, Edit, taken_back
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import london
from loti_tui.domain.refused import Moved, NothingToDo, Refused


def next_to_undo(connection: Connection, who: str | None) -> str:
    """The newest edit that stands, of `who` or (None) of anybody. Raises `NothingToDo`."""
    undone, redone = BATCH.alias("undone"), BATCH.alias("redone")
    reversed_and_not_redone = (
        select(undone.c.id)
        .join(redone, redone.c.undoes == undone.c.id, isouter=True)
        .where(undone.c.undoes == BATCH.c.id, undone.c.act == Act.UNDO, redone.c.id.is_(None))
    ).exists()
    standing = select(BATCH.c.id, BATCH.c.who).where(BATCH.c.act == Act.EDIT, ~reversed_and_not_redone)
    newest = standing.order_by(BATCH.c.seq.desc()).limit(1)
    found = connection.execute(newest if who is None else newest.where(BATCH.c.who == who)).first()
    if found is not None:
        return str(found.id)
    other = connection.execute(newest).first()
    if other is None:
        raise NothingToDo("There is nothing to undo.")
    raise NothingToDo(
        f"Nothing of {who}'s is left to undo. The newest change is {other.who}'s; undo again to take it back.",
        others=True,
    )


def next_to_redo(connection: Connection, who: str | None) -> str:
    """The newest undo that nobody has redone and after which its author made no new edit. Raises `NothingToDo`."""
    redone, newer = BATCH.alias("redone"), BATCH.alias("newer")
    edited_since = select(newer.c.id).where(newer.c.act == Act.EDIT, newer.c.seq > BATCH.c.seq)
    if who is not None:
        edited_since = edited_since.where(newer.c.who == who)
    query = select(BATCH.c.id).where(
        BATCH.c.act == Act.UNDO,
        ~select(redone.c.id).where(redone.c.undoes == BATCH.c.id).exists(),
        ~edited_since.exists(),
    )
    if who is not None:
        query = query.where(BATCH.c.who == who)
    found = connection.execute(query.order_by(BATCH.c.seq.desc()).limit(1)).first()
    if found is None:
        raise NothingToDo("There is nothing to redo.")
    return str(found.id)


def to_take_back(connection: Connection, batch: str) -> tuple[str, Act]:
    """What taking back this very act means, whatever came after it: which batch to reverse, and as what kind of act.

    An edit is undone. An undo is taken back by doing its edit again, a redo by undoing its edit once more. Raises
    `NothingToDo` where the act stands taken back already, and for the making of the register.
    """
    acts = story(connection, batch)
    act = acts[batch]
    if act.act == Act.START:
        raise NothingToDo("The making of the register cannot be undone.")
    if batch in taken_back(acts.values()):
        undone = act.act != Act.UNDO
        *_, later = (one for one in acts.values() if (one.act == Act.UNDO if undone else one.undoes == batch))
        word = "undone" if undone else "taken back"
        raise NothingToDo(f"That was {word} already, by {later.who} on {london(later.at)}. Nothing was changed.")
    edit = next(iter(acts))
    return (batch, Act.REDO) if act.act == Act.UNDO else (edit, Act.UNDO)


def to_do_again(connection: Connection, batch: str) -> tuple[str, Act]:
    """The undo that keeps the edit of this act from standing. Raises `NothingToDo` where none does."""
    acts = story(connection, batch)
    back = taken_back(acts.values())
    for act in reversed(acts.values()):
        if act.act == Act.UNDO and act.id not in back:
            return str(act.id), Act.REDO
    raise NothingToDo("That stands as it was done: there is nothing to do again.")


def story(connection: Connection, batch: str) -> dict[str, Row[Any, Any, Any, Any, Any, Any]]:
    """id -> act, of one edit and then every undo and redo of it, oldest first; `batch` is any of them.

    Raises `Refused` where there is no such act.
    """
    columns = select(BATCH.c.id, BATCH.c.seq, BATCH.c.at, BATCH.c.who, BATCH.c.act, BATCH.c.undoes)
    first = connection.execute(columns.where(BATCH.c.id == batch)).first()
    if first is None:
        raise Refused("There is no such act in the history of this register. Nothing was changed.")
    while first is not None and first.undoes is not None:
        first = connection.execute(columns.where(BATCH.c.id == first.undoes)).first()
    assert first is not None  # a foreign key holds it
    undos = select(BATCH.c.id).where(BATCH.c.undoes == first.id)
    of_edit = (BATCH.c.id == first.id) | (BATCH.c.undoes == first.id) | BATCH.c.undoes.in_(undos)
    return {str(row.id): row for row in connection.execute(columns.where(of_edit).order_by(BATCH.c.seq)).all()}


def reversal(connection: Connection, batch: str, act: Act, who: str) -> Batch:
    """The batch that puts back what `batch` changed. Raises `Moved` where a field has another value by now."""
    changes = changes_of(connection, batch)
    created = {(row.kind, row.item) for row in changes if row.field == "removed" and row.old is None}
    for kind, item in created:
        check_unmoved(connection, kind, item, {r.field: json.loads(r.value) for r in changes if r.item == item})
    edits = []
    for row in changes:
        value = json.loads(row.value)
        if (row.kind, row.item) not in created:
            before = json.loads(row.old) if row.old is not None else None
            edits.append(Edit(row.kind, row.item, row.field, before, seen=value))
        elif row.field == "removed":
            edits.append(Edit(row.kind, row.item, "removed", True, seen=value))
    # An item comes back before its fields do, and goes after them.
    edits.sort(key=lambda edit: 0 if edit.field != "removed" else 1 if edit.value else -1)
    return Batch(who, tuple(edits), act=act, undoes=batch)


def changes_of(connection: Connection, batch: str) -> list[Row[Any, Any, Any, Any, Any, Any]]:
    """The changes of a batch, each with the value it replaced (the newest, where it settled several)."""
    earlier = CHANGE.alias("earlier")
    query = (
        select(CHANGE.c.id, CHANGE.c.kind, CHANGE.c.item, CHANGE.c.field, CHANGE.c.value, earlier.c.value.label("old"))
        .join(SUCCESSION, SUCCESSION.c.change == CHANGE.c.id, isouter=True)
        .join(earlier, earlier.c.id == SUCCESSION.c.earlier, isouter=True)
        .where(CHANGE.c.batch == batch)
        .order_by(CHANGE.c.seq, earlier.c.seq)
    )
    once = {row.id: row for row in connection.execute(query).all()}
    return list(once.values())


def check_unmoved(connection: Connection, kind: str, item: str, added: dict[str, Plain]) -> None:
    """An item is not taken away from under what somebody has put into it since. Raises `Moved`."""
    stands = plain_items(connection, kind, [item])[item]
    if stands["removed"]:
        raise Moved(f"{stands['ref']} was removed since it was added.", theirs="Removed", mine="Added")
    for name, field in KINDS[kind].fields.items():
        if stands.get(name) != added.get(name):
            both = stands.get(name), added.get(name)
            theirs, mine = (shown(connection, kind, name, one) for one in both)
            raise Moved(
                f"{stands['ref']} was changed after it was added: {field.label} was “{mine}” and is “{theirs}” now. "
                f"It was left as it is; remove it if it should go.",
                theirs=theirs,
                mine=mine,
            )
