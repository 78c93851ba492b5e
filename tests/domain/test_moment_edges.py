"""Moments are stamped in UTC wherever the machine stands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from loti_tui.domain.moments import read_stamp, stamp
from loti_tui.domain.refused import Refused


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own time is not UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's time zone cannot be set for one program")
    monkeypatch.setenv("TZ", "EST5EDT")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=2))])
def test_a_moment_is_stamped_in_utc_whatever_the_machines_own_time_is(zone: timezone) -> None:
    moment = datetime(2017, 4, 6, 12, tzinfo=UTC).astimezone(zone)
    assert stamp(moment) == "2017-04-06T12:00:00.000000Z"
    assert read_stamp(stamp(moment)) == moment


def test_what_is_no_stamp_is_quoted() -> None:
    with pytest.raises(Refused, match=r"^“noon” is not a stored moment such as 2017-04-06T13:05:00\.000000Z\.$"):
        read_stamp("noon")
