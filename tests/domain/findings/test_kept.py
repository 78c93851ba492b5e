"""What the rules found is kept: the same is told as by looking at everything, and only what changed is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.findings import attention
from loti_tui.domain.findings.kept import Kept
from loti_tui.domain.item import Item
from loti_tui.domain.items import Acknowledgement, Action, Funding, Matrix, Risk, cell_name
from loti_tui.domain.scoring import PRESETS
from loti_tui.domain.state import State, loaded
from loti_tui.domain.trail import Trail
from tests.bench import rules as large

RISKS = 60
CHANGES: dict[str, tuple[Any, ...]] = {
    "probability": (None, 1, 4),
    "impact": (1, 2, 4),
    "rag_recorded": (None, "G", "R"),
    "mitigation": (None, "Weekly meetings"),
    "owner": (None, "Ann Smith", "Intelligence", "TBC", "Borough 3"),
    "status": ("open", "closed"),
    "review_on": (None, PartialDate("2017-05")),
    "removed": (False, True),
}
"""What may become of a risk."""


def register() -> tuple[State, Trail]:
    """Sixty risks, and something of all that the rules read besides."""
    cells = {cell_name(*pair): str(rag) for pair, rag in PRESETS["1-3 / 4-8 / 9-16"]().items()}
    items: list[Item] = [
        *map(large.risk, range(1, RISKS + 1)),
        *map(large.step, range(1, 6)),
        *map(large.milestone, range(1, 6)),
        Action(id="a1", ref="A1", description="Ask", risk="risk-9", status="open"),
        Funding(id="f1", ref="F1", payer="Borough 2"),
        Acknowledgement(id="k1", ref="K1", code="no-mitigation", about="risk-27", until=PartialDate("2017-12-01")),
        loaded("matrix", {"id": "mx", "ref": "MX1", "effective_on": "2017-04-10", **cells}),
    ]
    turns = [turn for number in range(1, RISKS + 1, 4) for turn in large.turns(number)]
    added = {one.id: large.ADDED for one in items if one.KIND in ("risk", "milestone")}
    return State({one.id: one for one in items}), Trail.of(turns, added)


def looked(kept: Kept, state: State, today: date, trail: Trail) -> object:
    """What is told after a look that is gone through to its end."""
    for _ in kept.look(state, today, trail):
        pass
    return kept.attention


def scored(risk: Risk, name: str, value: Any, number: int) -> Entry:
    """The line of the log of a change of a risk."""
    at = f"2017-08-{1 + number % 28:02}T10:00:00.000000Z"
    return Entry(f"b{number}", at, "Ann", "", Act.EDIT, "risk", risk.ref, risk.id, name, getattr(risk, name), value)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_the_same_is_told_as_by_looking_at_everything(seed: int) -> None:
    random, kept = Random(seed), Kept()
    (state, trail), today = register(), large.TODAY
    assert looked(kept, state, today, trail) == attention(state, today, trail)
    for number in range(40):
        what = random.randrange(10)
        if what == 0:
            today += timedelta(days=random.choice((1, 30)))
        elif what == 1:
            done = random.choice(("open", "done", "dropped"))
            about = f"risk-{random.randrange(1, RISKS + 1)}"
            state = state.after([Action(id="a1", ref="A1", description="Ask", risk=about, status=done)], [])
        elif what == 2:
            state = state.after([Funding(id="f1", ref="F1", payer=f"Borough {random.randrange(1, 5)}")], [])
        elif what == 3:
            matrix = state.items["mx"]
            assert isinstance(matrix, Matrix)
            day = PartialDate(random.choice(("2017-04-10", "2017-08-20")))
            state = state.after([replace(matrix, effective_on=day)], [])
        else:
            risk = random.choice([one for one in state if isinstance(one, Risk)])
            name = random.choice(list(CHANGES))
            value = random.choice(CHANGES[name])
            entry = scored(risk, name, value, number)
            state, trail = state.after([replace(risk, **{name: value})], [entry]), trail.after([entry])
        assert looked(kept, state, today, trail) == attention(state, today, trail), f"{number}: {what}"


class Counting(Trail):
    """A trail that counts which items are asked for."""

    asked: list[str]

    def of_item(self, item: str, *fields: str) -> Any:
        self.asked.append(item)
        return super().of_item(item, *fields)


def counting(trail: Trail) -> Counting:
    found = Counting(trail.turns, trail.added)
    found.__dict__["asked"] = []
    return found


def test_after_a_change_of_one_risk_the_rules_look_at_that_risk_only() -> None:
    kept, (state, trail) = Kept(), register()
    first = counting(trail)
    looked(kept, state, large.TODAY, first)
    assert len(set(first.asked)) > RISKS // 2
    then = counting(trail)
    risk = state.find("R5")
    assert isinstance(risk, Risk)
    looked(kept, state.after([replace(risk, impact=4)], []), large.TODAY, then)
    assert set(then.asked) == {risk.id}


def test_a_look_that_was_broken_off_leaves_what_it_has_found() -> None:
    kept, (state, trail) = Kept(), register()
    before = kept.attention
    next(iter(kept.look(state, large.TODAY, trail)))
    assert kept.attention is before
    again = counting(trail)
    looked(kept, state, large.TODAY, again)
    assert again.asked == []
    assert kept.attention == attention(state, large.TODAY, trail)
