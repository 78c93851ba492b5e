"""One and many, and what is named where: sentences that are right to the letter."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.changes import Act, Done, Entry
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Reading
from loti_tui.domain.item import Item
from loti_tui.domain.items import Decision, Milestone, Publication, Risk, Step
from loti_tui.domain.others import News, lost, names
from loti_tui.domain.publication import Countdown, Stage, countdown
from loti_tui.domain.refused import Refused
from loti_tui.domain.sifting import called, understood
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)


def state(*items: Item) -> State:
    return State({item.id: item for item in items})


def act(kind: Act) -> Done:
    return Done("b", 1, "", "Ann", "", kind, None, False, 0, {})


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (("Ann",), "1 change by Ann was taken in."),
        (("Ann", "Ann"), "2 changes by Ann were taken in."),
        (("Ann",) * 1_000, "1,000 changes by Ann were taken in."),
    ],
)
def test_one_change_was_and_several_were_taken_in(people: tuple[str, ...], sentence: str) -> None:
    assert News(state(), people).told("Jo", "board.loti") == sentence


@pytest.mark.parametrize(
    ("gone", "lacking", "them"),
    [
        (1, "the last change is", "it"),
        (2, "the last 2 changes are", "them"),
        (1_000, "the last 1,000 changes are", "them"),
    ],
)
def test_one_lost_change_is_it_and_several_are_them(gone: int, lacking: str, them: str) -> None:
    assert lost(gone, "board.loti") == (
        f"board.loti was replaced by an older copy of itself: {lacking} not in it. “loti backup list” shows the "
        f"copies that may hold {them}."
    )


def test_a_name_is_shown_whole_up_to_forty_letters_and_cut_after() -> None:
    assert names(["A" * 40]) == "A" * 40
    assert names(["A" * 41]) == "A" * 39 + "…"
    told = News(state(), ("A" * 41,), (Entry("b", "", "A", "", "edit", "risk", "R1", "r", "owner", None, "B"),))
    assert told.told("Jo", "board.loti") == f"{'A' * 39}… changed: Owner of R1 is now B."


@pytest.mark.parametrize(
    ("kind", "word"), [(Act.EDIT, "change"), (Act.START, "change"), (Act.UNDO, "undo"), (Act.REDO, "redo")]
)
def test_an_act_is_called_by_what_it_was(kind: Act, word: str) -> None:
    assert called(act(kind)) == word


@pytest.mark.parametrize("word", ["since", "until", "on"])
def test_a_word_that_a_date_follows_asks_for_one_by_example(word: str) -> None:
    assert understood(word, {}, TODAY).problem == f"A date follows “{word}”, such as “{word} 31 Mar 2017”."


def test_a_deferral_moves_the_day_that_is_counted_to_while_it_lasts() -> None:
    approved, until = PartialDate("2017-04-04"), PartialDate("2017-05-02")
    decision = Decision(id="d", ref="DD2092", approved_on=approved)
    deferred = state(decision, Publication(id="p", ref="PUB1", deferred=True, until=until))
    lifted = state(decision, Publication(id="p", ref="PUB1", deferred=False, until=until))
    assert countdown(deferred, TODAY).due == date(2017, 5, 2)
    assert countdown(lifted, TODAY).due == date(2017, 4, 5)


def test_a_year_without_a_calendar_is_said_and_nothing_is_counted() -> None:
    far = state(
        Decision(id="d", ref="D1", approved_on=PartialDate("2040-04-04")),
        Publication(id="p", ref="PUB1", deferred=False),
    )
    assert countdown(far, TODAY) == Countdown(
        Stage.UNKNOWN, None, 0, "publication due: calendar not known for that year"
    )


def test_an_unknown_reference_is_refused_with_each_kind_that_has_several() -> None:
    some = [Risk(id="r1", ref="R1"), *(Step(id=f"s{n}", ref=f"S{n}") for n in (1, 2))]
    with pytest.raises(Refused, match=r"^There is no “X” in this register\. It has S1 to S2\.$"):
        state(*some).find("X")


def test_where_no_kind_has_several_the_way_to_see_them_is_said() -> None:
    with pytest.raises(Refused, match=r"^There is no “X” in this register\. “loti show” lists what it has\.$"):
        state(Risk(id="r1", ref="R1")).find("X")


def test_what_is_typed_is_read_on_the_day_and_against_the_register() -> None:
    reading: Reading = state(Risk(id="one", ref="R1")).reading(TODAY)
    assert reading.today == TODAY
    assert reading.find("r1") == ("risk", "one")
    with pytest.raises(Refused, match="no “R2”"):
        reading.find("R2")


def test_what_is_equal_is_spared_and_what_differs_is_not() -> None:
    shown = state(Milestone(id="m1", ref="M1", title="Old"), Milestone(id="m2", ref="M2"), Milestone(id="m3", ref="M3"))
    read = state(Milestone(id="m1", ref="M1", title="New"), Milestone(id="m2", ref="M2"))
    spared = read.sparing(shown)
    assert spared == read
    assert spared.items["m2"] is shown.items["m2"]
    assert spared.items["m1"] is read.items["m1"]
