"""What the register adds up to at one moment, as plain frozen values."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

from loti_tui.domain.changes import Entry
from loti_tui.domain.fields import Plain, Reading
from loti_tui.domain.item import Item
from loti_tui.domain.items import (
    KINDS,
    MILESTONE_RULES,
    Acknowledgement,
    Action,
    DayOff,
    Decision,
    Funding,
    Issue,
    Matrix,
    Milestone,
    Procurement,
    Programme,
    Publication,
    Resolution,
    Risk,
    SignOff,
    Source,
    Spend,
    Step,
    Withholding,
)
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import PRESETS, Judgement, Rag, judge
from loti_tui.domain.text import quoted
from loti_tui.domain.workdays import Calendar

UNPLACED = 10**9
"""Sorts a step without a place after those that have one."""
Pair = tuple[int, int]
"""A cell of the matrix: impact and probability."""
FEW = 50
"""Items that are put in their places one by one; of more at once all are sorted anew."""

_NUMBERED = re.compile(r"(\D*)(\d+)(.*)")


def ref_order(ref: str) -> tuple[str, int, str]:
    """Sorts R2 before R10."""
    if ref[1:].isdecimal() and not ref[0].isdecimal():  # nearly all are so
        return (ref[0], int(ref[1:]), "")
    found = _NUMBERED.fullmatch(ref)
    return (found[1], int(found[2]), found[3]) if found else (ref, 0, "")


def loaded(kind: str, plain: Mapping[str, Plain]) -> Item:
    """The frozen item of plain values (`id` and the fields of the kind); absent fields are not recorded."""
    fields = KINDS[kind].fields
    values = {
        name: fields[name].type.load(value) for name, value in plain.items() if name in fields and value is not None
    }
    return KINDS[kind].item(id=str(plain["id"]), **values)


def plain(item: Item, name: str) -> Plain:
    """The plain value of one field of an item."""
    value = getattr(item, name)
    if value is None or isinstance(value, str | int | bool):
        return cast("Plain", value)
    return list(value) or None if isinstance(value, tuple) else str(value)


@dataclass(frozen=True)
class State:
    """Every item that stands (removed ones apart), and the deferral's earlier dates from the log."""

    items: Mapping[str, Item]
    """id -> item, removed ones included."""
    deferrals: tuple[Entry, ...] = ()
    """Each change of the date until which publication is deferred, oldest first."""
    day: date | None = None
    """The day on which it is read: which matrix is in force; None for whatever day comes after all of them."""

    def on(self, day: date) -> State:
        """The same, read on a day."""
        return self if day == self.day else self._with_standing(replace(self, day=day), ())

    def _with_standing(self, later: State, stored: Collection[Item]) -> State:
        """A state that differs in these items, with what stands put in order from what stood, where that is known."""
        known: Mapping[str, tuple[Item, ...]] | None = self.__dict__.get("_standing")
        if known is not None and len(stored) <= FEW:
            found = dict(known)
            for kind in {item.KIND for item in stored}:
                of_kind = list(found.get(kind, ()))
                settled = [settle(of_kind, self.items.get(one.id), one) for one in stored if kind == one.KIND]
                if not all(settled):
                    return later
                found[kind] = tuple(of_kind)
            later.__dict__["_standing"] = found
            if "open_at" in self.__dict__:
                later.__dict__["open_at"] = self._open_after(stored)
        return later

    def _open_after(self, stored: Collection[Item]) -> Mapping[Pair, tuple[Risk, ...]]:
        """What the matrix holds once these items were stored: no cell is another but those that one left or entered."""
        risks = [one for one in stored if isinstance(one, Risk)]
        if not risks:
            return self.open_at
        found = dict(self.open_at)
        for risk in risks:
            before, now = cell_of(cast("Risk | None", self.items.get(risk.id))), cell_of(risk)
            if before is not None:
                found[before] = tuple(one for one in found[before] if one.id != risk.id)
            if now is not None:
                there = list(found.get(now, ()))
                insort(there, risk, key=_order)
                found[now] = tuple(there)
        return {pair: there for pair, there in found.items() if there}

    @cached_property
    def _standing(self) -> Mapping[str, tuple[Item, ...]]:
        """kind -> its items that stand, in order: worked out once, since every screen and rule asks for it."""
        found: dict[str, list[Item]] = {}
        for item in self.items.values():
            if not item.removed:
                found.setdefault(item.KIND, []).append(item)
        return {
            kind: tuple(of_kind if numbered(of_kind) else sorted(of_kind, key=_order))
            for kind, of_kind in found.items()
        }

    def of(self, kind: str) -> tuple[Item, ...]:
        """The items of one kind that stand, by reference (steps by their place in order)."""
        return self._standing.get(kind, ())

    @property
    def risks(self) -> tuple[Risk, ...]:
        return cast("tuple[Risk, ...]", self.of("risk"))

    @property
    def issues(self) -> tuple[Issue, ...]:
        return cast("tuple[Issue, ...]", self.of("issue"))

    @property
    def steps(self) -> tuple[Step, ...]:
        return cast("tuple[Step, ...]", self.of("step"))

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        return cast("tuple[Milestone, ...]", self.of("milestone"))

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        return cast("tuple[Matrix, ...]", self.of("matrix"))

    @property
    def spends(self) -> tuple[Spend, ...]:
        return cast("tuple[Spend, ...]", self.of("spend"))

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        return cast("tuple[Resolution, ...]", self.of("resolution"))

    @property
    def acknowledgements(self) -> tuple[Acknowledgement, ...]:
        return cast("tuple[Acknowledgement, ...]", self.of("acknowledgement"))

    @property
    def withholdings(self) -> tuple[Withholding, ...]:
        return cast("tuple[Withholding, ...]", self.of("withholding"))

    @property
    def sources(self) -> tuple[Source, ...]:
        return cast("tuple[Source, ...]", self.of("source"))

    @property
    def actions(self) -> tuple[Action, ...]:
        return cast("tuple[Action, ...]", self.of("action"))

    @property
    def funding(self) -> tuple[Funding, ...]:
        return cast("tuple[Funding, ...]", self.of("funding"))

    @property
    def sign_offs(self) -> tuple[SignOff, ...]:
        return cast("tuple[SignOff, ...]", self.of("signoff"))

    @property
    def programme(self) -> Programme | None:
        return cast("Programme | None", self.single("programme"))

    @property
    def milestone_rule(self) -> str:
        """What the board judges its milestones by."""
        return (self.programme.milestone_rule if self.programme else None) or MILESTONE_RULES[0]

    @property
    def decision(self) -> Decision | None:
        return cast("Decision | None", self.single("decision"))

    @property
    def procurement(self) -> Procurement | None:
        return cast("Procurement | None", self.single("procurement"))

    @property
    def publication(self) -> Publication | None:
        return cast("Publication | None", self.single("publication"))

    @cached_property
    def matrix(self) -> Matrix | None:
        """The matrix in force: of those that have taken effect, the one that did so last."""
        taken = [one for one in self.matrices if in_force(one, self.day)]
        return max(taken, key=lambda one: one.effective_on.first if one.effective_on else date.min, default=None)

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], Rag]:
        """The cells of the matrix in force: (impact, probability) -> RAG."""
        return self.matrix.cells if self.matrix else PRESETS["DD2092"]()

    @cached_property
    def open_at(self) -> Mapping[Pair, tuple[Risk, ...]]:
        """The open risks of each cell of the matrix that has any, by reference."""
        found: dict[Pair, list[Risk]] = {}
        for risk in self.risks:
            if (pair := cell_of(risk)) is not None:
                found.setdefault(pair, []).append(risk)
        return {pair: tuple(there) for pair, there in found.items()}

    @cached_property
    def days_off(self) -> Mapping[Calendar, frozenset[date]]:
        """The days that the register adds to each calendar."""
        found = cast("tuple[DayOff, ...]", self.of("dayoff"))
        return {
            calendar: frozenset(one.day.first for one in found if one.day and counts_in(calendar, one.nation))
            for calendar in Calendar
        }

    def single(self, kind: str) -> Item | None:
        """The first item of a kind that stands, where there is one."""
        standing = self.of(kind)
        return standing[0] if standing else None

    def judgement(self, risk: Risk) -> Judgement:
        """The score and the RAGs of a risk under the matrix in force."""
        return judge(risk.probability, risk.impact, risk.rag_recorded, self.cells)

    def find(self, ref: str, *, removed: bool = False) -> Item:
        """The item that people call `ref`: its reference in any case of letters, or the name of a kind that a
        programme has just one of. With `removed`, a removed item too. Raises `Refused` where there is none."""
        wanted = ref.strip().casefold()
        matching = [item for item in self.items.values() if item.ref.casefold() == wanted]
        standing = [item for item in matching if not item.removed]
        if standing or (matching and removed):
            return (standing or matching)[0]
        if wanted in KINDS and KINDS[wanted].single and (only := self.single(wanted)):
            return only
        if matching:
            raise Refused(f"{matching[0].ref} was removed. “loti restore {matching[0].ref}” brings it back.")
        raise Refused(f"There is no {quoted(ref)} in this register. {self._known()}")

    def refs(self, ids: Iterable[str]) -> list[str]:
        """The references of these items, in this order."""
        return [self.items[one].ref for one in ids if one in self.items]

    def reading(self, today: date) -> Reading:
        """What typed words are read against: this register, on this day."""

        def find(ref: str) -> tuple[str, str]:
            item = self.find(ref)
            return item.KIND, item.id

        return Reading(today, find)

    def _known(self) -> str:
        spans = [
            f"{found[0].ref} to {found[-1].ref}" for k in ("risk", "step", "milestone") if len(found := self.of(k)) > 1
        ]
        return f"It has {', '.join(spans)}." if spans else "“loti show” lists what it has."

    def after(self, items: Iterable[Item], entries: Iterable[Entry]) -> State:
        """The state once these items and log entries were stored."""
        dated = tuple(e for e in entries if e.kind == "publication" and e.field == "until")
        stored = {item.id: item for item in items}
        later = replace(self, items={**self.items, **stored}, deferrals=self.deferrals + dated)
        return self._with_standing(later, stored.values())

    def sparing(self, shown: State) -> State:
        """The same with the very items of `shown` that are equal: what was worked out from these need not be anew."""
        same = {id: item for id, item in shown.items.items() if self.items.get(id) == item}
        return replace(self, items={**self.items, **same})

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())


