"""Rules on the milestones of delivery (domain rules §6)."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.dates import Relation, days_left, relation
from loti_tui.domain.delivery import expected, late, slip
from loti_tui.domain.findings.finding import Facts, Found, dated, named, ownerless, spoken, timed
from loti_tui.domain.items import Milestone, Step
from loti_tui.domain.procuring import is_done
from loti_tui.domain.text import counted

GOING = ("planned", "started")


def overdue(item: Milestone, facts: Facts) -> Found:
    """Its date has passed and it is not complete."""
    when = expected(item)
    if when and late(item, facts.today):
        days = counted(-days_left(when, facts.today), "day")
        yield "forecast", f"{named(item)} is overdue by {days}: it was expected {dated(when)}."


def still_to_come(item: Milestone | Step, facts: Facts) -> Found:
    """What is recorded as done on a day to come has not happened, and nothing reminds of it any more."""
    if item.actual and item.status != "dropped" and item.actual.first > facts.today:
        yield "actual", f"{named(item)} is recorded as done {dated(item.actual)}, which is still to come."


def slipped(item: Milestone, facts: Facts) -> Found:
    """Expected later than the approved plan: how much, and since when."""
    if not going(item) or item.forecast is None or item.baseline is None:
        return
    moved = slip(item)
    if moved.direction != 1:
        return
    turns = facts.trail.of_item(item.id, "forecast")
    since = spoken(facts.day_of(turns[-1].at)) if turns else ""
    told = f"has been expected {dated(item.forecast)} since {since}" if since else f"is expected {dated(item.forecast)}"
    by = "" if moved.words == "later" else f"{moved.words.removeprefix('+')} "
    yield "forecast", f"{named(item)} {told}, {by}after its baseline of {item.baseline.spoken()}."


def depends_on_later(item: Milestone, facts: Facts) -> Found:
    """Nothing is finished before what it depends on."""
    mine = expected(item)
    if mine is None or item.status == "dropped" or (is_done(item) and item.actual is None):
        return
    for other in unfinished(item, facts):
        theirs = expected(other)
        # Of the contract, the rule of the gate tells it.
        if theirs and other is not facts.contract and relation(mine, theirs) is Relation.BEFORE:
            yield (
                "depends_on",
                f"{named(item)} {timed(item)}, before {named(other)}, which {timed(other)} and on which it depends.",
                other.id,
            )


def depends_on_removed(item: Milestone, facts: Facts) -> Found:
    """What it depends on was removed or dropped."""
    if not going(item):
        return
    for one in dict.fromkeys(item.depends_on):
        other = facts.state.items.get(one)
        if isinstance(other, Milestone | Step) and (other.removed or other.status == "dropped"):
            gone = "removed" if other.removed else "dropped"
            yield "depends_on", f"{named(item)} depends on {named(other)}, which was {gone}.", other.id


def cannot_be_told_apart(item: Milestone, facts: Facts) -> Found:
    """Two dates that are known to the month may be in either order: that is said, not guessed."""
    mine = expected(item)
    if mine is None or not going(item):
        return
    for other in unfinished(item, facts):
        theirs = expected(other)
        if theirs and relation(mine, theirs) is Relation.CANNOT_TELL:
            yield (
                "forecast",
                f"Whether {named(item)}, {mine.spoken()}, comes after {named(other)}, {theirs.spoken()}, cannot be "
                f"told from these dates.",
                other.id,
            )


def without_baseline(item: Milestone, facts: Facts) -> Found:
    """Without an approved plan there is nothing to be late against."""
    if item.baseline is None and going(item):
        yield "baseline", f"{named(item)} has no baseline."


def without_owner(item: Milestone, facts: Facts) -> Found:
    """Somebody answers for each milestone."""
    return ownerless(item, facts) if going(item) else iter(())


# -- what they share -------------------------------------------------------------------------------------------------


def going(item: Milestone) -> bool:
    """Whether it is still to be reached."""
    return item.status in GOING and item.actual is None


def unfinished(item: Milestone, facts: Facts) -> Iterator[Milestone | Step]:
    """What it depends on and is still to come, each once."""
    for one in dict.fromkeys(item.depends_on):
        other = facts.state.items.get(one)
        if not isinstance(other, Milestone | Step) or other is item or other.removed:
            continue
        if other.status != "dropped" and not is_done(other):
            yield other
