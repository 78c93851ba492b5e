"""Few colours, or none: every letter can still be told from what is behind it, and the cursor from its row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.commands import COMMANDS, PLACES
from tests.terminal.terminal import LINES, Terminal, environment

FEW = [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "linux"}]


@pytest.fixture(params=FEW, ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()))
def terminal(request: pytest.FixtureRequest, register: Register) -> Iterator[Terminal]:
    """The program in a terminal of few colours."""
    words = ("--register", str(register.path), "--today", "2017-04-06", "--as", "Jo")
    running = Terminal(*words, env=environment(**request.param))
    yield running
    running.close()


def colours(terminal: Terminal, x: int, y: int) -> tuple[str, str]:
    """The colours of a letter and of what is behind it."""
    cell = terminal.screen.buffer[y][x]
    return (cell.bg, cell.fg) if cell.reverse else (cell.fg, cell.bg)


def hidden(terminal: Terminal) -> str:
    """The letters that are drawn in the colour of their background."""
    return "".join(
        letter
        for y in range(LINES)
        for x, letter in enumerate(terminal.screen.display[y])
        if letter.strip() and len(set(colours(terminal, x, y))) == 1
    )


@pytest.mark.long
def test_every_letter_can_be_told_from_what_is_behind_it(terminal: Terminal) -> None:
    terminal.shows("R1", "4 of 4")
    for place in PLACES:
        terminal.send(COMMANDS[place].keys[0])
        terminal.shows(f"{COMMANDS[place].shown_key} {COMMANDS[place].label}")
        for _ in range(20):
            terminal.read()
        assert hidden(terminal) == "", place


@pytest.mark.long
def test_the_cell_of_the_cursor_can_be_told_from_its_row(terminal: Terminal) -> None:
    terminal.shows("R1", "4 of 4")
    y, line = next((y, line) for y, line in enumerate(terminal.screen.display) if line.startswith("▌R1"))
    title, reference = (colours(terminal, line.index(words), y) for words in ("The selected", "R1"))
    assert title != reference
    assert line[0] == "▌"  # and its row by a mark


def test_a_terminal_that_cannot_be_drawn_on_is_told_where_the_lines_are(tmp_path: Path, register: Register) -> None:
    running = Terminal("--register", str(register.path), env=environment(TERM="dumb"))
    assert running.end() == 2
    assert b"loti show --plain" in running.output
    assert b"\x1b" not in running.output
    running.close()
