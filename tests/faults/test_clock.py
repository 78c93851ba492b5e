"""The clock is set back, or stands still: what came later is still later, and undo takes back what was done last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.backups import Backups
from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.refused import Moved
from loti_tui.domain.state import plain
from tests.faults.kept import check_whole

NOON = datetime(2017, 4, 6, 12, tzinfo=UTC)


class Clock:
    """A clock that shows what it is told to."""

    def __init__(self, step: timedelta) -> None:
        self.now = NOON
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


STEPS = {
    "set back": timedelta(days=-1),
    "standing still": timedelta(0),
}


def owner(register: Register) -> Plain:
    return plain(register.state().find("R1"), "owner")


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_the_newest_act_counts_whatever_the_clock_says(path: Path, step: timedelta) -> None:
    register = Register.create(path, [dd2092.first_batch("Jo")], now=Clock(timedelta(0)))
    register = Register.open(path, now=Clock(step))
    risk = register.state().find("R1").id
    first = owner(register)
    names: list[Plain] = ["Ann", "Zoë", "Max"]
    seen = first
    for name in names:
        register.apply(Batch("Jo", (Edit("risk", risk, "owner", name, seen),)))
        seen = name
    assert owner(register) == "Max"
    assert [one.new for one in register.history(risk) if one.field == "owner"] == [first, *names]
    check_whole(path)
    with pytest.raises(Moved):
        register.apply(Batch("Jo", (Edit("risk", risk, "owner", "Late", "Ann"),)))
    for name in ("Zoë", "Ann", first):
        register.undo(who="Jo")
        assert owner(register) == name
    register.redo(who="Jo")
    assert owner(register) == "Ann"
    check_whole(path)


def test_the_latest_backup_is_the_one_that_was_made_last(register: Register) -> None:
    backups = Backups.of(register.path)
    changes: list[Callable[[], object]] = [
        lambda: register.add("risk", {"description": "Second"}, who="Ann"),
        lambda: register.add("risk", {"description": "Third"}, who="Ann"),
    ]
    made = [backups.make(NOON)]
    for days, change in enumerate(changes, 1):
        change()
        made.append(backups.make(NOON - timedelta(days=400 * days)))
    assert backups.find("latest").name == made[-1].name
    assert Register.open(made[-1].path, read_only=True).state() == register.state()
