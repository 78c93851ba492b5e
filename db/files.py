"""The file of a register: whose it is, whether it can be used, and what its faults mean. Standard library only."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from loti_tui.domain.refused import CannotOpen
from loti_tui.domain.text import shortened

APPLICATION_ID = 0x4C4F5449
"""The letters LOTI in the file's header: how a register is told from another program's database."""

SCHEMA = "4"
"""The version of the tables that this program reads and writes."""

EARLIER = ("1", "2", "3")
"""Versions that are brought up to date when a register is opened to be written."""

BUSY_MILLISECONDS = 5_000
"""How long an act waits for another program's lock."""


def make_private(path: Path) -> None:
    """Only its owner may read a register; a file system without such rights is left as it is."""
    if os.name == "posix":
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A plain connection to a file that is there: without `read_only` what a killed writer left is rolled back."""
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)


def why_only_read(path: Path, name: str = "") -> str:
    """Why nothing can be stored in the file at `path`, which a person knows as `name`; "" where there is no hindrance.

    Storing makes a journal beside the file: a folder that may not be written is a hindrance too. The words are the
    beginning of a sentence.
    """
    if not os.path.exists(path):
        return ""
    if not os.access(path, os.W_OK):
        return f"{name or path} may only be read"
    if not os.access(os.path.dirname(os.path.realpath(path)), os.W_OK | os.X_OK):
        return f"Nothing can be written into the folder of {name or path}, as storing a change needs"
    return ""


def opened_for_reading(path: Path) -> str:
    """What a person should hear of a register that they may only read; "" where they may also write."""
    hindrance = why_only_read(path, path.name)
    return f"{hindrance}: it is open for reading only." if hindrance else ""


def check_is_register(path: Path, *, read_only: bool = False, any_version: bool = False) -> bool:
    """Whether the tables of the register at `path` are of an earlier version and have to be brought up to date.

    Raises `CannotOpen` in a sentence where `path` is not a register that this program can use; with `any_version`, a
    register of another version is good enough.
    """
    if is_gone(path):
        raise CannotOpen(
            with_offer(
                f"There is no register at {path}. Nothing was made. Check the path, or make one with: "
                f"loti init --register {path}",
                path,
            )
        )
    if os.path.isdir(path):
        raise CannotOpen(f"{path} is a folder, not a register. Name the file in it.")
    try:
        with closing(connect(path, read_only=read_only)) as connection:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if mark != APPLICATION_ID:
                raise CannotOpen(with_offer(_not_ours(path, tables), path))
            if not read_only and (hindrance := why_only_read(path)):
                raise CannotOpen(f"{hindrance}. Nothing was changed. Open it with --read-only, or copy it elsewhere.")
            (version,) = connection.execute("SELECT schema FROM register").fetchone()
    except (sqlite3.Error, *UNREADABLE) as fault:
        raise CannotOpen(sentence_for(fault, path)) from fault
    behind = version in EARLIER
    if not any_version and version != SCHEMA and (read_only or not behind):
        raise CannotOpen(_other_version(path, str(version), behind))
    return behind


def _other_version(path: Path, version: str, behind: bool) -> str:
    if behind:
        return (
            f"{path} was written by an earlier version of loti-tui (its tables are version {version}; this program "
            f"uses {SCHEMA}). It was left as it is. Open it once without --read-only: a copy is made first, then it is "
            f"brought up to date. Where you may not write, copy it elsewhere."
        )
    return (
        f"{path} was written by a newer version of loti-tui (its tables are version {shortened(version, 20)}; this "
        f"program knows {SCHEMA}). It was left as it is. Open it with that version."
    )


def _not_ours(path: Path, tables: int) -> str:
    what = "another program's database" if tables else "an empty file"
    return (
        f"{path} is not a register but {what}. It was left as it is. Name a register, or make a new one with: loti init"
    )


AS_IT_WAS = "The change was not stored; the register is as it was."
UNTOUCHED = "It was left as it is."

SENTENCES = {
    "SQLITE_NOTADB": f"{{path}} is not a register: its content is not a database. {UNTOUCHED} Check the path.",
    "SQLITE_CORRUPT": f"{{path}} is damaged and cannot be read safely. {UNTOUCHED} Open a copy of it instead.",
    "GONE": "{path} is not there any more. Nothing was changed. Move it back and try again.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. Nothing was changed. Check that its folder is there and may be used.",
    "SQLITE_READONLY_ROLLBACK": (
        "A program was stopped in the middle of writing {path}. Nothing was changed. Open it once to write, and it is "
        "put right."
    ),
    "SQLITE_READONLY_DIRECTORY": (
        "Nothing can be written into the folder of {path}, as storing a change needs. Nothing was changed. Check the "
        "folder, or copy the register elsewhere."
    ),
    "SQLITE_READONLY": "{path} may only be read. Nothing was changed. Open it with --read-only, or copy it elsewhere.",
    "SQLITE_FULL": f"The disk is full. {AS_IT_WAS} Free some room and try again.",
    "SQLITE_IOERR": f"The disk refused to write {{path}}. {AS_IT_WAS} Check the disk and try again.",
    "SQLITE_BUSY": f"Another program is holding {{path}}. {AS_IT_WAS} Wait a moment and try again.",
    "SQLITE_PERM": "You may not use {path}. Nothing was changed. Ask its owner, or copy it elsewhere.",
    "SQLITE_AUTH": "You may not use {path}. Nothing was changed. Ask its owner, or copy it elsewhere.",
}
"""What a person hears, by the beginning of SQLite's own name for the fault."""


DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "GONE")
"""Faults of a file that cannot be trusted any more, or is no more."""

UNREADABLE = (LookupError, RecursionError, TypeError, ValueError)
"""What reading altered content raises besides the database's own faults: bytes that are no text, names of no field."""


def sentence_for(fault: BaseException, path: Path, *, offer: bool = True) -> str:
    """What a database error means to a person: what happened, what was kept, what to do.

    Where the file is damaged and a backup of it exists, that is offered.
    """
    cause = getattr(fault, "orig", None) or fault  # SQLAlchemy wraps the driver's own error
    name = str(getattr(cause, "sqlite_errorname", ""))
    if name == "SQLITE_ERROR" or (not name and isinstance(cause, (sqlite3.OperationalError, *UNREADABLE))):
        name = "SQLITE_CORRUPT"  # our tables are not there, or a text is none: the content was altered
    if name.startswith("SQLITE_CANTOPEN") and is_gone(path):
        name = "GONE"
    for start, sentence in SENTENCES.items():
        if name.startswith(start):
            told = sentence.format(path=path)
            return with_offer(told, path) if offer and start in DAMAGED else told
    return f"{path} could not be used ({name or type(cause).__name__}). {AS_IT_WAS}"


def is_gone(path: Path) -> bool:
    """Whether no file is there; not so where one may not even look."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def unreadable(path: Path) -> str:
    """The sentence where something stored cannot be understood, though SQLite could read it."""
    return with_offer(
        f"{path} holds something that cannot be read, so it may be damaged. {UNTOUCHED} “loti doctor” says what it is.",
        path,
    )


def with_offer(sentence: str, path: Path) -> str:
    """The sentence, followed by the way to the latest backup of this file where there is one."""
    from db.backups import Backups  # which is built on this module

    return f"{sentence} {Backups.of(path).offer()}".rstrip()


def as_typed(path: Path) -> str:
    """A path as it is typed on a command line."""
    # Inside, since this module is loaded before the first frame.
    import shlex
    import subprocess

    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(str(path))


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk; a system that cannot is left alone."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reserve(path: Path) -> None:
    """Make the empty file that a new register will replace, so that no other file is ever written over."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise CannotOpen(f"{path} is there already and was left as it is. Name another file.") from None
    except OSError as fault:
        raise CannotOpen(
            f"{path} cannot be made here ({fault.strerror}). Nothing was made. Name another folder."
        ) from fault


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """A private file beside `path` that becomes it once it is whole and on the disk; else nothing is left of either.

    Raises `CannotOpen` in a sentence. A file that is there is never written over, one that appears meanwhile neither.
    """
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    reserve(path)
    try:
        reserve(part)  # private from its first byte
        yield part
        sync(part)
        put_aside_journal(path)
        os.replace(part, path)
        sync(path.parent)
    except BaseException as fault:
        for left in (part, path):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        if isinstance(getattr(fault, "orig", fault), sqlite3.Error):
            raise CannotOpen(sentence_for(fault, path, offer=False)) from fault
        if isinstance(fault, OSError):
            raise CannotOpen(f"{path} could not be made ({fault.strerror}). Nothing was left behind.") from fault
        raise


def put_aside_journal(register: Path) -> None:
    """Give another name to the journal of a register that is gone: SQLite would roll it back into the new one."""
    journal = register.with_name(f"{register.name}-journal")
    if journal.exists():
        os.replace(journal, journal.with_name(f"{journal.name}-left"))
