"""Registers with something in every sheet, and the packs that are made of them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.packs import Pack, pack_of
from tests.packs.conftest import make_hostile

DAY = date(2017, 4, 6)


def edit(register: Register, ref: str, **values: Plain) -> None:
    item = register.state().find(ref)
    register.apply(Batch("Jo", tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items()), "why"))


def pack(register: Register, audience: str = "board", word: str = "now") -> Pack:
    return pack_of(register.basis(word, DAY), source="board.loti", audience=audience)


@pytest.fixture(scope="session")
def lived_once(tmp_path_factory: pytest.TempPathFactory, made_once: Path) -> Path:
    """DD2092 some days later: a snapshot, what changed since, and an item of most kinds. Nobody changes it."""
    register = Register.open(Path(shutil.copy(made_once, tmp_path_factory.mktemp("lived") / "board.loti")))
    register.take_snapshot("March", who="Jo", day=date(2017, 3, 31))
    edit(register, "R1", probability=4, impact=3)
    edit(register, "M1", forecast="2017-06")
    edit(register, "S3", planned="2017-Q2", forecast="2017", actual="2017-04-05")
    register.add("action", {"description": "Ask a third supplier", "due": "2017-04-20", "owner": "Sam"}, who="Jo")
    register.add("spend", {"title": "First stage", "amount": 1_250_050}, who="Jo")
    register.add("resolution", {"decided": "Go ahead", "meeting": "2017-04-03"}, who="Jo")
    register.add("dayoff", {"title": "Local holiday", "day": "2017-05-02"}, who="Jo")
    risk = register.state().find("R1").id
    register.add("issue", {"description": "Two boroughs withdrew", "due": "2017-05", "risk": risk}, who="Jo")
    return register.path


@pytest.fixture
def lived(path: Path, lived_once: Path) -> Register:
    """The register that has lived for some days, in a file of its own."""
    return Register.open(Path(shutil.copy(lived_once, path)))


@pytest.fixture(scope="session")
def board(lived_once: Path) -> Pack:
    """The board's pack of the register that has lived: nothing that a test does changes it."""
    return pack(Register.open(lived_once))


@pytest.fixture(scope="session")
def public(lived_once: Path) -> Pack:
    """The public's pack of the same, while all of Part 1 is withheld."""
    return pack(Register.open(lived_once), "public")


@pytest.fixture(scope="session")
def hostile_board(tmp_path_factory: pytest.TempPathFactory, made_once: Path) -> Pack:
    """The board's pack of a register whose texts are meant to break documents."""
    path = Path(shutil.copy(made_once, tmp_path_factory.mktemp("hostile") / "board.loti"))
    return pack(make_hostile(Register.open(path)))
