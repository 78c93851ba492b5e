"""What follows from an act that states what stood already, and acts of which not all is known."""

from __future__ import annotations

import pytest

from loti_tui.domain.changes import Act, Done, consequences, edit_behind
from loti_tui.domain.fields import Plain


def done(id: str, act: Act, undoes: str | None) -> Done:
    return Done(id, 1, "", "Ann", "", act, undoes, False, 0, {})


@pytest.mark.parametrize("score", ["probability", "impact"])
@pytest.mark.parametrize(("rag", "reason"), [("A", "The board says so"), (None, None)])
def test_a_recorded_rag_that_is_stated_again_beside_a_new_score_takes_the_acts_reason(
    score: str, rag: str | None, reason: str | None
) -> None:
    stated: dict[str, Plain] = {score: 3, "rag_recorded": rag}
    assert consequences("risk", {score: 3}, "The board says so", stated) == {"rag_reason": reason}


def test_a_status_that_stood_already_and_is_stated_again_stays() -> None:
    assert consequences("step", {"actual": "2017-05-02"}, "", {"actual": "2017-05-02", "status": "started"}) == {}


def test_an_undo_of_an_act_that_is_not_known_stands_for_itself() -> None:
    undo = done("u", Act.UNDO, "gone")
    assert edit_behind({"u": undo}, undo) is undo
