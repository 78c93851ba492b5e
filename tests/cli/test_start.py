"""Options, help, refusals and exit statuses: everything around the commands."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui import __version__
from loti_tui.cli import program, show
from loti_tui.cli.program import COMMANDS
from loti_tui.domain.refused import Refused
from loti_tui.options import Options, take

ROOT = Path(__file__).resolve().parents[2]


def process(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """`loti` in a process of its own."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "loti_tui", *words]
    settings: dict[str, Any] = {"stdin": subprocess.DEVNULL, "capture_output": True, **more}
    return subprocess.run(command, env=environ, text=True, encoding="utf-8", timeout=60, check=False, **settings)


@pytest.mark.parametrize(
    "words", [["--register", "a.loti", "show"], ["show", "--register", "a.loti"], ["show", "--register=a.loti"]]
)
def test_a_global_option_stands_before_or_after_the_command(words: list[str]) -> None:
    assert take(words, {}) == (Options(register="a.loti"), ["show"])


def test_every_global_option_is_understood() -> None:
    words = ["--today", "2017-04-05", "set", "--as=Jo", "R1", "--read-only", "impact=3"]
    assert take(words, {}) == (Options(None, date(2017, 4, 5), "Jo", True), ["set", "R1", "impact=3"])


def test_the_environment_says_what_the_command_line_does_not() -> None:
    environ = {"LOTI_REGISTER": "a.loti", "LOTI_TODAY": "2017-04-05", "LOTI_AS": "Jo"}
    assert take([], environ)[0] == Options("a.loti", date(2017, 4, 5), "Jo")
    assert take(["--as", "Sam"], environ)[0].who == "Sam"


def test_what_follows_two_dashes_is_nobodys_option() -> None:
    assert take(["add", "--", "--as", "Jo"], {}) == (Options(), ["add", "--", "--as", "Jo"])


@pytest.mark.parametrize(
    "words",
    [
        ["--today", "5/4/17"],
        ["--today", "2017-04"],
        ["--today=2017-02-30"],
        ["--as"],
        ["--register", "--as"],
        ["--read-only=no"],
    ],
)
def test_an_option_that_cannot_be_used_is_refused(words: list[str]) -> None:
    with pytest.raises(Refused):
        take(words, {})


def test_a_bad_day_in_the_environment_is_named(loti: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTI_TODAY", "tomorrow")
    answer = loti("show")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("LOTI_TODAY accepts a day as YYYY-MM-DD")


def test_the_version_is_said_straight_away(bare: Any) -> None:
    assert bare("--version").out == f"loti-tui {__version__}\n"


def test_the_help_page_lists_every_command_and_fits_80_columns(bare: Any) -> None:
    page = bare("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in page] == []
    assert max(map(len, page.splitlines())) <= 80
    assert "merge" not in page  # not in this version


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_names_the_global_options(bare: Any, name: str) -> None:
    answer = bare(name, "--help")
    assert answer.status == 0
    assert answer.out.startswith(f"Usage: loti {name}")
    assert [
        option for option in ("--register FILE", "--today", "--as NAME", "--read-only") if option not in answer.out
    ] == []
    assert max(map(len, answer.out.splitlines())) <= 80


def test_the_help_of_a_command_loads_no_screens_and_no_database() -> None:
    code = (
        "import sys; from loti_tui.__main__ import main; main(['set', '--help']);"
        "print({'textual', 'sqlalchemy', 'pendulum', 'rich'} & set(sys.modules), file=sys.stderr)"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.strip() == "set()"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["shwo"], "Did you mean “show”?"),
        (["merge"], "not in this version"),
        (["--json"], "not a global option"),
        (["set", "R1"], "Missing argument"),
        (["set", "R1", "--impact", "3"], "--impact"),
        (["show", "R1", "R2", "R3"], "extra argument"),
        (["log", "-n", "-1"], "-n accepts"),
        (["show", "risks", "--json", "--plain"], "give one of them"),
    ],
)
def test_words_that_cannot_be_used_get_one_sentence_and_status_2(loti: Any, words: list[str], part: str) -> None:
    answer = loti(*words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert answer.err.count("\n") == 1


def test_a_mistyped_path_makes_no_file(bare: Any, tmp_path: Path) -> None:
    answer = bare("show", "--register", str(tmp_path / "baord.loti"))
    assert (answer.status, answer.out) == (3, "")
    assert not (tmp_path / "baord.loti").exists()


def test_a_file_that_is_not_a_register_is_left_as_it_is(bare: Any, tmp_path: Path) -> None:
    other = tmp_path / "minutes.txt"
    other.write_text("Minutes of the board")
    assert bare("set", "R1", "impact=3", "--register", str(other)).status == 3
    assert bare("init", "--register", str(other)).status == 3
    assert other.read_text() == "Minutes of the board"


def test_a_path_under_a_file_is_a_sentence(bare: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for command in ("init", "show"):
        answer = bare(command, "--register", str(tmp_path / "file" / "x.loti"))
        assert answer.status == 3
        assert answer.err.endswith(".\n") or "loti init" in answer.err


def test_a_path_that_is_too_long_is_a_sentence(bare: Any, tmp_path: Path) -> None:
    assert bare("show", "--register", str(tmp_path / ("x" * 3_000))).status == 3


def test_a_database_server_is_refused_plainly(bare: Any) -> None:
    answer = bare("show", "--register", "postgresql://board")
    assert answer.status == 2
    assert "not in this version" in answer.err


def test_the_screens_say_that_they_need_a_terminal() -> None:
    for words in ([], ["demo"]):
        done = process(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert "loti show" in done.stderr


def test_somebody_elses_package_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "db.py").write_text("")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    command = [sys.executable, "-P", "-m", "loti_tui", "show"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "db.py" in done.stderr


PIPED = ("show risks", "show", "show R1", "log", "info", "show riks")


@pytest.mark.parametrize("words", [PIPED[0], *(pytest.param(words, marks=pytest.mark.long) for words in PIPED[1:])])
def test_nothing_that_is_piped_holds_an_escape_code(path: Path, register: Register, words: str) -> None:
    done = process(*words.split(), "--register", str(path))
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently there")
def test_a_reader_that_has_read_enough_is_no_fault(path: Path, register: Register) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process(
            "log", "--json", "--register", str(path), capture_output=False, stdout=writing, stderr=subprocess.PIPE
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_that_nobody_foresaw_is_one_sentence_and_a_log_file(
    loti: Any, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        secret = "£90,000 is our real limit"
        raise RuntimeError(f"no {len(secret)}")

    monkeypatch.setattr(show, "show_overview", fail)
    answer = loti("show")
    assert (answer.status, answer.out) == (3, "")
    assert "Traceback" not in answer.err
    (log,) = own_home.rglob("loti.log")
    assert str(log) in answer.err
    assert "RuntimeError" in log.read_text()
    assert "no 25" not in log.read_text()  # a message may quote the register
    if os.name == "posix":
        assert log.stat().st_mode & 0o077 == 0


def test_an_interrupt_is_quiet(loti: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "show_overview", interrupt)
    assert (loti("show").status, loti("show").err) == (130, "")
    monkeypatch.setattr(program, "help_page", interrupt)
    assert loti("--help").status == 130
