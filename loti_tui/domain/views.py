"""Views of a table: a filter, an order and a choice of items under one name. Some come with the program; a person
keeps their own.

A *choice* says which items a view is about, worked out from the register and the day. A view that a person keeps may
stand on the choice of one that came with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from loti_tui.domain.dates import is_overdue
from loti_tui.domain.delivery import expected, late, slip
from loti_tui.domain.item import Item
from loti_tui.domain.items import Action, Issue, Milestone, Risk, Step
from loti_tui.domain.meetings import action_standing, is_open
from loti_tui.domain.ordering import Order, SortKey
from loti_tui.domain.procuring import is_done
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import clean, fold, quoted

LONGEST_NAME = 40
"""Characters of a view's name: it stands in a line with much else."""
SOON = timedelta(days=30)

Holds = Callable[[Item], bool]
"""Whether an item belongs to a choice."""
Choice = Callable[[State, date], Holds]
"""A choice, of a register on a day."""


@dataclass(frozen=True, slots=True)
class View:
    """What a table shows and how, under a name. `only` is the name of a choice in `CHOICES`, "" for all items;
    `column` is where the cursor goes, "" for where it is."""

    name: str
    filter: str = ""
    order: Order = ()
    only: str = ""
    column: str = ""


def view_name(typed: str) -> str:
    """The name of a view as it is kept. Raises `Refused`."""
    name = clean(typed, limit=LONGEST_NAME, label="The name of a view")
    if not name:
        raise Refused("A view needs a name.")
    return name


def called(views: Iterable[View], name: str) -> View | None:
    """The view of that name, in whatever case it is typed."""
    return next((view for view in views if fold(view.name) == fold(name)), None)


def keeping(views: Iterable[View], view: View) -> tuple[View, ...]:
    """These views with one more, in the place of the one that has its name."""
    before = tuple(views)
    if called(before, view.name) is None:
        return (*before, view)
    return tuple(view if fold(one.name) == fold(view.name) else one for one in before)


def without(views: Iterable[View], name: str) -> tuple[View, ...]:
    """These views without the one of that name."""
    return tuple(view for view in views if fold(view.name) != fold(name))


def known(screen: str, view: View) -> None:
    """Raises `Refused` where a screen cannot have this view among a person's own: a view that came with the program has
    its name, or nobody knows which items it is about."""
    if one := called(BUILT_IN.get(screen, ()), view.name):
        raise Refused(f"{quoted(one.name)} is a view that came with the program. Give yours another name.")
    if view.only and view.only not in CHOICES.get(screen, {}):
        raise Refused(f"{quoted(view.name)} is about items that nobody knows: {quoted(view.only)}.")


def chosen(screen: str, only: str, state: State, today: date) -> Holds | None:
    """Whether an item belongs to a choice of a screen; None where every item does."""
    choice = CHOICES.get(screen, {}).get(only)
    return choice(state, today) if choice else None


# -- risks -------------------------------------------------------------------------------------------------------------


def of_open(holds: Callable[[Risk, State, date], bool]) -> Choice:
    """A choice of the risks that are open and of which something holds."""

    def choice(state: State, today: date) -> Holds:
        def of(item: Item) -> bool:
            risk = cast("Risk", item)
            return risk.status == "open" and holds(risk, state, today)

        return of

    return choice


def review_overdue(risk: Risk, state: State, today: date) -> bool:
    return risk.review_on is not None and is_overdue(risk.review_on, today)


def differs(risk: Risk, state: State, today: date) -> bool:
    return state.judgement(risk).differs


# -- milestones and steps ----------------------------------------------------------------------------------------------


def of_late(state: State, today: date) -> Holds:
    return lambda item: late(cast("Milestone | Step", item), today)


def unfinished(item: Item) -> bool:
    one = cast("Milestone | Step", item)
    return not is_done(one) and one.status != "dropped"


def soon(state: State, today: date) -> Holds:
    """Not finished, and it may come within the next 30 days; what is late already is another choice."""

    def holds(item: Item) -> bool:
        when = expected(cast("Milestone | Step", item))
        return unfinished(item) and when is not None and when.first <= today + SOON and when.last >= today

    return holds


def moved(state: State, today: date) -> Holds:
    return lambda item: slip(cast("Milestone", item)).direction not in (None, 0)


