"""Copies of a register: whole, private, nothing new when nothing changed, and none of a damaged one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from db.backups import AS_FOUND, Backups
from db.doctor import repair
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.refused import CannotOpen, Refused
from tests.db.backups.conftest import NOW, change, in_folder, no_file_larger_than, spoil, tables

# -- making -----------------------------------------------------------------------------------------------------------


def test_a_copy_is_a_whole_register_with_the_same_state_and_log(register: Register, copies: Backups) -> None:
    change(register)
    register.take_snapshot("Board", who="Ann")
    copy = Register.open(copies.make().path)
    assert copy.id == register.id
    assert copy.state() == register.state()
    assert copy.history() == register.history()
    assert copy.changes() == register.changes()
    assert copy.snapshots() == register.snapshots()
    assert tables(copy.path) == tables(register.path)


def test_making_a_copy_leaves_every_byte_of_the_register(path: Path, copies: Backups) -> None:
    before = path.read_bytes()
    copies.make()
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_its_owner_may_read_a_copy_and_look_into_the_folder(register: Register, copies: Backups) -> None:
    os.umask(0)
    try:
        made = copies.make()
        change(register)
        noted = copies.make(note=AS_FOUND)
    finally:
        os.umask(0o022)
    assert {stat.S_IMODE(one.path.stat().st_mode) for one in (made, noted)} == {0o600}
    assert stat.S_IMODE(copies.folder.stat().st_mode) == 0o700


def test_a_copy_is_named_by_number_and_moment_and_nothing_else_is_left(copies: Backups) -> None:
    made = copies.make(NOW)
    assert (made.number, made.at, made.name) == (1, NOW, "0001-20170406T101500Z")
    assert in_folder(copies) == ["0001-20170406T101500Z.loti"]
    assert copies.all() == [made]


def test_a_moment_in_another_zone_is_named_in_utc(copies: Backups) -> None:
    made = copies.make(NOW.astimezone(timezone(timedelta(hours=-9))))
    assert made.at == copies.all()[0].at


def test_where_there_are_no_copies_there_is_no_folder_either(copies: Backups) -> None:
    assert (copies.all(), copies.latest, copies.offer(), copies.folder.exists()) == ([], None, "", False)


def test_what_is_no_copy_in_the_folder_is_left_alone(register: Register, copies: Backups) -> None:
    copies.make()
    others = ["notes.txt", "0002.loti", ".0002-20170406T101500Z.loti.part", "0003-20171399T101500Z.loti"]
    for name in others:
        (copies.folder / name).write_text("mine")
    change(register)
    copies.make()
    assert [one.number for one in copies.all()] == [1, 2]
    assert {"notes.txt", "0002.loti", "0003-20171399T101500Z.loti"} <= set(in_folder(copies))


def test_nothing_new_is_made_when_nothing_changed(register: Register, copies: Backups) -> None:
    first = copies.make(NOW)
    assert copies.make(NOW + timedelta(days=3)) == first
    assert Backups.of(register.path).make() == first
    assert len(in_folder(copies)) == 1


def test_each_change_makes_a_new_copy(register: Register, copies: Backups) -> None:
    made = [copies.make().number]
    change(register)
    made.append(copies.make().number)
    register.undo(who="Ann")
    made.append(copies.make().number)
    assert made == [1, 2, 3]


def test_a_snapshot_alone_makes_a_new_copy(register: Register, copies: Backups) -> None:
    copies.make()
    register.take_snapshot("Board", who="Ann")
    made = copies.make()
    assert made.number == 2
    assert [one.name for one in Register.open(made.path).snapshots()] == ["Board"]


def test_a_register_that_was_put_back_to_an_earlier_copy_is_copied_again(register: Register, copies: Backups) -> None:
    first = copies.make()
    change(register)
    copies.make()
    shutil.copy(first.path, register.path)
    again = copies.make()
    assert again.number == 3
    assert Register.open(again.path).state() == Register.open(first.path).state()


def test_another_register_at_the_same_path_is_copied_though_its_log_is_as_long(path: Path, copies: Backups) -> None:
    copies.make()
    path.unlink()
    Register.create(path, [dd2092.first_batch("Bo")])
    assert copies.make().number == 2


def test_a_copy_of_a_faulty_register_is_not_what_the_mended_one_is_known_by(path: Path, copies: Backups) -> None:
    """A table that was altered outside the door has the same log: once mended, the register is copied again."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE risk SET owner = 'Mallory'")
    copies.make()
    repair(path, datetime.now(UTC))
    copies.make()
    latest = copies.latest
    assert latest is not None
    assert "Mallory" not in {one.owner for one in Register.open(latest.path).state().risks}


