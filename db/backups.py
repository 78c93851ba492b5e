"""Copies of a register, made by SQLite's own online copy while others go on working; old ones make room for new.

They lie in the person's own data folder, one folder a register file, so that they outlive the disk, the share or the
synced folder on which the register lies. Each is a whole register. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import files
from loti_tui.domain.moments import london
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.domain.retention import kept
from loti_tui.domain.text import quoted
from loti_tui.places import backups_root

NAME = re.compile(r"(\d{4,})-(\d{8}T\d{6}Z)(-[a-z-]+)?\.loti")
MOMENT = "%Y%m%dT%H%M%SZ"
LATEST = "latest"
AS_FOUND = "as-found"
"""The note of a copy that was made of a faulty register before it was put right."""
FAULTY_KEPT = 3
"""How many of these are kept."""
AN_HOUR = 3600.0
KEPT = "The earlier backups are kept."
NO_COPY = {
    "SQLITE_FULL": "the disk is full; free some room",
    "SQLITE_IOERR": "the disk refused it; check the disk and free some room",
    "SQLITE_BUSY": "another program is holding the register; wait a moment",
    "SQLITE_CANTOPEN": "the register cannot be opened; check that it is there",
}
"""Why a copy could not be made, by the beginning of SQLite's name for the fault."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. `number` counts them and decides which is newer, whatever the clock said."""

    number: int
    at: datetime
    path: Path

    @property
    def name(self) -> str:
        """What people call it: "0017-20170406T101500Z"."""
        return self.path.stem

    @property
    def note(self) -> str:
        """Why it was made: "" where a program closed after changes or a person asked for it."""
        return self.name.split("-", 2)[2] if self.name.count("-") > 1 else ""

    @property
    def sound(self) -> bool:
        """Whether it was whole when it was made."""
        return self.note != AS_FOUND

    @property
    def bytes(self) -> int:
        """Its size; 0 where it went away meanwhile."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def made(self) -> str:
        """When it was made, in words and in London."""
        return london(self.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def utc_now() -> datetime:
    """The moment by the machine's clock."""
    return datetime.now(UTC)


