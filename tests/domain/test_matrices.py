"""Changing the matrix: presets and typed cells, the day from which they hold, and which risks they would move."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.changes import Batch
from loti_tui.domain.item import Item
from loti_tui.domain.items import Risk
from loti_tui.domain.matrices import OWN, called, changed, moves, preset, read_cells
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import PRESETS, SCALE, Rag
from loti_tui.domain.state import State
from tests.domain.findings.cases import make, matrix, risk
from tests.domain.findings.cases import register as in_memory

DD2092, STRICT = PRESETS["DD2092"](), PRESETS["1-3 / 4-8 / 9-16"]()
Pairs = dict[tuple[int, int], Rag]
APRIL_6, MAY_1 = date(2017, 4, 6), date(2017, 5, 1)
CELLS = st.fixed_dictionaries({(i, p): st.sampled_from(Rag) for i in SCALE for p in SCALE})


@pytest.mark.parametrize("typed", ["DD2092", "dd2092", " DD 2092 ", "dd", "d"])
def test_a_preset_is_found_by_its_name_or_the_beginning_of_it(typed: str) -> None:
    assert preset(typed) == DD2092


@pytest.mark.parametrize("typed", ["1-3 / 4-8 / 9-16", "1-3/4-8/9-16", "1-3", "1"])
def test_spaces_make_no_difference(typed: str) -> None:
    assert preset(typed) == STRICT


@pytest.mark.parametrize("typed", ["", "  ", "2092", "DD2092x", "4-8"])
def test_any_other_name_is_refused_with_those_there_are(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        preset(typed)
    assert caught.value.sentence.endswith("The presets are: DD2092; 1-3 / 4-8 / 9-16.")


@pytest.mark.parametrize("typed", ["3,2=R", "3,2=r", " 3 , 2 = R ", "3,2=red", "3,2=Red"])
def test_a_cell_is_typed_as_impact_probability_and_rag(typed: str) -> None:
    assert read_cells([typed], DD2092) == {**DD2092, (3, 2): Rag.RED}


def test_several_cells_are_set_at_once_and_the_last_of_one_counts() -> None:
    cells = read_cells(["1,1=A", "4,4=G", "1,1=R"], DD2092)
    assert cells == {**DD2092, (1, 1): Rag.RED, (4, 4): Rag.GREEN}


def test_the_cells_before_stay_as_they_were() -> None:
    before = dict(DD2092)
    read_cells(["1,1=R"], before)
    assert before == DD2092


@pytest.mark.parametrize(
    "typed", ["", "3,2", "3,2=", "3,2=X", "3,2=RA", "5,1=R", "0,1=R", "3;2=R", "3,2=R,A", "33,2=R"]
)
def test_what_is_no_cell_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        read_cells([typed], DD2092)
    assert caught.value.sentence == (
        f"“{typed}” is not a cell: write impact, probability and RAG, such as 3,2=A. A RAG is G (Green), A (Amber) or "
        f"R (Red)."
    )


@given(CELLS, CELLS)
def test_any_cells_can_be_typed_one_by_one(before: Pairs, wanted: Pairs) -> None:
    assert read_cells([f"{i},{p}={rag}" for (i, p), rag in wanted.items()], before) == wanted


def test_a_matrix_is_called_by_its_preset_or_the_boards_own() -> None:
    assert called(DD2092) == "DD2092"
    assert called(STRICT) == "1-3 / 4-8 / 9-16"
    assert called({**DD2092, (1, 1): Rag.RED}) == OWN == "The board's own"


# -- which risks it would move ---------------------------------------------------------------------------------------


def rated(*risks: Item, day: date | None = None) -> State:
    """A register of these risks under the matrix of DD2092, read on a day."""
    state = in_memory(matrix("MX1", "DD2092"), *risks)
    return state.on(day) if day else state


def test_the_open_risks_that_would_be_rated_otherwise_are_told_by_reference() -> None:
    state = rated(risk("R10", impact=1), risk("R2", impact=1), risk("R3"), risk("R4", impact=1, status="closed"))
    assert [move.sentence for move in moves(state, STRICT)] == [
        "R2: Amber would be Green.",
        "R10: Amber would be Green.",
    ]


def test_the_same_cells_move_nothing() -> None:
    assert moves(rated(risk("R1"), risk("R2", impact=None)), DD2092) == []


def test_a_risk_that_is_not_scored_does_not_move() -> None:
    assert moves(rated(risk(impact=None, rag_recorded="A")), STRICT) == []


def test_a_recorded_rag_stays_and_what_is_shown_with_it() -> None:
    (move,) = moves(rated(risk(impact=1, rag_recorded="A")), STRICT)
    assert move.sentence == "R1: Amber would be Green; the recorded RAG stays Amber."
    assert not move.shown_moves
    (move,) = moves(rated(risk(impact=1)), STRICT)
    assert move.shown_moves


def test_under_the_second_preset_r3_and_r4_of_the_form_show_recorded_amber_beside_computed_green(
    register: Register,
) -> None:
    assert [move.sentence for move in moves(register.state(), STRICT)] == [
        "R3: Amber would be Green; the recorded RAG stays Amber.",
        "R4: Amber would be Green; the recorded RAG stays Amber.",
    ]


def test_what_would_move_is_told_against_the_matrix_of_the_day() -> None:
    both = [matrix("MX1", "DD2092"), matrix("MX2", "1-3 / 4-8 / 9-16", "2017-05-01")]
    state = in_memory(*both, risk(impact=1))
    assert [move.sentence for move in moves(state.on(APRIL_6), STRICT)] == ["R1: Amber would be Green."]
    assert moves(state.on(MAY_1), STRICT) == []
    assert [move.sentence for move in moves(state.on(MAY_1), DD2092)] == ["R1: Green would be Amber."]


@given(CELLS, st.integers(1, 4), st.integers(1, 4))
def test_a_risk_moves_just_where_its_cell_does(cells: Pairs, impact: int, probability: int) -> None:
    state = rated(risk(impact=impact, probability=probability))
    pair = impact, probability
    assert bool(moves(state, cells)) == (cells[pair] is not DD2092[pair])


# -- the day from which it holds -------------------------------------------------------------------------------------


def store(kept: Register, cells: Pairs, since: date) -> None:
    kept.apply(Batch("Ann", changed(kept.state(), cells, since), "Agreed by the board"))


def rag_of_r3(kept: Register, day: date) -> Rag | None:
    item = kept.state().find("R3")
    assert isinstance(item, Risk)
    return kept.state().on(day).judgement(item).computed


def test_a_matrix_holds_from_its_day_and_an_earlier_day_keeps_its_own(register: Register) -> None:
    store(register, STRICT, MAY_1)
    state = register.state()
    assert [one.title for one in state.matrices] == ["DD2092", "1-3 / 4-8 / 9-16"]
    assert state.on(date(2017, 4, 30)).cells == DD2092
    assert state.on(MAY_1).cells == state.on(date(2099, 1, 1)).cells == STRICT
    assert [rag_of_r3(register, day) for day in (APRIL_6, MAY_1)] == [Rag.AMBER, Rag.GREEN]


def test_another_change_on_the_same_day_changes_that_days_matrix(register: Register) -> None:
    store(register, STRICT, MAY_1)
    own = {**STRICT, (1, 4): Rag.RED}
    store(register, own, MAY_1)
    state = register.state()
    assert [one.title for one in state.matrices] == ["DD2092", OWN]
    assert state.on(MAY_1).cells == own
    assert state.on(APRIL_6).cells == DD2092


def test_a_matrix_between_two_holds_until_the_later_one(register: Register) -> None:
    store(register, STRICT, MAY_1)
    own = {**DD2092, (1, 1): Rag.AMBER}
    store(register, own, date(2017, 4, 20))
    state = register.state()
    days = [date(2017, 4, 19), date(2017, 4, 20), date(2017, 4, 30), MAY_1]
    assert [state.on(day).cells for day in days] == [DD2092, own, own, STRICT]


def test_a_change_of_the_matrix_is_undone_in_one_step(register: Register) -> None:
    before = register.state()
    store(register, STRICT, MAY_1)
    register.undo(who="Ann")
    assert register.state().matrices == before.matrices
    assert register.state().on(MAY_1).cells == DD2092


def test_a_change_of_the_matrix_changes_no_risk(register: Register) -> None:
    before = register.state().risks
    store(register, STRICT, MAY_1)
    assert register.state().risks == before


def test_a_matrix_that_has_no_day_is_not_taken_for_that_of_a_day() -> None:
    edits = changed(in_memory(matrix("MX1", "DD2092")), STRICT, APRIL_6)
    assert {edit.item for edit in edits}.isdisjoint({"mx1"})
    assert {edit.field: edit.value for edit in edits}["effective_on"] == "2017-04-06"


def test_a_matrix_that_was_removed_is_left_alone() -> None:
    gone = make("matrix", "MX2", removed=True, effective_on="2017-04-06")
    edits = changed(in_memory(gone), STRICT, APRIL_6)
    assert {edit.item for edit in edits}.isdisjoint({"mx2"})
