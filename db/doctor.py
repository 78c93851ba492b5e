"""Is the register whole? Each check is one small function in one table; what is found is said in sentences.

SQLite keeps no checksums, so an altered letter in a text is seen by nobody but the log: every batch has a digest, and
the tables must be what the log adds up to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from db import dialect, files, snapshots
from db.backups import AS_FOUND, Backup, Backups
from db.door import whole
from db.form import LOG, expected_schema, make_form, schema
from db.reading import BATCH, CHANGE, REGISTER, TABLES, from_plain, read_log, to_plain
from loti_tui.domain.changes import Change, adds_up
from loti_tui.domain.digest import digest
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import CannotOpen, Refused

MANY = 5
"""Of faults of one sort so many are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be. `check` names who found it; what is `mendable`, --repair puts right."""

    check: str
    sentence: str
    mendable: bool = False


class Patient:
    """A register that is examined; its log is read once for all checks."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def register(self) -> str:
        """Which register it is."""
        return str(self.connection.execute(select(REGISTER.c.id)).scalar_one())

    @cached_property
    def log(self) -> list[Change]:
        """The whole log."""
        return read_log(self.connection)

    def rows(self, table: Table) -> Sequence[Row[Any]]:
        """Every row of a table."""
        return self.connection.execute(select(table)).all()


Found = Iterator[str | Fault]
Check = Callable[[Patient], Found]
"""What finds faults: sentences, or whole `Fault`s where not all of a check's finds can be put right alike."""


def storage(patient: Patient) -> Found:
    """SQLite's own check of pages, indexes, NOT NULL and every CHECK; in memory, since it skips these where it may
    only read."""
    driver: Any = patient.connection.connection.driver_connection
    try:
        with closing(sqlite3.connect(":memory:")) as copy:
            driver.backup(copy)
            found = [str(line) for (line,) in copy.execute("PRAGMA integrity_check(100)").fetchall()]
    except sqlite3.Error as fault:
        found = [str(fault)]
    yield from (f"SQLite finds the file damaged: {line}." for line in found if line != "ok")


def form(patient: Patient) -> Found:
    """Tables, constraints, indexes and triggers are those that this version makes."""
    found, wanted = schema(patient.connection), expected_schema()
    for name in sorted(found.keys() | wanted.keys()):
        if name not in found:
            yield Fault("form", f"The {name} is missing.", name not in OF_LOG)
        elif name not in wanted:
            yield Fault("form", f"The {name} does not belong to a register.", not name.startswith("table "))
        elif found[name] != wanted[name]:
            yield Fault("form", f"The {name} was altered.", name not in OF_LOG)


OF_LOG = {f"table {rows.name}" for rows in (REGISTER, *LOG)}
"""What nothing can be made from anew."""


def links(patient: Patient) -> Found:
    """Every row points to rows that are there."""
    for table, rowid, parent, _ in patient.connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield f"Row {rowid} of {table} points to a row of {parent} that is not there."


def log(patient: Patient) -> Found:
    """Every line of the log is as it was written, and replaces only changes of its own field."""
    for rows in (BATCH, CHANGE):
        first, last, lines = patient.connection.execute(
            select(func.min(rows.c.seq), func.max(rows.c.seq), func.count())
        ).one()
        if lines and (first, last) != (1, lines):  # numbers are given one after another, and none is ever given up
            yield f"The numbers of {'acts' if rows is BATCH else 'changes'} in the log have gaps: some were taken out."
    of_batch: dict[str, list[Change]] = {}
    known = {change.id: change for change in patient.log}
    for change in known.values():
        of_batch.setdefault(change.batch, []).append(change)
        for earlier in change.after:
            if earlier not in known or _field(known[earlier]) != _field(change):
                yield "A change in the log says that it replaces one of another field."
    for row in patient.rows(BATCH):
        line = dict(row._mapping)
        if line["digest"] != digest(patient.register, line, of_batch.get(row.id, [])):
            yield f"What the log says of act {row.seq} was altered after it was written."


def _field(change: Change) -> tuple[str, str, str]:
    return change.kind, change.item, change.field


def values(patient: Patient) -> Found:
    """Every value in the log is one that its field accepts."""
    for change in patient.log:
        field = KINDS[change.kind].fields.get(change.field) if change.kind in KINDS else None
        if field is None:
            yield "The log has a change of a field that there is not."
            continue
        try:
            if field.check(change.value) != change.value:
                yield f"The log has a value of {field.label} that it would keep in another form."
        except Refused:
            yield f"The log has a value of {field.label} that it does not accept."


