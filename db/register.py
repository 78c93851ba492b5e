"""The register: one file, opened; one door, `apply`; and the log read back.

A register is opened or made, never made by opening. Every method opens a connection of its own and gives it back,
so that no lock and no file handle outlives its need; the file can be copied, mailed or synced between two acts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from json import JSONDecodeError
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from db import dialect, files, snapshots, undo
from db.acts import read_acts
from db.door import store
from db.form import make_form
from db.pasts import read_basis, read_between, read_moment, read_past
from db.reading import BATCH, CHANGE, REGISTER, read_entries, read_log, read_rows, state_of
from db.trail import read_trail
from loti_tui.domain.changes import Act, Batch, Change, Done, Entry, Stored, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.moments import stamp
from loti_tui.domain.pasts import Basis, Past
from loti_tui.domain.refused import READ_ONLY, CannotOpen, Moved, NothingToDo, Refused
from loti_tui.domain.snapshots import Snapshot
from loti_tui.domain.state import State
from loti_tui.domain.trail import Trail


def utc_now() -> datetime:
    """The moment by the machine's clock."""
    return datetime.now(UTC)


class Register:
    """One register file. Its methods block: call them from the database thread, never from the event loop."""

    def __init__(
        self, path: Path, *, read_only: bool = False, now: Callable[[], datetime] = utc_now, id: str = ""
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.id = id
        self.news = ""
        """What a person should hear about opening it: that it was brought up to date."""
        self.changed = False
        """Whether this program has stored anything in it."""
        self.latest: str | None = None
        """The newest act when something was stored from here, None where nothing was: it must be in the log yet."""
        self._now = now
        self._engine = dialect.engine_for(path, read_only=read_only)
        self._reader = self._engine.execution_options(reading=True)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, now: Callable[[], datetime] = utc_now) -> Self:
        """The register at `path`, brought up to date where its tables are of an earlier version.

        Raises `CannotOpen` where there is none, or none that this program can use.
        """
        register = cls(path, read_only=read_only, now=now)
        if files.check_is_register(path, read_only=read_only):
            from db.migrate import bring_up  # and with it Alembic: needed for a file of an earlier version only

            register.news = bring_up(path, now())
        with register._reading() as connection:
            register.id = str(connection.execute(select(REGISTER.c.id)).scalar_one())
        return register

    @classmethod
    def create(cls, path: Path, batches: Iterable[Batch] = (), *, now: Callable[[], datetime] = utc_now) -> Self:
        """A new register with these first batches. Raises `CannotOpen`; a file that is there is never written over."""
        with files.made_whole(path) as part:
            make(part, batches, now)
            files.make_private(part)
        return cls.open(path, now=now)

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as fault:
            raise CannotOpen(files.sentence_for(fault, self.path)) from fault
        except (JSONDecodeError, RecursionError) as fault:  # a value of the log that is none
            raise CannotOpen(files.unreadable(self.path)) from fault

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A read transaction."""
        with self._understood(), self._transaction(self._reader) as connection:
            yield connection

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """What is stored and cannot be understood was not written by this program. Raises `CannotOpen`."""
        try:
            yield
        except NothingToDo:
            raise  # an answer, not a fault of what is stored
        except files.UNREADABLE as fault:
            raise CannotOpen(files.unreadable(self.path)) from fault

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A write transaction on the very register that was opened."""
        if self.read_only:
            raise Refused(READ_ONLY)
        with self._transaction(self._engine) as connection:
            self._check_same(connection)
            before = newest_act(connection)
            yield connection
            latest = newest_act(connection)
        self.latest, self.changed = latest, self.changed or latest != before  # not before it is committed

    def _check_same(self, connection: Connection) -> None:
        """What lies at the path must be what was opened, with all that was stored from here. Raises `CannotOpen`."""
        found = connection.execute(select(REGISTER.c.id, REGISTER.c.schema)).one()
        if found.id != self.id:
            raise CannotOpen(
                f"{self.path} has been replaced by another register since it was opened. Nothing was written to it. "
                f"Open it again."
            )
        if found.schema != files.SCHEMA:
            raise CannotOpen(
                f"{self.path} has been brought up to date by a newer version of loti-tui since it was opened. Nothing "
                f"was written to it. Open it with that version."
            )
        if self.latest and not connection.execute(select(BATCH.c.seq).where(BATCH.c.id == self.latest)).all():
            self.latest = None  # who tries again has read it
            raise CannotOpen(
                f"{self.path} has been replaced by an older copy of itself: what was stored last is not in it. Nothing "
                f"was written to it. Put the newer file back, or try again to go on with this one. “loti backup list” "
                f"shows the copies."
            )

    def catch_up(self) -> None:
        """Keep a copy of what the last program left without one, when it was killed. It may as well come at close."""
        from db.backups import Backups

        with suppress(CannotOpen):
            Backups.of(self.path).make()

    def close(self) -> str:
        """Keep a copy of the register where this program has changed it.

        Returns "", or the sentence that says why no copy could be made: what was changed is stored in any case.
        """
        if not self.changed:
            return ""
        self.changed = False
        from db.backups import Backups

        try:
            Backups.of(self.path).make()
        except CannotOpen as fault:
            return f"Everything is stored. {fault.sentence}"
        return ""

    # -- the door ------------------------------------------------------------------------------------------------

    def apply(self, batch: Batch) -> Stored:
        """Store one act. Raises `Refused` (or `Moved`) in a sentence; then nothing was changed."""
        with self._writing() as connection:
            return store(connection, batch, self._now())

    def add(self, kind: str, values: Mapping[str, Plain], *, who: str, why: str = "") -> Stored:
        """Store a new item of `kind` with these plain values."""
        return self.apply(Batch(who, new_item(kind, values), why))

    def undo(self, *, who: str, of: str | None = None, batch: str | None = None) -> Stored:
        """Take back the newest edit that stands, of the person `of` or of anybody; or one act, whatever came after it.

        Raises `NothingToDo`, `Moved`.
        """
        with self._writing() as connection:
            if batch is None:
                return self._reverse(connection, who, undo.next_to_undo(connection, of), Act.UNDO)
            return self._reverse(connection, who, *undo.to_take_back(connection, batch))

    def redo(self, *, who: str, of: str | None = None, batch: str | None = None) -> Stored:
        """Put back what the newest undo took, where nothing was edited since; or what was taken back of one act.

        Raises `NothingToDo`, `Moved`.
        """
        with self._writing() as connection:
            if batch is None:
                return self._reverse(connection, who, undo.next_to_redo(connection, of), Act.REDO)
            return self._reverse(connection, who, *undo.to_do_again(connection, batch))

    def _reverse(self, connection: Connection, who: str, batch: str, act: Act) -> Stored:
        try:
            return store(connection, undo.reversal(connection, batch, act, who), self._now())
        except Moved as moved:
            raise Moved(f"Not {_PAST[act]}: {moved}", theirs=moved.theirs, mine=moved.mine) from None
        except Refused as refused:
            raise Refused(f"Not {_PAST[act]}: {refused}") from None

    # -- reading -------------------------------------------------------------------------------------------------

    def state(self) -> State:
        """What the register adds up to now."""
        with self._understood():
            with self._reading() as connection:
                rows, deferrals = read_rows(connection)
            return state_of(rows, deferrals)  # when the lock is gone: of a long register this takes a while

    def history(self, item: str | None = None, *, newest: int | None = None) -> list[Entry]:
        """Lines of the log, oldest first: of one item (by id) or of all, or only so many of the newest."""
        conditions = [CHANGE.c.item == item] if item else []
        with self._reading() as connection:
            return read_entries(connection, *conditions, newest=newest)

    def act(self, batch: str) -> list[Entry]:
        """The lines of the log of one act."""
        with self._reading() as connection:
            return read_entries(connection, CHANGE.c.batch == batch)

    def acts(self, known: Mapping[str, Done] | None = None) -> list[Done]:
        """The history: every act, newest first. What is `known` of it already (by id) is not read again."""
        with self._reading() as connection:
            return read_acts(connection, known)

    def changes(self) -> list[Change]:
        """The whole log, as what the tables must add up to."""
        with self._reading() as connection:
            return read_log(connection)

    def trail(self) -> Trail:
        """What the rules look back on."""
        with self._reading() as connection:
            return read_trail(connection)

    def past(self, word: str, today: date) -> Past:
        """The register as it was: a snapshot by its name, `now`, a day or a moment.

        Raises `NothingToDo` where there is no such past, and `CannotOpen`.
        """
        with self._reading() as connection:
            return read_past(connection, word, today)

    def as_it_was(self, moment: str) -> State | None:
        """What the log added up to at a moment (UTC, as the log writes it); None before the register was made."""
        with self._reading() as connection:
            return read_moment(connection, moment)

    def entries_between(self, old: Past, new: Past) -> list[Entry]:
        """The lines of the log from after one past up to another, oldest first."""
        with self._reading() as connection:
            return read_between(connection, old.seq, new.seq)

    def basis(self, word: str, today: date) -> Basis:
        """All that a pack of a past is made from. Raises as `past`."""
        with self._reading() as connection:
            return read_basis(connection, word, today)

    def take_snapshot(self, name: str, *, who: str, why: str = "", day: date | None = None) -> Snapshot:
        """Seal what the register holds now under a new name, for a day. Raises `Refused`."""
        with self._writing() as connection:
            taken = snapshots.take(connection, name, who, why, self._now(), day)
        self.changed = True
        return taken

    def snapshots(self) -> list[Snapshot]:
        """Every sealed state, oldest first."""
        with self._reading() as connection:
            return snapshots.read(connection)

    def newest_snapshot(self) -> str:
        """The id of the newest sealed state; "" where there is none."""
        with self._reading() as connection:
            return snapshots.newest(connection)

    def broken_snapshots(self) -> list[tuple[str, str]]:
        """(id, sentence) for every snapshot that is not what was sealed."""
        with self._reading() as connection:
            return snapshots.broken(connection, read_log(connection))

    def people(self) -> list[str]:
        """Everybody who changed something, most recent first."""
        with self._reading() as connection:
            rows = connection.execute(select(BATCH.c.who).order_by(BATCH.c.seq.desc())).all()
        return list(dict.fromkeys(str(row.who) for row in rows))


def newest_act(connection: Connection) -> str | None:
    """The id of the act that the log ends with."""
    newest = select(BATCH.c.id).order_by(BATCH.c.seq.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none()


_PAST = {Act.UNDO: "undone", Act.REDO: "redone"}


def make(path: Path, batches: Iterable[Batch], now: Callable[[], datetime]) -> None:
    """Write a whole new register file: tables, triggers, which register it is, and its first batches."""
    engine = dialect.engine_for(path, create=True)
    with engine.begin() as connection:
        dialect.mark_as_register(connection)
        make_form(connection)
        line = {"id": str(uuid.uuid4()), "schema": files.SCHEMA, "made_at": stamp(now())}
        connection.execute(insert(REGISTER), line)
        for batch in batches:
            store(connection, batch, now())
