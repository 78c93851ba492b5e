"""The rating that a change is told with: where there is one, and where there is none any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import Decision, Risk
from loti_tui.domain.said import said, stated
from loti_tui.domain.state import State


def entry(field: str, old: Plain, new: Plain) -> Entry:
    return Entry("b", "", "Ann", "", "edit", "risk", "R1", "r", field, old, new)


def told(risk: Risk, *entries: Entry) -> str:
    return said(entries, State({"r": risk}))


@pytest.mark.parametrize(("field", "words"), [("probability", "2 Improbable"), ("impact", "2 Significant")])
def test_each_half_of_a_score_tells_the_rating(field: str, words: str) -> None:
    risk = Risk(id="r", ref="R1", probability=2, impact=2)
    label = field.capitalize()
    assert told(risk, entry(field, 1, 2)) == f"{label} of R1 is now {words}, score 4, Amber."


@pytest.mark.parametrize("field", ["probability", "impact"])
def test_each_half_of_a_score_may_clear_the_recorded_rag(field: str) -> None:
    risk = Risk(id="r", ref="R1", probability=2, impact=2)
    sentence = told(risk, entry(field, 1, 2), entry("rag_recorded", "R", None))
    assert sentence.endswith(", score 4, Amber; the recorded RAG was cleared.")


@pytest.mark.parametrize("field", ["probability", "impact"])
def test_a_risk_without_both_halves_is_not_scored_and_no_score_is_told(field: str) -> None:
    risk = Risk(id="r", ref="R1")
    assert told(risk, entry(field, 2, None)) == f"{field.capitalize()} of R1 was cleared, not scored."


def test_a_recorded_rag_without_a_score_is_told_by_itself() -> None:
    risk = Risk(id="r", ref="R1", rag_recorded="R")
    assert told(risk, entry("rag_recorded", None, "R")) == "Recorded RAG of R1 is now Red."


def test_a_recorded_rag_that_is_taken_away_is_not_said_to_be_cleared_twice() -> None:
    risk = Risk(id="r", ref="R1", probability=2, impact=2)
    assert told(risk, entry("rag_recorded", "R", None)) == "Recorded RAG of R1 was cleared, score 4, Amber."


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        (["rag_recorded", "rag_reason"], ["rag_recorded"]),
        (["probability", "rag_recorded", "rag_reason"], ["probability"]),
        (["impact", "rag_recorded", "rag_reason"], ["impact"]),
        (["actual", "status"], ["actual"]),
        (["owner", "status"], ["owner", "status"]),
        (["owner", "rag_recorded"], ["owner", "rag_recorded"]),
        (["owner", "rag_reason"], ["owner", "rag_reason"]),
        (["rag_reason"], ["rag_reason"]),
    ],
)
def test_what_only_followed_is_left_out_and_what_was_stated_is_told(fields: list[str], left: list[str]) -> None:
    assert [one.field for one in stated([entry(field, None, None) for field in fields])] == left


def test_what_there_is_one_of_is_told_without_a_reference() -> None:
    decision = Decision(id="d", ref="DD1")
    change = Entry("b", "", "Ann", "", "edit", "decision", "DD1", "d", "authority", None, "Mayor")
    assert said([change], State({"d": decision})) == "Approved by is now Mayor."


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (2, "2 values of 2 items were changed: R1, R2."),
        (6, "6 values of 6 items were changed: R1, R2, R3, R4, R5, R6."),
        (7, "7 values of 7 items were changed: R1, R2, R3, R4, R5, R6…."),
    ],
)
def test_of_many_items_six_are_named(count: int, sentence: str) -> None:
    some = [replace(entry("owner", None, "Ann"), ref=f"R{n}", item=f"r{n}") for n in range(1, count + 1)]
    assert said(some, State({})) == sentence


def test_several_values_of_one_item_are_told_one_after_the_other() -> None:
    risk = Risk(id="r", ref="R1")
    sentence = told(risk, entry("owner", None, "Ann"), entry("category", "Cost", None))
    assert sentence == "Owner of R1 is now Ann; Category of R1 was cleared."
