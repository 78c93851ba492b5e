"""The answer to "may Part 1 now be published?": on a day, or not before another day and why."""

from __future__ import annotations

from datetime import date

import pytest

from db.register import Register
from loti_tui.domain.refused import READ_ONLY
from screens.publication import ASKED
from screens.widgets.questions import Questions
from tests.screens.desk import Desk, dangers, opened, put

HOSTILE = "[@click=app.bell]x[/] a[b \x1b[31m"


def line(desk: Desk) -> str:
    """What is typed in the line above the keys."""
    return desk.screen.query_one(Questions).line.value


# -- the question ----------------------------------------------------------------------------------------------------


async def test_where_the_day_has_come_the_question_stands_above_the_fields(desk: Desk) -> None:
    await desk.press("5")
    assert "Publication overdue 1 d  ·  approved 4 Apr 2017  ·  due Wed 5 Apr 2017" in desk.text
    assert "The deferral ended on Fri 31 Mar 2017, 6 days ago." in desk.text
    assert ASKED == "May Part 1 now be published? P publishes it, D defers it further."
    assert ASKED in desk.text


@pytest.mark.long
@pytest.mark.parametrize(
    ("until", "today", "asked"),
    [
        ("2017-05-02", date(2017, 5, 1), False),
        ("2017-05-02", date(2017, 5, 2), True),
        ("2017-05-02", date(2017, 5, 3), True),
        ("2017-04-15", date(2017, 4, 17), True),  # the deferral has ended, though Easter Monday is no working day
    ],
)
async def test_it_is_asked_on_the_day_and_after_it_and_not_before(
    register: Register, until: str, today: date, asked: bool
) -> None:
    put(register.path, "publication", "until", until, why="the tender")
    async with opened(register.path, today=today) as desk:
        await desk.press("5")
        assert (ASKED in desk.text) is asked


@pytest.mark.long
async def test_days_left_are_counted_down(register: Register) -> None:
    put(register.path, "publication", "until", "2017-05-02", why="the tender")
    async with opened(register.path) as desk:
        await desk.press("5")
        assert "Publication in 26 d" in desk.text
        assert "The deferral ends on Tue 2 May 2017, in 26 days." in desk.text


@pytest.mark.long
async def test_once_published_nothing_is_asked(register: Register) -> None:
    put(register.path, "publication", "published_on", "2017-04-05")
    async with opened(register.path) as desk:
        await desk.press("5")
        assert "Published 5 Apr 2017" in desk.text
        assert ASKED not in desk.text
        for key in ("P", "D"):
            await desk.press(key)
            assert (desk.said, desk.warned) == ("Part 1 was published on 5 April 2017. Nothing was changed.", True)
            assert not desk.screen.query(Questions)


@pytest.mark.long
async def test_what_it_waits_for_is_said_by_reference_and_title_and_typed_by_reference(desk: Desk) -> None:
    await desk.press("5")
    assert "S8  Contract executed by both sides" in desk.text
    assert desk.stored.find("S8").id not in desk.text
    desk.table.move_to("waits_for")
    await desk.press("y")
    assert desk.app.clipboard == "S8"
    await desk.press("e", "ctrl+u", *"s7", "enter")
    assert desk.holds("publication", "waits_for") == desk.stored.find("S7").id
    assert "S7  Award approved" in desk.text


@pytest.mark.long
async def test_the_exemption_and_part_two_are_on_the_card(desk: Desk) -> None:
    await desk.press("5")
    for words in ("Exemption relied on", "Scope of the deferral", "Part 2 form", "Legal basis of Part 2"):
        assert words in desk.text
    await desk.press("G")
    assert "Review Part 2 on" in desk.text


@pytest.mark.long
async def test_a_blank_register_has_nothing_to_publish_and_says_so(blank: Register) -> None:
    async with opened(blank.path) as desk:
        await desk.press("5")
        for key in ("P", "D"):
            await desk.press(key)
            assert desk.warned
            assert desk.said == "This register has no publication recorded. Nothing was changed."


# -- publish ---------------------------------------------------------------------------------------------------------


async def test_p_and_enter_record_that_it_was_published_today_and_by_whom(desk: Desk) -> None:
    await desk.press("5", "P")
    assert line(desk) == "6 Apr 2017"
    assert desk.said == "Published on Thu 6 Apr 2017."
    await desk.press("enter")
    assert desk.holds("publication", "published_on") == "2017-04-06"
    assert desk.holds("publication", "published_by") == "Jo"
    assert "Published 6 Apr 2017" in desk.text
    assert desk.table.has_focus
    await desk.press("u")
    assert desk.holds("publication", "published_on") is None
    assert desk.holds("publication", "published_by") is None


@pytest.mark.long
async def test_another_day_is_understood_while_it_is_typed(desk: Desk) -> None:
    await desk.press("5", "P", *"5/4/17")
    assert desk.said.startswith("Published on Wed 5 Apr 2017.")
    await desk.press("enter")
    assert desk.holds("publication", "published_on") == "2017-04-05"


@pytest.mark.long
@pytest.mark.parametrize("typed", ["7 apr", "apr 2017", "x"])
async def test_a_day_to_come_and_what_is_no_day_are_refused_and_stay_in_the_line(desk: Desk, typed: str) -> None:
    before = desk.path.read_bytes()
    await desk.press("5", "P", *typed, "enter")
    assert desk.warned
    assert line(desk) == typed
    await desk.press("escape", "d")
    assert desk.said == "The publication was left as it was."
    assert desk.table.has_focus
    assert desk.path.read_bytes() == before


