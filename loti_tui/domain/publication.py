"""When Part 1 of a decision is due on the website, and how long that is (domain rules §4).

Source: the form's own words: on the GLA's website within one working day of approval, unless deferred until a
specific date. The working days are England's: the promise is the GLA's, not a statute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.state import State
from loti_tui.domain.workdays import Calendar, CalendarUnknown, next_working_day, on_or_after


class Stage(StrEnum):
    """Where publication stands."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    TODAY = "today"
    OVERDUE = "overdue"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Countdown:
    """Where publication stands today: `days` are calendar days to (or past) the due day, never negative."""

    stage: Stage
    due: date | None
    days: int
    words: str


def due_on(
    approved: PartialDate | None,
    deferred: bool,
    until: PartialDate | None,
    days_off: frozenset[date] = frozenset(),
) -> date | None:
    """The later of the next working day after approval and, where deferred, the deferral date (moved to the next
    working day if it is not one). None until there is an approval.

    `days_off` are what the board adds to England's bank holidays. Raises `CalendarUnknown` for a year without one.
    """
    if approved is None:
        return None
    first = next_working_day(approved.last, Calendar.ENGLAND, days_off)
    if not deferred or until is None:
        return first
    return max(first, on_or_after(until.last, Calendar.ENGLAND, days_off))


def publication_due(state: State) -> date | None:
    """The day on which Part 1 of the register's decision is due; None where none is recorded or approved.

    Raises `CalendarUnknown`.
    """
    publication, decision = state.publication, state.decision
    if publication is None or decision is None:
        return None
    off = state.days_off[Calendar.ENGLAND]
    return due_on(decision.approved_on, publication.deferred, publication.until, off)


def countdown(state: State, today: date) -> Countdown:
    """The publication of the register's decision, as of `today`, in a few words for the status line."""
    publication, decision = state.publication, state.decision
    if publication is None or decision is None:
        return Countdown(Stage.UNKNOWN, None, 0, "no decision recorded")
    if publication.published_on is not None:
        return Countdown(Stage.PUBLISHED, None, 0, f"published {publication.published_on.short()}")
    try:
        due = publication_due(state)
    except CalendarUnknown:
        return Countdown(Stage.UNKNOWN, None, 0, "publication due: calendar not known for that year")
    if due is None:
        return Countdown(Stage.UNKNOWN, None, 0, "publication not due before approval")
    left = (due - today).days
    if left < 0:
        return Countdown(Stage.OVERDUE, due, -left, f"publication overdue {-left} d")
    if left == 0:
        return Countdown(Stage.TODAY, due, 0, "publication due today")
    return Countdown(Stage.WAITING, due, left, f"publication in {left} d, {day_words(due)}")


REQUEST_DAYS = 20
"""Working days within which a request for information is answered: Freedom of Information Act 2000, s.10(1)."""


def request_due(received: date, days_off: frozenset[date] = frozenset()) -> date:
    """The last day to answer a request that was received on a day: a deferral is no exemption from that.

    The twentieth working day following that of receipt; a bank holiday anywhere in the United Kingdom is no working
    day (s.10(6)). `days_off` are those of the register for `Calendar.ANY_NATION`. Raises `CalendarUnknown`.
    """
    day = received
    for _ in range(REQUEST_DAYS):
        day = next_working_day(day, Calendar.ANY_NATION, days_off)
    return day
