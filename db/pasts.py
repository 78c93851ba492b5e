"""The register as it was: out of a snapshot's sealed content, or added up from the log as far as it went then."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from db import snapshots
from db.reading import BATCH, CHANGE, read_entries, read_log, read_rows, state_of
from db.trail import read_trail
from loti_tui.domain.changes import Entry
from loti_tui.domain.dates import Precision
from loti_tui.domain.datewords import read_date
from loti_tui.domain.item import Item
from loti_tui.domain.moments import end_of_day, london_stamp
from loti_tui.domain.pasts import NOW, Basis, Past
from loti_tui.domain.refused import NothingToDo, Refused
from loti_tui.domain.snapshots import Snapshot, items, items_of
from loti_tui.domain.state import State, loaded
from loti_tui.domain.text import clean, quoted

MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})")


def read_past(connection: Connection, word: str, today: date) -> Past:
    """What people mean by a word: a snapshot's name, `now`, a day, or a moment such as "2017-04-05 14:30" in London.

    A day means its end. Raises `NothingToDo` where there is no such past, `CannotOpen` where a snapshot is not what
    was sealed.
    """
    known = snapshots.read(connection)
    wanted = clean(word, label="The name of a snapshot").strip()
    for one in known:
        if one.name.casefold() == wanted.casefold():
            return of_snapshot(connection, one)
    if wanted.casefold() == NOW:
        return present(connection, today)
    return of_moment(connection, wanted, today, [one.name for one in known])


def present(connection: Connection, today: date) -> Past:
    """What the register holds now, on the day it is."""
    newest = connection.execute(select(BATCH.c.id, BATCH.c.seq, BATCH.c.at).order_by(BATCH.c.seq.desc()).limit(1))
    act = newest.one_or_none()
    state = state_of(*read_rows(connection)).on(today)
    return Past(state, NOW, act.id if act else "", act.seq if act else 0, act.at if act else "", today)


def of_snapshot(connection: Connection, one: Snapshot) -> Past:
    """What was sealed, on the day it was sealed for. Raises `CannotOpen` where it is not that any more."""
    found = {item: loaded(kind, {"id": item, **values}) for kind, item, values in items_of(one)}
    act = connection.execute(select(BATCH.c.seq).where(BATCH.c.id == one.upto)).one()
    state = State(found, tuple(deferrals(connection, act.seq))).on(one.day)
    return Past(state, one.name, one.upto, act.seq, str(one.document["at"]), one.day, one)


def of_moment(connection: Connection, wanted: str, today: date, names: list[str]) -> Past:
    """What the log added up to then."""
    told, upto, day = moment(wanted, today, names)
    acts = select(BATCH.c.id, BATCH.c.seq, BATCH.c.at).where(BATCH.c.at <= upto)
    act = connection.execute(acts.order_by(BATCH.c.seq.desc()).limit(1)).one_or_none()
    if act is None:
        raise NothingToDo(f"The register was made after {told}. “loti log” shows its first act.")
    state = State(as_it_was(connection, act.seq), tuple(deferrals(connection, act.seq))).on(day)
    return Past(state, told, act.id, act.seq, act.at, day)


def read_moment(connection: Connection, at: str) -> State | None:
    """What the log added up to at a moment (UTC, as the log writes it); None before its first act."""
    act = select(BATCH.c.seq).where(BATCH.c.at <= at).order_by(BATCH.c.seq.desc()).limit(1)
    seq = connection.execute(act).scalar_one_or_none()
    return None if seq is None else State(as_it_was(connection, seq), tuple(deferrals(connection, seq)))


def moment(wanted: str, today: date, names: list[str]) -> tuple[str, str, date]:
    """A day or a moment of the past: in words, as stored text, and the day. Raises `NothingToDo`."""
    there_are = f"There are: {', '.join(map(quoted, names[-5:]))}." if names else "None is taken."
    unknown = NothingToDo(f"There is no snapshot {quoted(wanted)}. {there_are} A day of the past is understood too.")
    exact = MOMENT.fullmatch(wanted)
    try:
        when = read_date(exact[1] if exact else wanted, today)
        if when.precision is not Precision.DAY:
            raise unknown
        stamp = london_stamp(when.first, exact[2]) if exact else end_of_day(when.first)
    except Refused as refused:
        raise unknown from refused
    return (f"{when.spoken()}, {exact[2]}" if exact else when.spoken()), stamp, when.first


def as_it_was(connection: Connection, seq: int) -> dict[str, Item]:
    """id -> item, of what the first `seq` acts of the log add up to."""
    acts = {str(id_) for (id_,) in connection.execute(select(BATCH.c.id).where(BATCH.c.seq <= seq)).all()}
    by_kind = items(change for change in read_log(connection) if change.batch in acts)
    return {
        item: loaded(kind, {"id": item, **values}) for kind, some in by_kind.items() for item, values in some.items()
    }


def deferrals(connection: Connection, seq: int) -> Iterable[Entry]:
    """Every date until which publication was deferred by then, oldest first."""
    return read_entries(connection, CHANGE.c.kind == "publication", CHANGE.c.field == "until", BATCH.c.seq <= seq)


def read_between(connection: Connection, after: int, upto: int) -> list[Entry]:
    """The lines of the log of the acts after one and up to another, oldest first."""
    return read_entries(connection, BATCH.c.seq > after, BATCH.c.seq <= upto)


def read_basis(connection: Connection, word: str, today: date) -> Basis:
    """All that a pack of a past is made from. Raises as `read_past`."""
    past = read_past(connection, word, today)
    before = [one for one in snapshots.read(connection) if earlier(connection, one, past)]
    previous = of_snapshot(connection, before[-1]) if before else None
    since = read_between(connection, previous.seq, past.seq) if previous else []
    now = present(connection, today)
    by_now = (now.state, today) if past.name != NOW else None
    return Basis(past, read_trail(connection, past.seq), previous, tuple(since), by_now)


def earlier(connection: Connection, one: Snapshot, past: Past) -> bool:
    """Whether a snapshot is one from before: not the one that is told of, nor one of a later state."""
    if past.snapshot is not None:
        return one.order < past.snapshot.order
    return int(connection.execute(select(BATCH.c.seq).where(BATCH.c.id == one.upto)).scalar_one()) <= past.seq
