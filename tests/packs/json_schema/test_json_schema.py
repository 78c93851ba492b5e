"""The schema that lies beside the JSON document: it takes every pack, and nothing that no pack could hold."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.as_json import write
from loti_tui.packs.data import LISTED, SINGLE, names
from tests.packs.xlsx.registers import DAY, edit, pack

jsonschema: Any = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
Json = dict[str, Any]


def document_and_schema(made: Pack) -> tuple[Json, Json]:
    document, schema = map(json.loads, write(made).values())
    return document, schema


def faults(document: Json, schema: Json) -> list[str]:
    jsonschema.Draft202012Validator.check_schema(schema)
    return [
        f"{fault.json_path}: {fault.message}" for fault in jsonschema.Draft202012Validator(schema).iter_errors(document)
    ]


@pytest.mark.parametrize("which", ["board", "hostile_board"])
def test_it_takes_the_document_of_every_board_pack(which: str, request: pytest.FixtureRequest) -> None:
    assert faults(*document_and_schema(request.getfixturevalue(which))) == []


@pytest.mark.parametrize("published", [False, True])
def test_it_takes_what_is_left_for_the_public(lived: Register, published: bool) -> None:
    if published:
        edit(lived, "publication", published_on="2017-04-05")
    assert faults(*document_and_schema(pack(lived, "public"))) == []


def test_it_takes_a_pack_of_nothing_and_one_of_a_snapshot(lived: Register) -> None:
    assert faults(*document_and_schema(make_pack(State({}), today=DAY, source="x"))) == []
    document, schema = document_and_schema(pack(lived, word="March"))
    assert faults(document, schema) == []
    assert document["snapshot"]["name"] == "March"


def test_it_is_a_schema_of_the_draft_that_it_names(board: Pack) -> None:
    _, schema = document_and_schema(board)
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_document_names_the_schema_that_lies_beside_it_first(board: Pack) -> None:
    files = write(board)
    (name, beside), document = files, json.loads(next(iter(files.values())))
    assert next(iter(document)) == "$schema"
    assert document["$schema"] == beside == name.removesuffix(".json") + ".schema.json"


def test_of_what_it_was_made_and_what_changed_is_in_the_document(board: Pack) -> None:
    made = board
    document, _ = document_and_schema(made)
    assert document["snapshot"] is None
    assert document["made"] == made.made.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    assert document["compared_with"] == "March"
    moved = next(one for one in document["changes"] if one["ref"] == "M1")
    assert (moved["change"], moved["field"], moved["old"], moved["new"]) == ("moved", "forecast", "2017-05", "2017-06")
    assert list(moved) == ["kind", "ref", "change", "field", "old", "new", "who", "at", "why", "sentence"]
    assert document["withheld"] == []


def test_what_is_withheld_is_counted_in_the_publics_document(public: Pack) -> None:
    document, _ = document_and_schema(public)
    assert document["risks"] == []
    risks = next(one for one in document["withheld"] if one["what"] == "Risks")
    assert (risks["count"], list(risks)) == (4, ["what", "count", "category", "until"])


Break = Callable[[Json], object]


@pytest.mark.parametrize(
    "harm",
    [
        lambda document: document["risks"][0].update(probability=9),
        lambda document: document["risks"][0].update(probability="2"),
        lambda document: document["risks"][0].update(score=17),
        lambda document: document["risks"][0].update(status="gone"),
        lambda document: document["risks"][0].update(rag="B"),
        lambda document: document["risks"][0].update(description=None),
        lambda document: document["risks"][0].update(colour="red"),
        lambda document: document["risks"][0].pop("owner"),
        lambda document: document["steps"][0].update(planned="2017-13"),
        lambda document: document["steps"][0].update(planned="31/3/2017"),
        lambda document: document["steps"][0].update(planned="2017-Q5"),
        lambda document: document["decision"].update(approved_on="2017-02-30"),
        lambda document: document["decision"].update(approved_on="2017-04"),
        lambda document: document["decision"].update(ceiling_pence=1000.5),
        lambda document: document["decision"].update(ceiling_pence=-1),
        lambda document: document["publication"].update(deferred="yes"),
        lambda document: document["matrix"].pop(),
        lambda document: document.update(surprise=1),
        lambda document: document.update(audience="public"),
        lambda document: document.pop("withheld"),
        lambda document: document["changes"][0].update(change="vanished"),
        lambda document: document["changes"][0].update(at="yesterday"),
        lambda document: document.update({"$schema": "another.json"}),
    ],
)  # fmt: skip
def test_it_refuses_what_no_register_could_hold(board: Pack, harm: Break) -> None:
    document, schema = document_and_schema(board)
    harmed = copy.deepcopy(document)
    harm(harmed)
    assert harmed != document
    assert faults(harmed, schema) != []


@pytest.mark.parametrize("when", ["2017", "2017-Q2", "2017-04", "2017-04-06", "2020-02-29"])
def test_a_date_may_be_known_to_the_day_the_month_the_quarter_or_the_year(board: Pack, when: str) -> None:
    document, schema = document_and_schema(board)
    document["steps"][0]["planned"] = when
    assert faults(document, schema) == []


def test_every_name_is_described_in_the_words_that_people_use(board: Pack) -> None:
    _, schema = document_and_schema(board)
    for kind, described in schema["$defs"].items():
        assert all(one["description"] for one in described["properties"].values()), kind
    assert schema["$defs"]["risk"]["properties"]["mitigation"]["description"] == "Mitigation"
    assert schema["$defs"]["procurement"]["properties"]["value_pence"]["description"] == "Estimated value (in pence)"


def test_every_kind_in_the_document_is_described_by_its_own_names(board: Pack) -> None:
    made = board
    _, schema = document_and_schema(made)
    for kind in (*SINGLE, *LISTED.values()):
        assert list(schema["$defs"][kind]["properties"]) == list(names(made, kind))
    assert set(schema["$defs"]) - set(KINDS) == {"deferral", "cell", "change", "withheld"}


def test_what_must_be_recorded_may_be_missing_only_where_it_is_withheld(board: Pack) -> None:
    made = board
    first = dataclasses.replace(made.state.risks[0], description=None, withheld=frozenset({"description"}))
    state = dataclasses.replace(made.state, items={**made.state.items, first.id: first})
    document, schema = document_and_schema(dataclasses.replace(made, state=state))
    assert document["risks"][0]["description"] is None
    assert faults(document, schema) == []


def test_what_follows_from_a_withheld_field_is_not_told(board: Pack) -> None:
    risk, milestone = board.state.risks[1], board.state.milestones[0]
    hidden = dataclasses.replace(risk, rag_recorded=None, withheld=frozenset({"rag_recorded"}))
    moved = dataclasses.replace(milestone, forecast=None, withheld=frozenset({"forecast"}))
    state = dataclasses.replace(board.state, items={**board.state.items, risk.id: hidden, milestone.id: moved})
    document, schema = document_and_schema(dataclasses.replace(board, state=state))
    told = document["risks"][1]
    assert (told["rag"], told["rag_recorded"], told["rag_computed"], told["score"]) == (None, None, "A", 4)
    assert (document["milestones"][0]["variance_days"], document["milestones"][0]["rag"]) == (None, None)
    assert faults(document, schema) == []


def test_the_same_pack_gives_the_same_bytes(board: Pack) -> None:
    made = board
    assert write(made) == write(made)
    assert made.today == date(2017, 4, 6)
