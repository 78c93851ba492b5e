"""Who sealed a state, under which name, and what is said where that cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.register import Register
from loti_tui.domain.refused import Refused


def test_a_snapshot_keeps_its_name_who_sealed_it_and_why(register: Register) -> None:
    document = register.take_snapshot(" Board ", who=" Ann ", why=" For the record ").document
    assert (document["name"], document["who"], document["why"]) == ("Board", "Ann", "For the record")


def test_without_a_name_and_a_reason_it_was_somebody_unknown_for_none(register: Register) -> None:
    document = register.take_snapshot("Board", who=" ").document
    assert (document["who"], document["why"]) == ("unknown", "")


def test_a_name_that_is_too_long_is_counted(register: Register) -> None:
    with pytest.raises(Refused, match=r"^The name of a snapshot has 10,000 characters; at most \d+ are accepted\.$"):
        register.take_snapshot("x" * 10_000, who="Ann")
    with pytest.raises(Refused, match=r"^The name has 10,001 characters; at most [\d,]+ are accepted\.$"):
        register.take_snapshot("Board", who="x" * 10_001)
    with pytest.raises(Refused, match=r"^The reason has 10,001 characters; at most [\d,]+ are accepted\.$"):
        register.take_snapshot("Board", who="Ann", why="x" * 10_001)
    assert register.snapshots() == []


@pytest.mark.parametrize("name", ["", "  ", "\u200d"])
def test_a_snapshot_without_a_name_is_refused_with_an_example(register: Register, name: str) -> None:
    with pytest.raises(Refused) as caught:
        register.take_snapshot(name, who="Ann")
    assert caught.value.sentence == ("A snapshot needs a name, such as “Board 27 March 2017”. Nothing was sealed.")


def test_a_name_is_given_once_whatever_its_capitals(register: Register) -> None:
    register.take_snapshot("March", who="Ann")
    with pytest.raises(Refused) as caught:
        register.take_snapshot("MARCH", who="Ann")
    assert caught.value.sentence == (
        "There is a snapshot called “MARCH” already. Nothing was sealed; choose another name."
    )
    assert len(register.snapshots()) == 1


def test_an_empty_register_has_nothing_to_seal(path: Path) -> None:
    with pytest.raises(Refused) as caught:
        Register.create(path).take_snapshot("March", who="Ann")
    assert caught.value.sentence == "There is nothing to seal: the register is empty."
