"""The application on the register of DD2092, for tests that type."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from tests.screens.desk import Desk, opened, put


@pytest.fixture
async def desk(register: Register) -> AsyncIterator[Desk]:
    """Jo's screens, 80 columns by 24 lines, open on the risks of DD2092."""
    async with opened(register.path) as one:
        yield one


@pytest.fixture
def blank(register: Register) -> Register:
    """A register with nothing in it but a programme and a matrix."""
    return Register.create(register.path.with_name("blank.loti"), [dd2092.blank_batch("Jo")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "packs"


@pytest.fixture
async def sealed(register: Register) -> AsyncIterator[Desk]:
    """Jo's screens on a register with a snapshot and a change since."""
    register.take_snapshot("March", who="Jo", day=date(2017, 3, 27))
    put(register.path, "R1", "impact", 4)
    async with opened(register.path) as desk:
        yield desk
