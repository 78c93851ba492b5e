"""Where nothing may be written, commands that read work and say so; those that write stop in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.mounted import Mounted
from loti_tui.domain.refused import READ_ONLY
from tests.cli.conftest import Loti

WRITING = (
    ["add", "risk", "description=Late"],
    ["set", "R1", "impact=4"],
    ["remove", "R1", "--why", "twice"],
    ["restore", "R2"],
    ["undo"],
    ["redo"],
    ["snapshot", "take", "April"],
    ["publish"],
    ["defer", "31 may 2017", "--why", "not finished"],
    ["convert", "R1", "--why", "it happened"],
    ["steps", "tender"],
    ["matrix", "preset", "1-3"],
    ["acknowledge", "owner-is-a-unit", "R1", "--until", "+1w", "--why", "later"],
)
READING = (
    ["show"],
    ["show", "R1"],
    ["log"],
    ["info"],
    ["snapshot", "list"],
    ["snapshot", "verify"],
    ["doctor"],
    ["show", "attention"],
    ["check", "--acknowledged"],
    ["matrix"],
    ["matrix", "impact", "1-3"],
    ["steps"],
)
TOLD = ("show", "log", "info", "pack")


def traces(path: Path) -> tuple[bytes, int, list[Path]]:
    """All that could tell of a change: what the file holds, when it was written, and what lies beside it."""
    return path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())


@pytest.fixture
def worked_on(loti: Loti, path: Path) -> Path:
    """A register in which there is something to restore, to undo and to redo."""
    for words in (["set", "R1", "impact=4"], ["remove", "R2", "--why", "twice"], ["undo"], ["redo"]):
        assert loti(*words).status == 0
    return path


def test_with_read_only_a_command_that_writes_is_refused_and_changes_nothing(loti: Loti, worked_on: Path) -> None:
    before = traces(worked_on)
    for words in WRITING:
        answer = loti(*words, "--read-only")
        assert (answer.status, answer.out) == (2, ""), words
        assert READ_ONLY in answer.err
    assert traces(worked_on) == before


@pytest.mark.parametrize("words", [["init"], ["doctor", "--repair"]], ids=" ".join)
def test_with_read_only_nothing_is_made_or_mended(loti: Loti, path: Path, words: list[str]) -> None:
    before = path.read_bytes()
    answer = loti(*words, "--read-only")
    assert answer.status == 2
    assert "exclude each other" in answer.err
    assert path.read_bytes() == before


def test_with_read_only_reading_leaves_no_trace(loti: Loti, worked_on: Path) -> None:
    before = traces(worked_on)
    for words in READING:
        assert loti(*words, "--read-only").status == 0
    assert traces(worked_on) == before


# -- where the system does not let this person write -----------------------------------------------------------------


@pytest.fixture(params=["file", "folder"])
def hindered(request: pytest.FixtureRequest, worked_on: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file, or its folder, may only be read: so says the system, which would let root do anything."""
    closed = worked_on if request.param == "file" else worked_on.parent
    monkeypatch.setattr("db.files.os.access", lambda place, mode: Path(place) != closed)
    return str(request.param)


@pytest.mark.long
def test_reading_commands_open_it_for_reading_and_say_so(loti: Loti, hindered: str, tmp_path: Path) -> None:
    for words in (*READING, ["pack", "now", "--to", str(tmp_path / "packs")]):
        answer = loti(*words)
        assert answer.status == 0
        if words[0] in TOLD:
            assert answer.err.count("it is open for reading only.") == 1
            assert ("board.loti may only be read" in answer.err) == (hindered == "file")


def test_the_data_of_a_reading_command_are_the_same(
    loti: Loti, worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = loti("show", "risks", "--json")
    monkeypatch.setattr("db.files.os.access", lambda place, mode: False)
    assert loti("show", "risks", "--json").json == before.json


@pytest.mark.usefixtures("hindered")
def test_writing_commands_stop_in_a_sentence(loti: Loti, worked_on: Path) -> None:
    before = traces(worked_on)
    for words in WRITING:
        answer = loti(*words)
        assert (answer.status, answer.out) == (3, ""), words
        assert "Nothing was changed. Open it with --read-only, or copy it elsewhere." in answer.err
    assert traces(worked_on) == before


# -- where it lies ---------------------------------------------------------------------------------------------------


def test_info_and_init_warn_of_a_folder_that_is_copied(
    bare: Loti, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.whereabouts.mounted", lambda folder: Mounted("ext4", "/"))
    (tmp_path / "Dropbox").mkdir()
    path = str(tmp_path / "Dropbox" / "board.loti")
    made = bare("init", "--register", path)
    assert made.status == 0
    assert "This register lies in a folder that Dropbox copies" in made.err
    told = bare("info", "--json", "--register", path)
    assert told.json["warning"].startswith("This register lies in a folder that Dropbox copies: ")
    lines = " ".join(bare("info", "--register", path).out.split())
    assert "Lies in A folder that Dropbox copies: it may be replaced while it is open" in lines


def test_info_of_a_plain_folder_warns_of_nothing(loti: Loti, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.whereabouts.mounted", lambda folder: Mounted("ext4", "/"))
    assert loti("info", "--json").json["warning"] is None
    assert "Lies in          A folder not known to be shared or copied" in loti("info").out
