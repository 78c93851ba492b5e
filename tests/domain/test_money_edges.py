"""What is said of an amount that is not taken, with the very words that were typed."""

from __future__ import annotations

import pytest

from loti_tui.domain.money import read_money
from loti_tui.domain.refused import Refused


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12.5", "“12.5” does not have two figures of pence; write £12.50, or £12 for whole pounds."),
        ("1.234567k", "“1.234567k” does not come to whole pence; write the amount in full."),
        ("1001bn", "“1001bn” is too large; at most £1,000,000,000,000 is accepted."),
    ],
)
def test_a_refused_amount_is_quoted_as_it_was_typed(typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        read_money(typed)
    assert caught.value.sentence == sentence


def test_an_amount_may_have_a_hundred_letters_and_no_more() -> None:
    assert read_money("£5".ljust(100)) == 500
    with pytest.raises(Refused, match=r"^“£5” is not an amount of money that can be understood\."):
        read_money("£5".ljust(101))
