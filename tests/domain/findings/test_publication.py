"""What the rules say of publication, and where they say nothing."""

from __future__ import annotations

from dataclasses import replace
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
    day_off,
    decision,
    of_code,
    publication,
    register,
    step,
    until_was,
)

APPROVED = decision(approved_on="2017-04-04")
Value = str | bool | None


def deferred(*others: Item, **values: Value) -> State:
    """Part 1 deferred until 31 May 2017, waiting for the step where there is one among the others."""
    waits = next((one.id for one in others if one.KIND == "step"), None)
    return register(publication(**{"waits_for": waits, **values}), *others)


def approved(**values: Value) -> State:
    """The same, of a decision that was approved on 4 April 2017."""
    return deferred(APPROVED, **values)


def published(on: str, **values: Value) -> State:
    """The same, published on a day."""
    return approved(published_on=on, **values)


def extended(*until: str | None, undone: tuple[int, ...] = ()) -> State:
    """Part 1 deferred until one day after another."""
    return register(publication(), deferrals=until_was(*until, undone=undone))


overdue = partial(Says, "publication-overdue", ERROR, "PUB1", "published_on")
due_soon = partial(Says, "publication-due-soon", WARNING, "PUB1", "published_on")
before_approval = partial(Says, "deferral-before-approval", ERROR, "PUB1", "until")
before_procurement = partial(Says, "deferral-before-procurement", ERROR, "PUB1", "until")
no_longer_needed = partial(Says, "deferral-no-longer-needed", WARNING, "PUB1", "until")
ends_soon = partial(Says, "deferral-ends-soon", WARNING, "PUB1", "until")
published_early = partial(Says, "published-early", ERROR, "PUB1", "published_on")
unknown_calendar = partial(Says, "calendar-not-known", NOTE, "PUB1", "until")

