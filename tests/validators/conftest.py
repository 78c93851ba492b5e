"""What the outer judges of a pack share: real packs of DD2092 and of a hostile register, written once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.packs import pack_of, write_pack
from tests.packs.conftest import make_hostile

DAY = date(2017, 4, 6)


def written(folder: Path, *, hostile: bool) -> Path:
    """Board and public packs of a register, with a snapshot before it, in every format."""
    register = Register.create(folder / "board.loti", [dd2092.first_batch("Jo")])
    register.take_snapshot("March", who="Jo", day=date(2017, 3, 31))
    register.add("risk", {"description": "Data cannot be shared", "impact": 4, "probability": 3}, who="Jo")
    if hostile:
        make_hostile(register)
    basis = register.basis("now", DAY)
    for audience in ("board", "public"):
        write_pack(pack_of(basis, source="board.loti", audience=audience), ["all"], folder / audience)
    return folder


@pytest.fixture(scope="session", params=[False, True], ids=["dd2092", "hostile"])
def packs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("packs"), hostile=request.param)
