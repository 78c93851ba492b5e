"""Which copies of a register are kept: the newest ones, and for a month the last one of each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

NEWEST = 10
"""Copies that are kept whatever their age."""
DAYS = 30
"""Days, today among them, of each of which the last copy is kept."""


def kept(copies: Mapping[int, date], today: date) -> set[int]:
    """Of copies by number (a later one has a higher number) and the day of each: the numbers to keep.

    A clock that was wrong for a while costs no copy: what is dated after today is kept like today's.
    """
    numbers = sorted(copies)
    last_of_day = {copies[number]: number for number in numbers}
    oldest = today - timedelta(days=DAYS - 1)
    return {*numbers[-NEWEST:], *(number for day, number in last_of_day.items() if day >= oldest)}
