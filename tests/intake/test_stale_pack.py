"""A pack that comes back after the register went on: what was changed in the file is a change, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.intake.bring import bring
from loti_tui.packs import pack_files, pack_of

TODAY = date(2017, 4, 6)


@pytest.fixture
def folder(register: Register, tmp_path: Path) -> Path:
    """The CSV files of a pack, after which the register went on: R2 has another owner."""
    pack = pack_of(register.basis("now", TODAY), source="board.loti", audience="board")
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, content in pack_files(pack, ("csv",)).items():
        (folder / name).write_bytes(content)
    risk = register.state().find("R2")
    register.apply(Batch("Ann", (Edit("risk", risk.id, "owner", "Zoë"),)))
    return folder


def edited(folder: Path) -> Path:
    """The file of the risks, with another impact for R1."""
    (path,) = folder.glob("*-risks.csv")
    text = path.read_bytes().decode("utf-8-sig")
    at = text.index(",2,2,", text.index("R1,"))
    path.write_bytes(f"{text[:at]},2,3,{text[at + 5 :]}".encode("utf-8-sig"))
    return path


def changes(register: Register, path: Path) -> list[tuple[str, str]]:
    proposed = bring(path, register.state(), TODAY, past=register.as_it_was)
    return [(one.ref, name) for one in proposed.proposals for name in one.values]


def test_what_the_register_changed_since_the_pack_was_made_is_not_taken_back(register: Register, folder: Path) -> None:
    assert changes(register, edited(folder)) == [("R1", "impact")]


def test_nothing_is_proposed_of_a_stale_pack_that_nobody_edited(register: Register, folder: Path) -> None:
    (path,) = folder.glob("*-risks.csv")
    assert changes(register, path) == []


@pytest.mark.parametrize("package", [b"", b"[]", b"{", b'{"resources": 1}', b"\xff", b"[" * 100_000])
def test_without_its_data_package_it_is_compared_with_the_register_as_it_stands(
    register: Register, folder: Path, package: bytes
) -> None:
    (beside,) = folder.glob("*-datapackage.json")
    beside.write_bytes(package)
    assert changes(register, edited(folder)) == [("R1", "impact"), ("R2", "owner")]
