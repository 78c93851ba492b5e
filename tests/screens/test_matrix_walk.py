"""The matrix beside the risks: its cells walked by keys, and the chosen risk carried from cell to cell."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.geometry import Offset

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import Risk
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from screens.record import RecordScreen
from screens.walking import carried, cell_facts, cell_words
from screens.widgets.matrix import WalkedMatrix, listed
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.test_hostile import HOSTILE

FOUR_CELLS = {
    "right": ("shift+right", "impact", 3),
    "left": ("shift+left", "impact", 1),
    "up": ("shift+up", "probability", 3),
    "down": ("shift+down", "probability", 1),
    "L": ("L", "impact", 3),
    "H": ("H", "impact", 1),
    "K": ("K", "probability", 3),
    "J": ("J", "probability", 1),
}


def risk(number: int, *, impact: int | None = 2, probability: int | None = 2, status: str = "open") -> Risk:
    return Risk(id=f"r{number}", ref=f"R{number}", impact=impact, probability=probability, status=status)


def state_of(*risks: Risk) -> State:
    return State({one.id: one for one in risks})


def matrix_of(desk: Desk) -> WalkedMatrix:
    return desk.screen.query_one(WalkedMatrix)


# -- walking -----------------------------------------------------------------------------------------------------------


async def test_w_goes_to_the_cell_of_the_risk_and_says_what_it_holds(desk: Desk) -> None:
    await desk.press("w")
    assert desk.said == "Impact 2 Significant, probability 2 Improbable: Amber, 2 risks: R1, R2."
    assert "[A2]" in desk.text
    assert "R1 (chosen)" in desk.text
    assert "R2           The selected" in desk.text


@pytest.mark.long
async def test_the_cursor_of_the_terminal_is_on_the_focused_cell_and_back_in_the_table_afterwards(desk: Desk) -> None:
    before = desk.app.cursor_position
    await desk.press("w")
    y, line = next((y, line) for y, line in enumerate(desk.text.splitlines()) if "[A2]" in line)
    assert desk.app.cursor_position == Offset(line.index("[A2]"), y)
    await desk.press("up", "right")
    y, line = next((y, line) for y, line in enumerate(desk.text.splitlines()) if "[R·]" in line)
    assert desk.app.cursor_position == Offset(line.index("[R·]"), y)
    await desk.press("w")
    assert desk.app.cursor_position == before


async def test_arrows_and_letters_walk_the_cells_and_the_cell_of_the_risk_stays_marked(desk: Desk) -> None:
    await desk.press("tab", "up")
    assert desk.said == "Impact 2 Significant, probability 3 Probable: Amber, no risks."
    assert "(A2)" in desk.text
    assert "[A·]" in desk.text
    assert desk.at[0] == "R1"
    await desk.press("l")
    assert desk.said.startswith("Impact 3 Substantial, probability 3 Probable: Red")
    await desk.press("j", "h", "left")
    assert desk.said == "Impact 1 Moderate, probability 2 Improbable: Amber, 2 risks: R3, R4."
    await desk.press("left")
    assert desk.said == "There is no lower impact than 1."
    await desk.press("k", "k", "k")
    assert desk.said == "There is no higher probability than 4."


async def test_a_full_stop_takes_the_next_risk_of_the_cell_and_enter_goes_back_to_the_table_on_it(desk: Desk) -> None:
    await desk.press("w", "left", "full_stop")
    assert desk.at[0] == "R3"
    assert desk.said == "R3 The provider fails to deliver a successful scoping study: 1 of 2 in this cell."
    await desk.press("full_stop")
    assert desk.at[0] == "R4"
    await desk.press("full_stop", "enter")
    assert desk.at[0] == "R3"
    assert desk.table.has_focus
    await desk.press("down")
    assert desk.at[0] == "R4"


@pytest.mark.long
async def test_enter_takes_the_first_risk_of_another_cell_and_of_an_empty_one_says_that_there_is_none(
    desk: Desk,
) -> None:
    await desk.press("w", "up", "enter")
    assert desk.said == "There is no risk to take in this cell."
    assert not desk.table.has_focus
    await desk.press("down", "left", "enter")
    assert desk.at[0] == "R3"
    assert desk.table.has_focus
    assert not isinstance(desk.app.screen, RecordScreen)


@pytest.mark.long
@pytest.mark.parametrize("key", ["w", "tab", "escape"])
async def test_each_way_back_keeps_the_filter_and_the_risk(desk: Desk, key: str) -> None:
    await desk.press("slash", *"selected", "enter", "down", "w", "up", key)
    assert desk.table.has_focus
    assert desk.at[0] == "R2"
    assert len(desk.table.ids) == 2


@pytest.mark.long
async def test_a_risk_that_the_filter_holds_back_is_not_taken(desk: Desk) -> None:
    await desk.press("slash", *"r3", "enter", "w", "right", "full_stop")
    assert desk.said == "There is no risk to take in this cell; the filter holds back what is."
    assert desk.at[0] == "R3"


@pytest.mark.long
async def test_the_keys_that_matter_are_those_of_the_matrix_while_it_is_walked(desk: Desk) -> None:
    await desk.press("w")
    assert ". next here" in desk.text.splitlines()[-1]
    await desk.press("w")
    assert "w matrix" in desk.text.splitlines()[-1]
    assert "next here" not in desk.text.splitlines()[-1]


@pytest.mark.long
async def test_scores_are_given_while_walking_and_the_focus_goes_with_the_risk(desk: Desk) -> None:
    await desk.press("w", "i", "3")
    assert desk.holds("R1", "impact") == 3
    await desk.press("p", "4", "full_stop")
    assert desk.said.endswith("the only one in this cell.")
    assert matrix_of(desk).cell == (3, 4)
    await desk.press("u")
    assert matrix_of(desk).cell == (3, 2)
    assert matrix_of(desk).has_focus


@pytest.mark.long
async def test_a_click_on_a_cell_goes_there(desk: Desk) -> None:
    line = next(y for y, line in enumerate(desk.text.splitlines()) if "Improbable 2" in line)
    await desk.pilot.click(offset=(20, line))
    await desk.settle()
    assert desk.said == "Impact 1 Moderate, probability 2 Improbable: Amber, 2 risks: R3, R4."


# -- carrying ----------------------------------------------------------------------------------------------------------


async def test_a_carry_stores_one_step_moves_the_rag_and_says_the_pair_the_score_and_the_way_back(desk: Desk) -> None:
    await desk.press("w", "shift+right")
    assert desk.holds("R1", "impact") == 3
    assert desk.said == (
        "R1 was carried to impact 3 Substantial, probability 2 Improbable: score 6, Amber; "
        "the recorded RAG was cleared. u undoes it."
    )
    await desk.press("K")
    assert desk.said == "R1 was carried to impact 3 Substantial, probability 3 Probable: score 9, Red. u undoes it."
    assert "▲ Red" in desk.line("R1")
    assert "[R1]" in desk.text
    await desk.press("u", "u")
    assert (desk.holds("R1", "impact"), desk.holds("R1", "rag_recorded")) == (2, "A")
    assert "[A2]" in desk.text


@pytest.mark.parametrize("way", [pytest.param(one, marks=pytest.mark.long) for one in FOUR_CELLS])
async def test_arrows_and_capitals_carry_the_chosen_risk_from_the_table_too(desk: Desk, way: str) -> None:
    key, field, value = FOUR_CELLS[way]
    await desk.press(key)
    assert desk.holds("R1", field) == value
    assert desk.table.has_focus


async def test_carries_that_come_faster_than_they_are_stored_end_where_they_should(desk: Desk) -> None:
    await desk.press("down", "down", "w")
    await desk.burst("shift+right", "shift+right", "shift+right", "shift+up")
    await desk.settle()
    assert (desk.holds("R3", "impact"), desk.holds("R3", "probability")) == (4, 3)
    assert [act.who for act in Register.open(desk.path).acts()][:4] == ["Jo"] * 4
    assert desk.said == "R3 was carried to impact 4 Catastrophic, probability 3 Probable: score 12, Red. u undoes it."


@pytest.mark.long
async def test_scores_and_carries_typed_together_are_done_in_their_order(desk: Desk) -> None:
    await desk.burst("i", "4", "shift+left", "p", "4", "J", "u")
    await desk.settle()
    assert (desk.holds("R1", "impact"), desk.holds("R1", "probability")) == (3, 4)


@pytest.mark.long
async def test_at_the_edge_a_carry_says_so_and_stores_nothing(desk: Desk) -> None:
    await desk.press("G", "w")
    before = desk.path.read_bytes()
    await desk.press("shift+left")
    assert desk.said == "Impact of R4 is 1 Moderate, the lowest there is. Nothing was changed."
    assert desk.warned
    assert desk.path.read_bytes() == before


async def test_in_another_cell_nothing_is_carried_and_what_to_do_is_said(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("w", "left", "shift+up")
    assert desk.said == (
        "R1 stands at impact 2 Significant, probability 2 Improbable, not in this cell: “.” takes R3, which is. "
        "Nothing was changed."
    )
    await desk.press("up", "K")
    assert "not in this cell, which is empty." in desk.said
    assert desk.path.read_bytes() == before
    await desk.press("down", "full_stop", "K")
    assert desk.holds("R3", "probability") == 3


@pytest.mark.long
async def test_of_a_read_only_register_nothing_is_carried_and_a_sentence_says_why(register: Register) -> None:
    before = register.path.read_bytes()
    async with opened(register.path, read_only=True) as desk:
        await desk.press("w", "shift+right")
        assert desk.warned
        assert desk.said == "This register is open for reading only. Nothing was changed."
        assert matrix_of(desk).has_focus
    assert register.path.read_bytes() == before


@pytest.mark.long
async def test_a_carry_after_somebody_else_scored_the_risk_asks_whose_value_stands(desk: Desk) -> None:
    put(desk.path, "R1", "impact", 4)
    await desk.press("w", "shift+right", "shift+right")
    assert type(desk.app.screen).__name__ == "TheirsOrMine"
    assert desk.holds("R1", "impact") == 4
    await desk.press("escape", "shift+left")
    assert desk.holds("R1", "impact") == 3


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (risk(5, status="closed"), "R5 is closed: only open risks stand in the matrix."),
        (risk(5, status="occurred"), "R5 is occurred: only open risks stand in the matrix."),
        (risk(5, impact=None), "R5 is not scored, so it stands nowhere in the matrix: i and p score it."),
        (risk(5, impact=4), "Impact of R5 is 4 Catastrophic, the highest there is."),
    ],
)
def test_what_is_not_carried_says_why(one: Risk, why: str) -> None:
    with pytest.raises(Refused) as refused:
        carried(one, "right")
    assert str(refused.value) == why


# -- what a cell says --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "room", "chosen", "words"),
    [
        (0, 9, "", ""),
        (3, 9, "", "R1 R2 R3"),
        (3, 7, "", "R1 +2"),
        (4, 9, "R4", "R1 R4 +2"),
        (9, 4, "", ""),
        (2400, 20, "R2400", "R1 R2 R2400 +2,397"),
    ],
)
def test_as_many_references_as_have_room_and_how_many_there_are_more(
    count: int, room: int, chosen: str, words: str
) -> None:
    assert listed([f"R{number + 1}" for number in range(count)], room, chosen) == words


def test_of_very_many_risks_a_cell_says_how_many_and_the_first() -> None:
    state = state_of(*(risk(number) for number in range(1, 2401)))
    assert cell_words((2, 2), state).endswith("Amber, 2,400 risks: R1, R2, R3, R4, R5, R6 and 2,394 more.")
    heading, rows = cell_facts((2, 2), state, state.risks[30])
    assert heading == "Impact 2 Significant, probability 2 Improbable"
    assert rows[1][0] == "R31 (chosen)"
    assert rows[-1] == ("", "and 2,380 more")
    assert len(rows) == 22


def test_closed_and_unscored_risks_are_in_no_cell() -> None:
    state = state_of(risk(1, status="closed"), risk(2, probability=None))
    assert cell_words((2, 2), state) == "Impact 2 Significant, probability 2 Improbable: Amber, no risks."
    assert cell_facts((2, 2), state, None)[1][1:] == [("Risks", "No open risk stands here.")]


@pytest.mark.long
async def test_wide_and_tall_terminals_name_the_risks_in_their_cells(register: Register) -> None:
    for size in ((120, 36), (160, 45), (160, 24)):
        async with opened(register.path, size=size) as desk:
            assert "R3 R4" in desk.text
            assert "[◆ Amber 2]" in desk.text or "[◆ R1 R2]" in desk.text


@pytest.mark.long
async def test_a_blank_register_is_walked_and_says_that_there_is_nothing_to_take_or_to_carry(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("w", "up")
        assert desk.said == "Impact 1 Moderate, probability 2 Improbable: Amber, no risks."
        await desk.press("full_stop")
        assert desk.said == "There is no risk to take in this cell."
        await desk.press("shift+right")
        assert desk.said == "There is no risk here to carry. Nothing was changed."
        await desk.press("enter")
        assert desk.said == "There is no risk to take in this cell."
        await desk.press("escape")
        assert desk.table.has_focus


@pytest.mark.long
async def test_a_cell_of_very_many_risks_counts_them_and_every_line_fits(register: Register) -> None:
    values: dict[str, Plain] = {"description": "One of many", "impact": 3, "probability": 3}
    edits = [edit for _ in range(2400) for edit in new_item("risk", values)]
    register.apply(Batch("Jo", tuple(edits)))
    for size in ((80, 24), (120, 36), (160, 24)):
        async with opened(register.path, size=size) as desk:
            assert "R 2,400" in desk.text or "+2,39" in desk.text
            await desk.press("w", "up", "right")
            assert "2,400 risks" in desk.said
            await desk.press("full_stop", "shift+right")
            assert desk.holds("R5", "impact") == 4
            assert [line for line in desk.text.splitlines() if cell_len(line) > size[0]] == []
            await desk.press("u")


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_titles_are_letters_beside_the_matrix_and_on_the_message_line(
    register: Register, name: str
) -> None:
    text, letters = HOSTILE[name]
    for ref in ("R1", "R2"):
        put(register.path, ref, "description", text)
    async with opened(register.path) as desk:
        await desk.press("w", "full_stop")
        assert letters[:6] in desk.said
        assert dangers(desk.app) == []
        await desk.press("shift+right")
        assert desk.holds("R2", "impact") == 3
        assert dangers(desk.app) == []
        assert [line for line in desk.text.splitlines() if cell_len(line) > 80] == []
