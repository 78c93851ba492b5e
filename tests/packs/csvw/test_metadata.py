"""What the CSV files say of themselves, judged by the validators of both standards and by what the files hold."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.state import State
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.as_csv import write
from tests.packs.xlsx.registers import DAY, edit, pack

STEM = "dd2092-board-2017-04-06"
Json = dict[str, Any]
BIN = Path(sys.executable).parent


def described(made: Pack) -> tuple[Json, Json]:
    """Both descriptions: CSVW, data package."""
    files = write(made)
    return json.loads(files[f"{made.stem}-csv-metadata.json"]), json.loads(files[f"{made.stem}-datapackage.json"])


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def table(csvw: Json, name: str) -> Json:
    found: Json = next(one for one in csvw["tables"] if one["url"] == f"{STEM}-{name}.csv")
    schema: Json = found["tableSchema"]
    return schema


def test_both_name_every_file_and_every_column_in_its_place(board: Pack) -> None:
    files = write(board)
    csvw, package = described(board)
    heads = {name: rows(content)[0] for name, content in files.items() if name.endswith(".csv")}
    assert {one["url"]: [column["name"] for column in one["tableSchema"]["columns"]] for one in csvw["tables"]} == heads
    assert {one["path"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]} == heads


def test_a_column_has_its_title_its_type_and_its_bounds(board: Pack) -> None:
    csvw, package = described(board)
    columns = {one["name"]: one for one in table(csvw, "risks")["columns"]}
    assert columns["probability"]["dc:title"] == "Probability"
    assert columns["probability"]["datatype"] == {"base": "integer", "minimum": 1, "maximum": 4}
    assert columns["status"]["datatype"]["format"] == "^(?:open|closed|occurred)$"
    assert (columns["description"]["required"], columns["owner"]["required"]) == (True, False)
    (risks,) = (one for one in package["resources"] if one["name"] == "risks")
    fields = {one["name"]: one for one in risks["schema"]["fields"]}
    assert fields["rag"]["constraints"] == {"enum": ["G", "A", "R"]}
    assert risks["schema"]["primaryKey"] == ["id"]


def test_it_says_in_which_language_and_whose_it_is(board: Pack) -> None:
    csvw, package = described(board)
    assert csvw["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
    assert csvw["dc:title"] == package["title"] == "LOTI scoping study: board pack"
    assert "Board pack: everything, for the board only" in csvw["dc:description"]


def test_a_reference_is_said_to_be_one_where_every_one_holds(lived: Register) -> None:
    csvw, package = described(pack(lived))
    key = {"columnReference": "risk", "reference": {"resource": f"{STEM}-risks.csv", "columnReference": "ref"}}
    assert table(csvw, "issues")["foreignKeys"] == [key]
    assert "foreignKeys" not in table(csvw, "actions"), "an action without a risk would be a fault there"
    (actions,) = (one for one in package["resources"] if one["name"] == "actions")
    assert actions["schema"]["foreignKeys"] == [
        {"fields": ["risk"], "reference": {"resource": "risks", "fields": ["ref"]}}
    ]
    edit(lived, "R1", removed=True)
    csvw, _ = described(pack(lived))
    assert "foreignKeys" not in table(csvw, "issues"), "the risk that it was has gone"


def test_changes_and_what_is_withheld_have_files_of_their_own(board: Pack, public: Pack) -> None:
    head, *changed = rows(write(board)[f"{STEM}-changes.csv"])
    assert head == ["kind", "ref", "change", "field", "old", "new", "who", "at", "why", "sentence"]
    moved = next(row for row in changed if row[1] == "M1")
    assert moved[:6] == ["milestone", "M1", "moved", "forecast", "2017-05", "2017-06"]
    files = write(public)
    head, *kept_back = rows(files["dd2092-public-2017-04-06-withheld.csv"])
    assert head == ["what", "count", "category", "until"]
    assert ["Risks", "4"] in [row[:2] for row in kept_back]


@pytest.fixture(params=["board", "hostile_board", "public", "empty"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The files of a pack of each sort."""
    empty = request.param == "empty"
    return put(
        make_pack(State({}), today=DAY, source="x") if empty else request.getfixturevalue(request.param), tmp_path
    )


def put(made: Pack, folder: Path) -> Path:
    for name, content in write(made).items():
        (folder / name).write_bytes(content)
    return folder


def validator(name: str) -> str:
    """The command, or the test is skipped."""
    found = shutil.which(name, path=f"{BIN}") or shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def csvwvalidate(folder: Path) -> subprocess.CompletedProcess[str]:
    (metadata,) = folder.glob("*-csv-metadata.json")
    return run([validator("csvwvalidate"), "-v", metadata.name], folder)


def frictionless(folder: Path) -> subprocess.CompletedProcess[str]:
    (package,) = folder.glob("*-datapackage.json")
    return run([validator("frictionless"), "validate", package.name], folder)


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.long
@pytest.mark.parametrize("validate", [csvwvalidate, frictionless])
def test_a_validator_finds_no_fault(folder: Path, validate: Any) -> None:
    done = validate(folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.parametrize("validate", [csvwvalidate, frictionless])
@pytest.mark.parametrize(
    ("name", "column", "harm"),
    [
        ("risks", "probability", "9"),
        ("risks", "status", "gone"),
        ("steps", "actual", "4/4/2017"),
        ("decision", "approved_on", "2017-02-30"),
        ("spending", "amount", "12.50"),
        ("risks", "description", ""),
    ],
)  # fmt: skip
def test_a_validator_finds_a_cell_that_no_register_could_hold(
    board: Pack, tmp_path: Path, validate: Any, name: str, column: str, harm: str
) -> None:
    folder = put(board, tmp_path)
    assert validate(folder).returncode == 0
    path = folder / f"{STEM}-{name}.csv"
    head, first, *others = rows(path.read_bytes())
    first[head.index(column)] = harm
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([head, first, *others])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    assert validate(folder).returncode != 0
