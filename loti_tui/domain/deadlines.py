"""What is dated and still awaited: the days, months and quarters that belong in somebody's calendar.

A date keeps the precision that it was recorded with (domain rules §3): what is known to the month lasts the whole
month and has no alarm, since an alarm would need a day that nobody has named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from loti_tui.domain.dates import PartialDate, Precision, is_overdue
from loti_tui.domain.delivery import expected, standing
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Action, Issue, Milestone, Step
from loti_tui.domain.publication import Stage, countdown
from loti_tui.domain.state import State, ref_order

ALARMS: Mapping[str, tuple[int, ...]] = {"publication": (7, 1)}
"""Kind -> how many calendar days before its day somebody is reminded. Publication and the end of a deferral are
promises to the public, and there is something to decide first: a week, for the one who decides."""

ALARM = (1,)
"""The same for every other kind."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date that somebody waits for, from its first day to its last, both included."""

    key: str
    """The item's id and which of its dates: the same in every run and on every computer, however the date moves. A
    step's or a milestone's is `expected`, whether it is a forecast or still the plan."""
    kind: str
    ref: str
    title: str
    what: str
    """The date in a word or two: "Forecast", "Due", "Publication due"."""
    when: PartialDate
    status: str
    """In small letters, as on the day that was asked about: "planned", "overdue"."""
    owner: str | None
    """Who is to see to it: the owner, of a step its lead."""
    alarms: tuple[int, ...]
    """How many calendar days before its day somebody is reminded, the longest first."""

    @property
    def first(self) -> date:
        """The first day that it may be."""
        return self.when.first

    @property
    def last(self) -> date:
        """The last day that it may be; of what is known to the day, that day."""
        return self.when.last


def deadlines(state: State, today: date) -> tuple[Deadline, ...]:
    """Every date that is awaited, by date and then by reference; what is overdue is still awaited.

    Removed items and what is done, dropped, closed or published have none, nor has a publication whose due day
    cannot be known. An alarm that would have rung before `today` is left out.
    """
    found = (one for _, one in _awaited(state, today) if one is not None)
    return tuple(sorted(found, key=lambda one: (one.when, ref_order(one.ref), one.key)))


def undated(state: State, today: date) -> tuple[Item, ...]:
    """The items that something is awaited of, but nobody has said when: they have no entry in `deadlines`."""
    pairs = list(_awaited(state, today))
    with_a_date = {item.id for item, one in pairs if one is not None}
    return tuple({item.id: item for item, _ in pairs if item.id not in with_a_date}.values())


def _awaited(state: State, today: date) -> Iterator[tuple[Item, Deadline | None]]:
    """Each date that is awaited, with its item; None where the date is not known."""
    yield from _publication(state, today)
    if decision := state.decision:
        passed = decision.ends_on is not None and is_overdue(decision.ends_on, today)
        status = "ended" if passed else "not ended"
        yield decision, _dated(decision, "ends_on", "Period ends", decision.ends_on, status, today)
    delivered: tuple[Step | Milestone, ...] = (*state.steps, *state.milestones)
    for item in delivered:
        if item.status in ("planned", "started") and item.actual is None:
            yield item, _delivery(item, today)
    for risk in state.risks:
        if risk.status == "open":
            status = _or_overdue("open", risk.review_on, today)
            yield risk, _dated(risk, "review_on", "Review", risk.review_on, status, today, owner=risk.owner)
    asked_for: tuple[Issue | Action, ...] = (*state.issues, *state.actions)
    for asked in asked_for:
        if asked.status in ("open", "planned", "started"):
            status = _or_overdue(asked.status, asked.due, today)
            yield asked, _dated(asked, "due", "Due", asked.due, status, today, owner=asked.owner)


def _publication(state: State, today: date) -> Iterator[tuple[Item, Deadline | None]]:
    """When Part 1 is due on the website, and the end of its deferral (domain rules §4); nothing once it is published.

    They are two dates: the deferral may end on a day on which nothing can be published, or before the approval.
    """
    publication, decision = state.publication, state.decision
    if publication is None or publication.published_on is not None:
        return
    title = f"{decision.ref} {decision.title_words}".strip() if decision else publication.title_words
    counted = countdown(state, today)
    due = PartialDate.of_day(counted.due) if counted.due else None
    status = "overdue" if counted.stage is Stage.OVERDUE else "not published"
    yield publication, _dated(publication, "due", "Publication due", due, status, today, title=title)
    if publication.deferred:
        until = publication.until
        status = "ended, not published" if until and is_overdue(until, today) else "deferred"
        yield publication, _dated(publication, "until", "Deferred until", until, status, today, title=title)


def _delivery(item: Step | Milestone, today: date) -> Deadline | None:
    """When a step or a milestone is expected: the forecast, else the plan, under the label of that field."""
    planned, owner = ("planned", item.lead) if isinstance(item, Step) else ("baseline", item.owner)
    name = planned if item.forecast is None else "forecast"
    label = KINDS[item.KIND].fields[name].label
    return _dated(item, "expected", label, expected(item), standing(item, today), today, owner=owner)


def _dated(
    item: Item,
    name: str,
    what: str,
    when: PartialDate | None,
    status: str,
    today: date,
    *,
    title: str = "",
    owner: str | None = None,
) -> Deadline | None:
    """The deadline of an item on a date, where there is one."""
    if when is None:
        return None
    return Deadline(
        key=f"{item.id}/{name}",
        kind=item.KIND,
        ref=item.ref,
        title=title or item.title_words,
        what=what,
        when=when,
        status=status,
        owner=owner,
        alarms=_alarms(item.KIND, when, today),
    )


def _alarms(kind: str, when: PartialDate, today: date) -> tuple[int, ...]:
    """How many days before the day somebody is still to be reminded."""
    if when.precision is not Precision.DAY:
        return ()
    return tuple(days for days in ALARMS.get(kind, ALARM) if when.first - timedelta(days) >= today)


def _or_overdue(status: str, when: PartialDate | None, today: date) -> str:
    """The status as recorded, or "overdue" where the date says so."""
    return "overdue" if when is not None and is_overdue(when, today) else status