# -- defer -----------------------------------------------------------------------------------------------------------


async def test_d_asks_until_when_and_then_why_and_stores_both_in_one_act(desk: Desk) -> None:
    await desk.press("5", "D")
    assert "Deferred until:" in desk.text
    assert not desk.warned
    await desk.press(*"2 may")
    assert desk.said.startswith("Deferred until Tue 2 May 2017.")
    await desk.press("enter")
    assert desk.said == "Why is that strictly necessary? A deferral needs a reason."
    await desk.press(*"no bids", "enter")
    assert desk.holds("publication", "until") == "2017-05-02"
    assert desk.holds("publication", "reason") == "no bids"
    assert Register.open(desk.path).acts()[0].why == "no bids"
    assert desk.table.has_focus
    earlier = desk.text[desk.text.index("newest first") :]
    assert earlier.index("2 May 2017") < earlier.index("31 Mar 2017")
    assert ASKED not in desk.text
    await desk.press("u")
    assert desk.holds("publication", "until") == "2017-03-31"
    assert ASKED in desk.text


@pytest.mark.long
async def test_a_deferral_without_a_reason_is_not_stored(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("5", "D", *"2 may", "enter", "enter", "space", "enter")
    assert (desk.said, desk.warned) == ("Why is that strictly necessary? A deferral needs a reason.", True)
    assert desk.path.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize("typed", ["5 apr", "may 2017", "x", ""])
async def test_a_day_that_is_past_or_no_day_is_refused_before_the_reason_is_asked(desk: Desk, typed: str) -> None:
    before = desk.path.read_bytes()
    await desk.press("5", "D", *typed, "enter")
    assert desk.warned
    assert "Deferred until:" in desk.text
    assert line(desk) == typed
    assert desk.path.read_bytes() == before


@pytest.mark.long
async def test_the_deferral_typed_ahead_is_stored(desk: Desk) -> None:
    await desk.burst("5", "D", *"+1w", "enter", *"dud", "enter", "j")
    assert desk.holds("publication", "until") == "2017-04-13"
    assert desk.holds("publication", "reason") == "dud"
    assert desk.table.row_id == "until"


@pytest.mark.long
async def test_what_was_typed_and_left_is_offered_the_next_time(desk: Desk) -> None:
    await desk.press("5", "D", *"2 may", "enter", *"the tender", "escape", "d")
    await desk.press("D")
    assert line(desk) == "2 may"
    await desk.press("enter")
    assert line(desk) == "the tender"
    await desk.press("enter")
    assert desk.holds("publication", "reason") == "the tender"
    await desk.press("D")
    assert line(desk) == ""


@pytest.mark.long
async def test_a_reason_that_is_refused_stays_in_its_line(desk: Desk) -> None:
    before = desk.path.read_bytes()
    await desk.press("5", "D", *"2 may", "enter")
    await desk.paste("x" * 2_001)
    await desk.press("enter")
    assert desk.warned
    assert len(line(desk)) == 2_001
    assert desk.path.read_bytes() == before
    await desk.press("ctrl+u", *"short", "enter")
    assert desk.holds("publication", "reason") == "short"


@pytest.mark.long
async def test_a_day_that_somebody_else_gave_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    await desk.press("5", "D", *"2 may", "enter", *"mine")
    put(desk.path, "publication", "until", "2017-06-01", why="theirs")
    await desk.press("enter")
    assert desk.holds("publication", "until") == "2017-06-01"
    assert "changed meanwhile" in desk.text
    await desk.press("m")
    assert desk.holds("publication", "until") == "2017-05-02"
    assert desk.holds("publication", "reason") == "mine"


# -- reading only, sizes, hostile words ------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_register_for_reading_only_says_so(register: Register) -> None:
    before = register.path.read_bytes()
    async with opened(register.path, read_only=True) as desk:
        await desk.press("5")
        for key in ("P", "D"):
            desk.screen.tell("")
            await desk.press(key)
            assert (desk.said, desk.warned) == (READ_ONLY, True)
    assert register.path.read_bytes() == before


@pytest.mark.long
async def test_hostile_words_are_letters_in_both_lines_and_on_the_card(desk: Desk) -> None:
    await desk.press("5", "D")
    await desk.paste(HOSTILE)
    assert dangers(desk.app) == []
    await desk.press("enter")
    assert desk.warned
    assert dangers(desk.app) == []
    await desk.press("ctrl+u", *"2 may", "enter")
    await desk.paste(HOSTILE)
    assert dangers(desk.app) == []
    await desk.press("enter")
    assert desk.holds("publication", "reason") == "[@click=app.bell]x[/] a[b"
    assert "[@click=app.bell]x[/]" in desk.text
    assert dangers(desk.app) == []


@pytest.mark.long
async def test_the_question_is_seen_on_a_small_terminal(register: Register) -> None:
    async with opened(register.path, size=(60, 16)) as desk:
        await desk.press("5", "P")
        assert "May Part 1 now be published?" in desk.text
        assert "Part 1 was published on:" in desk.text
