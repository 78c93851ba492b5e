"""The release of the procurement: how far it is, in the words of the standard, without a day that nobody recorded."""

from __future__ import annotations

import copy
import dataclasses
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch
from loti_tui.domain.state import State
from loti_tui.domain.withholding import named
from loti_tui.packs import Pack, make_pack
from loti_tui.packs.as_ocds import amount, write
from tests.packs.xlsx.registers import DAY, edit, pack

Json = dict[str, Any]
SCHEMA = os.environ.get("LOTI_OCDS_SCHEMA", "")


def package(made: Pack) -> Json:
    files = write(made)
    assert list(files) == [f"{made.stem}-ocds.json"]
    found: Json = json.loads(files[f"{made.stem}-ocds.json"])
    return found


def release(made: Pack) -> Json:
    (found,) = package(made)["releases"]
    return dict(found)


def bought(register: Register, **values: Any) -> Json:
    """The release of the board's pack after these steps were done: stage=day."""
    for stage, day in values.items():
        title = stage.replace("_", " ")
        step = next((one for one in register.state().steps if one.stage == title), None)
        if step:
            edit(register, step.ref, actual=day)
        else:
            register.add("step", {"title": title.capitalize(), "stage": title, "actual": day}, who="Jo")
    return release(pack(register))


# -- what it says ----------------------------------------------------------------------------------------------------


def test_a_package_says_who_made_it_for_whom_and_when(board: Pack) -> None:
    made, found = board, package(board)
    assert found["version"] == "1.1"
    assert found["publisher"]["name"].startswith("loti-tui ")
    assert found["publishedDate"] == made.made.strftime("%Y-%m-%dT%H:%M:%SZ") == found["releases"][0]["date"]
    assert found["note"].startswith("Board pack: everything, for the board only.")
    assert found["uri"].startswith("urn:uuid:")


def test_the_prefix_that_stands_for_a_registered_one_is_said_to_do_so(lived: Register) -> None:
    assert release(pack(lived))["ocid"].startswith("ocds-xxxxxx-")
    assert "has yet to register" in package(pack(lived))["note"]
    edit(lived, "procurement", ocid="ocds-b5fd17-0001")
    assert release(pack(lived))["ocid"] == "ocds-b5fd17-0001"
    assert "register" not in package(pack(lived))["note"]


def test_dd2092_is_planned(register: Register) -> None:
    found = release(pack(register))
    assert found["tag"] == ["planning"]
    assert found["tender"]["status"] == "planned"
    assert found["tender"]["title"] == "Consultancy services for the scoping exercise"
    assert found["tender"]["value"] == {"amount": 100_000, "currency": "GBP"}
    assert found["tender"]["procurementMethod"] == "limited"
    assert found["planning"]["budget"] == {
        "description": "Scoping study for a London Office of Technology and Innovation (LOTI)",
        "amount": {"amount": 100_000, "currency": "GBP"},
        "project": "LOTI scoping study",
        "projectID": "DD2092",
    }


@pytest.mark.parametrize(("method", "word"), [("quotes", "limited"), ("tender", "open"), ("direct award", "direct")])
def test_the_method_is_in_the_words_of_the_standard(register: Register, method: str, word: str) -> None:
    edit(register, "procurement", method=method)
    assert release(pack(register))["tender"]["procurementMethod"] == word


def test_a_month_is_told_in_words_and_never_as_a_day(register: Register) -> None:
    contract = release(pack(register))["tender"]["milestones"][-1]
    assert contract["title"] == "Contract executed by both sides"
    assert contract["description"] == "Planned: April 2017. Forecast: April 2017."
    assert "dueDate" not in contract
    assert contract["status"] == "scheduled"


def test_a_day_is_told_as_one(register: Register) -> None:
    edit(register, "S8", forecast="2017-04-28")
    *_, contract = release(pack(register))["tender"]["milestones"]
    assert contract["dueDate"] == "2017-04-28T00:00:00Z"
    first = release(pack(register))["tender"]["milestones"][0]
    assert (first["dateMet"], first["status"]) == ("2017-04-04T00:00:00Z", "met")


def test_delivery_is_planned_too(register: Register) -> None:
    first = release(pack(register))["planning"]["milestones"][0]
    assert (first["code"], first["title"], first["type"]) == ("M1", "Delivery start", "delivery")


def test_each_stage_adds_what_the_standard_has_for_it(register: Register) -> None:
    found = bought(register, invitation="2017-04-10", quotes_due="2017-04-18")
    assert (found["tag"], found["tender"]["status"]) == (["planning", "tender"], "active")
    assert found["tender"]["tenderPeriod"] == {"startDate": "2017-04-10T00:00:00Z", "endDate": "2017-04-18T00:00:00Z"}
    edit(register, "procurement", supplier="Analysts Ltd")
    found = bought(register, award="2017-04-24")
    assert (found["tag"], found["tender"]["status"]) == (["planning", "tender", "award"], "complete")
    (award,) = found["awards"]
    assert award["date"] == "2017-04-24T00:00:00Z"
    assert [one["name"] for one in award["suppliers"]] == ["Analysts Ltd"]
    assert "value" not in award, "what was estimated is not what was agreed"
    found = bought(register, contract="2017-04-28")
    assert found["tag"] == ["planning", "tender", "award", "contract"]
    (contract,) = found["contracts"]
    assert (contract["awardID"], contract["status"], contract["dateSigned"]) == (
        award["id"],
        "active",
        "2017-04-28T00:00:00Z",
    )
    (contract,) = bought(register, close="2018-03-31")["contracts"]
    assert contract["status"] == "terminated"


