"""Instants, stored in UTC and shown in London."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_tui.domain.moments import london, london_day, read_stamp, stamp
from loti_tui.domain.refused import Refused

_ZONES = st.sampled_from(["UTC", "Europe/London", "America/St_Johns", "Asia/Kathmandu"]).map(zoneinfo.ZoneInfo)
_MOMENTS = st.datetimes(
    datetime.datetime(1900, 1, 2),  # noqa: DTZ001
    datetime.datetime(2199, 12, 30),  # noqa: DTZ001
    timezones=_ZONES,
)


@given(_MOMENTS)
def test_a_moment_comes_back_as_the_same_instant_in_utc(moment: datetime.datetime) -> None:
    back = read_stamp(stamp(moment))
    assert back == moment.astimezone(datetime.UTC)
    assert back.utcoffset() == datetime.timedelta(0)


@given(_MOMENTS, _MOMENTS)
def test_the_order_of_the_texts_is_the_order_of_the_instants(a: datetime.datetime, b: datetime.datetime) -> None:
    a_utc, b_utc = a.astimezone(datetime.UTC), b.astimezone(datetime.UTC)
    assert (stamp(a) < stamp(b)) == (a_utc < b_utc)


def test_a_stamp_always_has_its_microseconds() -> None:
    moment = datetime.datetime(2017, 4, 6, 14, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    assert stamp(moment) == "2017-04-06T13:05:00.000000Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(Refused, match="without a time zone"):
        stamp(datetime.datetime(2017, 4, 6, 14, 5))  # noqa: DTZ001


def test_a_moment_off_the_calendar_is_refused() -> None:
    east = datetime.timezone(datetime.timedelta(hours=5))
    with pytest.raises(Refused, match="outside the calendar"):
        stamp(datetime.datetime(1, 1, 1, tzinfo=east))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2017-04-06",
        "2017-04-06T13:05:00Z",
        "2017-04-06T13:05:00.000Z",
        "2017-04-06 13:05:00.000000Z",
        "2017-04-06T13:05:00.000000",
        "2017-04-06T13:05:00.000000+00:00",
        "2017-04-06T13:05:00.000000Z\n",
        "2017-13-06T13:05:00.000000Z",
        "2017-04-31T13:05:00.000000Z",
        "2017-04-06T25:05:00.000000Z",
    ],
    ids=ascii,
)
def test_only_the_stored_form_is_a_moment(text: str) -> None:
    for read in (read_stamp, london, london_day):
        with pytest.raises(Refused, match="is not a stored moment"):
            read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-04-06T13:05:00.000000Z", "Thu 6 Apr 2017, 14:05"),
        ("2017-01-06T13:05:59.999999Z", "Fri 6 Jan 2017, 13:05"),
        ("2017-06-30T23:30:00.000000Z", "Sat 1 Jul 2017, 00:30"),
        ("2017-03-26T00:59:00.000000Z", "Sun 26 Mar 2017, 00:59"),
        ("2017-03-26T01:00:00.000000Z", "Sun 26 Mar 2017, 02:00"),
        ("2017-10-29T00:30:00.000000Z", "Sun 29 Oct 2017, 01:30"),
        ("2017-10-29T01:30:00.000000Z", "Sun 29 Oct 2017, 01:30"),
    ],
)
def test_a_moment_is_shown_on_the_clock_in_london(text: str, words: str) -> None:
    assert london(text) == words


def test_late_on_a_summer_evening_in_utc_it_is_tomorrow_in_london() -> None:
    day = london_day("2017-06-30T23:30:00.000000Z")
    assert day == datetime.date(2017, 7, 1)
    assert type(day) is datetime.date
    assert london_day("2017-12-31T23:30:00.000000Z") == datetime.date(2017, 12, 31)
