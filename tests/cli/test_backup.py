"""`loti backup`: a copy after each change and none after a look, listed, and put back into a new file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.backups import Backups
from db.register import Register

RECORD = ["name", "made", "bytes", "path"]


@pytest.fixture
def copies(path: Path) -> Backups:
    return Backups.of(path)


def test_a_copy_is_made_and_named(loti: Any, path: Path, copies: Backups) -> None:
    before = path.read_bytes()
    answer = loti("backup")
    (copy,) = copies.all()
    assert (answer.status, answer.out) == (0, f"{copy.name}\n")
    assert answer.err == f"Backup {copy.name} was made in {copies.folder}.\n"
    assert Register.open(copy.path).state() == Register.open(path).state()
    assert path.read_bytes() == before


def test_where_nothing_has_changed_the_copy_that_holds_everything_is_named(loti: Any, copies: Backups) -> None:
    loti("backup")
    answer = loti("backup")
    (copy,) = copies.all()
    assert (answer.status, answer.out) == (0, f"{copy.name}\n")
    assert answer.err == f"Nothing has changed since {copy.made}: backup {copy.name} holds everything.\n"


def test_a_copy_as_json_is_one_document(loti: Any, copies: Backups) -> None:
    document = loti("backup", "--json").json
    (copy,) = copies.all()
    assert list(document) == RECORD
    assert document["name"] == copy.name
    assert document["made"].startswith(f"{copy.at:%Y-%m-%dT%H:%M:%S}")
    assert document["bytes"] == copy.path.stat().st_size > 0
    assert document["path"] == str(copy.path)
    assert loti("backup", "--json").json == document


@pytest.mark.parametrize(
    "words",
    [
        ["set", "R1", "impact=3"],
        ["add", "risk", "description=New"],
        ["remove", "R1", "--why", "not ours"],
        ["snapshot", "take", "Board"],
    ],
    ids=" ".join,
)
def test_after_a_command_that_changes_something_there_is_a_copy_that_holds_it(
    loti: Any, path: Path, copies: Backups, words: list[str]
) -> None:
    assert loti(*words).status == 0
    (copy,) = copies.all()
    kept, register = Register.open(copy.path), Register.open(path)
    assert (kept.state(), kept.snapshots()) == (register.state(), register.snapshots())


def test_each_of_several_changes_has_its_copy(loti: Any, path: Path, copies: Backups) -> None:
    for number, words in enumerate((["set", "R1", "impact=3"], ["undo"], ["redo"], ["remove", "R1", "--why", "x"],
                                    ["restore", "R1"]), start=1):  # fmt: skip
        assert loti(*words).status == 0
        assert len(copies.all()) == number
    latest = copies.latest
    assert latest is not None
    assert Register.open(latest.path).history() == Register.open(path).history()


@pytest.mark.parametrize(
    "words",
    [
        ["show"],
        ["log"],
        ["doctor", "--repair"],
        ["backup", "list"],
        ["snapshot", "verify"],
        ["set", "R1", "impact=2"],
        ["set", "R1", "impact=9"],
        ["undo"],
    ],
    ids=" ".join,
)
def test_after_a_command_that_changes_nothing_there_is_no_copy(loti: Any, copies: Backups, words: list[str]) -> None:
    loti(*words)
    assert copies.all() == []


def test_a_change_is_stored_and_its_status_is_0_where_no_copy_can_be_made(loti: Any, copies: Backups) -> None:
    copies.folder.parent.mkdir(parents=True)
    copies.folder.write_text("in the way")
    answer = loti("set", "R1", "impact=3", "--json")
    assert answer.status == 0
    assert answer.json["changes"][0]["new"] == 3
    assert "Everything is stored. No backup could be written into" in answer.err
    assert loti("show", "R1", "--json").json["impact"] == 3


def test_nothing_can_be_copied_or_changed_by_reading_only(loti: Any, path: Path) -> None:
    """A copy changes nothing in the register: it is made also of one that may only be read."""
    before = path.read_bytes()
    assert loti("--read-only", "backup").status == 0
    assert path.read_bytes() == before


# -- listing ---------------------------------------------------------------------------------------------------------


def test_copies_are_listed_newest_first(loti: Any, copies: Backups) -> None:
    for impact in (3, 4):
        loti("set", "R1", f"impact={impact}")
    newest, oldest = copies.all()[::-1]
    answer = loti("backup", "list")
    lines = answer.out.splitlines()
    assert answer.status == 0
    assert lines[0].startswith(newest.name)
    assert lines[1].startswith(oldest.name)
    assert newest.made in lines[0]
    assert "kB" in lines[0]
    assert str(copies.folder) in answer.out.replace("\n", "")
    assert [one["name"] for one in loti("backup", "list", "--json").json] == [newest.name, oldest.name]
    assert {tuple(one) for one in loti("backup", "list", "--json").json} == {tuple(RECORD)}


def test_where_there_is_no_copy_the_list_says_how_one_is_made(loti: Any, path: Path) -> None:
    answer = loti("backup", "list")
    assert (answer.status, answer.out) == (0, "")
    assert f"There is no backup of {path} yet." in answer.err
    assert "“loti backup” makes one now." in answer.err
    assert loti("backup", "list", "--json").json == []


@pytest.mark.parametrize("content", [None, b"Minutes of the board\n" * 500], ids=["gone", "damaged"])
def test_copies_are_listed_and_put_back_when_the_register_is_gone_or_damaged(
    loti: Any, path: Path, tmp_path: Path, content: bytes | None
) -> None:
    loti("set", "R1", "impact=3")
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert len(loti("backup", "list", "--json").json) == 1
    to = tmp_path / "restored.loti"
    assert loti("backup", "restore", "latest", "--to", str(to)).status == 0
    assert loti("--register", str(to), "show", "R1", "--json").json["impact"] == 3


# -- putting back ----------------------------------------------------------------------------------------------------


def test_a_copy_is_put_back_and_the_way_to_open_it_is_said(loti: Any, copies: Backups, tmp_path: Path) -> None:
    loti("set", "R1", "impact=3")
    loti("set", "R1", "impact=4")
    first = copies.all()[0]
    to = tmp_path / "the board's.loti"
    answer = loti("backup", "restore", "1", "--to", str(to))
    assert (answer.status, answer.out) == (0, f"{to}\n")
    assert f"Backup {first.name}, made {first.made}, was written to {to}." in answer.err
    assert loti("--register", str(to), "show", "R1", "--json").json["impact"] == 3
    assert loti("show", "R1", "--json").json["impact"] == 4


def test_a_copy_that_is_put_back_as_json_is_one_document_with_its_path(loti: Any, tmp_path: Path) -> None:
    made = loti("backup", "--json").json
    to = tmp_path / "restored.loti"
    assert loti("backup", "restore", "latest", "--to", str(to), "--json").json == made | {"path": str(to)}


def test_putting_back_never_writes_over_a_file(loti: Any, path: Path, tmp_path: Path) -> None:
    loti("backup")
    other = tmp_path / "minutes.txt"
    other.write_text("mine")
    for to in (path, other, tmp_path):
        before = path.read_bytes()
        answer = loti("backup", "restore", "latest", "--to", str(to), "--json")
        assert (answer.status, answer.out) == (3, "")
        assert "is there already and was left as it is" in answer.err
        assert (path.read_bytes(), other.read_text()) == (before, "mine")


def test_a_damaged_register_offers_a_command_that_works_as_it_is_said(loti: Any, path: Path) -> None:
    import shlex

    loti("set", "R1", "impact=3")
    path.write_bytes(b"Minutes of the board\n" * 500)
    answer = loti("show")
    assert answer.status == 3
    _, _, command = answer.err.partition("Put it back with: ")
    words = shlex.split(command)
    assert words[:4] == ["loti", "backup", "restore", "latest"]
    assert loti(*words[1:]).status == 0
    restored = words[words.index("--to") + 1]
    assert loti("--register", restored, "show", "R1", "--json").json["impact"] == 3


# -- refusals --------------------------------------------------------------------------------------------------------


REFUSED = [
    (["sheep"], "“sheep” is neither list nor restore; without a word a copy is made."),
    (["[/x]\x1b[31m"], "“[/x]” is neither list nor restore"),
    (["restore"], "Which backup? Name it, or write: loti backup restore latest --to FILE"),
    (["restore", "latest"], "add --to and its name"),
    (["list", "latest"], "A name and --to belong to: loti backup restore NAME --to FILE"),
    (["--to", "x.loti"], "A name and --to belong to: loti backup restore NAME --to FILE"),
    (["restore", "99", "--to", "x.loti"], "“99” is not a backup of this register. “loti backup list” names them"),
    (["restore", "9" * 5000, "--to", "x.loti"], "is not a backup of this register. “loti backup list” names them"),
    (["restore", "[/x]\x1b[31m", "--to", "x.loti"], "“[/x]” is not a backup of this register"),
    (["restore", "latest", "--to", ""], "add --to and its name"),
    (["--sheep"], "“loti backup --help” explains the command."),
]


def test_what_cannot_be_done_is_refused_with_what_can(
    loti: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loti("backup")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for words, told in REFUSED:
        answer = loti("backup", *words)
        assert (answer.status, answer.out) == (2, ""), words
        assert told in answer.err
        assert answer.err.count("\n") == 1
        assert "\x1b" not in answer.err
        assert sorted(tmp_path.rglob("*")) == before


def test_putting_back_where_no_copy_was_made_yet_is_refused(loti: Any, path: Path, tmp_path: Path) -> None:
    answer = loti("backup", "restore", "latest", "--to", str(tmp_path / "x.loti"))
    assert (answer.status, answer.out) == (2, "")
    assert f"There is no backup of {path} yet. Nothing was written." in answer.err
    assert not (tmp_path / "x.loti").exists()


@pytest.mark.parametrize("what", ["nothing", "an empty file", "a text", "another program's database"])
def test_what_is_no_register_is_not_copied(bare: Any, tmp_path: Path, what: str) -> None:
    other = tmp_path / "other.loti"
    if what == "another program's database":
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("CREATE TABLE register (id TEXT, schema TEXT)")
    elif what != "nothing":
        other.write_bytes(b"Minutes of the board\n" * 500 * (what == "a text"))
    answer = bare("--register", str(other), "backup", "--json")
    assert (answer.status, answer.out) == (3, "")
    assert str(other) in answer.err
    assert Backups.of(other).all() == []


def test_a_place_that_cannot_be_written_is_a_sentence(loti: Any, tmp_path: Path) -> None:
    loti("backup")
    for to in (tmp_path / "missing" / "x.loti", tmp_path / ("x" * 300), "~nobody-here/x.loti"):
        answer = loti("backup", "restore", "latest", "--to", str(to))
        assert answer.status in (2, 3)
        assert answer.out == ""
        assert "did not foresee" not in answer.err


def test_a_register_of_an_earlier_version_is_copied_as_it_is(bare: Any, tmp_path: Path) -> None:
    data = Path(__file__).resolve().parents[1] / "data" / "version-1-lived-in.loti"
    old = Path(shutil.copy(data, tmp_path / "old.loti"))
    before = old.read_bytes()
    assert bare("--register", str(old), "backup").status == 0
    assert old.read_bytes() == before
    assert len(Backups.of(old).all()) == 1
