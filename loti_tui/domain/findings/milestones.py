"""Rules on the milestones of delivery (domain rules §6)."""

from __future__ import annotations

from loti_tui.domain.dates import PartialDate, Relation, days_left, relation
from loti_tui.domain.delivery import expected, late, slip
from loti_tui.domain.findings.finding import Facts, Found, named
from loti_tui.domain.items import Milestone, Step
from loti_tui.domain.moments import london_day
from loti_tui.domain.text import counted

GOING = ("planned", "started")


def overdue(item: Milestone, facts: Facts) -> Found:
    """Its date has passed and it is not complete."""
    when = expected(item)
    if when and late(item, facts.today):
        days = counted(-days_left(when, facts.today), "day")
        yield "forecast", f"{named(item)} is overdue by {days}: it was expected {when.spoken()}."


def slipped(item: Milestone, facts: Facts) -> Found:
    """Expected later than the approved plan: how much, and since when."""
    moved = slip(item)
    if item.status not in GOING or moved.direction != 1 or item.baseline is None:
        return
    when = expected(item)
    turns = facts.trail.of_item(item.id, "forecast")
    since = f", since {PartialDate.of_day(london_day(turns[-1].at)).spoken()}" if turns else ""
    by = moved.words.removeprefix("+")
    told = f"{by} after its baseline" if by != "later" else "after its baseline"
    yield (
        "forecast",
        f"{named(item)} is expected {when.spoken() if when else ''}, {told} of {item.baseline.spoken()}{since}.",
    )


def depends_on_later(item: Milestone, facts: Facts) -> Found:
    """Nothing is finished before what it depends on."""
    mine = expected(item)
    for other in linked(item, facts):
        theirs = expected(other)
        if mine and theirs and item.status != "dropped" and relation(mine, theirs) is Relation.BEFORE:
            yield (
                "depends_on",
                f"{named(item)} is expected {mine.spoken()}, before {named(other)}, {theirs.spoken()}, "
                f"on which it depends.",
                other.id,
            )


def depends_on_removed(item: Milestone, facts: Facts) -> Found:
    """What it depends on was removed or dropped."""
    for one in item.depends_on:
        other = facts.state.items.get(one)
        if isinstance(other, Milestone | Step) and item.status in GOING:
            gone = "removed" if other.removed else "dropped" if other.status == "dropped" else ""
            if gone:
                yield "depends_on", f"{named(item)} depends on {named(other)}, which was {gone}.", other.id


def cannot_be_told_apart(item: Milestone, facts: Facts) -> Found:
    """Two dates that are known to the month may be in either order: that is said, not guessed."""
    mine = expected(item)
    for other in linked(item, facts):
        theirs = expected(other)
        if not mine or not theirs or item.status not in GOING or other.actual:
            continue
        if relation(mine, theirs) is Relation.CANNOT_TELL:
            yield (
                "forecast",
                f"Whether {named(item)}, {mine.spoken()}, comes after {named(other)}, {theirs.spoken()}, cannot be "
                f"told from these dates.",
                other.id,
            )


def without_baseline(item: Milestone, facts: Facts) -> Found:
    """Without an approved plan there is nothing to be late against."""
    if item.baseline is None and item.status in GOING:
        yield "baseline", f"{named(item)} has no baseline."


def without_owner(item: Milestone, facts: Facts) -> Found:
    """Somebody answers for each milestone."""
    if not item.owner and item.status in GOING:
        yield "owner", f"{named(item)} has no owner."


def linked(item: Milestone, facts: Facts) -> list[Milestone | Step]:
    """What it depends on, as far as that stands."""
    found = (facts.state.items.get(one) for one in item.depends_on)
    return [one for one in found if isinstance(one, Milestone | Step) and not one.removed and one.status != "dropped"]
