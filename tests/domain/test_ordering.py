"""The order of a table's rows: several columns, each either way round, and nothing without a value before one with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Milestone, Risk, Step
from loti_tui.domain.ordering import MOST, Order, SortKey, in_order, order_marks, order_words, pressed, turned, value_of
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)
HEADINGS = {"rag": "RAG", "owner": "Owner", "score": "Score"}


def risk(ref: str, owner: str | None = None, **fields: Any) -> Risk:
    return Risk(id=f"id of {ref}", ref=ref, description=ref, owner=owner, **fields)


def refs(kind: str, order: Order, *items: Item) -> list[str]:
    state = State({item.id: item for item in items})
    return [item.ref for item in in_order(items, order, lambda name: value_of(kind, name, state, TODAY))]


def test_a_column_comes_first_and_those_before_it_come_next() -> None:
    order = pressed(pressed((), "owner"), "rag")
    assert order == (SortKey("rag"), SortKey("owner"))
    assert order_words(order, HEADINGS) == "RAG, then Owner"


def test_the_first_column_again_is_no_order_any_more() -> None:
    assert pressed((SortKey("rag", backwards=True), SortKey("owner")), "rag") == ()


def test_a_later_column_again_comes_first_and_stands_once() -> None:
    assert pressed((SortKey("rag"), SortKey("owner")), "owner") == (SortKey("owner"), SortKey("rag"))


def test_an_order_has_three_columns_at_most_and_lets_the_oldest_go() -> None:
    order: Order = ()
    for name in ("ref", "owner", "score", "rag"):
        order = pressed(order, name)
    assert [key.name for key in order] == ["rag", "score", "owner"]
    assert len(order) == MOST


def test_turning_a_column_puts_it_first_the_other_way_round_and_again_back() -> None:
    once = turned((SortKey("owner"), SortKey("rag")), "rag")
    assert once == (SortKey("rag", backwards=True), SortKey("owner"))
    assert turned(once, "rag") == (SortKey("rag"), SortKey("owner"))
    assert order_words(once, HEADINGS) == "RAG, the other way round, then Owner"


def test_the_headings_have_an_arrow_and_a_number_where_there_are_several() -> None:
    assert order_marks((SortKey("rag", backwards=True),)) == {"rag": ("▼", "")}
    assert order_marks((SortKey("rag"), SortKey("owner", backwards=True))) == {"rag": ("▲", "1"), "owner": ("▼", "2")}


def test_equal_ones_are_ordered_by_the_next_column() -> None:
    items = risk("R1", "Zoë"), risk("R2", "Ann", impact=4), risk("R3", "Ann", impact=1)
    assert refs("risk", (SortKey("owner"), SortKey("impact")), *items) == ["R3", "R2", "R1"]
    assert refs("risk", (SortKey("owner", backwards=True), SortKey("impact")), *items) == ["R1", "R3", "R2"]


@pytest.mark.parametrize("backwards", [False, True])
def test_what_has_no_value_stands_last_either_way_round(backwards: bool) -> None:
    items = risk("R1"), risk("R2", "Zoë"), risk("R3", "Ann")
    assert refs("risk", (SortKey("owner", backwards),), *items)[-1] == "R1"


def test_names_are_ordered_whatever_their_case_and_accents() -> None:
    items = risk("R1", "Élise"), risk("R2", "emil"), risk("R3", "Dora"), risk("R4", "FRED")
    assert refs("risk", (SortKey("owner"),), *items) == ["R3", "R1", "R2", "R4"]


def test_references_are_ordered_by_their_numbers() -> None:
    assert refs("risk", (SortKey("ref"),), risk("R10"), risk("R9")) == ["R9", "R10"]


def test_dates_of_any_precision_are_ordered_by_the_first_day() -> None:
    items = [
        risk(ref, review_on=PartialDate(day))
        for ref, day in (("R1", "2017-12"), ("R2", "2017-Q2"), ("R3", "2017-04-07"))
    ]
    assert refs("risk", (SortKey("review_on"),), *items) == ["R2", "R3", "R1"]


def test_items_that_are_pointed_to_are_ordered_by_their_references() -> None:
    risks = risk("R10"), risk("R9")
    actions = [Action(id=ref, ref=ref, risk=one.id) for ref, one in zip(("A1", "A2"), risks, strict=True)]
    state = State({item.id: item for item in (*risks, *actions)})
    found = in_order(actions, (SortKey("risk"),), lambda name: value_of("action", name, state, TODAY))
    assert [item.ref for item in found] == ["A2", "A1"]


def test_a_scale_is_ordered_by_its_steps() -> None:
    items = [Milestone(id=c, ref=c, confidence=c) for c in ("R", "AG", "G", "A")]
    assert refs("milestone", (SortKey("confidence"),), *items) == ["G", "AG", "A", "R"]


def test_milestones_are_ordered_by_their_rag_and_by_how_far_they_have_moved() -> None:
    late = Milestone(id="M1", ref="M1", baseline=PartialDate("2017-03"), forecast=PartialDate("2017-03"))
    moved = Milestone(id="M2", ref="M2", baseline=PartialDate("2017-05"), forecast=PartialDate("2017-07"))
    early = Milestone(id="M3", ref="M3", baseline=PartialDate("2017-08"), forecast=PartialDate("2017-06"))
    undated = Milestone(id="M4", ref="M4")
    items = undated, late, moved, early
    assert refs("milestone", (SortKey("rag", backwards=True),), *items) == ["M1", "M2", "M3", "M4"]
    assert refs("milestone", (SortKey("variance", backwards=True),), *items) == ["M2", "M1", "M3", "M4"]


def test_steps_are_ordered_by_the_stages_of_a_procurement() -> None:
    items = [Step(id=s, ref=s, stage=s) for s in ("contract", "award", "invitation")]
    assert refs("step", (SortKey("stage"),), *items) == ["invitation", "award", "contract"]


@given(st.lists(st.tuples(st.sampled_from(["Ann", "Bo", None]), st.sampled_from([1, 2, None]))))
def test_no_item_is_lost_and_equal_ones_keep_their_places(rows: list[tuple[str | None, int | None]]) -> None:
    items = [risk(f"R{place}", owner, impact=impact) for place, (owner, impact) in enumerate(rows)]
    found = refs("risk", (SortKey("owner", backwards=True), SortKey("impact")), *items)
    assert sorted(found) == sorted(item.ref for item in items)
    by_ref = {item.ref: item for item in items}
    like = [(by_ref[ref].owner, by_ref[ref].impact) for ref in found]
    assert all(a != b or int(x[1:]) < int(y[1:]) for x, y, a, b in zip(found, found[1:], like, like[1:], strict=False))
