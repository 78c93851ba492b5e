"""Rules on the publication of Part 1 and on Part 2 (domain rules §4 and §6)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from loti_tui.domain.changes import Act
from loti_tui.domain.dates import Relation, day_words, is_overdue, relation
from loti_tui.domain.delivery import expected
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings.finding import Facts, Found, dated, gap, named, timed
from loti_tui.domain.items import Publication, Step
from loti_tui.domain.procuring import is_done
from loti_tui.domain.publication import publication_due
from loti_tui.domain.text import counted
from loti_tui.domain.workdays import Calendar, CalendarUnknown, next_working_day

SOON = 5
"""Working days within which a coming date is told (domain rules §6)."""


def without_date(item: Publication, facts: Facts) -> Found:
    """The form asks until what date Part 1 is deferred: a deferral without one has no end."""
    if waiting(item) and item.until is None:
        yield "until", "Publication is deferred and no date is recorded until when."


def without_reason(item: Publication, facts: Facts) -> Found:
    """The form asks for the reason of a deferral."""
    if waiting(item) and not item.reason:
        yield "reason", "Publication is deferred and no reason is recorded."


def before_approval(item: Publication, facts: Facts) -> Found:
    """A deferral that is over before the decision is approved defers nothing."""
    decision = facts.state.decision
    approved = decision.approved_on if decision else None
    if waiting(item) and item.until and approved and relation(item.until, approved) is Relation.BEFORE:
        yield (
            "until",
            f"Publication is deferred until {item.until.spoken()}, {gap(item.until, approved)} the approval "
            f"{dated(approved)}: the deferral is over before it can begin.",
        )


def before_procurement(item: Publication, facts: Facts) -> Found:
    """A deferral that waits for a step should not end before that step."""
    step = still_awaited(item, facts, Relation.BEFORE)
    if step is not None and item.until is not None:
        yield (
            "until",
            f"Publication is deferred until {item.until.spoken()} and waits for {named(step)}, which {timed(step)}: "
            f"the deferral ends before its own reason does.",
        )


def cannot_be_told_apart(item: Publication, facts: Facts) -> Found:
    """A step that is known to the month may come before or after the day on which the deferral ends."""
    step = still_awaited(item, facts, Relation.CANNOT_TELL)
    if step is not None and item.until is not None:
        yield (
            "until",
            f"Whether the deferral, until {item.until.spoken()}, lasts until {named(step)}, which {timed(step)}, "
            f"cannot be told from these dates.",
        )


def no_longer_needed(item: Publication, facts: Facts) -> Found:
    """A deferral is to be as short as strictly necessary: what it waits for has happened, or is not to happen."""
    step = waits_for(item, facts)
    if step is None or item.until is None or is_overdue(item.until, facts.today):
        return
    became = "was removed" if step.removed else "was dropped" if step.status == "dropped" else ""
    if not became and is_done(step):
        became = timed(step) if step.actual else "is done"
    if became:
        yield (
            "until",
            f"Publication is deferred until {item.until.spoken()}, and what it waits for, {named(step)}, {became}.",
        )


def ends_soon(item: Publication, facts: Facts) -> Found:
    """When the date comes, the question is whether this may now be published; nothing happens by itself."""
    until = item.until
    if not waiting(item) or until is None or is_overdue(until, facts.today) or not soon(facts, until.last):
        return
    due = due_day(item, facts)
    if due is None or not soon(facts, due):  # else `due_soon` tells both days at once
        yield "until", f"The deferral of publication ends {ahead(until.last, facts)}."


def due_soon(item: Publication, facts: Facts) -> Found:
    """Publication is due within a few working days."""
    due = due_day(item, facts)
    if due is None or due < facts.today or not soon(facts, due):
        return
    until = item.until.last if waiting(item) and item.until and not is_overdue(item.until, facts.today) else None
    why = ""
    if until is not None:
        why = ", when its deferral ends" if until == due else f"; its deferral ends on {day_words(until)}"
    yield "published_on", f"Publication of Part 1 is due {ahead(due, facts)}{why}."


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
    on, decision = item.published_on, facts.state.decision
    if on is None:
        return
    if item.deferred and item.until and relation(on, item.until) is Relation.BEFORE:
        yield (
            "published_on",
            f"Part 1 was published {dated(on)}, while it was deferred until {item.until.spoken()}.",
        )
    if decision and decision.approved_on and relation(on, decision.approved_on) is Relation.BEFORE:
        yield (
            "published_on",
            f"Part 1 was published {dated(on)}, before the decision was approved {dated(decision.approved_on)}.",
            decision.id,
        )


def still_to_come(item: Publication, facts: Facts) -> Found:
    """What is recorded as done on a day to come has not happened, and nothing reminds of it any more."""
    if item.published_on and item.published_on.first > facts.today:
        yield "published_on", f"Part 1 is recorded as published {dated(item.published_on)}, which is still to come."


def extended_again(item: Publication, facts: Facts) -> Found:
    """Deferrals are to be as short as strictly necessary: more than one extension is worth a look."""
    times = extensions(item, facts)
    if times > 1 and waiting(item):
        yield "until", f"The deferral of publication has been extended {counted(times, 'time')}."


def part2_without_basis(item: Publication, facts: Facts) -> Found:
    """Part 2 holds exempt facts only, and the form asks for the legal basis."""
    if item.part2 and not item.part2_basis:
        yield "part2_basis", "There is a Part 2 and no legal basis is recorded for what it withholds."


def part2_review_overdue(item: Publication, facts: Facts) -> Found:
    """What is exempt today need not be exempt for good."""
    if item.part2 and item.part2_review_on and is_overdue(item.part2_review_on, facts.today):
        yield "part2_review_on", f"The review of Part 2 was due {dated(item.part2_review_on)}."


def exemption_not_recorded(item: Publication, facts: Facts) -> Found:
    """A deferral is not itself an exemption: a request for the information is answered under the Act meanwhile."""
    if waiting(item) and item.exemption is None:
        yield "exemption", "No exemption of the Freedom of Information Act is recorded for the deferral to rely on."


# -- what they share -------------------------------------------------------------------------------------------------


def waiting(item: Publication) -> bool:
    """Whether Part 1 is deferred and not published. Once it is published, there is nothing left to mend."""
    return item.deferred and item.published_on is None


def waits_for(item: Publication, facts: Facts) -> Step | None:
    """The step for which a deferral waits, removed and dropped ones among them; None where Part 1 waits for none."""
    step = facts.state.items.get(item.waits_for or "")
    return step if isinstance(step, Step) and waiting(item) else None


def still_awaited(item: Publication, facts: Facts, how: Relation) -> Step | None:
    """The step that a deferral waits for and that is yet to come, where the deferral's end stands so to its date."""
    step = waits_for(item, facts)
    if step is None or item.until is None or step.removed or step.status == "dropped" or is_done(step):
        return None
    when = expected(step)
    return step if when is not None and relation(item.until, when) is how else None


