"""Sealed states in the register: taking one, reading them all. Triggers refuse to change or take out any."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from db.reading import BATCH, REGISTER, SNAPSHOT, read_log
from loti_tui.domain.changes import Change
from loti_tui.domain.moments import stamp
from loti_tui.domain.pasts import NOW
from loti_tui.domain.refused import Refused
from loti_tui.domain.snapshots import Snapshot, breaches, seal
from loti_tui.domain.text import clean, quoted

NAME_LIMIT = 100


def take(connection: Connection, name: str, who: str, why: str, now: datetime, day: date | None = None) -> Snapshot:
    """Seal what the register holds now, under a name that no other snapshot has. Raises `Refused`.

    `day` is the one that it tells of; without one it is that of `now` in London.
    """
    name = clean(name, limit=NAME_LIMIT, label="The name of a snapshot").strip()
    if not name:
        raise Refused("A snapshot needs a name, such as “Board 27 March 2017”. Nothing was sealed.")
    if name.casefold() == NOW:
        raise Refused("“now” is what the register holds at any time. Nothing was sealed; choose another name.")
    known = read(connection)
    if any(one.name.casefold() == name.casefold() for one in known):
        raise Refused(f"There is a snapshot called {quoted(name)} already. Nothing was sealed; choose another name.")
    upto = connection.execute(select(BATCH.c.id).order_by(BATCH.c.seq.desc()).limit(1)).scalar_one_or_none()
    if upto is None:
        raise Refused("There is nothing to seal: the register is empty.")
    heading = {
        "register": str(connection.execute(select(REGISTER.c.id)).scalar_one()),
        "id": str(uuid.uuid4()),
        "name": name,
        "at": stamp(now),
        "who": clean(who, label="The name") or "unknown",
        "why": clean(why, label="The reason"),
        "upto": str(upto),
        "day": day.isoformat() if day else None,
        "before": known[-1].sha256 if known else None,
    }
    taken = seal(heading, read_log(connection))
    line = {"id": taken.id, "name": name, "upto": taken.upto, "content": taken.content, "sha256": taken.sha256}
    connection.execute(insert(SNAPSHOT), line)
    return replace(taken, order=len(known) + 1)


def read(connection: Connection) -> list[Snapshot]:
    """Every snapshot, oldest first."""
    rows = connection.execute(select(SNAPSHOT).order_by(SNAPSHOT.c.seq)).all()
    return [Snapshot(row.id, row.name, row.upto, row.content, row.sha256, n) for n, row in enumerate(rows, 1)]


def newest(connection: Connection) -> str:
    """The id of the newest snapshot, without its content; "" where none is taken yet."""
    found = connection.execute(select(SNAPSHOT.c.id).order_by(SNAPSHOT.c.seq.desc()).limit(1)).scalar_one_or_none()
    return str(found or "")


def broken(connection: Connection, log: Sequence[Change]) -> list[tuple[str, str]]:
    """(id, sentence) for every snapshot that is not what was sealed; `log` is the whole log."""
    register = str(connection.execute(select(REGISTER.c.id)).scalar_one())
    acts = [str(row.id) for row in connection.execute(select(BATCH.c.id).order_by(BATCH.c.seq)).all()]
    return list(breaches(register, read(connection), log, acts))
