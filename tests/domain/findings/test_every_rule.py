"""What holds for every rule: examples on both sides, and sentences that can be read whatever a register holds."""

from __future__ import annotations

import importlib
import inspect
import re
import string
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.fields import Choice, Field, Flag, Link, Links, Money, Plain, Score, When, Whole
from loti_tui.domain.findings import CODES, RULES, WORST_FIRST, attention, found
from loti_tui.domain.findings.finding import Facts, Rule, Severity
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.scoring import PRESETS
from loti_tui.domain.state import State, loaded
from loti_tui.domain.trail import WATCHED, Trail, Turn
from tests.domain.findings import cases
from tests.domain.findings.cases import TODAY, Says, Silent, findings, make, register
from tests.examples import share

# -- examples --------------------------------------------------------------------------------------------------------


def examples(name: str) -> Iterator[Any]:
    """What the test files beside this one list under a name."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if path.name != Path(__file__).name:
            module = importlib.import_module(f"{cases.__name__.rpartition('.')[0]}.{path.stem}")
            yield from getattr(module, name, ())


def kind_of(case: Says) -> str:
    return next(item.KIND for item in case.state if item.ref == case.ref)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} of a {rule.kind}")
def test_every_rule_has_an_example_that_makes_it_speak_and_one_that_keeps_it_silent(rule: Rule) -> None:
    spoken: list[Says] = list(examples("SPEAKS"))
    assert [str(one) for one in spoken if (one.code, kind_of(one)) == (rule.code, rule.kind)]
    silent: list[Silent] = list(examples("SILENT"))
    assert [str(one) for one in silent if one.code == rule.code]


def test_every_example_is_of_a_rule() -> None:
    assert {one.code for name in ("SPEAKS", "SILENT") for one in examples(name)} == set(CODES)


def test_a_register_in_order_says_nothing() -> None:
    kinds = [kind for kind in cases.IN_ORDER if kind not in ("dayoff", "acknowledgement", "step")]
    items = [make(kind, f"{KINDS[kind].prefix}1") for kind in kinds]
    assert findings(register(*items, cases.contract())) == []


def test_an_empty_register_says_nothing() -> None:
    assert findings(register()) == []


# -- the table -------------------------------------------------------------------------------------------------------


def test_a_code_is_one_rule_for_each_kind_of_item_and_weighs_the_same_for_all() -> None:
    assert max(Counter((rule.code, rule.kind) for rule in RULES).values()) == 1
    assert len({(rule.code, rule.severity) for rule in RULES}) == len(CODES)


def test_codes_are_small_words_with_hyphens() -> None:
    assert {letter for code in CODES for letter in code} <= set(string.ascii_lowercase + string.digits + "-")


def test_every_advice_is_a_sentence() -> None:
    assert [rule.advice for rule in RULES if rule.advice[-1] != "." or not rule.advice[0].isupper()] == []


def test_every_rule_says_why_it_is_one() -> None:
    assert [rule.code for rule in RULES if not inspect.getdoc(rule.look)] == []


def test_rules_are_told_the_worst_first_and_else_in_the_order_of_the_table() -> None:
    assert sorted(WORST_FIRST, key=RULES.index) == list(RULES)
    places = [(list(Severity).index(rule.severity), RULES.index(rule)) for rule in WORST_FIRST]
    assert places == sorted(places)


# -- odd registers ---------------------------------------------------------------------------------------------------

LINKED: dict[str, dict[str, Plain]] = {
    "decision": {"ceiling": 756_000_00},
    "funding": {"amount": 56_000_00},
    "publication": {"waits_for": "step2"},
    "step1": {"stage": "award", "actual": "2017-04-04"},
    "step2": {"stage": "contract", "forecast": "2017-04"},
    "milestone": {"depends_on": ["step2", "milestone1"]},
    "action": {"risk": "risk1"},
    "source": {"doubts": "risk1 target_impact l\nmilestone1 actual April l7"},
}
"""What these items hold beside what is in order, so that the rules about two things have two things."""

DATES = ["2017", "2018", "2017-Q1", "2017-Q2", "2025-Q1", "2017-03", "2017-04", "2017-05", "1900", "2199-12-31"]
DATES += ["2017-03-31", "2017-04-04", "2017-04-05", "2017-04-07", "2017-04-15", "2028-12-31", "2029-01-02", "2071-04"]
TEXTS = [
    "",
    "x",
    "Ann Smith",
    "Intelligence",
    "TBC",
    "?",
    "[/x]",
    "“",
    "Zoë O’Neill.",
    "UK7 and UK6",
    "A " * 90,
    "\u200b",
]
PENCE = [0, 1, 99, 100_00, 24_999_99, 44_000_00, 56_000_00, 100_000_00, 200_000_00, 756_000_00, 10**14]
TODAYS = [date(2017, 3, 24), date(2017, 4, 5), TODAY, date(2017, 6, 30), date(2029, 1, 2), date(1900, 1, 1)]
TODAYS += [date(2199, 12, 31)]


class Odd(Random):
    """Draws what a register may hold, however odd: from a seed, so that many are drawn and each can be drawn again."""

    def value(self, field: Field) -> Plain:
        """Something that a field may hold."""
        match field.type:
            case Choice(values=values):
                return self.choice(values)
            case Score():
                return self.randint(1, 4)
            case When():
                return self.choice(DATES)
            case Money():
                return self.choice(PENCE)
            case Flag():
                return self.random() < 0.5
            case Whole():
                return self.randint(0, 9)
            case Link(kind=kind):
                return self.choice([f"{kind}1", f"{kind}2", "risk1", "nobody"])
            case Links():
                return self.choices(["step1", "step2", "milestone1", "milestone2", "nobody"], k=self.randint(0, 4))
            case _:
                return self.choice(TEXTS)

    def item(self, kind: str, item: str) -> Item:
        """An item with anything in any of its fields, or nothing; a removed one now and then."""
        in_order = {**cases.IN_ORDER.get(kind, {}), **LINKED.get(kind, {}), **LINKED.get(item, {})}
        values: dict[str, Plain] = {"id": item, "ref": self.choice([item.upper(), item.upper(), ""])}
        values["removed"] = self.random() < 0.1
        for name, field in KINDS[kind].fields.items():
            if name in ("ref", "removed", "programme"):
                continue
            how = self.choice(["odd", "in order", "in order", "missing"] if name in in_order else ["odd", "missing"])
            if how != "missing":
                values[name] = in_order[name] if how == "in order" else self.value(field)
        return loaded(kind, values)

    def matrix(self, item: str) -> Item:
        """A matrix of a preset, with or without the day from which it is in force."""
        return cases.matrix(item, self.choice(list(PRESETS)), self.choice([None, "2017-03-31", "2017-04-07"]))

    def moment(self) -> str:
        """A moment of February to May 2017."""
        return f"2017-{self.randint(2, 5):02}-{self.randint(1, 28):02}T{self.randint(0, 23):02}:30:00.000000Z"

    def turn(self) -> Turn:
        """A change of a watched field, from and to anything that it may hold."""
        kind = self.choice(list(WATCHED))
        name, at = self.choice(WATCHED[kind]), self.moment()
        old, new = (self.choice([None, self.value(KINDS[kind].fields[name])]) for _ in range(2))
        return Turn(f"b{at}", at, f"{kind}{self.randint(1, 2)}", name, old, new)

    def deferral(self) -> Entry:
        """A line of the log about the date of the deferral."""
        old, new = (self.choice([None, "2017-03-31", "2017-04-28", "2017-05-31"]) for _ in range(2))
        at, act = self.moment(), self.choice(list(Act))
        return Entry("b", at, "Ann", "", act, "publication", "PUB1", "publication1", "until", old, new)

    def register(self) -> State:
        """Of each kind none, one or several."""
        kinds = [kind for kind in KINDS if kind not in ("matrix", "signoff", "resolution")]
        items = [
            self.item(kind, f"{kind}{number}")
            for kind in kinds
            for number in range(1, 1 + self.choice([0, 1, 1] if KINDS[kind].single else [0, 1, 2, 2]))
        ]
        items += [self.matrix(f"matrix{number}") for number in range(self.randint(0, 2))]
        return register(*items, deferrals=[self.deferral() for _ in range(self.randint(0, 5))])

    def past(self) -> Trail:
        """Any past of the risks and milestones."""
        turns = sorted((self.turn() for _ in range(self.randint(0, 8))), key=lambda one: one.at)
        return Trail.of(turns, {f"{kind}{number}": self.moment() for kind in WATCHED for number in (1, 2)})


@settings(max_examples=share(400), deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_a_register_holds_its_findings_can_be_read_and_told_apart(seed: int) -> None:
    odd = Odd(seed)
    state, past, today = odd.register(), odd.past(), odd.choice(TODAYS)
    told = attention(state, today, past)
    for one in told.open:
        assert_readable(one.sentence)
        item = state.items[one.item]
        assert (item.KIND, item.ref, item.removed) == (one.kind, one.ref, False)
        assert one.field in KINDS[one.kind].fields
    every = [(one.code, one.about) for one in found(Facts(state.on(today), today, past))]
    assert [one for one, times in Counter(every).items() if times > 1] == []
    assert attention(state.on(date(2150, 1, 1)), today, past) == told


def test_the_odd_registers_make_every_rule_speak() -> None:
    silent = set(CODES)
    for seed in range(3_000):
        odd = Odd(seed)
        state, past, today = odd.register(), odd.past(), odd.choice(TODAYS)
        silent -= {one.code for one in attention(state, today, past).open}
        if not silent:
            return
    assert silent == set()


SLIPS = re.compile(r"None|  | [,.]|\.\.|\(\)|\b0 days|\b1 days|-[0-9]| (?:on|in|by) (?:on|in|by) ")
"""What no sentence may have in it: what is missing, counted wrongly, or put together wrongly."""


def assert_readable(said: str) -> None:
    """A sentence for a person: it begins and ends like one."""
    assert said[0].isupper(), said
    assert said[-1] == ".", said
    assert said.isprintable()
    assert len(said) < 450
    assert SLIPS.search(said) is None, said
