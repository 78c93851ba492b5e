"""The program opens no socket: neither its commands nor its screens, whatever variables were left behind.

Python tells every use of its socket module to an audit hook, which each run here starts with. One pair of sockets is
expected, and only that: with it asyncio wakes its own loop, inside the process (a socketpair of AF_UNIX).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.cli.program import COMMANDS as ON_THE_COMMAND_LINE
from loti_tui.cli.start import SWITCHES
from loti_tui.commands import COMMANDS as ON_THE_SCREENS
from tests.terminal import terminal
from tests.terminal.terminal import Terminal, environment

ROOT = Path(__file__).resolve().parents[2]

HOOK = """
import os, sys
heard = os.open(os.environ["HEARD"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)

def hook(event, args):
    if event.startswith("socket."):
        family = int(args[1]) if event == "socket.__new__" else ""
        os.write(heard, f"{event} {family}".strip().encode() + b"\\n")

sys.addaudithook(hook)
"""
LOOP = {f"socket.__new__ {int(socket.AF_UNIX)}"}
"""What asyncio's own pair is heard as."""

RUN_EACH = """
import json, sys
from loti_tui.__main__ import main
for words in json.loads(sys.argv[1]):
    print(words[0], main(words), file=sys.stderr)
"""

WORDS: dict[str, list[list[str]]] = {
    "init": [["init", "--register", "{folder}/other.loti"]],
    "show": [["show"], ["show", "risks", "--json"], ["show", "R1"]],
    "add": [["add", "risk", "description=Late"]],
    "set": [["set", "R1", "impact=4", "--why", "two suppliers withdrew"]],
    "remove": [["remove", "R2", "--why", "twice"]],
    "restore": [["restore", "R2"]],
    "convert": [["convert", "R3", "--why", "it happened"]],
    "acknowledge": [["acknowledge", "owner-is-a-unit", "R1", "--until", "+1m", "--why", "named in May"]],
    "check": [["check"], ["check", "--acknowledged", "--json"]],
    "defer": [["defer", "31 may 2017", "--why", "procurement not finished"]],
    "publish": [["publish", "--on", "5/4/17"]],
    "withhold": [["withhold", "R1", "mitigation", "--part", "2", "--why", "a bidder is named"]],
    "steps": [["steps"], ["steps", "tender"]],
    "matrix": [["matrix"], ["matrix", "impact", "1-3"], ["matrix", "preset", "1-3", "--from", "1 may 2017"]],
    "undo": [["undo"]],
    "redo": [["redo"]],
    "log": [["log"], ["log", "R1", "--json"]],
    "snapshot": [["snapshot", "take", "March"], ["snapshot", "verify"]],
    "diff": [["diff", "March"], ["diff", "March", "now", "--json"]],
    "pack": [["pack", "now", "--to", "{folder}/packs"]],
    "backup": [["backup"], ["backup", "list"], ["backup", "restore", "latest", "--to", "{folder}/restored.loti"]],
    "import": [["import", "{forms}/dd3101.txt", "--check"], ["import", "{forms}/dd3101.txt", "--yes"]],
    "calendar": [["calendar", "{folder}/deadlines.ics"]],
    "doctor": [["doctor"]],
    "keys": [["keys"], ["keys", "--json"]],
    "info": [["info"]],
}
"""Each command with words that make it work; `demo` opens the screens, and has a test of its own."""

Heard = Callable[[], set[str]]


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Has every interpreter that is started from here listen for sockets; gives what was heard."""
    folder, told = tmp_path / "hook", tmp_path / "heard"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(ROOT)]))
    monkeypatch.setenv("HEARD", str(told))
    return lambda: set(told.read_text(encoding="utf-8").splitlines())


def python(code: str, *words: str) -> str:
    """Run a few lines in an interpreter of their own; what they said on standard error."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture
def start(register: Register) -> Iterator[Callable[..., Terminal]]:
    """Opens the screens in a pseudo-terminal, on the register of DD2092; every run is ended with the test."""
    running: list[Terminal] = []

    def started(*words: str, **variables: str) -> Terminal:
        usual = ("--register", str(register.path), "--today", "2017-04-06", "--as", "Jo")
        running.append(Terminal(*(words or usual), env=environment(**variables)))
        return running[-1]

    yield started
    for one in running:
        one.close()


def work_through(screens: Terminal, packs: Path) -> None:
    """Open, score, undo, look at every screen, write documents, leave."""
    screens.shows("R1", "saved")
    screens.score("i", "3")
    screens.says("Impact of R1", "saved")
    screens.send("u")
    screens.says("Undone")
    for name in ("procurement", "milestones", "publication", "snapshots", "history", "risks"):
        if name in ON_THE_SCREENS:
            screens.send(ON_THE_SCREENS[name].keys[0])
            screens.shows(ON_THE_SCREENS[name].label)
    screens.send("x")
    screens.shows("Make a pack")
    screens.send(f"\t\t\t\x15{packs}\r")
    screens.says("documents were written")
    screens.send("q")
    assert screens.end() == 0
    assert list(packs.iterdir())


def test_the_hook_hears_a_socket(heard: Heard) -> None:
    python("import socket; socket.socket(socket.AF_INET).close(); socket.getaddrinfo('127.0.0.1', 1)")
    assert heard() == {f"socket.__new__ {int(socket.AF_INET)}", "socket.getaddrinfo"}


@pytest.mark.long
def test_no_command_opens_a_socket(register: Register, heard: Heard, tmp_path: Path) -> None:
    assert WORDS.keys() | {"demo"} == ON_THE_COMMAND_LINE.keys()
    folders = {"folder": tmp_path.as_posix(), "forms": (ROOT / "tests" / "data" / "forms").as_posix()}
    every = [[word.format(**folders) for word in one] for ones in WORDS.values() for one in ones]
    usual = ["--register", str(register.path), "--as", "Jo", "--today", "2017-04-06"]
    lines = [[*one, *(usual[2:] if "--register" in one else usual)] for one in every]
    lines += [["--help"], ["--version"], ["set", "--help"], ["shwo"]]
    told = python(RUN_EACH, json.dumps(lines))
    assert {f"{one[0]} 0" for one in every} <= set(told.splitlines())
    assert heard() == set()


def test_the_screens_open_no_socket_but_the_pair_of_their_own_loop(
    start: Callable[..., Terminal], heard: Heard, tmp_path: Path
) -> None:
    work_through(start(), tmp_path / "packs")
    assert heard() <= LOOP


@pytest.mark.long
def test_the_demo_opens_no_socket_but_that_pair_and_warns_of_nothing(
    start: Callable[..., Terminal], heard: Heard, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    screens = start("demo", TMPDIR=str(tmp_path / "Dropbox"))
    screens.shows("R1", "saved")
    assert "Dropbox" not in screens.text
    screens.send("q")
    assert screens.end() == 0
    assert heard() <= LOOP


# Stands in for Textual's tools for programmers, which may be installed beside the program.
LISTENER = """
import socket

class DevtoolsConnectionError(Exception):
    pass

class DevtoolsClient:
    is_connected = False
    url = ""
    def __init__(self, host):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    async def connect(self):
        raise DevtoolsConnectionError
    async def disconnect(self):
        pass
"""


@pytest.mark.long
def test_no_variable_left_behind_by_a_programmer_connects_the_screens_to_anything(
    start: Callable[..., Terminal], heard: Heard, tmp_path: Path
) -> None:
    tools = tmp_path / "hook" / "textual_dev"
    tools.mkdir()
    (tools / "__init__.py").touch()
    (tools / "client.py").write_text(LISTENER, encoding="utf-8")
    (tools / "redirect_output.py").write_text(
        "class StdoutRedirector:\n    def __init__(self, client): ...\n    def flush(self): ...\n", encoding="utf-8"
    )
    kept = tmp_path / "kept"
    kept.mkdir()
    variables = {
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_LOG": str(kept / "log"),
        "TEXTUAL_PRESS": "i,4",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(kept),
        "TEXTUAL_DRIVER": "loti_tui.no_such_driver:Driver",
        "TEXTUAL_DEVTOOLS_PORT": "8081",
    }
    assert variables.keys() >= set(SWITCHES)
    screens = start(**variables)
    screens.shows("R1", "saved")
    screens.send("q")
    assert screens.end() == 0
    assert heard() <= LOOP
    assert list(kept.iterdir()) == []


def allowed(*words: str) -> list[str]:
    """These words, where this machine lets us run a program through them; else the test is left out, and says why."""
    if shutil.which(words[0]) is None:
        pytest.skip(f"there is no {words[0]} here")
    tried = subprocess.run([*words, "true"], capture_output=True, text=True, timeout=60, check=False)
    if tried.returncode:
        pytest.skip(f"{words[0]} may not be used here: {tried.stderr.strip()}")
    return list(words)


@pytest.mark.long
def test_the_screens_work_as_ever_where_there_is_no_network_at_all(
    start: Callable[..., Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = allowed("unshare", "--map-root-user", "--net")
    monkeypatch.setattr(terminal, "PROGRAM", [*empty, *terminal.PROGRAM])
    work_through(start(), tmp_path / "packs")


@pytest.mark.long
def test_the_kernel_is_asked_for_no_socket_of_any_network(
    start: Callable[..., Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by the parts that are not Python. A name service of this machine may be asked who the person is."""
    told = tmp_path / "calls"
    watched = allowed("strace", "-f", "-qq", "-e", "trace=network", "-o", str(told))
    monkeypatch.setattr(terminal, "PROGRAM", [*watched, *terminal.PROGRAM])
    work_through(start(), tmp_path / "packs")
    calls = told.read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"\b(\w+)\(.*?(AF_\w+|PF_\w+)", calls)
    assert set(re.findall(r"\b[AP]F_\w+", calls)) <= {"AF_UNIX", "AF_LOCAL"}
    assert not re.search(r"\b(bind|listen|accept4?)\(", calls)
