"""Whether an owner is a unit or an organisation rather than a person, or nobody yet.

A board asks a person. The register cannot know everybody, so the rules go by what it holds: the organisations that it
names itself (who pays, who supplies, the units that lead), and words that only units bear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loti_tui.domain.state import State
from loti_tui.domain.text import fold

COMPANY_WORDS = frozenset({"limited", "ltd", "plc", "llp"})
"""Words of a company's name that may stand after a person's: “Ann Smith Ltd” makes no company of Ann Smith."""

UNIT_WORDS = COMPANY_WORDS | frozenset({
    "unit", "team", "group", "department", "directorate", "division", "office", "service", "services", "board",
    "committee", "council", "councils", "authority", "borough", "boroughs", "agency", "secretariat",
    "procurement", "finance", "legal", "intelligence", "communications", "technology", "digital", "data", "policy",
    "operations", "provider", "supplier", "contractor", "consultant", "consultants", "staff", "gla", "tfl", "loti",
    "hr", "ict", "it", "pmo",
})  # fmt: skip
"""Words that a unit's name has and a person's has not; ours, from the names of units in the GLA's decision forms."""

POST_WORDS = frozenset({
    "head", "director", "manager", "officer", "lead", "leader", "chief", "chair", "mayor", "deputy", "sro", "secretary",
})  # fmt: skip
"""Words of a post: one person holds it, whatever unit its name also has."""

NOBODY = frozenset({
    "tbc", "tba", "tbd", "to be confirmed", "to be advised", "to be decided", "to be agreed", "none", "nobody",
    "no owner", "unknown", "not known", "not assigned", "unassigned", "unallocated", "vacant", "n a", "xxx",
})  # fmt: skip
"""What people write where there is nobody to name yet, in small letters and without its stops and strokes; ours."""

AFTER_A_NAME = re.compile(r"[(,;/]|\s[-\u2013\u2014]\s|\sat\s")
"""What follows these is where a person belongs, not who they are."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True)
class Organisations:
    """The names, each as its folded words, of the organisations that a register names."""

    names: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, state: State) -> Organisations:
        """Who pays and who supplies; who leads a purchase or a step of it is one where a unit's word says so."""
        bought = state.procurement
        told = [one.payer for one in state.funding] + ([bought.supplier] if bought else [])
        leads = [one.lead for one in state.steps] + ([bought.lead] if bought else [])
        known = [words_of(name) for name in dict.fromkeys(told) if name]
        known += [words for name in dict.fromkeys(leads) if name and has_unit_word(words := words_of(name))]
        return cls(tuple(words for words in dict.fromkeys(known) if words))

    def is_unit(self, name: str) -> bool:
        """Whether a name is a unit's: by a unit's word, or because it is one of these names or stands in one of them.

        A post is a person's, whatever unit its name also has. A name that stands in a company's is not that company's.
        """
        words = before_more(name)
        if not words or is_nobody(name) or not POST_WORDS.isdisjoint(words):
            return False
        if not UNIT_WORDS.isdisjoint(words):
            return True
        return any(
            known == words or (has_unit_word(known) and COMPANY_WORDS.isdisjoint(known) and stands_in(words, known))
            for known in self.names
        )


def is_nobody(name: str) -> bool:
    """Whether a name only keeps a place for one: “TBC”, “n/a”, “?”, “To be confirmed (Intelligence)”."""
    words = words_of(name)
    return not words or any(" ".join(some) in NOBODY for some in (words, before_more(name)))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, without stops."""
    return tuple(_WORD.findall(fold(name)))


def before_more(name: str) -> tuple[str, ...]:
    """The words of a name before those that say where it belongs."""
    return words_of(AFTER_A_NAME.split(name, maxsplit=1)[0])


def has_unit_word(words: tuple[str, ...]) -> bool:
    """Whether these words are those of a unit, and not of a post in it."""
    return not UNIT_WORDS.isdisjoint(words) and POST_WORDS.isdisjoint(words)


def stands_in(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether these words stand in a longer name, one after the other."""
    return any(known[start : start + len(words)] == words for start in range(len(known) - len(words) + 1))
