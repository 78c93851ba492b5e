"""Dates with a precision."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.dates import (
    PartialDate,
    Precision,
    Relation,
    Variance,
    day_words,
    days_left,
    is_overdue,
    relation,
    variance,
)
from loti_tui.domain.refused import Refused

_DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
_YEARS = st.integers(1900, 2199)
_DATES = st.one_of(
    _DAYS.map(PartialDate.of_day),
    st.builds(PartialDate.of_month, _YEARS, st.integers(1, 12)),
    st.builds(PartialDate.of_quarter, _YEARS, st.integers(1, 4)),
    st.builds(PartialDate.of_year, _YEARS),
)
# Close together, so that equal, overlapping and neighbouring dates all turn up.
_NEAR_DATES = st.sampled_from(
    [
        "2016",
        "2017",
        "2016-Q4",
        "2017-Q1",
        "2017-Q2",
        "2016-12",
        "2017-01",
        "2017-03",
        "2017-04",
        "2017-05",
        "2016-12-31",
        "2017-01-01",
        "2017-03-31",
        "2017-04-01",
        "2017-04-04",
        "2017-04-30",
        "2017-05-01",
    ]
).map(PartialDate)


@pytest.mark.parametrize(
    ("iso", "precision", "first", "last"),
    [
        ("2017", Precision.YEAR, "2017-01-01", "2017-12-31"),
        ("2017-Q1", Precision.QUARTER, "2017-01-01", "2017-03-31"),
        ("2017-Q2", Precision.QUARTER, "2017-04-01", "2017-06-30"),
        ("2017-Q4", Precision.QUARTER, "2017-10-01", "2017-12-31"),
        ("2017-04", Precision.MONTH, "2017-04-01", "2017-04-30"),
        ("2016-02", Precision.MONTH, "2016-02-01", "2016-02-29"),
        ("1900-02", Precision.MONTH, "1900-02-01", "1900-02-28"),
        ("2017-03-31", Precision.DAY, "2017-03-31", "2017-03-31"),
    ],
)
def test_a_date_knows_its_bounds(iso: str, precision: Precision, first: str, last: str) -> None:
    date = PartialDate(iso)
    assert date.precision is precision
    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)
    assert str(date) == date.iso == iso


@pytest.mark.parametrize(
    "iso",
    [
        "",
        "17",
        "201",
        "20170",
        "2017-4",
        "2017-4-4",
        "2017-04-4",
        "2017-q2",
        "2017Q2",
        "2017-Q",
        "2017/04",
        "20170404",
        "2017-04-04T00:00",
        " 2017",
        "2017\n",
        "2017-04-04-04",
        "-2017",
        "\u0662\u0660\u0661\u0667",
        "2017-W14",
        "April 2017",
        "2017-04-0\u0664",
        "2017--04",
    ],
    ids=ascii,
)
def test_only_the_stored_forms_are_a_date(iso: str) -> None:
    with pytest.raises(Refused, match="is not a stored date"):
        PartialDate(iso)


@pytest.mark.parametrize(
    ("iso", "why"),
    [
        ("2017-02-31", "February 2017 has 28 days"),
        ("2017-02-29", "February 2017 has 28 days"),
        ("2017-04-00", "April 2017 has 30 days"),
        ("2017-13", "there is no month 13"),
        ("2017-00", "there is no month 0"),
        ("2017-Q5", "there is no quarter 5"),
        ("2017-Q0", "there is no quarter 0"),
        ("1899", "years from 1900 to 2199"),
        ("2200-01-01", "years from 1900 to 2199"),
        ("0000", "years from 1900 to 2199"),
    ],
)
def test_an_impossible_date_is_refused_with_the_reason(iso: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        PartialDate(iso)


@given(_DATES)
def test_a_date_and_its_text_are_one(date: PartialDate) -> None:
    assert PartialDate(date.iso) == date
    assert hash(PartialDate(str(date))) == hash(date)


@given(_DAYS)
def test_a_day_has_equal_bounds(day: datetime.date) -> None:
    date = PartialDate.of_day(day)
    assert date.first == date.last == day
    assert date.iso == day.isoformat()


def test_a_day_of_a_datetime_is_its_date() -> None:
    moment = datetime.datetime(2017, 4, 6, 23, 59, tzinfo=datetime.UTC)
    assert PartialDate.of_day(moment).iso == "2017-04-06"


def test_a_month_stays_a_month() -> None:
    assert PartialDate("2017-04") != PartialDate("2017-04-01")
    assert PartialDate("2017-04").spoken() == "April 2017"


def test_a_date_cannot_be_changed() -> None:
    date = PartialDate("2017-04")
    with pytest.raises(FrozenInstanceError):
        date.iso = "2017-05"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        date.first = datetime.date(2017, 5, 1)  # type: ignore[misc]
    assert not hasattr(date, "__dict__")


def test_a_date_survives_pickling() -> None:
    date = PartialDate("2017-Q2")
    copy = pickle.loads(pickle.dumps(date))
    assert (copy, copy.precision, copy.last) == (date, date.precision, date.last)


def test_dates_are_in_order_of_their_first_day_then_their_last() -> None:
    in_order = [
        "2016",
        "2017-01-01",
        "2017-01",
        "2017-Q1",
        "2017",
        "2017-04-01",
        "2017-04",
        "2017-Q2",
        "2017-05",
    ]
    assert [date.iso for date in sorted(map(PartialDate, reversed(in_order)))] == in_order


@given(_NEAR_DATES, _NEAR_DATES)
def test_of_two_dates_one_is_smaller_or_they_are_equal(a: PartialDate, b: PartialDate) -> None:
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a == b) == (a.iso == b.iso)
    assert (a <= b) == (not b < a)


@given(_NEAR_DATES, _NEAR_DATES, _NEAR_DATES)
def test_the_order_has_no_circles(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    if a <= b <= c:
        assert a <= c


@pytest.mark.parametrize(
    ("iso", "spoken", "short"),
    [
        ("2017-03-31", "31 March 2017", "31 Mar 2017"),
        ("2017-04-04", "4 April 2017", "4 Apr 2017"),
        ("2017-04", "April 2017", "Apr 2017"),
        ("2017-09", "September 2017", "Sep 2017"),
        ("2017-Q2", "Q2 2017 (April to June)", "Q2 2017"),
        ("2017-Q4", "Q4 2017 (October to December)", "Q4 2017"),
        ("2017", "2017", "2017"),
    ],
)
def test_a_date_is_said_in_full_and_in_short(iso: str, spoken: str, short: str) -> None:
    assert PartialDate(iso).spoken() == spoken
    assert PartialDate(iso).short() == short


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2017-03-31", "2017-04-04", Relation.BEFORE),
        ("2017-04-04", "2017-03-31", Relation.AFTER),
        ("2017-04-04", "2017-04-04", Relation.SAME),
        ("2017-04", "2017-04", Relation.CANNOT_TELL),
        ("2017-03-31", "2017-04", Relation.BEFORE),
        ("2017-04-01", "2017-04", Relation.CANNOT_TELL),
        ("2017-05-01", "2017-04", Relation.AFTER),
        ("2017-Q2", "2017-04", Relation.CANNOT_TELL),
        ("2017-Q2", "2017-07", Relation.BEFORE),
        ("2017", "2017-12-31", Relation.CANNOT_TELL),
        ("2018", "2017-12-31", Relation.AFTER),
    ],
)
def test_two_dates_compare_through_their_bounds(a: str, b: str, expected: Relation) -> None:
    assert relation(PartialDate(a), PartialDate(b)) is expected


@given(_NEAR_DATES, _NEAR_DATES)
def test_before_one_way_is_after_the_other_way(a: PartialDate, b: PartialDate) -> None:
    mirrored = {Relation.BEFORE: Relation.AFTER, Relation.AFTER: Relation.BEFORE}
    there = relation(a, b)
    assert relation(b, a) is mirrored.get(there, there)


@given(_NEAR_DATES, _NEAR_DATES)
def test_before_holds_for_every_day_that_is_meant(a: PartialDate, b: PartialDate) -> None:
    certain = a.first < b.first and a.first < b.last and a.last < b.first and a.last < b.last
    assert (relation(a, b) is Relation.BEFORE) == certain


@pytest.mark.parametrize(
    ("iso", "today", "overdue", "left"),
    [
        ("2017-04", "2017-04-05", False, 25),
        ("2017-04", "2017-04-30", False, 0),
        ("2017-04", "2017-05-01", True, -1),
        ("2017-03-31", "2017-03-31", False, 0),
        ("2017-03-31", "2017-04-05", True, -5),
        ("2017", "2017-12-31", False, 0),
        ("2017-Q1", "2017-04-01", True, -1),
    ],
)
def test_a_date_is_overdue_once_its_last_day_has_passed(iso: str, today: str, overdue: bool, left: int) -> None:
    day = datetime.date.fromisoformat(today)
    assert is_overdue(PartialDate(iso), day) is overdue
    assert days_left(PartialDate(iso), day) == left


def test_a_day_is_said_with_its_weekday() -> None:
    assert day_words(datetime.date(2017, 4, 6)) == "Thu 6 Apr 2017"
    assert day_words(datetime.date(2022, 9, 19)) == "Mon 19 Sep 2022"


@pytest.mark.parametrize(
    ("baseline", "now", "expected"),
    [
        ("2017-05-01", "2017-05-01", Variance(0, "on plan", 0)),
        ("2017-05-01", "2017-05-13", Variance(12, "+12 days", 1)),
        ("2017-05-01", "2017-05-02", Variance(1, "+1 day", 1)),
        ("2017-05-04", "2017-05-01", Variance(-3, "-3 days", -1)),
        ("2012-01-01", "2017-01-01", Variance(1827, "+1,827 days", 1)),
        ("2017-05", "2017-05", Variance(None, "on plan", 0)),
        ("2017-05", "2017-06", Variance(None, "+1 month", 1)),
        ("2017-11", "2018-02", Variance(None, "+3 months", 1)),
        ("2017-Q4", "2017-Q2", Variance(None, "-2 quarters", -1)),
        ("2017-Q4", "2018-Q1", Variance(None, "+1 quarter", 1)),
        ("2017", "2018", Variance(None, "+1 year", 1)),
        ("2017-05", "2017-06-01", Variance(None, "later", 1)),
        ("2017-05", "2017-04-30", Variance(None, "earlier", -1)),
        ("2017-05", "2017-05-31", Variance(None, "cannot tell", None)),
        ("2017-Q2", "2017-07", Variance(None, "later", 1)),
        ("2017", "2017-12", Variance(None, "cannot tell", None)),
    ],
)
def test_a_variance_is_in_the_unit_that_both_are_known_in(baseline: str, now: str, expected: Variance) -> None:
    assert variance(PartialDate(baseline), PartialDate(now)) == expected


@pytest.mark.parametrize("known", [None, PartialDate("2017-05")])
def test_no_variance_is_made_up_where_a_date_is_missing(known: PartialDate | None) -> None:
    missing = Variance(None, "not recorded", None)
    assert variance(known, None) == variance(None, known) == missing


@given(_DATES | _NEAR_DATES, _DATES | _NEAR_DATES)
def test_a_variance_the_other_way_is_its_opposite(a: PartialDate, b: PartialDate) -> None:
    there, back = variance(a, b), variance(b, a)
    assert back.days == (None if there.days is None else -there.days)
    assert back.direction == (None if there.direction is None else -there.direction)
    if there.words[0] in "+-":
        assert back.words == {"+": "-", "-": "+"}[there.words[0]] + there.words[1:]


def test_the_first_frame_does_not_wait_for_pendulum() -> None:
    loads = "import sys, loti_tui.domain.dates, loti_tui.domain.datewords, loti_tui.domain.moments\n"
    loads += "import loti_tui.domain.workdays\n"
    loads += "print([name for name in ('pendulum', 'holidays') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
