"""A finding: a rule that the register breaks now, in a plain sentence, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from loti_tui.domain.dates import MONTHS, PartialDate, Precision, Relation, relation
from loti_tui.domain.delivery import expected
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Issue, Milestone, Risk, Step
from loti_tui.domain.moments import london_day
from loti_tui.domain.organisations import Organisations, is_nobody
from loti_tui.domain.procuring import Purchase, is_done, purchase
from loti_tui.domain.scoring import Cells
from loti_tui.domain.sources import Doubt, doubts_of
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, quoted, shortened
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
    """What an acknowledgement of it names: the item, and the other thing that it is about where there is one.

    No two findings of one code are about the same.
    """


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

    @property
    def contract(self) -> Step | None:
        """The step before which no work starts."""
        return self.purchase.contract if self.purchase else None

    @cached_property
    def meant_for(self) -> Mapping[str, tuple[Action, ...]]:
        """risk id -> the actions that are to mitigate it and are not dropped."""
        found: dict[str, list[Action]] = {}
        for one in self.state.actions:
            if one.risk and one.status != "dropped":
                found.setdefault(one.risk, []).append(one)
        return {risk: tuple(some) for risk, some in found.items()}

    @cached_property
    def behind_the_gate(self) -> frozenset[str]:
        """The ids of the milestones before which the contract comes, by what they depend on; all where none says so."""
        if self.contract is None:
            return frozenset()
        waiting: dict[str, list[str]] = {}
        for one in self.state.milestones:
            for other in one.depends_on:
                waiting.setdefault(other, []).append(one.id)
        found: set[str] = set()
        next_ones = [self.contract.id]
        while next_ones:
            for one_id in waiting.get(next_ones.pop(), ()):
                if one_id not in found:
                    found.add(one_id)
                    next_ones.append(one_id)
        return frozenset(found or (one.id for one in self.state.milestones))

    @cached_property
    def out_of_order(self) -> Mapping[str, tuple[Step | None, Step | None]]:
        """step id -> a step before it that is dated later than it, and one that is not done though it is.

        Where many steps stand after one wrong date, the first of them is named, and then what it says counts: one slip
        of the finger is one finding.
        """
        found: dict[str, tuple[Step | None, Step | None]] = {}
        latest: tuple[PartialDate, Step] | None = None
        undone: Step | None = None
        for step in self.state.steps:
            if step.status == "dropped":
                continue
            when, done = expected(step), is_done(step)
            late = latest[1] if when and latest and relation(when, latest[0]) is Relation.BEFORE else None
            skipped = undone if done else None
            if late or skipped:
                found[step.id] = late, skipped
            if when and (late or latest is None or when > latest[0]):
                latest = when, step
            undone = None if skipped else undone or (None if done else step)
        return found

    @cached_property
    def left_open(self) -> Mapping[str, tuple[tuple[Doubt, str], ...]]:
        """item id -> the values that documents left open, each with what its document is called."""
        found: dict[str, dict[str, tuple[Doubt, str]]] = {}
        for source in self.state.sources:
            for doubt in doubts_of(source):
                called = quoted(source.title) if source.title else "a document"
                found.setdefault(doubt.item, {})[doubt.field] = doubt, called
        return {item: tuple(of_item.values()) for item, of_item in found.items()}

    def is_unit(self, name: str) -> bool:
        """Whether a name is a unit's; each name is looked at once."""
        return self._told(name)[0]

    def is_nobody(self, name: str) -> bool:
        """Whether a name only keeps a place for one; each name is looked at once."""
        return self._told(name)[1]

    def day_of(self, at: str) -> date:
        """The day in London of a moment of the trail; each hour is looked at once, since days begin at whole ones."""
        hour = at[:13]
        if hour not in self._days:
            self._days[hour] = london_day(at)
        return self._days[hour]

    def cells_before(self, day: date) -> Cells:
        """The cells of the matrix that was in force on the day before one; each day is looked at once."""
        if day not in self._cells:
            matrices = {one.id: one for one in self.state.matrices}
            self._cells[day] = State(matrices, day=day - timedelta(days=1)).cells
        return self._cells[day]

    @cached_property
    def matrix_days(self) -> tuple[date, ...]:
        """The days, by today, on which another matrix came into force; the latest first."""
        days = {one.effective_on.first for one in self.state.matrices if one.effective_on}
        return tuple(sorted((day for day in days if day <= self.today), reverse=True))

    def _told(self, name: str) -> tuple[bool, bool]:
        if name not in self._names:
            self._names[name] = self._organisations.is_unit(name), is_nobody(name)
        return self._names[name]

    @cached_property
    def _organisations(self) -> Organisations:
        return Organisations.of(self.state)

    @cached_property
    def _names(self) -> dict[str, tuple[bool, bool]]:
        return {}

    @cached_property
    def _days(self) -> dict[str, date]:
        return {}

    @cached_property
    def _cells(self) -> dict[date, Cells]:
        return {}


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

    def finding(self, item: Item, name: str, sentence: str, *part: str) -> Finding:
        """What it has found in an item, as a finding."""
        about = " ".join((item.id, *part))
        return Finding(self.code, self.severity, self.kind, item.ref, sentence, self.advice, item.id, name, about)


def ownerless(item: Risk | Milestone | Issue | Action, facts: Facts) -> Found:
    """Where nobody owns an item, or what is recorded only keeps the place of a name."""
    if not item.owner:
        yield "owner", f"{named(item)} has no owner."
    elif facts.is_nobody(item.owner):
        yield "owner", f"{named(item)} has no owner: {quoted(item.owner)} names nobody."


# -- words -----------------------------------------------------------------------------------------------------------

CALLED = 60
"""Characters of an item's title in a sentence."""


def named(item: Item) -> str:
    """An item in a sentence, which it may begin: its reference and what it is called, such as "M1 (Delivery start)".

    A risk goes by its reference alone: its description is a sentence itself.
    """
    ref = item.ref or f"The {item.KIND}"
    words = "" if isinstance(item, Risk) else shortened(item.title_words, CALLED)
    return f"{ref} ({words})" if words else ref


def dated(when: PartialDate) -> str:
    """A date in a sentence, with its preposition: "on 4 April 2017", "in April 2017", "in 2017"."""
    return f"{'on' if when.precision is Precision.DAY else 'in'} {when.spoken()}"


def spoken(day: date) -> str:
    """A day in a sentence: "4 April 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def by(when: PartialDate) -> str:
    """A date as the end of a time: "by 4 April 2017", "by the end of April 2017"."""
    return f"by {'' if when.precision is Precision.DAY else 'the end of '}{when.spoken()}"


def timed(item: Step | Milestone) -> str:
    """Its date as what becomes of it: "is expected in April 2017", "happened on 4 April 2017", "was reached in 2017".

    For an item that has a date; one that is done and has no date of its own is not to be told so.
    """
    when = expected(item)
    verb = "is expected" if item.actual is None else "happened" if isinstance(item, Step) else "was reached"
    return f"{verb} {dated(when)}" if when else verb


def mended_in(item: Step | Milestone) -> str:
    """The field in which the date that counts is put right: what happened, else what is forecast."""
    return "forecast" if item.actual is None else "actual"


def gap(one: PartialDate, other: PartialDate) -> str:
    """How long one date is before another: "4 days before"; "before" where the precisions do not tell."""
    if one.precision is other.precision is Precision.DAY:
        return f"{counted((other.first - one.first).days, 'day')} before"
    return "before"
