"""Who pays how much, from the decision's paragraph, checked against the financial comments and the ceiling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loti_tui.domain.money import money_words
from loti_tui.domain.text import fold
from loti_tui.intake.form.decision import Decided, head_and_parts
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.pieces import Piece, Section, named
from loti_tui.intake.place import Place
from loti_tui.intake.taken import Value, What

_PAYER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:is |will be |are )?(?:to be )?"
    r"(?:contributed|met|funded|provided|paid|drawn|given)?\s*(?:from|by))\s+(?:the |an? )?(?P<payer>[A-Z][^,;.£]*)"
)
_BUDGET = re.compile(
    r"(?:['\u2019]s?)?(?: (?:approved|existing|programme|revenue|capital))*(?: \d{4}[-/]\d{2,4})?"
    r"(?: (?:approved|programme|revenue|capital|staffing))* (?:budgets?|reserves?)"
    r"(?: for)?(?: (?:in )?\d{4}[-/]\d{2,4})?$"
)
_ENDS = re.compile(
    r"\s+(?:and|to be|in|for|towards|as|with|which|over|during|per)\s*$"
    r"|\s+(?:to be|towards|which|over|during|in 20)\b.*$"
)


@dataclass(frozen=True, slots=True)
class Share:
    """One payer's share as a paragraph has it."""

    payer: Value
    amount: Value


def payer_name(raw: str) -> str:
    """A payer without its budget: "GLA's Intelligence Unit's 2017-18 budget" is "GLA Intelligence Unit"."""
    words = _ENDS.sub("", raw.strip()).strip()
    words = _BUDGET.sub("", words)
    words = re.sub(r"\bGLA['\u2019]s\b", "GLA", words)
    return re.sub(r"['\u2019]s?$", "", words).strip(" ,")


def shares(pieces: tuple[Piece, ...]) -> Iterator[Share]:
    """Each amount that is said to come from somebody."""
    for piece in pieces:
        _, parts = head_and_parts(piece.rest, piece)
        for at, mention in enumerate(parts):
            end = parts[at + 1].start if at + 1 < len(parts) else len(piece.rest)
            found = _PAYER.match(piece.rest, mention.end, end)
            if found and (name := payer_name(found["payer"])):
                raw = _ENDS.sub("", found["payer"].strip()).strip()
                yield Share(Value(name, raw, piece.place), mention.value)


def take_funding(decision: Decided, sections: list[Section], gathered: Gathered) -> list[Share]:
    """Add a funding line for each share, and say where the sums do not agree."""
    finance = tuple(piece for section in named(sections, "finance") for piece in section.pieces)
    told = list(shares(finance))
    found = list(shares(decision.pieces))
    if not found and told:
        found, told = told, []
        gathered.say(
            What.NOTED, "The funding was taken from the financial comments.", told_at(found), found[0].amount.raw
        )
    for number, share in enumerate(found, 1):
        other = next((one for one in told if _same(one, share)), None)
        amount = _checked(share, other, gathered)
        gathered.add("funding", f"funding/{number}", {"payer": share.payer, "amount": amount}, share.payer.place)
    _check_sum(found, decision, gathered)
    return found


def told_at(found: list[Share]) -> Place:
    """Where the first of some shares stands."""
    return found[0].payer.place


def _same(one: Share, other: Share) -> bool:
    return fold(str(one.payer.plain)) == fold(str(other.payer.plain))


def _checked(share: Share, other: Share | None, gathered: Gathered) -> Value:
    """The amount, where the financial comments say another: still the decision's, and said."""
    if other is None or other.amount.plain is None:
        return share.amount
    if share.amount.doubt:
        return replace(share.amount, candidates=tuple(dict.fromkeys((other.amount.plain, *share.amount.candidates))))
    if share.amount.plain != other.amount.plain:
        gathered.say(
            What.NOTED,
            f"{share.payer.plain} pays {share.amount.raw} by the decision and {other.amount.raw} by the financial "
            "comments. Check which of them holds.",
            other.amount.place,
            other.amount.raw,
        )
    return share.amount


def _check_sum(found: list[Share], decision: Decided, gathered: Gathered) -> None:
    amounts = [share.amount.plain for share in found]
    ceiling = decision.ceiling.plain if decision.ceiling else None
    known = [one for one in amounts if isinstance(one, int)]
    if not found or not isinstance(ceiling, int) or len(known) < len(amounts) or sum(known) == ceiling:
        return
    gathered.say(
        What.NOTED,
        f"The funding lines come to {money_words(sum(known))}, the ceiling is {money_words(ceiling)}.",
        told_at(found),
        found[0].amount.raw,
    )
