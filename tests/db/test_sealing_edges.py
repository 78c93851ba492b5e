"""Who sealed a state, under which name, and what is said where that cannot be taken."""

from __future__ import annotations

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
