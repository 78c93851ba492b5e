"""The procurement: who buys under which law, the gate, the next notice, and the steps of a template."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Static

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.refused import READ_ONLY
from screens.dialogs.choose import AnswerLine, Choose
from screens.procurement import ProcurementScreen
from tests.screens.desk import Desk, dangers, opened, put

HOSTILE = "[@click=app.bell]x[/] a[b"


def above(desk: Desk) -> list[str]:
    """The lines above the steps, whole."""
    return str(desk.screen.query_one("#summary", Static).content).splitlines()


def gate(desk: Desk) -> str:
    """The line about the gate."""
    return next(line for line in above(desk) if "work" in line.casefold())


# -- what stands above the steps -------------------------------------------------------------------------------------


async def test_three_lines_at_eighty_columns_say_who_how_much_which_law_the_gate_and_the_next_notice(
    desk: Desk,
) -> None:
    await desk.press("3")
    assert desk.text.splitlines()[3:6] == [
        " TfL Procurement · quotes · £100,000, withheld from the public until the award",
        " 2015 Regulations · No work before S8 (contract) is executed by both sides",
        " Below the threshold · Next notice by 30 Jun 2017: Contracts Finder award entry",
    ]
    assert desk.text.splitlines()[6].split() == ["Ref", "Step", "Planned", "Forecast", "Actual", "Status"]


@pytest.mark.long
async def test_a_tall_terminal_says_it_in_whole_sentences(register: Register) -> None:
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("3")
        shown = " ".join(desk.text.split())
        assert "TfL Procurement · Quotes from approached providers · £100,000, withheld" in shown
        assert "Public Contracts Regulations 2015 (begun Apr 2017, before 24 Feb 2025)." in shown
        assert "£164,176 without VAT" in shown
        assert "This figure is not confirmed." in shown
        assert "No standstill is required below the threshold; one may be kept voluntarily." in shown
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: len(above(desk)) == 3)


@pytest.mark.long
async def test_the_value_is_withheld_no_more_once_the_award_is_done(desk: Desk) -> None:
    put(desk.path, "S7", "actual", "2017-04-05")
    await desk.look()
    await desk.press("3")
    assert above(desk)[0] == "TfL Procurement · quotes · £100,000"


async def test_the_contract_is_marked_as_the_gate_and_opens_it(desk: Desk) -> None:
    await desk.press("3")
    assert "Gate: Contract executed" in desk.line("S8")
    assert gate(desk) == "2015 Regulations · No work before S8 (contract) is executed by both sides"
    await desk.press("G")
    desk.table.move_to(field="actual")
    await desk.press("e", *"5 apr 2017", "enter")
    assert gate(desk) == "2015 Regulations · Work may start: S8 was executed on 5 April 2017"
    await desk.press("u")
    assert "No work before S8" in gate(desk)


@pytest.mark.long
async def test_the_gate_is_edited_by_its_own_words(desk: Desk) -> None:
    await desk.press("3", "G", "e", "!", "ctrl+s")
    assert desk.holds("S8", "title") == "Contract executed by both sides!"


@pytest.mark.long
async def test_a_procurement_without_a_contract_says_that_no_step_is_the_gate(desk: Desk) -> None:
    await desk.press("3", "G", "d")
    assert "No work before a contract, and no step is the contract" in gate(desk)


@pytest.mark.long
async def test_a_notice_that_is_past_its_day_is_overdue(register: Register) -> None:
    put(register.path, "S7", "actual", "2017-04-05")
    async with opened(register.path, today=date(2017, 7, 5)) as desk:
        await desk.press("3")
        assert above(desk)[2] == "Below the threshold · Notice overdue since 4 Jul 2017: Contracts Finder award entry"


@pytest.mark.long
async def test_a_notice_that_went_out_leaves_the_next_one(register: Register) -> None:
    put(register.path, "S7", "notice", "Contracts Finder award entry")
    put(register.path, "S7", "actual", "2017-04-05")
    async with opened(register.path) as desk:
        await desk.press("3")
        assert above(desk)[2] == "Below the threshold · Next notice: Transparency Code entry"


@pytest.mark.long
async def test_what_is_not_recorded_is_said(register: Register) -> None:
    for name in ("lead", "route", "method", "value", "planned_for"):
        put(register.path, "procurement", name, None)
    async with opened(register.path) as desk:
        await desk.press("3")
        assert above(desk) == [
            "Lead not recorded · route not recorded · value not recorded",
            "Law not known · No work before S8 (contract) is executed by both sides",
            "Threshold not known · Notices not known",
        ]


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_year_without_a_known_calendar_is_no_fault(register: Register, size: tuple[int, int]) -> None:
    """The award notice of 2031 counts working days in a year whose bank holidays nobody knows."""
    put(register.path, "procurement", "begun_on", "2027-01-05")
    put(register.path, "procurement", "value", 300_000_00)
    put(register.path, "S8", "forecast", "2031-05-01")
    async with opened(register.path, size=size) as desk:
        await desk.press("3")
        assert "UK6 contract award notice" in " ".join(above(desk))
        assert not desk.warned


@pytest.mark.long
async def test_the_law_of_today_and_its_notice_before_the_contract(register: Register) -> None:
    put(register.path, "procurement", "begun_on", "2026-01-05")
    put(register.path, "procurement", "value", 300_000_00)
    put(register.path, "S8", "forecast", "2026-05-01")
    async with opened(register.path, today=date(2026, 3, 2)) as desk:
        await desk.press("3")
        assert above(desk)[1].startswith("2023 Act · ")
        assert above(desk)[2] == ("At or above the threshold · Next notice by 21 Apr 2026: UK6 contract award notice")


@pytest.mark.long
async def test_a_wide_terminal_shows_the_stage_and_the_notice(register: Register) -> None:
    async with opened(register.path, size=(130, 30)) as desk:
        await desk.press("3")
        heading = desk.text.splitlines()[desk.table.region.y]
        assert "Stage" in heading
        assert "Notice" in heading
        assert "Specification" in desk.line("S3")
        await desk.pilot.resize_terminal(129, 30)
        await desk.until(lambda: "Stage" not in desk.text)


@pytest.mark.long
async def test_a_blank_register_has_no_procurement(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("3")
        assert above(desk) == []
        assert "No step is recorded. n adds one." in desk.text
        await desk.press("L")
        assert (desk.said, desk.warned) == ("No procurement is recorded that steps could be laid out for.", True)


@pytest.mark.long
async def test_others_changes_are_read_anew(desk: Desk) -> None:
    await desk.press("3")
    put(desk.path, "procurement", "lead", "Somebody Else")
    await desk.look()
    assert above(desk)[0].startswith("Somebody Else · ")


# -- the steps of a template -----------------------------------------------------------------------------------------


@pytest.mark.long
async def test_l_asks_for_a_method_with_the_sentence_of_each_the_recorded_one_first(desk: Desk) -> None:
    await desk.press("3", "L")
    assert isinstance(desk.app.screen, Choose)
    answers = [line.answer for line in desk.app.screen.query(AnswerLine)]
    assert [(one.key, one.words) for one in answers] == [("q", "Quotes"), ("t", "Tender"), ("d", "Direct award")]
    shown = " ".join(desk.text.split())
    assert "suppliers who were chosen are asked to" in shown
    assert answers[0].sentence.endswith("No standstill is required. Adds 3 steps.")


async def test_q_adds_the_missing_steps_in_their_place_as_one_act(desk: Desk) -> None:
    before = [step.ref for step in desk.stored.steps]
    await desk.press("3", "L", "q")
    assert desk.said == "3 steps were added: S9, S10, S11. u takes them away again."
    assert [step.stage for step in desk.stored.steps][4:6] == ["clarifications", "quotes due"]
    assert [row.cells["ref"].text for row in desk.table.rows][3:6] == ["S4", "S9", "S5"]
    await desk.press("u")
    assert desk.said == "Undone. 3 steps were removed again: S9, S10, S11."
    assert [step.ref for step in desk.stored.steps] == before


@pytest.mark.long
async def test_arrows_and_enter_choose_too(desk: Desk) -> None:
    await desk.press("3", "L", "down", "down", "up", "enter")
    assert "standstill" in [step.stage for step in desk.stored.steps]


@pytest.mark.long
async def test_a_click_chooses(desk: Desk) -> None:
    await desk.press("3", "L")
    await desk.pilot.click(list(desk.app.screen.query(AnswerLine))[2])
    await desk.settle()
    assert desk.said == "2 steps were added: S9, S10. u takes them away again."


@pytest.mark.long
async def test_escape_adds_none(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("3", "L", "escape")
    assert desk.said == "No steps were added."
    assert desk.table.has_focus
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_template_whose_steps_are_all_there_says_so(desk: Desk) -> None:
    await desk.press("3", "L", "q", "L")
    assert "Every step is there already." in " ".join(desk.text.split())
    before = desk.path.read_bytes()
    await desk.press("q")
    assert (desk.said, desk.warned) == (
        "The procurement has every step of “quotes” already. Nothing was changed.", True,
    )  # fmt: skip
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_a_template_and_the_next_keys_typed_ahead_mean_what_they_say(desk: Desk) -> None:
    await desk.burst("3", "L", "q", "j", "j")
    assert len(desk.stored.steps) == 11
    assert desk.at[0] == "S3"


# -- reading only, hostile words -------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_register_for_reading_only_shows_it_and_says_why_nothing_is_added(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("3")
        assert "Gate: Contract executed" in desk.line("S8")
        await desk.press("L")
        assert (desk.said, desk.warned) == (READ_ONLY, True)


@pytest.mark.long
async def test_hostile_words_above_the_steps_are_letters(register: Register) -> None:
    for name in ("lead", "route"):
        put(register.path, "procurement", name, f"{HOSTILE}\x1b[31m\nB")
    for ref in ("S8", "S7"):
        put(register.path, ref, "title", HOSTILE)
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("3")
        assert HOSTILE in desk.text
        assert f"Gate: {HOSTILE}" in desk.line("S8")
        assert dangers(desk.app) == []


@pytest.mark.long
async def test_the_record_of_a_step_shows_what_depends_on_it(desk: Desk) -> None:
    await desk.press("3", "G", "enter")
    shown = desk.text
    assert "M1  Delivery start" in shown
    assert "The publication of Part 1" in shown


@pytest.mark.long
async def test_what_is_worked_out_after_the_screen_is_left_does_no_harm(register: Register) -> None:
    async with opened(register.path) as desk:
        await desk.burst("3", "2", "3", "4", "3")
        assert isinstance(desk.app.screen, ProcurementScreen)
        assert len(above(desk)) == 3


@pytest.mark.long
async def test_a_second_contract_step_is_no_second_gate(desk: Desk) -> None:
    item = new_item("step", {"title": "Contract again", "stage": "contract"})
    Register.open(desk.path).apply(Batch("Ann", item))
    await desk.look()
    await desk.press("3")
    assert [row.cells["title"].text.startswith("Gate") for row in desk.table.rows].count(True) == 1


@pytest.mark.long
@pytest.mark.long
async def test_the_screen_and_its_choice_survive_a_terminal_that_grows_and_shrinks(desk: Desk) -> None:
    for key in ("3", "L"):
        await desk.press(key)
        for width, height in ((160, 45), (40, 10), (20, 5), (1, 1), (80, 24)):
            await desk.pilot.resize_terminal(width, height)
    await desk.press("q")
    assert len(desk.stored.steps) == 11


@pytest.mark.long
async def test_every_answer_can_be_reached_on_a_small_terminal(register: Register) -> None:
    async with opened(register.path, size=(40, 10)) as desk:
        await desk.press("3", "L", "down", "down")
        await desk.until(lambda: "Direct award" in desk.text)
        await desk.press("enter")
        assert desk.said.startswith("2 steps were added")