def due_day(item: Publication, facts: Facts) -> date | None:
    """The day on which Part 1 is due, where that can be told and it is not published."""
    if item.published_on is not None:
        return None
    try:
        return publication_due(facts.state)
    except CalendarUnknown:
        return None


def soon(facts: Facts, when: date) -> bool:
    """Whether a coming day is within `SOON` working days; by the week where the calendar is not known."""
    off, day = facts.state.days_off[Calendar.ENGLAND], facts.today
    try:
        for _ in range(SOON + 1):
            day = next_working_day(day, Calendar.ENGLAND, off)
    except CalendarUnknown:
        return (when - facts.today).days <= 7
    return when < day


def ahead(day: date, facts: Facts) -> str:
    """ "today, on Wed 5 Apr 2017", "in 7 days, on Fri 31 Mar 2017"."""
    left = (day - facts.today).days
    when = "today" if left == 0 else f"in {counted(left, 'day')}"
    return f"{when}, on {day_words(day)}"


def extensions(item: Publication, facts: Facts) -> int:
    """How often the day until which Part 1 is deferred was put off to a later one, without what was undone."""
    days: list[Plain] = []
    for entry in facts.state.deferrals:
        if entry.item != item.id:
            continue
        before = days[-2] if len(days) > 1 else None
        if entry.act == Act.UNDO and days and (days[-1], before) == (entry.old, entry.new):
            days.pop()
        else:
            days.append(entry.new)
    known = [str(day) for day in days if day]
    return sum(later > earlier for earlier, later in pairwise(known))