def test_a_register_that_was_renamed_is_copied_under_its_new_name(path: Path, copies: Backups) -> None:
    copies.make()
    moved = path.rename(path.with_name("moved.loti"))
    assert Backups.of(moved).all() == []
    assert Backups.of(moved).make().number == 1


# -- of a damaged register --------------------------------------------------------------------------------------------


def test_a_copy_of_a_damaged_register_is_refused_and_the_earlier_ones_stay(register: Register, copies: Backups) -> None:
    good = copies.make()
    content = good.path.read_bytes()
    change(register)
    spoil(register.path)
    with pytest.raises(CannotOpen, match=r"No backup was made: .* is damaged .* The earlier backups are kept\."):
        copies.make()
    assert copies.all() == [good]
    assert good.path.read_bytes() == content
    assert in_folder(copies) == [good.path.name]


@pytest.mark.parametrize("what", ["nothing", "an empty file", "a text", "another program's database"])
def test_a_copy_of_what_is_no_register_is_refused_and_the_earlier_ones_stay(
    path: Path, copies: Backups, what: str
) -> None:
    good = copies.make()
    path.unlink()
    if what == "another program's database":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE register (id TEXT, schema TEXT)")
    elif what != "nothing":
        path.write_bytes(b"Minutes of the board\n" * 500 * (what == "a text"))
    with pytest.raises(CannotOpen, match="earlier"):
        copies.make()
    assert in_folder(copies) == [good.path.name]


def test_a_copy_of_a_damaged_register_with_a_note_is_made_and_is_never_the_latest(path: Path, copies: Backups) -> None:
    good = copies.make()
    spoil(path)
    found = copies.make(note=AS_FOUND)
    assert (found.number, found.sound, good.sound) == (2, False, True)
    assert copies.all() == [good, found]
    assert copies.latest == copies.find("latest") == good


def test_a_copy_made_before_an_update_of_what_is_damaged_is_not_taken_for_a_whole_one(
    path: Path, copies: Backups
) -> None:
    good = copies.make()
    spoil(path)
    with suppress(CannotOpen):
        copies.make(note="before-update")
    assert copies.latest == good


# -- at close, and where no copy can be made --------------------------------------------------------------------------


def test_a_copy_is_made_at_close_after_changes_and_only_then(register: Register, copies: Backups) -> None:
    register.state()
    assert (register.close(), copies.all()) == ("", [])
    change(register)
    assert register.close() == ""
    assert [one.number for one in copies.all()] == [1]
    assert register.close() == ""
    assert len(copies.all()) == 1


def test_at_close_after_an_act_that_was_refused_no_copy_is_made(register: Register, copies: Backups) -> None:
    with pytest.raises(Refused):
        register.add("risk", {"impact": 9}, who="Ann")
    assert (register.close(), copies.all()) == ("", [])


def no_folder(copies: Backups) -> None:
    """Where the folder of copies should be, there is a file."""
    copies.folder.parent.mkdir(parents=True)
    copies.folder.write_text("in the way")


def test_a_folder_that_cannot_be_made_is_a_sentence_and_what_was_stored_stays_stored(
    register: Register, copies: Backups
) -> None:
    no_folder(copies)
    change(register)
    sentence = register.close()
    assert sentence.startswith("Everything is stored. ")
    assert str(copies.folder) in sentence
    assert "earlier backups are kept" in sentence
    assert Register.open(register.path).state().risks[-1].description == "New"


@pytest.mark.parametrize("folder", ["not writable", "full"])
def test_a_folder_that_takes_no_copy_is_a_sentence_that_does_not_contradict_itself(
    register: Register, copies: Backups, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    good = copies.make()
    change(register)
    if folder == "full":
        with no_file_larger_than(20_000):
            sentence = register.close()
    else:
        monkeypatch.setattr("os.open", refusing(copies.folder))
        sentence = register.close()
        monkeypatch.undo()
    assert sentence.startswith("Everything is stored. ")
    assert "earlier" in sentence
    assert "was not stored" not in sentence
    assert "as it was" not in sentence
    assert "Nothing was made" not in sentence
    assert ".part" not in sentence
    assert str(copies.folder) in sentence
    assert in_folder(copies) == [good.path.name]
    assert Register.open(register.path).state().risks[-1].description == "New"


def refusing(folder: Path) -> object:
    """`os.open` of a person who may not write into this folder (whoever runs the tests may everywhere)."""
    really = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT and Path(path).is_relative_to(folder):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, flags, mode)

    return refuse
