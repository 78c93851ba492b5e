"""The history as values: one an act, quick however much there is, and named after what was removed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import FEW, Act, Batch, Edit, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import Moved, NothingToDo
from loti_tui.domain.state import plain


def put(register: Register, ref: str, field: str, value: Plain, who: str = "Ann", why: str = "") -> str:
    item = register.state().find(ref, removed=True)
    stored = register.apply(Batch(who, (Edit(item.KIND, item.id, field, value),), why))
    assert stored.batch
    return stored.batch


def test_the_newest_act_comes_first_with_who_why_and_what(register: Register) -> None:
    batch = put(register, "R1", "owner", "Bob", why="handed over")
    newest, start = register.acts()
    assert (newest.id, newest.who, newest.why, newest.act) == (batch, "Ann", "handed over", Act.EDIT)
    assert list(newest.items.values()) == ["R1"]
    assert list(newest.entries) == register.act(batch)
    assert start.act == Act.START


def test_an_act_of_many_changes_carries_their_number_alone(register: Register) -> None:
    (start,) = register.acts()
    assert (start.changes, start.entries) == (len(register.history()), ())
    assert len(start.items) == len(register.state().items)
    edits = [edit for n in range(FEW) for edit in new_item("risk", {"description": f"Risk {n}"})]
    stored = register.apply(Batch("Ann", tuple(edits)))
    act = register.acts()[0]
    assert (act.changes, act.entries) == (len(stored.entries), ())
    assert list(act.items.values()) == [f"R{n}" for n in range(5, 5 + FEW)]


def test_the_acts_of_a_removed_item_are_named_after_it(register: Register) -> None:
    put(register, "R4", "owner", "Bob")
    put(register, "R4", "removed", True)
    assert [list(act.items.values()) for act in register.acts()[:2]] == [["R4"], ["R4"]]


def test_an_undone_act_says_so_until_it_is_done_again(register: Register) -> None:
    put(register, "R1", "owner", "Bob")
    register.undo(who="Ann")
    assert [(act.act, act.taken_back) for act in register.acts()[:2]] == [("undo", False), ("edit", True)]
    register.redo(who="Ann")
    assert [act.taken_back for act in register.acts()[:3]] == [False, True, False]


def test_an_undo_that_changed_nothing_is_an_act_too(register: Register) -> None:
    put(register, "R1", "owner", "Bob")
    put(register, "R1", "owner", "Intelligence", who="Cy")
    register.undo(who="Ann", of="Ann")
    act = register.acts()[0]
    assert (act.act, act.changes, act.items, act.entries) == ("undo", 0, {}, ())


def test_what_is_known_is_not_read_again_but_what_became_of_it_is(register: Register) -> None:
    put(register, "R1", "owner", "Bob")
    put(register, "R2", "owner", "Bob")
    known = {act.id: act for act in register.acts()}
    register.undo(who="Ann")
    later = register.acts(known)
    assert later == register.acts()
    assert later[2] is known[later[2].id]
    assert later[1].taken_back
    assert not known[later[1].id].taken_back


def test_the_number_of_queries_does_not_grow_with_the_number_of_acts(register: Register) -> None:
    asked: list[str] = []
    event.listen(register._engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    put(register, "R1", "owner", "Bob 0")
    counts = []
    for more in range(2):
        asked.clear()
        register.acts()
        counts.append(len(asked))
        for number in range(5):
            put(register, "R1", "owner", f"Bob {more} {number}")
    assert counts[0] == counts[1] > 0


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_undone_in_any_order_what_is_left_is_the_register_without_those_acts(data: st.DataObject) -> None:
    undo_in_any_order(data, 6)


@pytest.mark.long
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_same_of_more_acts_and_more_often(data: st.DataObject) -> None:
    undo_in_any_order(data, 16)


def undo_in_any_order(data: st.DataObject, steps: int) -> None:
    """Every value is a new one, so that a field has moved exactly where another act on it stands."""
    with TemporaryDirectory() as folder:
        register = Register.create(Path(folder) / "board.loti", [dd2092.first_batch("Jo")])
        risks = [one.id for one in register.state().risks]
        first = {risk: plain(register.state().items[risk], "owner") for risk in risks}
        acts: list[tuple[str, set[str], str]] = []
        standing: list[bool] = []
        for number in range(steps):
            step = data.draw(st.sampled_from(["edit", "undo", "redo"]))
            if step == "edit" or not acts:
                of = data.draw(st.sets(st.sampled_from(risks), min_size=1, max_size=2))
                value = f"Owner {number}"
                edits = tuple(Edit("risk", risk, "owner", value) for risk in sorted(of))
                acts.append((str(register.apply(Batch("Ann", edits)).batch), of, value))
                standing.append(True)
            else:
                place = data.draw(st.integers(0, len(acts) - 1))
                before = register.state()
                with suppress(Moved, NothingToDo):
                    getattr(register, step)(who="Bob", batch=acts[place][0])
                    standing[place] = step == "redo"
                    back = register.redo if step == "undo" else register.undo
                    there = register.state()
                    back(who="Bob", batch=acts[place][0])
                    assert register.state() == before
                    getattr(register, step)(who="Bob", batch=acts[place][0])
                    assert register.state() == there
            left = dict(first)
            for (_, of, value), stands in zip(acts, standing, strict=True):
                left |= dict.fromkeys(of, value) if stands else {}
            assert {risk: plain(register.state().items[risk], "owner") for risk in risks} == left
        assert {one.id for one in register.acts() if one.taken_back and one.act == Act.EDIT} == {
            batch for (batch, _, _), stands in zip(acts, standing, strict=True) if not stands
        }
