"""Keys that arrive together mean what they would mean one by one: over a slow line, or while the machine is busy."""

from __future__ import annotations

from tests.screens.desk import Desk


async def test_a_score_typed_ahead_is_stored(desk: Desk) -> None:
    await desk.burst("i", "3")
    assert desk.holds("R1", "impact") == 3
    assert desk.screen.NAME == "risks"


async def test_a_score_typed_ahead_goes_to_the_risk_that_the_cursor_was_sent_to(desk: Desk) -> None:
    await desk.burst("j", "i", "3", "j", "p", "4")
    assert [desk.holds(ref, "impact") for ref in ("R1", "R2", "R3")] == [2, 3, 1]
    assert [desk.holds(ref, "probability") for ref in ("R1", "R2", "R3")] == [2, 2, 4]


async def test_a_score_and_its_undo_typed_ahead_leave_the_register_as_it_was(desk: Desk) -> None:
    await desk.burst("i", "3", "u")
    assert (desk.holds("R1", "impact"), desk.holds("R1", "rag_recorded")) == (2, "A")


async def test_a_date_typed_ahead_is_typed_into_its_field(desk: Desk) -> None:
    """Taken for keys of the table, u would undo, n would add and d would remove."""
    await desk.press("i", "3", "4")
    await desk.burst("l", "l", "e", *"jun", "enter")
    assert desk.holds("M1", "forecast") == "2017-06"
    assert desk.holds("R1", "impact") == 3


async def test_a_new_risk_typed_ahead_is_added_and_nothing_is_removed(desk: Desk) -> None:
    await desk.burst("n", *"dud", "enter")
    assert desk.holds("R5", "description") == "dud"
    assert not desk.stored.find("R1").removed


async def test_a_filter_typed_ahead_filters(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.burst("slash", *"dud")
    assert desk.path.read_bytes() == before
    assert "0 of 4" in desk.text


async def test_words_typed_ahead_are_in_the_box(desk: Desk) -> None:
    await desk.burst("e", *"dud", "ctrl+s")
    assert str(desk.holds("R1", "description")).endswith("timescalesdud")
    assert not desk.stored.find("R1").removed


async def test_keys_for_two_screens_typed_ahead_reach_the_right_one(desk: Desk) -> None:
    await desk.burst("3", "j", "4", "j")
    assert desk.at[0] == "M2"
    await desk.press("3")
    assert desk.at[0] == "S2"
