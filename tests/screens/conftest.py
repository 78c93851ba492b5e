"""The application on the register of DD2092, for tests that type."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db.register import Register
from fixtures import dd2092
from tests.screens.desk import Desk, opened


@pytest.fixture
async def desk(register: Register) -> AsyncIterator[Desk]:
    """Jo's screens, 80 columns by 24 lines, open on the risks of DD2092."""
    async with opened(register.path) as one:
        yield one


@pytest.fixture
def blank(register: Register) -> Register:
    """A register with nothing in it but a programme and a matrix."""
    return Register.create(register.path.with_name("blank.loti"), [dd2092.blank_batch("Jo")])
