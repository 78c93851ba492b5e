"""What the rules say of risks, issues and actions, and where they say nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from loti_tui.domain.trail import Trail
from tests.domain.findings.cases import (
    ERROR,
    NOTHING,
    TODAY,
    WARNING,
    Says,
    Silent,
    action,
    funding,
    issue,
    matrix,
    of_code,
    procurement,
    register,
    risk,
    step,
    trail,
    turn,
)

Value = str | int | bool | None
RED = {"probability": 3, "impact": 3}
STRICT = "1-3 / 4-8 / 9-16"


def alone(*others: Item, **values: Value) -> State:
    """One risk, of probability 2 and impact 2, with these values."""
    return register(risk(**values), *others)


def scored(*scores: tuple[str, int | None, int | None, str], **more: str) -> Trail:
    """R1's probability or impact went from one to another, on these days; its mitigation changed on others."""
    changed = [turn("R1", "mitigation", "Nothing", "Weekly meetings", day) for day in more.values()]
    turns = [turn("R1", *one) for one in scores] + changed
    return trail(*sorted(turns, key=lambda one: one.at))


def meant_for_r1(**values: Value) -> Item:
    return action(risk="r1", **values)


LOWERED = scored(("probability", 4, 2, "2017-03-06"))
"""From 8 to 4, with impact 2."""

lowered = partial(Says, "lowered-without-mitigation", WARNING, "R1", "mitigation")
red = partial(Says, "red-for-long", ERROR, "R1", "probability")
not_scored = partial(Says, "not-scored", WARNING, "R1")
differs = partial(Says, "recorded-differs", WARNING, "R1", "rag_recorded")
review = partial(Says, "review-overdue", WARNING, "R1", "review_on")
without_owner = partial(Says, "risk-without-owner", WARNING, "R1", "owner")
a_unit = partial(Says, "owner-is-a-unit", WARNING)

