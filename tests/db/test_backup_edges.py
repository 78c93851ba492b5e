"""Which copy is meant, and when a register holds something that its newest copy has not."""

from __future__ import annotations

import os
import shutil

import pytest

from db.backups import Backups
from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.refused import Refused


def score(register: Register, impact: int) -> None:
    item = register.state().find("R1").id
    register.apply(Batch("Ann", (Edit("risk", item, "impact", impact),)))


def test_an_act_in_the_place_of_another_is_copied_though_there_are_as_many(register: Register) -> None:
    older = register.path.with_name("older.loti")
    shutil.copyfile(register.path, older)
    score(register, 3)
    first = Backups.of(register.path).make()
    os.replace(older, register.path)
    score(Register.open(register.path), 4)
    second = Backups.of(register.path).make()
    assert second.number == first.number + 1


def test_a_snapshot_alone_is_something_new_to_copy(register: Register) -> None:
    first = Backups.of(register.path).make()
    assert Backups.of(register.path).make() == first
    register.take_snapshot("Board", who="Ann")
    assert Backups.of(register.path).make().number == first.number + 1


def test_several_copies_that_begin_so_and_none_that_does_are_told_apart(register: Register) -> None:
    copies = Backups.of(register.path)
    names = [copies.make(again=True).name for _ in range(2)]
    for typed, what in (("000", "is the beginning of several backups"), ("9", "is not a backup of this register")):
        with pytest.raises(Refused) as caught:
            copies.find(typed)
        assert caught.value.sentence == f"“{typed}” {what}. “loti backup list” names them; {names[-1]} is one."
