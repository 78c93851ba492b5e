"""The views that come with the program, and the rules of a person's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Issue, Milestone, Resolution, Risk, Step
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.views import BUILT_IN, CHOICES, View, called, chosen, known, view_name

TODAY = date(2017, 4, 6)


def found(screen: str, only: str, *items: Item) -> list[str]:
    holds = chosen(screen, only, State({item.id: item for item in items}), TODAY)
    assert holds is not None
    return [item.ref for item in items if holds(item)]


def risk(ref: str, **fields: Any) -> Risk:
    return Risk(id=ref, ref=ref, description=ref, **fields)


def day(text: str) -> PartialDate:
    return PartialDate(text)


RISKS = (
    risk("R1", owner="Ann", probability=2, impact=2, mitigation="A plan", review_on=day("2017-05-01")),
    risk("R2", probability=2, impact=2, rag_recorded="R", mitigation="A plan"),
    risk("R3", owner="Ann", probability=2),
    risk("R4", owner="Ann", probability=1, impact=1, mitigation="A plan", review_on=day("2017-04-05")),
    risk("R5", status="closed", review_on=day("2017-01")),
)


@pytest.mark.parametrize(
    ("only", "refs"),
    [
        ("Open", ["R1", "R2", "R3", "R4"]),
        ("No owner", ["R2"]),
        ("Not scored", ["R3"]),
        ("No mitigation", ["R3"]),
        ("Review overdue", ["R4"]),
        ("Recorded RAG differs", ["R2"]),
    ],
)
def test_each_choice_of_risks_holds_those_that_it_names_and_no_closed_one(only: str, refs: list[str]) -> None:
    assert found("risks", only, *RISKS) == refs


def test_late_milestones_are_unfinished_and_their_last_day_has_passed() -> None:
    items = (
        Milestone(id="M1", ref="M1", forecast=day("2017-04-05")),
        Milestone(id="M2", ref="M2", forecast=day("2017-04")),
        Milestone(id="M3", ref="M3", forecast=day("2017-04-05"), actual=day("2017-04-05"), status="done"),
    )
    assert found("milestones", "Late", *items) == ["M1"]


def test_the_next_thirty_days_hold_what_may_come_in_them_and_nothing_late() -> None:
    dates = ("2017-04-05", "2017-04-06", "2017-04", "2017-05-06", "2017-05", "2017-05-07", "2018")
    items = [Milestone(id=one, ref=one, forecast=day(one)) for one in dates]
    assert found("milestones", "Next 30 days", *items) == ["2017-04-06", "2017-04", "2017-05-06", "2017-05"]


def test_what_moved_from_its_baseline_moved_either_way() -> None:
    items = [
        Milestone(id=ref, ref=ref, baseline=day("2017-05"), forecast=day(forecast))
        for ref, forecast in (("M1", "2017-05"), ("M2", "2017-06"), ("M3", "2017-04"))
    ]
    assert found("milestones", "Moved from the baseline", *items) == ["M2", "M3"]


def test_what_is_next_is_the_first_unfinished_step_and_all_that_is_begun_or_late() -> None:
    items = [
        Step(id="S1", ref="S1", position=1, status="done", actual=day("2017-03-01")),
        Step(id="S2", ref="S2", position=2, status="dropped"),
        Step(id="S3", ref="S3", position=3),
        Step(id="S4", ref="S4", position=4),
        Step(id="S5", ref="S5", position=5, status="started"),
        Step(id="S6", ref="S6", position=6, planned=day("2017-03")),
    ]
    assert found("procurement", "What is next", *items) == ["S3", "S5", "S6"]


def test_actions_are_open_overdue_or_without_an_owner_and_decisions_are_none_of_these() -> None:
    items = (
        Action(id="A1", ref="A1", owner="Ann", due=day("2017-04-05")),
        Action(id="A2", ref="A2", due=day("2017-06")),
        Action(id="A3", ref="A3", status="done"),
        Resolution(id="BD1", ref="BD1", decided="Go"),
    )
    assert found("actions", "Open, by owner", *items) == ["A1", "A2"]
    assert found("actions", "Overdue", *items) == ["A1"]
    assert found("actions", "No owner", *items) == ["A2"]
    assert found("actions", "Decisions", *items) == ["BD1"]


def test_issues_that_are_closed_are_in_no_choice() -> None:
    items = (
        Issue(id="I1", ref="I1", due=day("2017-04-05")),
        Issue(id="I2", ref="I2", owner="Ann"),
        Issue(id="I3", ref="I3", due=day("2017-01"), status="closed"),
    )
    assert [found("issues", only, *items) for only in CHOICES["issues"]] == [["I1", "I2"], ["I1"], ["I1"]]


@pytest.mark.parametrize("screen", BUILT_IN)
def test_every_view_of_a_screen_has_a_name_of_its_own_and_a_choice_that_is_known(screen: str) -> None:
    views = BUILT_IN[screen]
    assert len({view.name for view in views}) == len(views)
    assert {view.only for view in views} <= {"", *CHOICES[screen]}


def test_a_view_without_a_choice_is_about_everything() -> None:
    assert chosen("risks", "", State({}), TODAY) is None


def test_a_view_is_found_by_its_name_in_any_case() -> None:
    views = (View("Élan"), View("Mine"))
    assert called(views, "mine") is views[1]
    assert called(views, "elan") is views[0]
    assert called(views, "other") is None


@pytest.mark.parametrize(("typed", "words"), [("  ", "needs a name"), ("x" * 41, "at most 40")])
def test_a_name_that_is_none_is_refused(typed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        view_name(typed)


def test_nobody_can_keep_a_view_under_the_name_of_one_that_came_with_the_program() -> None:
    with pytest.raises(Refused, match="came with the program"):
        known("risks", View("no owner"))
    known("milestones", View("Not scored"))


def test_a_view_on_a_choice_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="nobody knows"):
        known("risks", View("Mine", only="Blue ones"))
