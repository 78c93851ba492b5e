"""The status summary: how everything stands, a line for each part of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.delivery import expected, late, milestone_rag
from loti_tui.domain.items import Milestone, Step
from loti_tui.domain.money import money_words
from loti_tui.domain.publication import Countdown, Stage, countdown
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from loti_tui.domain.withholding import deferred_on, of_deferral
from loti_tui.packs.report import Block, Facts
from loti_tui.packs.tabling import WITHHELD, facts, sentence, words
from loti_tui.packs.telling import Telling, hidden

JUDGEMENT = ("probability", "impact", "rag_recorded")
DATES = ("baseline", "planned", "forecast", "actual")


def summary(t: Telling) -> Iterator[Block]:
    """The state of everything in one line each."""
    confidence = t.state.programme and t.state.programme.confidence and t.for_board
    yield Facts(
        (
            *(facts(t.state.programme, "confidence", "confidence_reason") if confidence else ()),
            ("Risks", t.with_kept_back("risk", risks_in_words(t.state))),
            ("Milestones", t.with_kept_back("milestone", milestones_in_words(t.state, t.today))),
            ("Procurement", t.with_kept_back("step", steps_in_words(t.state, t.today))),
            ("Publication", publication_in_words(t)),
            ("Funding", t.with_kept_back("funding", funding_in_words(t.state))),
        )
    )


def publication_in_words(t: Telling) -> str:
    """Where publication stands; where the day of approval is withheld, so is what follows from it."""
    item, decision = t.state.publication, t.state.decision
    if item and decision and hidden(decision, "approved_on") and deferred_on(item, t.today):
        ground = of_deferral(item, t.today)
        return f"Part 1 is withheld until {ground.until}: {ground.category}."
    return due_in_words(countdown(t.state, t.today))


def rags_in_words(rags: Iterable[Rag | None], without: str) -> str:
    """ "1 Red (R), 4 Amber (A), no Green (G)"; and how many have none, where some have."""
    count = Counter(rags)
    said = [f"{count[rag] or 'no'} {rag.word} ({rag})" for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)]
    return ", ".join(said + ([f"{count[None]} {without}"] if count[None] else []))


def risks_in_words(state: State) -> str:
    open_ones = [risk for risk in state.risks if risk.status == "open"]
    closed = len(state.risks) - len(open_ones)
    said = counted(len(open_ones), "open risk") if open_ones else "No open risks"
    told = [risk for risk in open_ones if not hidden(risk, *JUDGEMENT)]
    if told:
        said += f": {rags_in_words((state.judgement(risk).rag for risk in told), 'not scored')}"
    if secret := len(open_ones) - len(told):
        said += f"; of {secret} the risk RAG is withheld"
    differing = [risk.ref for risk in open_ones if state.judgement(risk).differs]
    ends = [counted(closed, "closed risk")] if closed else []
    ends += [f"Recorded RAG is not the computed one: {', '.join(differing)}"] if differing else []
    return ". ".join([said, *ends]) + "."


def milestones_in_words(state: State, today: date) -> str:
    if not state.milestones:
        return "No milestones recorded."
    going = [one for one in state.milestones if one.status not in ("done", "dropped")]
    done = sum(one.status == "done" for one in state.milestones)
    said = f"{counted(len(state.milestones), 'milestone')}, {done or 'none'} done"
    if going:
        told = [one for one in going if not hidden(one, *DATES)]
        rags = [milestone_rag(one, today, state.milestone_rule) for one in told]
        said += f"; milestone RAG: {rags_in_words(rags, 'without a date')}" if told else ""
        said += f"; of {len(going) - len(told)} it is withheld" if len(told) < len(going) else ""
    return f"{said}.{overdue_in_words(going, today)}"


def steps_in_words(state: State, today: date) -> str:
    if not state.steps:
        return "No steps recorded."
    kept = [step for step in state.steps if step.status != "dropped"]
    going = [step for step in kept if step.status != "done"]
    said = f"{len(kept) - len(going)} of {counted(len(kept), 'step')} done"
    if going:
        when = WITHHELD.lower() if hidden(going[0], *DATES) else no_date_or(expected(going[0]))
        said += f"; next is {going[0].ref}, {words(going[0], 'title')} ({when})"
    return f"{said}.{overdue_in_words(going, today)}"


def no_date_or(when: PartialDate | None) -> str:
    return when.short() if when else "no date recorded"


def overdue_in_words(items: Iterable[Step | Milestone], today: date) -> str:
    """ " Overdue: S2, S3." or nothing."""
    refs = [item.ref for item in items if late(item, today)]
    return f" Overdue: {', '.join(refs)}." if refs else ""


def due_in_words(due: Countdown) -> str:
    """The countdown as a sentence for paper; the status line has its own, shorter one."""
    days = counted(due.days, "day")
    match due.stage:
        case Stage.OVERDUE if due.due:
            return f"Overdue by {days}: it was due on {day_words(due.due)}."
        case Stage.TODAY if due.due:
            return f"Due today, {day_words(due.due)}."
        case Stage.WAITING if due.due:
            return f"Due in {days}, on {day_words(due.due)}."
        case _:
            return f"{sentence(due.words)}."


def funding_in_words(state: State) -> str:
    """Whether the funding lines add up to the ceiling (domain rules §1)."""
    if not state.funding:
        return "No funding lines recorded."
    if any(hidden(line, "amount") for line in state.funding):
        return "The amounts are withheld."
    total = sum(line.amount or 0 for line in state.funding)
    unknown = [line.ref for line in state.funding if line.amount is None]
    if unknown:
        return f"The funding lines with an amount come to {money_words(total)}; not recorded for {', '.join(unknown)}."
    said = f"The funding lines add up to {money_words(total)}"
    ceiling = state.decision.ceiling if state.decision else None
    if ceiling is None:
        return f"{said}; no spending ceiling is recorded."
    if total == ceiling:
        return f"{said}, which is the spending ceiling."
    way = "more" if total > ceiling else "less"
    return f"{said}: {money_words(abs(total - ceiling))} {way} than the spending ceiling of {money_words(ceiling)}."
