"""Each act of the history is told in full, whether it was read before or not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import FEW, Batch, Done, Edit
from loti_tui.domain.refused import CannotOpen

AT = "2017-04-06T12:00:00.000000Z"


@pytest.fixture
def at_noon(path: Path) -> Register:
    """The register of DD2092, for which it is always noon, with an edit and an undo of it."""
    register = Register.create(path, [dd2092.first_batch("Jo")], now=lambda: datetime(2017, 4, 6, 12, tzinfo=UTC))
    item = register.state().find("R1")
    register.apply(Batch("Ann", (Edit("risk", item.id, "owner", "Ann"),), "Named"))
    register.undo(who="Bob")
    return register


def test_an_act_is_told_in_full(at_noon: Register) -> None:
    undo, edit, start = at_noon.acts()
    item = at_noon.state().find("R1").id
    owner = at_noon.history(item)[-2:]
    assert edit == Done(edit.id, 2, AT, "Ann", "Named", "edit", None, True, 1, {item: "R1"}, (owner[0],))
    assert undo == Done(undo.id, 3, AT, "Bob", "", "undo", edit.id, False, 1, {item: "R1"}, (owner[1],))
    assert (start.seq, start.at, start.act, start.taken_back, start.entries) == (1, AT, "start", False, ())
    assert start.items.keys() == at_noon.state().items.keys()


def test_what_is_known_is_told_in_full_too_and_with_what_became_of_it(at_noon: Register) -> None:
    known = {act.id: act for act in at_noon.acts()}
    assert at_noon.acts(known) == at_noon.acts() == [*known.values()]
    at_noon.redo(who="Cy")
    assert at_noon.acts(known) == at_noon.acts()
    assert [act.taken_back for act in at_noon.acts(known)] == [False, True, False, False]


def test_a_register_that_cannot_be_made_leaves_nothing_behind(path: Path) -> None:
    missing = path.parent / "no-such-folder" / "board.loti"
    with pytest.raises(CannotOpen) as caught:
        Register.create(missing)
    assert str(missing) in caught.value.sentence or str(missing.parent) in caught.value.sentence
    assert not missing.parent.exists()


@pytest.mark.parametrize(("changes", "told"), [(FEW, FEW), (FEW + 1, 0)])
def test_an_act_of_few_changes_is_told_with_them_and_of_more_with_their_number(
    register: Register, changes: int, told: int
) -> None:
    fields = ("owner", "actionee", "category", "cause")
    risks = register.state().risks
    edits = [Edit("risk", risk.id, field, "Ann") for risk in risks for field in fields][:changes]
    register.apply(Batch("Ann", tuple(edits)))
    newest, *_ = register.acts()
    assert (newest.changes, len(newest.entries)) == (changes, told)