def test_a_purchase_that_was_dropped_is_cancelled(register: Register) -> None:
    for step in register.state().steps:
        edit(register, step.ref, status="dropped", actual=None)
    assert release(pack(register))["tender"]["status"] == "cancelled"


def test_every_organisation_is_there_once_with_its_roles_and_no_person_is_one(register: Register) -> None:
    edit(register, "procurement", supplier="Analysts Ltd")
    found = bought(register, award="2017-04-24")
    roles = {one["name"]: one["roles"] for one in found["parties"]}
    assert roles == {
        "TfL Procurement": ["buyer", "procuringEntity"],
        "London Councils": ["funder"],
        "London boroughs": ["funder"],
        "GLA Intelligence Unit": ["funder"],
        "Analysts Ltd": ["supplier"],
    }
    ids = {one["name"]: one["id"] for one in found["parties"]}
    assert found["buyer"] == {"id": ids["TfL Procurement"], "name": "TfL Procurement"}
    edit(register, "procurement", lead="Sam Jones")
    found = release(pack(register))
    assert "Sam Jones" not in json.dumps(found)
    assert "buyer" not in found


def test_a_supplier_is_told_when_it_has_been_awarded_and_not_before(register: Register) -> None:
    edit(register, "procurement", supplier="Analysts Ltd")
    assert "Analysts" not in json.dumps(release(pack(register)))


@pytest.mark.parametrize(
    ("pence", "pounds"), [(0, 0), (12_50, 12.5), (10_000_000, 100_000), (1, 0.01), (10**14, 10**12)]
)
def test_an_amount_is_in_pounds(pence: int, pounds: float) -> None:
    assert amount(pence) == {"amount": pounds, "currency": "GBP"}


# -- what it does not say --------------------------------------------------------------------------------------------


def test_without_a_procurement_there_is_no_file(public: Pack) -> None:
    assert write(make_pack(State({}), today=DAY, source="x")) == {}
    assert write(public) == {}, "all of Part 1 is withheld"


def test_the_value_is_withheld_from_the_public_until_the_award(register: Register) -> None:
    edit(register, "publication", scope="named", waits_for=register.state().find("S8").id)
    edit(register, "decision", summary="Spend on consultancy services")
    register.apply(Batch("Jo", named(register.state().find("R1"), "mitigation", "1", why="it is secret")))
    found = release(pack(register, "public"))
    assert "value" not in found["tender"]
    assert "100000" not in json.dumps(found)
    assert found["tender"]["title"] == "Consultancy services for the scoping exercise"


def test_nothing_is_said_that_follows_from_what_is_withheld(register: Register) -> None:
    made = pack(register)
    bought(register, award="2017-04-24")
    made = pack(register)
    step = next(one for one in made.state.steps if one.stage == "award")
    hidden = dataclasses.replace(step, actual=None, status="planned", withheld=frozenset({"actual", "status"}))
    state = dataclasses.replace(made.state, items={**made.state.items, step.id: hidden})
    found = release(dataclasses.replace(made, state=state))
    assert found["tag"] == ["planning"]
    assert "status" not in found["tender"]
    assert "awards" not in found
    told = next(one for one in found["tender"]["milestones"] if one["id"] == step.id)
    assert not {"status", "dateMet", "dueDate"} & set(told)


def test_a_pack_without_a_moment_has_the_beginning_of_its_day(register: Register) -> None:
    found = release(make_pack(register.state(), today=DAY, source="x"))
    assert found["date"] == "2017-04-06T00:00:00Z"
    assert datetime.fromisoformat(found["date"]).tzinfo == UTC


# -- the standard's own schema ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> Any:
    """The official schema of a release, version 1.1.4; it is not ours to copy."""
    jsonschema: Any = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    if not SCHEMA or not Path(SCHEMA).is_file():
        pytest.skip("LOTI_OCDS_SCHEMA names no file; release-schema-1__1__4.json is in the sdist of ocdsmerge 0.8.0")
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def faults(validator: Any, found: Json) -> list[str]:
    return [f"{list(fault.path)}: {fault.message}" for fault in validator.iter_errors(found)]


@pytest.mark.parametrize("which", ["board", "hostile_board"])
def test_the_schema_takes_every_release(validator: Any, which: str, request: pytest.FixtureRequest) -> None:
    assert faults(validator, release(request.getfixturevalue(which))) == []


def test_the_schema_takes_it_at_every_stage(validator: Any, register: Register) -> None:
    edit(register, "procurement", supplier="Analysts Ltd", exemption="Only one can")
    for stage in ("route", "invitation", "quotes_due", "award", "contract", "close"):
        assert faults(validator, bought(register, **{stage: "2017-04-20"})) == []
    edit(register, "publication", published_on="2017-04-05")
    assert faults(validator, release(pack(register, "public"))) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda found: found["tender"]["value"].update(currency="Pounds"),
        lambda found: found.update(tag=["planned"]),
        lambda found: found["tender"].update(status="open"),
        lambda found: found["tender"]["milestones"][0].update(status="done"),
        lambda found: found.pop("ocid"),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_standard_has_no_word_for(
    validator: Any, register: Register, harm: Callable[[Json], object]
) -> None:
    found = copy.deepcopy(release(pack(register)))
    harm(found)
    assert faults(validator, found) != []
