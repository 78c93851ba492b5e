"""The next and the last month, quarter and year, at the ends of a year."""

from __future__ import annotations

from datetime import date

import pytest

from loti_tui.domain.datewords import read_date


@pytest.mark.parametrize(
    ("typed", "iso"),
    [("this year", "2017"), ("next year", "2018"), ("last year", "2016"), ("next month", "2018-01"),
     ("last month", "2017-11"), ("next quarter", "2018-Q1"), ("last quarter", "2017-Q3")],
)  # fmt: skip
def test_in_december_the_next_and_the_last_are_one_away(typed: str, iso: str) -> None:
    assert read_date(typed, date(2017, 12, 31)).iso == iso


@pytest.mark.parametrize(("typed", "iso"), [("next year", "2018"), ("last year", "2016"), ("last quarter", "2016-Q4")])
def test_in_january_too(typed: str, iso: str) -> None:
    assert read_date(typed, date(2017, 1, 1)).iso == iso
