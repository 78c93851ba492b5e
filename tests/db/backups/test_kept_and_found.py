"""Which copies are kept, how one is found again, and that no register has those of another."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.backups import AS_FOUND, Backup, Backups
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.refused import Refused
from tests.db.backups.conftest import NOW, change

# -- letting go -------------------------------------------------------------------------------------------------------


def test_letting_go_keeps_the_ten_newest_and_the_last_of_each_of_thirty_days(path: Path, copies: Backups) -> None:
    copies.folder.mkdir(parents=True)
    number = 0
    for back in range(40, 0, -1):
        for hour in (9, 17):
            number += 1
            at = NOW.replace(hour=hour) - timedelta(days=back)
            (copies.folder / f"{number:04}-{at:%Y%m%dT%H%M%SZ}.loti").touch()
    copies.make(NOW)
    ten = set(range(72, 82))
    last_of_each_day = {number for number in range(2, 81, 2) if number > 80 - 2 * 29}
    assert {one.number for one in copies.all()} == ten | last_of_each_day | {81}


def test_letting_go_takes_nothing_but_copies_and_never_the_new_one(register: Register, copies: Backups) -> None:
    for minute in range(13):
        change(register)
        made = copies.make(NOW + timedelta(minutes=minute))
        assert made.path.exists()
    assert [one.number for one in copies.all()] == list(range(4, 14))
    assert register.path.exists()


def test_numbers_go_on_when_the_clock_is_set_back(register: Register, copies: Backups) -> None:
    later = copies.make(NOW)
    change(register)
    earlier = copies.make(NOW - timedelta(days=4000))
    assert (later.number, earlier.number) == (1, 2)
    assert copies.latest == earlier
    assert Register.open(copies.find("latest").path).state() == register.state()


def test_numbers_go_on_after_ten_thousand(register: Register, copies: Backups) -> None:
    copies.folder.mkdir(parents=True)
    (copies.folder / "9999-20170406T101500Z.loti").touch()
    made = copies.make(NOW)
    assert (made.number, copies.latest, copies.find("10000")) == (10000, made, made)


def test_a_fault_found_many_times_does_not_push_out_the_last_sound_copy(path: Path, copies: Backups) -> None:
    """Copies of a faulty register are made again and again while somebody tries: the way back must stay."""
    good = copies.make(NOW - timedelta(days=40))
    for minute in range(12):
        copies.make(NOW + timedelta(minutes=minute), note=AS_FOUND)
    assert copies.latest == good


def test_a_register_that_cannot_be_brought_up_to_date_does_not_use_up_its_copies(
    register: Register, copies: Backups
) -> None:
    """Each try to open it would make another copy of the same."""
    good = [copies.make(NOW)]
    change(register)
    good.append(copies.make(NOW + timedelta(minutes=1)))
    for minute in range(12):
        copies.make(NOW + timedelta(hours=1, minutes=minute), note="before-update")
    assert set(good) <= set(copies.all())


# -- finding ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(register: Register, copies: Backups) -> list[Backup]:
    """Three copies of two days."""
    made = [copies.make(NOW)]
    change(register)
    made.append(copies.make(NOW + timedelta(days=1)))
    change(register)
    return [*made, copies.make(NOW + timedelta(days=1, hours=1))]


NAMES = [
    ("0002-20170407T101500Z", 2),
    ("0002-20170407T101500Z.loti", 2),
    (" 0002-20170407T101500Z ", 2),
    ("2", 2),
    ("0002", 2),
    ("0002-2017", 2),
    ("0003-", 3),
    ("latest", 3),
    ("LATEST", 3),
]


def test_a_copy_is_found_by_name_number_beginning_or_as_the_latest(copies: Backups, three: list[Backup]) -> None:
    for name, number in NAMES:
        assert copies.find(name) == three[number - 1], name


NOT_MEANT = [
    ("4", "is not a backup of this register"),
    ("0", "is the beginning of several backups"),
    ("000", "is the beginning of several backups"),
    ("0001-2018", "is not a backup of this register"),
    ("", "is not a backup of this register"),
    ("  ", "is not a backup of this register"),
    ("20170407", "is not a backup of this register"),
    ("../board", "is not a backup of this register"),
    ("[/x]", "“[/x]” is not a backup of this register"),
    ("²", "is not a backup of this register"),
    ("9" * 5000, "is not a backup of this register"),
]


def test_a_copy_that_is_not_meant_clearly_is_refused_with_the_way_to_the_names(
    copies: Backups, three: list[Backup]
) -> None:
    for name, words in NOT_MEANT:
        sentence = refused(copies, name)
        assert words in sentence, name
        assert "“loti backup list” names them" in sentence
        assert three[-1].name in sentence


def refused(copies: Backups, name: str) -> str:
    """The sentence for a name that finds no copy."""
    with pytest.raises(Refused) as caught:
        copies.find(name)
    return caught.value.sentence


@pytest.mark.parametrize("name", ["latest", "1", "0001-20170406T101500Z"])
def test_where_no_copy_was_made_yet_that_is_what_is_said(copies: Backups, name: str) -> None:
    with pytest.raises(Refused, match=r"There is no backup of .* yet"):
        copies.find(name)


def test_where_only_a_faulty_register_was_copied_there_is_no_latest(path: Path, copies: Backups) -> None:
    found = copies.make(NOW, note=AS_FOUND)
    assert copies.latest is None
    assert copies.offer() == ""
    with pytest.raises(Refused, match="no backup"):
        copies.find("latest")
    assert copies.find("1") == found


# -- which register ---------------------------------------------------------------------------------------------------


def test_two_registers_of_the_same_file_name_do_not_mix(path: Path, copies: Backups, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = Register.create(tmp_path / "elsewhere" / path.name, [dd2092.blank_batch("Bo")])
    copies.make()
    of_other = Backups.of(other.path)
    assert of_other.all() == []
    made = of_other.make()
    assert (made.number, len(copies.all())) == (1, 1)
    assert Register.open(made.path).id == other.id


def test_the_same_register_has_the_same_copies_however_it_is_named(
    path: Path, copies: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copies.make()
    link = path.with_name("link.loti")
    link.symlink_to(path)
    monkeypatch.chdir(path.parent)
    for named in (Path(path.name), path.parent / "." / path.name, path.parent / "home" / ".." / path.name):
        assert Backups.of(named).all() == [made]
    assert [one.number for one in Backups.of(link).all()] == [1]


@pytest.mark.parametrize(
    "name", ["Board? #1 100% ü.loti", " spaced ", "%3f.loti", "-n", ".hidden", "..loti", "x" * 250]
)
def test_any_file_name_has_a_folder_of_copies_of_its_own(path: Path, name: str) -> None:
    register = path.rename(path.with_name(name))
    copies = Backups.of(register)
    made = copies.make()
    assert copies.folder.parent.name == "backups"
    assert Register.open(made.path).state() == Register.open(register).state()
