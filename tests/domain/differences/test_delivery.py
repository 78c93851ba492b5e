"""Milestones, steps and actions: dates that move, what was completed, and the order of the steps."""

from __future__ import annotations

import pytest

from loti_tui.domain.item import Item
from tests.domain.differences.pairs import Edited, between, hidden, line, one, sentences, told, with_values
from tests.domain.findings.cases import action, milestone, procurement, step

M = milestone(baseline="2017-11", forecast="2017-11")
S = step("S3")

CASES = [
    one("a forecast by months", M, {"forecast": "2018-01"}, "moved", "forecast", "2017-11", "2018-01",
        "Forecast of M1 moved from November 2017 to January 2018, 2 months later."),
    one("a baseline back by one month", M, {"baseline": "2017-10"}, "moved", "baseline", "2017-11", "2017-10",
        "Baseline of M1 moved from November 2017 to October 2017, 1 month earlier."),
    one("a planned date by days", step(planned="2017-04-03"), {"planned": "2017-04-05"},
        "moved", "planned", "2017-04-03", "2017-04-05",
        "Planned date of S1 moved from 3 April 2017 to 5 April 2017, 2 days later."),
    one("to another precision", step(planned="2017-04-03"), {"planned": "2017-Q3"},
        "moved", "planned", "2017-04-03", "2017-Q3",
        "Planned date of S1 moved from 3 April 2017 to Q3 2017 (July to September), which is later."),
    one("a date that is known more exactly", M, {"forecast": "2017-11-20"},
        "moved", "forecast", "2017-11", "2017-11-20",
        "Forecast of M1 is now known more exactly: November 2017 became 20 November 2017."),
    one("a date that is known less exactly", M, {"forecast": "2017"}, "moved", "forecast", "2017-11", "2017",
        "Forecast of M1 is now known less exactly: November 2017 became 2017."),
    one("a first date", S, {"planned": "2017-04"}, "moved", "planned", None, "2017-04",
        "Planned date of S3 is now given as April 2017; it was not recorded before."),
    one("a first forecast beside the baseline", milestone(baseline="2017-11", forecast=None), {"forecast": "2017-12"},
        "moved", "forecast", None, "2017-12",
        "Forecast of M1 is now given as December 2017, 1 month later than its baseline, November 2017."),
    one("a first forecast that is the plan", step(planned="2017-11"), {"forecast": "2017-11"},
        "moved", "forecast", None, "2017-11", "Forecast of S1 is now given as November 2017, as its planned date."),
    one("a first forecast within the plan", step(planned="2017"), {"forecast": "2017-11"},
        "moved", "forecast", None, "2017-11",
        "Forecast of S1 is now given as November 2017, where its planned date is 2017."),
    one("a first forecast in another precision", step(planned="2016"), {"forecast": "2017-11"},
        "moved", "forecast", None, "2017-11",
        "Forecast of S1 is now given as November 2017, later than its planned date, 2016."),
    one("a date that is taken out", M, {"forecast": None}, "moved", "forecast", "2017-11", None,
        "Forecast of M1 was taken out; it was November 2017."),
    one("an actual date that is put right", milestone(actual="2017-05-03", status="done"), {"actual": "2017-05-04"},
        "moved", "actual", "2017-05-03", "2017-05-04",
        "Actual date of M1 moved from 3 May 2017 to 4 May 2017, 1 day later."),
    one("completed on a day", M, {"actual": "2017-05-03", "status": "done"}, "closed", "actual", None, "2017-05-03",
        "M1 was completed on 3 May 2017."),
    one("completed in a month", S, {"actual": "2017-05", "status": "done"}, "closed", "actual", None, "2017-05",
        "S3 was completed in May 2017."),
    one("completed, nobody knows when", M, {"status": "done"}, "closed", "status", "planned", "done",
        "M1 was completed; the day is not recorded."),
    one("completed on a day that was known", milestone(actual="2017-05-03", status="started"), {"status": "done"},
        "closed", "status", "started", "done", "M1 was completed on 3 May 2017."),
    one("a date without the status", M, {"actual": "2017-05-03"}, "moved", "actual", None, "2017-05-03",
        "Actual date of M1 is now given as 3 May 2017; it was not recorded before."),
    one("dropped", M, {"status": "dropped"}, "closed", "status", "planned", "dropped", "M1 was dropped."),
    one("completed though dropped", milestone(status="dropped"), {"status": "done"},
        "edited", "status", "dropped", "done",
        "M1 was completed, and was dropped before; the day is not recorded."),
    one("started", S, {"status": "started"}, "edited", "status", "planned", "started", "S3 was started."),
    one("put back", step(status="started"), {"status": "planned"}, "edited", "status", "started", "planned",
        "S1 was put back to planned."),
    one("to be done again", milestone(status="done", actual="2017-05-03"), {"status": "started", "actual": None},
        "edited", "status", "done", "started",
        "M1 is to be done again: it is started, and was completed on 3 May 2017 before."),
    one("to be done after all", action(status="dropped"), {"status": "planned"},
        "edited", "status", "dropped", "planned",
        "A1 is to be done again: it is planned, and was dropped before."),
    one("an action", action(), {"status": "done", "done_on": "2017-05-03"}, "closed", "done_on", None, "2017-05-03",
        "A1 was completed on 3 May 2017."),
    one("an action's day", action(status="done", done_on="2017-05-03"), {"done_on": "2017-05-02"},
        "edited", "done_on", "2017-05-03", "2017-05-02",
        "Completion date of A1 was changed from 3 May 2017 to 2 May 2017, 1 day earlier."),
    one("an action's due date", action(due="2017-05-03"), {"due": "2017-05-10"},
        "edited", "due", "2017-05-03", "2017-05-10",
        "Due date of A1 was changed from 3 May 2017 to 10 May 2017, 7 days later."),
    one("dependencies", milestone(depends_on=["s1", "s2"]), {"depends_on": ["s2", "s3"]},
        "edited", "depends_on", ["S1", "S2"], ["S2", "S3"],
        "Dependencies of M1 were changed: S3 was added; S1 was taken out.",
        beside=(step("S1"), step("S2"), step("S3"))),
    one("dependencies in another order", milestone(depends_on=["s1", "s2"]), {"depends_on": ["s2", "s1"]},
        "edited", "depends_on", ["S1", "S2"], ["S2", "S1"],
        "Dependencies of M1 are in another order: S2 and S1.", beside=(step("S1"), step("S2"))),
    one("a link to what is withheld", step(procurement="p1"), {"procurement": "p9"},
        "edited", "procurement", "P1", None,
        "Procurement of S1 was changed from P1 to an item that is not shown here.", beside=(procurement(),)),
    one("delivery confidence", milestone(confidence="G"), {"confidence": "AR"}, "lowered", "confidence", "G", "AR",
        "Delivery confidence of M1 was lowered from Green to Amber/Red."),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_told_of_delivery(case: Edited) -> None:
    case.check()


def test_baseline_and_forecast_that_move_together_are_two_differences() -> None:
    found = between([M], [with_values(M, baseline="2017-12", forecast="2017-12")])
    assert [(one.change, one.field) for one in found] == [("moved", "baseline"), ("moved", "forecast")]
    assert all(one.sentence.endswith("December 2017, 1 month later.") for one in found)


def test_a_first_baseline_and_forecast_are_told_each_on_its_own() -> None:
    bare = milestone(baseline=None, forecast=None)
    assert sentences([bare], [with_values(bare, baseline="2017-11", forecast="2017-12")]) == [
        "Baseline of M1 is now given as November 2017; it was not recorded before.",
        "Forecast of M1 is now given as December 2017; it was not recorded before.",
    ]


def test_an_item_that_was_dropped_and_dated_is_told_as_both() -> None:
    found = between([M], [with_values(M, status="dropped", actual="2017-05")])
    assert [(one.change, one.field) for one in found] == [("closed", "status"), ("moved", "actual")]


def test_what_is_to_be_done_again_tells_another_date_beside_it() -> None:
    done = milestone(status="done", actual="2017-05-03")
    found = between([done], [with_values(done, status="started", actual="2017-05-04")])
    assert [(one.change, one.field) for one in found] == [("edited", "status"), ("moved", "actual")]


def test_a_day_of_completion_that_is_withheld_is_not_told() -> None:
    new = with_values(M, status="done", actual="2017-05-03")
    assert sentences([M], [hidden(new, "actual")]) == ["M1 was completed."]
    assert sentences([M], [hidden(new, "status")]) == [
        "Actual date of M1 is now given as 3 May 2017; it was not recorded before."
    ]
    assert sentences([M], [hidden(new, "actual", "status")]) == []


def test_a_plan_that_is_withheld_is_not_told_beside_a_first_forecast() -> None:
    bare = milestone(baseline="2017-11", forecast=None)
    new = hidden(with_values(bare, forecast="2017-12"), "baseline")
    assert sentences([bare], [new]) == ["Forecast of M1 is now given as December 2017; it was not recorded before."]


def test_links_that_differ_only_in_what_is_not_there_are_not_told() -> None:
    old, new = milestone(depends_on=["gone"]), milestone(depends_on=["gone too"])
    assert between([old], [new]) == []
    assert between([step(procurement="gone")], [step(procurement="gone too")]) == []


# -- the order of the steps ------------------------------------------------------------------------------------------


def placed(**places: int) -> list[Item]:
    return [procurement(), *(step(ref, position=place, procurement="p1") for ref, place in places.items())]


def test_steps_in_another_order_are_one_difference_of_the_procurement() -> None:
    old, new = placed(S1=1, S2=2, S3=3, S4=4), placed(S1=1, S2=3, S3=2, S4=5)
    lines = [
        line(old[2], "position", 2, 3, at=1, why="swap"),
        line(old[3], "position", 3, 2, at=1),
        line(old[4], "position", 4, 5, at=2, who="Bob"),
    ]
    (found,) = between(old, new, lines)
    assert told(found) == (
        "edited",
        "position",
        ["S1", "S2", "S3", "S4"],
        ["S1", "S3", "S2", "S4"],
        "The steps of the procurement are in another order: S3 and S2, where it was S2 and S3.",
    )
    assert (found.kind, found.ref, found.item) == ("procurement", "P1", "p1")
    assert (found.who, found.why) == ("Bob", "swap")


def test_steps_that_were_only_numbered_anew_are_not_told() -> None:
    assert between(placed(S1=1, S2=2), placed(S1=10, S2=20)) == []


def test_a_step_that_was_put_in_between_changes_no_order() -> None:
    found = between(placed(S1=1, S2=2), placed(S1=1, S3=2, S2=3))
    assert [one.change for one in found] == ["added"]


def test_steps_of_no_procurement_are_told_under_the_first_of_them() -> None:
    old, new = placed(S1=1, S2=2)[1:], placed(S1=2, S2=1)[1:]
    (found,) = between(old, new)
    assert (found.kind, found.ref) == ("step", "S2")


def test_a_place_that_is_withheld_is_not_told() -> None:
    old, new = placed(S1=1, S2=2), placed(S1=2, S2=1)
    assert between(old, [hidden(one, "position") for one in new]) == []


def test_of_many_steps_in_another_order_the_first_are_named_and_the_rest_counted() -> None:
    old = placed(**{f"S{number}": number for number in range(1, 9)})
    new = placed(**{f"S{number}": 9 - number for number in range(1, 9)})
    assert sentences(old, new) == [
        "The steps of the procurement are in another order: S8, S7, S6, S5, S4 and 3 others, "
        "where it was S1, S2, S3, S4, S5 and 3 others."
    ]
