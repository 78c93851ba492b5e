"""A digest vouches for every fact of an act: whichever is altered, it is another digest."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_tui.domain.changes import Change
from loti_tui.domain.digest import canonical, digest, sha256
from loti_tui.domain.fields import Plain
from tests.examples import share

Line = dict[str, str | None]

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(0, 5), TEXTS, st.lists(TEXTS, min_size=1, max_size=3)
)
LINES = st.fixed_dictionaries(dict.fromkeys(("id", "at", "who", "why", "act"), TEXTS) | {"undoes": st.none() | TEXTS})
CHANGES = st.lists(
    st.builds(
        Change,
        id=TEXTS,
        batch=st.just("b1"),
        at=st.just(""),
        kind=TEXTS,
        item=TEXTS,
        field=TEXTS,
        value=VALUES,
        after=st.frozensets(TEXTS, max_size=3),
    ),
    unique_by=lambda change: change.id,
    max_size=5,
)

LINE: Line = {
    "id": "b1", "at": "2017-04-06T09:00:00.000000Z", "who": "Ann", "why": "two withdrew", "act": "edit", "undoes": None,
}  # fmt: skip
ONE = Change("c1", "b1", "", "risk", "r1", "impact", 1, frozenset({"c0"}))
TWO = Change("c2", "b1", "", "risk", "r1", "owner", "Ann")
BOTH = [ONE, TWO]


def facts(line: Line, changes: list[Change]) -> tuple[object, ...]:
    """All that a digest vouches for, in a form in which 1 and True are two things."""
    told = sorted((c.id, c.kind, c.item, c.field, json.dumps(c.value), tuple(sorted(c.after))) for c in changes)
    return tuple(sorted(line.items(), key=str)), told


@pytest.mark.parametrize("name", list(LINE))
def test_each_fact_of_an_act_counts(name: str) -> None:
    assert digest("r", {**LINE, name: f"{LINE[name]}."}, BOTH) != digest("r", LINE, BOTH)


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, id="c9"),
        replace(ONE, kind="issue"),
        replace(ONE, item="r2"),
        replace(ONE, field="probability"),
        replace(ONE, value=2),
        replace(ONE, value="1"),
        replace(ONE, value=True),
        replace(ONE, value=None),
        replace(ONE, value=["1"]),
        replace(ONE, after=frozenset()),
        replace(ONE, after=frozenset({"c0", "c00"})),
        replace(ONE, after=frozenset({"c00"})),
    ],
)
def test_each_fact_of_a_change_counts(other: Change) -> None:
    assert digest("r", LINE, [other, TWO]) != digest("r", LINE, BOTH)


def test_a_change_too_few_or_too_many_counts() -> None:
    assert len({digest("r", LINE, some) for some in ([], [ONE], [TWO], BOTH)}) == 4


def test_the_same_act_in_another_register_has_another_digest() -> None:
    assert digest("r", LINE, BOTH) != digest("s", LINE, BOTH)


def test_no_undone_act_is_not_an_undone_act_of_no_name() -> None:
    assert digest("r", {**LINE, "undoes": None}, BOTH) != digest("r", {**LINE, "undoes": ""}, BOTH)


def test_what_is_not_the_acts_own_does_not_count() -> None:
    """The number that a file gives to an act, and the digest itself, are not facts of the act."""
    more: dict[str, Any] = {**LINE, "seq": 7, "digest": "abc"}
    assert digest("r", more, BOTH) == digest("r", LINE, BOTH)


@settings(max_examples=share(40), deadline=None)
@given(LINES, CHANGES, st.randoms(use_true_random=False))
def test_the_order_in_which_changes_are_read_does_not_count(
    line: Line, changes: list[Change], by: random.Random
) -> None:
    turned = list(changes)
    by.shuffle(turned)
    assert digest("r", line, turned) == digest("r", dict(reversed(line.items())), changes)


@settings(max_examples=share(40), deadline=None)
@given(LINES, CHANGES, LINES, CHANGES)
def test_two_digests_are_the_same_only_of_the_same_facts(a: Line, b: list[Change], c: Line, d: list[Change]) -> None:
    assert (digest("r", a, b) == digest("r", c, d)) == (facts(a, b) == facts(c, d))


@settings(max_examples=share(40), deadline=None)
@given(LINES, CHANGES.filter(bool), st.data())
def test_any_one_altered_value_is_noticed(line: Line, changes: list[Change], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(changes) - 1))
    value: Plain = data.draw(VALUES)
    other = [*changes]
    other[place] = replace(changes[place], value=value)
    same = json.dumps(value) == json.dumps(changes[place].value)
    assert (digest("r", line, other) == digest("r", line, changes)) == same


def test_a_digest_is_the_sha_256_of_a_text_that_anybody_can_make_again() -> None:
    told = (
        '["r",{"act":"edit","at":"2017-04-06T09:00:00.000000Z","id":"b1","undoes":null,'
        '"who":"Ann","why":"two withdrew"},'
        '[["c1","risk","r1","impact",1,["c0"]],["c2","risk","r1","owner","Ann",[]]]]'
    )
    assert digest("r", LINE, BOTH) == hashlib.sha256(told.encode()).hexdigest()


def test_a_canonical_text_has_its_keys_in_order_and_its_letters_as_they_are() -> None:
    assert canonical({"b": ["Zoë", 1], "a": {"d": None, "c": True}}) == '{"a":{"c":true,"d":null},"b":["Zoë",1]}'


def test_half_a_character_has_a_digest_too() -> None:
    """A text that no door would let in may be found in a file."""
    assert sha256("\ud800") != sha256("\ud801")
