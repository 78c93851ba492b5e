"""A finding: a rule that the register breaks now, in a plain sentence, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from loti_tui.domain.delivery import expected
from loti_tui.domain.item import Item
from loti_tui.domain.items import Step
from loti_tui.domain.organisations import Organisations
from loti_tui.domain.procuring import Purchase, is_done, purchase
from loti_tui.domain.state import State
from loti_tui.domain.text import shortened
from loti_tui.domain.trail import Trail


class Severity(StrEnum):
    """How much a finding weighs; the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule finds in one item. `item` is its id and `field` where to mend it; both stay in the program."""

    code: str
    severity: Severity
    kind: str
    ref: str
    sentence: str
    advice: str
    item: str
    field: str
    about: str
    """What an acknowledgement of it names: the item, and the other thing that it is about where there is one."""


@dataclass(frozen=True)
class Facts:
    """What the rules read: the register on a day, and what became of the values that they look back on."""

    state: State
    today: date
    trail: Trail = field(default_factory=Trail)

    @cached_property
    def purchase(self) -> Purchase | None:
        """The procurement, read as a whole."""
        return purchase(self.state)

    @cached_property
    def mitigated(self) -> frozenset[str]:
        """The ids of the risks for which there is an action that is not dropped."""
        return frozenset(one.risk for one in self.state.actions if one.risk and one.status != "dropped")

    @cached_property
    def behind_the_gate(self) -> frozenset[str]:
        """The ids of the milestones before which the contract comes, by what they depend on; all where none says so."""
        contract = self.purchase.contract if self.purchase else None
        if contract is None:
            return frozenset()
        found, grew = {contract.id}, True
        while grew:
            more = {
                one.id for one in self.state.milestones if one.id not in found and not found.isdisjoint(one.depends_on)
            }
            found, grew = found | more, bool(more)
        return frozenset(found - {contract.id} or (one.id for one in self.state.milestones))

    @cached_property
    def before(self) -> Mapping[str, tuple[Step | None, Step | None]]:
        """step id -> of those that stand before it, the one with the latest date and the first that is not done."""
        found: dict[str, tuple[Step | None, Step | None]] = {}
        latest: Step | None = None
        undone: Step | None = None
        for step in self.state.steps:
            found[step.id] = latest, undone
            if step.status == "dropped":
                continue
            when, most = expected(step), expected(latest) if latest else None
            if when and (most is None or when > most):
                latest = step
            if undone is None and not is_done(step):
                undone = step
        return found

    def is_unit(self, name: str) -> bool:
        """Whether a name is a unit's; each name is looked at once."""
        if name not in self._units:
            self._units[name] = self._organisations.is_unit(name)
        return self._units[name]

    @cached_property
    def _organisations(self) -> Organisations:
        return Organisations.of(self.state)

    @cached_property
    def _units(self) -> dict[str, bool]:
        return {}


def named(item: Item) -> str:
    """An item in a sentence: its reference, and what it is called."""
    return f"{item.ref} ({shortened(item.title_words, CALLED)})"


CALLED = 60
"""Characters of an item's title in a sentence."""

Found = Iterator[tuple[str, str] | tuple[str, str, str]]
"""(field, sentence), or (field, sentence, part): where to mend it, what is wrong, and with which other thing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a stable code, how much it weighs, the kind of item that it looks at, how it looks, and what to do."""

    code: str
    severity: Severity
    kind: str
    look: Callable[..., Found]
    """(item, Facts) -> what is wrong with it."""
    advice: str

    def findings(self, item: Item, facts: Facts) -> Iterator[Finding]:
        """What the rule finds in an item."""
        for name, sentence, *part in self.look(item, facts):
            about = " ".join((item.id, *part))
            yield Finding(self.code, self.severity, self.kind, item.ref, sentence, self.advice, item.id, name, about)
