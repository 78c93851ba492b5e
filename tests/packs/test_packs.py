"""A pack as a whole: every format, the same bytes, all files or none."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.domain.state import State
from loti_tui.packs import FORMATS, Pack, as_csv, make_pack, pack_files, write_pack
from loti_tui.packs import files as packs_files

ROOT = Path(__file__).resolve().parents[2]
STEM = "dd2092-board-2017-04-06"
TEXT = ("markdown", "json", "csv")


def write(state: State, folder: Path, *formats: str, **more: Any) -> list[Path]:
    """Write these formats, or those that are text: what is true of a set of files is true of any."""
    today, audience = more.pop("today", date(2017, 4, 6)), more.pop("audience", "board")
    pack = make_pack(state, today=today, source="board.loti", audience=audience)
    return write_pack(pack, formats or TEXT, folder, **more)


def listing(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, temporary ones too, and what it holds."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "to" / "the" / "board"


@pytest.mark.parametrize("name", TEXT)
def test_every_format_holds_the_facts_of_dd2092(register: Register, today: date, name: str) -> None:
    files = pack_files(make_pack(register.state(), today=today, source="board.loti"), [name])
    text = "\n".join(content.decode("utf-8-sig") for content in files.values())
    for ref in ("R1", "R2", "R3", "R4", "S8", "M2", "F3"):
        assert re.search(rf"\b{ref}\b", text)
    for words in ("LOTI scoping study", "fails to meet planned delivery timescales", "GLA Intelligence Unit"):
        assert words in text
    assert ("£100,000" if name == "markdown" else "10000000") in text
    assert ("Nov 2017" if name == "markdown" else "2017-11") in text
    assert not re.search(r"2017-11-\d|\d Nov(ember)? 2017", text), "no day was invented"


@pytest.mark.parametrize("name", ["markdown", "json"])
def test_hostile_texts_stand_in_the_documents_as_they_were_typed(hostile: Register, folder: Path, name: str) -> None:
    (path, *_) = write(hostile.state(), folder, name)
    assert "👨\u200d👩\u200d👧\u200d👦" in path.read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_survives_hostile_texts(hostile: Register, today: date, name: str) -> None:
    files = pack_files(make_pack(hostile.state(), today=today, source="board.loti"), [name])
    assert all(files.values())
    assert files or name == "ocds"


def test_the_markdown_says_the_rating_in_words(register: Register, folder: Path) -> None:
    (path,) = write(register.state(), folder, "markdown")
    text = path.read_text("utf-8")
    assert text.count("Amber (A), score 4 |") + text.count("Amber (A), score 4: R1, R2 |") >= 3
    rows = [line for line in text.splitlines() if line.startswith("| **R1** |")]
    assert any("Amber (A), score 4" in row for row in rows)


MAKE = """
import sys
from datetime import date
from pathlib import Path
from db.register import Register
from loti_tui.packs import pack_of, write_pack
basis = Register.open(Path(sys.argv[1])).basis("March", date(2030, 1, int(sys.argv[3])))
write_pack(pack_of(basis, source="board.loti"), ["all"], Path(sys.argv[2]))
"""


@pytest.mark.long
def test_the_same_snapshot_gives_the_same_bytes_anywhere_and_at_any_time(hostile: Register, tmp_path: Path) -> None:
    """Of every format: two programs in other places, languages, time zones, with other hash seeds and clocks."""
    hostile.take_snapshot("March", who="Jo", day=date(2017, 3, 31))
    hostile.add("risk", {"description": "Came later"}, who="Jo")
    for name, seed, zone, language in (("a", "1", "Pacific/Kiritimati", "C"), ("b", "2", "US/Hawaii", "fr_FR.UTF-8")):
        (tmp_path / f"from-{name}").mkdir()
        subprocess.run(
            [sys.executable, "-c", MAKE, str(hostile.path), str(tmp_path / name), seed],
            cwd=tmp_path / f"from-{name}",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            check=True,
            timeout=120,
        )
        hostile.add("risk", {"description": f"Came after {name}"}, who="Jo")
    assert listing(tmp_path / "a") == listing(tmp_path / "b") != {}


def test_files_are_named_after_decision_audience_and_day(register: Register, folder: Path) -> None:
    names = {path.name for path in write(register.state(), folder)}
    assert {f"{STEM}.md", f"{STEM}.json", f"{STEM}-risks.csv", f"{STEM}-steps.csv"} <= names
    assert set(listing(folder)) == names
    assert all(re.fullmatch(r"[a-z0-9-]+(\.schema)?\.[a-z]+", name) for name in names)


@pytest.mark.parametrize(
    ("ref", "stem"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\NUL:*?", "c-nul"),
        ("Décision nº 7", "decision-no-7"),
        ("\u05e1\u05d9", "register"),
        ("x" * 200, "x" * 40),
    ],
)
def test_a_name_is_safe_whatever_the_reference(register: Register, folder: Path, ref: str, stem: str) -> None:
    decision = register.state().find("decision")
    register.apply(Batch("Jo", (Edit("decision", decision.id, "ref", ref),)))
    path = write(register.state(), folder, "json")[0]
    assert path.name == f"{stem}-board-2017-04-06.json"
    assert path.parent == folder


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_only_the_owner_may_read_a_board_pack(register: Register, folder: Path) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in write(register.state(), folder)} == {0o600}


def test_a_file_that_is_there_is_never_written_over(register: Register, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f"{STEM}-risks.csv").write_text("mine")
    with pytest.raises(Refused, match=f"{STEM}-risks.csv is in that folder already and was left as before"):
        write(register.state(), folder)
    assert listing(folder) == {f"{STEM}-risks.csv": b"mine"}


def test_with_force_the_pack_replaces_what_was_there(register: Register, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f"{STEM}.md").write_text("old")
    (folder / "other.md").write_text("mine")
    written = write(register.state(), folder, force=True)
    assert written == write(register.state(), folder, force=True)
    assert set(listing(folder)) == {path.name for path in written} | {"other.md"}
    assert (folder / f"{STEM}.md").read_text("utf-8").startswith("# LOTI")
    assert (folder / "other.md").read_text() == "mine"


def fails_on_call(number: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, except that one of them finds the disk full."""
    calls = 0

    def instead(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            raise OSError(errno.ENOSPC, "No space left on device")
        return call(*args, **more)

    return instead


def no_links(*args: Any, **more: Any) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize(("call", "number"), [("open", 1), ("open", 9), ("fsync", 1), ("fsync", 15)])
@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_leaves_no_file_and_no_folder(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, force: bool
) -> None:
    monkeypatch.setattr(os, call, fails_on_call(number, getattr(os, call)))
    with pytest.raises(CannotOpen, match=r"No space left on device.*Nothing was left behind"):
        write(register.state(), folder, force=force)
    assert not folder.parent.parent.exists()


@pytest.mark.parametrize("links", [True, False])
def test_a_fault_half_way_through_a_replacement_puts_the_old_files_back(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    write(register.state(), folder)
    before = listing(folder)
    register.add("risk", {"description": "New"}, who="Jo")
    state = register.state()
    monkeypatch.setattr(os, "replace", fails_on_call(5, os.replace))
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(CannotOpen):
        write(state, folder, force=True)
    assert listing(folder) == before


def test_without_hard_links_a_pack_is_written_all_the_same(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    assert len(listing(folder)) == 0
    written = write(register.state(), folder)
    assert set(listing(folder)) == {path.name for path in written}
    with pytest.raises(Refused):
        write(register.state(), folder)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_somebody_puts_there_meanwhile_stays(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    state = register.state()
    monkeypatch.setattr(packs_files, "check_free", lambda targets, force: None)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    folder.mkdir(parents=True)
    (folder / f"{STEM}.json").write_text("theirs")
    with pytest.raises(Refused, match="already"):
        write(state, folder)
    assert listing(folder) == {f"{STEM}.json": b"theirs"}


def test_a_failing_writer_leaves_no_file(register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(pack: Pack) -> dict[str, bytes]:
        raise RuntimeError("a fault in one format")

    monkeypatch.setattr(as_csv, "write", bad)
    with pytest.raises(RuntimeError):
        write(register.state(), folder, "markdown", "csv")
    assert not folder.exists()


@pytest.mark.parametrize("name", ["file", "file/below", "nul\0"])
def test_a_folder_that_cannot_be_one_is_refused_in_a_sentence(register: Register, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine")
    before = listing(tmp_path)
    with pytest.raises(CannotOpen, match=r"could not be written to .* Name a folder that you may write to\."):
        write(register.state(), tmp_path / name)
    assert listing(tmp_path) == before


@pytest.mark.parametrize("audience", ["press", "Board", ""])
def test_no_pack_is_made_for_anybody_but_the_board_and_the_public(
    register: Register, folder: Path, audience: str
) -> None:
    with pytest.raises(Refused, match="Choose board or public"):
        write(register.state(), folder, audience=audience)
    assert not folder.exists()


@pytest.mark.parametrize("formats", [["doc"], ["markdown", "exe"], [], [""], "json"])
def test_an_unknown_format_is_answered_with_those_there_are(
    register: Register, folder: Path, formats: list[str]
) -> None:
    with pytest.raises(Refused, match=r"Choose from pdf, html, .*, ocds, or all\."):
        write_pack(make_pack(register.state(), today=date(2017, 4, 6), source="board.loti"), formats, folder)
    assert not folder.exists()


def test_formats_are_taken_once_in_any_case_of_letters(register: Register, folder: Path) -> None:
    written = write(register.state(), folder, "JSON", " json", "Markdown")
    assert [path.name for path in written] == [f"{STEM}.json", f"{STEM}.schema.json", f"{STEM}.md"]


def test_the_source_is_cleaned_before_it_is_shown(register: Register, today: date) -> None:
    source = "\x1b[31mboard\udce9.loti\u202e"
    files = pack_files(make_pack(register.state(), today=today, source=source), ["markdown", "json"])
    assert b"- **Made from:** board.loti\n" in files[f"{STEM}.md"]
    assert b'"register": "board.loti"' in files[f"{STEM}.json"]
