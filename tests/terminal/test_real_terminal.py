"""The real program in a real pseudo-terminal: keys in, a terminal emulator behind it, and the file afterwards."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.state import plain
from tests.terminal.terminal import ALTERNATE, HIDE, LIMIT, NORMAL, PROGRAM, SHOW, Terminal, environment


@pytest.fixture
def start(register: Register) -> Iterator[Callable[..., Terminal]]:
    """Starts the program on the register of DD2092, or with other words; every run is ended with the test."""
    running: list[Terminal] = []
    usual = ("--register", str(register.path), "--today", "2017-04-06", "--as", "Jo")

    def started(*words: str, env: Mapping[str, str] | None = None) -> Terminal:
        running.append(Terminal(*(words or usual), env=env))
        return running[-1]

    yield started
    for one in running:
        one.close()


def scores(path: Path) -> tuple[int, int]:
    """Impact and probability of R1, read by another program while ours may be writing."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        impact, probability = connection.execute("SELECT impact, probability FROM risk WHERE ref = 'R1'").fetchone()
        return int(impact), int(probability)
    finally:
        connection.close()


def value(path: Path, ref: str, field: str) -> object:
    return plain(Register.open(path).state().find(ref), field)


def clean_exit(terminal: Terminal) -> None:
    """The terminal is as it was: normal screen, cursor shown, no mouse reports, no bracketed paste."""
    out = terminal.output
    assert out.rfind(NORMAL) > out.rfind(ALTERNATE) >= 0
    assert out.rfind(SHOW) > out.rfind(HIDE)
    for mode in (b"1000", b"1003", b"1006", b"1015", b"2004"):
        assert out.rfind(b"\x1b[?" + mode + b"l") >= out.rfind(b"\x1b[?" + mode + b"h")
    assert b"Traceback" not in out


def test_two_keys_score_a_risk_and_q_leaves_a_clean_terminal(
    register: Register, start: Callable[..., Terminal]
) -> None:
    terminal = start()
    terminal.shows("DD2092", "R1", "4 of 4", "saved")
    terminal.score("i", "3")
    terminal.says("Impact of R1 is now 3 Substantial, score 6", "saved")
    assert value(register.path, "R1", "impact") == 3
    terminal.send("q")
    assert terminal.end() == 0
    clean_exit(terminal)


