"""JSON and CSV, read back: what was stored, under the names of the contract."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.records import RISK_KEYS, record
from loti_tui.domain.state import State
from loti_tui.packs import make_pack, pack_files
from loti_tui.packs.as_csv import defused, restored

STEM = "dd2092-board-2017-04-06"


def files_of(state: State, today: date, *formats: str) -> dict[str, bytes]:
    return pack_files(make_pack(state, today=today, source="board.loti"), formats)


def csv_files(state: State, today: date) -> dict[str, bytes]:
    """The files of rows, without those that say what is in them."""
    return {name: content for name, content in files_of(state, today, "csv").items() if name.endswith(".csv")}


def as_json(state: State, today: date) -> dict[str, Any]:
    files = files_of(state, today, "json")
    assert list(files) == [f"{STEM}.json", f"{STEM}.schema.json"]
    document: dict[str, Any] = json.loads(files[f"{STEM}.json"].decode("utf-8"))
    return document


def as_csv(state: State, today: date) -> dict[str, list[list[str]]]:
    """End of the file's name -> its rows, header included, every cell restored."""
    files = csv_files(state, today)
    return {
        name.removeprefix(f"{STEM}-").removesuffix(".csv"): [
            [restored(cell) for cell in row]
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        ]
        for name, content in files.items()
    }


def typed(value: object) -> str:
    """A JSON value as CSV has it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_json_has_the_names_of_the_contract(register: Register, today: date) -> None:
    document = as_json(register.state(), today)
    assert " ".join(document) == (
        "$schema register as_at audience programme decision publication risks procurement steps milestones issues "
        "actions board_decisions spending days_off matrix snapshot made compared_with changes withheld"
    )
    assert (document["register"], document["as_at"], document["audience"]) == ("board.loti", "2017-04-06", "board")
    assert [list(risk) for risk in document["risks"]] == [list(RISK_KEYS)] * 4
    assert document["milestones"][0]["baseline"] == "2017-05"
    assert document["decision"]["ceiling_pence"] == 10_000_000
    assert len(document["matrix"]) == 16
    assert document["matrix"][0] == {"impact": 1, "probability": 1, "rag": "G"}


def test_json_holds_every_record_as_it_is(hostile: Register, today: date) -> None:
    state = hostile.state()
    document = as_json(state, today)
    for name, kind in (("risks", "risk"), ("steps", "step"), ("issues", "issue"), ("actions", "action")):
        assert document[name] == [record(item, state, today) for item in state.of(kind)]
    for kind in ("programme", "decision", "publication", "procurement"):
        (item,) = state.of(kind)
        assert document[kind] == record(item, state, today)


def test_json_of_an_empty_register_says_null(today: date) -> None:
    pack = make_pack(State({}), today=today, source="board.loti")
    assert pack.stem == "register-board-2017-04-06"
    document = json.loads(files_of(State({}), today, "json")[f"{pack.stem}.json"])
    assert (document["decision"], document["publication"], document["risks"]) == (None, None, [])


@pytest.mark.parametrize("name", ["risks", "steps", "milestones", "issues", "actions"])
def test_csv_read_back_is_what_was_stored(hostile: Register, today: date, name: str) -> None:
    state = hostile.state()
    head, *rows = as_csv(state, today)[name]
    records = as_json(state, today)[name]
    assert [dict(zip(head, row, strict=True)) for row in rows] == [
        {key: typed(value) for key, value in one.items()} for one in records
    ]


def test_csv_of_the_decision_keeps_its_lines_and_its_money(register: Register, today: date) -> None:
    state = register.state()
    tables = as_csv(state, today)
    decision = dict(zip(*tables["decision"], strict=True))
    assert state.decision
    assert decision["objectives"] == state.decision.objectives
    assert decision["ceiling_pence"] == "10000000"
    assert [row[2] for row in tables["funding"]] == ["amount_pence", "2500000", "2500000", "5000000"]
    assert dict(zip(*tables["publication"], strict=True))["deferred"] == "true"
    assert [row[0] for row in tables["deferrals"]] == ["until", "2017-03-31"]
    assert len(tables["sign-offs"]) == 7
    assert len(tables["matrix"]) == 17


def test_csv_has_no_cell_that_a_spreadsheet_would_run(hostile: Register, today: date) -> None:
    for content in csv_files(hostile.state(), today).values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]", cell) or re.fullmatch(r"-\d+", cell)


def test_a_number_of_days_stays_a_number(register: Register, today: date) -> None:
    register.add("milestone", {"title": "Early", "baseline": "2017-05-13", "forecast": "2017-05-01"}, who="Jo")
    content = csv_files(register.state(), today)[f"{STEM}-milestones.csv"]
    assert ",2017-05-13,2017-05-01,,-12,G," in content.decode("utf-8-sig")


def test_csv_opens_in_excel_and_ends_its_rows_as_rfc_4180_says(register: Register, today: date) -> None:
    for content in csv_files(register.state(), today).values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")


def test_csv_has_the_same_files_and_headers_with_nothing_in_them(register: Register, today: date) -> None:
    def heads(state: State) -> dict[str, list[str]]:
        files = csv_files(state, today)
        return {
            name.split("04-06-")[1]: content.decode("utf-8-sig").split("\r\n")[0].split(",")
            for name, content in files.items()
        }

    assert heads(State({})) == heads(register.state())


@example("'=1")
@example("''=1")
@example(" \t=1")
@example("\n+1")
@example("'")
@given(st.text(st.sampled_from("'=+-@ \t\r\nax\uff1d"), max_size=8) | st.text(max_size=20))
def test_what_is_defused_can_be_restored(text: str) -> None:
    assert restored(defused(text)) == text
    assert not re.match(r"\s*[=+\-@]|[\t\r]", defused(text))
