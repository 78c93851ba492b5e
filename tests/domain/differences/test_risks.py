"""A risk's judgement is one difference, raised or lowered; closing it is another."""

from __future__ import annotations

from typing import Any

import pytest

from loti_tui.domain.differences import Travel, travel
from tests.domain.differences.pairs import Edited, between, hidden, one, removed, sentences, told, with_values
from tests.domain.findings.cases import issue, matrix, register, risk

SCORED = risk(probability=2, impact=2)
STATED = risk(probability=2, impact=2, rag_recorded="A", rag_reason="As in the form")
UNSCORED = risk(probability=None, impact=None)

CASES = [
    one(
        "impact",
        SCORED,
        {"impact": 3},
        "raised", "impact", 2, 3,
        "R1 was raised from 4 to 6: impact 2 Significant → 3 Substantial, Amber (A) as before.",
    ),
    one(
        "impact, whose new value clears the recorded RAG",
        STATED,
        {"impact": 3, "rag_recorded": None, "rag_reason": None},
        "raised", "impact", 2, 3,
        "R1 was raised from 4 to 6: impact 2 Significant → 3 Substantial, Amber (A) as before.",
    ),
    one(
        "probability, into another RAG",
        SCORED,
        {"probability": 1, "impact": 1},
        "lowered", "score", 4, 1,
        "R1 was lowered from 4 to 1: probability 2 Improbable → 1 Remote, impact 2 Significant → 1 Moderate, "
        "Amber (A) → Green (G).",
    ),
    one(
        "probability and a recorded RAG that differs",
        SCORED,
        {"probability": 3, "rag_recorded": "R", "rag_reason": "The board says so"},
        "raised", "probability", 2, 3,
        "R1 was raised from 4 to 6: probability 2 Improbable → 3 Probable; "
        "Amber (A) → Red (R) recorded, Amber computed.",
    ),
    one(
        "both scores, whose product is what it was",
        risk(probability=1, impact=4),
        {"probability": 4, "impact": 1},
        "edited", "score", 4, 4,
        "R1 kept its score of 4: probability 1 Remote → 4 Highly likely, impact 4 Catastrophic → 1 Moderate, "
        "Amber (A) as before.",
    ),
    one(
        "a recorded RAG",
        SCORED,
        {"rag_recorded": "R", "rag_reason": "The board says so"},
        "raised", "rag_recorded", None, "R",
        "R1 was raised from Amber (A) to Red (R) as recorded, where the matrix has Amber (A); score 4 as before.",
    ),
    one(
        "a recorded RAG that is taken out",
        risk(probability=2, impact=2, rag_recorded="R"),
        {"rag_recorded": None},
        "lowered", "rag_recorded", "R", None,
        "R1 was lowered from Red (R) to Amber (A) by the matrix, since the recorded RAG was taken out; "
        "score 4 as before.",
    ),
    one(
        "a recorded RAG that says what the matrix says",
        SCORED,
        {"rag_recorded": "A"},
        "edited", "rag_recorded", None, "A",
        "The RAG of R1 was recorded as Amber (A); score 4 as before.",
    ),
    one(
        "such a one that is taken out",
        STATED,
        {"rag_recorded": None, "rag_reason": None},
        "edited", "rag_recorded", "A", None,
        "The recorded RAG of R1, Amber (A), was taken out; score 4 as before.",
    ),
    one(
        "the reason alone",
        STATED,
        {"rag_reason": "As the board decided"},
        "edited", "rag_reason", "As in the form", "As the board decided",
        "Reason for the recorded RAG of R1 was rewritten: “As in the form” → “As the board decided”.",
    ),
    one(
        "a first score",
        UNSCORED,
        {"probability": 2, "impact": 3},
        "edited", "score", None, 6,
        "R1 was scored for the first time: 6, Amber (A).",
    ),
    one(
        "a first score where half of it was known",
        risk(probability=None, impact=3, rag_recorded="R"),
        {"probability": 2, "rag_recorded": None},
        "edited", "probability", None, 2,
        "R1 was scored for the first time: 6, Amber (A); before that, Red (R) was recorded without a score.",
    ),
    one(
        "a score that is taken out",
        SCORED,
        {"impact": None},
        "edited", "impact", 2, None,
        "R1 is not scored any more; it was 4, Amber (A).",
    ),
    one(
        "half a score",
        UNSCORED,
        {"impact": 2},
        "edited", "impact", None, 2,
        "R1 is still not scored: impact not recorded → 2 Significant.",
    ),
    one(
        "a RAG without a score",
        UNSCORED,
        {"rag_recorded": "A"},
        "edited", "rag_recorded", None, "A",
        "The RAG of R1 was recorded as Amber (A); it is not scored.",
    ),
    one(
        "another RAG without a score",
        risk(probability=None, impact=None, rag_recorded="A"),
        {"rag_recorded": "R"},
        "raised", "rag_recorded", "A", "R",
        "R1 was raised from Amber (A) to Red (R) as recorded; it is not scored.",
    ),
    one("closed", SCORED, {"status": "closed"}, "closed", "status", "open", "closed",
        "R1 was closed: “The provider is late”."),
    one("happened", SCORED, {"status": "occurred"}, "closed", "status", "open", "occurred",
        "R1 has happened: “The provider is late”."),
    one("opened again", risk(status="closed"), {"status": "open"}, "edited", "status", "closed", "open",
        "R1 was opened again, and was closed before."),
    one("happened though it was closed", risk(status="closed"), {"status": "occurred"},
        "edited", "status", "closed", "occurred",
        "R1 was recorded as having happened, and closed before."),
    one("a target", SCORED, {"target_impact": 1}, "edited", "target_impact", None, 1,
        "Target impact of R1 is now given as 1 Moderate; it was not recorded before."),
    one("owner", SCORED, {"owner": "Jo Bloggs"}, "edited", "owner", "Ann Smith", "Jo Bloggs",
        "Owner of R1 was changed from Ann Smith to Jo Bloggs."),
    one("response", risk(response="treat"), {"response": "tolerate"}, "edited", "response", "treat", "tolerate",
        "Response of R1 was changed from Treat to Tolerate."),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_told_of_a_risk(case: Edited) -> None:
    case.check()


def test_what_else_was_changed_in_a_risk_that_was_closed_is_told_beside_it() -> None:
    new = with_values(SCORED, status="closed", impact=1, owner="Jo Bloggs")
    assert [(one.change, one.field) for one in between([SCORED], [new])] == [
        ("lowered", "impact"),
        ("closed", "status"),
        ("edited", "owner"),
    ]


def test_a_risk_that_happened_names_the_issue_that_it_became() -> None:
    new = with_values(SCORED, status="occurred")
    found = sentences([SCORED], [new, issue(risk="r1")])
    assert found == [
        "R1 has happened and became I1: “The provider is late”.",
        "Issue I1 was added: “The provider is late”.",
    ]


@pytest.mark.parametrize("name", ["probability", "impact", "rag_recorded"])
def test_of_a_rating_that_is_withheld_in_part_nothing_is_told(name: str) -> None:
    new = with_values(STATED, probability=4, impact=4, rag_recorded="R", rag_reason="Secret")
    for old, later in ((hidden(STATED, name), new), (STATED, hidden(new, name))):
        assert between([old], [later]) == []
        assert travel(register(old), register(later)) == {}


def test_a_reason_that_is_withheld_does_not_hide_the_rating() -> None:
    new = hidden(with_values(STATED, impact=4), "rag_reason")
    assert [one.change for one in between([STATED], [new])] == ["raised"]


def test_a_closed_risk_whose_description_is_withheld_is_told_by_its_reference() -> None:
    new = with_values(SCORED, status="closed")
    assert sentences([hidden(SCORED, "description")], [new]) == ["R1 was closed."]
    assert sentences([SCORED], [hidden(new, "description")]) == ["R1 was closed."]


# -- direction of travel ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ({}, {}, Travel.SAME),
        ({}, {"impact": 3}, Travel.UP),
        ({}, {"probability": 1}, Travel.DOWN),
        ({}, {"rag_recorded": "R"}, Travel.UP),
        ({"rag_recorded": "R"}, {"rag_recorded": "G"}, Travel.DOWN),
        ({"rag_recorded": "R"}, {"impact": 3, "rag_recorded": "G"}, Travel.UP),
        ({"impact": None}, {}, Travel.SAME),
        ({}, {"impact": None}, Travel.SAME),
        ({"impact": None}, {"impact": None, "rag_recorded": "R"}, Travel.SAME),
        ({"impact": None, "rag_recorded": "A"}, {"impact": None, "rag_recorded": "R"}, Travel.UP),
        ({}, {"status": "closed"}, Travel.SAME),
    ],
    ids=str,
)
def test_a_risk_travels_by_its_score_then_by_its_rag(old: dict[str, Any], new: dict[str, Any], where: Travel) -> None:
    before, after = (with_values(SCORED, **values) for values in (old, new))
    assert travel(register(before), register(after)) == {"r1": where}


def test_every_risk_that_stands_has_a_direction_and_what_was_not_there_is_new() -> None:
    old = register(risk("R1"), removed(risk("R2")), risk("R3"))
    new = register(risk("R1"), risk("R2"), removed(risk("R3")), risk("R4"))
    assert travel(old, new) == {"r1": Travel.SAME, "r2": Travel.NEW, "r4": Travel.NEW}


def test_with_nothing_to_compare_with_no_risk_has_a_direction() -> None:
    assert travel(None, register(risk())) == {}


def test_a_risk_travels_with_the_matrix_too() -> None:
    old = register(risk(probability=1, impact=2), matrix("MX1", "DD2092"))
    new = register(risk(probability=1, impact=2), matrix("MX1", "1-3 / 4-8 / 9-16"))
    assert travel(old, new) == {"r1": Travel.DOWN}
    assert told(between(list(old), list(new))[0])[:2] == ("edited", "cells")
