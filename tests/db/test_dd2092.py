"""The facts of decision form DD2092, as the register holds them."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Act
from loti_tui.domain.dates import PartialDate, Precision
from loti_tui.domain.items import KINDS, Publication
from loti_tui.domain.scoring import PRESETS
from loti_tui.domain.state import State


@pytest.fixture
def state(register: Register) -> State:
    return register.state()


def data_file() -> str:
    return resources.files(dd2092).joinpath("register.toml").read_text(encoding="utf-8")


def test_the_form_has_four_risks_with_their_scores(state: State) -> None:
    scores = [(one.ref, one.probability, one.impact) for one in state.risks]
    assert scores == [("R1", 2, 2), ("R2", 2, 2), ("R3", 2, 1), ("R4", 2, 1)]


def test_every_risk_is_recorded_amber_by_the_latin_letter(state: State) -> None:
    assert [one.rag_recorded for one in state.risks] == ["\u0041"] * 4
    assert [one.rag_reason for one in state.risks] == ["As stated in DD2092, section 4a"] * 4


def test_the_recorded_rags_agree_with_the_registers_matrix(state: State) -> None:
    assert state.cells == PRESETS["DD2092"]()
    assert [state.judgement(one).words for one in state.risks] == [
        "Amber (A), score 4",
        "Amber (A), score 4",
        "Amber (A), score 2",
        "Amber (A), score 2",
    ]


def test_every_risk_is_owned_by_intelligence_and_has_a_mitigation(state: State) -> None:
    assert {one.owner for one in state.risks} == {"Intelligence"}
    assert all(one.mitigation for one in state.risks)


def test_the_risks_are_those_of_the_form_in_its_order(state: State) -> None:
    words = ("planned delivery timescales", "work effectively", "successful scoping study", "capacity to participate")
    assert [word in (one.description or "") for word, one in zip(words, state.risks, strict=True)] == [True] * 4


def test_the_funding_lines_add_up_to_the_ceiling_of_100_000_pounds(state: State) -> None:
    assert state.decision is not None
    assert [(one.payer, one.amount) for one in state.funding] == [
        ("London Councils", 25_000_00),
        ("London boroughs", 25_000_00),
        ("GLA Intelligence Unit", 50_000_00),
    ]
    assert sum(one.amount or 0 for one in state.funding) == state.decision.ceiling == 100_000_00


def test_the_decision_was_approved_on_4_april_2017_for_one_financial_year(state: State) -> None:
    decision = state.decision
    assert decision is not None
    assert (decision.ref, str(decision.approved_on)) == ("DD2092", "2017-04-04")
    assert (str(decision.starts_on), str(decision.ends_on)) == ("2017-04-01", "2018-03-31")


def test_the_source_and_its_licence_are_named(state: State) -> None:
    assert state.decision is not None
    assert "DD2092" in (state.decision.source or "")
    assert "Open Government Licence v3.0" in (state.decision.source or "")


def test_months_stay_months(state: State) -> None:
    months = {one.title: one.baseline for one in state.milestones if one.baseline}
    assert months == {"Delivery start": PartialDate("2017-05"), "Delivery end": PartialDate("2017-11")}
    contract = state.find("S8")
    assert state.steps[-1] is contract
    assert state.steps[-1].planned == state.steps[-1].forecast == PartialDate("2017-04")
    assert state.procurement is not None
    assert state.procurement.planned_for is not None
    assert state.procurement.planned_for.precision is Precision.MONTH


def test_the_three_outcomes_have_no_dates(state: State) -> None:
    outcomes = [one for one in state.milestones if one.outcome]
    assert [one.outcome for one in outcomes] == ["Inception", "Field Assessment", "Operating Model Design"]
    assert {(one.baseline, one.forecast, one.actual) for one in outcomes} == {(None, None, None)}


def test_the_steps_stand_in_their_order_and_only_the_first_is_done(state: State) -> None:
    assert [one.position for one in state.steps] == list(range(1, 9))
    assert [one.status for one in state.steps] == ["done", *["planned"] * 7]
    assert str(state.steps[0].actual) == "2017-04-04"


def test_every_step_belongs_to_the_procurement_and_every_item_to_the_programme(state: State) -> None:
    assert state.procurement is not None
    assert state.programme is not None
    assert {one.procurement for one in state.steps} == {state.procurement.id}
    assert {item.programme for item in state if item.KIND != "programme"} == {state.programme.id}


def test_delivery_waits_for_the_contract_and_its_end_for_its_start(state: State) -> None:
    start, end = state.milestones[:2]
    assert [state.items[one].ref for one in start.depends_on] == ["S8"]
    assert [state.items[one].ref for one in end.depends_on] == ["M1"]


def test_part_1_is_deferred_until_31_march_2017_and_part_2_is_not_used(state: State) -> None:
    publication = state.publication
    assert isinstance(publication, Publication)
    assert (publication.deferred, str(publication.until)) == (True, "2017-03-31")
    assert (publication.part2, publication.part2_basis, publication.published_on) == (False, None, None)
    assert "procurement" in (publication.reason or "")


def test_the_deferral_ends_before_the_approval_as_published(state: State) -> None:
    assert state.publication is not None
    assert state.decision is not None
    assert state.publication.until is not None
    assert state.decision.approved_on is not None
    assert state.publication.until < state.decision.approved_on


def test_the_sign_offs_have_the_dates_that_the_form_gives_and_no_others(state: State) -> None:
    signed = [(one.role, str(one.signed_on) if one.signed_on else None) for one in state.sign_offs]
    assert signed == [
        ("Drafting officer", None),
        ("Assistant Director", None),
        ("Finance and Legal", None),
        ("Corporate Investment Board", "2017-03-27"),
        ("Executive Director, Resources", "2017-04-04"),
        ("Head of Paid Service and Executive Director", "2017-04-04"),
    ]


def test_the_first_batch_begins_the_log_and_says_where_it_comes_from(register: Register) -> None:
    log = register.history()
    assert {(one.who, one.act, one.why) for one in log} == {
        ("Jo", Act.START, "Register made from decision form DD2092"),
    }
    assert len({one.batch for one in log}) == 1


def test_two_registers_of_the_form_share_no_ids(register: Register, tmp_path: Path) -> None:
    other = Register.create(tmp_path / "other.loti", [dd2092.first_batch("Bo")])
    assert not set(register.state().items) & set(other.state().items)
    assert register.id != other.id


def numbers(value: Any) -> list[float | int]:
    """Every number in nested data."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in numbers(part)]
    if isinstance(value, list):
        return [one for part in value for one in numbers(part)]
    return [value] if isinstance(value, int | float) else []


