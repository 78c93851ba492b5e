"""What the rules say of milestones, and where they say nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from tests.domain.findings.cases import (
    ERROR,
    NOTE,
    WARNING,
    Says,
    Silent,
    contract,
    milestone,
    of_code,
    procurement,
    register,
    risk,
    step,
    trail,
    turn,
)

Value = str | list[str] | None
MOVED = trail(
    turn("M1", "forecast", "2017-05", "2017-06", "2017-02-01"),
    turn("M1", "forecast", "2017-06", "2017-07", "2017-03-09T23:30:00.000000Z"),
)


def alone(**values: Value) -> State:
    """One milestone with these values."""
    return register(milestone(**values))


def pair(other: Item, **values: Value) -> State:
    """A milestone that depends on the other item: with the baseline of May 2017 and these values."""
    return register(milestone("M2", **{"title": "Delivery end", "depends_on": [other.id], **values}), other)


overdue = partial(Says, "milestone-overdue", ERROR, "M1", "forecast")
to_come = partial(Says, "date-still-to-come", WARNING)
slipped = partial(Says, "milestone-slipped", WARNING, "M1", "forecast")
on_later = partial(Says, "depends-on-later", ERROR, "M2", "depends_on")
on_removed = partial(Says, "depends-on-removed", WARNING, "M2", "depends_on")
not_told_apart = partial(Says, "dates-cannot-be-told-apart", NOTE, "M2", "forecast")

SPEAKS = [
    overdue("M1 (Delivery start) is overdue by 1 day: it was expected on 5 April 2017.", alone(forecast="2017-04-05")),
    overdue(
        "M1 (Delivery start) is overdue by 6 days: it was expected in March 2017.",
        alone(forecast="2017-03", status="started"),
    ),
    overdue(
        "M1 (Delivery start) is overdue by 96 days: it was expected in 2016.",
        alone(forecast=None, baseline="2016"),
    ),
    to_come(
        "M1", "actual",
        "M1 (Delivery start) is recorded as done on 7 April 2017, which is still to come.",
        alone(actual="2017-04-07", status="done"),
    ),
    to_come(
        "S8", "actual",
        "S8 (Contract executed) is recorded as done in May 2071, which is still to come.",
        register(contract(actual="2071-05", status="done")),
    ),
    slipped(
        "M1 (Delivery start) is expected in July 2017, 2 months after its baseline of May 2017.",
        alone(forecast="2017-07"),
    ),
    slipped(
        "M1 (Delivery start) has been expected in July 2017 since 9 March 2017, 2 months after its baseline of May "
        "2017.",
        alone(forecast="2017-07"),
        trail=MOVED,
    ),
    slipped(
        "M1 (Delivery start) is expected on 2 May 2017, 1 day after its baseline of 1 May 2017.",
        alone(baseline="2017-05-01", forecast="2017-05-02"),
    ),
    slipped(
        "M1 (Delivery start) is expected on 1 June 2017, after its baseline of May 2017.",
        alone(forecast="2017-06-01", status="started"),
    ),
    on_later(
        "M2 (Delivery end) is expected in May 2017, before M1 (Delivery start), which is expected in June 2017 and on "
        "which it depends.",
        pair(milestone("M1", forecast="2017-06")),
    ),
    on_later(
        "M2 (Delivery end) was reached on 4 April 2017, before S1 (Quotes due), which is expected on 5 April 2017 and "
        "on which it depends.",
        pair(step("S1", forecast="2017-04-05"), actual="2017-04-04", status="done"),
    ),
    on_removed(
        "M2 (Delivery end) depends on M1 (Delivery start), which was removed.",
        pair(milestone("M1", removed=True)),
    ),
    on_removed(
        "M2 (Delivery end) depends on S8 (Contract executed), which was dropped.",
        pair(contract(status="dropped")),
    ),
    not_told_apart(
        "Whether M2 (Delivery end), May 2017, comes after M1 (Delivery start), May 2017, cannot be told from these "
        "dates.",
        pair(milestone("M1")),
    ),
    not_told_apart(
        "Whether M2 (Delivery end), 2017, comes after S8 (Contract executed), April 2017, cannot be told from these "
        "dates.",
        pair(contract(), forecast="2017"),
    ),
    Says(
        "no-baseline", NOTE, "M1", "baseline",
        "M1 (Delivery start) has no baseline.",
        alone(baseline=None),
    ),
    Says(
        "milestone-without-owner", NOTE, "M1", "owner",
        "M1 (Delivery start) has no owner.",
        alone(owner=None),
    ),
    Says(
        "milestone-without-owner", NOTE, "M1", "owner",
        "M1 (Delivery start) has no owner: “TBC” names nobody.",
        alone(owner="TBC"),
    ),
    Says(
        "owner-is-a-unit", WARNING, "M1", "owner",
        "The owner of M1 (Delivery start) is “Intelligence”: a unit, not a person.",
        alone(owner="Intelligence"),
    ),
]  # fmt: skip

DONE = {"status": "done"}
LATER = milestone("M1", forecast="2017-06")

SILENT = [
    Silent("milestone-overdue", "on the day itself", alone(forecast="2017-04-06")),
    Silent("milestone-overdue", "on the last day of its month", alone(forecast="2017-04"), date(2017, 4, 30)),
    Silent("milestone-overdue", "once it is done", alone(forecast="2017-03", **DONE)),
    Silent("milestone-overdue", "once it has been reached", alone(forecast="2017-03", actual="2017-04-01")),
    Silent("milestone-overdue", "where it is dropped", alone(forecast="2017-03", status="dropped")),
    Silent("milestone-overdue", "where it was removed", register(milestone(forecast="2017-03", removed=True))),
    Silent("milestone-overdue", "where it was moved on", alone(baseline="2017-03", forecast="2017-05")),
    Silent("milestone-overdue", "without a date", alone(baseline=None, forecast=None), date(2099, 1, 1)),
    Silent("date-still-to-come", "today", alone(actual="2017-04-06", **DONE)),
    Silent("date-still-to-come", "in a month that has begun", alone(actual="2017-04", **DONE)),
    Silent("date-still-to-come", "of what is only expected", alone(forecast="2071")),
    Silent("date-still-to-come", "of what is dropped", alone(actual="2017-04-07", status="dropped")),
    Silent("milestone-slipped", "on plan", alone(), trail=MOVED),
    Silent("milestone-slipped", "earlier than planned", alone(forecast="2017-04")),
    Silent("milestone-slipped", "on a day in the month that was planned", alone(forecast="2017-05-31")),
    Silent("milestone-slipped", "in the month of a planned day", alone(baseline="2017-05-01", forecast="2017-05")),
    Silent("milestone-slipped", "without a baseline", alone(baseline=None, forecast="2017-07")),
    Silent("milestone-slipped", "without a forecast", alone(forecast=None)),
    Silent("milestone-slipped", "once it is done", alone(forecast="2017-07", **DONE)),
    Silent("milestone-slipped", "once it has been reached later", alone(actual="2017-07-01", status="started")),
    Silent("milestone-slipped", "where it is dropped", alone(forecast="2017-07", status="dropped")),
    Silent("depends-on-later", "where the other one is earlier", pair(milestone("M1", forecast="2017-04"))),
    Silent("depends-on-later", "in the same month", pair(milestone("M1"))),
    Silent("depends-on-later", "on the same day",
           pair(milestone("M1", forecast="2017-05-02"), forecast="2017-05-02")),
    Silent("depends-on-later", "where it is dropped", pair(LATER, status="dropped")),
    Silent("depends-on-later", "where the other one is dropped",
           pair(milestone("M1", forecast="2017-06", status="dropped"))),
    Silent("depends-on-later", "where the other one was removed",
           pair(milestone("M1", forecast="2017-06", removed=True))),
    Silent("depends-on-later", "where the other one is done", pair(milestone("M1", actual="2017-06", **DONE))),
    Silent("depends-on-later", "where it is done on a day that nobody recorded", pair(LATER, **DONE)),
    Silent("depends-on-later", "where it has no date", pair(LATER, baseline=None, forecast=None)),
    Silent("depends-on-later", "where the other one has no date",
           pair(milestone("M1", baseline=None, forecast=None))),
    Silent("depends-on-later", "of the contract, which is told as the gate",
           register(procurement(), contract(forecast="2017-06"), milestone(depends_on=["s8"]))),
    Silent("depends-on-later", "of an item that there is not", alone(depends_on=["nobody"])),
    Silent("depends-on-later", "of itself", alone(depends_on=["m1"])),
    Silent("depends-on-removed", "where the other one stands", pair(milestone("M1"))),
    Silent("depends-on-removed", "once it is done", pair(milestone("M1", removed=True), **DONE)),
    Silent("depends-on-removed", "where it is dropped itself",
           pair(milestone("M1", removed=True), status="dropped")),
    Silent("depends-on-removed", "of an item that there is not", alone(depends_on=["nobody"])),
    Silent("depends-on-removed", "of an item of another kind",
           register(risk(removed=True), milestone(depends_on=["r1"]))),
    Silent("dates-cannot-be-told-apart", "where the days are known",
           pair(milestone("M1", forecast="2017-05-02"), forecast="2017-05-02")),
    Silent("dates-cannot-be-told-apart", "in different months", pair(milestone("M1", forecast="2017-04"))),
    Silent("dates-cannot-be-told-apart", "once the other one has been reached",
           pair(milestone("M1", actual="2017-05", **DONE))),
    Silent("dates-cannot-be-told-apart", "once the other one is done", pair(milestone("M1", **DONE))),
    Silent("dates-cannot-be-told-apart", "once it is done", pair(milestone("M1"), **DONE)),
    Silent("dates-cannot-be-told-apart", "where it is dropped", pair(milestone("M1"), status="dropped")),
    Silent("dates-cannot-be-told-apart", "without dates", pair(milestone("M1"), baseline=None, forecast=None)),
    Silent("dates-cannot-be-told-apart", "of itself", alone(depends_on=["m1"])),
    Silent("no-baseline", "once it is done", alone(baseline=None, **DONE)),
    Silent("no-baseline", "once it has been reached", alone(baseline=None, actual="2017-04")),
    Silent("no-baseline", "where it is dropped", alone(baseline=None, status="dropped")),
    Silent("milestone-without-owner", "with its owner", alone()),
    Silent("milestone-without-owner", "once it is done", alone(owner=None, **DONE)),
    Silent("milestone-without-owner", "where it is dropped", alone(owner="TBC", status="dropped")),
]  # fmt: skip


@pytest.mark.parametrize("case", SPEAKS, ids=str)
def test_the_rule_says(case: Says) -> None:
    case.check()


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_the_rule_is_silent(case: Silent) -> None:
    case.check()


def test_each_thing_that_it_depends_on_is_told_once_and_by_itself() -> None:
    others = [milestone(f"M{place}", forecast="2017-06") for place in (3, 4)]
    mine = milestone("M2", depends_on=["m3", "m4", "m3"])
    told = of_code("depends-on-later", register(mine, *others))
    assert [one.about for one in told] == ["m2 m3", "m2 m4"]


def test_without_a_trail_nobody_knows_since_when_it_has_slipped() -> None:
    (told,) = of_code("milestone-slipped", alone(forecast="2017-07"))
    assert "since" not in told.sentence


def test_a_long_title_is_cut_short_and_an_empty_one_left_out() -> None:
    (told,) = of_code("no-baseline", alone(baseline=None, title="A part of the study " * 20))
    assert told.sentence.startswith("M1 (A part of the study A part of")
    assert told.sentence.endswith("…) has no baseline.")
    (told,) = of_code("no-baseline", alone(baseline=None, title=None))
    assert told.sentence == "M1 has no baseline."
    (told,) = of_code("no-baseline", register(milestone("M1", baseline=None, ref="")))
    assert told.sentence == "The milestone (Delivery start) has no baseline."
