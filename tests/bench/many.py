"""A register of many risks beside one of four: how long it takes to open, to answer a key and to filter, and what it
holds of the machine's memory."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, new_item
from tests.bench.measures import DATA, Figures, Place, place
from tests.bench.packs import risk
from tests.bench.terminal import Terminal, wait_for_quiet

DD2092, FEW, SOME, MANY = SIZES = (4, 1_000, 10_000, 20_000)
"""Risks in the registers."""
AT_ONCE = 2_000
"""Risks that one act adds."""
HERE = "▌"
"""Stands before the row of the cursor."""
MOVES = ("j", "j", "k", "\x1b[6~", "\x1b[6~", "\x1b[5~", "G", "k", "g", "j")
"""Down, up, page down, page up, to the end and to the beginning: each moves the cursor."""
SCORES = 8
TYPED = ("7", "7", "1", "\x7f", "\x7f", "4", "9", "\x7f")
"""Each of them changes how many risks are shown of ten thousand."""
COUNT = r"[\d,]+ of [\d,]+"

PAINTED = ("moves", "scores", "after a score")


@contextlib.contextmanager
def registers(*sizes: int) -> Iterator[dict[int, Place]]:
    """A home with a register for each number of risks."""
    with contextlib.ExitStack() as homes:
        found = {size: homes.enter_context(place()) for size in sizes}
        for size in sizes:
            shutil.copy(grown(size), found[size].register)
        yield found


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """Where the registers are until the measuring is over: to make them takes longer than all the rest."""
    return tempfile.TemporaryDirectory()


@cache
def grown(size: int) -> Path:
    """A register with so many risks: those of DD2092, and more of the kind."""
    path = Path(folder().name) / f"{size}.loti"
    if size == SIZES[0]:
        return Register.create(path, [dd2092.first_batch("Jo")]).path
    smaller = SIZES[SIZES.index(size) - 1]
    shutil.copy(grown(smaller), path)
    fill(path, smaller, size)
    return path


def fill(path: Path, there: int, wanted: int) -> None:
    """Add risks to a register that has so many, until it has as many as are wanted."""
    register = Register.open(path)
    for start in range(there + 1, wanted + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, wanted + 1))
        edits = [edit for number in numbers for edit in new_item("risk", risk(number))]
        register.apply(Batch("Jo", tuple(edits), "the boroughs’ own registers"))


def opening(rounds: int) -> Figures:
    """From the start of the process till the first rows are there and a key has moved the cursor."""
    figures: Figures = defaultdict(list)
    with registers(DD2092, MANY) as known:
        for turn in range(rounds + 1):
            for size, here in known.items():
                wait_for_quiet()
                with Terminal(here.command(), here.environment) as terminal:
                    shown = terminal.wait_for(DATA)
                    moved = painted(terminal, "j", row_here)[0]
                    if turn:  # the first round warms the caches of files and byte code
                        figures[f"{size:,} rows"].append([(shown - terminal.started) * 1000])
                        figures[f"{size:,} key"].append([(moved - terminal.started) * 1000])
    return figures


def keys(rounds: int) -> Figures:
    """From a key till its effect is on the screen: moves at rest, the digit of a score, and keys straight after it."""
    figures: Figures = defaultdict(list)
    with registers(FEW, MANY) as known:
        for turn in range(rounds + 1):
            for size, here in known.items():
                wait_for_quiet()
                with at_rest(here) as terminal:
                    moves = [took(terminal, key, row_here) for key in MOVES]
                    scores, after = scored(terminal)
                if turn:
                    for name, samples in zip(PAINTED, (moves, scores, after), strict=True):
                        figures[f"{size:,} {name}"].append(samples)
    return figures


def scored(terminal: Terminal) -> tuple[list[float], list[float]]:
    """Score one risk after the other as fast as they are painted: milliseconds of each digit, and of the other keys."""
    scores, after = [], []
    terminal.settle(0.5)
    for digit in islice(cycle("1234"), SCORES):
        after.append(took(terminal, "i", asked))
        if impact(terminal) == digit:
            digit = str(int(digit) % 4 + 1)
        scores.append(took(terminal, digit, row_here))
        after.append(took(terminal, "j", row_here))
    return scores, after


def filtering(rounds: int) -> Figures:
    """From a key of a filter till the screen says how many risks have it, from the very first on."""
    figures: Figures = defaultdict(list)
    with registers(SOME) as known:
        for turn in range(rounds + 1):
            wait_for_quiet()
            with at_rest(known[SOME]) as terminal:
                took(terminal, "/", asked)
                samples = [took(terminal, key, count) for key in TYPED]
                if turn:
                    figures[f"{SOME:,} first"].append(samples[:1])
                    figures[f"{SOME:,} filter"].append(samples)
    return figures


def memory(rounds: int) -> Figures:
    """Megabytes of the open program when its data are shown and it has come to rest."""
    figures: Figures = defaultdict(list)
    with registers(MANY) as known:
        for _ in range(rounds):
            with at_rest(known[MANY]) as terminal:
                figures[f"{MANY:,} held"].append([terminal.memory()])
    return figures


@contextlib.contextmanager
def at_rest(here: Place) -> Iterator[Terminal]:
    """The program on its first screen, with nothing left to do."""
    with Terminal(here.command(), here.environment) as terminal:
        terminal.wait_for(DATA)
        terminal.wait(lambda: terminal.shows("finding"))
        terminal.settle(1.5)
        yield terminal


def painted(terminal: Terminal, key: str, look: Callable[[Terminal], str]) -> tuple[float, float]:
    """When something was to be seen that was not there before a key, and when the key was sent."""
    terminal.settle(0.03)
    before = look(terminal)
    sent = terminal.send(key)
    return terminal.wait(lambda: look(terminal) not in ("", before)), sent


def took(terminal: Terminal, key: str, look: Callable[[Terminal], str]) -> float:
    """Milliseconds from a key till the look of the screen was another."""
    seen, sent = painted(terminal, key, look)
    return (seen - sent) * 1000


def row_here(terminal: Terminal) -> str:
    """The row of the cursor."""
    return terminal.line(f"^{HERE}")


def asked(terminal: Terminal) -> str:
    """The line in which something is asked for."""
    return terminal.line("Press 1, 2|^ Filter:")


def impact(terminal: Terminal) -> str:
    """The impact that the row of the cursor shows."""
    found: Sequence[str] = re.findall(r" (\d) +(\d) +\d+ ", row_here(terminal))[-1:]
    return found[0][1] if found else ""


def count(terminal: Terminal) -> str:
    """How many rows the screen says that it shows."""
    found = re.search(COUNT, terminal.line(COUNT))
    return found[0] if found else ""
