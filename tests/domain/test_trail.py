"""What rules look back on: the turns of an item, oldest first."""

from __future__ import annotations

import pytest

from loti_tui.domain.items import KINDS
from loti_tui.domain.trail import WATCHED, Trail, Turn


def turn(item: str, field: str, old: int, new: int) -> Turn:
    return Turn(f"{item} {field} {new}", "2017-04-06T10:00:00.000000Z", item, field, old, new)


SCORED = [
    turn("a", "probability", 1, 2),
    turn("b", "impact", 1, 2),
    turn("a", "impact", 3, 4),
    turn("a", "probability", 2, 3),
]


def test_the_turns_of_an_item_stand_in_the_order_in_which_they_were_given() -> None:
    trail = Trail.of(SCORED, {})
    assert trail.of_item("a", "probability", "impact") == (SCORED[0], SCORED[2], SCORED[3])
    assert trail.of_item("b", "probability", "impact") == (SCORED[1],)


def test_only_the_fields_that_are_asked_for_are_told() -> None:
    assert Trail.of(SCORED, {}).of_item("a", "impact") == (SCORED[2],)
    assert Trail.of(SCORED, {}).of_item("a") == ()


def test_an_item_without_a_past_has_no_turns() -> None:
    assert Trail.of(SCORED, {}).of_item("c", "impact") == ()
    assert Trail().of_item("a", "impact") == ()


def test_when_an_item_was_added_is_known_by_its_id() -> None:
    assert Trail.of([], {"a": "2017-04-06T10:00:00.000000Z"}).added["a"] == "2017-04-06T10:00:00.000000Z"


@pytest.mark.parametrize("kind", WATCHED)
def test_what_is_watched_are_fields_that_a_person_may_set(kind: str) -> None:
    assert set(WATCHED[kind]) <= set(KINDS[kind].editable)
