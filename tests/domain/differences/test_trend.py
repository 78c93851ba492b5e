"""The direction of travel of one risk, against a snapshot: the same as of all at once, and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loti_tui.domain.differences import Travel, travel
from loti_tui.domain.differences.trend import earlier
from loti_tui.domain.digest import canonical, sha256
from loti_tui.domain.items import KINDS
from loti_tui.domain.snapshots import FORM, PARTS, Snapshot
from loti_tui.domain.state import State, plain
from tests.domain.findings.cases import matrix, register, risk


def sealed(state: State) -> Snapshot:
    """A snapshot of a state in memory, for 27 March 2017."""
    items: dict[str, dict[str, object]] = {}
    for item in state:
        values = {name: plain(item, name) for name in KINDS[item.KIND].fields}
        items.setdefault(item.KIND, {})[item.id] = {name: one for name, one in values.items() if one is not None}
    heading = dict.fromkeys(PARTS, "") | {"form": FORM, "day": "2017-03-27", "items": items}
    content = canonical(heading)
    return Snapshot("s1", "March", "b1", content, sha256(content))


BEFORE = register(
    risk("r1", probability=2, impact=2),
    risk("r2", probability=3, impact=3),
    risk("r3", probability=2, impact=2),
    risk("r4", probability=None, impact=None),
    risk("r5", removed=True),
    risk("r6", rag_recorded="G"),
)
AFTER = register(
    risk("r1", probability=2, impact=3),
    risk("r2", probability=1, impact=3),
    risk("r3", probability=2, impact=2, owner="Somebody else"),
    risk("r4", probability=4, impact=4),
    risk("r5"),
    risk("r6", rag_recorded="R"),
    risk("r7"),
)


def test_each_risk_travels_as_all_of_them_at_once_do() -> None:
    back = earlier(sealed(BEFORE))
    assert {one.id: back.travel(one, AFTER) for one in AFTER.risks} == travel(BEFORE, AFTER)
    assert set(travel(BEFORE, AFTER).values()) == set(Travel)


def test_the_matrix_of_the_snapshots_day_judges_what_was_then() -> None:
    old = register(risk(probability=2, impact=2), matrix("X1", "DD2092"))
    new = register(risk(probability=2, impact=2), matrix("X1", "DD2092", i2p2="R"))
    (one,) = new.risks
    assert earlier(sealed(old)).travel(one, new) is travel(old, new)[one.id]


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("r1", "▲ Up from 4 Amber since “March”"),
        ("r2", "▼ Down from 9 Red since “March”"),
        ("r3", "= Same since “March”"),
        ("r4", "= Same since “March”, where it was not scored"),
        ("r5", "+ New since “March”"),
        ("r6", "▲ Up from 4 Green since “March”"),
        ("r7", "+ New since “March”"),
    ],
)
def test_the_trend_is_told_with_what_it_is_against(id: str, words: str) -> None:
    (one,) = (one for one in AFTER.risks if one.id == id)
    assert earlier(sealed(BEFORE)).words(one, AFTER) == words


def test_of_a_snapshot_that_is_not_what_was_sealed_no_risk_travels_and_why_is_told() -> None:
    whole = sealed(BEFORE)
    back = earlier(replace(whole, content=whole.content.replace("2", "3")))
    one = AFTER.risks[0]
    assert back.travel(one, AFTER) is None
    assert back.words(one, AFTER).startswith("Snapshot “March” is not what was sealed.")
