"""Rules on risks, issues and actions (domain rules §2 and §6)."""

from __future__ import annotations

from datetime import date

from loti_tui.domain.dates import PartialDate, is_overdue
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings.finding import Facts, Found, named
from loti_tui.domain.items import Action, Issue, Milestone, Risk
from loti_tui.domain.moments import london_day
from loti_tui.domain.scoring import Rag, judge
from loti_tui.domain.text import counted, quoted

RED_FOR = 28
"""Days for which a risk may stay red before it is a finding: a board that meets monthly sees it twice. Ours."""


def without_owner(item: Risk, facts: Facts) -> Found:
    """One person answers for each risk."""
    if item.status == "open" and not item.owner:
        yield "owner", f"{item.ref} has no owner."


def owner_is_a_unit(item: Risk | Milestone | Action | Issue, facts: Facts) -> Found:
    """A unit cannot be asked; a person can."""
    if item.owner and item.status in ("open", "planned", "started") and facts.is_unit(item.owner):
        yield "owner", f"The owner of {item.ref} is {quoted(item.owner)}: a unit, not a person."


def without_mitigation(item: Risk, facts: Facts) -> Found:
    """Words on the risk, or an action that is meant for it; a risk that is tolerated needs none."""
    if item.status == "open" and not item.mitigation and item.response != "tolerate" and item.id not in facts.mitigated:
        yield "mitigation", f"{item.ref} has no mitigation."


def review_overdue(item: Risk, facts: Facts) -> Found:
    """A risk is looked at again when that was promised."""
    if item.status == "open" and item.review_on and is_overdue(item.review_on, facts.today):
        yield "review_on", f"The review of {item.ref} was due {item.review_on.spoken()}."


def recorded_differs(item: Risk, facts: Facts) -> Found:
    """What somebody stated and what the matrix says are two things: the reason tells why."""
    if item.status != "open" or item.rag_recorded is None or item.rag_reason:
        return
    judged = facts.state.judgement(item)
    if judged.differs and judged.recorded and judged.computed:
        yield (
            "rag_recorded",
            f"The recorded RAG of {item.ref} is {judged.recorded.word}, the matrix says {judged.computed.word}, and no "
            f"reason is recorded.",
        )


def not_scored(item: Risk, facts: Facts) -> Found:
    """A risk without a score is in no ranking and in no cell of the matrix."""
    if item.status == "open" and (item.probability is None or item.impact is None):
        missing = [
            word for word, score in (("probability", item.probability), ("impact", item.impact)) if score is None
        ]
        yield missing[0], f"{item.ref} is not scored: no {' and no '.join(missing)} is recorded."


def lowered_without_mitigation(item: Risk, facts: Facts) -> Found:
    """A score that falls has a cause; where the mitigation stayed as it was, it is worth asking for it."""
    turns = facts.trail.of_item(item.id, "probability", "impact")
    if item.status != "open" or not turns or item.probability is None or item.impact is None:
        return
    last = turns[-1].batch
    was = {"probability": item.probability, "impact": item.impact} | {t.field: t.old for t in turns if t.batch == last}
    before = was["probability"], was["impact"]
    if not all(isinstance(one, int) for one in before):
        return
    old, new = int(str(before[0])) * int(str(before[1])), item.probability * item.impact
    eased = any(turn.at >= turns[-1].at for turn in facts.trail.of_item(item.id, "mitigation"))
    if new < old and not eased:
        yield "mitigation", f"The score of {item.ref} was lowered from {old} to {new} and its mitigation is as it was."


def red_for_long(item: Risk, facts: Facts) -> Found:
    """A red risk that nobody moves is one that the board has got used to."""
    if item.status != "open" or facts.state.judgement(item).rag is not Rag.RED:
        return
    since = red_since(item, facts)
    days = (facts.today - since).days if since else 0
    if since and days >= RED_FOR:
        yield (
            "probability",
            f"{item.ref} has been Red for {counted(days, 'day')}, since {PartialDate.of_day(since).spoken()}.",
        )


def red_since(item: Risk, facts: Facts) -> date | None:
    """The day since which a risk that is red now has been so, under the matrix in force; None where it is not known."""
    matrix = facts.state.matrix
    in_force = matrix.effective_on.first if matrix and matrix.effective_on else None
    values: dict[str, Plain] = {name: getattr(item, name) for name in ("probability", "impact", "rag_recorded")}
    turns = facts.trail.of_item(item.id, *values)
    for place in range(len(turns) - 1, -1, -1):
        turn = turns[place]
        values[turn.field] = turn.old
        whole_act = place == 0 or turns[place - 1].batch != turn.batch
        if whole_act and rag_of(values, facts) is not Rag.RED:
            return latest(london_day(turn.at), in_force)
    if item.raised_on:
        return latest(item.raised_on.last, in_force)
    added = facts.trail.added.get(item.id)
    return latest(london_day(added), in_force) if added else None


def rag_of(values: dict[str, Plain], facts: Facts) -> Rag | None:
    """The RAG that a risk with these values has."""
    probability, impact, recorded = values["probability"], values["impact"], values["rag_recorded"]
    scores = (probability if isinstance(probability, int) else None), (impact if isinstance(impact, int) else None)
    return judge(*scores, str(recorded) if recorded else None, facts.state.cells).rag


def latest(one: date, other: date | None) -> date:
    return max(one, other) if other else one


# -- actions and issues ----------------------------------------------------------------------------------------------


def action_overdue(item: Action, facts: Facts) -> Found:
    """What a meeting asked for was due."""
    if item.status in ("planned", "started") and item.due and is_overdue(item.due, facts.today):
        yield "due", f"{named(item)} was due {item.due.spoken()}."


def action_without_owner(item: Action, facts: Facts) -> Found:
    """What nobody is asked to do is not done."""
    if item.status in ("planned", "started") and not item.owner:
        yield "owner", f"{named(item)} has no owner."


def issue_overdue(item: Issue, facts: Facts) -> Found:
    """An issue was to be dealt with by then."""
    if item.status == "open" and item.due and is_overdue(item.due, facts.today):
        yield "due", f"{named(item)} was to be dealt with by {item.due.spoken()}."


def issue_without_owner(item: Issue, facts: Facts) -> Found:
    """Somebody deals with each issue."""
    if item.status == "open" and not item.owner:
        yield "owner", f"{named(item)} has no owner."