SPEAKS = [
    overdue("Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017.", approved(deferred=False)),
    overdue(
        "Publication of Part 1 is overdue by 28 days: it was due on Tue 2 May 2017.",
        approved(until="2017-04-29"),
        date(2017, 5, 30),
    ),
    overdue("Publication of Part 1 is overdue by 1 day: it was due on Wed 5 Apr 2017.", approved(until=None)),
    due_soon(
        "Publication of Part 1 is due today, on Wed 5 Apr 2017.", approved(until="2017-03-31"), date(2017, 4, 5)
    ),
    due_soon(
        "Publication of Part 1 is due in 1 day, on Fri 7 Apr 2017, when its deferral ends.",
        approved(until="2017-04-07"),
    ),
    due_soon(
        "Publication of Part 1 is due in 4 days, on Mon 10 Apr 2017; its deferral ends on Sat 8 Apr 2017.",
        approved(until="2017-04-08"),
    ),
    due_soon(
        "Publication of Part 1 is due in 7 days, on Wed 5 Apr 2017; its deferral ends on Fri 31 Mar 2017.",
        approved(until="2017-03-31"),
        date(2017, 3, 29),
    ),
    before_approval(
        "Publication is deferred until 31 March 2017, 4 days before the approval on 4 April 2017: the deferral is over "
        "before it can begin.",
        approved(until="2017-03-31"),
    ),
    before_approval(
        "Publication is deferred until 3 April 2017, 1 day before the approval on 4 April 2017: the deferral is over "
        "before it can begin.",
        approved(until="2017-04-03"),
    ),
    before_procurement(
        "Publication is deferred until 31 March 2017 and waits for S8 (Contract executed), which is expected in April "
        "2017: the deferral ends before its own reason does.",
        deferred(contract(), until="2017-03-31"),
    ),
    before_procurement(
        "Publication is deferred until 31 May 2017 and waits for S8 (Contract executed), which is expected on 1 June "
        "2017: the deferral ends before its own reason does.",
        deferred(contract(forecast="2017-06-01")),
    ),
    before_procurement(
        "Publication is deferred until 31 March 2017 and waits for S8 (Contract executed), which is expected in Q2 "
        "2017 (April to June): the deferral ends before its own reason does.",
        deferred(contract(forecast="2017-Q2"), until="2017-03-31"),
    ),
    no_longer_needed(
        "Publication is deferred until 31 May 2017, and what it waits for, S8 (Contract executed), happened on 5 April "
        "2017.",
        deferred(contract(actual="2017-04-05", status="done")),
    ),
    no_longer_needed(
        "Publication is deferred until 31 May 2017, and what it waits for, S8 (Contract executed), is done.",
        deferred(contract(status="done")),
        date(2017, 5, 31),
    ),
    no_longer_needed(
        "Publication is deferred until 31 May 2017, and what it waits for, S8 (Contract executed), was dropped.",
        deferred(contract(status="dropped")),
    ),
    no_longer_needed(
        "Publication is deferred until 31 May 2017, and what it waits for, S8 (Contract executed), was removed.",
        deferred(contract(removed=True)),
    ),
    Says(
        "deferral-without-date", ERROR, "PUB1", "until",
        "Publication is deferred and no date is recorded until when.",
        deferred(until=None),
    ),
    Says(
        "deferral-without-reason", ERROR, "PUB1", "reason",
        "Publication is deferred and no reason is recorded.",
        deferred(reason=None),
    ),
    ends_soon(
        "The deferral of publication ends in 7 days, on Fri 31 Mar 2017.",
        approved(until="2017-03-31"),
        date(2017, 3, 24),
    ),
    ends_soon("The deferral of publication ends today, on Thu 6 Apr 2017.", deferred(until="2017-04-06")),
    ends_soon(
        "The deferral of publication ends in 7 days, on Sat 4 Jun 2033.",
        deferred(until="2033-06-04"),
        date(2033, 5, 28),
    ),
    Says(
        "deferral-extended-again", WARNING, "PUB1", "until",
        "The deferral of publication has been extended 2 times.",
        extended("2017-03-31", "2017-04-28", "2017-05-31"),
    ),
    Says(
        "exemption-not-recorded", NOTE, "PUB1", "exemption",
        "No exemption of the Freedom of Information Act is recorded for the deferral to rely on.",
        deferred(exemption=None),
    ),
    published_early(
        "Part 1 was published on 5 April 2017, while it was deferred until 6 April 2017.",
        published("2017-04-05", until="2017-04-06"),
    ),
    published_early(
        "Part 1 was published on 3 April 2017, before the decision was approved on 4 April 2017.",
        published("2017-04-03", deferred=False),
    ),
    Says(
        "date-still-to-come", WARNING, "PUB1", "published_on",
        "Part 1 is recorded as published on 7 April 2017, which is still to come.",
        published("2017-04-07", deferred=False),
    ),
    Says(
        "part-2-without-basis", ERROR, "PUB1", "part2_basis",
        "There is a Part 2 and no legal basis is recorded for what it withholds.",
        deferred(part2=True),
    ),
    Says(
        "part-2-review-overdue", WARNING, "PUB1", "part2_review_on",
        "The review of Part 2 was due on 5 April 2017.",
        deferred(part2=True, part2_review_on="2017-04-05"),
    ),
    unknown_calendar(
        "When publication is due cannot be told. The bank holidays of 2029 are not known, so working days cannot be "
        "counted in it; they are known from 2012 to 2028.",
        register(decision(approved_on="2028-12-31"), publication(deferred=False)),
    ),
    Says(
        "dates-cannot-be-told-apart", NOTE, "PUB1", "until",
        "Whether the deferral, until 15 April 2017, lasts until S8 (Contract executed), which is expected in April "
        "2017, cannot be told from these dates.",
        deferred(contract(), until="2017-04-15"),
    ),
]  # fmt: skip

GONE = contract(removed=True, forecast="2017-06")
DROPPED = contract(status="dropped", forecast="2017-06")

