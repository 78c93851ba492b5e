"""The trail moves on with what is stored: the same as when the log is read anew."""

from __future__ import annotations

from random import Random

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.fields import Plain

VALUES: dict[str, dict[str, tuple[Plain, ...]]] = {
    "risk": {"probability": (None, 1, 4), "impact": (2, 3), "mitigation": (None, "a", "b"), "owner": ("Ann", "Bo")},
    "milestone": {"forecast": ("2017-05", "2017-06-01", None), "title": ("x", "y")},
}


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_it_is_what_the_log_tells(register: Register, seed: int) -> None:
    random, trail = Random(seed), register.trail()
    for number in range(12):
        state = register.state()
        edits: list[Edit] = []
        for _ in range(random.randrange(1, 4)):
            kind = random.choice(list(VALUES))
            item = random.choice([one for one in state if kind == one.KIND and not one.removed])
            name = random.choice(list(VALUES[kind]))
            edits.append(Edit(kind, item.id, name, random.choice(VALUES[kind][name])))
        if number % 4 == 1:
            edits += new_item("risk", {"description": "New", "probability": 2, "impact": 2})
        if number % 4 == 2:
            edits = [Edit("risk", state.risks[-1].id, "removed", True)]
        if number % 4 == 3:
            gone = next(one for one in state if one.removed)
            edits = [Edit("risk", gone.id, "removed", False), Edit("risk", gone.id, "impact", 4)]
        stored = register.apply(Batch("Ann", tuple(edits), "Agreed"))
        trail = trail.after(stored.entries)
        assert trail == register.trail()


def test_what_was_read_before_stays_as_it_was(register: Register) -> None:
    trail, risk = register.trail(), register.state().find("R1")
    stored = register.apply(Batch("Ann", (Edit("risk", risk.id, "impact", 4),)))
    assert len(trail.after(stored.entries).turns) == 1
    assert trail.turns == {}
