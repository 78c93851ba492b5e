"""The log is read as it was written: every change with its act, its moment and what it replaced."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Change, Edit, Entry
from loti_tui.domain.fields import Plain

NOON = datetime(2017, 4, 6, 12, tzinfo=UTC)
AT = "2017-04-06T12:00:00.000000Z"


@pytest.fixture
def at_noon(path: Path) -> Register:
    """The register of DD2092, for which it is always noon."""
    return Register.create(path, [dd2092.first_batch("Jo")], now=lambda: NOON)


def put(register: Register, ref: str, field: str, value: Plain, why: str = "") -> str:
    item = register.state().find(ref)
    stored = register.apply(Batch("Ann", (Edit(item.KIND, item.id, field, value),), why))
    assert stored.batch is not None
    return stored.batch


def test_a_change_is_read_back_with_its_act_its_moment_and_what_it_replaced(at_noon: Register) -> None:
    item = at_noon.state().find("R1").id
    first = put(at_noon, "R1", "owner", "Ann")
    second = put(at_noon, "R1", "owner", None)
    older, newer = at_noon.changes()[-2:]
    assert older.after != frozenset()
    assert older == Change(older.id, first, AT, "risk", item, "owner", "Ann", older.after)
    assert newer == Change(newer.id, second, AT, "risk", item, "owner", None, frozenset({older.id}))


def test_a_line_of_the_history_has_all_that_was_said_and_both_values(at_noon: Register) -> None:
    item = at_noon.state().find("R1").id
    batch = put(at_noon, "R1", "owner", "Ann", why="Named")
    line = Entry(batch, AT, "Ann", "Named", "edit", "risk", "R1", item, "owner", "Intelligence", "Ann")
    assert at_noon.history(newest=1) == [line] == at_noon.history(item)[-1:] == at_noon.act(batch)


def test_the_newest_lines_come_oldest_first(at_noon: Register) -> None:
    for owner in ("Ann", "Bob", "Cy"):
        put(at_noon, "R1", "owner", owner)
    assert [one.new for one in at_noon.history(newest=2)] == ["Bob", "Cy"]


def test_links_are_read_as_references_old_and_new_and_whatever_became_of_the_items(at_noon: Register) -> None:
    m1, m2, s8 = (at_noon.state().find(ref).id for ref in ("M1", "M2", "S8"))
    put(at_noon, "M3", "depends_on", [m1, m2])
    put(at_noon, "M3", "depends_on", [s8])
    put(at_noon, "M2", "removed", True)
    of_m3 = [one for one in at_noon.history() if one.field == "depends_on" and one.ref == "M3"]
    first, second = of_m3[-2:]
    assert (first.new, second.old, second.new) == (["M1", "M2"], ["M1", "M2"], ["S8"])


def test_the_answer_to_an_edit_is_what_the_history_says_of_it(at_noon: Register) -> None:
    m1 = at_noon.state().find("M1").id
    item = at_noon.state().find("M3")
    edits = (Edit("milestone", item.id, "depends_on", [m1]), Edit("milestone", item.id, "title", "Third"))
    stored = at_noon.apply(Batch("Ann", edits, "Plan"))
    assert stored.batch is not None
    assert list(stored.entries) == at_noon.act(stored.batch)
    assert stored.items == (at_noon.state().find("M3"),)


def test_people_are_named_once_the_latest_first(at_noon: Register) -> None:
    put(at_noon, "R1", "owner", "Cy")
    at_noon.add("risk", {"description": "New"}, who="Bob")
    put(at_noon, "R2", "owner", "Cy")
    assert at_noon.people() == ["Ann", "Bob", "Jo"]