def sums(patient: Patient) -> Found:
    """The tables hold what the log adds up to, no more and no less."""
    wanted = {key: recorded(values) for key, values in adds_up(patient.log).items()}
    for kind, rows in TABLES.items():
        for row in patient.rows(rows):
            try:
                held = to_plain(kind, row)
            except files.UNREADABLE:
                wanted.pop((kind, row.id), None)
                yield f"What the tables hold of {row.ref} cannot be read."
                continue
            expected = wanted.pop((kind, str(held.pop("id"))), None)
            if expected is None:
                yield f"{held['ref']} is in the tables and not in the log."
                continue
            for name in sorted(name for name in held if held[name] != expected.get(name)):
                label = KINDS[kind].fields[name].label
                yield f"{label} of {held['ref']} is not what the log adds up to."
    for kind, _ in wanted:
        yield f"A {kind} of the log is missing in the tables."


def recorded(values: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in values.items() if value is not None}


def seals(patient: Patient) -> Found:
    """Every snapshot is what was sealed."""
    yield from (sentence for _, sentence in snapshots.broken(patient.connection, patient.log))


CHECKS: dict[str, tuple[Check, bool]] = {
    "storage": (storage, False),
    "log": (log, False),
    "values": (values, False),
    "snapshots": (seals, False),
    "form": (form, True),
    "links": (links, True),
    "sums": (sums, True),
}
"""name -> the check, and whether what it finds can be put right from the log."""

SOUND = {
    "storage": "The file is whole, and every value keeps its constraints.",
    "log": "The log is as it was written, line by line.",
    "values": "Every value in the log is one that its field accepts.",
    "snapshots": "Every snapshot is as it was sealed.",
    "form": "Tables, constraints and triggers are complete.",
    "links": "Every link leads to an item.",
    "sums": "The tables hold what the log adds up to.",
}
"""What is said of a check that found nothing."""


def examine(path: Path) -> list[Fault]:
    """Every fault of the register at `path`; none where it is whole. Raises `CannotOpen` where it cannot be read."""
    files.check_is_register(path, read_only=True)
    try:
        with dialect.engine_for(path, read_only=True).connect() as connection:
            patient = Patient(connection)
            return [fault for name in CHECKS for fault in found_by(name, patient)]
    except SQLAlchemyError as fault:
        raise CannotOpen(files.sentence_for(fault, path)) from fault


def found_by(name: str, patient: Patient) -> Iterator[Fault]:
    """What one check finds: the first few of a sort, then how many more."""
    check, mendable = CHECKS[name]
    told = 0
    try:
        for found in check(patient):
            told += 1
            if told <= MANY:
                yield found if isinstance(found, Fault) else Fault(name, found, mendable)
    except (SQLAlchemyError, *files.UNREADABLE):
        yield Fault(name, "This could not be checked: what is stored there cannot be read.", False)
    if told > MANY:
        yield Fault(name, f"There are {told - MANY} more of this sort.", mendable)


# -- putting right --------------------------------------------------------------------------------------------------


def repair(path: Path, now: datetime) -> Backup:
    """Make the tables anew from the log, in one transaction, after a copy of the file as it is. Returns that copy.

    Raises `CannotOpen` where the log itself cannot be trusted; then the file is as it was.
    """
    files.check_is_register(path)
    engine = dialect.engine_for(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            patient = Patient(connection)
            if any(found_by("log", patient)) or any(found_by("values", patient)):
                raise CannotOpen(
                    files.with_offer(
                        f"The log of {path} was altered, so nothing can be rebuilt from it. The file is as it was.",
                        path,
                    )
                )
            backup = Backups.of(path).make(now, note=AS_FOUND)
            rebuild(connection, patient.log)
            left = [*found_by("links", patient), *found_by("sums", patient)]
            if left:
                raise CannotOpen(
                    files.with_offer(f"{path} could not be put right: {left[0].sentence} The file is as it was.", path)
                )
    except SQLAlchemyError as fault:
        raise CannotOpen(files.sentence_for(fault, path)) from fault
    with suppress(CannotOpen):  # else the newest sound copy would be one with the fault in it
        Backups.of(path).make(now, again=True)
    return backup


def rebuild(connection: Connection, log: list[Change]) -> None:
    """Make every table of items anew and fill it with what the log adds up to; make missing indexes and triggers."""
    items = adds_up(log)
    for rows in reversed(list(TABLES.values())):
        rows.drop(connection, checkfirst=True)
    for found in schema(connection):
        type_, name = found.split(" ", 1)
        if type_ != "table":  # also those of the log, and what somebody else put there
            connection.exec_driver_sql(f'DROP {type_.upper()} IF EXISTS "{name}"')
    make_form(connection)
    connection.exec_driver_sql("REINDEX")
    for kind, rows in TABLES.items():
        filled = [
            from_plain(kind, {"id": item, **whole(kind, values)}) for (of, item), values in items.items() if of == kind
        ]
        if filled:
            connection.execute(insert(rows), filled)
