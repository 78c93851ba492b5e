"""What needs attention: listed worst first, told whole, and gone to."""

from __future__ import annotations

import pytest

from db.register import Register
from screens.attention import AttentionScreen
from screens.dialogs.why import Why
from screens.record import RecordScreen
from screens.widgets.cell_editor import CellEditor
from tests.screens.desk import Desk, opened, put
from tests.screens.findings import FIRST, add, at, finding, go_to, rows

# -- the list --------------------------------------------------------------------------------------------------------


async def test_the_findings_are_listed_worst_first_by_shape_and_word(desk: Desk) -> None:
    await desk.press("9")
    assert isinstance(desk.app.screen, AttentionScreen)
    assert rows(desk)[:5] == FIRST
    assert {row[0] for row in rows(desk)[8:]} == {"○ Note"}
    assert len(rows(desk)) == 17
    assert "▲ Error    PUB1    Publication of Part 1 is overdue by 1 day" in desk.text


async def test_the_finding_under_the_cursor_is_told_whole_with_what_to_do_and_its_rule(desk: Desk) -> None:
    await desk.press("9", "j", "j")
    below = " ".join(desk.text.split("─\n")[2].split())
    assert f"{finding(desk).sentence} {finding(desk).advice} deferral-before-procurement · PUB1 · Deferred" in below
    assert len(finding(desk).sentence) > 100


@pytest.mark.long
async def test_nothing_to_look_at_is_said(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("9")
        assert "Nothing needs attention." in desk.text
        await desk.press("enter", "a", "d", "y", "slash", "x", "enter", "escape")
        assert "Nothing needs attention." in desk.text


@pytest.mark.long
async def test_the_filter_looks_in_the_sentence_the_advice_and_the_rule(desk: Desk) -> None:
    await desk.press("9", "slash", *"UNIT r3")
    assert rows(desk) == [("◆ Warning", "R3", "owner-is-a-unit")]
    assert "1 of 17" in desk.text
    await desk.press("enter")
    assert desk.said.startswith("Filter: UNIT r3")
    await desk.press("escape")
    assert len(rows(desk)) == 17
    assert at(desk) == ("R3", "owner-is-a-unit")
    await desk.press("slash", *"zzz")
    assert "Nothing here has all of “zzz”. Esc shows every row again." in desk.text


@pytest.mark.long
async def test_y_copies_the_sentence(desk: Desk) -> None:
    await desk.press("9", "y")
    sentence = "Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017."
    assert desk.app.clipboard == sentence
    assert desk.said == f"Copied: {sentence}"


@pytest.mark.long
async def test_the_cursor_stays_on_its_finding_when_others_come_and_go(desk: Desk) -> None:
    await go_to(desk, "owner-is-a-unit", "R3")
    put(desk.path, "R1", "owner", "Zoë Ray")
    put(desk.path, "publication", "reason", None)
    await desk.look()
    assert at(desk) == ("R3", "owner-is-a-unit")
    assert rows(desk) != sorted(rows(desk))
    await desk.press("2", "9")
    assert at(desk) == ("R3", "owner-is-a-unit")


@pytest.mark.long
async def test_when_it_is_mended_the_cursor_is_on_what_took_its_place(desk: Desk) -> None:
    await go_to(desk, "owner-is-a-unit", "R2")
    put(desk.path, "R2", "owner", "Zoë Ray")
    await desk.look()
    assert at(desk) == ("R3", "owner-is-a-unit")


# -- going there -----------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize(
    ("code", "ref", "screen", "field"),
    [
        ("deferral-before-approval", "PUB1", "publication", "until"),
        ("publication-overdue", "PUB1", "publication", "published_on"),
        ("no-baseline", "M4", "milestones", "baseline"),
        ("not-scored", "R5", "risks", "probability"),
        ("recorded-differs", "R1", "risks", "rag_recorded"),
        ("step-overdue", "S3", "procurement", "forecast"),
        ("action-overdue", "A1", "actions", "due"),
    ],
)
async def test_enter_goes_to_the_cell_and_says_there_what_to_do(
    register: Register, code: str, ref: str, screen: str, field: str
) -> None:
    add(register, "risk", description="It rains", owner="Zoë Ray", mitigation="An umbrella")
    add(register, "action", description="Ask the boroughs", owner="Zoë Ray", due="2017-04-01")
    put(register.path, "R1", "rag_recorded", "R")
    put(register.path, "S3", "forecast", "2017-04-01")
    async with opened(register.path) as desk:
        await go_to(desk, code, ref)
        found = finding(desk)
        await desk.press("enter")
        assert desk.screen.tab == screen
        target = desk.screen.target()
        assert target is not None
        assert (target[0].ref, target[1]) == (ref, field)
        assert desk.said == found.advice
        assert desk.table.has_focus


