"""The decision: its fields, the money, who signed, the programme, days off; each edited where it stands."""

from __future__ import annotations

import pytest

from db.register import Register
from loti_tui.domain.accounting import NOTHING
from screens.decision import DecisionScreen
from screens.decision_parts import TITLES
from screens.dialogs.form import RecordForm
from screens.record import RecordScreen
from screens.widgets.ledger import Ledger
from tests.screens.decision import add, go, money, rows
from tests.screens.desk import Desk, opened, put

# -- what it shows -----------------------------------------------------------------------------------------------------


async def test_the_decision_of_dd2092_with_its_money_its_signatures_and_its_programme(desk: Desk) -> None:
    await desk.press("6")
    assert isinstance(desk.app.screen, DecisionScreen)
    assert money(desk) == "Ceiling £100,000 · funding equal to it · nothing spent · £100,000 left"
    assert "Reference                   DD2092" in desk.text
    assert "Approved on                 4 Apr 2017" in desk.text
    assert rows(desk, "funding")[-1] == "Funding in all, equal to the spending ceiling  £100,000"
    assert rows(desk, "signoff")[-1] == (
        "SO6  Head of Paid Service and Executive Director  Jeff Jacobs  4 Apr 2017  Approved."
    )
    assert rows(desk, "programme")[0] == "Programme  LOTI scoping study"
    assert rows(desk, "dayoff") == [NOTHING["dayoff"]]
    assert [part.title for part in desk.screen.query_one(Ledger).parts] == list(TITLES.values())


@pytest.mark.long
async def test_the_funding_that_is_less_than_the_ceiling_is_said_with_the_difference(register: Register) -> None:
    put(register.path, "F2", "amount", 20_000_00)
    add(register, "spend", title="Report", amount=30_000_00, stage="paid")
    add(register, "spend", title="Study", amount=80_000_00)
    async with opened(register.path) as desk:
        await desk.press("6")
        assert money(desk) == "Ceiling £100,000 · funding £5,000 less · £110,000 spent · £10,000 over it"
        assert rows(desk, "funding")[-1] == "Funding in all, £5,000 less than the spending ceiling  £95,000"
        assert rows(desk, "spend")[2:] == [
            "Committed  £80,000",
            "Paid  £30,000",
            "Over the spending ceiling  £10,000",
        ]


@pytest.mark.long
async def test_a_wide_terminal_shows_objectives_and_outcomes_whole(register: Register) -> None:
    async with opened(register.path, size=(120, 36)) as desk:
        await desk.press("6")
        beside = " ".join(line[78:] for line in desk.text.splitlines())
        shown = " ".join(beside.split())
        decision = desk.stored.decision
        assert decision is not None
        for text in (decision.objectives, decision.outcomes):
            for point in (text or "").splitlines():
                assert f"– {point}" in shown
        await go(desk, "DD2092", "objectives")
        assert not desk.screen.query_one("#whole").display
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: desk.screen.query_one("#whole").display)
        assert "Learn from boroughs" in desk.text


# -- walking -----------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_brackets_lead_from_part_to_part_and_the_cursor_keeps_its_column(desk: Desk) -> None:
    await desk.press("6", "right_square_bracket", "right")
    assert desk.at == ("F1", "amount")
    await desk.press("up")
    assert desk.table.row_id is not None
    assert desk.table.row_id.endswith(" source")
    await desk.press("down", "right_square_bracket", "right_square_bracket")
    assert desk.at == ("SO1", "confirmed")
    await desk.press("j", "left_square_bracket")
    assert desk.at == ("SO1", "confirmed")
    await desk.press("left_square_bracket")
    assert desk.table.row_id == "no spend"
    await desk.press("g", "pagedown", "pageup", "pageup")
    assert desk.table.place == 0


@pytest.mark.long
async def test_a_click_on_a_cell_puts_the_cursor_there_and_a_second_opens_it(register: Register) -> None:
    async with opened(register.path, size=(120, 45)) as desk:
        await desk.press("6")
        lines = desk.text.splitlines()
        y = next(n for n, one in enumerate(lines) if "London boroughs" in one)
        await desk.pilot.click(offset=(lines[y].index("£25,000"), y))
        await desk.settle()
        assert desk.at == ("F2", "amount")
        await desk.pilot.click(offset=(lines[y].index("£25,000"), y), times=2)
        await desk.settle()
        assert isinstance(desk.app.screen, RecordScreen)


