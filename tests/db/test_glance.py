"""The first look at a register reads what the register itself reads."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from db.columns import DEFERRALS
from db.gateway import Gateway
from db.glance import glance
from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Choice, Field, Flag, Link, Links, Money, Plain, Score, When, Whole
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import CannotOpen


def something(field: Field, links: dict[str, str]) -> Plain:
    """A value that a field may hold."""
    match field.type:
        case Score():
            return 3
        case Choice(values=values):
            return values[-1]
        case When():
            return "2017-05-02"
        case Money() | Whole():
            return 5
        case Flag():
            return True
        case Link(kind=kind):
            return links[kind]
        case Links(kinds=kinds):
            return [links[kind] for kind in kinds]
    return f"{field.label} “with” ŵords [/x]"


def test_a_register_of_every_kind_with_every_field_is_read_the_same(register: Register) -> None:
    state = register.state()
    links = {item.KIND: item.id for item in state}
    for kind in KINDS.values():
        known = {name: field for name, field in kind.fields.items() if name not in ("ref", "removed", "programme")}
        values = {name: something(field, links) for name, field in known.items()}
        whole, bare = new_item(kind.name, values), new_item(kind.name, only_needed(kind.name, values))
        for edits in (whole, bare):
            register.apply(Batch("Ann", edits, "why"))
        links.setdefault(kind.name, whole[0].item)
    assert glance(register.path) == register.state()


def only_needed(kind: str, values: dict[str, Plain]) -> dict[str, Plain]:
    """The values without which there is no such item."""
    return {name: value for name, value in values.items() if KINDS[kind].fields[name].required}


def test_the_earlier_dates_of_a_deferral_are_read_the_same(register: Register) -> None:
    publication = register.state().publication
    assert publication is not None
    for day in ("2017-06-01", None, "2017-07-01"):
        register.apply(Batch("Ann", (Edit("publication", publication.id, "until", day),), "The purchase"))
    seen = glance(register.path)
    assert seen.deferrals == register.state().deferrals
    assert [one.new for one in seen.deferrals][-3:] == ["2017-06-01", None, "2017-07-01"]


def test_a_removed_item_is_read_the_same(register: Register) -> None:
    risk = register.state().find("R2")
    register.apply(Batch("Ann", (Edit("risk", risk.id, "removed", True),)))
    assert glance(register.path) == register.state()
    assert glance(register.path).find("R2", removed=True).removed is True


def test_a_table_that_somebody_else_added_is_passed_over_whatever_its_name(register: Register) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("""CREATE TABLE "their ""own"", notes; --" (id TEXT, ref TEXT, "a ""b"", c" TEXT)""")
        connection.execute("""INSERT INTO "their ""own"", notes; --" VALUES ('1', 'R1', '[/x]')""")
        connection.commit()
    assert glance(register.path) == register.state()


@pytest.mark.parametrize("change", ["ALTER TABLE action RENAME TO acts", "ALTER TABLE action RENAME COLUMN due TO by_"])
def test_where_a_table_or_a_column_is_not_there_it_says_that_the_file_may_be_damaged(
    register: Register, change: str
) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute(change)
        connection.commit()
    with pytest.raises(CannotOpen, match=r"it may be damaged.*loti doctor"):
        glance(register.path)


def test_an_item_that_was_read_first_is_frozen_and_whole(register: Register) -> None:
    risk = glance(register.path).find("R1")
    assert risk.withheld == frozenset()
    with pytest.raises(AttributeError):
        risk.ref = "R9"  # type: ignore[misc]


def test_the_deferral_is_found_by_an_index_however_long_the_log_is(register: Register) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {DEFERRALS}")]
    assert not [step for step in plan if step.startswith("SCAN change")]
    assert any("ix_change_field" in step for step in plan)


def test_what_is_read_while_the_frame_is_made_is_what_is_shown_and_what_comes_after_it_is_noticed(
    register: Register,
) -> None:
    began = register.state()
    gateway = Gateway(register.path)
    try:
        gateway.begin()
        gateway.run(lambda: None).result()
        risk = began.find("R2")
        register.apply(Batch("Ann", (Edit("risk", risk.id, "impact", 4),), "why"))
        assert gateway.glance().result() == began
        news = gateway.look(began).result()
        assert news is not None
        assert gateway.glance().result() == register.state()
    finally:
        gateway.close()


def test_what_is_wrong_with_the_file_is_said_once_to_who_asks_what_it_holds(register: Register) -> None:
    gateway = Gateway(register.path)
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute("ALTER TABLE publication RENAME TO theirs")
        connection.commit()
    try:
        gateway.begin()
        with pytest.raises(CannotOpen, match="damaged"):
            gateway.glance().result()
    finally:
        gateway.close()
