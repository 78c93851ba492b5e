"""Whether a name is that of a unit or an organisation rather than of a person.

A board asks a person. The register cannot know everybody, so the rule goes by what it holds: the organisations that it
names itself (who pays, who leads), and words that only units bear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loti_tui.domain.state import State
from loti_tui.domain.text import fold

UNIT_WORDS = frozenset({
    "unit", "team", "group", "department", "directorate", "division", "office", "service", "services", "board",
    "committee", "council", "councils", "authority", "borough", "boroughs", "agency", "secretariat", "branch",
    "procurement", "finance", "legal", "intelligence", "communications", "technology", "digital", "data", "policy",
    "operations", "provider", "supplier", "contractor", "consultant", "consultants", "staff", "gla", "tfl", "loti",
    "hr", "ict", "it", "pmo", "limited", "ltd", "plc", "llp", "tbc", "tba",
})  # fmt: skip
"""Words that a unit's name has and a person's has not; ours, from the names of units in the GLA's decision forms."""

POST_WORDS = frozenset({
    "head", "director", "manager", "officer", "lead", "leader", "chief", "chair", "mayor", "deputy", "sro", "secretary",
})  # fmt: skip
"""Words of a post: one person holds it, whatever unit its name also has."""

AFTER_A_NAME = re.compile(r"[(,;/]")
"""What follows these is where a person belongs, not who they are."""


@dataclass(frozen=True)
class Organisations:
    """The names, each as its folded words, of the organisations that a register names."""

    names: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, state: State) -> Organisations:
        """Who pays, who leads, who supplies."""
        bought = state.procurement
        told = [one.payer for one in state.funding] + [one.lead for one in state.steps]
        told += [bought.lead, bought.supplier] if bought else []
        return cls(tuple({tuple(fold(name).split()): None for name in told if name}))

    def is_unit(self, name: str) -> bool:
        """Whether a name is a unit's: by a unit's word, or because it is one of these names or stands in one of them.

        A post is a person's, whatever unit its name also has.
        """
        words = tuple(fold(AFTER_A_NAME.split(name, maxsplit=1)[0]).split())
        if not words or not POST_WORDS.isdisjoint(words):
            return False
        if not UNIT_WORDS.isdisjoint(words):
            return True
        return any(
            known[start : start + len(words)] == words
            for known in self.names
            for start in range(len(known) - len(words) + 1)
        )
