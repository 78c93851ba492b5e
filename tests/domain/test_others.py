"""What others did, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loti_tui.domain.changes import Entry
from loti_tui.domain.others import News, names
from loti_tui.domain.state import State

LINE = Entry(
    "b", "2017-04-06T09:15:00.000000Z", "Ann", "", "edit", "milestone", "M1", "id", "forecast", None, "2017-06"
)


def news(*people: str, gone: int = 0) -> News:
    return News(State({}), people, (replace(LINE, who=people[0]),) if len(people) == 1 else (), gone)


def test_one_act_is_told_in_full() -> None:
    assert news("Ann").told("Jo", "board.loti") == "Ann changed: Forecast of M1 is now Jun 2017."


def test_an_act_of_the_same_name_was_done_elsewhere() -> None:
    assert news("Jo").told("Jo", "board.loti").startswith("Jo, in another program, changed: ")


@pytest.mark.parametrize(("act", "words"), [("undo", "undid a change"), ("redo", "did an undone change again")])
def test_what_was_taken_back_is_said_to_be(act: str, words: str) -> None:
    taken = News(State({}), ("Ann",), (replace(LINE, act=act),))
    assert taken.told("Jo", "board.loti") == f"Ann {words}: Forecast of M1 is now Jun 2017."


def test_two_pieces_of_news_are_one() -> None:
    both = news("Ann").then(news("Bob", gone=1))
    assert both.told("Jo", "board.loti") == (
        "board.loti was replaced by an older copy of itself: the last change is not in it. “loti backup list” shows "
        "the copies that may hold it. 2 changes by Ann and Bob were taken in."
    )


def test_news_of_nothing_leaves_the_other_as_it_is() -> None:
    nothing = News(State({}))
    assert nothing.then(news("Ann")) == news("Ann") == news("Ann").then(nothing)
    assert nothing.told("Jo", "board.loti") == ""


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (["Ann"], "Ann"),
        (["Ann", "Bob", "Ann"], "Ann and Bob"),
        (["Ann", "Bob", "Cy"], "Ann, Bob and Cy"),
        (["Ann", "Bob", "Cy", "Di"], "Ann, Bob and 2 others"),
    ],
)
def test_people_are_named_once_and_the_rest_are_counted(people: list[str], words: str) -> None:
    assert names(people) == words


def test_a_name_cannot_fill_the_line() -> None:
    assert len(news("A" * 200).told("Jo", "board.loti")) < 100