SPEAKS = [
    without_owner("R1 has no owner.", alone(owner=None)),
    without_owner("R1 has no owner: “to be confirmed” names nobody.", alone(owner="to be confirmed")),
    a_unit("R1", "owner", "The owner of R1 is “Intelligence”: a unit, not a person.", alone(owner="Intelligence")),
    a_unit(
        "R1", "owner",
        "The owner of R1 is “Arup”: a unit, not a person.",
        alone(procurement(supplier="Arup"), owner="Arup"),
    ),
    a_unit(
        "I1", "owner",
        "The owner of I1 (The provider is late) is “TfL Procurement”: a unit, not a person.",
        register(issue(owner="TfL Procurement")),
    ),
    a_unit(
        "A1", "owner",
        "The owner of A1 (Ask for a plan) is “The board”: a unit, not a person.",
        register(action(owner="The board", status="started")),
    ),
    Says(
        "no-mitigation", WARNING, "R1", "mitigation",
        "R1 has no mitigation.",
        alone(meant_for_r1(status="dropped"), mitigation=None),
    ),
    review("The review of R1 was due on 5 April 2017.", alone(review_on="2017-04-05")),
    review("The review of R1 was due in March 2017.", alone(review_on="2017-03")),
    differs(
        "The recorded RAG of R1 is Green, the matrix says Amber, and no reason is recorded.",
        alone(rag_recorded="G"),
    ),
    differs(
        "The recorded RAG of R1 is Amber, the matrix says Green, and no reason is recorded.",
        alone(matrix("MX1", "DD2092"), matrix("MX2", STRICT, "2017-04-06"), rag_recorded="A", impact=1),
    ),
    lowered(
        "The score of R1 was lowered from 8 to 4 on 6 March 2017, and its mitigation is as it was.",
        alone(),
        trail=LOWERED,
    ),
    lowered(
        "The score of R1 was lowered from 16 to 4 on 6 March 2017, and its mitigation is as it was.",
        alone(),
        trail=scored(("probability", 4, 2, "2017-03-06"), ("impact", 4, 2, "2017-03-06T11:00:00.000000Z")),
    ),
    lowered(
        "The score of R1 was lowered from 6 to 4 on 6 March 2017, and its mitigation is as it was.",
        alone(),
        trail=scored(("probability", 1, 3, "2017-02-06"), ("probability", 3, 2, "2017-03-06"), changed="2017-02-05"),
    ),
    lowered(
        "The score of R1 was lowered from 8 to 4 on 6 March 2017, and its mitigation is as it was.",
        alone(meant_for_r1(status="started")),
        trail=LOWERED,
    ),
    lowered(
        "The score of R1 was lowered from 6 to 4 on 6 March 2017, and its mitigation is as it was.",
        alone(meant_for_r1(status="done", done_on="2017-02-05")),
        trail=scored(("probability", 1, 3, "2017-02-06"), ("probability", 3, 2, "2017-03-06")),
    ),
    red("R1 has been Red for 28 days, since 9 March 2017.", alone(**RED), trail=trail(added="2017-03-09")),
    red(
        "R1 has been Red for 31 days, since 6 March 2017.",
        alone(**RED),
        trail=scored(("probability", 2, 3, "2017-03-06")),
    ),
    red(
        "R1 has been Red for 31 days, since 6 March 2017.",
        alone(rag_recorded="R"),
        trail=trail(turn("R1", "rag_recorded", None, "R", "2017-03-06")),
    ),
    red(
        "R1 has been Red for 94 days, since 2 January 2017.",
        alone(probability=4, impact=4),
        trail=scored(("probability", 3, 4, "2017-03-06"), ("impact", 3, 4, "2017-04-05")),
    ),
    not_scored("probability", "R1 is not scored: its probability is not recorded.", alone(probability=None)),
    not_scored("impact", "R1 is not scored: its impact is not recorded.", alone(impact=None)),
    not_scored(
        "probability",
        "R1 is not scored: neither its probability nor its impact is recorded.",
        alone(probability=None, impact=None),
    ),
    Says(
        "issue-overdue", WARNING, "I1", "due",
        "I1 (The provider is late) was to be dealt with by 5 April 2017.",
        register(issue(due="2017-04-05")),
    ),
    Says(
        "issue-overdue", WARNING, "I1", "due",
        "I1 (The provider is late) was to be dealt with by the end of March 2017.",
        register(issue(due="2017-03")),
    ),
    Says(
        "issue-without-owner", WARNING, "I1", "owner",
        "I1 (The provider is late) has no owner.",
        register(issue(owner=None)),
    ),
    Says(
        "action-overdue", WARNING, "A1", "due",
        "A1 (Ask for a plan) was due on 5 April 2017.",
        register(action(due="2017-04-05")),
    ),
    Says(
        "action-overdue", WARNING, "A1", "due",
        "A1 (Ask for a plan) was due in Q1 2017 (January to March).",
        register(action(due="2017-Q1", status="started")),
    ),
    Says(
        "action-without-owner", WARNING, "A1", "owner",
        "A1 (Ask for a plan) has no owner.",
        register(action(owner=None)),
    ),
]  # fmt: skip

