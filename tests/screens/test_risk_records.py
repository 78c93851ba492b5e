"""A risk that happens becomes an issue; and what belongs to a risk beside its fields."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.refused import READ_ONLY
from screens.record import RecordScreen
from screens.widgets.facts import Facts
from tests.screens.desk import Desk, dangers, opened, put

HOSTILE = "[@click=app.bell]x[/] a[b"


@pytest.fixture
def known(register: Register) -> Register:
    """R1 with an inherent and a target score and an action that is overdue."""
    for name, value in (
        ("inherent_probability", 4), ("inherent_impact", 3), ("target_probability", 1), ("target_impact", 1)
    ):  # fmt: skip
        put(register.path, "R1", name, value)
    values = {"description": "Share the plan", "owner": "Ann", "due": "2017-04-03"}
    register.apply(Batch("Ann", new_item("action", {**values, "risk": register.state().find("R1").id})))
    return register


def facts(desk: Desk) -> dict[str, str | None]:
    """What stands beside the matrix."""
    return dict(desk.screen.query_one(Facts).rows)


# -- a risk that has happened ----------------------------------------------------------------------------------------


async def test_o_makes_the_risk_an_issue_names_it_and_u_undoes_both(desk: Desk) -> None:
    await desk.press("down", "o")
    assert desk.said == "R2 has occurred: it is issue I1 now. u undoes both."
    assert desk.holds("R2", "status") == "occurred"
    issue = desk.stored.find("I1")
    assert desk.holds("I1", "risk") == desk.stored.find("R2").id
    assert issue.title_words == desk.stored.find("R2").title_words
    await desk.press("u")
    assert desk.said == "Undone. R2 is open again and I1 was removed."
    assert desk.holds("R2", "status") == "open"
    assert desk.stored.issues == ()
    await desk.press("U")
    assert desk.said == "Done again. R2 has occurred: it is issue I1 now. u undoes both."


@pytest.mark.long
async def test_a_risk_that_occurred_says_so_in_its_row_and_has_left_the_matrix(desk: Desk) -> None:
    assert "[A2]" in desk.text
    await desk.press("o")
    assert desk.line("R1").endswith("◆ Amber, occurred")
    assert "[A1]" in desk.text
    assert facts(desk)["Status"] == "Occurred"
    assert next(iter(facts(desk))) == "Issue"


@pytest.mark.long
async def test_a_risk_happens_once(desk: Desk) -> None:
    await desk.press("o")
    before = desk.path.read_bytes()
    await desk.press("o")
    assert (desk.said, desk.warned) == (
        "R1 has become an issue already: only an open risk becomes an issue. Nothing was changed.", True,
    )  # fmt: skip
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_where_there_is_no_risk_nothing_happens(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("o")
        assert (desk.said, desk.warned) == ("There is no risk here that could have happened.", True)


@pytest.mark.long
async def test_a_risk_that_somebody_else_closed_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    put(desk.path, "R1", "status", "closed")
    await desk.press("o")
    assert desk.holds("R1", "status") == "closed"
    assert "changed meanwhile" in desk.text


@pytest.mark.long
async def test_a_risk_and_its_undo_typed_ahead_leave_it_open(desk: Desk) -> None:
    await desk.burst("j", "o", "u", "j")
    assert desk.holds("R2", "status") == "open"
    assert desk.stored.issues == ()
    assert desk.at[0] == "R3"


@pytest.mark.long
async def test_a_register_for_reading_only_says_so(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("o")
        assert (desk.said, desk.warned) == (READ_ONLY, True)


# -- what belongs to a risk ------------------------------------------------------------------------------------------


async def test_scores_and_actions_stand_beside_the_matrix_where_they_are_recorded(known: Register) -> None:
    async with opened(known.path) as desk:
        shown = facts(desk)
        assert shown["Scores"] == "inherent 12 Red, current 4 Amber, target 1 Green"
        assert shown["Action"] == "A1  Share the plan (Ann, due 3 Apr 2017, overdue)"
        await desk.press("down")
        assert "Scores" not in facts(desk)
        assert "Action" not in facts(desk)


@pytest.mark.long
async def test_the_record_shows_them_and_enter_opens_the_action(known: Register) -> None:
    async with opened(known.path) as desk:
        await desk.press("o", "enter")
        assert desk.text.splitlines()[4] == " Amber (A), score 4 · inherent 12 Red, current 4 Amber, target 1 Green"
        await desk.press("G")
        assert "I1  The selected provider fails to meet" in desk.text
        assert "A1  Share the plan (Ann, due 3 Apr 2017, overdue)" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert desk.app.screen.item_id == desk.stored.find("A1").id
        await desk.press("escape", "escape")
        assert desk.at[0] == "R1"


@pytest.mark.long
async def test_the_record_of_the_issue_names_the_risk_that_it_was(desk: Desk) -> None:
    await desk.press("o", "enter", "G", "k", "enter")
    assert isinstance(desk.app.screen, RecordScreen)
    assert "I1  The selected provider" in desk.text.splitlines()[3]
    assert "R1  The selected provider" in desk.text
    assert desk.stored.find("R1").id not in desk.text


@pytest.mark.long
async def test_a_line_about_the_rating_is_not_edited(desk: Desk) -> None:
    await desk.press("enter", "G", "e")
    assert desk.said == "This value is worked out from others and cannot be edited."
    await desk.press("y")
    assert desk.app.clipboard == "Amber (A), score 4"


@pytest.mark.long
async def test_hostile_words_of_actions_and_issues_are_letters_beside_the_risk(register: Register) -> None:
    put(register.path, "R1", "description", HOSTILE)
    risk = register.state().find("R1").id
    register.apply(Batch("Ann", new_item("action", {"description": HOSTILE, "owner": HOSTILE, "risk": risk})))
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("o")
        assert HOSTILE in desk.text
        assert dangers(desk.app) == []
        await desk.press("enter", "G")
        assert f"A1  {HOSTILE} ({HOSTILE}, no due date, planned)" in desk.text
        assert dangers(desk.app) == []


async def test_however_long_a_risk_is_its_facts_are_in_sight_beside_the_matrix(register: Register) -> None:
    put(register.path, "R1", "description", "The provider is late. " * 60)
    async with opened(register.path) as desk:
        facts = desk.screen.query_one(Facts)
        assert "…" in desk.text.splitlines()[facts.region.y + 2]
        assert "Rating" in desk.text.splitlines()[facts.region.y + 3]
