"""What is measured: ours and the yardstick take turns, so that the machine's mood falls on both."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import bare
from tests.bench.terminal import NotSeen, Terminal, wait_for_quiet

ROOT = Path(__file__).resolve().parents[2]
PYTHON = [sys.executable, "-P"]
FRAME, DATA = "Risks", "R4"  # a tab's label; the last risk of DD2092
RISKS_SCREEN, IMPACT = "2", "i"
ROW = r"^\W*R1\b"
PRESSES = 16

# The samples of each figure, round by round; milliseconds or MB.
Figures = dict[str, list[list[float]]]


@dataclass(frozen=True)
class Place:
    """A home of its own for the program, with a register in it."""

    register: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> list[str]:
        """How the program is started on this register."""
        fixed = ["-m", "loti_tui", "--register", str(self.register), "--today", "2017-04-06"]
        return [*PYTHON, *fixed, *arguments]


@contextlib.contextmanager
def place() -> Iterator[Place]:
    """A temporary home with a register made from DD2092."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LOTI_", "XDG_", "PYTHON", "CI"))}
        environment = kept | {
            "HOME": folder,
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LOTI_AS": "Bench",
            **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        }
        made = Place(home / "bench.loti", environment)
        subprocess.run(made.command("init"), env=environment, check=True, stdout=subprocess.DEVNULL)
        yield made


def bare_command() -> list[str]:
    """How the bare program is started."""
    return [*PYTHON, str(Path(bare.__file__))]


def start(rounds: int) -> Figures:
    """From the start of the process till something is on the screen."""
    figures: Figures = defaultdict(list)
    with place() as here:
        for turn in range(rounds + 1):
            sample = {
                "python -c pass": _plain([*PYTHON, "-c", "pass"], here),
                "loti --version": _plain([*PYTHON, "-m", "loti_tui", "--version"], here),
            }
            wait_for_quiet()
            with Terminal(bare_command(), here.environment) as terminal:
                sample["bare app"] = terminal.wait_for(bare.MARKER) - terminal.started
            wait_for_quiet()
            with Terminal(here.command(), here.environment) as terminal:
                sample["frame"] = terminal.wait_for(FRAME) - terminal.started
                sample["data"] = terminal.wait_for(DATA) - terminal.started
            if turn:  # the first round warms the caches of files and byte code
                for name, seconds in sample.items():
                    figures[name].append([seconds * 1000])
    return figures


def keys(rounds: int) -> Figures:
    """From the key till its effect is on the screen, and till it is in the file."""
    figures: Figures = defaultdict(list)
    with place() as here:
        for turn in range(rounds + 1):
            wait_for_quiet()
            with Terminal(bare_command(), here.environment) as terminal:
                terminal.wait_for(bare.MARKER)
                terminal.settle(0.3)
                yardstick = [_press(terminal, "x", bare.MARKER) for _ in range(PRESSES)]
            wait_for_quiet()
            with Terminal(here.command(), here.environment) as terminal:
                terminal.wait_for(DATA)
                terminal.send(RISKS_SCREEN)
                terminal.settle(1.0)
                scored = [_score(terminal, here.register) for _ in range(PRESSES)]
            if turn:
                figures["bare key"].append(yardstick)
                figures["painted"].append([painted for painted, _ in scored])
                figures["stored"].append([stored for _, stored in scored])
    return figures


def memory(rounds: int) -> Figures:
    """What the open program holds when its data are shown and it has come to rest."""
    figures: Figures = defaultdict(list)
    with place() as here:
        for _ in range(rounds):
            for name, command, marker in (
                ("bare app held", bare_command(), bare.MARKER),
                ("held", here.command(), DATA),
            ):
                with Terminal(command, here.environment) as terminal:
                    terminal.wait_for(marker)
                    terminal.settle(1.0)
                    figures[name].append([terminal.memory()])
    return figures


def _plain(command: list[str], here: Place) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=here.environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _press(terminal: Terminal, key: str, row: str) -> float:
    before = terminal.line(row)
    sent = terminal.send(key)
    return (terminal.wait(lambda: terminal.line(row) != before) - sent) * 1000


def _score(terminal: Terminal, register: Path) -> tuple[float, float]:
    """Give R1 its next impact; milliseconds till its row shows it and till the file holds it."""
    wanted = _impact(register) % 4 + 1
    terminal.send(IMPACT)
    terminal.settle(0.1)
    before = terminal.line(ROW)
    if not before:
        raise NotSeen(f"no row of R1 on the screen {RISKS_SCREEN}:\n{terminal}")
    stored: list[float] = []

    def look() -> None:
        with contextlib.suppress(sqlite3.OperationalError):  # locked: it is being written this moment
            if not stored and _impact(register) == wanted:
                stored.append(time.perf_counter())

    sent = terminal.send(str(wanted))
    painted = terminal.wait(lambda: terminal.line(ROW) != before, meanwhile=look)
    while not stored and time.perf_counter() < sent + 5:
        time.sleep(0.002)
        look()
    if not stored:
        raise NotSeen(f"impact {wanted} of R1 did not come into the file:\n{terminal}")
    terminal.settle(0.1)
    return (painted - sent) * 1000, (stored[0] - sent) * 1000


def _impact(register: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"{register.as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
        return int(connection.execute("SELECT impact FROM risk WHERE ref = 'R1'").fetchone()[0])
