"""What the tests of faults share: the register of DD2092, and `loti` on it at a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from tests.cli.conftest import bare, loti
from tests.faults.kept import set_owner

__all__ = ["bare", "loti"]


@pytest.fixture(scope="session")
def as_made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a register of DD2092, made once: each test damages a copy of its own."""
    made = Register.create(tmp_path_factory.mktemp("as-made") / "board.loti", [dd2092.first_batch("Jo")])
    return made.path.read_bytes()


@pytest.fixture(scope="session")
def as_lived_in(as_made: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The same with some history."""
    path = tmp_path_factory.mktemp("as-lived-in") / "board.loti"
    path.write_bytes(as_made)
    register = Register.open(path)
    for number in range(3):
        set_owner(register, f"Zoë {number}")
    register.add("risk", {"description": "Lost post", "impact": 2, "probability": 3}, who="Ann", why="a new one")
    register.undo(who="Ann")
    return path.read_bytes()


@pytest.fixture
def register(path: Path, as_made: bytes) -> Register:
    """The register of DD2092, made by Jo, in a file of its own."""
    path.touch(0o600)
    path.write_bytes(as_made)
    return Register.open(path)


@pytest.fixture
def lived_in(path: Path, as_lived_in: bytes, register: Register) -> Register:
    """The same with some history, where `loti` looks for it."""
    path.write_bytes(as_lived_in)
    return register