@pytest.mark.long
async def test_the_terminals_own_cursor_is_on_the_cell(desk: Desk) -> None:
    await desk.press("6", "right_square_bracket", "right")
    at = desk.app.cursor_position
    assert desk.text.splitlines()[at.y][at.x :].split()[0] == "£25,000"


# -- editing -----------------------------------------------------------------------------------------------------------


async def test_money_and_dates_are_typed_as_people_write_them(desk: Desk) -> None:
    await go(desk, "DD2092", "ceiling")
    await desk.press("e")
    await desk.type_text("105k")
    assert desk.said == "Spending ceiling of DD2092: £105,000."
    await desk.press("enter")
    assert desk.holds("DD2092", "ceiling") == 105_000_00
    assert "funding £5,000 less" in money(desk)
    await go(desk, "DD2092", "ends_on")
    await desk.press("enter")
    await desk.type_text("30 apr 2018")
    await desk.press("enter")
    assert desk.holds("DD2092", "ends_on") == "2018-04-30"


@pytest.mark.long
async def test_an_amount_that_is_none_is_refused_and_stays_to_be_mended(desk: Desk) -> None:
    await go(desk, "F1", "amount")
    await desk.press("e")
    await desk.type_text("25,00")
    await desk.press("enter")
    assert desk.warned
    assert "25,00" in desk.said
    await desk.press("escape")
    assert desk.holds("F1", "amount") == 25_000_00


async def test_what_is_worked_out_says_from_what(desk: Desk) -> None:
    await desk.press("6", "right_square_bracket", "j", "j", "j", "e")
    assert desk.warned
    assert desk.said == "The sum is worked out from the funding lines and the spending ceiling: edit one of these."
    await desk.press("d")
    assert desk.said == "There is no record here to remove."
    await desk.press("g", "e")
    assert desk.said == "DD2092 keeps its reference for good."


@pytest.mark.long
async def test_the_rule_and_the_confidence_of_the_programme_are_edited_here(desk: Desk) -> None:
    await go(desk, "PR1", "milestone_rule")
    await desk.press("e")
    await desk.type_text("week ahead")
    await desk.press("enter")
    assert desk.holds("PR1", "milestone_rule") == "week ahead"
    await go(desk, "PR1", "confidence")
    await desk.press("e", "down", "enter")
    assert desk.holds("PR1", "confidence") == "G"


# -- adding, removing, opening -----------------------------------------------------------------------------------------


async def test_n_adds_to_the_part_that_the_cursor_is_in_as_one_act(desk: Desk) -> None:
    await desk.press("6", "right_square_bracket")
    await desk.burst("n", *"Serco", "tab", *"5k", "enter")
    assert desk.said == "F4 was added. u undoes."
    assert (desk.holds("F4", "payer"), desk.holds("F4", "amount")) == ("Serco", 5_000_00)
    assert desk.at[0] == "F4"
    assert "funding £5,000 more" in money(desk)
    await desk.press("u")
    assert desk.stored.find("F4", removed=True).removed


@pytest.mark.long
async def test_spending_sign_offs_and_days_off_are_added_too(desk: Desk) -> None:
    await desk.press("6", *["right_square_bracket"] * 2)
    await desk.burst("n", *"Report", "tab", *"£12.50", "enter")
    assert (desk.holds("SP1", "amount"), desk.holds("SP1", "stage")) == (12_50, "committed")
    await desk.press("right_square_bracket")
    await desk.burst("n", *"Chair", "tab", *"Jo", "tab", *"3 apr 2017", "enter")
    assert (desk.holds("SO7", "name"), desk.holds("SO7", "signed_on")) == ("Jo", "2017-04-03")
    await desk.press("D")
    assert "New sign-off like SO7" in desk.text
    await desk.burst(*"Vice-chair", "enter")
    assert (desk.holds("SO8", "role"), desk.holds("SO8", "signed_on")) == ("Vice-chair", None)
    await desk.press(*["right_square_bracket"] * 2)
    await desk.burst("n", *"Office closed", "enter")
    assert isinstance(desk.app.screen, RecordForm)
    assert "Date cannot be empty" in desk.text
    await desk.burst(*"29 dec 2017", "enter")
    assert desk.holds("H1", "day") == "2017-12-29"


