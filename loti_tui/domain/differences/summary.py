"""The direction in which each risk travels, and all differences in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from loti_tui.domain.differences.difference import Difference
from loti_tui.domain.differences.pair import kind_words
from loti_tui.domain.differences.risks import direction, rating_seen
from loti_tui.domain.fields import Money
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.domain.text import counted

NOTHING = "Nothing has changed."


class Travel(StrEnum):
    """The direction of travel of a risk: up is worse."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"

    @property
    def words(self) -> str:
        """Its shape and its word, as tables have it."""
        return _WORDS[self]

    @property
    def weight(self) -> int:
        """What asks most for being looked at has the highest: worse, then new, then as it was, then better."""
        return (Travel.DOWN, Travel.SAME, Travel.NEW, Travel.UP).index(self)


_WORDS = {Travel.UP: "▲ Up", Travel.DOWN: "▼ Down", Travel.SAME: "= Same", Travel.NEW: "+ New"}
TRAVELS = {1: Travel.UP, 0: Travel.SAME, -1: Travel.DOWN}


def travel(old: State | None, new: State) -> Mapping[str, Travel]:
    """risk id -> its direction, of every risk that stands in `new`; nothing where there is nothing to compare with.

    By score, and by RAG where the scores are equal. A risk whose rating is withheld in part in either state is left
    out: its direction would tell of it.
    """
    if old is None:
        return {}
    earlier = {one.id: one for one in old.risks}
    return {
        risk.id: TRAVELS[direction(old.judgement(was), new.judgement(risk))] if was else Travel.NEW
        for risk in new.risks
        for was in (earlier.get(risk.id),)
        if rating_seen(risk, *([was] if was else []))
    }


def summary(old: State, new: State, found: Sequence[Difference]) -> str:
    """ "Risks: 1 up, 0 down, 1 same; 1 new, 1 closed, 1 removed. 1 milestone moved, 3 other changes."

    The directions are those of the risks that are open and stand in both states.
    """
    if not found:
        return NOTHING
    told = [f"Risks: {risks(old, new, found)}."] if old.risks or new.risks else []
    if rest := list(others(found)):
        words = ", ".join(rest)
        told.append(f"{words[:1].upper()}{words[1:]}.")
    return " ".join(told)


def risks(old: State, new: State, found: Sequence[Difference]) -> str:
    """How many risks travel where, and how many came and went."""
    is_open = {one.id for one in new.risks if one.status == "open"}
    travels = Counter(where for risk, where in travel(old, new).items() if risk in is_open)
    fates = Counter(one.change for one in found if one.kind == "risk")
    directions = ", ".join(f"{travels[one]:,} {one}" for one in (Travel.UP, Travel.DOWN, Travel.SAME))
    return f"{directions}; {fates['added']:,} new, {fates['closed']:,} closed, {fates['removed']:,} removed"


COUNTED = ("added", "removed", "closed", "moved")
"""What is counted by kind."""
RISK_FATES = ("raised", "lowered", "added", "closed", "removed")
"""What the line of the risks tells of them."""


def others(found: Sequence[Difference]) -> Iterator[str]:
    """What became of everything else, counted."""
    items: dict[tuple[str, str], set[str]] = {}
    rest = 0
    for one in found:
        if one.kind == "risk" and one.change in RISK_FATES:
            continue
        if noun := noun_of(one):
            items.setdefault((noun, one.change), set()).add(one.item)
        else:
            rest += 1
    for (noun, change), some in items.items():
        yield f"deferral {change}" if noun == "deferral" else f"{counted(len(some), noun, plural(noun))} {change}"
    if rest:
        yield counted(rest, "other change" if items else "change")


def noun_of(one: Difference) -> str:
    """What a difference is counted as; "" where it is one of the others."""
    if one.kind == "publication" and one.field == "until":
        return "deferral"
    if one.change in COUNTED:
        return kind_words(one.kind)
    if one.change not in ("raised", "lowered") or one.field is None:
        return ""
    field = KINDS[one.kind].fields[one.field]
    return "amount" if isinstance(field.type, Money) else field.label.lower()


def plural(noun: str) -> str:
    """Several of them."""
    return {"day off": "days off", "spending": "lines of spending", "delivery confidence": "delivery confidences"}.get(
        noun, f"{noun}s"
    )
