"""An owner whom the register does not know is new, or a slip of the finger."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.owners import doubt, known
from loti_tui.domain.state import State


def test_the_register_knows_each_owner_once(register: Register) -> None:
    assert known(register.state()) == ["Intelligence"]


@pytest.mark.parametrize("owner", ["Inteligence", "intelligence", "Intellignece", "INTELLIGENCE"])
def test_a_name_that_is_nearly_a_known_one_is_doubted(register: Register, owner: str) -> None:
    said = doubt(register.state(), owner)
    assert said == f"“{owner}” is not an owner that this register knows; “Intelligence” is."


@pytest.mark.parametrize("owner", ["Intelligence", "Intelligence Unit", "Jane Doe", "Al", None, 4])
def test_a_known_owner_and_a_name_like_no_other_are_not_doubted(register: Register, owner: str | int | None) -> None:
    assert doubt(register.state(), owner) == ""


def test_nobody_is_doubted_where_nobody_is_known() -> None:
    assert doubt(State({}), "Ann") == ""
