"""Finding anything: what is looked in, what is found, in which order, and where the words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Acknowledgement, Action, Decision, Funding, Milestone, Publication, Risk, Step
from loti_tui.domain.searching import FIRST, Index, searched, spans_of, told, words_of
from loti_tui.domain.state import State
from loti_tui.domain.text import fold


def state_of(*items: Item) -> State:
    return State({item.id: item for item in items})


def found(state: State, typed: str) -> list[tuple[str, str]]:
    """Reference and field of each hit."""
    return [(hit.item.ref, hit.field) for hit in Index().follow(state).find(typed).hits]


def shown(state: State, typed: str) -> list[str]:
    """What each hit shows, the words that were found in brackets."""
    lines = []
    for hit in Index().follow(state).find(typed).hits:
        text, spans = told(hit, typed, state)
        for start, end in reversed(spans):
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
        lines.append(text)
    return lines


def risk(ref: str, description: str = "A risk", **more: Any) -> Risk:
    return Risk(id=ref.lower(), ref=ref, description=description, **more)


# -- DD2092 ------------------------------------------------------------------------------------------------------------


def test_the_boroughs_are_in_a_risk_in_the_funding_and_in_the_decision(register: Register) -> None:
    hits = found(register.state(), "boroughs")
    assert hits == [("R4", "description"), ("F2", "payer"), ("DD2092", "objectives")]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("dd2092", ("DD2092", "ref")),
        ("£25,000", ("F1", "amount")),
        ("25000", ("F1", "amount")),
        ("april 2017", ("S8", "planned")),
        ("2017-04-04", ("DD2092", "approved_on")),
        ("4 apr 2017", ("DD2092", "approved_on")),
        ("DATASTORE", ("R2", "mitigation")),
    ],
)
def test_references_amounts_dates_and_texts_are_found_as_people_write_them(
    register: Register, typed: str, hit: tuple[str, str]
) -> None:
    assert hit in found(register.state(), typed)


# -- which ------------------------------------------------------------------------------------------------------------


def test_every_kind_is_looked_in_and_ids_are_not() -> None:
    assert all(searched(kind)[0].name == "ref" for kind in KINDS)
    state = state_of(Acknowledgement(id="k", ref="K1", code="no-owner", about="3f7a", reason="Seen"))
    assert found(state, "3f7a") == []
    assert found(state, "no-owner") == [("K1", "code")]


def test_other_items_are_found_by_their_references() -> None:
    state = state_of(
        Milestone(id="m", ref="M1", title="Start", depends_on=("s",)),
        Step(id="s", ref="S8", title="Contract"),
        Action(id="a", ref="A1", description="Ask", risk="r7"),
        risk("R7"),
    )
    assert found(state, "s8") == [("S8", "ref"), ("M1", "depends_on")]
    assert found(state, "r7") == [("R7", "ref"), ("A1", "risk")]


def test_case_and_accents_make_no_difference() -> None:
    state = state_of(risk("R1", "Zoë’s CAFÉ closes"))
    assert found(state, "zoe's cafe") == found(state, "ZOË’S café") == [("R1", "description")]


def test_all_words_must_occur() -> None:
    state = state_of(risk("R1", "The provider is late"), risk("R2", "The provider is lost"))
    assert found(state, "late provider") == [("R1", "description")]
    assert found(state, "provider zebra") == []


def test_words_in_several_fields_of_an_item_are_one_hit_in_the_field_with_the_most() -> None:
    state = state_of(risk("R1", "Late", mitigation="Weekly calls with both", owner="Ann"))
    assert found(state, "late weekly calls") == [("R1", "mitigation")]


def test_a_reference_among_the_words_means_that_item_and_the_other_words_its_field() -> None:
    state = state_of(risk("R2", "x", mitigation="On the datastore"), risk("R20", "x", mitigation="On the datastore"))
    assert found(state, "r2 datastore") == [("R2", "mitigation"), ("R20", "mitigation")]


def test_nothing_typed_finds_nothing() -> None:
    assert Index().follow(state_of(risk("R1"))).find("  ").of == 0


def test_what_was_removed_is_found_where_nothing_else_is() -> None:
    gone = replace(risk("R1", "Old words"), removed=True)
    assert found(state_of(gone), "words") == [("R1", "description")]
    assert found(state_of(gone, risk("R2", "New words")), "words") == [("R2", "description")]


# -- in which order, and how many --------------------------------------------------------------------------------------


def test_the_very_reference_comes_first_then_references_titles_and_all_else() -> None:
    state = state_of(
        risk("R1", "Nothing"),
        risk("R10", "Nothing"),
        risk("R2", "As in R1"),
        risk("R3", "Nothing", cause="See R1"),
        risk("R4", "Nothing", owner="r1"),
    )
    assert found(state, "r1") == [
        ("R1", "ref"),
        ("R10", "ref"),
        ("R2", "description"),
        ("R3", "cause"),
        ("R4", "owner"),
    ]


def test_hits_of_one_weight_stand_as_the_screens_do() -> None:
    state = state_of(
        Funding(id="f", ref="F1", payer="Late"),
        Decision(id="d", ref="DD1", title="Late"),
        Step(id="s", ref="S1", title="Late"),
        risk("R10", "Late"),
        risk("R9", "Late"),
    )
    assert [ref for ref, _ in found(state, "late")] == ["R9", "R10", "S1", "DD1", "F1"]


def test_the_first_hits_are_listed_and_all_are_counted() -> None:
    state = state_of(*(risk(f"R{n}", "Late", cause="Late") for n in range(1, 101)))
    there = Index().follow(state).find("late")
    assert len(there.hits) == FIRST
    assert there.words == "first 50 of 200"
    assert Index().follow(state_of(risk("R1", "Late"))).find("late").words == "1 of 1"


def test_what_leads_from_a_reference_is_what_the_item_is_called() -> None:
    publication = Publication(id="p", ref="PUB1")
    state = state_of(risk("R1"), publication)
    (hit,) = Index().follow(state).find("r1").hits
    assert (hit.goes_to, hit.sentence) == ("description", "Found in R1: Reference.")
    (hit,) = Index().follow(state).find("pub1").hits
    assert hit.goes_to == KINDS["publication"].editable[0]


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_typing_on_finds_what_typing_at_once_finds() -> None:
    state = state_of(
        risk("R1", "Boroughs lack capacity"), risk("R2", "Capacity", owner="A borough"), risk("R12", "x", cause="r1 b")
    )
    one = Index().follow(state)
    for typed in ("b", "bo", "borough", "borough ", "borough c", "borough cap", "borough", "b", "r1", "r1 b", "c"):
        assert one.find(typed) == Index().follow(state).find(typed)


def test_an_index_that_follows_knows_what_has_changed_and_keeps_what_has_not() -> None:
    state = state_of(risk("R1", "Old words"), risk("R2", "Other"))
    one = Index().follow(state)
    other = one.follow(state.after([risk("R1", "New words")], []))
    assert [hit.item.ref for hit in other.find("new").hits] == ["R1"]
    assert other.find("old").of == 0
    assert other.standing.entries[1] is one.standing.entries[1]
    assert one.follow(state) is one


WORDS = st.lists(st.sampled_from(["late", "provider", "r1", "é", "a", "ſ"]), min_size=1, max_size=3)
TEXTS = st.text(st.sampled_from("late provider r1éaßſ\n"), max_size=20)


@given(TEXTS, TEXTS, WORDS)
def test_an_item_is_found_where_all_words_are_in_its_fields_and_only_there(
    description: str, cause: str, words: list[str]
) -> None:
    item = risk("R1", description or "x", cause=cause)
    fields = [fold(one) for one in ("R1", description or "x", cause.replace("\n", " "))]
    wanted = all(any(fold(word) in one for one in fields) for word in words)
    assert bool(found(state_of(item), " ".join(words))) is wanted


# -- where the words stand ---------------------------------------------------------------------------------------------


def test_the_words_stand_out_in_what_is_shown(register: Register) -> None:
    state = register.state()
    assert shown(state, "boroughs london")[0] == "[London] [boroughs]"
    assert shown(state, "r4") == ["Boroughs do not have the capacity to participate in the scoping study"]


def test_a_date_is_shown_in_the_form_in_which_it_was_typed() -> None:
    state = state_of(Risk(id="r", ref="R1", description="x", review_on=PartialDate("2017-04-03")))
    assert shown(state, "apr 2017") == ["3 [Apr] [2017]"]
    assert shown(state, "april") == ["3 [April] 2017"]
    assert shown(state, "2017-04") == ["[2017-04]-03"]


@pytest.mark.parametrize(
    ("text", "typed", "spans"),
    [
        ("Late, later", "late", [(0, 4), (6, 10)]),
        ("later", "late ater", [(0, 5)]),
        ("Straße", "strasse", [(0, 6)]),
        ("Straße", "s", [(0, 1), (4, 5)]),
        ("Zoe\u0308 X", "zoe x", [(0, 4), (5, 6)]),
        ("x", "zebra", []),
        ("", "x", []),
    ],
)
def test_spans_are_those_of_the_text_as_it_is_written(text: str, typed: str, spans: list[tuple[int, int]]) -> None:
    assert spans_of(text, words_of(typed)) == spans


@given(st.text(max_size=30))
def test_folding_letter_by_letter_is_folding_the_whole(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_spans_lie_in_the_text_in_order_and_apart(text: str, typed: str) -> None:
    spans = spans_of(text, words_of(typed))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)