def test_no_number_of_the_data_file_or_of_the_log_is_a_float(path: Path, register: Register) -> None:
    assert register.path == path
    found = numbers(dd2092.facts())
    with closing(sqlite3.connect(path)) as connection:
        found += [
            one for (text,) in connection.execute("SELECT value FROM change") for one in numbers(json.loads(text))
        ]
    assert len(found) > 50
    assert {type(one) for one in found} <= {int, bool}


def test_no_column_of_any_table_holds_a_float(path: Path, register: Register) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        for kind in KINDS.values():
            for name in kind.fields:
                kinds = {kind for (kind,) in connection.execute(f"SELECT typeof({name}) FROM {kind.name}")}
                assert kinds <= {"integer", "text", "null"}, f"{kind.name}.{name}"


def test_the_data_file_carries_no_letter_but_latin_ones() -> None:
    letters = {one for one in data_file() if one.isalpha() and not one.isascii()}
    assert {one for one in letters if not unicodedata.name(one).startswith("LATIN ")} == set()


def test_the_data_file_carries_no_rag_letter_but_the_latin_a() -> None:
    assert [one["rag_recorded"] for one in dd2092.facts()["risk"]] == ["\u0041"] * 4


def test_the_data_file_names_only_kinds_and_fields_that_there_are() -> None:
    for kind, entries in dd2092.facts().items():
        for entry in entries:
            assert set(entry) - {"key"} <= set(KINDS[kind].fields)


def test_a_blank_register_has_a_programme_and_a_matrix_and_nothing_else(path: Path) -> None:
    state = Register.create(path, [dd2092.blank_batch("Jo")]).state()
    assert sorted(item.ref for item in state) == ["MX1", "PR1"]
    assert state.cells == PRESETS["DD2092"]()
