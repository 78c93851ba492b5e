"""The pulse of a register's file: whether it is there, whether it is the one, and whether its log is the one we know.

Each look is a connection of its own, closed at once: no handle and no lock outlives it, so that writers and programs
that sync files are not held up. Standard library only.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.files import APPLICATION_ID, BUSY_MILLISECONDS, SCHEMA, connect, sentence_for
from loti_tui.domain.refused import CannotOpen

NOT_STORED = "What you do now cannot be stored until it is back; what was stored is still shown here."


class Busy(CannotOpen):
    """Another program is writing at this very moment."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Which register the file holds, and how far its log goes."""

    register: str
    acts: int
    newest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a log has that was not known (act -> who, oldest first), and how many known acts it has not."""

    fresh: Mapping[str, str]
    gone: int


class Watch:
    """What one program knows of a register's log. Not for several threads."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._register = ""
        self._newest = 0
        self._acts: set[str] = set()

    def differs(self) -> bool:
        """Whether the log is another than the one that is known.

        Raises `Busy` without waiting, and `CannotOpen` where the file cannot be used or holds another register.
        """
        with self._look(patience=0) as (_, pulse):
            return pulse.acts != self._newest or (pulse.acts > 0 and pulse.newest not in self._acts)

    def log(self) -> tuple[Pulse, Mapping[str, str]]:
        """The whole log as it is now: act -> who, oldest first. Waits for a writer. Raises as `differs` does."""
        with self._look(patience=BUSY_MILLISECONDS) as (connection, pulse):
            rows = connection.execute("SELECT id, who FROM batch ORDER BY seq").fetchall()
        return pulse, {str(act): str(who) for act, who in rows}

    def compared(self, acts: Mapping[str, str]) -> Difference:
        """How a log differs from the one that is known; where none is known yet, not at all."""
        if not self._register:
            return Difference({}, 0)
        fresh = {act: who for act, who in acts.items() if act not in self._acts}
        return Difference(fresh, len(self._acts) - (len(acts) - len(fresh)))

    def know(self, pulse: Pulse, acts: Mapping[str, str]) -> None:
        """Take this log as the known one."""
        self._register, self._newest, self._acts = pulse.register, pulse.acts, set(acts)

    def own(self, act: str | None) -> None:
        """This program has added an act to the log; None where there was nothing to add."""
        if act is not None:
            self._acts.add(act)
            self._newest += 1  # where the file's number is greater, others were there in between

    @contextmanager
    def _look(self, *, patience: int) -> Iterator[tuple[sqlite3.Connection, Pulse]]:
        try:
            os.stat(self.path)
        except (FileNotFoundError, NotADirectoryError):
            raise CannotOpen(f"{self.path.name} is not there any more. {NOT_STORED}") from None
        except OSError as fault:
            raise CannotOpen(f"{self.path.name} cannot be reached ({fault.strerror}). {NOT_STORED}") from fault
        try:
            with closing(connect(self.path, read_only=self.read_only)) as connection:
                connection.execute(f"PRAGMA busy_timeout = {patience}")
                connection.execute("BEGIN")  # one moment for all that is read
                yield connection, self._pulse(connection)
        except sqlite3.Error as fault:
            raise _told(fault, self.path) from fault

    def _pulse(self, connection: sqlite3.Connection) -> Pulse:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        if mark != APPLICATION_ID:
            raise CannotOpen(
                f"What lies at {self.path.name} now is no register. {NOT_STORED} Put the register back, or leave and "
                f"open a backup of it."
            )
        register, schema = connection.execute("SELECT id, schema FROM register").fetchone()
        if schema != SCHEMA:
            raise CannotOpen(
                f"{self.path.name} was brought up to date by a newer version of loti-tui. What you do now cannot be "
                f"stored in it. Leave, and open it with that version."
            )
        if self._register and register != self._register:
            raise CannotOpen(
                f"Another register lies at {self.path.name} now. Nothing will be stored in it; yours is still shown "
                f"here. Put yours back, or leave and open the other one."
            )
        newest = connection.execute("SELECT seq, id FROM batch ORDER BY seq DESC LIMIT 1").fetchone()
        return Pulse(str(register), *(newest or (0, "")))


def _told(fault: sqlite3.Error, path: Path) -> CannotOpen:
    name = str(getattr(fault, "sqlite_errorname", ""))
    if name.startswith("SQLITE_BUSY"):
        return Busy(sentence_for(fault, path))
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return CannotOpen(f"{path.name} cannot be read just now. {NOT_STORED}")
    return CannotOpen(sentence_for(fault, path))