class Backups:
    """The copies of the register at one path, whether or not that file is still there and whole."""

    def __init__(self, register: Path, folder: Path) -> None:
        self.register = register
        self.folder = folder

    @classmethod
    def of(cls, register: Path) -> Backups:
        """Those of the file at this path, in its own folder of the person's data."""
        place = register.expanduser().absolute()
        with suppress(OSError, RuntimeError):
            place = Path(os.path.realpath(place))
        mark = hashlib.sha256(os.path.normcase(place).encode("utf-8", "surrogateescape")).hexdigest()[:8]
        stem = re.sub(r"[^\w.-]+", "-", place.stem)[:40] or "register"
        return cls(register, backups_root() / f"{stem}-{mark}")

    def all(self) -> list[Backup]:
        """Every copy, oldest first."""
        found = []
        try:
            names = os.listdir(self.folder)
        except OSError:
            return []
        for name in names:
            parts = NAME.fullmatch(name)
            if parts:
                with suppress(ValueError):
                    at = datetime.strptime(parts[2], MOMENT).replace(tzinfo=UTC)
                    found.append(Backup(int(parts[1]), at, self.folder / name))
        return sorted(found, key=lambda copy: copy.number)

    @property
    def latest(self) -> Backup | None:
        """The newest copy that was whole when it was made."""
        return next((copy for copy in reversed(self.all()) if copy.sound), None)

    def find(self, name: str) -> Backup:
        """The copy of that name, of any beginning that only it has, of its number, or the latest. Raises `Refused`."""
        copies, latest = self.all(), self.latest
        wanted = name.strip().removesuffix(".loti")
        if not copies or (wanted.casefold() == LATEST and latest is None):
            raise Refused(f"There is no backup of {self.register} yet. Nothing was written.")
        if wanted.casefold() == LATEST and latest is not None:
            return latest
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else None
        exact = [copy for copy in copies if copy.name == wanted or copy.number == number]
        matching = exact or [copy for copy in copies if wanted and copy.name.startswith(wanted)]
        if len(matching) != 1:
            what = "is the beginning of several backups" if matching else "is not a backup of this register"
            raise Refused(f"{quoted(name)} {what}. “loti backup list” names them; {copies[-1].name} is one.")
        return matching[0]

    # -- making --------------------------------------------------------------------------------------------------

    def make(self, now: datetime | None = None, *, note: str = "", again: bool = False) -> Backup:
        """Copy the register as it is now; the newest copy, where that holds everything already, unless `again`.

        `note` is for the file's name. Only a copy that was made `AS_FOUND` may be one of a faulty register. Raises
        `CannotOpen` in a sentence; then the copies that were there are still there.
        """
        now = (now or utc_now()).astimezone(UTC)
        copies, faulty = self.all(), note == AS_FOUND
        same = [copy for copy in copies[::-1] if copy.sound and note in ("", copy.note)][:1]
        if same and not (again or faulty) and last_line(same[0].path) == last_line(self.register) is not None:
            return same[0]
        number = copies[-1].number + 1 if copies else 1
        target = self.folder / f"{number:04}-{now.strftime(MOMENT)}{'-' * bool(note)}{note}.loti"
        with self.writing(target) as part:
            files.check_is_register(self.register, read_only=not os.access(self.register, os.W_OK), any_version=True)
            copy(self.register, part, whole=not faulty)
        self.prune(now)
        return Backup(number, now.replace(microsecond=0), target)

    @contextmanager
    def writing(self, target: Path) -> Iterator[Path]:
        """A private file that becomes `target` once it is whole and on the disk; else nothing is left of it."""
        part = target.with_name(f".{target.stem}.{uuid.uuid4().hex[:8]}.part")
        why = f"No backup could be written into {target.parent}:"
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            yield part
            files.sync(part)
            os.replace(part, target)
            files.sync(target.parent)
        except CannotOpen as fault:
            raise CannotOpen(f"No backup was made: {fault.sentence} {KEPT}") from fault
        except sqlite3.Error as fault:
            name = str(getattr(fault, "sqlite_errorname", ""))
            if name.startswith(files.DAMAGED):
                raise CannotOpen(
                    f"No backup was made: {self.register} is damaged and would make a damaged copy. {KEPT} "
                    f"“loti doctor” says more."
                ) from fault
            known = next((words for start, words in NO_COPY.items() if name.startswith(start)), f"{name or fault}")
            raise CannotOpen(f"{why} {known}. {KEPT} Then “loti backup” makes one.") from fault
        except OSError as fault:
            raise CannotOpen(f"{why} {fault.strerror}. {KEPT} Check that folder; “loti backup” makes one.") from fault
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def prune(self, now: datetime) -> None:
        """Let go of what is neither among the newest nor the last of a recent day, and of what a killed program left.

        Copies of a faulty register are counted apart: they never take the place of a sound one.
        """
        copies = self.all()
        keep = kept({copy.number: copy.at.date() for copy in copies if copy.sound}, now.date())
        keep |= {copy.number for copy in [copy for copy in copies if not copy.sound][-FAULTY_KEPT:]}
        for old in [copy.path for copy in copies if copy.number not in keep]:
            with suppress(OSError):
                old.unlink()
        for part in self.folder.glob(".*.part"):
            with suppress(OSError):  # somebody else's is done meanwhile
                if time.time() - part.stat().st_mtime > AN_HOUR:
                    part.unlink()

    # -- putting back --------------------------------------------------------------------------------------------

    def put_back(self, name: str, to: Path) -> Backup:
        """Write a copy to a new file. Raises `Refused` for an unknown name, `CannotOpen` where it cannot be written.

        A file that is there is never written over: not even the damaged register, which may be wanted yet.
        """
        chosen = self.find(name)
        files.check_is_register(chosen.path, read_only=True, any_version=True)
        with files.made_whole(to) as part:
            copy(chosen.path, part)
        return chosen

    def offer(self) -> str:
        """The latest backup and the command that puts it back, for a person whose register is damaged or gone."""
        latest = self.latest
        if latest is None:
            return ""
        beside = self.register.with_name(f"{self.register.stem}-restored{self.register.suffix}")
        return (
            f"The latest backup is of {latest.made}. Put it back with: loti backup restore latest "
            f"--to {files.as_typed(beside)} --register {files.as_typed(self.register)}"
        )


def last_line(path: Path) -> tuple[object, ...] | None:
    """What a register ends with: its id, version, newest batch and newest snapshot; None where it cannot be read."""
    with suppress(sqlite3.Error, *files.UNREADABLE), closing(files.connect(path, read_only=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        newest = [
            f"(SELECT id FROM {table} ORDER BY seq DESC LIMIT 1)" for table in ("batch", "snapshot") if table in tables
        ]
        query = f"SELECT {', '.join(['id', 'schema', '(SELECT max(seq) FROM batch)', *newest])} FROM register"
        found: tuple[object, ...] | None = connection.execute(query).fetchone()
        return found
    return None


def copy(source: Path, target: Path, *, whole: bool = True) -> None:
    """Copy one database into an empty file, at one moment, beside whoever is writing. Raises `sqlite3.Error`, OSError.

    A copy that is not `whole` is refused: a damaged one must not take the place of a good one.
    """
    with (
        closing(files.connect(source, read_only=not os.access(source, os.W_OK))) as origin,
        closing(sqlite3.connect(target, isolation_level=None)) as into,
    ):
        origin.execute("BEGIN")
        origin.execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()  # waits for a lock, which backup() does for ever
        origin.backup(into)
        if whole and into.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            fault = sqlite3.DatabaseError("the copy is damaged")
            fault.sqlite_errorname = "SQLITE_CORRUPT"
            raise fault
    files.make_private(target)
