"""One value for many items: what changes, what stands, what is refused, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.bulk import common, few, field_of, how_many, planned, removing, told
from loti_tui.domain.changes import Batch, Stored
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.items import Action, Milestone, Resolution, Risk
from loti_tui.domain.state import State


def risk(ref: str, **fields: Any) -> Risk:
    return Risk(id=ref, ref=ref, description=f"Risk {ref}", **fields)


RISKS = (risk("R1", owner="Ann Lee"), risk("R2", owner="Jo"), risk("R3"))


def test_those_that_have_the_value_already_are_not_in_the_act() -> None:
    plan = planned(RISKS, "owner", "Ann Lee")
    assert [one.item.ref for one in plan.changing] == ["R2", "R3"]
    assert [one.item.ref for one in plan.standing] == ["R1"]
    assert [(edit.item, edit.value, edit.seen) for edit in plan.edits] == [
        ("R2", "Ann Lee", "Jo"),
        ("R3", "Ann Lee", None),
    ]


def test_an_item_that_has_no_such_field_is_refused_by_name() -> None:
    plan = planned((Action(id="A1", ref="A1"), Resolution(id="BD1", ref="BD1")), "owner", "Ann")
    assert [one.item.ref for one in plan.changing] == ["A1"]
    assert [(one.item.ref, one.refused) for one in plan.refused] == [("BD1", "a decision has no such value to edit")]


def test_a_value_that_is_required_cannot_be_cleared_for_any() -> None:
    plan = planned(RISKS, "status", None)
    assert plan.edits == ()
    assert {one.refused for one in plan.refused} == {"Status cannot be empty: it accepts open, closed or occurred."}


def test_nothing_can_be_made_to_depend_on_itself() -> None:
    milestones = (Milestone(id="M1", ref="M1"), Milestone(id="M2", ref="M2"))
    plan = planned(milestones, "depends_on", ["M1"])
    assert [one.item.ref for one in plan.changing] == ["M2"]
    assert [one.refused for one in plan.refused] == ["M1 cannot depend on itself"]


def test_the_title_of_each_kind_is_meant_by_any_of_their_names() -> None:
    assert [
        one.name for one in (field_of(Action(id="A1"), "decided"), field_of(Resolution(id="B"), "description")) if one
    ] == [
        "description",
        "decided",
    ]


@pytest.mark.parametrize("name", ["ref", "score", "removed", "reason"])
def test_what_nobody_may_type_is_no_field_of_a_risk(name: str) -> None:
    assert field_of(RISKS[0], name) is None


def test_the_editor_starts_with_a_value_only_where_all_have_it() -> None:
    assert common(RISKS, "owner") is None
    assert common((risk("R1", owner="Jo"), risk("R2", owner="Jo")), "owner") == "Jo"


def test_what_follows_is_counted() -> None:
    recorded = risk("R1", probability=2, impact=2, rag_recorded="A", rag_reason="the board said so")
    assert planned((recorded, risk("R2", impact=1)), "impact", 3).following == ("Recorded RAG of 1 is cleared",)
    milestones = [Milestone(id=ref, ref=ref) for ref in ("M1", "M2")]
    assert planned(milestones, "actual", "2017-04-05").following == ("Status of 2 becomes Done",)


def test_a_baseline_that_is_recorded_needs_a_reason_and_one_that_is_not_needs_none() -> None:
    new, old = Milestone(id="M1", ref="M1"), Milestone(id="M2", ref="M2", baseline=PartialDate("2017-05"))
    assert planned((new, old), "baseline", "2017-06").needs_reason
    assert not planned((new,), "baseline", "2017-06").needs_reason
    assert not planned((new, old), "baseline", "2017-05").needs_reason


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["risk"], "1 risk"),
        (["action", "action", "resolution"], "2 actions and 1 decision"),
        (["dayoff", "dayoff"], "2 days off"),
        ([], "nothing"),
    ],
)
def test_items_are_counted_by_their_kinds(kinds: list[str], words: str) -> None:
    assert how_many(kinds) == words


def test_references_are_named_as_far_as_they_are_few() -> None:
    assert [few(refs) for refs in (["R1"], ["R1", "R2"], [f"R{n}" for n in range(1, 27)])] == [
        "R1",
        "R1 and R2",
        "R1, R2, R3, R4, R5, R6 and 20 more",
    ]


# -- told, of a real register ----------------------------------------------------------------------------------------


def act(register: Register, name: str, value: Any, *refs: str, why: str = "") -> tuple[Stored, State]:
    state = register.state()
    edits = planned([state.find(ref) for ref in refs], name, value).edits
    stored = register.apply(Batch("Jo", edits, why))
    return stored, register.state()


def test_one_value_of_several_risks_is_told_in_one_sentence(register: Register) -> None:
    stored, state = act(register, "owner", "Ann Lee", "R1", "R2", "R4")
    assert told(stored.entries, state) == "Owner of 3 risks is now Ann Lee: R1, R2 and R4."


def test_a_score_of_several_says_what_they_are_rated_now_and_what_was_cleared(register: Register) -> None:
    stored, state = act(register, "impact", 4, "R1", "R2", "R3")
    assert told(stored.entries, state) == (
        "Impact of 3 risks is now 4 Catastrophic: R1, R2 and R3; 3 Amber now; the recorded RAG of 3 was cleared."
    )


def test_a_completion_date_of_several_is_told_without_the_status_that_follows(register: Register) -> None:
    stored, state = act(register, "actual", "2017-04-05", "M1", "M2")
    assert told(stored.entries, state) == "Actual of 2 milestones is now 5 Apr 2017: M1 and M2."


def test_undoing_says_that_it_is_as_it_was(register: Register) -> None:
    act(register, "probability", 4, "R1", "R2")
    act(register, "probability", 3, "R1")
    act(register, "probability", 1, "R1", "R2")
    undone = register.undo(who="Jo")
    assert told(undone.entries, register.state()).startswith("Undone. Probability of 2 risks is as it was: R1 and R2;")


def test_removing_and_undoing_are_counted_by_kind(register: Register) -> None:
    state = register.state()
    removed = register.apply(Batch("Jo", removing([state.find("R1"), state.find("R2")])))
    assert told(removed.entries, register.state()) == "2 risks were removed: R1 and R2."
    undone = register.undo(who="Jo")
    assert told(undone.entries, register.state()) == "Undone. 2 risks were restored: R1 and R2."


def test_an_act_about_one_item_is_told_elsewhere(register: Register) -> None:
    stored, state = act(register, "owner", "Ann Lee", "R1")
    assert told(stored.entries, state) == ""
