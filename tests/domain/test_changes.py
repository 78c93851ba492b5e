"""The log adds up, whatever the order in which its changes are read."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.changes import Change, adds_up, consequences, ends
from loti_tui.domain.fields import Plain

FIELDS = [("risk", "r1", "impact"), ("risk", "r1", "owner"), ("milestone", "m1", "title")]


def change(id: str, value: Plain, *after: str, at: int = 0, key: tuple[str, str, str] = FIELDS[0]) -> Change:
    return Change(id, f"b-{id}", f"2017-04-06T00:00:{at:02}.000000Z", *key, value, frozenset(after))


@st.composite
def logs(draw: st.DrawFn) -> list[Change]:
    """Changes of three fields, each of which replaces any of the earlier ones of its field; clocks may be equal."""
    made: list[Change] = []
    for number in range(draw(st.integers(0, 12))):
        key = draw(st.sampled_from(FIELDS))
        before = [one.id for one in made if (one.kind, one.item, one.field) == key]
        seen = draw(st.sets(st.sampled_from(before))) if before else set[str]()
        made.append(change(f"c{number}", number, *seen, at=draw(st.integers(0, 3)), key=key))
    return made


@given(logs(), st.randoms(use_true_random=False))
def test_neither_ends_nor_sum_depend_on_the_order_of_the_changes(log: list[Change], random: Random) -> None:
    shuffled = log[:]
    random.shuffle(shuffled)
    assert ends(shuffled) == ends(log)
    assert adds_up(shuffled) == adds_up(log)


@given(logs())
def test_a_replaced_change_is_never_an_end_and_every_other_one_is(log: list[Change]) -> None:
    replaced = {earlier for one in log for earlier in one.after}
    standing = {one.id for of_field in ends(log).values() for one in of_field}
    assert standing == {one.id for one in log} - replaced


@given(logs())
def test_every_field_that_was_ever_changed_has_a_value(log: list[Change]) -> None:
    summed = {(kind, item, field) for (kind, item), fields in adds_up(log).items() for field in fields}
    assert summed == {(one.kind, one.item, one.field) for one in log}


@given(logs())
def test_the_sum_is_the_newest_end_of_each_field(log: list[Change]) -> None:
    summed = adds_up(log)
    for (kind, item, field), standing in ends(log).items():
        newest = max(standing, key=lambda one: (one.at, one.id))
        assert standing[0] == newest
        assert summed[kind, item][field] == newest.value


def test_an_empty_log_adds_up_to_nothing() -> None:
    assert ends([]) == {}
    assert adds_up([]) == {}


def test_the_log_may_come_from_an_iterator() -> None:
    log = [change("a", 1), change("b", 2, "a")]
    assert adds_up(iter(log)) == {("risk", "r1"): {"impact": 2}}


def test_a_later_change_that_saw_the_earlier_one_is_the_only_end() -> None:
    first, second = change("a", 1, at=1), change("b", 2, "a", at=2)
    assert ends([first, second]) == {FIELDS[0]: [second]}


def test_what_was_seen_counts_and_not_the_clock() -> None:
    first, second = change("a", 1, at=9), change("b", 2, "a", at=0)
    assert ends([first, second]) == {FIELDS[0]: [second]}


def test_two_edits_that_did_not_see_each_other_are_a_conflict_with_the_newest_first() -> None:
    first, mine, theirs = change("a", 1), change("b", 2, "a", at=1), change("c", 3, "a", at=2)
    assert ends([first, mine, theirs]) == {FIELDS[0]: [theirs, mine]}
    assert adds_up([first, mine, theirs]) == {("risk", "r1"): {"impact": 3}}


def test_two_edits_of_the_same_moment_are_ordered_in_the_same_way_everywhere() -> None:
    mine, theirs = change("b", 2, at=1), change("c", 3, at=1)
    assert ends([mine, theirs]) == ends([theirs, mine]) == {FIELDS[0]: [theirs, mine]}


def test_an_edit_that_names_both_sides_settles_a_conflict() -> None:
    log = [change("a", 1), change("b", 2, "a"), change("c", 3, "a"), change("d", 2, "b", "c")]
    assert [one.id for one in ends(log)[FIELDS[0]]] == ["d"]


def test_the_same_line_read_twice_counts_once_in_the_sum() -> None:
    log = [change("a", 1), change("b", 2, "a")]
    assert adds_up(log + log) == adds_up(log)


def test_a_value_that_was_cleared_is_in_the_sum_as_nothing() -> None:
    assert adds_up([change("a", 1), change("b", None, "a")]) == {("risk", "r1"): {"impact": None}}


@pytest.mark.parametrize("score", ["probability", "impact"])
def test_a_new_score_clears_the_recorded_rag_and_its_reason(score: str) -> None:
    assert consequences("risk", {score: 3}, "two suppliers withdrew") == {"rag_recorded": None, "rag_reason": None}


def test_a_score_that_is_cleared_clears_the_recorded_rag_too() -> None:
    assert consequences("risk", {"impact": None}, "") == {"rag_recorded": None, "rag_reason": None}


def test_a_recorded_rag_takes_the_acts_reason() -> None:
    assert consequences("risk", {"rag_recorded": "R"}, "the board says so") == {"rag_reason": "the board says so"}


def test_a_recorded_rag_without_a_reason_keeps_no_older_one() -> None:
    assert consequences("risk", {"rag_recorded": "R"}, "") == {"rag_reason": None}


def test_clearing_the_recorded_rag_clears_its_reason_whatever_the_acts_reason() -> None:
    assert consequences("risk", {"rag_recorded": None}, "as computed") == {"rag_reason": None}


def test_an_explicit_rag_beside_a_new_score_wins() -> None:
    edited: dict[str, Plain] = {"impact": 3, "rag_recorded": "G"}
    assert consequences("risk", edited, "mitigated") == {"rag_reason": "mitigated"}


def test_an_explicit_reason_wins_over_the_acts() -> None:
    assert consequences("risk", {"rag_recorded": "R", "rag_reason": "section 4a"}, "typed in") == {}


def test_an_explicit_reason_beside_a_new_score_is_kept() -> None:
    assert consequences("risk", {"impact": 3, "rag_reason": "to be judged"}, "") == {"rag_recorded": None}


@pytest.mark.parametrize("field", ["owner", "description", "target_impact", "target_probability", "status"])
def test_any_other_edit_of_a_risk_has_no_consequence(field: str) -> None:
    assert consequences("risk", {field: None}, "because") == {}


@pytest.mark.parametrize("kind", ["step", "milestone"])
def test_an_actual_date_means_done(kind: str) -> None:
    assert consequences(kind, {"actual": "2017-05-02"}, "") == {"status": "done"}


@pytest.mark.parametrize("kind", ["step", "milestone"])
def test_an_explicit_status_beside_an_actual_date_wins(kind: str) -> None:
    assert consequences(kind, {"actual": "2017-05-02", "status": "started"}, "") == {}


@pytest.mark.parametrize("kind", ["step", "milestone"])
def test_clearing_an_actual_date_changes_no_status(kind: str) -> None:
    assert consequences(kind, {"actual": None}, "") == {}


def test_scores_and_actual_dates_of_other_kinds_have_no_consequence() -> None:
    assert consequences("issue", {"impact": 3, "actual": "2017-05"}, "x") == {}
