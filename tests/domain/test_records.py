"""The register as JSON: the names and their order are a contract with other people's scripts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.records import Record, entry, record

CONTRACT = {
    "R1": [
        "ref",
        "description",
        "cause",
        "event",
        "effect",
        "mitigation",
        "response",
        "category",
        "probability",
        "impact",
        "score",
        "rag",
        "rag_computed",
        "rag_recorded",
        "rag_reason",
        "target_probability",
        "target_impact",
        "owner",
        "actionee",
        "proximity",
        "review_on",
        "raised_on",
        "status",
        "id",
    ],
    "M1": [
        "ref",
        "title",
        "outcome",
        "owner",
        "baseline",
        "forecast",
        "actual",
        "variance_days",
        "rag",
        "status",
        "depends_on",
        "id",
    ],
    "S8": ["ref", "title", "lead", "planned", "forecast", "actual", "status", "notice", "id"],
    "publication": [
        "deferred",
        "until",
        "reason",
        "history",
        "approved_on",
        "due_on",
        "published_on",
        "part2",
        "part2_basis",
    ],
}
ENTRY = ["batch", "at", "who", "why", "kind", "ref", "field", "old", "new"]


def shown(register: Register, ref: str, today: date = date(2017, 4, 6)) -> Record:
    """The record as a script reads it: through JSON."""
    state = register.state()
    read: Record = json.loads(json.dumps(record(state.find(ref), state, today)))
    return read


def put(register: Register, ref: str, field: str, value: Plain, why: str = "") -> None:
    item = register.state().find(ref)
    register.apply(Batch("Ann", (Edit(item.KIND, item.id, field, value),), why))


@pytest.mark.parametrize("ref", CONTRACT)
def test_the_names_and_their_order_are_the_contract(register: Register, ref: str) -> None:
    assert list(shown(register, ref)) == CONTRACT[ref]


def test_the_names_of_a_log_entry_are_the_contract(register: Register) -> None:
    put(register, "R1", "owner", "Ann", why="named")
    read = json.loads(json.dumps(entry(register.history(newest=1)[0])))
    assert list(read) == ENTRY
    told = {name: read[name] for name in ENTRY if name not in ("batch", "at")}
    assert told == {
        "who": "Ann",
        "why": "named",
        "kind": "risk",
        "ref": "R1",
        "field": "owner",
        "old": "Intelligence",
        "new": "Ann",
    }


def test_a_risk_of_dd2092_has_its_letters_and_its_score(register: Register) -> None:
    read = shown(register, "R3")
    assert (read["probability"], read["impact"], read["score"]) == (2, 1, 2)
    assert (read["rag"], read["rag_computed"], read["rag_recorded"]) == ("A", "A", "A")
    assert (read["review_on"], read["status"]) == (None, "open")


def test_an_unscored_risk_has_nulls_for_score_and_rag(register: Register) -> None:
    put(register, "R3", "probability", None)
    read = shown(register, "R3")
    assert [read[name] for name in ("probability", "score", "rag", "rag_computed", "rag_recorded")] == [None] * 5


def test_a_recorded_rag_is_shown_beside_the_computed_one(register: Register) -> None:
    put(register, "R3", "rag_recorded", "R", why="the board says so")
    read = shown(register, "R3")
    assert (read["rag"], read["rag_computed"], read["rag_recorded"]) == ("R", "A", "R")
    assert read["rag_reason"] == "the board says so"


def test_dates_are_reduced_iso_8601_and_null_where_not_recorded(register: Register) -> None:
    read = shown(register, "M1")
    assert (read["baseline"], read["forecast"], read["actual"]) == ("2017-05", "2017-05", None)


def test_the_variance_is_in_days_only_where_days_are_known(register: Register) -> None:
    assert shown(register, "M1")["variance_days"] is None
    put(register, "M1", "baseline", "2017-05-01", why="agreed")
    put(register, "M1", "forecast", "2017-05-12")
    assert shown(register, "M1")["variance_days"] == 11


def test_a_milestone_names_what_it_depends_on_by_reference(register: Register) -> None:
    assert shown(register, "M1")["depends_on"] == ["S8"]
    assert shown(register, "M2")["depends_on"] == ["M1"]
    assert shown(register, "M3")["depends_on"] == []


def test_the_milestone_rag_is_a_letter_or_null(register: Register) -> None:
    assert [shown(register, ref)["rag"] for ref in ("M1", "M2", "M3")] == ["G", "G", None]
    assert shown(register, "M1", date(2017, 6, 1))["rag"] == "R"


def test_the_publication_of_dd2092_is_due_on_5_april(register: Register) -> None:
    read = shown(register, "publication")
    assert (read["deferred"], read["until"], read["part2"]) == (True, "2017-03-31", False)
    assert (read["approved_on"], read["due_on"], read["published_on"]) == ("2017-04-04", "2017-04-05", None)


def test_every_earlier_date_of_the_deferral_is_kept(register: Register) -> None:
    put(register, "publication", "until", "2017-05-01", why="no award yet")
    history = shown(register, "publication")["history"]
    assert [(one["was"], one["until"], one["who"]) for one in history] == [
        (None, "2017-03-31", "Jo"),
        ("2017-03-31", "2017-05-01", "Ann"),
    ]
    assert history[1]["why"] == "no award yet"
    assert shown(register, "publication")["due_on"] == "2017-05-02"


def test_an_unknown_calendar_leaves_the_due_day_null(register: Register) -> None:
    put(register, "decision", "approved_on", "2040-04-04")
    assert shown(register, "publication")["due_on"] is None


def test_the_decision_has_its_funding_and_sign_offs_in_whole_pence(register: Register) -> None:
    read = shown(register, "decision")
    assert (read["ref"], read["ceiling_pence"]) == ("DD2092", 10_000_000)
    assert [one["amount_pence"] for one in read["funding"]] == [2_500_000, 2_500_000, 5_000_000]
    assert len(read["objectives"]) == 5
    assert len(read["outcomes"]) == 3
    assert [one["signed_on"] for one in read["sign_offs"]][3:] == ["2017-03-27", "2017-04-04", "2017-04-04"]


def test_the_procurement_has_its_value_in_whole_pence(register: Register) -> None:
    read = shown(register, "procurement")
    assert (read["lead"], read["value_pence"], read["planned_for"]) == ("TfL Procurement", 10_000_000, "2017-04")


@pytest.mark.parametrize("kind", ["issue", "action"])
def test_a_kind_without_a_shape_of_its_own_shows_reference_fields_and_id(register: Register, kind: str) -> None:
    register.add(kind, {"description": "[/x]"}, who="Ann")
    read = shown(register, f"{KINDS[kind].prefix}1")
    assert [*read][:1] == ["ref"]
    assert [*read][-1:] == ["id"]
    assert read["description"] == "[/x]"
    assert not {"removed", "programme"} & set(read)


def test_every_item_of_a_register_can_be_written_as_json(register: Register) -> None:
    state = register.state()
    for item in state:
        read = json.loads(json.dumps(record(item, state, date(2017, 4, 6))))
        assert read.get("id", item.id) == item.id
