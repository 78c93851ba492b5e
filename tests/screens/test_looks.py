"""How the screens look: what stands where, at a fixed size, on a fixed day, with a fixed clock.

A look that was changed on purpose is written anew, and read before it is committed:

    LOTI_LOOKS=write python -m pytest tests/screens/test_looks.py -n 0
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.commands import COMMANDS, PLACES
from tests.screens.desk import opened

LOOKS = Path(__file__).parent / "looks"
BEGUN = datetime(2017, 4, 6, 8, 30, tzinfo=UTC)
SIZES = ((80, 24), (120, 36))
KEYS = {place: (COMMANDS[place].keys[0],) for place in PLACES} | {
    "record": ("2", "enter"),
    "form": ("2", "n"),
    "keys": ("2", "question_mark"),
    "settings": ("comma",),
    "find": ("f", *"boroughs"),
}


def look(path: Path, seen: str) -> None:
    """Compare with what was kept, or keep it where that is asked for."""
    if os.environ.get("LOTI_LOOKS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(seen + "\n", encoding="utf-8")
    assert path.exists(), f"There is no look {path.name} yet. Set LOTI_LOOKS=write once to keep this one."
    assert path.read_text(encoding="utf-8") == seen + "\n"


@pytest.mark.parametrize("size", SIZES, ids=lambda one: f"{one[0]}x{one[1]}")
@pytest.mark.parametrize("name", KEYS)
async def test_the_look_of(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    clock = (BEGUN + timedelta(minutes=number) for number in range(100))
    path = Register.create(tmp_path / "board.loti", [dd2092.first_batch("Jo")], now=lambda: next(clock)).path
    async with opened(path, size=size) as desk:
        await desk.press(*KEYS[name])
        look(LOOKS / f"{name}-{size[0]}x{size[1]}.txt", desk.text)
