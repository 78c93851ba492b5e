"""A state that moves on keeps its order: the same stands as where everything is sorted anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Risk, Step
from loti_tui.domain.state import State

REFS = st.sampled_from(["R1", "R2", "R02", "R10", "R9b", "odd", ""])
"""Two of them, R2 and R02, have the same place: the one that was stored first comes first."""
RISKS = st.builds(
    Risk,
    id=st.sampled_from("abcdef"),
    ref=REFS,
    removed=st.booleans(),
    impact=st.sampled_from([None, 1, 4]),
    probability=st.sampled_from([1, 2]),
    status=st.sampled_from(["open", "closed"]),
)
STEPS = st.builds(
    Step, id=st.sampled_from("uvwxyz"), ref=REFS, removed=st.booleans(), position=st.sampled_from([None, 1, 2, 3])
)
ACTS = st.lists(st.lists(RISKS | STEPS, max_size=4), max_size=12)


def told(state: State) -> list[tuple[Item, ...]]:
    """What stands, kind by kind."""
    return [state.of(kind) for kind in KINDS]


@given(ACTS)
def test_what_stands_after_any_acts_stands_in_the_same_order_as_sorted_anew(acts: list[list[Item]]) -> None:
    state = State({})
    for items in acts:
        told(state)  # so that the order is known, and moves on
        state = state.after(items, [])
        assert told(state) == told(State(state.items))


@given(ACTS)
def test_the_matrix_holds_after_any_acts_what_it_holds_when_worked_out_anew(acts: list[list[Item]]) -> None:
    state = State({})
    for items in acts:
        assert state.open_at == State(state.items).open_at
        state = state.after(items, [])
    assert state.open_at == State(state.items).open_at


def test_an_item_that_stays_in_its_place_is_the_only_one_that_is_another() -> None:
    risks = [Risk(id=f"r{number}", ref=f"R{number}") for number in range(1, 200)]
    state = State({one.id: one for one in risks})
    assert len(state.risks) == 199
    now = state.after([replace(risks[99], impact=4)], [])
    assert [one for one, before in zip(now.risks, state.risks, strict=True) if one is not before] == [now.items["r100"]]


def test_the_order_is_known_on_another_day_too() -> None:
    state = State({"r": Risk(id="r", ref="R1")})
    known = state.risks
    assert state.on(date(2017, 4, 6)).risks is known


def test_the_matrix_holds_the_open_risks_that_are_scored_by_reference() -> None:
    risks = [
        Risk(id="a", ref="R10", impact=4, probability=1),
        Risk(id="b", ref="R9", impact=4, probability=1),
        Risk(id="c", ref="R1", impact=4, probability=1, status="closed"),
        Risk(id="d", ref="R2", impact=4),
        Risk(id="e", ref="R3", impact=1, probability=2, removed=True),
    ]
    state = State({one.id: one for one in risks})
    assert {pair: [one.ref for one in there] for pair, there in state.open_at.items()} == {(4, 1): ["R9", "R10"]}
