"""Working days that are counted backwards."""

from __future__ import annotations

from datetime import date

from loti_tui.domain.workdays import Calendar, working_days_between

MONDAY, FRIDAY = date(2017, 4, 3), date(2017, 4, 7)


def test_a_day_off_of_ones_own_is_left_out_in_both_directions() -> None:
    own = frozenset({date(2017, 4, 5)})
    assert working_days_between(MONDAY, FRIDAY, Calendar.ENGLAND, own) == 3
    assert working_days_between(FRIDAY, MONDAY, Calendar.ENGLAND, own) == -3
