"""How a step or a milestone stands against its plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.delivery import RULES, expected, late, milestone_rag, planned, slip, standing
from loti_tui.domain.items import MILESTONE_RULES, Milestone, Step
from loti_tui.domain.scoring import Rag

APRIL_6 = date(2017, 4, 6)
Make = Callable[..., Milestone | Step]


def when(iso: str) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def milestone(baseline: str = "", forecast: str = "", actual: str = "", status: str = "planned") -> Milestone:
    return Milestone(id="m", baseline=when(baseline), forecast=when(forecast), actual=when(actual), status=status)


def step(plan: str = "", forecast: str = "", actual: str = "", status: str = "planned") -> Step:
    return Step(id="s", planned=when(plan), forecast=when(forecast), actual=when(actual), status=status)


def test_the_plan_is_a_milestones_baseline_and_a_steps_planned_date() -> None:
    assert planned(milestone("2017-05", "2017-06")) == PartialDate("2017-05")
    assert planned(step("2017-04", "2017-05")) == PartialDate("2017-04")


@pytest.mark.parametrize("make", [milestone, step])
def test_what_happened_comes_before_the_forecast_and_that_before_the_plan(make: Make) -> None:
    assert expected(make("2017-05", "2017-06", "2017-07-01")) == PartialDate("2017-07-01")
    assert expected(make("2017-05", "2017-06")) == PartialDate("2017-06")
    assert expected(make("2017-05")) == PartialDate("2017-05")
    assert expected(make()) is None


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (milestone("2017-05", "2017-05"), "on plan"),
        (milestone("2017-05", "2017-07"), "+2 months"),
        (milestone("2017-05-10", "2017-05-09"), "-1 day"),
        (milestone("2017-05", "2017-06", "2017-04"), "-1 month"),
        (milestone("2017-05", "2017-06-01"), "later"),
        (milestone("2017-05", "2017-05-31"), "cannot tell"),
        (milestone("2017-05"), "not recorded"),
        (milestone("", "2017-05"), "not recorded"),
        (step("2017-04", "2017-05"), "+1 month"),
    ],
)
def test_the_slip_is_counted_in_the_unit_that_is_known(item: Milestone | Step, words: str) -> None:
    assert slip(item).words == words


def test_a_month_is_late_only_once_its_last_day_has_passed() -> None:
    april = milestone("2017-04")
    assert not late(april, date(2017, 4, 30))
    assert late(april, date(2017, 5, 1))


def test_a_day_is_not_late_on_the_day_itself() -> None:
    assert not late(step("2017-04-06"), APRIL_6)
    assert late(step("2017-04-05"), APRIL_6)


def test_a_forecast_that_moved_on_is_not_late() -> None:
    assert not late(milestone("2017-03", "2017-05"), APRIL_6)


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_finished_or_dropped_is_never_late(status: str) -> None:
    assert not late(milestone("2017-03", status=status), APRIL_6)
    assert standing(milestone("2017-03", status=status), APRIL_6) == status


def test_what_has_happened_is_not_late_though_nobody_said_that_it_is_done() -> None:
    assert not late(milestone("2017-03", actual="2017-03-20", status="started"), APRIL_6)


def test_what_has_no_date_is_never_late() -> None:
    assert not late(milestone(), date(2199, 12, 31))


def test_the_standing_is_the_status_or_overdue() -> None:
    assert standing(step("2017-04-05", status="started"), APRIL_6) == "overdue"
    assert standing(step("2017-04-07", status="started"), APRIL_6) == "started"
    assert standing(step(), APRIL_6) == "planned"


@pytest.mark.parametrize(
    ("item", "rag"),
    [
        (milestone("2017-03"), Rag.RED),
        (milestone("2017-03", "2017-03-31"), Rag.RED),
        (milestone("2017-05", "2017-07"), Rag.AMBER),
        (milestone("2017-05", "2017-06-01"), Rag.AMBER),
        (milestone("2017-05", "2017-05"), Rag.GREEN),
        (milestone("2017-06", "2017-05"), Rag.GREEN),
        (milestone("2017-05"), Rag.GREEN),
        (milestone("", "2017-05"), Rag.GREEN),
        (milestone(), None),
        (milestone("2017-03", actual="2017-04-01", status="done"), None),
        (milestone("2017-03", status="dropped"), None),
    ],
)
def test_the_milestone_rag_is_red_overdue_amber_later_than_planned_and_else_green(
    item: Milestone, rag: Rag | None
) -> None:
    assert milestone_rag(item, APRIL_6) is rag


def test_a_milestone_that_was_reached_has_no_rag_though_nobody_said_that_it_is_done() -> None:
    assert milestone_rag(milestone("2017-03", actual="2017-03-20", status="started"), APRIL_6) is None


def test_the_rules_that_a_board_chooses_from_are_those_that_a_programme_may_hold() -> None:
    assert tuple(RULES) == MILESTONE_RULES
    assert all(words[0].isupper() and words[-1] != "." for words, _ in RULES.values())


R, A, G = Rag.RED, Rag.AMBER, Rag.GREEN


@pytest.mark.parametrize(
    ("expected_on", "rags"),
    [
        # In the order of the rules: forecast, week ahead, week of grace, late is amber, late is red.
        ("2017-03-29", (R, R, R, A, R)),
        ("2017-03-30", (R, R, A, A, R)),
        ("2017-04-05", (R, R, A, A, R)),
        ("2017-04-06", (G, A, G, G, G)),
        ("2017-04-13", (G, A, G, G, G)),
        ("2017-04-14", (G, G, G, G, G)),
        ("2017-03", (R, R, A, A, R)),
        ("2017-02", (R, R, R, A, R)),
        ("2017-04", (G, G, G, G, G)),
        ("2017", (G, G, G, G, G)),
        ("2016", (R, R, R, A, R)),
    ],
    ids=[
        "overdue by eight days",
        "overdue by a week",
        "overdue by a day",
        "due today",
        "due in a week",
        "due in eight days",
        "a month that ended six days ago",
        "a month that ended long ago",
        "this month",
        "this year",
        "last year",
    ],
)
def test_each_rule_judges_by_the_days_since_or_until_the_expected_date(expected_on: str, rags: tuple[Rag, ...]) -> None:
    item = milestone(expected_on, expected_on)
    assert tuple(milestone_rag(item, APRIL_6, rule) for rule in RULES) == rags


@pytest.mark.parametrize(
    ("baseline", "forecast", "rag"),
    [
        ("2017-05-01", "2017-05-02", A),
        ("2017-05-01", "2017-05-01", G),
        ("2017-05-02", "2017-05-01", G),
        ("2017-05", "2017-05-31", G),
        ("2017-05", "2017-06", A),
        ("2017-Q2", "2017-06", G),
        ("2017-Q2", "2017-07", A),
    ],
)
def test_by_the_forecast_a_milestone_is_amber_where_it_is_surely_later_than_planned(
    baseline: str, forecast: str, rag: Rag
) -> None:
    assert milestone_rag(milestone(baseline, forecast), APRIL_6, "forecast") is rag


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "forecast"])
def test_no_other_rule_looks_at_the_baseline(rule: str) -> None:
    assert milestone_rag(milestone("2017-05", "2017-12"), APRIL_6, rule) is G
    assert milestone_rag(milestone("", "2017-12"), APRIL_6, rule) is G


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("status", ["done", "dropped"])
def test_no_rule_judges_what_is_done_or_dropped_or_has_no_date(rule: str, status: str) -> None:
    assert milestone_rag(milestone("2017-03", status=status), APRIL_6, rule) is None
    assert milestone_rag(milestone(), APRIL_6, rule) is None


def test_without_a_choice_the_first_rule_counts() -> None:
    slipped = milestone("2017-05", "2017-07")
    assert milestone_rag(slipped, APRIL_6) is milestone_rag(slipped, APRIL_6, "forecast") is A
