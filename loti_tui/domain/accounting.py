"""What the money of a decision comes to: who pays, what is committed and paid, what is left; and where nothing is.

Source: domain rules §1 (the funding lines add up to the ceiling) and §6 (what is promised and what is paid both count
against the ceiling, each once).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loti_tui.domain.items import Funding, Spend
from loti_tui.domain.money import money_words
from loti_tui.domain.state import State

NOTHING: Mapping[str, str] = {
    "decision": "No decision is recorded",
    "funding": "No funding line is recorded",
    "spend": "Nothing is committed or paid",
    "signoff": "No sign-off is recorded",
    "programme": "No programme is recorded",
    "dayoff": "Only the bank holidays are days off",
    "withholding": "No item is named as withheld from the public",
}
"""kind -> what is said of the decision where nothing of that kind is recorded."""


@dataclass(frozen=True, slots=True)
class Account:
    """The sums of a register, in whole pence."""

    ceiling: int | None
    """The spending ceiling, None where none is recorded."""
    funded: int
    """What the funding lines come to, those without an amount as nothing."""
    committed: int
    paid: int
    without: tuple[str, ...] = ()
    """The references of the funding lines that have no amount."""
    unpriced: tuple[str, ...] = ()
    """The references of what is committed or paid without an amount."""
    lines: int = 0
    """How many funding lines there are."""

    @property
    def adds_up(self) -> bool | None:
        """Whether the funding lines come to the ceiling; None where that cannot be told."""
        if self.ceiling is None or self.without or not self.lines:
            return None
        return self.funded == self.ceiling

    @property
    def spent(self) -> int:
        """What counts against the ceiling."""
        return self.committed + self.paid

    @property
    def left(self) -> int | None:
        """What may still be committed or paid; below nothing where the ceiling is passed."""
        return None if self.ceiling is None else self.ceiling - self.spent


def account(state: State) -> Account:
    """What the decision, the funding lines and the spending of a register come to."""
    decision, lines, spends = state.decision, state.funding, state.spends
    return Account(
        ceiling=decision.ceiling if decision else None,
        funded=total(lines),
        committed=total(tuple(one for one in spends if one.stage == "committed")),
        paid=total(tuple(one for one in spends if one.stage == "paid")),
        without=tuple(one.ref for one in lines if one.amount is None),
        unpriced=tuple(one.ref for one in spends if one.amount is None),
        lines=len(lines),
    )


def total(items: tuple[Funding, ...] | tuple[Spend, ...]) -> int:
    """The sum of the amounts that are recorded, in pence."""
    return sum(one.amount or 0 for one in items)


def funding_label(of: Account) -> str:
    """What the sum of the funding lines is called: how it stands to the ceiling, the difference named."""
    if of.without:
        has = "has" if len(of.without) == 1 else "have"
        return f"Funding in all, where {', '.join(of.without)} {has} no amount"
    if of.ceiling is None:
        return "Funding in all, with no spending ceiling recorded"
    if of.funded == of.ceiling:
        return "Funding in all, equal to the spending ceiling"
    way = "more" if of.funded > of.ceiling else "less"
    return f"Funding in all, {money_words(abs(of.funded - of.ceiling))} {way} than the spending ceiling"


def left_label(of: Account) -> str:
    """What the last of the sums is called."""
    if of.left is None:
        return "Left of the spending ceiling, which is not recorded"
    after = f", without {', '.join(of.unpriced)}, of which no amount is recorded" if of.unpriced else ""
    return f"{'Over' if of.left < 0 else 'Left of'} the spending ceiling{after}"


def left_words(of: Account) -> str:
    """The amount beside that label."""
    return "Not known" if of.left is None else money_words(abs(of.left))
