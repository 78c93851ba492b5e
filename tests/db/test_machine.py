"""Any sequence of acts, with the file reopened and a second writer at any moment, against a model in memory.

More of it: HYPOTHESIS_PROFILE=thorough pytest tests/db/test_machine.py
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit, adds_up, new_item
from loti_tui.domain.fields import Links, Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Moved, NothingToDo, Refused
from loti_tui.domain.state import plain

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
settings.register_profile("quick", max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=SLOW)
settings.register_profile("thorough", max_examples=200, stateful_step_count=50, deadline=None)
PROFILE = "thorough" if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else "quick"

Values = dict[str, Plain]
Delta = list[tuple[str, str, Plain, Plain]]
"""(item, field, old, new)"""

SCORES = st.sampled_from([None, 1, 2, 3, 4])
LETTERS = st.sampled_from([None, "G", "A", "R"])
DATES = st.sampled_from([None, "2017-04", "2017-05-02", "2017-Q2"])
TEXTS = st.sampled_from(["a", "[/x]", "Zoë", "'; --"])
EDITS = {
    "risk": st.one_of(
        st.tuples(st.sampled_from(["probability", "impact", "target_impact"]), SCORES),
        st.tuples(st.just("rag_recorded"), LETTERS),
        st.tuples(st.sampled_from(["description", "owner", "rag_reason"]), TEXTS),
        st.tuples(st.just("owner"), st.none()),
    ),
    "milestone": st.one_of(
        st.tuples(st.sampled_from(["forecast", "actual"]), DATES),
        st.tuples(st.just("status"), st.sampled_from(["planned", "started", "done"])),
        st.tuples(st.just("title"), TEXTS),
    ),
}
KIND = st.sampled_from(list(EDITS))
WHY = st.sampled_from(["", "because"])


def filled(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


@dataclass
class Model:
    """What a register is, in the simplest words: items, what was done, and what was undone."""

    items: dict[str, Values] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    past: list[Delta] = field(default_factory=list)
    future: list[Delta] = field(default_factory=list)

    def of(self, kind: str) -> list[str]:
        return [item for item, of_kind in self.kinds.items() if of_kind == kind]

    def put(self, delta: Delta) -> None:
        for item, name, _, new in delta:
            self.items[item] = filled({**self.items[item], name: new})

    def act(self, delta: Delta) -> None:
        if delta:
            self.put(delta)
            self.past.append(delta)
            self.future.clear()

    def edited(self, item: str, name: str, value: Plain, why: str) -> Delta:
        """One edit with what follows from it."""
        values = self.items[item]
        if values.get(name) == value:
            return []
        wanted = {name: value}
        if name in ("probability", "impact"):
            wanted |= {"rag_recorded": None, "rag_reason": None}
        if name == "rag_recorded":
            wanted["rag_reason"] = why or None if value else None
        if name == "actual" and value:
            wanted["status"] = "done"
        return [(item, one, values.get(one), new) for one, new in wanted.items() if values.get(one) != new]

    def added(self, kind: str, item: str, values: Values, programme: str) -> None:
        ref = f"{KINDS[kind].prefix}{len(self.of(kind)) + 1}"
        status = {"risk": "open", "milestone": "done" if values.get("actual") else "planned"}[kind]
        self.items[item] = filled({"ref": ref, "removed": False, "programme": programme, "status": status, **values})
        self.kinds[item] = kind
        self.past.append([(item, "removed", True, False)])
        self.future.clear()

    def back(self, source: list[Delta], target: list[Delta]) -> None:
        delta = source.pop()
        self.put([(item, name, new, old) for item, name, old, new in reversed(delta)])
        target.append([(item, name, new, old) for item, name, old, new in delta])


class RegisterMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "board.loti"
        self.register = Register.create(self.path, [dd2092.blank_batch("Jo")])
        self.second = Register.open(self.path)
        self.model = Model()
        for item in self.register.state():
            self.model.items[item.id] = filled({name: plain(item, name) for name in KINDS[item.KIND].fields})
            self.model.kinds[item.id] = item.KIND
        (self.programme,) = self.model.of("programme")

    def teardown(self) -> None:
        self.folder.cleanup()

    def living(self, kind: str) -> list[str]:
        return [item for item in self.model.of(kind) if not self.model.items[item]["removed"]]

    def pick(self, kind: str, number: int) -> str:
        items = self.model.of(kind)
        return items[number % len(items)]

    def apply(self, edits: Iterable[Edit], why: str, *, other: bool = False) -> bool:
        """Whether anything was stored."""
        writer, who = (self.second, "Bob") if other else (self.register, "Ann")
        return writer.apply(Batch(who, tuple(edits), why)).batch is not None

    @initialize(values=st.tuples(TEXTS, SCORES, SCORES, LETTERS))
    def begin(self, values: tuple[str, int | None, int | None, str | None]) -> None:
        self.add_risk(values, "")
        self.add_milestone("Start", None)

    @rule(values=st.tuples(TEXTS, SCORES, SCORES, LETTERS), why=WHY)
    def add_risk(self, values: tuple[str, int | None, int | None, str | None], why: str) -> None:
        named: Values = dict(zip(("description", "probability", "impact", "rag_recorded"), values, strict=True))
        edits = new_item("risk", named)
        assert self.apply(edits, why)
        reason = {"rag_reason": why or None} if values[3] else {}
        self.model.added("risk", edits[0].item, {**named, **reason}, self.programme)

    @rule(title=TEXTS, actual=DATES)
    def add_milestone(self, title: str, actual: str | None) -> None:
        values: Values = {"title": title, "actual": actual}
        edits = new_item("milestone", values)
        assert self.apply(edits, "")
        self.model.added("milestone", edits[0].item, values, self.programme)

    @rule(data=st.data(), kind=KIND, number=st.integers(0, 9), why=WHY, other=st.booleans(), saw=st.booleans())
    def edit(self, data: st.DataObject, kind: str, number: int, why: str, other: bool, saw: bool) -> None:
        item = self.pick(kind, number)
        name, value = data.draw(EDITS[kind])
        stands = self.model.items[item].get(name)
        edit = Edit(kind, item, name, value, stands) if saw else Edit(kind, item, name, value)
        if item not in self.living(kind):
            with pytest.raises(Refused, match="was removed"):
                self.apply([edit], why, other=other)
            return
        delta = self.model.edited(item, name, value, why)
        assert self.apply([edit], why, other=other) is bool(delta)
        self.model.act(delta)

    @rule(data=st.data(), kind=KIND, number=st.integers(0, 9))
    def edit_what_has_moved(self, data: st.DataObject, kind: str, number: int) -> None:
        item = self.pick(kind, number)
        name, value = data.draw(EDITS[kind])
        stands, stale = self.model.items[item].get(name), "something else"
        if item in self.living(kind) and value != stands:
            with pytest.raises(Moved, match="was not stored"):
                self.apply([Edit(kind, item, name, value, stale)], "", other=True)

    @rule(data=st.data(), kind=KIND, why=WHY)
    def edit_in_bulk(self, data: st.DataObject, kind: str, why: str) -> None:
        name, value = data.draw(EDITS[kind])
        items = self.living(kind)
        delta = [one for item in items for one in self.model.edited(item, name, value, why)]
        assert self.apply([Edit(kind, item, name, value) for item in items], why) is bool(delta)
        self.model.act(delta)

    @rule(kind=KIND)
    def bulk_with_a_bad_edit(self, kind: str) -> None:
        good = [Edit(kind, item, "owner", "Never") for item in self.living(kind)]
        with pytest.raises(Refused, match="Status accepts"):
            self.apply([*good, Edit(kind, self.model.of(kind)[0], "status", "x")], "")

    @rule(kind=KIND, number=st.integers(0, 9), removed=st.booleans(), other=st.booleans())
    def remove_or_restore(self, kind: str, number: int, removed: bool, other: bool) -> None:
        item = self.pick(kind, number)
        delta = self.model.edited(item, "removed", removed, "")
        assert self.apply([Edit(kind, item, "removed", removed)], "", other=other) is bool(delta)
        self.model.act(delta)

    @precondition(lambda self: self.model.past)
    @rule(other=st.booleans())
    def undo(self, other: bool) -> None:
        (self.second if other else self.register).undo(who="Ann")
        self.model.back(self.model.past, self.model.future)

    @precondition(lambda self: self.model.future)
    @rule(other=st.booleans())
    def redo(self, other: bool) -> None:
        (self.second if other else self.register).redo(who="Ann")
        self.model.back(self.model.future, self.model.past)

    @precondition(lambda self: not self.model.future)
    @rule()
    def redo_nothing(self) -> None:
        with pytest.raises(NothingToDo):
            self.register.redo(who="Ann")

    @rule()
    def undo_all(self) -> None:
        while self.model.past:
            self.undo(other=False)
        with pytest.raises(NothingToDo):
            self.register.undo(who="Ann")

    @rule()
    def reopen(self) -> None:
        self.register = Register.open(self.path)

    @invariant()
    def the_register_is_what_the_model_is(self) -> None:
        state = self.register.state()
        held = {item.id: filled({name: plain(item, name) for name in KINDS[item.KIND].fields}) for item in state}
        assert held == self.model.items

    @invariant()
    def the_log_adds_up_to_the_tables(self) -> None:
        summed = {key: filled(values) for key, values in adds_up(self.register.changes()).items()}
        assert summed == tables(self.path)


def tables(path: Path) -> dict[tuple[str, str], Values]:
    """What the tables hold, read without the program."""
    held: dict[tuple[str, str], Values] = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for kind in KINDS.values():
            for row in connection.execute(f"SELECT * FROM {kind.name}").fetchall():
                values = dict(row)
                item = values.pop("id")
                for name, one in kind.fields.items():
                    if isinstance(one.type, Links) and values[name]:
                        values[name] = json.loads(values[name])
                held[kind.name, item] = filled(values)
    return held


TestRegisterMachine = RegisterMachine.TestCase
TestRegisterMachine.settings = settings.get_profile(PROFILE)
