"""The decision form that the project grew from, taken from its machine-read text."""

from __future__ import annotations

import pytest

from fixtures import dd2092
from loti_tui.intake.form import is_form
from loti_tui.intake.taken import What
from tests.intake.form.forms import SEED, document, item, items, plain, said, taken, text_of

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the text of DD2092 lies outside the project")

IN_WORDS = {
    *{"title", "summary", "source", "objectives", "outcomes", "confirmed", "reason", "role"},
}
"""Fields that the register has in its own words and the form in others."""


def test_it_is_known_as_a_form() -> None:
    assert is_form(document("dd2092.txt", text_of("dd2092")))
    assert taken("dd2092").layout == "decision form"


def test_the_items_are_those_of_the_register_in_kind_and_number() -> None:
    found = taken("dd2092")
    expected = {kind: len(entries) for kind, entries in dd2092.facts().items()}
    assert {kind: len(items(found, kind)) for kind in expected} == expected
    assert len(found.found) == sum(expected.values())


@pytest.mark.parametrize("kind", list(dd2092.facts()))
def test_every_fact_of_the_register_is_in_the_form(kind: str) -> None:
    entries = dd2092.facts()[kind]
    for entry, one in zip(entries, items(taken("dd2092"), kind), strict=True):
        facts = {k: v for k, v in entry.items() if k not in (*IN_WORDS, "key", "depends_on", "waits_for", "ref")}
        kept = plain(one)
        assert {name: kept.get(name) for name in facts} == facts
        assert one.ref == entry.get("ref", "")


def test_words_are_those_of_the_form() -> None:
    found = taken("dd2092")
    assert item(found, "decision").values["title"].plain == (
        "Scoping Study For a London Office Of Technology and Innovation (LOTI)"
    )
    assert [plain(one)["role"] for one in items(found, "signoff")] == [
        "Drafting officer",
        "Assistant Director/Head of Service",
        "Finance and Legal",
        "Corporate Investment Board",
        "Executive Director, Resources",
        "Head of Paid Service and Executive Director",
    ]
    assert [plain(one)["title"] for one in items(found, "milestone")] == [
        entry["title"] for entry in dd2092.facts()["milestone"]
    ]
    assert [plain(one)["title"] for one in items(found, "step")] == [entry["title"] for entry in dd2092.facts()["step"]]
    assert str(plain(item(found, "decision"))["objectives"]).count("\n") == 4
    assert str(plain(item(found, "decision"))["outcomes"]).count("\n") == 2


def test_links_join_what_the_register_joins() -> None:
    found = taken("dd2092")
    assert item(found, "milestone/delivery-start").links == {"depends_on": ("step/contract",)}
    assert item(found, "milestone/delivery-end").links == {"depends_on": ("milestone/delivery-start",)}
    assert item(found, "publication").links == {"waits_for": ("step/contract",)}
    assert all(one.links == {"procurement": ("procurement/1",)} for one in items(found, "step"))


def test_nothing_is_in_doubt() -> None:
    found = taken("dd2092")
    assert not said(found, What.DOUBTED)
    assert not said(found, What.LEFT_OUT)
    assert not [value for one in found.found for value in one.values.values() if value.doubt]


def test_the_greek_alpha_is_folded_and_said_with_its_cell() -> None:
    (fold,) = said(taken("dd2092"), What.FOLDED)
    assert fold.sentence == (
        "The RAG of risk 4 has U+0391 GREEK CAPITAL LETTER ALPHA; it looks like A and was read as A."
    )
    assert fold.raw == "\u0391"
    assert fold.place.words == "line 113, column 5"


def test_the_doubled_heading_the_split_heading_and_the_lost_number_are_said() -> None:
    found = taken("dd2092")
    (repeated,) = said(found, What.REPEATED)
    assert (repeated.raw, repeated.place.line) == ("a) Key Risks", 108)
    joined = {notice.place.line: notice for notice in said(found, What.JOINED)}
    assert joined[109].raw == "Prob- ability 1-4"
    assert joined[42].sentence == "The paragraph between 1.1 and 1.3 has no number; it was read as 1.2."


def test_what_the_form_does_not_say_is_said_to_be_assumed() -> None:
    sentences = [notice.sentence for notice in said(taken("dd2092"), What.ASSUMED)]
    assert len(sentences) == 4
    assert any("usual ones for quotes" in one for one in sentences)
    assert any("Field Assessment" in one for one in sentences)


def test_taking_it_twice_comes_to_the_same() -> None:
    assert taken("dd2092") == taken("dd2092")
