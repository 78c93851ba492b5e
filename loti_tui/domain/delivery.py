"""How a step or a milestone stands against its plan (domain rules §1 and §5 of the form's timeline)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from loti_tui.domain.dates import PartialDate, Variance, days_left, is_overdue, variance
from loti_tui.domain.items import MILESTONE_RULES, Milestone, Step
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


def milestone_rag(milestone: Milestone, today: date, rule: str = MILESTONE_RULES[0]) -> Rag | None:
    """The milestone RAG, by the rule that the board chose: one of `RULES`.

    No RAG where it is done or dropped ("Complete" is a state of its own, not a Green) or has no date to judge by.
    """
    when = expected(milestone)
    if milestone.status in ("done", "dropped") or milestone.actual is not None or when is None:
        return None
    return RULES[rule][1](milestone, when, -days_left(when, today))


Judge = Callable[[Milestone, PartialDate, int], Rag]
"""A milestone, its expected date, and by how many days that has passed (negative: how many are left)."""


def by_forecast(milestone: Milestone, when: PartialDate, late_by: int) -> Rag:
    if late_by > 0:
        return Rag.RED
    return Rag.AMBER if slip(milestone).direction == 1 else Rag.GREEN


def by_week_ahead(milestone: Milestone, when: PartialDate, late_by: int) -> Rag:
    return Rag.RED if late_by > 0 else Rag.AMBER if late_by >= -WEEK else Rag.GREEN


def by_week_of_grace(milestone: Milestone, when: PartialDate, late_by: int) -> Rag:
    return Rag.RED if late_by > WEEK else Rag.AMBER if late_by > 0 else Rag.GREEN


def late_is_amber(milestone: Milestone, when: PartialDate, late_by: int) -> Rag:
    return Rag.AMBER if late_by > 0 else Rag.GREEN


def late_is_red(milestone: Milestone, when: PartialDate, late_by: int) -> Rag:
    return Rag.RED if late_by > 0 else Rag.GREEN


WEEK = 7

RULES: Mapping[str, tuple[str, Judge]] = {
    "forecast": ("Red when overdue, Amber when expected after its baseline", by_forecast),
    "week ahead": ("Red when overdue, Amber when due within a week", by_week_ahead),
    "week of grace": ("Amber up to a week overdue, Red after that", by_week_of_grace),
    "late is amber": ("Amber when overdue, never Red", late_is_amber),
    "late is red": ("Red when overdue, never Amber", late_is_red),
}
"""name -> what it says, and the rule. There is no public standard; these are the ones that boards choose from."""
