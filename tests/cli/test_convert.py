"""`loti convert`: a risk that has happened becomes an issue and keeps its history."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import KEPT, TYPED, Loti


def test_a_risk_becomes_an_issue_whose_reference_is_printed(loti: Loti) -> None:
    answer = loti("convert", "r1", "--why", "the provider asked for four more weeks")
    assert (answer.status, answer.out) == (0, "I1\n")
    assert answer.err == "R1 has occurred and is issue I1 now.\n"
    issue = loti("show", "I1", "--json").json
    risk = loti("show", "R1", "--json").json
    assert (issue["risk"], issue["description"], issue["raised_on"], issue["status"]) == (
        "R1", risk["description"], "2017-04-06", "open",
    )  # fmt: skip
    assert risk["status"] == "occurred"


def test_the_reason_is_kept_with_the_act_and_the_risk_keeps_its_history(loti: Loti) -> None:
    loti("set", "R1", "impact=3", "--why", "a supplier withdrew")
    loti("convert", "R1", "--why", TYPED)
    why = [one["why"] for one in loti("log", "R1", "--json").json]
    assert why[-1] == KEPT
    assert "a supplier withdrew" in why
    assert loti("log", "I1").is_harmless


def test_it_prints_its_batch_and_its_lines(loti: Loti) -> None:
    document = loti("convert", "R1", "--why", "x", "--json").json
    assert list(document) == ["batch", "changes"]
    assert {(one["ref"], one["field"], one["new"]) for one in document["changes"]} >= {
        ("R1", "status", "occurred"),
        ("I1", "risk", "R1"),
    }


def test_it_is_one_step_that_is_undone(loti: Loti) -> None:
    loti("convert", "R1", "--why", "x")
    assert loti("undo").status == 0
    assert loti("show", "R1", "--json").json["status"] == "open"
    assert loti("show", "issues", "--json").json == []


def test_the_event_of_the_risk_is_what_the_issue_says(loti: Loti) -> None:
    loti("set", "R1", f"event={TYPED}")
    loti("convert", "R1", "--why", "x")
    answer = loti("show", "I1")
    assert KEPT in answer.out
    assert answer.is_harmless


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["R1"], "needs a reason. Nothing was changed. Add --why and a few words."),
        (["R1", "--why", "\u200b"], "needs a reason"),
        (["M1", "--why", "x"], "M1 is a milestone"),
        (["R9", "--why", "x"], "There is no “R9”"),
        ([TYPED, "--why", "x"], KEPT),
    ],
)
def test_a_refusal_changes_nothing(loti: Loti, path: Path, words: list[str], part: str) -> None:
    before = path.read_bytes()
    answer = loti("convert", *words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert "Nothing was changed." in answer.err
    assert answer.is_harmless
    assert path.read_bytes() == before


def test_what_has_occurred_or_was_closed_does_not_become_an_issue_again(loti: Loti, path: Path) -> None:
    loti("convert", "R1", "--why", "x")
    loti("set", "R2", "status=closed")
    before = path.read_bytes()
    for ref in ("R1", "R2"):
        answer = loti("convert", ref, "--why", "x")
        assert answer.status == 2
        assert "only an open risk" in answer.err
    assert path.read_bytes() == before