SILENT = [
    Silent("risk-without-owner", "with its owner", alone()),
    Silent("risk-without-owner", "once it is closed", alone(owner=None, status="closed")),
    Silent("risk-without-owner", "once it has occurred", alone(owner="TBC", status="occurred")),
    Silent("risk-without-owner", "where it was removed", alone(owner=None, removed=True)),
    Silent("owner-is-a-unit", "of a person", alone()),
    Silent("owner-is-a-unit", "of a post", alone(owner="Head of Intelligence")),
    Silent("owner-is-a-unit", "of a person who leads a step", alone(step(lead="Ann Smith"))),
    Silent("owner-is-a-unit", "of a person who leads the purchase", alone(procurement(lead="Ann Smith"))),
    Silent("owner-is-a-unit", "where nobody is named yet", alone(owner="TBC")),
    Silent("owner-is-a-unit", "once it is closed", alone(owner="Intelligence", status="closed")),
    Silent("owner-is-a-unit", "of an issue that is closed", register(issue(owner="Intelligence", status="closed"))),
    Silent("owner-is-a-unit", "of an action that is done", register(action(owner="Intelligence", status="done"))),
    Silent("no-mitigation", "where an action is meant for it", alone(meant_for_r1(), mitigation=None)),
    Silent("no-mitigation", "where such an action is done", alone(meant_for_r1(status="done"), mitigation=None)),
    Silent("no-mitigation", "where it is tolerated", alone(mitigation=None, response="tolerate")),
    Silent("no-mitigation", "once it is closed", alone(mitigation=None, status="closed")),
    Silent("review-overdue", "on the day itself", alone(review_on="2017-04-06")),
    Silent("review-overdue", "in the month itself", alone(review_on="2017-04")),
    Silent("review-overdue", "without a day", alone()),
    Silent("review-overdue", "once it is closed", alone(review_on="2017-03", status="closed")),
    Silent("recorded-differs", "with a reason", alone(rag_recorded="G", rag_reason="As stated in the form")),
    Silent("recorded-differs", "where both say the same", alone(rag_recorded="A")),
    Silent("recorded-differs", "where it is not scored", alone(rag_recorded="G", impact=None)),
    Silent("recorded-differs", "once it is closed", alone(rag_recorded="G", status="closed")),
    Silent("recorded-differs", "before the matrix that says otherwise is in force",
           alone(matrix("MX1", "DD2092"), matrix("MX2", STRICT, "2017-04-07"), rag_recorded="A", impact=1)),
    Silent("lowered-without-mitigation", "where nothing was changed", alone(), trail=trail()),
    Silent("lowered-without-mitigation", "where the score was raised", alone(),
           trail=scored(("probability", 1, 2, "2017-03-06"))),
    Silent("lowered-without-mitigation", "where the score came to the same", alone(),
           trail=scored(("probability", 4, 2, "2017-03-06"), ("impact", 1, 2, "2017-03-06"))),
    Silent("lowered-without-mitigation", "where a slip was put right on the same day", alone(),
           trail=scored(("probability", 2, 4, "2017-03-06"), ("probability", 4, 2, "2017-03-06T10:01:00.000000Z"))),
    Silent("lowered-without-mitigation", "where the mitigation changed with it", alone(),
           trail=scored(("probability", 4, 2, "2017-03-06"), changed="2017-03-06")),
    Silent("lowered-without-mitigation", "where the mitigation changed later", alone(),
           trail=scored(("probability", 4, 2, "2017-03-06"), changed="2017-04-06")),
    Silent("lowered-without-mitigation", "where the mitigation changed before it, since the higher score", alone(),
           trail=scored(("probability", 1, 4, "2017-02-06"), ("probability", 4, 2, "2017-03-06"), c="2017-02-20")),
    Silent("lowered-without-mitigation", "where an action for it has been done since",
           alone(meant_for_r1(status="done", done_on="2017-03-01")), trail=LOWERED),
    Silent("lowered-without-mitigation", "where an action for it is done on a day that nobody recorded",
           alone(meant_for_r1(status="done")), trail=LOWERED),
    Silent("lowered-without-mitigation", "where it was scored for the first time", alone(),
           trail=scored(("probability", None, 2, "2017-03-06"))),
    Silent("lowered-without-mitigation", "where it is not scored any more", alone(impact=None), trail=LOWERED),
    Silent("lowered-without-mitigation", "once it is closed", alone(status="closed"), trail=LOWERED),
    Silent("red-for-long", "one day before", alone(**RED), trail=trail(added="2017-03-10")),
    Silent("red-for-long", "where it is Amber", alone(), trail=trail()),
    Silent("red-for-long", "where it was Amber meanwhile", alone(**RED),
           trail=scored(("probability", 3, 2, "2017-03-01"), ("probability", 2, 3, "2017-03-20"))),
    Silent("red-for-long", "where it is recorded as Amber", alone(rag_recorded="A", **RED), trail=trail()),
    Silent("red-for-long", "where it was recorded as Amber until lately", alone(**RED),
           trail=trail(turn("R1", "rag_recorded", "A", None, "2017-04-01"))),
    Silent("red-for-long", "where nobody knows since when it is there", alone(**RED), trail=NOTHING),
    Silent("red-for-long", "once it is closed", alone(status="closed", **RED), trail=trail()),
    Silent("not-scored", "where it is", alone()),
    Silent("not-scored", "once it is closed", alone(impact=None, status="closed")),
    Silent("issue-overdue", "on the day itself", register(issue(due="2017-04-06"))),
    Silent("issue-overdue", "once it is closed", register(issue(due="2017-03", status="closed"))),
    Silent("issue-overdue", "without a day", register(issue())),
    Silent("issue-without-owner", "once it is closed", register(issue(owner=None, status="closed"))),
    Silent("action-overdue", "in the month itself", register(action(due="2017-04"))),
    Silent("action-overdue", "once it is done", register(action(due="2017-03", status="done"))),
    Silent("action-overdue", "where it is dropped", register(action(due="2017-03", status="dropped"))),
    Silent("action-overdue", "without a day", register(action())),
    Silent("action-without-owner", "once it is done", register(action(owner=None, status="done"))),
    Silent("action-without-owner", "where it is dropped", register(action(owner=None, status="dropped"))),
]  # fmt: skip


