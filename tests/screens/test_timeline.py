"""The plan over time on the screen of the milestones: beside the table or under it, zoomed, moved and told."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len

from db.register import Register
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.scoring import Rag
from loti_tui.domain.timeline import Line, Unit, Window, number_of
from screens.widgets.timeline import Timeline, bars, marked
from tests.screens.desk import Desk, dangers, opened, put
from tests.screens.test_hostile import HOSTILE

TODAY = date(2017, 4, 6)
WEEKS = Window(Unit.WEEK, number_of(Unit.WEEK, date(2017, 4, 1)), 12)
WIDE = (120, 36)


def drawn(planned: str = "", forecast: str = "", actual: str = "") -> str:
    first, second, third = ((PartialDate(iso),) if iso else () for iso in (planned, forecast, actual))
    line = Line(frozenset(), "M1", "x", first, second, third, rag=Rag.AMBER)
    return "".join(letter for letter, _ in bars(line, WEEKS, TODAY))


def timeline(desk: Desk) -> Timeline:
    return desk.screen.query_one(Timeline)


def charted(desk: Desk, words: str) -> str:
    """The line of the drawing that has these words; "" where there is none."""
    region = timeline(desk).region
    return next((line for line in desk.text.splitlines()[region.y : region.bottom] if words in line), "")


def told(desk: Desk) -> str:
    """What is said of the line in focus, on one line."""
    return " ".join(str(desk.screen.query_one("#told").render()).split())


def fits(desk: Desk) -> None:
    assert [line for line in desk.text.splitlines() if cell_len(line) > desk.app.size.width] == []


# -- one line --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        ((), " ┊          "),
        (("2017-05",), " ┊   ░░░░░  "),
        (("2017-05", "2017-05"), " ┊   ▓▓▓▓▓  "),
        (("2017-Q2", "2017-05"), "░░░░░▓▓▓▓▓░›"),
        (("2017-05", "2017-05-17", "2017-04-12"), " ┊■  ░░▓░░  "),
        (("2017-04-06",), " ░          "),
        (("2017-03", "2017-04"), "‹▓▓▓▓       "),
        (("2018",), " ┊         ›"),
        (("2016",), "‹┊          "),
    ],
)
def test_the_plan_is_light_the_forecast_solid_and_what_happened_marked(dates: tuple[str, ...], line: str) -> None:
    assert drawn(*dates) == line


def test_every_letter_is_one_cell_wide() -> None:
    for line in (drawn("2017-05", "2017-06", "2017-04-20"), drawn("2016", "2018"), "◂▸│"):
        assert cell_len(line) == len(line)


def test_words_over_columns_are_one_cell_apart_and_left_out_without_room() -> None:
    assert marked([(0, "2017"), (3, "2018"), (8, "2019"), (14, "2020")], 16) == "2017    2019    "


# -- where it stands -------------------------------------------------------------------------------------------------


async def test_at_eighty_columns_it_stands_under_the_table_with_references_and_titles(desk: Desk) -> None:
    await desk.press("4")
    lines = desk.text.splitlines()
    head = next(number for number, line in enumerate(lines) if "Apr  May" in line)
    assert lines[head + 1].startswith(" P1   Procurement: 1 of 8 done ◂")
    assert lines[head + 2].startswith("▌M1   Delivery start")
    assert [line[1:3] for line in lines[head + 3 : head + 7]] == ["M2", "M3", "M4", "M5"]
    assert lines[head].index("May") == lines[head + 2].index("▓")
    assert "░ baseline  ▓ forecast" in lines[head - 1]
    assert told(desk) == "M1 Delivery start: baseline May 2017, forecast May 2017, on plan, after S8, before M2."
    fits(desk)


async def test_on_a_wide_terminal_each_line_stands_beside_its_row_however_far_the_table_is_scrolled(
    register: Register,
) -> None:
    edits = [
        edit
        for month in range(1, 13)
        for year in (2017, 2018, 2019)
        for edit in new_item("milestone", {"title": f"{month}/{year}", "baseline": f"{year}-{month:02}"})
    ]
    register.apply(Batch("Jo", tuple(edits)))
    async with opened(register.path, size=WIDE) as desk:
        await desk.press("4", "G")
        state = desk.stored
        region = timeline(desk).region
        shown = [line for line in desk.text.splitlines()[region.y + 2 : region.bottom] if line[1:2] == "M"]
        assert len(shown) > 20
        window, left = timeline(desk).window, region.x + 1
        for line in shown:
            milestone = state.find(line[1:5].strip())
            baseline = getattr(milestone, "baseline", None)
            drawn_there = {column for column, letter in enumerate(line[left:]) if letter == "░"}
            assert drawn_there == set(window.span(baseline) if baseline else ())
        assert "▌" in shown[-1]
        fits(desk)


@pytest.mark.long
async def test_what_comes_before_the_line_in_focus_and_what_waits_for_it_is_marked(register: Register) -> None:
    async with opened(register.path, size=WIDE) as desk:
        await desk.press("4", "down")
        assert "◂" in desk.line("M1")
        assert "◂" not in desk.line("M2")
        assert "◂ comes before this  ▸ waits for this" in desk.text
        await desk.press("up")
        assert "▸" in desk.line("M2")
        assert "◂" in desk.line("P1 Procurement: 1 of 8 done, plan and forecast Apr 2017, actual 4 Apr 2017")


@pytest.mark.long
async def test_todays_line_goes_through_every_line_that_has_no_bar_there(register: Register) -> None:
    async with opened(register.path, size=WIDE) as desk:
        await desk.press("4")
        column = desk.line("M3").index("┊")
        assert len([line for line in desk.text.splitlines() if line[column : column + 1] == "┊"]) > 20


@pytest.mark.long
async def test_on_a_small_terminal_there_is_the_table_alone_and_the_keys_say_why(register: Register) -> None:
    async with opened(register.path, size=(80, 18)) as desk:
        await desk.press("4", "plus")
        assert desk.said == "There is no room for the timeline here: it takes 20 lines, or 110 columns."
        assert "┊" not in desk.text
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: "┊" in desk.text)
        await desk.press("plus")
        assert desk.said.endswith("a day a column.")


# -- zooming and moving ----------------------------------------------------------------------------------------------


async def test_the_keys_zoom_and_move_and_each_says_what_is_shown(desk: Desk) -> None:
    await desk.press("4", "z")
    assert desk.said == "The whole plan: Apr 2017 to Feb 2018, a week a column."
    await desk.press("plus")
    assert desk.said == "26 Apr to 11 Jun 2017, a day a column."
    await desk.press("equals_sign")
    assert desk.said == "A day a column is as near as it goes."
    await desk.press("right_square_bracket")
    assert desk.said == "19 May to 4 Jul 2017, a day a column."
    await desk.press("left_square_bracket", "left_square_bracket", "left_square_bracket", "left_square_bracket")
    assert desk.said == "Nothing is earlier than what is shown: 1 Apr to 17 May 2017, a day a column."
    await desk.press("minus", "minus", "minus", "minus", "minus")
    assert desk.said == "A year a column is as far as it goes."
    await desk.press("right_square_bracket")
    assert desk.said == "Nothing is later than what is shown: 2017 to 2063, a year a column."
    await desk.press("z")
    assert desk.said == "The whole plan: Apr 2017 to Feb 2018, a week a column."


@pytest.mark.long
async def test_a_zoom_is_about_the_line_in_focus(desk: Desk) -> None:
    await desk.press("4", "down", "plus")
    assert "▓" in charted(desk, "Delivery end")
    assert "Nov" in desk.said


@pytest.mark.long
async def test_the_window_is_kept_over_an_edit_an_undo_and_another_screen(desk: Desk) -> None:
    await desk.press("4", "plus", "right_square_bracket")
    before = timeline(desk).window
    desk.table.move_to(field="forecast")
    await desk.press("e", "ctrl+u", *"jun 2017", "enter")
    assert timeline(desk).window == before
    assert told(desk).startswith("M1 Delivery start: baseline May 2017, forecast Jun 2017, 1 month late")
    await desk.press("u", "2", "4")
    assert timeline(desk).window == before
    assert "on plan" in told(desk)


@pytest.mark.long
async def test_lines_are_filtered_and_sorted_with_the_table(desk: Desk) -> None:
    await desk.press("4", "slash", *"delivery", "enter", "S")
    assert [line.ref for line in timeline(desk).lines] == [desk.stored.items[id].ref for id in desk.table.ids]
    assert len(timeline(desk).lines) == 2
    await desk.press("escape")
    assert len(timeline(desk).lines) == 5


@pytest.mark.long
async def test_a_click_on_a_line_puts_the_cursor_on_its_row(desk: Desk) -> None:
    await desk.press("4")
    y = max(number for number, line in enumerate(desk.text.splitlines()) if "Inception" in line)
    await desk.pilot.click(offset=(40, y))
    await desk.settle()
    assert desk.at[0] == "M3"
    assert told(desk) == "M3 Inception: no date is recorded."


# -- edges -----------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_blank_register_says_that_there_is_nothing_to_draw(blank: Register) -> None:
    for size in ((80, 24), WIDE):
        async with opened(blank.path, size=size) as desk:
            await desk.press("4")
            assert "There is no milestone to draw." in told(desk)
            await desk.press("plus")
            assert desk.said == "No date is recorded: there is nothing to draw."
            await desk.press("left_square_bracket", "z")
            assert desk.said == "No date is recorded: there is nothing to draw."
            fits(desk)


@pytest.mark.long
async def test_it_is_looked_at_in_a_read_only_register_too(register: Register) -> None:
    async with opened(register.path, read_only=True) as desk:
        await desk.press("4", "minus")
        assert desk.said == "Apr 2017 to Feb 2021, a month a column."


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_titles_are_letters_in_the_drawing_and_in_its_words(register: Register, name: str) -> None:
    text, letters = HOSTILE[name]
    state = register.state()
    titled = [Edit(one.KIND, one.id, "title", text) for one in state.milestones]
    register.apply(Batch("Jo", tuple(titled)))
    async with opened(register.path) as desk:
        await desk.press("4", "plus", "down")
        for size in ((80, 24), WIDE, (46, 22)):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert dangers(desk.app) == []
            fits(desk)
            assert letters[:4] in desk.text
            assert "baseline Nov 2017" in told(desk)


@pytest.mark.long
async def test_dates_centuries_apart_are_shown_year_by_year_and_walked_through(register: Register) -> None:
    put(register.path, "M1", "forecast", "2199-12-31")
    put(register.path, "M3", "forecast", "1900")
    async with opened(register.path) as desk:
        await desk.press("4", "z")
        assert desk.said == "The whole plan: 1900 to 1946, a year a column."
        assert "›" in charted(desk, "Delivery start")
        for _ in range(20):
            await desk.press("right_square_bracket")
        assert desk.said == "Nothing is later than what is shown: 2153 to 2199, a year a column."
        assert "‹" in charted(desk, "Inception")
        await desk.press("plus", "plus", "plus", "plus", "right_square_bracket")
        fits(desk)


@pytest.mark.long
async def test_thousands_of_milestones_are_walked_without_a_wait_for_each(register: Register) -> None:
    edits = [
        edit
        for number in range(2400)
        for edit in new_item("milestone", {"title": f"Borough {number}", "baseline": f"{2017 + number % 9}-05"})
    ]
    register.apply(Batch("Jo", tuple(edits)))
    async with opened(register.path) as desk:
        await desk.press("4", "G", *["up"] * 5)
        assert desk.at[0] == "M2400"
        assert charted(desk, "Borough 2394").startswith("▌M2400")
