"""Money in whole pence."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.money import MAX_PENCE, money_words, read_money
from loti_tui.domain.refused import Refused


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£25,000", 2_500_000),
        ("25000", 2_500_000),
        ("25k", 2_500_000),
        ("£25K", 2_500_000),
        ("25 thousand", 2_500_000),
        ("GBP 25,000", 2_500_000),
        ("£ 25,000", 2_500_000),
        (" £25,000.00 ", 2_500_000),
        ("£1.06m", 106_000_000),
        ("1.06 million", 106_000_000),
        ("0.5k", 50_000),
        ("1.2345k", 123_450),
        ("£1.2bn", 120_000_000_000),
        ("£12.50", 1_250),
        ("0", 0),
        ("0.01", 1),
        ("£1,000,000,000,000", MAX_PENCE),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, pence: int) -> None:
    assert read_money(typed) == pence


@pytest.mark.parametrize("typed", ["100,000.5", "12.5", "12.500", "12.345", "£1.001"])
def test_pence_are_two_figures_or_none(typed: str) -> None:
    with pytest.raises(Refused, match="two figures of pence"):
        read_money(typed)


@pytest.mark.parametrize("typed", ["-5", "£-5", "-£5", "\u22125", "\u201325,000", "(500)", "£(500)"], ids=ascii)
def test_a_negative_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is negative"):
        read_money(typed)


@pytest.mark.parametrize("typed", ["1.234567k", "0.000000001m"])
def test_a_fraction_of_a_penny_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="does not come to whole pence"):
        read_money(typed)


@pytest.mark.parametrize("typed", ["1000000000000.01", "1001bn", "9" * 18])
def test_an_amount_beyond_a_million_million_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"is too large; at most £1,000,000,000,000 is accepted"):
        read_money(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "£",
        ",500",
        "0500",
        "000",
        "25,00",
        "2,5000",
        "25,000,00",
        "1,06m",
        "25,000k",
        ".50",
        "5.",
        "$5",
        "€5",
        "£5 or so",
        "five",
        "5p",
        "1e3",
        "25 000",
        "25_000",
        "££5",
        "5kk",
        "\u0665",
        "+5",
        "k",
        "9" * 19,
        "5-",
    ],
    ids=ascii,
)
def test_an_amount_that_may_have_lost_something_is_not_guessed(typed: str) -> None:
    with pytest.raises(Refused, match="is not an amount of money that can be understood"):
        read_money(typed)


def test_a_refusal_is_short_whatever_was_pasted() -> None:
    with pytest.raises(Refused) as refusal:
        read_money("9" * 100_000)
    assert len(refusal.value.sentence) < 200


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (2_500_000, "£25,000"),
        (1_250, "£12.50"),
        (5, "£0.05"),
        (0, "£0"),
        (-1_250, "-£12.50"),
        (-2_500_000, "-£25,000"),
        (MAX_PENCE, "£1,000,000,000,000"),
    ],
)
def test_an_amount_is_written_with_pence_only_where_it_has_some(pence: int, words: str) -> None:
    assert money_words(pence) == words


@given(st.integers(0, MAX_PENCE))
def test_what_is_shown_can_be_typed_back(pence: int) -> None:
    assert read_money(money_words(pence)) == pence
    assert read_money(f"{pence // 100}.{pence % 100:02}") == pence


@given(st.integers(0, 10**9), st.sampled_from(["k", "m"]))
def test_thousands_and_millions_are_exact(thousandths: int, scale: str) -> None:
    factor = {"k": 100, "m": 100_000}[scale]
    assert read_money(f"{thousandths // 1000}.{thousandths % 1000:03}{scale}") == thousandths * factor


@given(st.text(max_size=12) | st.text("0123456789.,£kmbn-() ", max_size=12))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    pence = 0
    with contextlib.suppress(Refused):
        pence = read_money(text)
    assert type(pence) is int
    assert 0 <= pence <= MAX_PENCE
