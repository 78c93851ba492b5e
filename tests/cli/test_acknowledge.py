"""`loti acknowledge`: a finding that is accepted, with a reason, until a day on which it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import KEPT, TYPED, Loti

UNTIL = ("--until", "31 may 2017")


def found(loti: Loti, code: str, *words: str) -> list[str]:
    return [one["ref"] for one in loti("check", "--json", *words).json if one["code"] == code]


@pytest.fixture
def two_notices(loti: Loti) -> None:
    """The procurement owes two notices, since the award and the contract have happened."""
    loti("set", "S7", "actual=3 apr 2017")
    loti("set", "S8", "actual=5 apr 2017")
    assert found(loti, "notice-due") == ["P1", "P1"]


def test_a_finding_is_accepted_until_its_day_and_then_comes_back(loti: Loti) -> None:
    answer = loti("acknowledge", "owner-is-a-unit", "R1", *UNTIL, "--why", "a person is named in May")
    assert (answer.status, answer.out) == (0, "K1\n")
    assert answer.err == (
        "1 finding is accepted and comes back on Wed 31 May 2017. “loti remove K1 --why TEXT” brings it back before.\n"
    )
    assert "R1" not in found(loti, "owner-is-a-unit")
    assert "R1" not in found(loti, "owner-is-a-unit", "--today", "2017-05-30")
    assert "R1" in found(loti, "owner-is-a-unit", "--today", "2017-05-31")


def test_it_is_taken_back_as_it_says_and_can_be_restored(loti: Loti) -> None:
    loti("acknowledge", "owner-is-a-unit", "R1", *UNTIL, "--why", "x")
    assert loti("remove", "K1", "--why", "not after all").status == 0
    assert "R1" in found(loti, "owner-is-a-unit")
    assert loti("restore", "K1").status == 0
    assert "R1" not in found(loti, "owner-is-a-unit")


def test_it_is_one_step_that_is_undone(loti: Loti) -> None:
    loti("acknowledge", "owner-is-a-unit", "R1", *UNTIL, "--why", "x")
    assert loti("undo").status == 0
    assert "R1" in found(loti, "owner-is-a-unit")


def test_who_accepted_one_before_gives_it_the_new_reason_and_day(loti: Loti) -> None:
    loti("acknowledge", "owner-is-a-unit", "R1", *UNTIL, "--why", "x")
    answer = loti("acknowledge", "owner-is-a-unit", "R1", "--until", "1 jun 2017", "--why", TYPED, "--json")
    assert list(answer.json) == ["batch", "changes"]
    assert [(one["ref"], one["field"], one["new"]) for one in answer.json["changes"]] == [
        ("K1", "reason", KEPT),
        ("K1", "until", "2017-06-01"),
    ]
    assert answer.is_harmless


def test_several_findings_of_one_code_are_accepted_in_one_act(loti: Loti, two_notices: None) -> None:
    answer = loti("acknowledge", "notice-due", "P1", *UNTIL, "--why", "TfL publishes them")
    assert (answer.status, answer.out) == (0, "K1\nK2\n")
    assert answer.err.startswith("2 findings are accepted and come back on Wed 31 May 2017.")
    assert found(loti, "notice-due") == []
    assert loti("undo").status == 0
    assert found(loti, "notice-due") == ["P1", "P1"]


def test_words_of_its_sentence_narrow_them_to_one(loti: Loti, two_notices: None) -> None:
    answer = loti("acknowledge", "notice-due", "P1", "--about", "transparency CODE", *UNTIL, "--why", "x")
    assert (answer.status, answer.out) == (0, "K1\n")
    (left,) = [one for one in loti("check", "--json").json if one["code"] == "notice-due"]
    assert "Transparency" not in left["sentence"]


def test_words_are_whole_words(loti: Loti, two_notices: None) -> None:
    answer = loti("acknowledge", "notice-due", "P1", "--about", "Trans", *UNTIL, "--why", "x")
    assert (answer.status, answer.out) == (1, "")


def test_what_is_accepted_is_shown_by_what_it_is_about(loti: Loti, two_notices: None) -> None:
    loti("acknowledge", "owner-is-a-unit", "R1", *UNTIL, "--why", TYPED)
    loti("acknowledge", "notice-due", "P1", *UNTIL, "--why", "x")
    page = loti("show", "acknowledgements").out
    row = next(line for line in page.splitlines() if line.startswith("K1"))
    assert row.split()[:3] == ["K1", "owner-is-a-unit", "R1"]
    assert KEPT in " ".join(page.split())
    lines = loti("show", "K2", "--plain").out.splitlines()
    assert any(line.startswith("About the item: P1, ") for line in lines)


@pytest.mark.parametrize("code", ["OWNER-IS-A-UNIT", "owner_is_a_unit", "owner is a unit"])
def test_a_code_may_be_typed_in_any_case_and_with_spaces(loti: Loti, code: str) -> None:
    assert loti("acknowledge", code, "r1", *UNTIL, "--why", "x").status == 0


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["owner-is-a-unit", "R1", *UNTIL], "needs a reason. Nothing was changed. Add --why and a few words."),
        (["owner-is-a-unit", "R1", *UNTIL, "--why", " \u2060"], "needs a reason"),
        (["owner-is-a-unit", "R1", "--why", "x"], "add --until and the day"),
        (["owner-is-a-unit", "R1", "--until", "may 2017", "--why", "x"], "a day such as"),
        (["owner-is-a-unit", "R1", "--until", "today", "--why", "x"], "a day after Thu 6 Apr 2017"),
        (["owner-is-a-unit", "R9", *UNTIL, "--why", "x"], "There is no “R9”"),
        (["owner-is-a-unti", "R1", *UNTIL, "--why", "x"], "Did you mean “owner-is-a-unit”?"),
        ([TYPED, "R1", *UNTIL, "--why", "x"], KEPT),
        (["owner-is-a-unit", TYPED, *UNTIL, "--why", "x"], KEPT),
    ],
)
def test_words_that_cannot_be_used_change_nothing(loti: Loti, path: Path, words: list[str], part: str) -> None:
    before = path.read_bytes()
    answer = loti("acknowledge", *words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert "Nothing was changed." in answer.err
    assert answer.is_harmless
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["not-scored", "R1"], "R1 has no finding “not-scored” now. What is found in R1: owner-is-a-unit."),
        (["not-scored", "S2"], "S2 has no finding “not-scored” now. Nothing is found in it."),
        (["owner-is-a-unit", "R1", "--about", TYPED], f"says “{KEPT}”. Found is: The owner of R1"),
    ],
)
def test_what_is_not_found_now_is_answered_with_what_is(loti: Loti, path: Path, words: list[str], part: str) -> None:
    before = path.read_bytes()
    answer = loti("acknowledge", *words, *UNTIL, "--why", "x")
    assert (answer.status, answer.out) == (1, "")
    assert part in answer.err
    assert "Nothing was changed." in answer.err
    assert answer.is_harmless
    assert path.read_bytes() == before
