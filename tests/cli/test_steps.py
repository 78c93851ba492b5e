"""`loti steps`: what each method of buying goes through, and laying it out for the procurement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loti_tui.domain.steps import TEMPLATES
from tests.cli.conftest import KEPT, TYPED, Loti


def refs(loti: Loti) -> list[str]:
    return [one["ref"] for one in loti("show", "procurement", "--json").json]


def test_without_a_word_the_methods_are_listed_with_their_steps(loti: Loti) -> None:
    document = loti("steps", "--json").json
    assert [list(one) for one in document] == [["name", "sentence", "steps"]] * len(TEMPLATES)
    assert {one["name"]: len(one["steps"]) for one in document} == {
        name: len(template.steps) for name, template in TEMPLATES.items()
    }
    assert list(document[0]["steps"][0]) == ["stage", "title"]


@pytest.mark.parametrize("form", [[], ["--plain"]])
def test_the_list_says_for_whom_a_method_is_and_fits_80_columns(loti: Loti, form: list[str]) -> None:
    answer = loti("steps", *form)
    assert answer.status == 0
    flowing = " ".join(answer.out.split())
    for template in TEMPLATES.values():
        assert template.sentence in flowing
        assert all(title in flowing for _, title in template.steps)
    assert form or max(map(len, answer.out.splitlines())) <= 80


def test_listing_needs_no_register(bare: Loti) -> None:
    assert bare("steps").status == 0


def test_the_missing_steps_are_added_in_their_places_and_named(loti: Loti) -> None:
    before = refs(loti)
    answer = loti("steps", "tender", "--why", TYPED)
    added = answer.out.split()
    assert answer.status == 0
    assert added == ["S9", "S10", "S11", "S12"]
    assert answer.err == "4 steps of “tender” were added: S9, S10, S11 and S12.\n"
    after = refs(loti)
    assert [ref for ref in after if ref in before] == before
    titles: list[dict[str, Any]] = loti("show", "procurement", "--json").json
    assert [one["title"] for one in titles if one["ref"] in added] == [
        "Clarifications close", "Standstill ends", "Notices published", "Contract closed",
    ]  # fmt: skip
    assert after.index("S10") == after.index("S8") - 1
    assert loti("log", "S9", "--json").json[-1]["why"] == KEPT


def test_all_of_them_are_one_step_that_is_undone(loti: Loti) -> None:
    before = refs(loti)
    loti("steps", "tender")
    assert loti("undo").status == 0
    assert refs(loti) == before
    assert loti("undo").status == 1


def test_it_prints_its_batch_and_its_lines(loti: Loti) -> None:
    document = loti("steps", "quotes", "--json").json
    assert list(document) == ["batch", "changes"]
    assert {one["batch"] for one in document["changes"]} == {document["batch"]}


def test_a_name_of_two_words_needs_no_quotation_marks_and_a_beginning_is_enough(loti: Loti) -> None:
    assert "“direct award”" in loti("steps", "direct", "award").err
    assert "“tender”" in loti("steps", "TEND").err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["tendre"], "Did you mean “tender”?"),
        (["lottery"], "quotes, tender and direct award"),
        ([TYPED], KEPT),
        (["--json", "--plain"], "give one of them"),
    ],
)
def test_a_refusal_changes_nothing(loti: Loti, path: Path, words: list[str], part: str) -> None:
    before = path.read_bytes()
    answer = loti("steps", *words)
    assert (answer.status, answer.out) == (2, "")
    assert part in answer.err
    assert answer.is_harmless
    assert path.read_bytes() == before


def test_where_no_step_is_missing_or_nothing_is_bought_that_is_said(loti: Loti, bare: Loti, tmp_path: Path) -> None:
    loti("steps", "tender")
    again = loti("steps", "tender")
    assert (again.status, "has every step" in again.err) == (2, True)
    there = ("--register", str(tmp_path / "b.loti"))
    bare("init", "--blank", *there)
    nothing = bare("steps", "tender", *there)
    assert (nothing.status, "no procurement" in nothing.err) == (2, True)
