"""The file of a register: whose it is, whether it can be used, and what its faults mean. Standard library only."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from loti_tui.domain.refused import CannotOpen

APPLICATION_ID = 0x4C4F5449
"""The letters LOTI in the file's header: how a register is told from another program's database."""

SCHEMA = "1"
"""The version of the tables that this program reads and writes."""

BUSY_MILLISECONDS = 5_000
"""How long an act waits for another program's lock."""


def make_private(path: Path) -> None:
    """Only its owner may read a register; a file system without such rights is left as it is."""
    if os.name == "posix":
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def check_is_register(path: Path, *, read_only: bool = False) -> None:
    """Raises `CannotOpen` in a sentence where `path` is not a register that this program can use."""
    if not os.path.exists(path):  # unlike Path.exists, False for a name that no file can have
        raise CannotOpen(
            f"There is no register at {path}. Nothing was made. Check the path, or make one with: "
            f"loti init --register {path}"
        )
    if path.is_dir():
        raise CannotOpen(f"{path} is a folder, not a register. Name the file in it.")
    try:
        # Not "ro" where we may write: who opens it rolls back what a killed writer left half done.
        mode = "ro" if read_only else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MILLISECONDS / 1000)
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if mark != APPLICATION_ID:
                raise CannotOpen(_not_ours(path, tables))
            if not read_only and not os.access(path, os.W_OK):
                raise CannotOpen(SENTENCES["SQLITE_READONLY"].format(path=path))
            (version,) = connection.execute("SELECT schema FROM register").fetchone()
            if version != SCHEMA:
                raise CannotOpen(
                    f"{path} was written by another version of loti-tui (its tables are version {version}; this "
                    f"program knows {SCHEMA}). It was left as it is. Open it with that version."
                )
        finally:
            connection.close()
    except sqlite3.Error as fault:
        raise CannotOpen(sentence_for(fault, path)) from fault


def _not_ours(path: Path, tables: int) -> str:
    what = "another program's database" if tables else "an empty file"
    return (
        f"{path} is not a register but {what}. It was left as it is. Name a register, or make a new one with: loti init"
    )


AS_IT_WAS = "The change was not stored; the register is as it was."
UNTOUCHED = "It was left as it is."

SENTENCES = {
    "SQLITE_NOTADB": f"{{path}} is not a register: its content is not a database. {UNTOUCHED}",
    "SQLITE_CORRUPT": f"{{path}} is damaged and cannot be read safely. {UNTOUCHED} Open the latest backup instead.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. Nothing was changed. Check that its folder is there and may be used.",
    "SQLITE_READONLY_ROLLBACK": (
        "A program was stopped in the middle of writing {path}. Nothing was changed. Open it once to write, and it is "
        "put right."
    ),
    "SQLITE_READONLY": "{path} may only be read. Nothing was changed. Open it with --read-only, or copy it elsewhere.",
    "SQLITE_FULL": f"The disk is full. {AS_IT_WAS} Free some room and try again.",
    "SQLITE_IOERR": f"The disk refused to write {{path}}. {AS_IT_WAS} Check the disk and try again.",
    "SQLITE_BUSY": f"Another program is holding {{path}}. {AS_IT_WAS} Wait a moment and try again.",
    "SQLITE_PERM": "You may not use {path}. Nothing was changed. Ask its owner, or copy it elsewhere.",
    "SQLITE_AUTH": "You may not use {path}. Nothing was changed. Ask its owner, or copy it elsewhere.",
}
"""What a person hears, by the beginning of SQLite's own name for the fault."""


def sentence_for(fault: BaseException, path: Path) -> str:
    """What a database error means to a person: what happened, what was kept, what to do."""
    cause = getattr(fault, "orig", None) or fault  # SQLAlchemy wraps the driver's own error
    name = str(getattr(cause, "sqlite_errorname", ""))
    for start, sentence in SENTENCES.items():
        if name.startswith(start):
            return sentence.format(path=path)
    return f"{path} could not be used ({name or type(cause).__name__}). {AS_IT_WAS}"


def reserve(path: Path) -> None:
    """Make the empty file that a new register will replace, so that no other file is ever written over."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise CannotOpen(f"{path} is there already and was left as it is. Name another file with --register.") from None
    except OSError as fault:
        raise CannotOpen(
            f"{path} cannot be made here ({fault.strerror}). Nothing was made. Name another folder."
        ) from fault
