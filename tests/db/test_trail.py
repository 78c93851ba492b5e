"""What the rules look back on, read from the log of a real register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.trail import Turn

MADE = datetime(2017, 4, 6, 8, 59, tzinfo=UTC)
"""When the file is made; its first act follows a minute later."""


def clock() -> Callable[[], datetime]:
    """A clock that goes on by a minute with each look at it."""

    def minutes() -> Iterator[datetime]:
        now = MADE
        while True:
            yield now
            now += timedelta(minutes=1)

    ticking = minutes()
    return lambda: next(ticking)


@pytest.fixture
def register(path: Path) -> Register:
    """The register of DD2092, made at nine in the morning."""
    return Register.create(path, [dd2092.first_batch("Jo")], now=clock())


def put(register: Register, ref: str, **values: Plain) -> str:
    """Store values of an item in one act; the act's id."""
    item = register.state().find(ref)
    edits = tuple(Edit(item.KIND, item.id, name, value) for name, value in values.items())
    batch = register.apply(Batch("Ann", edits, "Agreed")).batch
    assert batch is not None
    return batch


def turns(register: Register, ref: str) -> list[tuple[str, Plain, Plain]]:
    """(field, old, new) of everything that became of an item's watched fields."""
    item = register.state().find(ref, removed=True)
    return [(one.field, one.old, one.new) for one in register.trail().turns.get(item.id, ())]


def test_a_new_register_has_no_turns_and_knows_since_when_each_item_is_there(register: Register) -> None:
    trail = register.trail()
    assert trail.turns == {}
    state = register.state()
    assert trail.added == dict.fromkeys(
        (one.id for one in (*state.risks, *state.milestones)), "2017-04-06T09:00:00.000000Z"
    )


def test_a_turn_tells_its_act_its_moment_and_both_values(register: Register) -> None:
    batch = put(register, "R1", impact=4)
    risk = register.state().find("R1")
    (turn,) = register.trail().of_item(risk.id, "impact")
    assert turn == Turn(batch, "2017-04-06T09:01:00.000000Z", risk.id, "impact", 2, 4)


def test_what_follows_from_a_change_is_a_turn_of_the_same_act(register: Register) -> None:
    batch = put(register, "R1", impact=4)
    assert turns(register, "R1") == [("impact", 2, 4), ("rag_recorded", "A", None)]
    risk = register.state().find("R1")
    assert {one.batch for one in register.trail().turns[risk.id]} == {batch}


def test_turns_stand_oldest_first(register: Register) -> None:
    for impact in (3, 4, 1):
        put(register, "R1", impact=impact)
    assert [new for name, _, new in turns(register, "R1") if name == "impact"] == [3, 4, 1]


def test_fields_and_kinds_that_are_not_watched_leave_no_turns(register: Register) -> None:
    put(register, "R1", owner="Ann Smith")
    put(register, "M1", owner="Ann Smith")
    put(register, "S8", forecast="2017-05")
    assert register.trail().turns == {}


def test_a_forecast_that_moved_is_a_turn(register: Register) -> None:
    put(register, "M1", forecast="2017-06")
    assert turns(register, "M1") == [("forecast", "2017-05", "2017-06")]


def test_a_value_that_is_recorded_later_for_the_first_time_is_a_turn_from_nothing(register: Register) -> None:
    put(register, "M3", forecast="2017-06")
    assert turns(register, "M3") == [("forecast", None, "2017-06")]


def test_what_an_item_was_added_with_is_no_turn(register: Register) -> None:
    register.add("risk", {"description": "New", "probability": 3, "impact": 3, "mitigation": "Talk"}, who="Ann")
    assert turns(register, "R5") == []
    assert register.trail().added[register.state().find("R5").id] == "2017-04-06T09:01:00.000000Z"


def test_a_value_that_was_cleared_and_given_again_has_two_turns(register: Register) -> None:
    put(register, "R1", mitigation=None)
    put(register, "R1", mitigation="Talk")
    assert [(old is None, new) for _, old, new in turns(register, "R1")] == [(False, None), (True, "Talk")]


def test_what_was_undone_and_the_undoing_leave_no_turns(register: Register) -> None:
    put(register, "R1", impact=4)
    register.undo(who="Ann")
    assert register.trail().turns == {}


def test_what_was_done_again_counts_from_when_it_was_done_first(register: Register) -> None:
    batch = put(register, "R1", impact=4)
    register.undo(who="Ann")
    register.redo(who="Ann")
    assert turns(register, "R1") == [("impact", 2, 4), ("rag_recorded", "A", None)]
    assert {one.at for one in register.trail().turns[register.state().find("R1").id]} == {"2017-04-06T09:01:00.000000Z"}
    register.undo(who="Ann", batch=batch)
    assert register.trail().turns == {}


def test_an_earlier_act_that_is_taken_back_leaves_the_turns_of_later_ones(register: Register) -> None:
    first = put(register, "R1", mitigation="Talk")
    put(register, "R1", impact=4)
    register.undo(who="Ann", batch=first)
    assert turns(register, "R1") == [("impact", 2, 4), ("rag_recorded", "A", None)]


def test_an_item_that_was_removed_and_restored_is_there_since_it_was_added(register: Register) -> None:
    put(register, "R1", removed=True)
    risk = register.state().find("R1", removed=True)
    register.apply(Batch("Ann", (Edit("risk", risk.id, "removed", False),)))
    assert register.trail().added[risk.id] == "2017-04-06T09:00:00.000000Z"
    assert turns(register, "R1") == []


def test_two_programs_at_one_register_look_back_on_the_same(register: Register) -> None:
    put(register, "R1", impact=4)
    other = Register.open(register.path)
    before = other.trail()
    put(register, "R1", impact=3)
    assert before != other.trail() == register.trail()
