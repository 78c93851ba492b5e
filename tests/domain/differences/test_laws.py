"""What holds of any two registers, and of any three that follow each other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loti_tui.domain.differences import Difference, Travel, differences, grouped, record, summary, travel
from loti_tui.domain.differences.difference import Way
from loti_tui.domain.differences.groups import GROUPS
from loti_tui.domain.fields import Choice, FieldType, Flag, Link, Links, Money, Plain, Score, When, Whole
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, loaded, plain
from tests.examples import share

QUICK = settings(max_examples=share(60), deadline=None)
CHANGES = set(get_args(Way))

PLACES = [(kind, number) for kind in KINDS for number in ((1, 2) if kind in ("risk", "step", "milestone") else (1,))]
IDS = {kind: [f"{kind}{number}" for of, number in PLACES if of == kind] for kind in KINDS}
TEXTS = (
    "a",
    "b c",
    "\x1b[31mred\u202e",
    "line\nline",
    "line line",
    "“quoted”.",
    "[/x] {0} %s",
    "Ann Smith",
    "a to b",
    "x" * 90,
    "x" * 89 + "y",
)
DAYS = ("2017-04-05", "2017-05-31", "2017-06-01")
DATES = (*DAYS, "2017-04", "2017-Q2", "2017", "2018-01")
FIXED = ("ref", "removed", "programme", "procurement", "position")
"""Fields that are drawn by themselves, or that people do not set."""


def values_of(described: FieldType) -> st.SearchStrategy[Plain]:
    """Plain values that a field may hold."""
    if isinstance(described, Score):
        return st.sampled_from([1, 2, 4])
    if isinstance(described, Choice):
        return st.sampled_from(list(described.values))
    if isinstance(described, When):
        return st.sampled_from(DAYS if described.to_the_day else DATES)
    if isinstance(described, Money):
        return st.sampled_from([0, 1, 250, 10_000_00])
    if isinstance(described, Flag):
        return st.booleans()
    if isinstance(described, Whole):
        return st.sampled_from([1, 2])
    if isinstance(described, Links):
        return st.lists(
            st.sampled_from([one for kind in described.kinds for one in IDS[kind]]), unique=True, max_size=2
        )
    if isinstance(described, Link):
        return st.sampled_from(IDS[described.kind])
    return st.sampled_from(TEXTS)


@st.composite
def items(draw: st.DrawFn, kind: str, number: int) -> Item:
    """An item of a kind with a few fields filled; a matrix has all of its cells."""
    fields = {name: one for name, one in KINDS[kind].fields.items() if name not in FIXED}
    required = [name for name, one in fields.items() if one.required]
    others = draw(st.lists(st.sampled_from(sorted(fields)), max_size=6, unique=True))
    values = {name: draw(values_of(fields[name].type)) for name in dict.fromkeys([*required, *others])}
    fixed: dict[str, Plain] = {"id": f"{kind}{number}", "ref": f"{KINDS[kind].prefix}{number}"}
    return loaded(kind, {**values, **fixed, "removed": draw(st.sampled_from([False, False, False, True]))})


@st.composite
def lives(draw: st.DrawFn, moments: int) -> list[State]:
    """The register at several moments: each item mostly stays as it is."""
    states: list[dict[str, Item]] = [{} for _ in range(moments)]
    for kind, number in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5, unique=True)):
        item = draw(items(kind, number))
        for state in states:
            item = draw(st.one_of(st.just(item), items(kind, number)))
            state[item.id] = item
    return [State(state) for state in states]


def touched(found: Iterable[Difference]) -> set[tuple[str, str]]:
    """(item, field) of each, a group of fields by its first; "" is the whole item."""
    return {(one.item, first_of(one)) for one in found}


def first_of(one: Difference) -> str:
    named = {"score": "probability", "cells": "i1p1"}.get(one.field or "", one.field or "")
    groups = (group.fields for group in GROUPS.get(one.kind, ()))
    return next((fields[0] for fields in groups if named in fields), named)


@given(lives(1))
@QUICK
def test_a_register_does_not_differ_from_itself(life: list[State]) -> None:
    (state,) = life
    copy = State({id: replace(item) for id, item in state.items.items()})
    assert differences(state, copy, ()) == ()
    assert summary(state, copy, ()) == "Nothing has changed."


@given(lives(2))
@QUICK
def test_every_sentence_is_one_whole_line_about_an_item_that_there_is(life: list[State]) -> None:
    old, new = life
    refs = {item.ref for item in (*old, *new)}
    for one in differences(old, new, ()):
        assert one.sentence.endswith(".")
        assert not one.sentence.endswith("..")
        assert one.sentence.strip() == one.sentence
        assert one.sentence.isprintable()
        assert one.sentence[0].isupper() or one.sentence[0].isdigit()
        assert "None" not in one.sentence
        assert one.ref in refs
        assert one.change in CHANGES
        assert json.loads(json.dumps(record(one)))["sentence"] == one.sentence


@given(lives(2))
@QUICK
def test_no_difference_is_told_twice_and_none_from_one_value_to_the_same(life: list[State]) -> None:
    found = differences(life[0], life[1], ())
    assert len({(one.item, one.field) for one in found}) == len(found)
    for one in found:
        assert one.old != one.new or one.field in (None, "score")
        if " → " in one.sentence and one.field not in ("score", "probability", "impact", "cells"):
            old, new = one.sentence.split(": ", 1)[-1].split(" → ", 1)
            assert old != new.removesuffix(".")


@given(lives(2))
@QUICK
def test_everything_that_came_went_or_was_changed_is_told(life: list[State]) -> None:
    old, new = life
    told = {one.item for one in differences(old, new, ())}
    stood, stands = ({item.id for item in state if not item.removed} for state in life)
    assert {one.item for one in differences(old, new, ()) if one.change == "removed"} == stood - stands
    assert {one.item for one in differences(old, new, ()) if one.change == "added"} == stands - stood
    assert {id for id in stood & stands if spoken(old, id) != spoken(new, id)} <= told


def spoken(state: State, id: str) -> dict[str, Any]:
    """An item's values, other items by reference, without the places of steps and what the state does not hold."""
    item = state.items[id]
    values = {name: plain(item, name) for name in KINDS[item.KIND].fields if name != "position"}
    for name, one in KINDS[item.KIND].fields.items():
        if isinstance(one.type, Link | Links):
            value = values[name]
            values[name] = state.refs(value if isinstance(value, list) else [str(value)])
    return values


