"""What a field may hold: how it is typed, checked, kept and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import NOT_RECORDED, TEXT_LIMIT, Choice, Field, Flag, Plain, Reading, Text
from loti_tui.domain.items import KINDS, PROBABILITY, RAG
from loti_tui.domain.money import MAX_PENCE
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import shortened

ITEMS = {"r1": ("risk", "id-r1"), "s8": ("step", "id-s8"), "m1": ("milestone", "id-m1"), "p1": ("procurement", "id-p1")}


def find(ref: str) -> tuple[str, str]:
    found = ITEMS.get(ref.strip().casefold())
    if found is None:
        raise Refused(f"There is no “{ref}” in this register.")
    return found


READING = Reading(date(2017, 4, 6), find)


def field(name: str) -> Field:
    kind, of_kind = name.split(".")
    return KINDS[kind].fields[of_kind]


@pytest.mark.parametrize(
    ("name", "typed", "plain"),
    [
        ("risk.description", "  A supplier\twithdraws\r\n ", "A supplier withdraws"),
        ("risk.mitigation", "One\r\nTwo", "One\nTwo"),
        ("risk.owner", "[/x] {supplier}", "[/x] {supplier}"),
        ("risk.probability", " 3 ", 3),
        ("risk.rag_recorded", "a", "A"),
        ("risk.rag_recorded", "AMBER", "A"),
        ("risk.rag_recorded", "gr", "G"),
        ("risk.rag_recorded", "\u0391", "A"),
        ("risk.response", "Tolerate", "tolerate"),
        ("risk.response", "trea", "treat"),
        ("risk.proximity", "within stage", "within stage"),
        ("risk.status", "c", "closed"),
        ("milestone.baseline", "april 2017", "2017-04"),
        ("milestone.baseline", "q2 2017", "2017-Q2"),
        ("milestone.baseline", "2017", "2017"),
        ("milestone.forecast", "+2w", "2017-04-20"),
        ("decision.approved_on", "4.4.17", "2017-04-04"),
        ("publication.until", "31 Mar 2017", "2017-03-31"),
        ("decision.ceiling", "100k", 10_000_000),
        ("funding.amount", "£12.50", 1_250),
        ("publication.part2", "No", False),
        ("publication.deferred", "y", True),
        ("step.position", " 12 ", 12),
        ("step.procurement", "p1", "id-p1"),
        ("milestone.depends_on", "S8, M1", ["id-s8", "id-m1"]),
        ("milestone.depends_on", "m1 M1,m1", ["id-m1"]),
    ],
)
def test_what_people_type_is_read(name: str, typed: str, plain: Plain) -> None:
    read = field(name).read(typed, READING)
    assert read == plain
    assert isinstance(read, type(plain))


@pytest.mark.parametrize("typed", ["", " ", "\t\n"])
@pytest.mark.parametrize("name", ["risk.owner", "risk.impact", "risk.rag_recorded", "milestone.baseline"])
def test_nothing_typed_clears_a_field(name: str, typed: str) -> None:
    assert field(name).read(typed, READING) is None


@pytest.mark.parametrize(
    ("name", "typed", "label", "accepted"),
    [
        ("risk.probability", "5", "Probability", "1, 2, 3 or 4"),
        ("risk.probability", "0", "Probability", "1, 2, 3 or 4"),
        ("risk.probability", "2.0", "Probability", "1, 2, 3 or 4"),
        ("risk.impact", "high", "Impact", "1, 2, 3 or 4"),
        ("risk.rag_recorded", "purple", "Recorded RAG", "G (Green), A (Amber) or R (Red)"),
        ("risk.response", "t", "Response", "treat, tolerate, transfer or terminate"),
        ("risk.status", "opened", "Status", "open, closed or occurred"),
        ("milestone.status", "d", "Status", "planned, started, done or dropped"),
        ("milestone.baseline", "soon", "Baseline", "Apr 2017"),
        ("milestone.baseline", "31 Feb 2017", "Baseline", "28 days"),
        ("funding.amount", "12.5", "Amount", "£12.50"),
        ("funding.amount", "some", "Amount", "£12.50"),
        ("publication.deferred", "maybe", "Part 1 deferred", "yes or no"),
        ("step.position", "-1", "Place in order", "a whole number"),
        ("step.position", "\u0663", "Place in order", "a whole number"),
        ("step.procurement", "R1", "Procurement", "the reference of a procurement"),
        ("milestone.depends_on", "R1", "Depends on", "references of a milestone or step"),
    ],
)
def test_the_rest_is_refused_in_a_sentence_of_label_value_and_what_is_accepted(
    name: str, typed: str, label: str, accepted: str
) -> None:
    with pytest.raises(Refused) as caught:
        field(name).read(typed, READING)
    sentence = caught.value.sentence
    assert sentence.startswith(label)
    assert typed in sentence
    assert accepted in sentence
    assert sentence.endswith(".")


def test_a_day_field_refuses_a_month_rather_than_inventing_a_day() -> None:
    with pytest.raises(Refused, match=r"^Approved on accepts a day such as 31 Mar 2017; “April 2017” is not one"):
        field("decision.approved_on").read("apr 2017", READING)


def test_a_reference_that_no_item_has_is_refused_under_the_fields_label() -> None:
    with pytest.raises(Refused, match=r"^Depends on: There is no “Z9”"):
        field("milestone.depends_on").read("M1, Z9", READING)


def test_a_text_over_its_limit_is_refused_and_never_cut() -> None:
    with pytest.raises(Refused, match=r"^Risk: .*10,001 characters; at most 10,000"):
        field("risk.description").read("x" * (TEXT_LIMIT + 1), READING)
    assert field("risk.description").read("x" * TEXT_LIMIT, READING) == "x" * TEXT_LIMIT


def test_a_refusal_carries_no_control_characters_of_what_was_typed() -> None:
    with pytest.raises(Refused) as caught:
        field("risk.status").read("\x1b[31mhot\x07", READING)
    assert "“hot”" in caught.value.sentence
    assert caught.value.sentence.isprintable()


def test_a_refusal_quotes_a_long_text_shortened() -> None:
    with pytest.raises(Refused) as caught:
        field("risk.status").read("hot " * 5_000, READING)
    assert len(caught.value.sentence) < 150


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("risk.probability", 9),
        ("risk.probability", 0),
        ("risk.probability", True),
        ("risk.probability", "2"),
        ("risk.probability", 2.0),
        ("risk.status", "x"),
        ("risk.status", 1),
        ("risk.rag_recorded", "\u0391"),
        ("risk.rag_recorded", "Amber"),
        ("risk.review_on", 7),
        ("risk.review_on", "soon"),
        ("risk.review_on", "2017-13"),
        ("decision.approved_on", "2017-04"),
        ("funding.amount", -1),
        ("funding.amount", 1.5),
        ("funding.amount", True),
        ("funding.amount", "5"),
        ("publication.part2", 1),
        ("publication.part2", "yes"),
        ("step.position", -1),
        ("step.position", 10**9),
        ("risk.owner", 5),
        ("risk.owner", ["Ann"]),
        ("step.procurement", ["P1"]),
        ("milestone.depends_on", "M1"),
        ("milestone.depends_on", [1]),
    ],
)
def test_the_door_refuses_a_value_of_another_form_under_the_fields_label(name: str, value: Any) -> None:
    with pytest.raises(Refused) as caught:
        field(name).check(value)
    assert caught.value.sentence.startswith(field(name).label)


def test_no_amount_is_kept_that_nobody_could_type() -> None:
    assert field("funding.amount").check(MAX_PENCE) == MAX_PENCE
    with pytest.raises(Refused):
        field("funding.amount").check(MAX_PENCE + 1)


@pytest.mark.parametrize("empty", [None, "", "  ", "\u200b", "\x1b[0m"])
def test_a_required_field_cannot_be_emptied(empty: str | None) -> None:
    with pytest.raises(Refused, match=r"^Risk cannot be empty: it accepts text"):
        field("risk.description").check(empty)


def test_an_empty_text_and_an_empty_list_are_kept_as_nothing() -> None:
    assert field("risk.owner").check(" \u200b ") is None
    assert field("milestone.depends_on").check([]) is None


def test_the_words_for_a_person_stand_without_a_label() -> None:
    assert field("risk.impact").type.words(3) == "3 Substantial"
    assert field("risk.probability").type.words(4) == "4 Highly likely"
    assert field("risk.rag_recorded").type.words("A") == "Amber"
    assert field("risk.status").type.words("open") == "Open"
    assert field("milestone.baseline").type.words("2017-04") == "Apr 2017"
    assert field("funding.amount").type.words(2_500_000) == "£25,000"
    assert field("publication.part2").type.words(False) == "No"


@pytest.mark.parametrize(
    "name", ["risk.owner", "risk.rag_recorded", "milestone.baseline", "funding.amount", "publication.part2"]
)
def test_nothing_recorded_is_said_and_not_left_blank(name: str) -> None:
    assert field(name).type.words(None) == NOT_RECORDED
    assert field(name).type.typed(None) == ""


def test_a_date_is_loaded_with_its_precision_and_links_as_a_tuple() -> None:
    assert field("milestone.baseline").type.load("2017-04") == PartialDate("2017-04")
    assert field("milestone.baseline").type.load(None) is None
    assert field("milestone.depends_on").type.load(["a", "b"]) == ("a", "b")
    assert field("milestone.depends_on").type.load(None) == ()


def test_a_quote_in_a_sentence_is_one_short_line() -> None:
    assert shortened("a\nb\x1b[1m") == "a b"
    assert shortened("x" * 100) == "x" * 59 + "…"


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
DATES = DAYS.flatmap(
    lambda day: st.sampled_from(
        [
            str(PartialDate.of_day(day)),
            str(PartialDate.of_month(day.year, day.month)),
            str(PartialDate.of_quarter(day.year, (day.month + 2) // 3)),
            str(PartialDate.of_year(day.year)),
        ]
    )
)


def there_and_back(name: str, value: Plain, reading: Reading = READING) -> Plain:
    return field(name).read(field(name).type.typed(value), reading)


@given(DATES, DAYS)
def test_a_date_in_an_editor_is_read_back_as_it_was_whatever_day_it_is(value: str, today: date) -> None:
    assert there_and_back("milestone.baseline", value, Reading(today, find)) == value


@given(st.integers(0, MAX_PENCE))
def test_an_amount_in_an_editor_is_read_back_as_it_was(pence: int) -> None:
    assert field("funding.amount").check(pence) == pence
    assert there_and_back("funding.amount", pence) == pence


@pytest.mark.parametrize("value", [None, 1, 2, 3, 4])
def test_a_score_in_an_editor_is_read_back_as_it_was(value: Plain) -> None:
    assert there_and_back("risk.impact", value) == value


@pytest.mark.parametrize("value", [None, True, False])
def test_a_flag_in_an_editor_is_read_back_as_it_was(value: Plain) -> None:
    assert there_and_back("publication.deferred", value) is value


CHOICES = [
    (f"{kind.name}.{one.name}", value)
    for kind in KINDS.values()
    for one in kind.fields.values()
    if isinstance(one.type, Choice)
    for value in one.type.values
]


@pytest.mark.parametrize(("name", "value"), CHOICES)
def test_a_choice_is_read_back_from_the_editor_and_from_its_own_words(name: str, value: str) -> None:
    assert there_and_back(name, value) == value
    assert field(name).read(field(name).type.words(value), READING) == value


@given(st.text(max_size=60), st.booleans())
def test_checking_a_text_twice_is_checking_it_once_and_an_editor_keeps_it(text: str, lines: bool) -> None:
    one = Field("x", "X", Text(lines=lines))
    kept = one.check(text)
    assert one.check(kept) == kept
    assert one.read(one.type.typed(kept), READING) == kept


@given(st.one_of(st.none(), st.booleans(), st.integers(-5, 10**16), st.text(max_size=12), st.lists(st.text())))
def test_checking_any_value_twice_is_checking_it_once(value: Plain) -> None:
    for kind in (PROBABILITY, RAG, Flag(), *(field(n).type for n in ("step.position", "milestone.depends_on"))):
        one = Field("x", "X", kind)
        try:
            kept = one.check(value)
        except Refused:
            continue
        assert one.check(kept) == kept


@pytest.mark.parametrize("kind", KINDS)
def test_the_default_of_a_field_is_a_value_that_it_accepts(kind: str) -> None:
    defaults = {one.name: one for one in KINDS[kind].fields.values() if one.default is not None}
    assert "removed" in defaults
    for one in defaults.values():
        assert one.check(one.default) == one.default
