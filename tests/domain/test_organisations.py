"""A unit's name is told from a person's, and a place that is kept for a name from both."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.organisations import NOBODY, POST_WORDS, UNIT_WORDS, Organisations, is_nobody
from tests.domain.findings.cases import funding, procurement, register, step

NONE = Organisations()


@pytest.mark.parametrize(
    "name",
    [
        "Intelligence",
        "intelligence",
        "INTELLIGENCE",
        "GLA Intelligence Unit",
        "TfL Procurement",
        "London Councils",
        "Finance and Legal",
        "The Board",
        "IT",
        "Data & Digital",
        "Arup Ltd",
        "Mayor’s Office",
        "Intelligence (GLA)",
        "Intelligence.",
        "Project team, TfL",
        "Data team at GLA",
        "Intélligence",
    ],
)
def test_a_name_with_a_units_word_is_a_units(name: str) -> None:
    assert NONE.is_unit(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ann Smith",
        "Zoë",
        "Ann Smith (Intelligence)",
        "Ann Smith, TfL Procurement",
        "Ann Smith; GLA",
        "Ann Smith/Intelligence",
        "Ann Smith - Intelligence",
        "Ann Smith \u2013 GLA",
        "Ann Smith \u2014 GLA",
        "Ann Smith at TfL",
        "Ann Smith-Jones",
        "Anniki Teamson",
        "",
        "   ",
        "(GLA)",
    ],
)
def test_a_persons_name_is_no_units_wherever_the_person_belongs(name: str) -> None:
    assert not NONE.is_unit(name)


@pytest.mark.parametrize(
    "name", ["Head of Intelligence", "Director of Finance", "Deputy Mayor", "Chief Digital Officer", "SRO, LOTI team"]
)
def test_a_post_is_one_persons_whatever_unit_its_name_has(name: str) -> None:
    assert not NONE.is_unit(name)


@pytest.mark.parametrize("name", ["TBC", "tbc", "To be confirmed", "n/a", "N/A", "?", "-", "None", "TBD (GLA)"])
def test_a_place_that_is_kept_for_a_name_is_nobody_and_no_unit(name: str) -> None:
    assert is_nobody(name)
    assert not NONE.is_unit(name)


@pytest.mark.parametrize("name", ["Ann Smith", "Intelligence", "Tbca", "Anna", "Nona Unknown"])
def test_a_name_is_not_nobody(name: str) -> None:
    assert not is_nobody(name)


def test_who_pays_and_who_supplies_is_an_organisation() -> None:
    known = Organisations.of(register(funding(payer="City Bridge"), procurement(supplier="Arup")))
    assert known.names == (("city", "bridge"), ("arup",))
    assert known.is_unit("City Bridge")
    assert known.is_unit("ARUP")
    assert not known.is_unit("Arup Patel")
    assert not known.is_unit("City")


def test_a_part_of_a_units_name_is_a_units_too() -> None:
    known = Organisations.of(register(funding(payer="GLA Economics Unit")))
    assert known.is_unit("Economics")
    assert known.is_unit("GLA Economics")
    assert not known.is_unit("Economics Smith")


def test_who_leads_is_a_unit_only_where_a_units_word_says_so() -> None:
    steps = [step("S1", lead="Ann Smith"), step("S2", lead="Planning Service"), step("S3", lead="Head of Legal")]
    known = Organisations.of(register(*steps, procurement(lead="Bo Jones")))
    assert known.is_unit("Planning")
    for person in ("Ann Smith", "Bo Jones", "Head of Legal", "Ann"):
        assert not known.is_unit(person)


def test_a_person_whose_name_a_company_bears_is_a_person() -> None:
    known = Organisations.of(register(procurement(supplier="Ann Smith Ltd")))
    assert known.is_unit("Ann Smith Ltd")
    assert not known.is_unit("Ann Smith")


def test_a_register_without_names_knows_no_organisation() -> None:
    nothing = Organisations.of(register(funding(payer=None), step(lead=None), procurement(lead=None)))
    assert nothing == NONE
    assert Organisations.of(register(funding(payer="?"))) == NONE


def test_dd2092_names_its_units_and_its_risks_are_owned_by_one(register: Register) -> None:
    known = Organisations.of(register.state())
    assert known.names == (
        ("london", "councils"),
        ("london", "boroughs"),
        ("gla", "intelligence", "unit"),
        ("tfl", "procurement"),
    )
    assert known.is_unit("Intelligence")


def test_the_lists_of_words_do_not_contradict_each_other() -> None:
    assert UNIT_WORDS.isdisjoint(POST_WORDS)
    assert all(is_nobody(name) for name in NOBODY)
    assert not any(is_nobody(word) for word in UNIT_WORDS | POST_WORDS)
