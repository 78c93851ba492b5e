"""Instants: stored in UTC as text of one width, shown in Europe/London.

The text is `YYYY-MM-DDTHH:MM:SS.ffffffZ`, so that the order of the texts is the order of the instants on
every database. The screen's clock is local civil time: 23:30 UTC in June is the next day in London.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING

from loti_tui.domain.dates import day_words
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted

if TYPE_CHECKING:
    import pendulum

LONDON = "Europe/London"

_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


def stamp(moment: datetime.datetime) -> str:
    """The stored text of an instant, in UTC to the microsecond.

    Raises `Refused` for a moment without a zone: it would be a guess which instant that is.
    """
    if moment.utcoffset() is None:
        raise Refused(f"A moment without a time zone cannot be stored: {moment.isoformat()}.")
    try:
        in_utc = moment.astimezone(datetime.UTC)
    except OverflowError:
        raise Refused(f"That moment is outside the calendar in UTC: {moment.isoformat()}.") from None
    return in_utc.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def read_stamp(text: str) -> datetime.datetime:
    """The instant of a stored text, aware and in UTC; raises `Refused` for any other form."""
    if _STAMP.fullmatch(text):
        try:
            return datetime.datetime.fromisoformat(text)
        except ValueError:
            pass  # the form is right but the month, the day or the hour is not
    raise Refused(f"{quoted(text)} is not a stored moment such as 2017-04-06T13:05:00.000000Z.")


@functools.cache  # else the zone's file is read for each moment of a long history
def _zone() -> pendulum.Timezone:
    import pendulum

    return pendulum.timezone(LONDON)


def _in_london(text: str) -> pendulum.DateTime:
    # Inside, so that the first painted frame does not wait for it.
    import pendulum

    return pendulum.instance(read_stamp(text)).in_timezone(_zone())


def london(text: str) -> str:
    """A stored moment as a person in London says it: "Thu 6 Apr 2017, 14:05". Raises `Refused`."""
    local = _in_london(text)
    return f"{day_words(local)}, {local.hour:02}:{local.minute:02}"


def london_day(text: str) -> datetime.date:
    """The day in London on which a stored moment fell. Raises `Refused`."""
    local = _in_london(text)
    return datetime.date(local.year, local.month, local.day)


def london_stamp(day: datetime.date, clock: str) -> str:
    """The stored text of a moment on a day in London; `clock` is such as "14:05". Raises `Refused`."""
    import pendulum

    try:
        hour, minute = map(int, clock.split(":"))
        return stamp(pendulum.datetime(day.year, day.month, day.day, hour, minute, tz=_zone()))
    except ValueError:
        raise Refused(f"{quoted(clock)} is no time of day such as 14:05.") from None


def end_of_day(day: datetime.date) -> str:
    """The stored text of the last instant of a day in London."""
    import pendulum

    return stamp(pendulum.datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tz=_zone()))