def next_steps(state: State, today: date) -> Holds:
    """What the procurement waits for: steps that are begun or late, and the first that is not finished."""
    ahead = next((step.id for step in state.steps if unfinished(step)), "")

    def holds(item: Item) -> bool:
        step = cast("Step", item)
        return step.id == ahead or (unfinished(step) and (step.status == "started" or late(step, today)))

    return holds


def with_nobody(name: str) -> Choice:
    """A choice of what is unfinished and has nobody in that field."""
    return lambda state, today: lambda item: unfinished(item) and not getattr(item, name)


# -- actions -----------------------------------------------------------------------------------------------------------


def of_action(holds: Callable[[Action, date], bool]) -> Choice:
    """A choice of the actions of which something holds: no decisions."""
    return lambda state, today: lambda item: isinstance(item, Action) and holds(item, today)


def of_issue(holds: Callable[[Issue, date], bool]) -> Choice:
    """A choice of the issues that are open and of which something holds."""

    def choice(state: State, today: date) -> Holds:
        def of(item: Item) -> bool:
            issue = cast("Issue", item)
            return issue.status == "open" and holds(issue, today)

        return of

    return choice


CHOICES: Mapping[str, Mapping[str, Choice]] = {
    "risks": {
        "Open": of_open(lambda risk, state, today: True),
        "No owner": of_open(lambda risk, state, today: not risk.owner),
        "Not scored": of_open(lambda risk, state, today: state.judgement(risk).score is None),
        "No mitigation": of_open(lambda risk, state, today: not risk.mitigation),
        "Review overdue": of_open(review_overdue),
        "Recorded RAG differs": of_open(differs),
    },
    "procurement": {
        "What is next": next_steps,
        "Late": of_late,
        "Next 30 days": soon,
        "No lead": with_nobody("lead"),
    },
    "milestones": {
        "Late": of_late,
        "Next 30 days": soon,
        "Moved from the baseline": moved,
        "No owner": with_nobody("owner"),
    },
    "actions": {
        "Open, by owner": of_action(lambda action, today: is_open(action)),
        "Overdue": of_action(lambda action, today: action_standing(action, today) == "overdue"),
        "No owner": of_action(lambda action, today: is_open(action) and not action.owner),
        "Decisions": lambda state, today: lambda item: not isinstance(item, Action),
    },
    "issues": {
        "Open": of_issue(lambda issue, today: True),
        "Overdue": of_issue(lambda issue, today: issue.due is not None and is_overdue(issue.due, today)),
        "No owner": of_issue(lambda issue, today: not issue.owner),
    },
}
"""Screen -> the choices among its items. A kept view names one of them: a name is changed for good."""

WORST_FIRST = (SortKey("rag", backwards=True), SortKey("score", backwards=True))

BUILT_IN: Mapping[str, tuple[View, ...]] = {
    "risks": (
        View("Red and Amber first", order=WORST_FIRST),
        View("Open", only="Open"),
        View("No owner", only="No owner", order=WORST_FIRST),
        View("Not scored", only="Not scored"),
        View("No mitigation", only="No mitigation", order=WORST_FIRST),
        View("Review overdue", only="Review overdue", order=(SortKey("review_on"),)),
        View("Recorded RAG differs", only="Recorded RAG differs"),
    ),
    "procurement": (
        View("What is next", only="What is next"),
        View("Late", only="Late"),
        View("Next 30 days", only="Next 30 days", order=(SortKey("forecast"),)),
        View("No lead", only="No lead"),
    ),
    "milestones": (
        View("Late", only="Late", order=(SortKey("forecast"),)),
        View("Next 30 days", only="Next 30 days", order=(SortKey("forecast"),)),
        View("Moved from the baseline", only="Moved from the baseline", order=(SortKey("variance", backwards=True),)),
        View("No owner", only="No owner"),
    ),
    "actions": (
        View("Open, by owner", only="Open, by owner", order=(SortKey("owner"), SortKey("due"))),
        View("Overdue", only="Overdue", order=(SortKey("due"),)),
        View("No owner", only="No owner"),
        View("Decisions", only="Decisions"),
    ),
    "issues": (
        View("Open", only="Open"),
        View("Overdue", only="Overdue", order=(SortKey("due"),)),
        View("No owner", only="No owner"),
    ),
}
"""Screen -> the views that came with the program."""
