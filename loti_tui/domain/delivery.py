"""How a step or a milestone stands against its plan (domain rules §1 and §5 of the form's timeline)."""

from __future__ import annotations

from datetime import date

from loti_tui.domain.dates import PartialDate, Variance, is_overdue, variance
from loti_tui.domain.items import Milestone, Step
from loti_tui.domain.scoring import Rag


def expected(item: Step | Milestone) -> PartialDate | None:
    """The date to look at now: what happened, else what is forecast, else what was planned."""
    return item.actual or item.forecast or planned(item)


def planned(item: Step | Milestone) -> PartialDate | None:
    """The approved plan: a milestone's baseline, a step's planned date."""
    return item.baseline if isinstance(item, Milestone) else item.planned


def slip(item: Step | Milestone) -> Variance:
    """How far the expected date is from the plan, at the precision that is known."""
    return variance(planned(item), item.actual or item.forecast)


def late(item: Step | Milestone, today: date) -> bool:
    """Not finished, and the last day of the expected date has passed."""
    when = expected(item)
    unfinished = item.status in ("planned", "started") and item.actual is None
    return unfinished and when is not None and is_overdue(when, today)


def standing(item: Step | Milestone, today: date) -> str:
    """The status in a word: as recorded, or "overdue" where the date says so."""
    return "overdue" if late(item, today) else item.status


def milestone_rag(milestone: Milestone, today: date) -> Rag | None:
    """The milestone RAG: Red overdue, Amber expected after its baseline, Green otherwise.

    No RAG where it is done or dropped ("done" is a state of its own, not a Green) or has no date to judge by.
    """
    if milestone.status in ("done", "dropped") or expected(milestone) is None:
        return None
    if late(milestone, today):
        return Rag.RED
    return Rag.AMBER if slip(milestone).direction == 1 else Rag.GREEN
