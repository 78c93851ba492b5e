"""Which copies are kept: the ten newest whatever their age, the last one of each of thirty days, and no other."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from loti_tui.domain.retention import DAYS, NEWEST, kept
from tests.examples import share

TODAY = date(2017, 4, 6)
COPIES = st.dictionaries(
    st.integers(1, 200), st.integers(-80, 5).map(lambda days: TODAY + timedelta(days=days)), max_size=60
)
"""Copies by number; their days are in no order, as where a clock was set back, and some are still to come."""


def in_the_month(day: date) -> bool:
    return day > TODAY - timedelta(days=30)


def one_a_day(days: int, a_day: int = 1) -> dict[int, date]:
    """Copies of so many days up to today, oldest first, numbered from 1."""
    told = [TODAY - timedelta(days=back) for back in reversed(range(days)) for _ in range(a_day)]
    return dict(enumerate(told, start=1))


def test_ten_copies_and_thirty_days_are_what_was_promised() -> None:
    assert (NEWEST, DAYS) == (10, 30)


def test_of_no_copies_none_is_kept() -> None:
    assert kept({}, TODAY) == set()


def test_of_many_copies_in_one_day_the_ten_newest_are_kept() -> None:
    assert kept(one_a_day(1, a_day=25), TODAY) == set(range(16, 26))


def test_of_a_copy_a_day_for_a_year_thirty_are_kept() -> None:
    assert kept(one_a_day(365), TODAY) == set(range(336, 366))


def test_the_thirtieth_day_is_kept_and_the_thirty_first_is_not() -> None:
    newest = dict.fromkeys(range(3, 13), TODAY)
    thirtieth, thirty_first = TODAY - timedelta(days=29), TODAY - timedelta(days=30)
    assert kept({1: thirty_first, 2: thirtieth, **newest}, TODAY) == {2, *newest}


def test_of_each_day_the_last_copy_is_kept() -> None:
    last_of_day = set(range(3, 121, 3))
    assert kept(one_a_day(40, a_day=3), TODAY) == {n for n in last_of_day if n > 30} | set(range(111, 121))


def test_ten_old_copies_stay_when_nothing_was_changed_for_years() -> None:
    old = {number: date(2010, 1, number) for number in range(1, 15)}
    assert kept(old, TODAY) == set(range(5, 15))


@settings(max_examples=share(60), deadline=None)
@given(COPIES)
def test_the_ten_with_the_highest_numbers_are_always_kept(copies: dict[int, date]) -> None:
    assert set(sorted(copies)[-10:]) <= kept(copies, TODAY)


@settings(max_examples=share(60), deadline=None)
@given(COPIES)
def test_the_last_of_each_day_of_the_month_is_kept_and_nothing_else(copies: dict[int, date]) -> None:
    found = kept(copies, TODAY)
    for number, day in copies.items():
        among_newest = sum(other > number for other in copies) < 10
        last_of_day = all(other <= number for other, that in copies.items() if that == day)
        assert (number in found) == (among_newest or (last_of_day and in_the_month(day)))


@settings(max_examples=share(60), deadline=None)
@given(COPIES)
def test_keeping_what_is_kept_lets_go_of_nothing_more(copies: dict[int, date]) -> None:
    once = kept(copies, TODAY)
    assert kept({number: copies[number] for number in once}, TODAY) == once


@settings(max_examples=share(60), deadline=None)
@given(st.lists(st.integers(-80, 0), min_size=1, max_size=60))
def test_letting_go_after_each_copy_leaves_what_letting_go_once_would_leave(days: list[int]) -> None:
    """Copies are made one by one and pruned each time: none is missing that a look at all of them would keep."""
    everything = {number: TODAY + timedelta(days=back) for number, back in enumerate(sorted(days), start=1)}
    standing: dict[int, date] = {}
    for number, day in everything.items():
        standing[number] = day
        keep = kept(standing, day)
        assert number in keep
        standing = {one: standing[one] for one in keep}
    assert kept(standing, TODAY) == kept(everything, TODAY)


@settings(max_examples=share(60), deadline=None)
@given(COPIES, st.integers(1, 400))
def test_a_clock_set_back_loses_no_copy_that_would_have_been_kept(copies: dict[int, date], back: int) -> None:
    assert kept(copies, TODAY - timedelta(days=back)) >= kept(copies, TODAY)


@settings(max_examples=share(60), deadline=None)
@given(COPIES)
def test_a_copy_made_by_a_clock_that_was_wrong_is_kept_for_its_number(copies: dict[int, date]) -> None:
    newest = max(copies, default=0) + 1
    for day in (date(1970, 1, 1), date(2099, 12, 31)):
        assert newest in kept({**copies, newest: day}, TODAY)
