"""Amounts as forms write them: read where they read one way, in doubt where something may be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.money import money_words
from loti_tui.intake.amounts import amount, mentions
from loti_tui.intake.place import Place


@pytest.mark.parametrize(
    ("raw", "pence"),
    [
        ("£100,000", 10_000_000),
        ("£45k", 4_500_000),
        ("£25K", 2_500_000),
        ("£3.413m", 341_300_000),
        ("£1.06m", 106_000_000),
        ("£1.16 billion", 116_000_000_000),
        ("£15.41 million", 1_541_000_000),
        ("£11.7bn", 1_170_000_000_000),
        ("£36,800 plus VAT", 3_680_000),
        ("£36,800 (excluding VAT)", 3_680_000),
    ],
)
def test_what_reads_one_way_is_read(raw: str, pence: int) -> None:
    value = amount(raw)
    assert (value.plain, value.raw, value.doubt) == (pence, raw, "")


@pytest.mark.parametrize(
    ("raw", "candidates"),
    [
        ("100,000", (10_000_000,)),
        ("E25k", (2_500_000,)),
        ("056,000", ()),
        ("£056,000", ()),
        ("00k", ()),
        ("£00k", ()),
        (",000", ()),
        ("£31,469m", (3_146_900_000, 3_146_900, 3_146_900_000_000)),
        ("£1O0,000", (10_000_000,)),
        ("£l00,000", (10_000_000,)),
        ("£25.000", (2_500_000,)),
        ("£25,00", ()),
        ("£", ()),
        ("", ()),
        ("about a thousand", ()),
    ],
)
def test_what_may_have_lost_something_is_a_doubt(raw: str, candidates: tuple[int, ...]) -> None:
    value = amount(raw)
    assert value.plain is None
    assert value.doubt.endswith(".")
    assert value.candidates == candidates


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("up to £100,000 for it, comprising £25,000 from X and £75,000.", [10_000_000, 2_500_000, 7_500_000]),
        ("£25k-£30k, or £50,000/£60,000", [2_500_000, 3_000_000, 5_000_000, 6_000_000]),
        ("(£1.16 billion) in 2017", [116_000_000_000]),
        ("£100,000 2017-18 budget", [10_000_000]),
        ("up to £100, 000 for it", [None]),
        ("up to £1 00,000 for it", [None]),
        ("up to £100;000 for it", [None]),
        ("up to £100,", [None]),
        ("a sum of 100,000", [None]),
        ("in 2017-18, sections 1 4", []),
    ],
)
def test_amounts_are_found_in_a_sentence(sentence: str, found: list[int | None]) -> None:
    assert [one.value.plain for one in mentions(sentence)] == found


def test_a_mention_knows_where_it_stands_and_whether_it_has_its_sign() -> None:
    first, second = mentions("from £5,000 to 7,000 pounds", Place(line=3))
    assert (first.start, first.end, first.signed, first.value.place.line) == (5, 11, True, 3)
    assert (second.value.raw, second.signed) == ("7,000", False)


@given(st.integers(0, 10**12))
def test_an_amount_as_the_program_writes_it_is_read_back_from_a_sentence(pence: int) -> None:
    (one,) = mentions(f"expenditure of {money_words(pence)} on kites")
    assert one.value.plain == pence


@given(st.text(max_size=60))
def test_any_text_has_amounts_whose_raw_text_stands_in_it(text: str) -> None:
    for one in mentions(text):
        assert one.value.doubt or one.value.raw in text
        assert text[one.start : one.start + 1] == one.value.raw[:1]
