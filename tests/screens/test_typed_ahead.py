"""Keys that arrive together mean what they would mean one by one: over a slow line, or while the machine is busy."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from textual.widgets import Static

from loti_tui.app import LotiApp
from screens import keys_in_order
from tests.screens.desk import Desk

LONG = 0.3
"""Seconds for which a part of the program is busy in these tests, as on a slow machine."""
OFTEN = 0.02
"""Seconds between two looks whether what is waited for is still there: many of them fit into that time."""


async def test_a_score_typed_ahead_is_stored(desk: Desk) -> None:
    await desk.burst("i", "3")
    assert desk.holds("R1", "impact") == 3
    assert desk.screen.NAME == "risks"


async def test_a_score_typed_ahead_goes_to_the_risk_that_the_cursor_was_sent_to(desk: Desk) -> None:
    await desk.burst("j", "i", "3", "j", "p", "4")
    assert [desk.holds(ref, "impact") for ref in ("R1", "R2", "R3")] == [2, 3, 1]
    assert [desk.holds(ref, "probability") for ref in ("R1", "R2", "R3")] == [2, 2, 4]


@pytest.mark.long
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


async def test_a_change_its_undo_and_the_next_change_typed_ahead_ask_nothing(desk: Desk) -> None:
    """Sent before the undo is known, the last score would clash with its author's own."""
    await desk.burst("i", "3", "u", "i", "4", "p", "3")
    assert (desk.holds("R1", "impact"), desk.holds("R1", "probability")) == (4, 3)
    assert desk.screen.NAME == "risks"


# -- on a slow machine -----------------------------------------------------------------------------------------------


async def test_a_key_waits_until_whoever_asked_has_heard_the_answer_and_gone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = LotiApp.stored

    def stored_while_the_box_is_busy(app: LotiApp, *told: Any, **asker: Any) -> None:
        app.screen.call_later(asyncio.sleep, LONG)
        if app.focused:
            app.focused.call_later(asyncio.sleep, 2 * LONG)
        stored(app, *told, **asker)

    monkeypatch.setattr(LotiApp, "stored", stored_while_the_box_is_busy)
    await desk.burst("m", "g", "enter", "down")
    assert desk.screen.NAME == "risks"
    assert desk.at[0] == "R2"


async def test_a_key_waits_until_what_is_asked_of_the_one_before_is_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", OFTEN)
    desk.screen.call_later(asyncio.sleep, LONG)
    await desk.burst("e", *"dud", "ctrl+s")
    assert str(desk.holds("R1", "description")).endswith("timescalesdud")


async def test_what_is_gone_holds_up_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", OFTEN)
    desk.app.call_later(partial(desk.app.follow, Static()))
    await desk.burst("down")
    assert desk.at[0] == "R2"