@pytest.mark.long
async def test_escape_adds_nothing_and_gives_the_keys_back_to_the_table(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("6", "right_square_bracket", "n", "escape")
    assert isinstance(desk.app.screen, DecisionScreen)
    assert desk.table.has_focus
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_n_says_why_it_adds_no_second_decision(desk: Desk) -> None:
    await desk.press("6", "n")
    assert desk.warned
    assert desk.said.startswith("A register has one decision: DD2092. n adds where the cursor is among funding")
    await desk.press("G", "n")
    assert desk.said == "W withholds: press it on an item, or on a field of a record."


@pytest.mark.long
async def test_d_removes_a_record_and_offers_undo_and_enter_opens_one(desk: Desk) -> None:
    await go(desk, "F3", "payer")
    await desk.press("d")
    assert desk.said == "F3 was removed. u undoes."
    assert rows(desk, "funding")[-1] == "Funding in all, £50,000 less than the spending ceiling  £50,000"
    await desk.press("u")
    assert desk.at[0] == "F3"
    await desk.press("enter")
    assert isinstance(desk.app.screen, RecordScreen)
    assert "6 Decision" in desk.text
    await desk.press("escape", "g", "d")
    assert desk.said == "This is a value of DD2092, no record: e edits it, and empty clears it."


@pytest.mark.long
async def test_y_copies_values_and_sums(desk: Desk) -> None:
    await go(desk, "F1", "amount")
    await desk.press("y")
    assert desk.app.clipboard == "£25,000"
    await desk.press("j", "j", "j", "y")
    assert desk.app.clipboard == "£100,000"


# -- filtering and sorting ---------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_filter_holds_back_rows_and_empty_parts(desk: Desk) -> None:
    await desk.press("6", "slash")
    await desk.type_text("london boroughs")
    await desk.press("enter")
    assert [part.name for part in desk.screen.query_one(Ledger).parts] == ["decision", "funding"]
    assert rows(desk, "funding") == ["F2  London boroughs  £25,000"]
    assert f"{len(desk.table.rows)} of " in desk.text
    await desk.press("slash", *"zzz", "enter")
    assert "Nothing here has all of" in desk.text
    await desk.press("e", "n", "escape", "escape")
    assert len(desk.screen.query_one(Ledger).parts) == len(TITLES)


@pytest.mark.long
async def test_s_sorts_the_records_of_one_part(desk: Desk) -> None:
    await go(desk, "F1", "amount")
    await desk.press("S")
    assert desk.said == "Funding: sorted by Amount, the other way round."
    assert rows(desk, "funding")[0].startswith("F3")
    await desk.press("g", "s")
    assert desk.said == "The cursor is on no record: what stands here keeps its order."


# -- from elsewhere ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ref", "field"),
    [
        ("F2", "amount"),
        pytest.param("DD2092", "ceiling", marks=pytest.mark.long),
        pytest.param("SO3", "confirmed", marks=pytest.mark.long),
    ],
)
async def test_a_finding_leads_to_the_value_on_this_screen(desk: Desk, ref: str, field: str) -> None:
    await desk.press("6", "slash", *"zzz", "enter", "2")
    item = desk.stored.find(ref)
    await desk.app.reach(item.id, field, "Mend it.")
    await desk.settle()
    assert isinstance(desk.app.screen, DecisionScreen)
    at = desk.screen.target()
    assert at is not None
    assert (at[0].ref, at[1]) == (ref, field)
    assert desk.said == "Mend it."


@pytest.mark.long
async def test_what_is_withheld_and_how_the_programme_is_called_are_reached_here_too(desk: Desk) -> None:
    add(Register.open(desk.path), "withholding", about=[desk.stored.find("R1").id], part="2", basis="s22", reason="x")
    await desk.look()
    for ref, field in (("W1", "basis"), ("PR1", "title")):
        await desk.app.reach(desk.stored.find(ref).id, field, "Mend it.")
        await desk.settle()
        assert isinstance(desk.app.screen, DecisionScreen)
        at = desk.screen.target()
        assert at is not None
        assert (at[0].ref, at[1]) == (ref, field)


@pytest.mark.long
async def test_others_changes_leave_the_cursor_where_it_is(desk: Desk) -> None:
    await go(desk, "F2", "amount")
    put(desk.path, "F1", "amount", 1_00)
    add(Register.open(desk.path), "spend", title="Report", amount=5_00)
    await desk.look()
    assert desk.at == ("F2", "amount")
    assert "£5 spent" in money(desk)
