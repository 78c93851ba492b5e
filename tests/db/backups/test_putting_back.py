"""A copy is put back into a new file: the register that was copied, and never over anything."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from db import files
from db.backups import Backups
from db.register import Register
from loti_tui.domain.refused import CannotOpen
from tests.db.backups.conftest import NOW, change, check_integrity, no_file_larger_than, spoil, tables
from tests.db.test_files import HALF_DONE, python


def test_a_copy_that_is_put_back_is_the_register_that_was_copied(
    register: Register, copies: Backups, tmp_path: Path
) -> None:
    change(register)
    register.take_snapshot("Board", who="Ann")
    made = copies.make()
    content = made.path.read_bytes()
    change(register)
    to = tmp_path / "restored.loti"
    assert copies.put_back("latest", to) == made
    back = Register.open(to)
    assert tables(to) == tables(made.path)
    change(back)
    assert back.state().risks[-1].description == "New"
    assert made.path.read_bytes() == content
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == [register.path.name, to.name]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_its_owner_may_read_what_was_put_back(copies: Backups, tmp_path: Path) -> None:
    copies.make()
    copies.put_back("1", tmp_path / "restored.loti")
    assert stat.S_IMODE((tmp_path / "restored.loti").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [None, b"", b"Minutes of the board\n" * 500], ids=["gone", "empty", "text"])
def test_a_copy_is_put_back_though_the_register_is_gone_or_damaged(
    path: Path, copies: Backups, tmp_path: Path, content: bytes | None
) -> None:
    before = Register.open(path).state()
    copies.make()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    Backups.of(path).put_back("latest", tmp_path / "restored.loti")
    assert Register.open(tmp_path / "restored.loti").state() == before
    assert content is None or path.read_bytes() == content


def test_a_register_that_is_gone_is_put_back_in_its_own_place(path: Path, copies: Backups) -> None:
    before = Register.open(path).state()
    copies.make()
    path.unlink()
    copies.put_back("latest", path)
    assert Register.open(path).state() == before


def test_what_a_killed_writer_left_beside_the_register_does_not_spoil_what_is_put_back_in_its_place(
    path: Path, copies: Backups
) -> None:
    """SQLite would roll the journal of the old file back into the new one."""
    copies.make()
    before = tables(path)
    for _ in range(20):
        change(Register.open(path))
    with python(HALF_DONE, path) as process:
        process.wait()
    path.unlink()
    with suppress(CannotOpen):  # which would do as well: nothing is put back while that lies there
        copies.put_back("latest", path)
    if path.exists():
        assert tables(path) == before
        check_integrity(path)


def test_putting_back_never_writes_over_a_file(path: Path, copies: Backups) -> None:
    copies.make()
    spoil(path)
    damaged = path.read_bytes()
    for _ in range(2):
        with pytest.raises(CannotOpen, match="is there already and was left as it is"):
            copies.put_back("latest", path)
        assert path.read_bytes() == damaged


def test_putting_back_never_writes_over_a_file_that_appears_meanwhile(
    copies: Backups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.make()
    to = tmp_path / "restored.loti"
    look = files.check_is_register

    def somebody_is_quicker(path: Path, *, read_only: bool = False, any_version: bool = False) -> bool:
        to.write_text("mine")
        return look(path, read_only=read_only, any_version=any_version)

    monkeypatch.setattr(files, "check_is_register", somebody_is_quicker)
    with pytest.raises(CannotOpen, match="is there already"):
        copies.put_back("latest", to)
    assert to.read_text() == "mine"


def test_putting_back_leaves_every_other_file_beside_it(copies: Backups, tmp_path: Path) -> None:
    copies.make()
    other = tmp_path / ".restored.loti.part"
    other.write_text("mine")
    try:
        copies.put_back("latest", tmp_path / "restored.loti")
    except CannotOpen:
        assert not (tmp_path / "restored.loti").exists()
    assert other.read_text() == "mine"


@pytest.mark.parametrize("to", ["missing/restored.loti", "board.loti/restored.loti", "x" * 300], ids=["1", "2", "3"])
def test_a_place_where_no_file_can_be_made_is_a_sentence_and_leaves_nothing(
    path: Path, copies: Backups, to: str
) -> None:
    copies.make()
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(CannotOpen, match="Nothing was made"):
        copies.put_back("latest", path.parent / to)
    assert sorted(path.parent.rglob("*")) == before


def test_a_disk_that_fills_up_while_putting_back_leaves_nothing(copies: Backups, tmp_path: Path) -> None:
    copies.make()
    with no_file_larger_than(20_000), pytest.raises(CannotOpen):
        copies.put_back("latest", tmp_path / "restored.loti")
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["board.loti"]


@pytest.mark.parametrize("how", ["spoilt", "text", "cut"])
def test_a_copy_that_was_damaged_itself_is_refused_and_nothing_is_written(
    copies: Backups, tmp_path: Path, how: str
) -> None:
    made = copies.make()
    if how == "spoilt":
        spoil(made.path)
    else:
        made.path.write_bytes(b"Minutes\n" * 900 if how == "text" else made.path.read_bytes()[:30_000])
    with pytest.raises(CannotOpen):
        copies.put_back("latest", tmp_path / "restored.loti")
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["board.loti"]


def test_a_copy_of_an_earlier_version_is_put_back_as_it_was_and_brought_up_to_date_when_opened(tmp_path: Path) -> None:
    data = Path(__file__).resolve().parents[2] / "data" / "version-1-lived-in.loti"
    path = Path(shutil.copy(data, tmp_path / "old.loti"))
    Backups.of(path).make()
    Backups.of(path).put_back("latest", tmp_path / "back.loti")
    assert tables(tmp_path / "back.loti") == tables(path)
    assert Register.open(tmp_path / "back.loti").news != ""


def test_the_offer_names_the_moment_and_a_command_that_does_it(path: Path, copies: Backups) -> None:
    copies.make(NOW)
    offer = copies.offer()
    assert "The latest backup is of Thu 6 Apr 2017, 11:15." in offer
    assert f"loti backup restore latest --to {path.with_name('board-restored.loti')} --register {path}" in offer