SILENT = [
    Silent("publication-overdue", "on the day it is due", approved(deferred=False), date(2017, 4, 5)),
    Silent("publication-overdue", "while it is deferred", approved()),
    Silent("publication-overdue", "before there is an approval", deferred(until="2017-03-31")),
    Silent("publication-overdue", "once it is published", published("2017-06-30"), date(2017, 7, 1)),
    Silent("publication-overdue", "where the calendar is not known", approved(until="2029-06-01"), date(2030, 1, 1)),
    Silent("publication-overdue", "without a decision", deferred(until="2017-03-31")),
    Silent("publication-due-soon", "more than five working days before", approved(until="2017-04-18")),
    Silent("publication-due-soon", "once the day has passed", approved(until="2017-04-05")),
    Silent("publication-due-soon", "once it is published", published("2017-04-04", deferred=False), date(2017, 4, 5)),
    Silent("deferral-before-approval", "on the very day of the approval", approved(until="2017-04-04")),
    Silent("deferral-before-approval", "where no approval is recorded", deferred(decision(approved_on=None))),
    Silent("deferral-before-approval", "where nothing is deferred", approved(until="2017-03-31", deferred=False)),
    Silent("deferral-before-approval", "once it is published", published("2017-04-05", until="2017-03-31")),
    Silent("deferral-before-approval", "where the date is missing", approved(until=None)),
    Silent("deferral-before-procurement", "on the last day of that month", deferred(contract(), until="2017-04-30")),
    Silent("deferral-before-procurement", "within that month", deferred(contract(), until="2017-04-01")),
    Silent("deferral-before-procurement", "on the very day", deferred(contract(forecast="2017-05-31"))),
    Silent("deferral-before-procurement", "of a step without a date", deferred(step())),
    Silent("deferral-before-procurement", "of a step that is dropped", deferred(DROPPED)),
    Silent("deferral-before-procurement", "of a step that was removed", deferred(GONE)),
    Silent("deferral-before-procurement", "of a step that is done", deferred(contract(actual="2017-06-01"))),
    Silent("deferral-before-procurement", "where nothing is deferred", deferred(contract(), deferred=False)),
    Silent("deferral-before-procurement", "where it waits for nothing", deferred(waits_for=None)),
    Silent("deferral-before-procurement", "where what it waits for is unknown", deferred(waits_for="nobody")),
    Silent(
        "deferral-before-procurement",
        "once it is published",
        deferred(contract(), until="2017-03-31", published_on="2017-04-05"),
    ),
    Silent("deferral-no-longer-needed", "while the step is still to come", deferred(contract())),
    Silent("deferral-no-longer-needed", "while it waits for nothing", deferred()),
    Silent(
        "deferral-no-longer-needed",
        "once the deferral is over, since publication is due then",
        deferred(contract(actual="2017-04-05"), until="2017-04-05"),
    ),
    Silent(
        "deferral-no-longer-needed",
        "once it is published",
        deferred(contract(status="done"), published_on="2017-04-06"),
    ),
    Silent("deferral-without-date", "where nothing is deferred", deferred(until=None, deferred=False)),
    Silent("deferral-without-date", "once it is published", published("2017-04-05", until=None)),
    Silent("deferral-without-reason", "where nothing is deferred", deferred(reason=None, deferred=False)),
    Silent("deferral-without-reason", "once it is published", published("2017-04-05", reason=None)),
    Silent("deferral-ends-soon", "six working days before", deferred(until="2017-04-18")),
    Silent("deferral-ends-soon", "on the day after", deferred(until="2017-04-05")),
    Silent("deferral-ends-soon", "where nothing is deferred", deferred(until="2017-04-07", deferred=False)),
    Silent("deferral-ends-soon", "where the due day tells it already", approved(until="2017-04-08")),
    Silent("deferral-ends-soon", "eight days before in a year that is not known",
           deferred(until="2033-06-04"), date(2033, 5, 27)),
    Silent("deferral-extended-again", "after one extension", extended("2017-03-31", "2017-05-31")),
    Silent(
        "deferral-extended-again",
        "where the second one was undone",
        extended("2017-03-31", "2017-04-28", "2017-05-31", "2017-04-28", undone=(3,)),
    ),
    Silent("deferral-extended-again", "where a day was brought forward",
           extended("2017-03-31", "2017-05-31", "2017-05-30")),
    Silent("deferral-extended-again", "where a day was cleared and given again",
           extended("2017-03-31", "2017-05-31", None, "2017-05-31")),
    Silent("exemption-not-recorded", "where nothing is deferred", deferred(exemption=None, deferred=False)),
    Silent("exemption-not-recorded", "once it is published", published("2017-04-05", exemption=None)),
    Silent("published-early", "on the day on which the deferral ends", published("2017-04-06", until="2017-04-06")),
    Silent("published-early", "on the day of the approval", published("2017-04-04", deferred=False)),
    Silent("published-early", "where the date is left from a deferral that ended early",
           published("2017-04-05", deferred=False)),
    Silent("date-still-to-come", "of what is published today", published("2017-04-06", deferred=False)),
    Silent("part-2-without-basis", "where there is no Part 2", deferred(part2=False)),
    Silent("part-2-without-basis", "with its basis", deferred(part2=True, part2_basis="s43(2)")),
    Silent("part-2-review-overdue", "on the day itself", deferred(part2=True, part2_review_on="2017-04-06")),
    Silent("part-2-review-overdue", "where there is no Part 2", deferred(part2_review_on="2017-04-05")),
    Silent("calendar-not-known", "where it is", approved()),
    Silent("calendar-not-known", "once it is published",
           register(decision(approved_on="2028-12-31"), publication(published_on="2029-01-02"))),
    Silent("dates-cannot-be-told-apart", "where the step is surely later", deferred(contract(), until="2017-03-31")),
    Silent("dates-cannot-be-told-apart", "where the step is surely before", deferred(contract(), until="2017-05-01")),
    Silent("dates-cannot-be-told-apart", "on equal days", deferred(contract(forecast="2017-05-31"))),
    Silent("dates-cannot-be-told-apart", "of a step that has happened",
           deferred(contract(actual="2017-04"), until="2017-04-15")),
    Silent("dates-cannot-be-told-apart", "of a step that is dropped", deferred(DROPPED, until="2017-06-15")),
    Silent("dates-cannot-be-told-apart", "of a step without a date", deferred(step())),
]  # fmt: skip


