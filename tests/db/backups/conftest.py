"""What the tests of copies share: a register that is quick to make, and ways to look at it and to spoil it."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.backups import Backups
from db.register import Register
from fixtures import dd2092

NOW = datetime(2017, 4, 6, 10, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that every test copies."""
    path = tmp_path_factory.mktemp("once") / "board.loti"
    Register.create(path, [dd2092.first_batch("Jo")])
    return path


@pytest.fixture
def path(tmp_path: Path, made_once: Path) -> Path:
    return Path(shutil.copy(made_once, tmp_path / "board.loti"))


@pytest.fixture
def register(path: Path) -> Register:
    return Register.open(path)


@pytest.fixture
def copies(path: Path) -> Backups:
    return Backups.of(path)


def change(register: Register) -> None:
    register.add("risk", {"description": "New"}, who="Ann")


def tables(path: Path) -> str:
    """Everything in a register, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def check_integrity(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def in_folder(copies: Backups) -> list[str]:
    """All that lies in the folder of copies, hidden files too."""
    return sorted(os.listdir(copies.folder)) if copies.folder.is_dir() else []


def spoil(path: Path) -> None:
    """Overwrite the middle of a file: SQLite can still open it and does not find it whole."""
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xa5" * 8192
    path.write_bytes(content)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """A disk that takes no more than so many bytes of any file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
