"""The overview: what a board wants on the wall, its lists walked as one, and its twin on the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from rich.cells import cell_len

from db.register import Register
from loti_tui.cli.overview import changes_in, overview, overview_lines, overview_page
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.findings import attention
from screens.changes import ChangesScreen
from screens.overview import OverviewScreen
from screens.record import RecordScreen
from screens.widgets.matrix import RiskMatrix
from screens.widgets.overview_list import LEAST, OverviewList, shares
from tests.screens.desk import TODAY, Desk, dangers, opened, put
from tests.screens.test_hostile import FEW, SOME, spoil, texts

SIZES = [(80, 24), (120, 36), (160, 45)]


@pytest.fixture
def changed(register: Register) -> Register:
    """The register of DD2092 with a snapshot of March, of which a risk, a milestone and an amount have moved since."""
    register.take_snapshot("March", who="Jo")
    put(register.path, "R1", "impact", 4)
    put(register.path, "M1", "forecast", "2017-06")
    put(register.path, "M3", "forecast", "2017-04-01")
    return register


def listed(desk: Desk, id: str) -> list[str]:
    """The words of each row of a list."""
    return [row.cells["words"].text for row in desk.screen.query_one(f"#{id}", OverviewList).rows]


def at(desk: Desk) -> tuple[str, int]:
    """The list that is walked, and the place of its cursor."""
    return str(desk.table.id), desk.table.place


# -- what it tells ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SIZES[0], *(pytest.param(one, marks=pytest.mark.long) for one in SIZES[1:])])
async def test_all_of_it_is_on_the_screen_at_once(changed: Register, size: tuple[int, int]) -> None:
    async with opened(changed.path, size=size) as desk:
        await desk.press("1")
        for words in (
            "4 open risks",
            "▲ Red (R)          0",
            "◆ Amber (A)        4",
            "○ Not scored       0",
            "Publication overdue 1 d  due 5 Apr 2017",
            "Needs attention first",
            "4 errors · 6 warnings · 9 notes",
            "▲ error    PUB1    Publication of Part 1 is overdue by 1 day",
            "▲ overdue  M3      Inception",
            "5 days overdue",
            "24 days left",
            "Changes since “March”",
            "3 changes",
            "Risks: 1 up, 0 down, 3 same",
            "R1 was raised from 4 to 8",
        ):
            assert words in desk.text
        assert ("£100,000 funding in all, equal to" in desk.text) is (size != SIZES[0])
        assert desk.screen.query_one(RiskMatrix).refs == {(4, 2): ["R1"], (2, 2): ["R2"], (1, 2): ["R3", "R4"]}


async def test_where_no_snapshot_was_taken_it_says_so_and_which_key_takes_one(desk: Desk) -> None:
    await desk.press("1")
    assert "No snapshot is taken yet" in desk.text
    assert "Press 8, then n" in desk.text.replace("\n", " ").replace("  ", " ")


@pytest.mark.long
async def test_a_snapshot_that_was_taken_meanwhile_is_compared_with_when_somebody_comes_back(desk: Desk) -> None:
    await desk.press("1", "8", "n", "enter", "1")
    assert "Nothing has changed." in desk.text
    await desk.press("2", "i", "3", "1")
    assert listed(desk, "changed")[0].startswith("R1 was raised from 4 to 6")
    await desk.press("u")
    assert "Nothing has changed." in desk.text


async def test_nothing_is_compared_again_while_nothing_changes(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1")
        assert isinstance(desk.screen, OverviewScreen)
        told = desk.screen.since
        assert told is not None
        await desk.press("2", "1", "j", "question_mark", "escape")
        assert desk.screen.since is told
        put(changed.path, "R2", "impact", 4)
        await desk.look()
        assert desk.screen.since.of == told.of + 1


@pytest.mark.long
async def test_a_snapshot_that_was_altered_is_told_where_the_changes_would_be(changed: Register) -> None:
    with closing(sqlite3.connect(changed.path)) as connection:
        connection.execute("DROP TRIGGER snapshot_no_update")
        connection.execute("UPDATE snapshot SET content = replace(content, 'Jo', 'Jim')")
        connection.commit()
    async with opened(changed.path) as desk:
        await desk.press("1")
        assert "Changes since the last snapshot" in desk.text
        assert "Snapshot “March” is not what was sealed." in desk.text
        assert listed(desk, "changed") == []
    assert changes_in(changed, TODAY).summary.startswith("Snapshot “March” is not what was sealed.")


async def test_a_blank_register_has_a_calm_overview(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("1", "down", "G", "g", "right")
        for words in ("0 open risks", "Nothing needs attention.", "No step or milestone has a date ahead."):
            assert words in desk.text
        await desk.press("enter")
        assert desk.said == "There is nothing here to go to."
        await desk.press("y")
        assert desk.said == "There is nothing to copy here."


# -- walking ---------------------------------------------------------------------------------------------------------


async def test_the_lists_are_walked_as_one(changed: Register) -> None:
    async with opened(changed.path, size=(120, 36)) as desk:
        await desk.press("1")
        assert at(desk) == ("needs", 0)
        await desk.press("k", "down", "j", "up")
        assert at(desk) == ("needs", 1)
        await desk.press("right")
        assert at(desk) == ("dates", 0)
        await desk.press("up")
        assert at(desk) == ("needs", 18)
        await desk.press("down", "down", "down", "down", "down")
        assert at(desk) == ("changed", 0)
        await desk.press("G", "j")
        assert at(desk) == ("changed", 2)
        await desk.press("left", "h")
        assert at(desk) == ("needs", 18)
        await desk.press("tab", "right_square_bracket", "left_square_bracket", "g")
        assert at(desk) == ("needs", 0)


@pytest.mark.long
async def test_the_terminals_own_cursor_is_on_the_row_and_no_other_list_has_a_mark(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1", "right", "down")
        x, y = desk.app.cursor_position
        assert desk.text.splitlines()[y][x:].strip().startswith("planned  S8")
        assert [line[0] for line in desk.text.splitlines() if line.startswith("▌")] == ["▌"]


@pytest.mark.long
async def test_a_row_that_is_out_of_sight_is_brought_into_it(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1", "down", "down", "down", "down", "pagedown", "pagedown")
        line = next(line for line in desk.text.splitlines() if line.startswith("▌"))
        assert desk.table.rows[desk.table.place].cells["words"].text[:20] in line


async def test_enter_goes_to_what_a_finding_a_date_or_a_change_is_about(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1", "enter")
        assert desk.screen.NAME == "publication"
        assert desk.said.startswith("Publish Part 1 and record the day")
        await desk.press("1", "right", "enter")
        assert (desk.screen.NAME, desk.at) == ("milestones", ("M3", "forecast"))
        await desk.press("1", "G", "enter")
        assert (desk.screen.NAME, desk.at[0]) == ("milestones", "M3")
        await desk.press("1", "g", "right", "right", "up", "up", "enter")
        assert desk.screen.NAME == "risks"
        assert desk.at[0] == "R1"


@pytest.mark.long
async def test_enter_on_a_removed_item_opens_its_record(changed: Register) -> None:
    put(changed.path, "R4", "removed", True)
    async with opened(changed.path) as desk:
        await desk.press("1", "right", "right")
        place = next(n for n, words in enumerate(listed(desk, "changed")) if words.startswith("Risk R4 was removed"))
        await desk.press(*["down"] * place, "enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert "R4  removed" in desk.text


@pytest.mark.long
async def test_the_matrix_shows_where_the_risk_of_the_row_stands(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1")
        matrix = desk.screen.query_one(RiskMatrix)
        assert matrix.chosen is None
        await desk.press("right", "right")
        assert matrix.chosen == (4, 2)


# -- what people do --------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_e_says_where_to_edit_and_y_copies_the_row_in_words(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1", "e")
        assert desk.said == "Enter goes to the value that this is about: there e edits it."
        await desk.press("y")
        assert desk.app.clipboard.startswith("Publication of Part 1 is overdue")
        await desk.press("right", "y")
        assert desk.app.clipboard == "M3 Inception: 1 Apr 2017, 5 days overdue"


@pytest.mark.long
async def test_u_undoes_c_shows_all_changes_and_x_asks_for_a_pack(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("2", "i", "3", "1", "u")
        assert desk.said.startswith("Undone.")
        await desk.press("c")
        assert isinstance(desk.app.screen, ChangesScreen)
        await desk.press("escape", "x")
        assert "pack" in desk.text.casefold()
        await desk.press("escape")
        assert desk.screen.NAME == "overview"


@pytest.mark.long
async def test_who_only_reads_sees_it_all_and_walks(changed: Register) -> None:
    async with opened(changed.path, read_only=True) as desk:
        await desk.press("1", "e")
        assert desk.warned
        assert "Changes since “March”" in desk.text
        await desk.press("u", "right", "enter")
        assert desk.at[0] == "M3"


@pytest.mark.long
async def test_a_click_chooses_a_row_and_a_second_one_goes_there(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1")
        y = next(y for y, line in enumerate(desk.text.splitlines()) if "Inception  " in line)
        await desk.pilot.click(offset=(30, y))
        await desk.settle()
        assert at(desk) == ("dates", 0)
        await desk.pilot.click(offset=(30, y), times=2)
        await desk.settle()
        assert desk.screen.NAME == "milestones"


# -- whatever it holds -----------------------------------------------------------------------------------------------


@texts(SOME, FEW)
async def test_hostile_texts_are_letters_on_the_overview(changed: Register, text: str, letters: str) -> None:
    changed.take_snapshot(f"S {text}"[:100], who="Jo")
    spoil(changed, text)
    async with opened(changed.path) as desk:
        for size in SIZES[:2]:
            await desk.pilot.resize_terminal(*size)
            await desk.press("1", "right", "down")
            assert letters[:8] in desk.text
            assert dangers(desk.app) == []
            assert [line for line in desk.text.splitlines() if cell_len(line) > size[0]] == []
        await desk.press("y", "e")
        assert dangers(desk.app) == []


@pytest.mark.long
async def test_it_survives_a_terminal_that_grows_and_shrinks(changed: Register) -> None:
    async with opened(changed.path) as desk:
        await desk.press("1", "right")
        for width, height in ((160, 45), (80, 24), (40, 10), (20, 5), (1, 1), (80, 24)):
            await desk.pilot.resize_terminal(width, height)
            await desk.press("j", "k")
        assert "Changes since “March”" in desk.text


@pytest.mark.long
async def test_of_thousands_of_risks_the_first_findings_and_changes_are_told_and_all_are_counted(
    register: Register,
) -> None:
    register.take_snapshot("March", who="Jo")
    score = {"probability": 4, "impact": 4}
    risks = (new for n in range(2_400) for new in new_item("risk", {"description": f"Risk {n}", **score}))
    register.apply(Batch("Ann", tuple(risks)))
    async with opened(register.path) as desk:
        await desk.press("1")
        assert "2,404 open risks" in desk.text
        assert len(desk.screen.query_one(RiskMatrix).refs[4, 4]) == 2_400
        assert "first 20 of 2,400 changes · c lists all" in desk.text
        assert "3 errors · 4,805 warnings · 9 notes" in desk.text
        await desk.press("G", "g", "right", "right", "enter")
        assert desk.screen.NAME == "risks"


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([21, 4, 7], 12, [4, 4, 4]),
        ([21, 4, 2], 12, [6, 4, 2]),
        ([21, 4, 7], 20, [9, 4, 7]),
        ([5, 4, 7], 30, [6, 5, 8]),
        ([5, 4, 7], 17, [5, 4, 7]),
        ([2, 2, 2], 1, [2, 2, 2]),
    ],
)
def test_each_list_has_what_it_wants_or_its_part_of_what_there_is(
    wanted: list[int], room: int, given: list[int]
) -> None:
    assert LEAST == 4
    assert shares(wanted, room) == given


# -- the twin on the command line ------------------------------------------------------------------------------------


async def test_what_the_screen_tells_the_command_line_tells_too(changed: Register) -> None:
    state = changed.state().on(TODAY)
    found = attention(state, TODAY, changed.trail())
    lines = list(overview_lines(state, TODAY, found, changes_in(changed, TODAY)))
    for words in (
        "Amber risks: 4",
        "Risks at probability 2 Improbable, impact 4 Catastrophic (Amber): 1",
        "Money: £100,000 funding in all, equal to the spending ceiling",
        "Needs attention: and 13 more, “loti check” lists them",
        "Next date: 1 Apr 2017, M3 Inception, 5 days overdue",
        "Changed: Forecast of M1 moved from May 2017 to June 2017, 1 month later.",
    ):
        assert words in lines
    assert any(line.startswith("Changes since “March”: Risks: 1 up") for line in lines)
    async with opened(changed.path) as desk:
        await desk.press("1")
        screen = desk.screen
        assert isinstance(screen, OverviewScreen)
        assert screen.since == changes_in(changed, TODAY)
        assert [line for line in listed(desk, "changed") if f"Changed: {line}" not in lines] == []


def test_the_twin_says_why_nothing_is_compared(register: Register) -> None:
    state = register.state().on(TODAY)
    told = overview(state, TODAY, attention(state, TODAY), changes_in(register, TODAY))
    assert told["changes"]["since"] is None
    assert "“loti snapshot take NAME”" in told["changes"]["summary"]
    assert sum(cell["risks"] for cell in told["risk_matrix"]) == 4
    assert len(told["attention"]) == len(attention(state, TODAY).open)


def test_a_page_can_be_made_of_a_blank_register(blank: Register) -> None:
    state = blank.state().on(TODAY)
    assert list(overview_page(state, TODAY, attention(state, TODAY), changes_in(blank, TODAY)))
    assert overview(state, TODAY, attention(state, TODAY))["money"]["adds_up"] is None
