"""What a program that knows nothing yet makes of a log, and a file that may only be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.pulse import NOT_STORED, Busy, Difference, Watch
from db.register import Register
from loti_tui.domain.refused import CannotOpen


def test_where_no_log_is_known_yet_nothing_is_new_and_nothing_is_gone(register: Register) -> None:
    watch = Watch(register.path)
    pulse, acts = watch.log()
    assert list(acts.values()) == ["Jo"]
    assert watch.compared(acts) == Difference({}, 0)
    assert watch.differs()
    watch.know(pulse, acts)
    assert watch.compared(acts) == Difference({}, 0)
    assert not watch.differs()


def test_a_register_without_an_act_differs_in_nothing_until_there_is_one(path: Path) -> None:
    empty = Register.create(path)
    watch = Watch(path)
    watch.know(*watch.log())
    assert not watch.differs()
    stored = empty.add("risk", {"description": "New"}, who="Ann")
    assert watch.differs()
    watch.own(stored.batch)
    assert not watch.differs()


def test_a_log_of_one_act_is_another_where_that_act_is_another(register: Register) -> None:
    watch = Watch(register.path)
    pulse, _ = watch.log()
    watch.know(replace(pulse, newest="other"), {"other": "Jo"})
    assert watch.differs()


def test_who_may_only_read_looks_all_the_same_and_writes_nothing(register: Register) -> None:
    before = register.path.read_bytes()
    watch = Watch(register.path, read_only=True)
    pulse, acts = watch.log()
    assert (pulse.acts, pulse.newest) == (len(acts), [*acts][-1])
    assert register.path.read_bytes() == before


def test_a_writer_at_this_very_moment_is_named_as_such(register: Register) -> None:
    watch = Watch(register.path)
    with closing(sqlite3.connect(register.path, isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy) as caught:
            watch.differs()
    assert register.path.name in caught.value.sentence
    assert not isinstance(caught.value.__cause__, CannotOpen)


def test_a_folder_in_the_place_of_the_file_is_a_sentence(register: Register) -> None:
    watch = Watch(register.path)
    register.path.unlink()
    register.path.mkdir()
    with pytest.raises(CannotOpen) as caught:
        watch.differs()
    assert caught.value.sentence == f"{register.path.name} cannot be read just now. {NOT_STORED}"
