"""What is dated and still awaited, and what never gets into a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.register import Register
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.dates import PartialDate, Precision
from loti_tui.domain.deadlines import Deadline, deadlines, undated
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Decision, Issue, Milestone, Publication, Risk, Step
from loti_tui.domain.state import State

MARCH_24, APRIL_6 = date(2017, 3, 24), date(2017, 4, 6)
_DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(PartialDate.of_day),
    st.builds(PartialDate.of_month, st.integers(1900, 2199), st.integers(1, 12)),
    st.builds(PartialDate.of_quarter, st.integers(1900, 2199), st.integers(1, 4)),
    st.builds(PartialDate.of_year, st.integers(1900, 2199)),
)
_DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def when(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def state(*items: Item) -> State:
    return State({item.id: item for item in items})


def decided(
    approved: str | None = "2017-04-04",
    until: str | None = "2017-05-31",
    published: str | None = None,
    deferred: bool = True,
) -> State:
    return state(
        Decision(id="d", ref="DD2092", title="Scoping study", approved_on=when(approved)),
        Publication(id="p", ref="PUB1", deferred=deferred, until=when(until), published_on=when(published)),
    )


def only(of: State, today: date = APRIL_6) -> Deadline:
    (found,) = deadlines(of, today)
    return found


def of_publication(of: State, today: date = APRIL_6) -> dict[str, Deadline]:
    return {one.what: one for one in deadlines(of, today) if one.kind == "publication"}


def in_short(of: State, today: date) -> list[str]:
    return [f"{one.ref} {one.what} {one.when.short()}, {one.status}" for one in deadlines(of, today)]


@pytest.mark.parametrize(
    ("today", "deferral", "due"),
    [(MARCH_24, "deferred", "not published"), (APRIL_6, "ended, not published", "overdue")],
)
def test_what_a_secretary_finds_in_dd2092(register: Register, today: date, deferral: str, due: str) -> None:
    assert in_short(register.state(), today) == [
        f"PUB1 Deferred until 31 Mar 2017, {deferral}",
        "S8 Forecast Apr 2017, planned",
        f"PUB1 Publication due 5 Apr 2017, {due}",
        "M1 Forecast May 2017, planned",
        "M2 Forecast Nov 2017, planned",
        "DD2092 Period ends 31 Mar 2018, not ended",
    ]


def test_a_week_before_the_deferral_ends_its_reminders_are_still_to_come(register: Register) -> None:
    reminders = {one.what: one.alarms for one in deadlines(register.state(), MARCH_24) if one.alarms}
    assert reminders == {"Deferred until": (7, 1), "Publication due": (7, 1), "Period ends": (1,)}


def test_once_it_is_overdue_only_what_is_still_to_come_has_a_reminder(register: Register) -> None:
    reminders = {one.what: one.alarms for one in deadlines(register.state(), APRIL_6) if one.alarms}
    assert reminders == {"Period ends": (1,)}


def test_what_has_no_date_in_dd2092_is_told(register: Register) -> None:
    without = [item.ref for item in undated(register.state(), APRIL_6)]
    assert without == ["S2", "S3", "S4", "S5", "S6", "S7", "M3", "M4", "M5", "R1", "R2", "R3", "R4"]


def test_publication_and_the_end_of_the_deferral_are_two_dates() -> None:
    both = of_publication(decided(until="2017-05-27"))  # a Saturday before a bank holiday
    assert {what: one.first for what, one in both.items()} == {
        "Deferred until": date(2017, 5, 27),
        "Publication due": date(2017, 5, 30),
    }
    assert {one.key for one in both.values()} == {"p/until", "p/due"}
    assert {one.title for one in both.values()} == {"DD2092 Scoping study"}


def test_what_is_not_deferred_has_a_due_day_and_no_end_of_a_deferral() -> None:
    assert list(of_publication(decided(deferred=False))) == ["Publication due"]


def test_once_it_is_published_nothing_of_it_is_awaited() -> None:
    published = decided(published="2017-04-05")
    assert of_publication(published) == {}
    assert "p" not in {item.id for item in undated(published, APRIL_6)}


@pytest.mark.parametrize("approved", [None, "2040-04-04"])
def test_a_due_day_that_cannot_be_known_is_not_guessed(approved: str | None) -> None:
    assert list(of_publication(decided(approved))) == ["Deferred until"]
    assert [item.ref for item in undated(decided(approved, until=None), APRIL_6)] == ["PUB1", "DD2092"]


def test_a_publication_with_one_of_its_two_dates_is_not_without_a_date() -> None:
    assert [item.ref for item in undated(decided(until=None), APRIL_6)] == ["DD2092"]


def test_a_deferral_without_a_decision_is_called_a_publication() -> None:
    assert only(state(Publication(id="p", ref="PUB1", deferred=True, until=when("2017-05-31")))).title == "Publication"


def test_a_step_is_awaited_at_its_forecast_and_without_one_as_planned() -> None:
    step = Step(id="s", ref="S1", title="Award", lead="TfL", planned=when("2017-04"))
    plan, forecast = only(state(step)), only(state(replace(step, forecast=when("2017-05-10"))))
    assert (plan.what, plan.when, plan.owner) == ("Planned", PartialDate("2017-04"), "TfL")
    assert (forecast.what, forecast.when, forecast.title) == ("Forecast", PartialDate("2017-05-10"), "Award")


def test_a_milestone_is_awaited_at_its_forecast_and_without_one_at_its_baseline() -> None:
    milestone = Milestone(id="m", ref="M1", title="Start", owner="Jo", baseline=when("2017-Q2"))
    baseline, forecast = only(state(milestone)), only(state(replace(milestone, forecast=when("2017-07"))))
    assert (baseline.what, baseline.first, baseline.last) == ("Baseline", date(2017, 4, 1), date(2017, 6, 30))
    assert (forecast.what, forecast.first, forecast.owner) == ("Forecast", date(2017, 7, 1), "Jo")


@pytest.mark.parametrize(("today", "status"), [(date(2017, 4, 30), "started"), (date(2017, 5, 1), "overdue")])
def test_a_month_is_overdue_once_its_last_day_has_passed(today: date, status: str) -> None:
    assert only(state(Step(id="s", ref="S1", planned=when("2017-04"), status="started")), today).status == status


@pytest.mark.parametrize(
    ("item", "what", "title"),
    [
        (Risk(id="x", ref="R1", description="Late", owner="Jo", review_on=when("2017-04-05")), "Review", "Late"),
        (Issue(id="x", ref="I1", description="Gone", owner="Jo", due=when("2017-04-05")), "Due", "Gone"),
        (Action(id="x", ref="A1", description="Ask", owner="Jo", due=when("2017-04-05")), "Due", "Ask"),
    ],
)
def test_reviews_issues_and_actions_are_awaited_and_may_be_overdue(item: Item, what: str, title: str) -> None:
    found = only(state(item))
    assert (found.ref, found.what, found.title, found.owner) == (item.ref, what, title, "Jo")
    assert found.status == "overdue"
    assert only(state(item), date(2017, 4, 5)).status in ("open", "planned")


PAST = when("2017-04-05")
NO_LONGER_AWAITED = (
    Step(id="done", planned=PAST, status="done"),
    Step(id="dropped", planned=PAST, status="dropped"),
    Step(id="happened", planned=PAST, actual=PAST, status="started"),
    Milestone(id="done too", baseline=PAST, status="done"),
    Milestone(id="dropped too", forecast=PAST, status="dropped"),
    Risk(id="closed", review_on=PAST, status="closed"),
    Issue(id="closed too", due=PAST, status="closed"),
    Action(id="asked and done", due=PAST, status="done"),
    Action(id="asked and dropped", due=PAST, status="dropped"),
)


@pytest.mark.parametrize("item", NO_LONGER_AWAITED, ids=lambda item: item.id)
def test_what_is_over_is_neither_awaited_nor_said_to_lack_a_date(item: Item) -> None:
    assert (deadlines(state(item), APRIL_6), undated(state(item), APRIL_6)) == ((), ())


def test_what_is_removed_is_not_awaited(register: Register) -> None:
    everything = [Edit(item.KIND, item.id, "removed", True) for item in register.state() if item.KIND != "matrix"]
    register.apply(Batch("Jo", tuple(everything), "made by mistake"))
    assert (deadlines(register.state(), APRIL_6), undated(register.state(), APRIL_6)) == ((), ())


def test_the_end_of_the_period_stays_once_it_has_passed() -> None:
    decision = Decision(id="d", ref="DD2092", title="Scoping study", ends_on=when("2018-03-31"))
    assert only(state(decision), date(2018, 3, 31)).status == "not ended"
    assert only(state(decision), date(2018, 4, 1)).status == "ended"


@pytest.mark.parametrize(
    ("today", "alarms"),
    [
        (date(2017, 5, 24), (7, 1)),
        (date(2017, 5, 25), (1,)),
        (date(2017, 5, 30), (1,)),
        (date(2017, 5, 31), ()),
    ],
)
def test_a_reminder_whose_day_has_passed_is_left_out(today: date, alarms: tuple[int, ...]) -> None:
    assert {one.alarms for one in of_publication(decided(), today).values()} == {alarms}


@settings(deadline=None)
@given(_DATES, _DAYS)
def test_an_entry_lasts_as_long_as_its_date_may_be_and_only_a_day_has_reminders(due: PartialDate, today: date) -> None:
    found = only(state(Action(id="a", ref="A1", due=due)), today)
    assert (found.first, found.last) == (due.first, due.last)
    to_come = due.precision is Precision.DAY and due.first - timedelta(days=1) >= today
    assert found.alarms == ((1,) if to_come else ())


@settings(deadline=None)
@given(_DATES, _DATES, _DAYS)
def test_the_key_stays_when_the_date_moves(one: PartialDate, other: PartialDate, today: date) -> None:
    step = Step(id="s", ref="S1", planned=one)
    keys = {only(state(replace(step, forecast=moved)), today).key for moved in (None, one, other)}
    assert keys == {"s/expected"}


@settings(deadline=None)
@given(st.permutations(range(12)), st.lists(_DATES, min_size=12, max_size=12))
def test_the_order_is_by_date_and_then_by_reference(places: list[int], dates: list[PartialDate]) -> None:
    due = [dates[0], *dates[:11]]  # two on the same date
    items = [Action(id=str(place), ref=f"A{place + 1}", due=due[place]) for place in range(12)]
    found = deadlines(state(*(items[place] for place in places)), APRIL_6)
    assert found == deadlines(state(*items), APRIL_6)
    order = [(one.first, one.last, int(one.ref[1:])) for one in found]
    assert order == sorted(order)


def test_no_two_dates_share_a_key(register: Register) -> None:
    for review in ("2017-05", "2017-06-01"):
        register.add("risk", {"description": "New", "review_on": review}, who="Jo")
    keys = [one.key for one in deadlines(register.state(), APRIL_6)]
    assert len(keys) == len(set(keys)) == 8
