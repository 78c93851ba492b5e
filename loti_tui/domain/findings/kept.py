"""What the rules found in each risk, kept for as long as nothing that they read has changed.

After a change the rules look again at the risk that was changed, and not at thousands of others. What they say of a
risk hangs on that risk, on its own turns in the trail, on the day, and on the items of other kinds: on no other risk.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loti_tui.domain.findings import WORST_FIRST, Attention, accepted_on, found
from loti_tui.domain.findings.finding import Facts, Finding
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Acknowledgement, Risk
from loti_tui.domain.state import State
from loti_tui.domain.trail import Trail

STEP = 200
"""Risks that are looked at in one step: a few milliseconds."""
PASSED = 4_000
"""Risks that are passed in one step, since they need no look: as long."""
OF_RISKS = tuple((place, rule) for place, rule in enumerate(WORST_FIRST) if rule.kind == Risk.KIND)
"""The rules that look at risks, each with its place among all."""

Told = tuple[tuple[int, Finding], ...]
"""Findings, each with the place of its rule."""


class Kept:
    """`attention`, worked out in steps, and again and again for one register."""

    def __init__(self) -> None:
        self._basis: list[object] = []
        self._told: dict[str, tuple[Item, object, Told]] = {}
        """id -> the risk as it was looked at, its turns and since when it is there, and what was found."""
        self.attention = Attention()
        """What the last look that was gone through to its end has found."""

    def look(self, state: State, today: date, trail: Trail) -> Iterator[None]:
        """Work out what needs attention, as `attention` does; after each step something else may be done."""
        facts = Facts(state.on(today), today, trail)
        basis: list[object] = [today, *(facts.state.of(kind) for kind in KINDS if kind != Risk.KIND)]
        if basis != self._basis:
            self._told, self._basis = {}, basis
        by_rule: list[list[Finding]] = [[] for _ in WORST_FIRST]
        yield from self._of_risks(facts, by_rule)
        for place, rule in enumerate(WORST_FIRST):
            if rule.kind != Risk.KIND:
                by_rule[place] = list(found(facts, [rule]))
                yield
        self.attention = sorted_out([one for some in by_rule for one in some], state, today)

    def _of_risks(self, facts: Facts, by_rule: list[list[Finding]]) -> Iterator[None]:
        told, turns, added = self._told, facts.trail.turns, facts.trail.added
        looked_at = 0
        for number, risk in enumerate(facts.state.risks, 1):
            if number % PASSED == 0:
                yield
            past = (turns.get(risk.id), added.get(risk.id))
            kept = told.get(risk.id)
            if kept is None or kept[0] is not risk or kept[1] != past:
                hits = ((place, rule, hit) for place, rule in OF_RISKS for hit in rule.look(risk, facts))
                kept = risk, past, tuple((place, rule.finding(risk, *hit)) for place, rule, hit in hits)
                told[risk.id] = kept
                looked_at += 1
                if looked_at % STEP == 0:
                    yield
            for place, finding in kept[2]:
                by_rule[place].append(finding)


def sorted_out(findings: list[Finding], state: State, today: date) -> Attention:
    """Those that are open, and those that were acknowledged until a later day."""
    accepted = accepted_on(state, today)
    if not accepted:
        return Attention(tuple(findings))
    acknowledged: list[tuple[Finding, Acknowledgement]] = []
    standing: list[Finding] = []
    for one in findings:
        by = accepted.get((one.code, one.about))
        if by is None:
            standing.append(one)
        else:
            acknowledged.append((one, by))
    return Attention(tuple(standing), tuple(acknowledged))
