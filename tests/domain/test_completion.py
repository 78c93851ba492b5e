"""Names are completed from what the register holds: the most used first, whatever case and accents somebody types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loti_tui.domain.completion import POOLS, beginning, names, pool, rest
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Text, When
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Action, Funding, Procurement, Risk, Spend, Step
from loti_tui.domain.state import State


def state(*items: Item) -> State:
    return State({item.id: item for item in items})


def risk(number: int, owner: str | None, category: str | None = None) -> Risk:
    return Risk(id=f"r{number}", ref=f"R{number}", description="x", owner=owner, category=category)


def test_the_most_used_name_comes_first_and_equals_by_the_alphabet() -> None:
    held = state(risk(1, "Zoë Ray"), risk(2, "Ann"), risk(3, "Zoë Ray"), risk(4, "Bob"), risk(5, None))
    assert names(held, "risk", "owner") == ("Zoë Ray", "Ann", "Bob")


def test_a_person_who_leads_a_step_may_own_a_risk() -> None:
    held = state(Step(id="s", ref="S1", title="x", lead="Kim"), risk(1, "Ann"), Risk(id="q", ref="R9", actionee="Kim"))
    assert names(held, "procurement", "lead") == ("Kim", "Ann")


def test_who_stands_in_the_very_field_comes_before_who_is_used_more_elsewhere() -> None:
    held = state(Step(id="s", ref="S1", title="x", lead="Kim"), risk(1, "Ann"), Risk(id="q", ref="R9", actionee="Kim"))
    assert names(held, "risk", "owner") == ("Ann", "Kim")


def test_who_pays_and_who_supplies_complete_each_other_and_not_people() -> None:
    held = state(
        Funding(id="f", ref="F1", payer="GLA"), Spend(id="p", ref="SP1", title="x", payee="Arup"),
        Procurement(id="b", ref="P1", title="x", supplier="Arup"), risk(1, "Ann"),
    )  # fmt: skip
    assert names(held, "spend", "payee") == names(held, "procurement", "supplier") == ("Arup", "GLA")


def test_a_category_is_completed_by_categories_only() -> None:
    held = state(risk(1, "Ann", category="Money"), risk(2, "Ann", category="Law"))
    assert names(held, "risk", "category") == ("Law", "Money")


def test_a_meeting_is_completed_by_the_days_of_meetings_as_they_are_typed() -> None:
    held = state(Action(id="a", ref="A1", description="x", meeting=PartialDate("2017-03-27")))
    assert names(held, "resolution", "meeting") == ("27 Mar 2017",)


def test_what_was_removed_is_offered_no_more() -> None:
    assert names(state(replace(risk(1, "Ann"), removed=True)), "risk", "owner") == ()


def test_of_spellings_that_differ_in_case_the_most_used_one_stands_for_all() -> None:
    held = state(
        risk(1, "intelligence"), risk(2, "Intelligence"), risk(3, "Intelligence"), risk(4, "Ann"), risk(5, "Ann")
    )
    assert names(held, "risk", "owner") == ("Intelligence", "Ann")


def test_equally_used_spellings_are_told_apart_in_the_same_way_each_time() -> None:
    assert names(state(risk(1, "ann"), risk(2, "Ann")), "risk", "owner") == ("Ann",)
    assert names(state(risk(1, "Ann"), risk(2, "ann")), "risk", "owner") == ("Ann",)


@pytest.mark.parametrize(
    "field", [("risk", "description"), ("risk", "mitigation"), ("step", "title"), ("risk", "impact")]
)
def test_words_that_come_once_are_not_completed(field: tuple[str, str]) -> None:
    assert pool(*field) == frozenset()
    assert names(state(risk(1, "Ann")), *field) == ()


def test_every_completed_field_is_one_of_the_register_and_is_in_one_pool_only() -> None:
    every = [one for together in POOLS for one in together]
    assert len(every) == len(set(every))
    assert all(isinstance(KINDS[kind].fields[name].type, Text | When) for kind, name in every)


@pytest.mark.parametrize("typed", ["zo", "ZO", "Zoë", "zoe r", "zoë"])
def test_case_and_accents_make_no_difference_to_what_is_found(typed: str) -> None:
    assert beginning(["Ann", "Zoë Ray"], typed) == ("Zoë Ray",)


@pytest.mark.parametrize("typed", ["", " ", "zoe ray", "Zoë Ray", "ray", "x"])
def test_nothing_a_whole_name_and_a_later_word_begin_none(typed: str) -> None:
    assert beginning(["Ann", "Zoë Ray"], typed) == ()


def test_those_that_begin_so_keep_their_order() -> None:
    assert beginning(["Intelligence", "Ann", "Inner London"], "in") == ("Intelligence", "Inner London")


@pytest.mark.parametrize(
    ("name", "typed", "left"),
    [("Intelligence", "inte", "lligence"), ("Zoë Ray", "zoe", " Ray"), ("Ægir", "ae", "gir"), ("Ann", "ann", "")],
)
def test_what_is_left_to_be_typed_follows_what_was_typed(name: str, typed: str, left: str) -> None:
    assert rest(name, typed) == left
