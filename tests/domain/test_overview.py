"""What an overview tells: counts, cells, dates to come, the money, and what changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.register import Register
from loti_tui.domain.comparison import compare
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.findings import Attention, attention
from loti_tui.domain.findings.finding import Severity
from loti_tui.domain.item import Item
from loti_tui.domain.items import Decision, Funding, Milestone, Risk, Step
from loti_tui.domain.overview import (
    FIRST,
    by_severity,
    coming,
    counts,
    date_field,
    how_many,
    in_cells,
    left_words,
    money_in_words,
    since,
)
from loti_tui.domain.pasts import Past
from loti_tui.domain.state import State

TODAY = date(2017, 4, 6)


def state_of(*items: Item) -> State:
    return State({item.id: item for item in items})


def risk(ref: str, probability: int | None, impact: int | None, status: str = "open", rag: str | None = None) -> Risk:
    return Risk(id=ref, ref=ref, probability=probability, impact=impact, status=status, rag_recorded=rag)


def milestone(ref: str, baseline: str = "", forecast: str = "", actual: str = "", status: str = "planned") -> Milestone:
    when = {"baseline": baseline, "forecast": forecast, "actual": actual}
    dates: dict[str, Any] = {name: PartialDate(iso) for name, iso in when.items() if iso}
    return Milestone(id=ref, ref=ref, title=ref, status=status, **dates)


# -- risks -----------------------------------------------------------------------------------------------------------


def test_only_open_risks_count_and_one_without_a_score_counts_apart() -> None:
    state = state_of(
        risk("R1", 4, 4),
        risk("R2", 1, 1),
        risk("R3", None, 2),
        risk("R4", 4, 4, "closed"),
        risk("R5", 4, 4, "occurred"),
    )
    assert counts(state) == {"R": 1, "A": 0, "G": 1, "not_scored": 1}


def test_a_recorded_rag_counts_before_the_one_that_the_matrix_gives() -> None:
    assert counts(state_of(risk("R1", 1, 1, rag="R"), risk("R2", None, None, rag="A")))["not_scored"] == 0
    assert counts(state_of(risk("R1", 1, 1, rag="R")))["R"] == 1


def test_a_cell_has_the_open_risks_that_are_scored_so() -> None:
    state = state_of(
        risk("R1", 2, 3), risk("R2", 2, 3), risk("R3", 3, 2), risk("R4", 2, None), risk("R5", 2, 3, "closed")
    )
    assert dict(in_cells(state)) == {(3, 2): 2, (2, 3): 1}


# -- dates -----------------------------------------------------------------------------------------------------------


def test_the_earliest_date_comes_first_and_what_is_over_or_without_a_date_does_not_come() -> None:
    state = state_of(
        milestone("M1", "2017-06"),
        milestone("M2", "2017-03-01"),
        milestone("M3", "2017-05", status="done"),
        milestone("M4"),
        milestone("M5", "2017-05", status="dropped"),
        Step(id="S1", ref="S1", planned=PartialDate("2017-06")),
    )
    assert [one.ref for one in coming(state)] == ["M2", "M1", "S1"]


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2017-04-07", "1 day left"),
        ("2017-04", "24 days left"),
        ("2017-04-06", "due today"),
        ("2017-04-05", "1 day overdue"),
        ("2017-03", "6 days overdue"),
        ("2017", "269 days left"),
    ],
)
def test_the_days_left_are_those_to_the_last_day_that_a_date_may_be(iso: str, words: str) -> None:
    assert left_words(milestone("M1", iso), TODAY) == words


def test_without_a_date_no_days_are_left() -> None:
    assert left_words(milestone("M1"), TODAY) == ""


def test_the_field_of_the_date_is_the_one_that_counts() -> None:
    assert date_field(milestone("M1", "2017-05", "2017-06", "2017-07")) == "actual"
    assert date_field(milestone("M1", "2017-05", "2017-06")) == "forecast"
    assert date_field(milestone("M1", "2017-05")) == "baseline"
    assert date_field(Step(id="S1", planned=PartialDate("2017-05"))) == "planned"


# -- attention and money ---------------------------------------------------------------------------------------------


def test_findings_are_counted_by_severity_the_worst_first(register: Register) -> None:
    found = by_severity(attention(register.state(), TODAY))
    assert list(found) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert list(by_severity(Attention()).values()) == [0, 0, 0]


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ((25_000_00, 75_000_00), "£100,000 funding in all, equal to the spending ceiling"),
        ((25_000_00, 70_000_00), "£95,000 funding in all, £5,000 less than the spending ceiling"),
        ((25_000_00, None), "£25,000 funding in all, where F2 has no amount"),
        ((), "No funding line is recorded; the spending ceiling is £100,000"),
    ],
)
def test_the_money_says_whether_it_adds_up(amounts: tuple[int | None, ...], words: str) -> None:
    lines = [Funding(id=f"F{n}", ref=f"F{n}", payer="GLA", amount=one) for n, one in enumerate(amounts, 1)]
    assert money_in_words(state_of(Decision(id="D", ceiling=100_000_00), *lines)) == words


def test_where_no_money_is_recorded_none_is_made_up() -> None:
    assert money_in_words(state_of()) == "No funding line is recorded"


# -- what changed ------------------------------------------------------------------------------------------------------


def past(name: str, state: State) -> Past:
    return Past(state, name, "", 0, "", TODAY)


def test_of_many_changes_the_first_are_told_and_all_are_counted() -> None:
    old = state_of(*(risk(f"R{n}", 1, 1) for n in range(30)))
    new = state_of(*(risk(f"R{n}", 1, 2) for n in range(30)))
    told = since(compare(past("March", old), past("now", new), ()))
    assert (told.title, told.snapshot) == ("Changes since “March”", "March")
    assert (len(told.first), told.of) == (FIRST, 30)
    assert told.summary.startswith("Risks: 30 up")


def test_where_nothing_can_be_compared_it_says_why() -> None:
    told = since(None, "No snapshot is taken yet.")
    assert (told.title, told.summary) == ("Changes since the last snapshot", "No snapshot is taken yet.")
    assert (told.first, told.of, told.snapshot) == ((), 0, "")


@pytest.mark.parametrize(
    ("shown", "of", "words"),
    [(0, 0, ""), (1, 1, "1 change"), (3, 3, "3 changes"), (20, 1_200, "first 20 of 1,200 changes")],
)
def test_what_is_left_out_is_counted(shown: int, of: int, words: str) -> None:
    assert how_many(shown, of, "change") == words
