"""What the money of a decision comes to: the funding lines against the ceiling, and what is left of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.register import Register
from loti_tui.domain.accounting import account, funding_label, left_label, left_words
from loti_tui.domain.item import Item
from loti_tui.domain.items import Decision, Funding, Spend
from loti_tui.domain.state import State


def state(*items: Item, ceiling: int | None = 100_00) -> State:
    """A register of a decision with this ceiling and of these items."""
    decision = Decision(id="d", ref="DD1", title="x", ceiling=ceiling)
    return State({one.id: one for one in (decision, *items)})


def funding(ref: str, amount: int | None) -> Funding:
    return Funding(id=ref, ref=ref, payer="x", amount=amount)


def spend(ref: str, amount: int | None, stage: str = "committed") -> Spend:
    return Spend(id=ref, ref=ref, title="x", amount=amount, stage=stage)


def test_the_funding_lines_of_dd2092_come_to_its_ceiling(register: Register) -> None:
    found = account(register.state())
    assert (found.funded, found.adds_up, found.left) == (100_000_00, True, 100_000_00)
    assert funding_label(found) == "Funding in all, equal to the spending ceiling"


@pytest.mark.parametrize(
    ("amount", "words"),
    [(60_00, "£10 more than the spending ceiling"), (49_99, "£0.01 less than the spending ceiling")],
)
def test_the_difference_is_named_to_the_penny(amount: int, words: str) -> None:
    found = account(state(funding("F1", 50_00), funding("F2", amount)))
    assert (found.adds_up, funding_label(found)) == (False, f"Funding in all, {words}")


def test_a_line_without_an_amount_leaves_the_sum_open() -> None:
    found = account(state(funding("F1", 100_00), funding("F2", None)))
    assert (found.funded, found.adds_up) == (100_00, None)
    assert funding_label(found) == "Funding in all, where F2 has no amount"


def test_without_a_ceiling_nothing_is_compared() -> None:
    found = account(state(funding("F1", 100_00), ceiling=None))
    assert (found.adds_up, found.left) == (None, None)
    assert funding_label(found) == "Funding in all, with no spending ceiling recorded"
    assert left_words(found) == "Not known"


def test_what_is_committed_and_what_is_paid_count_each_once() -> None:
    found = account(state(spend("SP1", 30_00), spend("SP2", 20_00, "paid")))
    assert (found.committed, found.paid, found.left) == (30_00, 20_00, 50_00)
    assert (left_label(found), left_words(found)) == ("Left of the spending ceiling", "£50")


def test_more_than_the_ceiling_is_said_as_what_is_over_it() -> None:
    found = account(state(spend("SP1", 130_00)))
    assert (left_label(found), left_words(found)) == ("Over the spending ceiling", "£30")


def test_a_payment_without_an_amount_is_named_where_it_is_missing() -> None:
    assert "without SP1" in left_label(account(state(spend("SP1", None))))


def test_what_was_removed_counts_no_more() -> None:
    assert account(state(replace(funding("F1", 10_00), removed=True), replace(spend("SP1", 5_00), removed=True))) == (
        account(state())
    )
