"""Two keys score a risk; two keys and a reason record a RAG."""

from __future__ import annotations

import re

import pytest

from screens.widgets.chrome import MessageLine
from tests.screens.desk import Desk


async def test_i_then_3_stores_the_impact_clears_the_recorded_rag_and_says_so(desk: Desk) -> None:
    await desk.press("i", "3")
    assert [desk.holds("R1", name) for name in ("impact", "rag_recorded", "rag_reason")] == [3, None, None]
    assert desk.said == "Impact of R1 is now 3 Substantial, score 6, Amber; the recorded RAG was cleared."
    shown = " ".join(desk.text.replace(desk.screen.query_one(MessageLine).right, "").split())
    assert desk.said in shown


async def test_a_score_moves_the_row_and_the_matrix_at_once(desk: Desk) -> None:
    assert "[A2]" in desk.text
    await desk.press("i", "3")
    assert re.search(r" 2  3 +6  ◆ Amber$", desk.line("R1"))
    assert "[A1]" in desk.text
    assert "saved" in desk.text


async def test_p_then_4_stores_the_probability(desk: Desk) -> None:
    await desk.press("down", "p", "4")
    assert desk.holds("R2", "probability") == 4
    assert desk.said.startswith("Probability of R2 is now 4")


async def test_the_first_key_says_what_the_score_is_and_what_may_be_pressed(desk: Desk) -> None:
    await desk.press("i")
    assert desk.said == "Impact of R1 is 2 Significant. Press 1, 2, 3 or 4."


async def test_a_wrong_digit_changes_nothing_says_1_to_4_and_a_right_one_still_works(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("i", "9")
    assert desk.path.read_bytes() == before
    assert desk.said == "Impact is 1 to 4. Nothing was changed."
    assert desk.warned
    await desk.press("3")
    assert desk.holds("R1", "impact") == 3
    assert not desk.warned


async def test_escape_leaves_the_score_as_it_was_and_the_next_digit_is_a_screen_again(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("i", "escape")
    assert desk.said == "The score was left as it was."
    await desk.press("3")
    assert desk.screen.NAME == "procurement"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_an_arrow_after_i_moves_on_and_forgets_the_score(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("i", "down")
    assert desk.at[0] == "R2"
    await desk.press("3")
    assert desk.screen.NAME == "procurement"
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_moving_on_takes_the_question_for_a_digit_off_the_message_line(desk: Desk) -> None:
    await desk.press("i", "down")
    assert "Press 1, 2, 3 or 4" not in desk.said


async def test_a_score_waits_for_the_risk_it_was_asked_for(desk: Desk) -> None:
    """A click between the two keys moves the cursor; what is stored is what the message line promised, or nothing."""
    await desk.press("i")
    await desk.click("Risk", "R2")
    await desk.press("3")
    assert desk.holds("R1", "impact") in (2, 3)
    assert desk.holds("R2", "impact") == 2


@pytest.mark.long
async def test_i_then_p_then_a_digit_scores_the_probability(desk: Desk) -> None:
    await desk.press("i", "p", "4")
    assert (desk.holds("R1", "impact"), desk.holds("R1", "probability")) == (2, 4)


@pytest.mark.long
async def test_the_same_score_again_says_that_nothing_changed(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("i", "2")
    assert desk.said == "Nothing changed: the register holds this already."
    assert desk.path.read_bytes() == before


async def test_r_then_a_letter_asks_why_and_stores_the_reason(desk: Desk) -> None:
    await desk.press("r", "r")
    assert "Why is R1 Red?" in desk.text
    await desk.type_text("no bid")
    await desk.press("enter")
    assert (desk.holds("R1", "rag_recorded"), desk.holds("R1", "rag_reason")) == ("R", "no bid")
    assert desk.said.startswith("Recorded RAG of R1 is now Red")
    assert "▲ Red" in desk.line("R1")


async def test_a_rag_without_a_reason_is_not_stored(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("r", "g", "enter")
    assert desk.path.read_bytes() == before
    assert desk.said == "Nothing was recorded: a recorded RAG needs a reason."
    await desk.press("down")
    assert desk.at[0] == "R2"


@pytest.mark.long
async def test_escape_from_the_reason_stores_nothing_and_gives_the_table_back(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("r", "g", "x", "escape", "d", "down")
    assert desk.path.read_bytes() == before
    assert desk.at[0] == "R2"


@pytest.mark.long
async def test_r_then_n_takes_the_recorded_rag_away(desk: Desk) -> None:
    await desk.press("r", "n")
    assert (desk.holds("R1", "rag_recorded"), desk.holds("R1", "rag_reason")) == (None, None)


@pytest.mark.long
async def test_a_wrong_letter_is_no_rag(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("r", "x")
    assert desk.said == "A RAG is g, a or r; n takes it away. Nothing was changed."
    assert desk.path.read_bytes() == before


async def test_scores_typed_faster_than_they_are_stored_are_all_stored_in_their_order(desk: Desk) -> None:
    await desk.pilot.press("i", "3", "p", "4", "down", "i", "4")
    await desk.settle()
    assert [desk.holds("R1", name) for name in ("impact", "probability")] == [3, 4]
    assert desk.holds("R2", "impact") == 4