@pytest.mark.long
async def test_enter_goes_to_the_decision_where_its_fields_are(desk: Desk) -> None:
    await go_to(desk, "period-before-approval", "DD2092")
    await desk.press("enter")
    assert desk.screen.tab == "decision"
    at = desk.screen.target()
    assert at is not None
    assert (at[0].ref, at[1]) == ("DD2092", "starts_on")


@pytest.mark.long
@pytest.mark.parametrize(
    ("code", "ref", "tab", "field"),
    [
        ("owner-is-a-unit", "R2", "risks", "owner"),
        ("milestone-without-owner", "M2", "milestones", "owner"),
        ("direct-award-without-exemption", "P1", "procurement", "exemption"),
    ],
)
async def test_where_no_cell_is_shown_enter_goes_to_the_field_of_the_record(
    register: Register, code: str, ref: str, tab: str, field: str
) -> None:
    put(register.path, "P1", "method", "direct award")
    async with opened(register.path) as desk:
        await go_to(desk, code, ref)
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert (desk.screen.tab, desk.table.row_id) == (tab, field)
        assert desk.app.screen.item is not None
        assert desk.app.screen.item.ref == ref
        assert desk.said
        await desk.press("escape")
        assert desk.screen.tab == tab


@pytest.mark.long
async def test_a_column_that_a_wide_terminal_shows_is_gone_to(register: Register) -> None:
    async with opened(register.path, size=(160, 45)) as desk:
        await go_to(desk, "owner-is-a-unit", "R2")
        await desk.press("enter")
        assert desk.at == ("R2", "owner")
        await go_to(desk, "milestone-without-owner", "M2")
        await desk.press("enter")
        assert (desk.screen.NAME, desk.at) == ("milestones", ("M2", "owner"))


@pytest.mark.long
async def test_two_clicks_go_there_too(desk: Desk) -> None:
    await desk.press("9")
    await desk.pilot.click("RecordTable", offset=(30, 2), times=2)
    await desk.settle()
    assert desk.screen.NAME == "publication"
    assert desk.table.row_id == "until"


@pytest.mark.long
async def test_a_filter_that_holds_the_record_back_is_cleared(desk: Desk) -> None:
    await desk.press("4", "slash", *"delivery", "enter")
    await go_to(desk, "no-baseline", "M4")
    await desk.press("enter")
    assert desk.at == ("M4", "baseline")
    assert "5 of 5" in desk.text


@pytest.mark.long
async def test_a_field_that_somebody_left_open_is_still_there(desk: Desk) -> None:
    await desk.press("4", "right", "right", "e")
    editor = desk.screen.query_one(CellEditor)
    await desk.pilot.click("#tabs", offset=(desk.text.splitlines()[1].index("9"), 0))
    await desk.settle()
    await go_to(desk, "no-baseline", "M4")
    await desk.press("enter")
    assert isinstance(desk.app.screen, RecordScreen)
    assert (desk.app.screen.item_id, desk.table.row_id) == (desk.stored.find("M4").id, "baseline")
    await desk.press("escape")
    assert editor.is_mounted


@pytest.mark.long
async def test_keys_typed_ahead_find_the_cell_and_edit_it(desk: Desk) -> None:
    await desk.burst("9", "j", "enter", "e", *"28 apr", "enter")
    assert isinstance(desk.app.screen, Why)
    await desk.burst(*"Procured first", "enter", "9", "g")
    assert desk.holds("publication", "until") == "2017-04-28"
    assert ("PUB1", "deferral-before-approval") not in [row[1:] for row in rows(desk)]


@pytest.mark.long
async def test_e_says_where_it_is_edited(desk: Desk) -> None:
    await desk.press("9", "e")
    assert desk.said == "Enter goes to the value that this is about: there e edits it."
    assert not desk.screen.query(CellEditor)