def test_a_change_that_was_said_outlives_a_kill(register: Register, start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.shows("4 of 4")
    terminal.score("i", "1")
    terminal.says("Impact of R1 is now 1")
    terminal.kill()
    assert value(register.path, "R1", "impact") == 1
    again = start()
    again.until(lambda: bool(re.search(r" 2  1 +2 ", again.line("R1"))))


@pytest.mark.long
def test_a_change_is_in_the_file_at_once_and_outlives_a_kill(
    register: Register, start: Callable[..., Terminal]
) -> None:
    terminal = start()
    terminal.shows("4 of 4")
    terminal.score("p", "4")
    terminal.until(lambda: scores(register.path) == (2, 4))
    terminal.kill()
    again = start()
    again.until(lambda: bool(re.search(r" 4  2 +8 ", again.line("R1"))))
    again.send("u")
    again.says("Undone. Probability of R1 is now 2")
    assert scores(register.path) == (2, 2)


@pytest.mark.long
def test_a_kill_in_the_middle_of_many_changes_leaves_a_whole_register(
    register: Register, start: Callable[..., Terminal]
) -> None:
    terminal = start()
    terminal.shows("4 of 4")
    terminal.score("i", "3")
    for digit in "14131413":  # the next score is typed while the last is being stored
        terminal.shows("is now")
        terminal.score("i", digit)
    terminal.kill()
    connection = sqlite3.connect(register.path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    again = start()
    again.shows("R1", "4 of 4")
    again.score("i", "2")
    again.until(lambda: scores(register.path)[0] == 2)


def test_q_right_after_a_score_leaves_only_when_it_is_stored(
    register: Register, start: Callable[..., Terminal]
) -> None:
    terminal = start()
    terminal.shows("4 of 4")
    terminal.send("i")
    terminal.shows("Press 1, 2, 3")
    terminal.send("4q")
    assert terminal.end() == 0
    assert scores(register.path) == (4, 2)


@pytest.mark.long
def test_two_keys_that_arrive_together_score_a_risk(register: Register, start: Callable[..., Terminal]) -> None:
    """As over a slow line, or while the machine is busy: what was typed ahead means what it says."""
    terminal = start()
    terminal.shows("4 of 4")
    terminal.send("ji3")
    terminal.says("Impact of R2 is now 3")
    assert value(register.path, "R2", "impact") == 3


@pytest.mark.long
def test_a_date_that_arrives_together_with_e_is_typed_into_its_field(
    register: Register, start: Callable[..., Terminal]
) -> None:
    terminal = start()
    terminal.shows("4 of 4")
    terminal.score("i", "3")
    terminal.says("is now 3")
    terminal.send("4")
    terminal.shows("Delivery start")
    terminal.send("ll")
    terminal.send("ejun\r")  # taken for keys of the table, u would undo and n would add
    terminal.says("Forecast of M1 is now Jun 2017")
    assert value(register.path, "R1", "impact") == 3


def test_a_first_run_makes_the_register_of_dd2092_and_says_so(own_home: Path, start: Callable[..., Terminal]) -> None:
    terminal = start("--today", "2017-04-06", "--as", "Jo")
    terminal.shows("DD2092", "R4")
    terminal.says("A register was made from decision DD2092.")
    terminal.send("q")
    assert terminal.end() == 0
    (made,) = own_home.rglob("*.loti")
    assert value(made, "DD2092", "title")
    again = start("--today", "2017-04-06", "--as", "Jo")
    again.shows("DD2092", "4 of 4")
    assert "was made" not in again.text


@pytest.mark.long
def test_a_first_run_that_may_only_read_makes_nothing(own_home: Path, start: Callable[..., Terminal]) -> None:
    terminal = start("--read-only")
    assert terminal.end() == 3
    assert b"There is no register at" in terminal.output
    assert not list(own_home.rglob("*.loti"))


def test_a_register_that_is_not_there_is_one_sentence_and_status_3(
    tmp_path: Path, start: Callable[..., Terminal]
) -> None:
    terminal = start("--register", str(tmp_path / "none.loti"))
    assert terminal.end() == 3
    assert b"There is no register at" in terminal.output
    assert ALTERNATE not in terminal.output
    assert b"Traceback" not in terminal.output
    assert not (tmp_path / "none.loti").exists()


def test_a_file_that_is_damaged_inside_is_one_sentence_and_a_clean_terminal(
    register: Register, start: Callable[..., Terminal]
) -> None:
    content = bytearray(register.path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    register.path.write_bytes(content)
    terminal = start()
    assert terminal.end() == 3
    out = terminal.output.rpartition(NORMAL)[2]
    assert b"damaged" in out
    assert b"Traceback" not in terminal.output
    assert register.path.read_bytes() == bytes(content)


@pytest.mark.long
def test_a_hostile_file_name_reaches_the_terminal_as_letters(tmp_path: Path, start: Callable[..., Terminal]) -> None:
    terminal = start("--register", str(tmp_path / "[/x]\x1b]0;owned\x07\x1b[2J.loti"))
    assert terminal.end() == 3
    assert b"[/x]" in terminal.output
    assert b"\x1b" not in terminal.output


def test_hostile_texts_and_names_set_no_title_and_clear_nothing(
    register: Register, start: Callable[..., Terminal]
) -> None:
    evil = "A\x1b]0;owned\x07\x9b2J[/x]"
    path = register.path.with_name(f"{evil.replace('/', '')}.loti")
    state = register.state()
    register.apply(Batch(evil, (Edit("risk", state.find("R1").id, "description", evil),), evil))
    register.path.rename(path)
    terminal = start("--register", str(path), "--as", evil, "--today", "2017-04-06")
    terminal.shows("A[/x]", "4 of 4")
    terminal.score("i", "3")
    terminal.says("Impact of R1 is now 3")
    terminal.send("/")
    terminal.shows("Filter:")
    terminal.send("\x1b[200~" + evil + "\x1b[201~")
    terminal.shows("0 of 4")
    terminal.send("\r")
    terminal.send("q")
    assert terminal.end() == 0
    assert not [one for one in (b"\x1b]0;", b"owned\x07", "\x9b".encode()) if one in terminal.output]
    assert "owned" not in terminal.screen.title


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "linux"}],
    ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()),
)
@pytest.mark.long
def test_every_rag_is_a_word_and_a_shape_without_colours(
    register: Register, start: Callable[..., Terminal], env: dict[str, str]
) -> None:
    state = register.state()
    given = [("R1", "R"), ("R2", "A"), ("R3", "G")]
    register.apply(
        Batch("Jo", tuple(Edit("risk", state.find(ref).id, "rag_recorded", rag) for ref, rag in given), "as said")
    )
    terminal = start(env=environment(**env))
    terminal.shows("▲ Red", "◆ Amber", "● Green", "4 of 4")
    terminal.score("i", "3")
    terminal.says("Impact of R1 is now 3")
    if "NO_COLOR" in env:
        colours = re.findall(rb"\x1b\[[0-9;]*?(?:3[1-7]|38;[25]|9[1-7])[0-9;]*m", terminal.output)
        assert len({tuple(re.findall(rb"38;2;(\d+);(\d+);(\d+)", one)) for one in colours}) <= 40
        assert all(r == g == b for one in colours for r, g, b in re.findall(rb"38;2;(\d+);(\d+);(\d+)", one))


