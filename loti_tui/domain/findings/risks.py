"""Rules on risks, issues and actions (domain rules §2 and §6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loti_tui.domain.dates import is_overdue
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings.finding import Facts, Found, by, dated, named, ownerless, spoken
from loti_tui.domain.items import Action, Issue, Milestone, Risk
from loti_tui.domain.scoring import Cells, Rag, judge
from loti_tui.domain.text import counted, quoted
from loti_tui.domain.trail import Turn

RED_FOR = 28
"""Days for which a risk may stay red before it is a finding: a board that meets monthly sees it twice. Ours."""

STANDS = ("open", "planned", "started")
"""The statuses of what somebody is still to see to."""


def without_owner(item: Risk, facts: Facts) -> Found:
    """One person answers for each risk."""
    return ownerless(item, facts) if item.status == "open" else iter(())


def owner_is_a_unit(item: Risk | Milestone | Action | Issue, facts: Facts) -> Found:
    """A unit cannot be asked; a person can."""
    if item.owner and item.status in STANDS and facts.is_unit(item.owner):
        yield "owner", f"The owner of {named(item)} is {quoted(item.owner)}: a unit, not a person."


def without_mitigation(item: Risk, facts: Facts) -> Found:
    """Words on the risk, or an action that is meant for it; a risk that is tolerated needs none."""
    if item.status == "open" and not item.mitigation and item.response != "tolerate" and item.id not in facts.meant_for:
        yield "mitigation", f"{named(item)} has no mitigation."


def review_overdue(item: Risk, facts: Facts) -> Found:
    """A risk is looked at again when that was promised."""
    if item.status == "open" and item.review_on and is_overdue(item.review_on, facts.today):
        yield "review_on", f"The review of {named(item)} was due {dated(item.review_on)}."


def recorded_differs(item: Risk, facts: Facts) -> Found:
    """What somebody stated and what the matrix says are two things: the reason tells why."""
    if item.status != "open" or item.rag_recorded is None or item.rag_reason:
        return
    judged = facts.state.judgement(item)
    if judged.differs and judged.recorded and judged.computed:
        yield (
            "rag_recorded",
            f"The recorded RAG of {named(item)} is {judged.recorded.word}, the matrix says {judged.computed.word}, and "
            f"no reason is recorded.",
        )


def not_scored(item: Risk, facts: Facts) -> Found:
    """A risk without a score is in no ranking and in no cell of the matrix."""
    if item.status != "open" or (item.probability and item.impact):
        return
    missing = [name for name in ("probability", "impact") if getattr(item, name) is None]
    words = f"its {missing[0]} is not" if len(missing) == 1 else "neither its probability nor its impact is"
    yield missing[0], f"{named(item)} is not scored: {words} recorded."


def lowered_without_mitigation(item: Risk, facts: Facts) -> Found:
    """A score that falls has a cause; where the mitigation stayed as it was, it is worth asking for it.

    What is typed on one day is one judgement: probability and impact are two keys, and a slip is put right at once.
    """
    if item.status != "open" or not item.probability or not item.impact:
        return
    scored = facts.trail.of_item(item.id, "probability", "impact")
    if not scored:
        return
    day = facts.day_of(scored[-1].at)
    earlier = [turn for turn in scored if facts.day_of(turn.at) < day]
    was: dict[str, Plain] = {"probability": item.probability, "impact": item.impact}
    for turn in reversed(scored[len(earlier) :]):
        was[turn.field] = turn.old
    old, new = product(was), item.probability * item.impact
    if old is not None and new < old and not eased(item, facts, earlier[-1:]):
        yield (
            "mitigation",
            f"The score of {named(item)} was lowered from {old} to {new} on {spoken(day)}, and its "
            f"mitigation is as it was.",
        )


def red_for_long(item: Risk, facts: Facts) -> Found:
    """A red risk that nobody moves is one that the board has got used to."""
    if item.status != "open" or facts.state.judgement(item).rag is not Rag.RED:
        return
    since = red_since(item, facts)
    days = (facts.today - since).days if since else 0
    if since and days >= RED_FOR:
        yield (
            "probability",
            f"{named(item)} has been Red for {counted(days, 'day')}, since {spoken(since)}.",
        )


# -- actions and issues ----------------------------------------------------------------------------------------------


def action_overdue(item: Action, facts: Facts) -> Found:
    """What a meeting asked for was due."""
    if item.status in STANDS and item.due and is_overdue(item.due, facts.today):
        yield "due", f"{named(item)} was due {dated(item.due)}."


def action_without_owner(item: Action, facts: Facts) -> Found:
    """What nobody is asked to do is not done."""
    return ownerless(item, facts) if item.status in STANDS else iter(())


def issue_overdue(item: Issue, facts: Facts) -> Found:
    """An issue was to be dealt with by then."""
    if item.status == "open" and item.due and is_overdue(item.due, facts.today):
        yield "due", f"{named(item)} was to be dealt with {by(item.due)}."


def issue_without_owner(item: Issue, facts: Facts) -> Found:
    """Somebody deals with each issue."""
    return ownerless(item, facts) if item.status == "open" else iter(())


# -- what they share -------------------------------------------------------------------------------------------------


def product(scores: dict[str, Plain]) -> int | None:
    """The score of a probability and an impact; None where either was not recorded."""
    probability, impact = scores["probability"], scores["impact"]
    return probability * impact if isinstance(probability, int) and isinstance(impact, int) else None


def eased(item: Risk, facts: Facts, scored_before: Sequence[Turn]) -> bool:
    """Whether something was done about a risk since it was scored before: other words, or an action that is done."""
    since = scored_before[-1].at if scored_before else ""
    if any(turn.at > since for turn in facts.trail.of_item(item.id, "mitigation")):
        return True
    day = facts.day_of(since) if since else date.min
    done = (one for one in facts.meant_for.get(item.id, ()) if one.status == "done")
    return any(one.done_on is None or one.done_on.last >= day for one in done)


def red_since(item: Risk, facts: Facts) -> date | None:
    """The day since which a risk that is red now has been so, each day under its own matrix.

    At most since it is in the register: what it was before, nobody knows. None where that day is not known.
    """
    if item.id not in facts.trail.added:
        return None
    added = facts.day_of(facts.trail.added[item.id])
    values: dict[str, Plain] = {name: getattr(item, name) for name in ("probability", "impact", "rag_recorded")}
    turns = list(facts.trail.of_item(item.id, *values))
    days = {facts.day_of(turn.at) for turn in turns}.union(facts.matrix_days)
    for day in sorted((day for day in days if day > added), reverse=True):
        while turns and facts.day_of(turns[-1].at) >= day:
            turn = turns.pop()
            values[turn.field] = turn.old
        if rag_of(values, facts.cells_before(day)) is not Rag.RED:
            return day
    return added


def rag_of(values: dict[str, Plain], cells: Cells) -> Rag | None:
    """The RAG that a risk with these values has under a matrix of these cells."""
    probability, impact, recorded = values["probability"], values["impact"], values["rag_recorded"]
    scores = (probability if isinstance(probability, int) else None), (impact if isinstance(impact, int) else None)
    return judge(*scores, str(recorded) if recorded else None, cells).rag