def cell_of(risk: Risk | None) -> Pair | None:
    """The cell of the matrix that a risk stands in; None where it is removed, not open, or not scored."""
    if risk is None or risk.removed or risk.status != "open" or not (risk.impact and risk.probability):
        return None
    return risk.impact, risk.probability


def in_force(matrix: Matrix, day: date | None) -> bool:
    """Whether a matrix has taken effect by a day; one without a date has always been in force."""
    return matrix.effective_on is None or day is None or matrix.effective_on.first <= day


def counts_in(calendar: Calendar, nation: str | None) -> bool:
    """Whether a day off in a nation (None: everywhere) is one in a calendar."""
    return nation in (None, str(Calendar.ENGLAND)) or calendar is Calendar.ANY_NATION


def settle(standing: list[Item], before: Item | None, now: Item) -> bool:
    """Put an item in its place among those of its kind that stand in order, in place of what it was before.

    Whether that could be done: not where another has the same place, since then what was stored first comes first.
    """
    place = -1
    if before is not None and not before.removed:
        place = bisect_left(standing, _order(before), key=_order)
        if standing[place] is not before:
            return False
        if not now.removed and _order(now) == _order(before):
            standing[place] = now
            return True
        del standing[place]
    if not now.removed:
        place = bisect_left(standing, _order(now), key=_order)
        if place < len(standing) and _order(standing[place]) == _order(now):
            return False
        standing.insert(place, now)
    return True


def numbered(items: list[Item]) -> bool:
    """Whether many items come in order already, as they were numbered: of thousands that is seen sooner than sorted."""
    if len(items) <= FEW or isinstance(items[0], Step):
        return False
    refs = [item.ref for item in items]
    numbers = [ref[1:] for ref in refs]
    if len({ref[:1] for ref in refs}) > 1 or refs[0][:1].isdecimal() or not all(map(str.isdecimal, numbers)):
        return False
    counted = list(map(int, numbers))
    return counted == sorted(counted)


def _order(item: Item) -> tuple[int, tuple[str, int, str]]:
    """By place where there is one, then by reference."""
    place = item.position if isinstance(item, Step) else None
    return (UNPLACED if place is None else place, ref_order(item.ref))
