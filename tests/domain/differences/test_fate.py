"""Items that were added, restored or removed: one difference each, and a removal always shows."""

from __future__ import annotations

import pytest

from loti_tui.domain.differences import differences
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from tests.domain.differences.pairs import between, hidden, removed, sentences, told, with_values
from tests.domain.findings.cases import funding, make, publication, register, risk, spend

SPOKEN = {
    "dayoff": "Day off",
    "signoff": "Sign-off",
    "resolution": "Board decision",
    "funding": "Funding line",
    "spend": "Spending",
}


def titled(kind: str) -> Item:
    """An item of any kind with nothing but a title."""
    title = {KINDS[kind].title: "Some words"} if KINDS[kind].title else {}
    return make(kind, f"{KINDS[kind].prefix}1", **title)


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_any_kind_that_was_removed_shows_with_what_it_was(kind: str) -> None:
    item = titled(kind)
    (found,) = between([item], [removed(item)])
    words = "" if kind == "publication" else ": “Some words”"
    old = "Publication" if kind == "publication" else "Some words"
    sentence = f"{SPOKEN.get(kind, kind.capitalize())} {item.ref} was removed{words}."
    assert told(found) == ("removed", None, old, None, sentence)
    assert told(between([item], [])[0]) == told(found)


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_any_kind_that_was_added_is_one_difference(kind: str) -> None:
    item = titled(kind)
    (found,) = between([], [item])
    assert (found.change, found.field, found.old) == ("added", None, None)
    assert found.new == ("Publication" if kind == "publication" else "Some words")
    assert f" {item.ref} was added" in found.sentence


def test_a_new_risk_is_told_with_its_rating_and_a_line_of_money_with_its_amount() -> None:
    assert sentences([], [risk()]) == ["Risk R1 was added: “The provider is late”, Amber (A), score 4."]
    assert sentences([], [risk(impact=None)]) == ["Risk R1 was added: “The provider is late”, not scored."]
    assert sentences([], [funding(amount=1_250)]) == ["Funding line F1 was added: “London Councils”, £12.50."]
    assert sentences([], [spend(amount=None)]) == ["Spending SP1 was added: “Inception report”."]


def test_a_withholding_names_its_items_and_an_acknowledgement_its_finding() -> None:
    kept = make("withholding", "W1", about=["r1"], reason="A bidder is named")
    assert sentences([risk()], [risk(), kept]) == ["Withholding W1 was added: “A bidder is named”, for R1."]
    assert sentences([risk()], [risk(), with_values(kept, reason=None)]) == ["Withholding W1 was added, for R1."]
    assert sentences([], [make("acknowledgement", "K1", code="owner-is-a-unit")]) == [
        "Acknowledgement K1 was added: “Agreed by the board”, for owner-is-a-unit."
    ]


def test_an_item_that_was_restored_says_so() -> None:
    (found,) = between([removed(risk())], [risk()])
    assert found.change == "added"
    assert found.sentence == "Risk R1 was restored: “The provider is late”, Amber (A), score 4."


def test_the_fields_of_an_item_that_came_or_went_are_not_told_too() -> None:
    changed = with_values(risk(), owner="Jo", impact=4, status="closed")
    assert len(between([removed(risk())], [changed])) == 1
    assert len(between([changed], [removed(risk())])) == 1


def test_an_item_that_was_restored_and_stands_in_both_is_compared() -> None:
    assert sentences([risk(owner="Jo")], [risk(owner="Ann")]) == ["Owner of R1 was changed from Jo to Ann."]


def test_an_item_that_stands_in_neither_is_not_told() -> None:
    assert between([removed(risk())], [removed(risk(owner="Jo"))]) == []
    assert between([], [removed(risk())]) == []
    assert between([removed(risk())], []) == []


@pytest.mark.parametrize("name", ["description", "probability", "rag_recorded"])
def test_what_is_withheld_of_an_item_is_not_told_when_it_comes_or_goes(name: str) -> None:
    item = hidden(risk(description="Secret"), name)
    title = "" if name == "description" else ": “Secret”"
    rating = ", Amber (A), score 4" if name == "description" else ""
    (came,), (went,) = between([], [item]), between([item], [])
    assert came.sentence == f"Risk R1 was added{title}{rating}."
    assert went.sentence == f"Risk R1 was removed{title}."
    assert (came.new, went.old) == ((None, None) if name == "description" else ("Secret", "Secret"))
    assert sentences([], [hidden(funding(), "amount")]) == ["Funding line F1 was added: “London Councils”."]


def test_a_long_title_is_shortened_in_the_sentence_and_whole_beside_it() -> None:
    (found,) = between([], [funding(payer="x" * 200, amount=None)])
    assert found.sentence == f"Funding line F1 was added: “{'x' * 79}…”."
    assert found.new == "x" * 200


def test_the_same_register_has_no_differences() -> None:
    state = register(risk(), publication(), funding())
    assert differences(state, state, ()) == ()