@given(lives(3))
@QUICK
def test_what_was_changed_and_changed_back_does_not_appear(life: list[State]) -> None:
    """What differs over a long time differed over one of the shorter times that it is made of."""
    old, mid, new = life
    shorter = touched(differences(old, mid, ())) | touched(differences(mid, new, ()))
    for item, field in touched(differences(old, new, ())):
        assert (item, field) in shorter or (item, "") in shorter


@given(lives(2), st.randoms(use_true_random=False))
@QUICK
def test_neither_the_order_in_memory_nor_the_way_back_changes_what_differs(life: list[State], random: Any) -> None:
    old, new = life
    shuffled = []
    for state in life:
        some = list(state.items.items())
        random.shuffle(some)
        shuffled.append(State(dict(some)))
    assert differences(shuffled[0], shuffled[1], ()) == differences(old, new, ())
    assert touched(differences(new, old, ())) == touched(differences(old, new, ()))


@given(lives(2))
@QUICK
def test_a_risk_travels_as_its_difference_says(life: list[State]) -> None:
    old, new = life
    assume(old.matrix == new.matrix)
    where = travel(old, new)
    assert where.keys() == {risk.id for risk in new.risks}
    found = [one for one in differences(old, new, ()) if one.kind == "risk"]
    told = {one.item: one.change for one in found if one.change in ("raised", "lowered", "added")}
    as_told = {Travel.UP: "raised", Travel.DOWN: "lowered", Travel.NEW: "added"}
    assert told == {id: as_told[one] for id, one in where.items() if one is not Travel.SAME}


@given(lives(2))
@QUICK
def test_every_difference_has_its_section_and_is_counted(life: list[State]) -> None:
    old, new = life
    found = differences(old, new, ())
    assert [one for _, some in grouped(found) for one in some] == list(found)
    told = summary(old, new, found)
    assert told.endswith(".")
    assert "None" not in told
    assert (told == "Nothing has changed.") is (found == ())


SECRET = "ZQX"


@given(lives(2), st.data())
@QUICK
def test_what_is_withheld_in_either_state_is_never_told(life: list[State], data: st.DataObject) -> None:
    """Every text of the registers is the secret; where all texts are withheld, nothing that is told has it."""
    sides = [State({id: secret(item) for id, item in state.items.items()}) for state in life]
    hidden = data.draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    shown = [
        State({id: withheld(item) if hide else item for id, item in side.items.items()})
        for side, hide in zip(sides, hidden, strict=True)
    ]
    # What stands in one state only is told from that one, as is which matrix is in force.
    both = {id for id in shown[0].items if not any(side.items[id].removed for side in shown)}
    told = [
        one for one in differences(shown[0], shown[1], ()) if (one.item in both and one.field) or hidden == (True, True)
    ]
    assert all(SECRET not in json.dumps(record(one)) for one in told)


def texts(item: Item) -> list[str]:
    fields = KINDS[item.KIND].fields
    return [name for name, one in fields.items() if type(one.type).__name__ == "Text" and name not in FIXED]


def secret(item: Item) -> Item:
    values: dict[str, Any] = {name: f"{SECRET} {getattr(item, name)}" for name in texts(item) if getattr(item, name)}
    return replace(item, **values)


def withheld(item: Item) -> Item:
    return replace(item, withheld=frozenset(texts(item)))
