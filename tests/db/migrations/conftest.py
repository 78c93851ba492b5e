"""What the tests of migrations share: registers of earlier versions, and scripts that are only tests'."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from db import files

DATA = Path(__file__).resolve().parents[2] / "data"
OLD = tuple(f"version-{number}-{kind}" for number in files.EARLIER for kind in ("blank", "lived-in"))
NOW = datetime(2017, 4, 6, 10, 15, tzinfo=UTC)

Rows = dict[str, list[tuple[Any, ...]]]


def old(folder: Path, name: str = "version-1-lived-in") -> Path:
    """A copy of a register of an earlier version: the original is never opened."""
    return Path(shutil.copy(DATA / f"{name}.loti", folder / "board.loti"))


@pytest.fixture(params=OLD)
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return old(tmp_path, request.param)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return old(tmp_path)


def rows(path: Path) -> Rows:
    """Every row of every table with its columns' names, by SQLite alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for name in names}
    return {name: [tuple(dict(row).items()) for row in some] for name, some in found.items()}


def version(path: Path) -> str:
    """Which version's tables a register has."""
    return str(dict(rows(path)["register"][0])["schema"])


def sql(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def change_by_hand(path: Path, *statements: str) -> None:
    """Change a file behind the program's back, its triggers and links notwithstanding."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, again in triggers:
            connection.execute(again)


def scripts(folder: Path, **versions: str) -> Path:
    """A folder of migrations that are only tests': v2="..." is what leads from version 1 to 2."""
    place = folder / "scripts"
    (place / "versions").mkdir(parents=True)
    for number, (name, body) in enumerate({"v1": "pass", **versions}.items(), start=1):
        before = repr(str(number - 1)) if number > 1 else None
        text = f"import os, signal\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = '{number}'\n"
        text += f"down_revision = {before}\n\n\ndef upgrade():\n"
        (place / "versions" / f"{name}.py").write_text(text + "    " + dedent(body).strip().replace("\n", "\n    "))
    return place
