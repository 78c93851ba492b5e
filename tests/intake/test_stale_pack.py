"""A pack that comes back after the register went on: what was changed in the file is a change, and nothing else is."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.register import Register, utc_now
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
    later = Register.open(register.path, now=lambda: utc_now() + timedelta(hours=1))
    later.apply(Batch("Ann", (Edit("risk", risk.id, "owner", "Zoë"),)))
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


def test_a_cell_of_the_matrix_that_was_edited_is_one_change_in_csv(register: Register, folder: Path) -> None:
    (path,) = folder.glob("*-matrix.csv")
    assert changes(register, path) == []
    content = path.read_bytes()
    assert b"4,1,A" in content
    path.write_bytes(content.replace(b"4,1,A", b"4,1,R"))
    assert changes(register, path) == [("MX1", "i4p1")]


def test_a_cell_of_the_matrix_that_was_edited_is_one_change_in_json(register: Register, tmp_path: Path) -> None:
    pack = pack_of(register.basis("now", TODAY), source="board.loti", audience="board")
    path = tmp_path / "pack.json"
    for name, content in pack_files(pack, ("json",)).items():
        if b'"matrix"' in content and "schema" not in name:
            path.write_bytes(content)
    assert changes(register, path) == []
    told = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = (one for one in told["matrix"] if (one["impact"], one["probability"]) == (4, 1))
    cell["rag"] = "R"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert changes(register, path) == [("MX1", "i4p1")]
