"""What belongs to a record without being a field of it: its rating in words, and the items that point to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from loti_tui.domain.delivery import RULES, milestone_rag
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Milestone, Risk, Step
from loti_tui.domain.meetings import action_standing
from loti_tui.domain.procuring import is_done
from loti_tui.domain.scoring import judge
from loti_tui.domain.state import State

if TYPE_CHECKING:  # it knows all the rules of what changed
    from loti_tui.domain.differences.trend import Earlier


@dataclass(frozen=True, slots=True)
class Related:
    """One line beside the fields: its label, its words, and the id of the item that it speaks of, where it is one."""

    label: str
    words: str
    item: str = ""


def related(item: Item, state: State, today: date, earlier: Earlier | None = None) -> tuple[Related, ...]:
    """Everything of the register that belongs to an item, in the order in which people ask for it.

    `earlier` is what the risks were in a snapshot, where their direction of travel is told too.
    """
    if isinstance(item, Risk):
        return tuple(_of_risk(item, state, today, earlier))
    if isinstance(item, Milestone | Step):
        return tuple(_of_delivery(item, state, today))
    return ()


def scores(risk: Risk, state: State) -> str:
    """The inherent, current and target score with their RAGs, as far as they are recorded.

    "" where neither an inherent nor a target score is: then the rating says all.
    """
    told = {
        "inherent": judge(risk.inherent_probability, risk.inherent_impact, None, state.cells),
        "current": state.judgement(risk),
        "target": judge(risk.target_probability, risk.target_impact, None, state.cells),
    }
    known = {name: judged for name, judged in told.items() if judged.score is not None and judged.rag is not None}
    if known.keys() <= {"current"}:
        return ""
    return ", ".join(f"{name} {judged.score} {judged.rag.word}" for name, judged in known.items() if judged.rag)


def _of_risk(risk: Risk, state: State, today: date, earlier: Earlier | None) -> Iterator[Related]:
    """The issue that it became, its rating, where that travels, its scores, and what is being done about it."""
    for issue in state.issues:
        if issue.risk == risk.id:
            yield Related("Issue", named(issue), issue.id)
    yield Related("Rating", state.judgement(risk).words)
    if earlier is not None:
        yield Related("Trend", earlier.words(risk, state))
    if words := scores(risk, state):
        yield Related("Scores", words)
    for action in state.actions:
        if action.risk == risk.id:
            yield Related("Action", action_words(action, today), action.id)


def _of_delivery(item: Milestone | Step, state: State, today: date) -> Iterator[Related]:
    """Its milestone RAG with the rule that gives it, and what cannot come before it."""
    if isinstance(item, Milestone):
        rag = milestone_rag(item, today, state.milestone_rule)
        if rag is not None:
            yield Related("Milestone RAG", f"{rag.shape} {rag.word} ({RULES[state.milestone_rule][0]})")
        elif is_done(item) and item.status != "dropped":
            yield Related("Milestone RAG", "■ Complete")
    for milestone in state.milestones:
        if item.id in milestone.depends_on:
            yield Related("Depends on it", named(milestone), milestone.id)
    publication = state.publication
    if publication is not None and publication.waits_for == item.id:
        yield Related("Waits for it", "The publication of Part 1", publication.id)


def named(item: Item) -> str:
    """An item by its reference and its title."""
    return f"{item.ref}  {item.title_words}".rstrip()


def action_words(action: Action, today: date) -> str:
    """An action in a line: what, who, until when, and how it stands."""
    due = f"due {action.due.short()}" if action.due else "no due date"
    return f"{named(action)} ({action.owner or 'no owner'}, {due}, {action_standing(action, today)})"
