"""iCalendar (RFC 5545): deadlines as all-day entries that a calendar program imports.

Importing a newer file again moves the entries that are there instead of doubling them, because an entry's UID
comes from its item and field. The same deadlines on the same day give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event, vText

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.deadlines import Deadline
from loti_tui.domain.text import clean

NAMESPACE = UUID("4913d566-d9bd-41d5-b252-ce898ea7a0f4")
"""What UIDs are made in. Another value would double every entry in every calendar that has imported one."""

PRODUCT = "-//loti-tui//Deadlines of a register//EN"

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Words(vText):
    """Text as RFC 5545 (section 3.3.11) has it, and no line break but an escaped one.

    The library's own text takes the two letters \\N for a line break, and so would lose some of "C:\\NUL".
    """

    def to_ical(self) -> bytes:
        return clean(self, lines=True, limit=sys.maxsize).translate(_ESCAPES).encode()


PRIVATE, PUBLIC = "PRIVATE", "PUBLIC"
"""Who may see the entries (RFC 5545, section 3.8.1.3)."""


def calendar_file(deadlines: Iterable[Deadline], programme: str, today: date, access: str = PRIVATE) -> bytes:
    """The whole file, its lines in at most 75 octets each.

    `programme` is what the calendar is called. `today` is the day that the file tells of: 00:00 UTC of it is the
    moment that each entry is stamped with, by which a calendar program knows the newer of two. `access` is `PRIVATE`
    or `PUBLIC`.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # No METHOD: with one, some calendar programs take the file for an invitation to answer.
    # Not of the standard, but what calendar programs call a calendar by. Escaped as any X- property (section 3.8.8.2).
    calendar.add("x-wr-calname", Words(programme))
    for deadline in deadlines:
        calendar.add_component(event(deadline, programme, today, access))
    content: bytes = calendar.to_ical()
    return content


def uid(deadline: Deadline) -> str:
    """What a calendar program knows the entry by, in this file and in every later one."""
    return str(uuid5(NAMESPACE, deadline.key))


def item_of(deadline: Deadline) -> str:
    """The id of the item that is awaited."""
    return deadline.key.partition("/")[0]


def event(deadline: Deadline, programme: str, today: date, access: str) -> Event:
    """One entry: whole days, and no time of anybody's taken up."""
    made = Event()
    made.add("uid", uid(deadline))
    made.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    made.add("dtstart", deadline.first)
    made.add("dtend", deadline.last + timedelta(days=1))  # the first day that is no longer part of it
    made.add("summary", Words(summary(deadline)))
    made.add("description", Words(description(deadline, programme, today)))
    made.add("class", access)
    made.add("transp", "TRANSPARENT")
    for days in deadline.alarms:
        made.add_component(alarm(deadline, days))
    return made


def alarm(deadline: Deadline, days: int) -> Alarm:
    """A reminder that is shown so many days before."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", Words(summary(deadline)))
    made.add("trigger", timedelta(days=-days))
    return made


def summary(deadline: Deadline) -> str:
    """ "M1 Forecast May 2017: Delivery start": the date too, since a reminder comes on another day."""
    dated = f"{deadline.ref} {deadline.what} {deadline.when.short()}"
    return f"{dated}: {deadline.title}" if deadline.title else dated


def description(deadline: Deadline, programme: str, today: date) -> str:
    """The facts, one a line."""
    lines = [
        programme,
        f"{deadline.what}: {deadline.when.spoken()}",
        f"Status on {PartialDate.of_day(today).spoken()}: {deadline.status}",
    ]
    if deadline.owner:
        lines.append(f"{'Lead' if deadline.kind == 'step' else 'Owner'}: {deadline.owner}")
    return "\n".join(lines)