@pytest.mark.long
def test_read_only_shows_so_and_stores_nothing(register: Register, start: Callable[..., Terminal]) -> None:
    before = register.path.read_bytes()
    terminal = start("--register", str(register.path), "--read-only", "--today", "2017-04-06")
    terminal.shows("4 of 4", "read-only")
    terminal.send("i3")  # i does nothing, and 3 opens the procurement
    terminal.shows("Need and budget approved")
    terminal.send("q")
    assert terminal.end() == 0
    assert register.path.read_bytes() == before


def test_a_hangup_of_the_terminal_ends_the_program_and_keeps_what_was_stored(
    register: Register, start: Callable[..., Terminal]
) -> None:
    terminal = start()
    terminal.shows("4 of 4")
    terminal.score("i", "3")
    terminal.says("is now 3")
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.end()
    assert scores(register.path) == (3, 2)


# -- without a terminal ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_there_is_one_sentence_and_status_2(register: Register, stream: str) -> None:
    """The two other streams are a terminal."""
    master, slave = os.openpty()
    streams: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), slave)
    streams[stream] = subprocess.DEVNULL if stream == "stdin" else subprocess.PIPE
    try:
        ran = subprocess.run(
            [*PROGRAM, "--register", str(register.path)], **streams, env=environment(), timeout=LIMIT, check=False
        )
        said = os.read(master, 65536) if stream != "stderr" else ran.stderr
    finally:
        os.close(slave)
        os.close(master)
    assert ran.returncode == 2
    assert b"The screens need a terminal" in said.replace(b"\r\n", b" ")
    assert ALTERNATE not in said
    assert not ran.stdout


@pytest.mark.long
def test_a_blank_register_is_opened_in_a_terminal(tmp_path: Path, start: Callable[..., Terminal]) -> None:
    blank = Register.create(tmp_path / "blank.loti", [dd2092.blank_batch("Jo")])
    terminal = start("--register", str(blank.path), "--today", "2017-04-06", "--as", "Jo")
    terminal.shows("No risk is recorded. n adds one.")
    terminal.send("n")
    terminal.shows("New risk", "Required: text")
    terminal.send("First\r")
    terminal.says("R1 was added.")
    assert value(blank.path, "R1", "description") == "First"


def test_two_programs_at_one_register_show_each_other_what_they_do_and_ask(
    register: Register, start: Callable[..., Terminal]
) -> None:
    jo = start()
    ann = start("--register", str(register.path), "--today", "2017-04-06", "--as", "Ann")
    for one in (jo, ann):
        one.shows("4 of 4")
    ann.score("i", "4")
    jo.says("Ann changed: Impact of R1 is now 4 Catastrophic")
    jo.send("i")
    jo.shows("Press 1, 2, 3")
    ann.score("i", "1")
    ann.says("Impact of R1 is now 1")
    jo.send("3")
    jo.shows("Impact of R1 was changed meanwhile", "Theirs  1", "Ann, ", "Mine    3 Substantial")
    assert value(register.path, "R1", "impact") == 1
    jo.send("m")
    ann.says("Jo changed: Impact of R1 is now 3 Substantial")
    assert value(register.path, "R1", "impact") == 3
