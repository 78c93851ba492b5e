"""Rules on the publication of Part 1 and on Part 2 (domain rules §4 and §6)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from loti_tui.domain.changes import Act
from loti_tui.domain.dates import PartialDate, Relation, day_words, days_left, relation
from loti_tui.domain.delivery import expected
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings.finding import Facts, Found, named
from loti_tui.domain.items import Publication, Step
from loti_tui.domain.publication import publication_due
from loti_tui.domain.text import counted
from loti_tui.domain.workdays import Calendar, CalendarUnknown, working_days_between

SOON = 5
"""Working days within which a coming date is told (domain rules §6)."""


def without_date(item: Publication, facts: Facts) -> Found:
    """The form asks until what date Part 1 is deferred: a deferral without one has no end."""
    if item.deferred and item.until is None and item.published_on is None:
        yield "until", "Publication is deferred and no date is recorded until when."


def without_reason(item: Publication, facts: Facts) -> Found:
    """The form asks for the reason of a deferral."""
    if item.deferred and not item.reason and item.published_on is None:
        yield "reason", "Publication is deferred and no reason is recorded."


def before_approval(item: Publication, facts: Facts) -> Found:
    """A deferral that is over before the decision is approved defers nothing."""
    decision = facts.state.decision
    approved = decision.approved_on if decision else None
    if item.deferred and item.until and approved and relation(item.until, approved) is Relation.BEFORE:
        yield (
            "until",
            f"Publication is deferred until {item.until.spoken()}, {before(item.until, approved)} the decision was "
            f"approved on {approved.spoken()}: the deferral ended before it began.",
        )


def before_procurement(item: Publication, facts: Facts) -> Found:
    """A deferral that waits for a step should not end before that step."""
    step = facts.state.items.get(item.waits_for or "")
    if not isinstance(step, Step) or step.removed or not item.deferred or item.until is None:
        return
    when = expected(step)
    if when is not None and relation(item.until, when) is Relation.BEFORE:
        yield (
            "until",
            f"Publication is deferred until {item.until.spoken()}, but it waits for {named(step)}, "
            f"{when.spoken()}: the deferral ends before its own reason does.",
        )


def ends_soon(item: Publication, facts: Facts) -> Found:
    """When the date comes, the question is whether this may now be published; nothing happens by itself."""
    if not item.deferred or item.until is None or item.published_on is not None:
        return
    left = days_left(item.until, facts.today)
    if left < 0 or not soon(facts, item.until):
        return
    when = "today" if left == 0 else f"in {counted(left, 'day')}"
    yield "until", f"The deferral of publication ends {when}, on {day_words(item.until.last)}."


def due_soon(item: Publication, facts: Facts) -> Found:
    """Publication is due within a few working days."""
    due = due_day(item, facts)
    if due is None or due < facts.today or not soon(facts, PartialDate.of_day(due)):
        return
    left = (due - facts.today).days
    when = "today" if left == 0 else f"in {counted(left, 'day')}"
    yield "published_on", f"Publication of Part 1 is due {when}, on {day_words(due)}."


def overdue(item: Publication, facts: Facts) -> Found:
    """The GLA's promise: within one working day of approval, or when the deferral ends."""
    due = due_day(item, facts)
    if due is not None and due < facts.today:
        late = counted((facts.today - due).days, "day")
        yield "published_on", f"Publication of Part 1 is overdue by {late}: it was due on {day_words(due)}."


def calendar_unknown(item: Publication, facts: Facts) -> Found:
    """No working day is guessed for a year whose bank holidays are not known."""
    if item.published_on is None:
        try:
            publication_due(facts.state)
        except CalendarUnknown as unknown:
            yield "until", f"When publication is due cannot be told. {unknown.sentence}"


def published_early(item: Publication, facts: Facts) -> Found:
    """Published while the deferral still ran, or before the decision was approved."""
    on, approved = item.published_on, facts.state.decision.approved_on if facts.state.decision else None
    if on is None:
        return
    if item.deferred and item.until and relation(on, item.until) is Relation.BEFORE:
        yield (
            "published_on",
            f"Part 1 was published on {on.spoken()}, while it was deferred until {item.until.spoken()}.",
        )
    if approved and relation(on, approved) is Relation.BEFORE:
        yield (
            "published_on",
            f"Part 1 was published on {on.spoken()}, before the decision was approved on {approved.spoken()}.",
        )


def extended_again(item: Publication, facts: Facts) -> Found:
    """Deferrals are to be as short as strictly necessary: more than one extension is worth a look."""
    dates: list[Plain] = []
    for entry in facts.state.deferrals:
        if entry.item != item.id:
            continue
        if entry.act == Act.UNDO:
            del dates[-1:]
        else:
            dates.append(entry.new)
    later = sum(bool(a and b and str(b) > str(a)) for a, b in pairwise(dates))
    if later > 1 and item.deferred and item.published_on is None:
        yield "until", f"The deferral of publication has been extended {later} times."


def part2_without_basis(item: Publication, facts: Facts) -> Found:
    """Part 2 holds exempt facts only, and the form asks for the legal basis."""
    if item.part2 and not item.part2_basis:
        yield "part2_basis", "There is a Part 2 and no legal basis is recorded for what it withholds."


def part2_review_overdue(item: Publication, facts: Facts) -> Found:
    """What is exempt today need not be exempt for good."""
    review = item.part2_review_on
    if item.part2 and review and review.last < facts.today:
        yield "part2_review_on", f"The review of Part 2 was due on {review.spoken()}."


def exemption_not_recorded(item: Publication, facts: Facts) -> Found:
    """A deferral is not itself an exemption: a request for the information is answered under the Act meanwhile."""
    if item.deferred and item.exemption is None and item.published_on is None:
        yield "exemption", "No exemption of the Freedom of Information Act is recorded for the deferral to rely on."


# -- what they share -------------------------------------------------------------------------------------------------


def due_day(item: Publication, facts: Facts) -> date | None:
    """The day on which Part 1 is due, where that can be told and it is not published."""
    if item.published_on is not None:
        return None
    try:
        return publication_due(facts.state)
    except CalendarUnknown:
        return None


def soon(facts: Facts, when: PartialDate) -> bool:
    """Whether a coming day is within `SOON` working days; by the week where the calendar is not known."""
    try:
        off = facts.state.days_off[Calendar.ENGLAND]
        return working_days_between(facts.today, when.last, Calendar.ENGLAND, off) <= SOON
    except CalendarUnknown:
        return days_left(when, facts.today) <= 7


def before(one: PartialDate, other: PartialDate) -> str:
    """ "4 days before"; "before" where the precisions do not tell."""
    if one.first == one.last and other.first == other.last:
        return f"{counted((other.first - one.first).days, 'day')} before"
    return "before"
