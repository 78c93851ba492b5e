"""Registers in memory for the tests of the rules, and what a rule says or does not say of one.

Every item here is in order until a test says otherwise, so that a rule speaks of what the test names and of no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings import found
from loti_tui.domain.findings.finding import Facts, Finding, Severity
from loti_tui.domain.item import Item
from loti_tui.domain.items import cell_name
from loti_tui.domain.scoring import PRESETS
from loti_tui.domain.state import State, loaded
from loti_tui.domain.trail import Trail, Turn

ERROR, WARNING, NOTE = Severity
TODAY = date(2017, 4, 6)
"""The day after DD2092 should have been published."""

NOTHING = Trail()
"""Nothing to look back on."""

IN_ORDER: Mapping[str, Mapping[str, Plain]] = {
    "decision": {
        "title": "Scoping study",
        "approved_on": "2017-03-01",
        "ceiling": 100_000_00,
        "starts_on": "2017-03-01",
        "ends_on": "2018-03-31",
    },
    "funding": {"payer": "London Councils", "amount": 100_000_00},
    "spend": {"title": "Inception report", "amount": 20_000_00, "dated": "2017-04-05"},
    "risk": {
        "description": "The provider is late",
        "owner": "Ann Smith",
        "mitigation": "Weekly meetings",
        "probability": 2,
        "impact": 2,
    },
    "issue": {"description": "The provider is late", "owner": "Ann Smith"},
    "action": {"description": "Ask for a plan", "owner": "Ann Smith"},
    "procurement": {"title": "Consultancy", "planned_for": "2017-04", "method": "quotes", "value": 100_000_00},
    "step": {"title": "Quotes due", "stage": "quotes due"},
    "milestone": {"title": "Delivery start", "owner": "Ann Smith", "baseline": "2017-05", "forecast": "2017-05"},
    "publication": {
        "deferred": True,
        "until": "2017-05-31",
        "reason": "Until the award",
        "exemption": "s43(2)",
    },
    "dayoff": {"title": "The board's own day"},
    "acknowledgement": {"reason": "Agreed by the board"},
    "signoff": {"role": "Head of Paid Service", "name": "Ann Smith"},
    "resolution": {"decided": "That it goes on"},
    "source": {"title": "form.txt"},
}
"""kind -> what an item of it holds that no rule speaks of."""


def make(kind: str, ref: str, /, **values: Plain) -> Item:
    """An item in order but for these plain values; its id is its reference in small letters."""
    return loaded(kind, {"id": ref.lower(), "ref": ref, **IN_ORDER.get(kind, {}), **values})


def decision(**values: Plain) -> Item:
    return make("decision", "DD2092", **values)


def funding(ref: str = "F1", /, **values: Plain) -> Item:
    return make("funding", ref, **values)


def spend(ref: str = "SP1", /, **values: Plain) -> Item:
    return make("spend", ref, **values)


def risk(ref: str = "R1", /, **values: Plain) -> Item:
    return make("risk", ref, **values)


def issue(ref: str = "I1", /, **values: Plain) -> Item:
    return make("issue", ref, **values)


def action(ref: str = "A1", /, **values: Plain) -> Item:
    return make("action", ref, **values)


def procurement(**values: Plain) -> Item:
    return make("procurement", "P1", **values)


def step(ref: str = "S1", /, **values: Plain) -> Item:
    """A step; its place in order is the number of its reference."""
    return make("step", ref, **{"position": int(ref[1:]), **values})


def contract(ref: str = "S8", /, **values: Plain) -> Item:
    """The step of the contract, expected in April 2017."""
    titled: dict[str, Plain] = {"title": "Contract executed", "stage": "contract", "forecast": "2017-04"}
    return step(ref, **(titled | values))


def milestone(ref: str = "M1", /, **values: Plain) -> Item:
    return make("milestone", ref, **values)


def publication(**values: Plain) -> Item:
    return make("publication", "PUB1", **values)


def day_off(day: str, nation: str | None = None) -> Item:
    return make("dayoff", "H1", day=day, nation=nation)


def matrix(ref: str, preset: str, effective_on: str | None = None, /, **cells: Plain) -> Item:
    """A matrix of a preset but for these cells, in force from a day."""
    of_preset: dict[str, Plain] = {cell_name(*pair): str(rag) for pair, rag in PRESETS[preset]().items()}
    return make("matrix", ref, title=preset, effective_on=effective_on, **(of_preset | cells))


def register(*items: Item, deferrals: Iterable[Entry] = ()) -> State:
    """A register of these items."""
    return State({one.id: one for one in items}, tuple(deferrals))


def until_was(*days: str | None, undone: Iterable[int] = ()) -> tuple[Entry, ...]:
    """The log's lines of a deferral's dates, one after the other; those at the places `undone` are undoings."""
    told = []
    for place, (old, new) in enumerate(zip((None, *days), days, strict=False)):
        act = Act.UNDO if place in undone else Act.EDIT
        at = f"2017-03-{1 + place:02}T10:00:00.000000Z"
        told.append(Entry(f"b{place}", at, "Ann", "", act, "publication", "PUB1", "pub1", "until", old, new))
    return tuple(told)


def turn(ref: str, name: str, old: Plain, new: Plain, at: str, batch: str = "") -> Turn:
    """A change of a field of the item with that reference, on a day or at a moment; each in an act of its own."""
    moment = at if "T" in at else f"{at}T10:00:00.000000Z"
    return Turn(batch or f"act of {moment} {name}", moment, ref.lower(), name, old, new)


def trail(*turns: Turn, added: str = "2017-01-02") -> Trail:
    """What the rules look back on; every item of it was added on one day."""
    refs = {one.item for one in turns} | {"r1", "m1"}
    return Trail.of(turns, dict.fromkeys(refs, f"{added}T10:00:00.000000Z"))


def findings(state: State, today: date = TODAY, looked_back_on: Trail = NOTHING) -> list[Finding]:
    """Everything that the rules find in a register on a day."""
    return list(found(Facts(state.on(today), today, looked_back_on)))


def of_code(code: str, state: State, today: date = TODAY, looked_back_on: Trail = NOTHING) -> list[Finding]:
    """What the rule with that code finds."""
    return [one for one in findings(state, today, looked_back_on) if one.code == code]


@dataclass(frozen=True)
class Says:
    """A register of which a rule says just this, of one item."""

    code: str
    severity: Severity
    ref: str
    field: str
    sentence: str
    state: State
    today: date = TODAY
    trail: Trail = NOTHING

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"

    def check(self) -> None:
        """Raises `AssertionError` where it says anything else of this item."""
        told = [one for one in of_code(self.code, self.state, self.today, self.trail) if one.ref == self.ref]
        assert [(one.severity, one.field, one.sentence) for one in told] == [(self.severity, self.field, self.sentence)]
        assert told[0].kind == next(item.KIND for item in self.state if item.ref == self.ref)


@dataclass(frozen=True)
class Silent:
    """A register that is next to one of which a rule speaks, and of which it says nothing."""

    code: str
    where: str
    state: State
    today: date = TODAY
    trail: Trail = NOTHING

    def __str__(self) -> str:
        return f"{self.code} {self.where}"

    def check(self) -> None:
        """Raises `AssertionError` where the rule speaks of any item of it."""
        assert [one.sentence for one in of_code(self.code, self.state, self.today, self.trail)] == []
