"""Every screen has a twin of plain lines: what the one shows, the other tells, with no box and no escape code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.commands import COMMANDS, PLACES
from loti_tui.domain.changes import Batch, Edit, new_item
from tests.screens.desk import opened

TWINS: dict[str, tuple[str, ...]] = {
    "overview": ("show overview", "check"),  # of the findings, the first tells the worst and names the second
    "risks": ("show risks",),
    "procurement": ("show procurement",),
    "milestones": ("show milestones",),
    "publication": ("show publication",),
    "decision": ("show decision",),
    "actions": ("show actions",),
    "snapshots": ("show snapshots",),
    "attention": ("show attention",),
    "history": ("log",),
}
"""screen -> the commands that tell it, each with --plain."""

TOLD_ONE_BY_ONE = {("history", "what")}
"""What a table sums up in words ("259 values of 31 items") and its twin tells line by line."""


def test_every_screen_has_a_twin() -> None:
    assert set(TWINS) == set(PLACES)


@pytest.fixture
def lived_in(register: Register) -> Register:
    """A register with something on every screen."""
    state = register.state()
    register.take_snapshot("March", who="Jo")
    register.apply(Batch("Jo", (Edit("risk", state.find("R1").id, "impact", 3, 2),), "two suppliers withdrew"))
    new = {"description": "Ask the boroughs", "owner": "Ann Lee", "due": "2017-04-20"}
    register.apply(Batch("Jo", new_item("action", new)))
    return register


def twin(register: Register, place: str) -> str:
    """What the commands say."""
    return "".join(said(register, command) for command in TWINS[place])


def said(register: Register, command: str) -> str:
    """What one command says; a status of 1 is an answer too."""
    words = ["--register", str(register.path), "--today", "2017-04-06", *command.split(), "--plain"]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "loti_tui", *words],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def words(text: str) -> set[str]:
    """The words and figures of a text, without the marks between them and round them."""
    return set(re.findall(r"\w+", text.casefold()))


def hears(heard: set[str], word: str) -> bool:
    """Whether a word was told; a digest is shown by its first letters."""
    return word in heard or (len(word) == 12 and any(one.startswith(word) for one in heard))


@pytest.mark.parametrize("place", PLACES)
async def test_what_a_table_shows_its_twin_tells(lived_in: Register, place: str) -> None:
    told = twin(lived_in, place)
    assert "\x1b" not in told
    assert re.search("[─│┌┐└┘├┤┬┴┼═║]", told) is None
    async with opened(lived_in.path, size=(160, 45)) as desk:
        await desk.press(COMMANDS[place].keys[0])
        rows = desk.table.rows
        shown = [cell.text for row in rows for name, cell in row.cells.items() if (place, name) not in TOLD_ONE_BY_ONE]
        heard = words(told)
        assert [text for text in shown if not all(hears(heard, word) for word in words(text))] == []
