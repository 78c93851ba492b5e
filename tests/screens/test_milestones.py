"""The milestones: what is complete, by which rule they are judged, and what depends on one."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.items import MILESTONE_RULES
from screens.record import RecordScreen
from tests.screens.desk import Desk, dangers, opened, put

HOSTILE = "[@click=app.bell]x[/] a[b"


async def test_what_is_done_is_complete_and_neither_green_nor_red(desk: Desk) -> None:
    put(desk.path, "M1", "actual", "2017-04-05")
    await desk.look()
    await desk.press("4")
    assert "■ Complete" in desk.line("M1")
    assert "● Green" in desk.line("M2")


@pytest.mark.long
async def test_what_happened_is_complete_though_its_status_was_not_moved_on(desk: Desk) -> None:
    put(desk.path, "M1", "actual", "2017-04-05")
    put(desk.path, "M1", "status", "started")
    put(desk.path, "M2", "status", "dropped")
    await desk.look()
    await desk.press("4")
    assert "■ Complete" in desk.line("M1")
    assert desk.line("M2").endswith("—")


async def test_the_rule_of_the_rag_stands_under_the_table(desk: Desk) -> None:
    await desk.press("4")
    assert " RAG rule: Red when overdue, Amber when expected after its baseline" in desk.text.splitlines()


@pytest.mark.long
@pytest.mark.parametrize("rule", MILESTONE_RULES)
async def test_another_rule_is_named_and_judged_by_at_once(register: Register, rule: str) -> None:
    put(register.path, "M1", "forecast", "2017-04-04")
    shown = {"week of grace": "◆ Amber", "late is amber": "◆ Amber"}.get(rule, "▲ Red")
    async with opened(register.path) as desk:
        await desk.press("4")
        assert "▲ Red" in desk.line("M1")
        put(register.path, "programme", "milestone_rule", rule)
        await desk.look()
        assert shown in desk.line("M1")
        assert "RAG rule: " in desk.text


@pytest.mark.long
async def test_the_delivery_confidence_is_a_column_where_there_is_room_and_in_the_record(
    register: Register,
) -> None:
    put(register.path, "M1", "confidence", "AR")
    async with opened(register.path, size=(220, 30)) as desk:
        await desk.press("4")
        assert "Delivery confidence" in desk.text.splitlines()[desk.table.region.y]
        assert "Amber/Red" in desk.line("M1")
        await desk.pilot.resize_terminal(160, 30)
        await desk.until(lambda: "Delivery confidence" not in desk.text)
        await desk.press("enter")
        assert "Delivery confidence" in desk.text
        assert "Amber/Red" in desk.text


@pytest.mark.long
async def test_the_record_shows_what_depends_on_it_and_enter_goes_there_and_back(desk: Desk) -> None:
    await desk.press("4", "enter")
    assert "Depends on it" in desk.text
    await desk.press("G")
    assert "M2  Delivery end" in desk.text
    await desk.press("e")
    assert desk.said == "M2 has a record of its own: Enter opens it."
    await desk.press("enter")
    assert isinstance(desk.app.screen, RecordScreen)
    assert desk.app.screen.item_id == desk.stored.find("M2").id
    await desk.press("escape")
    assert desk.app.screen.item_id == desk.stored.find("M1").id
    await desk.press("y")
    assert desk.app.clipboard == "M2  Delivery end"
    await desk.press("escape")
    assert desk.at[0] == "M1"


@pytest.mark.long
async def test_the_head_of_a_record_says_its_rag_and_by_which_rule(desk: Desk) -> None:
    await desk.press("4", "enter")
    assert desk.text.splitlines()[4] == " ● Green (Red when overdue, Amber when expected after its baseline)"


@pytest.mark.long
async def test_a_new_dependence_is_on_the_record_of_the_other_at_once(desk: Desk) -> None:
    put(desk.path, "M3", "depends_on", [desk.stored.find("M1").id])
    await desk.look()
    await desk.press("4", "enter")
    assert "M3  Inception" in desk.text


async def test_a_changed_baseline_is_asked_about_and_stored_with_its_reason(desk: Desk) -> None:
    await desk.press("4", "right", "e", *"jun 2017", "enter")
    assert desk.holds("M1", "baseline") == "2017-05"
    await desk.press(*"the board agreed", "enter")
    assert desk.holds("M1", "baseline") == "2017-06"
    assert Register.open(desk.path).acts()[0].why == "the board agreed"


@pytest.mark.long
async def test_hostile_titles_are_letters_where_they_depend_on_each_other(register: Register) -> None:
    put(register.path, "M2", "title", f"{HOSTILE}\x1b[31m")
    async with opened(register.path) as desk:
        await desk.press("4", "enter", "G")
        assert HOSTILE in desk.text
        assert dangers(desk.app) == []


@pytest.mark.long
async def test_the_filter_finds_a_milestone_by_what_it_depends_on(desk: Desk) -> None:
    await desk.press("4", "slash", *"s8")
    assert [row.cells["ref"].text for row in desk.table.rows] == ["M1"]


@pytest.mark.long
async def test_what_a_milestone_depends_on_is_said_by_references_while_it_is_typed(desk: Desk) -> None:
    await desk.press("4", "enter")
    desk.table.move_to("depends_on")
    await desk.press("e", "ctrl+u", *"s7 s8")
    assert desk.said.startswith("Depends on of M1: S7, S8.")
