"""Files of another version of the program: newer ones are left alone, older ones are brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.backups import Backups
from db.files import EARLIER
from db.register import Register
from loti_tui.domain.refused import CannotOpen
from tests.cli.conftest import Loti
from tests.faults.hands import InForm, refused_and_kept, stored_when_mended
from tests.faults.kept import check_refusal, check_whole
from tests.screens.desk import opened

DATA = Path(__file__).resolve().parents[1] / "data"
OLDER = sorted(DATA.glob("version-*.loti"))


def set_schema(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE register SET schema = ?", (version,))


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of the items' tables and of the log, by SQL: a program of any version wrote them.

    What is not recorded is left out, so that a column which a version has added makes no difference.
    """
    tables = ("programme", "risk", "milestone", "step", "publication", "decision")
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        queries = {name: f"SELECT * FROM {name} ORDER BY id" for name in tables}
        queries["batch"] = "SELECT seq, id, at, who, why, act FROM batch ORDER BY seq"
        queries["change"] = "SELECT seq, id, item, field, value FROM change ORDER BY seq"
        for name, query in queries.items():
            read = [dict(row) for row in connection.execute(query).fetchall()]
            found[name] = [{field: value for field, value in row.items() if value is not None} for row in read]
    return found


@pytest.fixture(params=OLDER, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, path: Path) -> Path:
    """A register that an earlier version wrote."""
    shutil.copyfile(request.param, path)
    return path


def test_there_are_files_of_each_earlier_version() -> None:
    assert {path.stem.split("-")[1] for path in OLDER} == set(EARLIER)


def test_an_older_register_is_brought_up_to_date_after_a_copy(older: Path) -> None:
    before = rows(older)
    with closing(sqlite3.connect(older)) as connection:
        (older_version,) = connection.execute("SELECT schema FROM register").fetchone()
    register = Register.open(older)
    assert rows(older) == before
    (copy,) = Backups.of(older).all()
    assert rows(copy.path) == before
    with closing(sqlite3.connect(copy.path)) as connection:
        assert connection.execute("SELECT schema FROM register").fetchone() == (older_version,)
    register.add("risk", {"description": "New"}, who="Ann")
    check_whole(older)


def test_an_older_register_is_left_byte_for_byte_where_it_may_only_be_read(bare: Loti, older: Path) -> None:
    before = older.read_bytes()
    with pytest.raises(CannotOpen):
        Register.open(older, read_only=True)
    for words in (["show"], ["log"], ["set", "R1", "impact=3"]):
        answer = bare(*words, "--read-only", "--register", str(older))
        assert answer.out == ""
        assert "Traceback" not in answer.err
        assert answer.status in (2, 3)
    check_refusal(bare("show", "--read-only", "--register", str(older)), "earlier version", "without --read-only")
    assert older.read_bytes() == before
    assert not Backups.of(older).all()


def test_a_newer_register_is_left_byte_for_byte(loti: Loti, path: Path) -> None:
    set_schema(path, "999")
    before = path.read_bytes()
    for words in (["show"], ["log"], ["set", "R1", "impact=3"], ["undo"], ["show", "--read-only"]):
        check_refusal(loti(*words), "version 999", "left as it is")
    assert path.read_bytes() == before


@pytest.mark.long
async def test_typed_words_outlive_a_newer_program_at_the_same_file(register: Register) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        (version,) = connection.execute("SELECT schema FROM register").fetchone()
    async with opened(register.path) as desk:
        hands = InForm(desk)
        await hands.type()
        set_schema(register.path, "999")
        before = register.path.read_bytes()
        await refused_and_kept(hands, "newer version")
        assert register.path.read_bytes() == before
        set_schema(register.path, str(version))
        await stored_when_mended(hands)
    check_whole(register.path)
