"""Each word that a field understands, and each number at its very limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from loti_tui.domain.fields import Choice, Field, FieldType, Flag, Link, Links, Money, Reading, Score, Text, When, Whole
from loti_tui.domain.money import MAX_PENCE
from loti_tui.domain.refused import Refused

READING = Reading(date(2017, 4, 6), lambda ref: ("risk", ref))


@pytest.mark.parametrize("typed", ["yes", "y", "true", "1", " Yes ", "TRUE"])
def test_every_way_to_say_yes_is_yes(typed: str) -> None:
    assert Flag().read(typed, READING) is True


@pytest.mark.parametrize("typed", ["no", "n", "false", "0", " No ", "FALSE"])
def test_every_way_to_say_no_is_no(typed: str) -> None:
    assert Flag().read(typed, READING) is False


@pytest.mark.parametrize(("value", "words", "typed"), [(True, "Yes", "yes"), (False, "No", "no")])
def test_yes_and_no_are_shown_with_a_capital_and_typed_without(value: bool, words: str, typed: str) -> None:
    assert (Flag().words(value), Flag().typed(value)) == (words, typed)


@pytest.mark.parametrize(("typed", "number"), [("0", 0), (" 7 ", 7), ("90", 90), ("999999999", 999_999_999)])
def test_a_whole_number_that_can_be_kept_can_be_typed(typed: str, number: int) -> None:
    assert Whole().check(Whole().read(typed, READING)) == number


def test_a_whole_number_that_cannot_be_kept_cannot_be_typed() -> None:
    with pytest.raises(Refused, match="accepts a whole number; “1000000000” is not one of these"):
        Whole().read("1000000000", READING)


@pytest.mark.parametrize(
    ("type_", "value", "quoted"),
    [
        (Link("risk"), 5, "“5”"),
        (Links(("step",)), [5], "“[5]”"),
        (Flag(), "maybe", "“maybe”"),
        (Whole(), -3, "“-3”"),
        (Money(), MAX_PENCE + 1, f"“{MAX_PENCE + 1}”"),
        (Score(("a", "b", "c", "d")), 5, "“5”"),
        (When(), 7, "“7”"),
        (Text(), 7, "“7”"),
        (Choice(("open", "closed")), "ajar", "“ajar”"),
    ],
)
def test_what_the_door_refuses_is_named(type_: FieldType, value: object, quoted: str) -> None:
    check: Callable[..., object] = type_.check
    with pytest.raises(Refused) as caught:
        check(value)
    assert quoted in caught.value.sentence
    assert type_.accepts in caught.value.sentence


def test_a_text_is_kept_in_lines_only_where_it_may_have_some() -> None:
    assert Text(lines=True).check("One\nTwo") == Text(lines=True).read("One\nTwo", READING) == "One\nTwo"
    assert Text().check("One\nTwo") == Text().read("One\nTwo", READING) == "One Two"


def test_an_item_is_named_once_however_often_it_was_typed() -> None:
    assert Links(("risk",)).read("R1, R2 R1", READING) == ["R1", "R2"]


def test_what_the_door_refuses_is_told_under_the_fields_label() -> None:
    with pytest.raises(Refused, match=r"^Part 1 accepts yes or no; “maybe” is not one of these\.$"):
        Field("part1", "Part 1", Flag()).check("maybe")


def test_a_field_may_be_empty_unless_it_says_otherwise() -> None:
    assert Field("note", "Note", Flag()).check(None) is None


def test_what_is_not_recorded_is_said_so_whatever_the_field() -> None:
    types = (Score(("a", "b", "c", "d")), Choice(("open",)), When(), Money(), Flag(), Whole(), Link("risk"), Links(()))
    assert {type_.words(None) for type_ in types} == {"Not recorded"}
    assert {type_.typed(None) for type_ in types} == {""}