@pytest.mark.parametrize("case", SPEAKS, ids=str)
def test_the_rule_says(case: Says) -> None:
    case.check()


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_the_rule_is_silent(case: Silent) -> None:
    case.check()


def days_red(state: State, looked_back_on: Trail, today: date = TODAY) -> str:
    """Since when R1 is Red, in the words of the finding."""
    (told,) = of_code("red-for-long", state, today, looked_back_on)
    return told.sentence.partition(", since ")[2].rstrip(".")


def test_a_slip_that_was_put_right_on_the_same_day_does_not_begin_the_count_anew() -> None:
    slip = scored(("probability", 3, 1, "2017-04-01"), ("probability", 1, 3, "2017-04-01T10:01:00.000000Z"))
    assert days_red(alone(**RED), slip) == "2 January 2017"


def test_days_are_those_of_london() -> None:
    late = scored(("probability", 2, 3, "2017-04-01T23:30:00.000000Z"))
    assert days_red(alone(**RED), late, date(2017, 6, 1)) == "2 April 2017"


def test_each_day_is_judged_by_the_matrix_that_was_in_force_then() -> None:
    both = [matrix("MX1", "DD2092"), matrix("MX2", "DD2092", "2017-02-01", i2p2="R")]
    assert days_red(alone(*both), trail()) == "1 February 2017"
    assert days_red(alone(*both), trail(added="2017-02-20")) == "20 February 2017"
    assert days_red(alone(*both, **RED), trail()) == "2 January 2017"
    assert days_red(alone(*both, **RED), scored(("probability", 2, 3, "2017-01-20"))) == "20 January 2017"
    raised = scored(("probability", 1, 2, "2017-02-20"), ("probability", 2, 3, "2017-03-02"))
    redder = matrix("MX2", "DD2092", "2017-02-01", i2p2="R", i2p3="R")
    assert days_red(alone(both[0], redder, probability=3), raised) == "20 February 2017"


def test_a_matrix_of_a_day_to_come_makes_nothing_red() -> None:
    state = alone(matrix("MX1", "DD2092"), matrix("MX2", "DD2092", "2017-04-07", i2p2="R"))
    assert of_code("red-for-long", state, TODAY, trail()) == []


def test_an_owner_is_one_unit_for_all_that_it_owns() -> None:
    state = register(
        funding(payer="Economics and Planning"),
        *(make(owner="Economics and Planning") for make in (risk, issue, action)),
    )
    assert [one.ref for one in of_code("owner-is-a-unit", state)] == ["R1", "I1", "A1"]
