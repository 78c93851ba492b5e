"""The register: one file, opened; one door, `apply`; and the log read back.

A register is opened or made, never made by opening. Every method opens a connection of its own and gives it back,
so that no lock and no file handle outlives its need; the file can be copied, mailed or synced between two acts.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from db import dialect, files, undo
from db.base import Base
from db.door import store
from db.log import RegisterRow
from db.reading import BATCH, CHANGE, SUCCESSION, read_entries, read_log, read_state, table
from loti_tui.domain.changes import Act, Batch, Change, Edit, Entry, Stored
from loti_tui.domain.fields import Plain
from loti_tui.domain.moments import stamp
from loti_tui.domain.refused import CannotOpen, Moved, Refused
from loti_tui.domain.state import State

REGISTER = table(RegisterRow)


def utc_now() -> datetime:
    """The moment by the machine's clock."""
    return datetime.now(UTC)


def new_item(kind: str, values: Mapping[str, Plain]) -> tuple[Edit, ...]:
    """The edits that add one item, under a new id."""
    item = str(uuid.uuid4())
    fields = {"removed": False, **values}
    return tuple(Edit(kind, item, name, value) for name, value in fields.items())


class Register:
    """One register file. Its methods block: call them from the database thread, never from the event loop."""

    def __init__(
        self, path: Path, *, read_only: bool = False, now: Callable[[], datetime] = utc_now, id: str = ""
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.id = id
        self._now = now
        self._engine = dialect.engine_for(path, read_only=read_only)
        self._reader = self._engine.execution_options(reading=True)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, now: Callable[[], datetime] = utc_now) -> Self:
        """The register at `path`. Raises `CannotOpen` where there is none, or none that this program can use."""
        files.check_is_register(path, read_only=read_only)
        register = cls(path, read_only=read_only, now=now)
        with register._reading() as connection:
            register.id = str(connection.execute(select(REGISTER.c.id)).scalar_one())
        return register

    @classmethod
    def create(cls, path: Path, batches: Iterable[Batch] = (), *, now: Callable[[], datetime] = utc_now) -> Self:
        """A new register with these first batches. Raises `CannotOpen`; a file that is there is never written over."""
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
        files.reserve(path)
        try:
            files.reserve(part)  # private from its first byte
            make(part, batches, now)
            files.make_private(part)
            os.replace(part, path)
        except BaseException as fault:
            for left in (part, path):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            if isinstance(fault, DBAPIError):
                raise CannotOpen(files.sentence_for(fault, path)) from fault
            if isinstance(fault, OSError):
                raise CannotOpen(f"{path} could not be made ({fault.strerror}). Nothing was left behind.") from fault
            raise
        return cls.open(path, now=now)

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as fault:
            raise CannotOpen(files.sentence_for(fault, self.path)) from fault

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._transaction(self._reader)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A write transaction on the very register that was opened."""
        if self.read_only:
            raise Refused("This register is open for reading only. Nothing was changed.")
        with self._transaction(self._engine) as connection:
            if self.id != connection.execute(select(REGISTER.c.id)).scalar_one():
                raise CannotOpen(
                    f"{self.path} has been replaced by another register since it was opened. Nothing was written to "
                    f"it. Open it again."
                )
            yield connection

    # -- the door ------------------------------------------------------------------------------------------------

    def apply(self, batch: Batch) -> Stored:
        """Store one act. Raises `Refused` (or `Moved`) in a sentence; then nothing was changed."""
        with self._writing() as connection:
            return store(connection, batch, self._now())

    def add(self, kind: str, values: Mapping[str, Plain], *, who: str, why: str = "") -> Stored:
        """Store a new item of `kind` with these plain values."""
        return self.apply(Batch(who, new_item(kind, values), why))

    def undo(self, *, who: str, of: str | None = None) -> Stored:
        """Take back the newest edit that stands, of the person `of` or of anybody. Raises `NothingToDo`, `Moved`."""
        with self._writing() as connection:
            batch = undo.next_to_undo(connection, of)
            return self._reverse(connection, batch, Act.UNDO, who)

    def redo(self, *, who: str, of: str | None = None) -> Stored:
        """Put back what the newest undo took, where nothing was edited since. Raises `NothingToDo`, `Moved`."""
        with self._writing() as connection:
            batch = undo.next_to_redo(connection, of)
            return self._reverse(connection, batch, Act.REDO, who)

    def _reverse(self, connection: Connection, batch: str, act: Act, who: str) -> Stored:
        try:
            return store(connection, undo.reversal(connection, batch, act, who), self._now())
        except Moved as moved:
            raise Moved(f"Not {_PAST[act]}: {moved}", theirs=moved.theirs, mine=moved.mine) from None

    # -- reading -------------------------------------------------------------------------------------------------

    def state(self) -> State:
        """What the register adds up to now."""
        with self._reading() as connection:
            return read_state(connection)

    def history(self, item: str | None = None, *, newest: int | None = None) -> list[Entry]:
        """Lines of the log, oldest first: of one item (by id) or of all, or only so many of the newest."""
        conditions = [CHANGE.c.item == item] if item else []
        with self._reading() as connection:
            return read_entries(connection, *conditions, newest=newest)

    def changes(self) -> list[Change]:
        """The whole log, as what the tables must add up to."""
        with self._reading() as connection:
            return read_log(connection)

    def people(self) -> list[str]:
        """Everybody who changed something, most recent first."""
        with self._reading() as connection:
            rows = connection.execute(select(BATCH.c.who).order_by(BATCH.c.seq.desc())).all()
        return list(dict.fromkeys(str(row.who) for row in rows))


_PAST = {Act.UNDO: "undone", Act.REDO: "redone"}


def make(path: Path, batches: Iterable[Batch], now: Callable[[], datetime]) -> None:
    """Write a whole new register file: tables, triggers, which register it is, and its first batches."""
    engine = dialect.engine_for(path, create=True)
    with engine.begin() as connection:
        dialect.mark_as_register(connection)
        Base.metadata.create_all(connection)
        dialect.forbid_rewriting(connection, BATCH, CHANGE, SUCCESSION)
        line = {"id": str(uuid.uuid4()), "schema": files.SCHEMA, "made_at": stamp(now())}
        connection.execute(insert(REGISTER), line)
        for batch in batches:
            store(connection, batch, now())