@pytest.mark.parametrize("case", SPEAKS, ids=str)
def test_the_rule_says(case: Says) -> None:
    case.check()


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_the_rule_is_silent(case: Silent) -> None:
    case.check()


@pytest.mark.parametrize(
    ("approved_on", "due"),
    [("2017-04-04", date(2017, 4, 5)), ("2017-04-13", date(2017, 4, 18)), ("2022-09-16", date(2022, 9, 20))],
    ids=["Tuesday 4 April 2017: Wednesday", "before Easter 2017: the Tuesday after it", "before the State Funeral"],
)
def test_publication_is_due_on_the_next_working_day_and_overdue_on_the_day_after(approved_on: str, due: date) -> None:
    state = register(decision(approved_on=approved_on), publication(deferred=False))
    (told,) = of_code("publication-due-soon", state, due)
    assert told.sentence.startswith("Publication of Part 1 is due today, on ")
    assert of_code("publication-overdue", state, due) == []
    assert len(of_code("publication-overdue", state, date(due.year, due.month, due.day + 1))) == 1


@pytest.mark.parametrize("nation", [None, "England and Wales"])
def test_a_day_off_of_the_boards_own_moves_the_due_day(nation: str | None) -> None:
    state = register(APPROVED, publication(deferred=False), day_off("2017-04-05", nation))
    assert of_code("publication-overdue", state, date(2017, 4, 6)) == []
    (told,) = of_code("publication-due-soon", state, date(2017, 4, 6))
    assert told.sentence == "Publication of Part 1 is due today, on Thu 6 Apr 2017."


@pytest.mark.parametrize("nation", ["Scotland", "Northern Ireland"])
def test_a_day_off_in_another_nation_moves_no_promise_of_the_gla(nation: str) -> None:
    state = register(APPROVED, publication(deferred=False), day_off("2017-04-05", nation))
    assert len(of_code("publication-overdue", state, date(2017, 4, 6))) == 1


def test_days_off_make_a_coming_day_sooner() -> None:
    state = deferred(until="2017-04-18")
    assert of_code("deferral-ends-soon", state) == []
    state = deferred(day_off("2017-04-11"), until="2017-04-18")
    assert [one.sentence for one in of_code("deferral-ends-soon", state)] == [
        "The deferral of publication ends in 12 days, on Tue 18 Apr 2017."
    ]


def test_what_was_published_too_early_twice_over_is_told_twice_and_each_can_be_accepted() -> None:
    told = of_code("published-early", published("2017-04-03"))
    assert [one.about for one in told] == ["pub1", "pub1 dd2092"]


@pytest.mark.parametrize(
    ("until", "undone", "times"),
    [
        (("2017-01-31", "2017-02-28", "2017-03-31", "2017-05-31"), (), 3),
        ((None, "2017-02-28", "2017-03-31", "2017-05-31"), (), 2),
        (("2017-02-28", None, "2017-03-31", "2017-05-31"), (), 2),
        (("2017-02-28", "2017-03-31", "2017-04-28", "2017-03-31", "2017-05-31"), (3,), 2),
        (("2017-02-28", "2017-03-31", "2017-05-31", "2017-03-31", "2017-02-28"), (4,), 2),
    ],
    ids=["three", "the first one recorded later", "cleared between", "one undone", "an early one undone at last"],
)
def test_each_time_the_day_was_put_off_counts(until: tuple[str, ...], undone: tuple[int, ...], times: int) -> None:
    (told,) = of_code("deferral-extended-again", extended(*until, undone=undone))
    assert told.sentence == f"The deferral of publication has been extended {times} times."


def test_the_dates_of_another_deferral_do_not_count() -> None:
    others = until_was("2017-02-28", "2017-03-31", "2017-05-31")
    state = register(publication(), deferrals=[replace(one, item="other") for one in others])
    assert of_code("deferral-extended-again", state) == []
