"""`loti calendar`: one file for a calendar program, never over another one unless told to."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

LEFT_OUT = "13 items have no date and were left out: 6 steps, 3 milestones and 4 reviews of risks.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deadlines.ics"


def summaries(file: Path) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(file.read_bytes()).events]


def test_the_deadlines_are_written_and_what_is_left_out_is_said(loti: Any, file: Path) -> None:
    answer = loti("calendar", str(file))
    assert (answer.status, answer.out) == (0, f"{file}\n")
    assert answer.err == f"6 entries were written to {file}. {LEFT_OUT}"
    assert summaries(file)[1] == "S8 Forecast Apr 2017: Contract executed by both sides"
    assert len(summaries(file)) == 6


def test_the_calendar_has_the_name_of_the_programme(loti: Any, file: Path) -> None:
    loti("set", "programme", "title=LOTI phase 2")
    loti("calendar", str(file))
    assert str(Calendar.from_ical(file.read_bytes())["x-wr-calname"]) == "LOTI phase 2"


def test_as_json_it_says_where_how_many_and_what_has_no_date(loti: Any, file: Path) -> None:
    answer = loti("calendar", str(file), "--json")
    without = ["S2", "S3", "S4", "S5", "S6", "S7", "M3", "M4", "M5", "R1", "R2", "R3", "R4"]
    assert answer.json == {"path": str(file), "entries": 6, "without_date": without}


def test_the_day_is_the_one_that_was_stated(loti: Any, file: Path) -> None:
    loti("calendar", str(file), "--today", "2017-03-24")
    assert b"DTSTAMP:20170324T000000Z" in file.read_bytes()
    assert b"TRIGGER:-P7D" in file.read_bytes()


def test_what_is_done_meanwhile_is_no_longer_in_the_next_file(loti: Any, file: Path) -> None:
    loti("calendar", str(file))
    before = summaries(file)
    loti("set", "M1", "actual=2017-04-05")
    loti("set", "publication", "published_on=2017-04-05")
    assert loti("calendar", str(file), "--force").err.startswith("3 entries were written")
    assert summaries(file) == [one for one in before if not one.startswith(("M1", "PUB1"))]


def test_one_entry_and_one_item_are_said_in_the_singular(loti: Any, path: Path, file: Path) -> None:
    path.unlink()
    loti("init", "--blank")
    loti("add", "action", "description=Ask a third", "due=10 May 2017")
    assert loti("calendar", str(file)).err == f"1 entry was written to {file}.\n"
    loti("add", "action", "description=Ask a fourth")
    assert loti("calendar", str(file), "--force").err == (
        f"1 entry was written to {file}. 1 item has no date and was left out: 1 action.\n"
    )


def test_where_nothing_is_dated_the_answer_is_no_and_nothing_is_written(loti: Any, path: Path, file: Path) -> None:
    path.unlink()
    loti("init", "--blank")
    answer = loti("calendar", str(file))
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "Nothing that is still to be done has a date. Nothing was written.\n"
    assert not file.exists()


def test_a_file_that_is_there_is_left_as_it_was(loti: Any, file: Path) -> None:
    file.write_text("mine")
    answer = loti("calendar", str(file))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"{file} is there already and was left as before. Nothing was written. --force replaces it.\n"
    assert file.read_text() == "mine"


def test_with_force_it_is_replaced_and_nothing_is_left_beside_it(loti: Any, path: Path, file: Path) -> None:
    file.write_text("mine")
    beside = set(file.parent.iterdir())
    assert loti("calendar", str(file), "--force").status == 0
    assert len(summaries(file)) == 6
    assert set(file.parent.iterdir()) == beside


@pytest.mark.parametrize("name", ["deadlines", "deadlines.txt", "board.loti", ".ics", ""])
def test_a_name_that_is_not_one_of_a_calendar_is_refused(loti: Any, tmp_path: Path, name: str) -> None:
    before = {one: one.stat().st_size for one in tmp_path.iterdir()}
    answer = loti("calendar", str(tmp_path / name), "--force")
    assert (answer.status, answer.out) == (2, "")
    assert "does not end in .ics, as a calendar file does. Nothing was written." in answer.err
    assert {one: one.stat().st_size for one in tmp_path.iterdir()} == before


def test_capital_letters_are_taken_too(loti: Any, tmp_path: Path) -> None:
    assert loti("calendar", str(tmp_path / "BOARD.ICS")).status == 0


def test_the_home_folder_may_be_named_by_its_sign(loti: Any, own_home: Path) -> None:
    assert loti("calendar", "~/deadlines.ics").status == 0
    assert len(summaries(own_home / "deadlines.ics")) == 6


def test_the_register_is_never_written_over_whatever_it_is_called(
    loti: Any, path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(path, file)
    monkeypatch.setenv("LOTI_REGISTER", str(file))
    before = file.read_bytes()
    answer = loti("calendar", str(file), "--force")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"{file} is the register itself. Name another file. Nothing was written.\n"
    assert file.read_bytes() == before


def test_a_folder_is_not_taken_for_a_file(loti: Any, file: Path) -> None:
    file.mkdir()
    for words in ([], ["--force"]):
        answer = loti("calendar", str(file), *words)
        assert answer.status == 2
        assert answer.err == f"{file} is a folder. Name a file in it. Nothing was written.\n"
    assert list(file.iterdir()) == []


def test_a_folder_that_is_not_there_is_made(loti: Any, tmp_path: Path) -> None:
    file = tmp_path / "for" / "the board" / "deadlines.ics"
    assert loti("calendar", str(file)).status == 0
    assert len(summaries(file)) == 6


def test_a_place_that_cannot_be_written_is_a_sentence(loti: Any, path: Path) -> None:
    before = path.read_bytes()
    answer = loti("calendar", str(path / "deadlines.ics"))
    assert (answer.status, answer.out) == (3, "")
    assert answer.err.startswith("The calendar could not be written to ")
    assert answer.err.endswith("Nothing was left behind. Name a file that you may write.\n")
    assert path.read_bytes() == before


def test_a_name_that_no_file_can_have_is_a_sentence(loti: Any, tmp_path: Path) -> None:
    for name in ("nul\0.ics", "x" * 300 + ".ics"):
        answer = loti("calendar", str(tmp_path / name))
        assert (answer.status, answer.out) == (3, "")
        assert "Something went wrong" not in answer.err
        assert "Nothing was" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_the_owner_may_read_it(loti: Any, file: Path) -> None:
    loti("calendar", str(file))
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600


def test_a_look_at_the_deadlines_changes_nothing_in_the_register(loti: Any, path: Path, file: Path) -> None:
    before = path.read_bytes()
    assert loti("calendar", str(file), "--read-only").status == 0
    assert path.read_bytes() == before


def test_a_register_that_is_not_there_is_said_and_no_file_is_made(loti: Any, file: Path) -> None:
    answer = loti("calendar", str(file), "--register", str(file.with_name("none.loti")))
    assert answer.status == 3
    assert not file.exists()
