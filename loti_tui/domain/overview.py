"""The register at a glance, worked out once for the screen and for its twin on the command line.

How the open risks are rated and where in the matrix they stand, which dates come next, what needs attention first, what
changed since the last snapshot, and whether the money adds up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.accounting import NOTHING, account, funding_label
from loti_tui.domain.comparison import Comparison, Line
from loti_tui.domain.dates import days_left
from loti_tui.domain.delivery import expected
from loti_tui.domain.findings import Attention
from loti_tui.domain.findings.finding import Severity
from loti_tui.domain.items import Milestone, Risk, Step
from loti_tui.domain.money import money_words
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.text import counted

FIRST = 20
"""As many findings, and as many changes, are told; of more, the rest is counted."""
NO_DATES = "No step or milestone has a date ahead"


# -- risks -----------------------------------------------------------------------------------------------------------


def open_risks(state: State) -> list[Risk]:
    """The risks that may still happen: those that were closed, or have occurred, do not count."""
    return [risk for risk in state.risks if risk.status == "open"]


def counts(state: State) -> dict[str, int]:
    """How many open risks have which RAG; those without one are not scored, not Green."""
    found = {"R": 0, "A": 0, "G": 0, "not_scored": 0}
    for risk in open_risks(state):
        rag = state.judgement(risk).rag
        found[str(rag) if rag else "not_scored"] += 1
    return found


def in_cells(state: State) -> Mapping[tuple[int, int], int]:
    """(impact, probability) -> how many open risks stand in that cell of the matrix, where any does."""
    return Counter((one.impact, one.probability) for one in open_risks(state) if one.impact and one.probability)


# -- dates -----------------------------------------------------------------------------------------------------------


def coming(state: State) -> list[Step | Milestone]:
    """Steps and milestones that are not finished and have a date, the earliest first."""
    items: list[Step | Milestone] = [*state.steps, *state.milestones]
    dated = [
        (when, ref_order(item.ref), item)
        for item in items
        if item.status in ("planned", "started") and (when := expected(item)) is not None
    ]
    return [item for *_, item in sorted(dated, key=lambda one: one[:2])]


def date_field(item: Step | Milestone) -> str:
    """The field that has the date which counts: what happened, else what is forecast, else what was planned."""
    plan = "baseline" if isinstance(item, Milestone) else "planned"
    return next((name for name in ("actual", "forecast") if getattr(item, name) is not None), plan)


def left_words(item: Step | Milestone, today: date) -> str:
    """ "24 days left", "due today", "3 days overdue", to the last day that the date may be; "" without a date."""
    when = expected(item)
    if when is None:
        return ""
    days = days_left(when, today)
    return f"{counted(abs(days), 'day')} {'left' if days > 0 else 'overdue'}" if days else "due today"


# -- what needs attention, and the money -------------------------------------------------------------------------------


def by_severity(attention: Attention) -> dict[Severity, int]:
    """How many findings that are not acknowledged have which severity; the worst first."""
    number = Counter(one.severity for one in attention.open)
    return {severity: number[severity] for severity in Severity}


def money_in_words(state: State) -> str:
    """Whether the funding lines add up: "£100,000 funding in all, equal to the spending ceiling"."""
    of = account(state)
    if of.lines:
        label = funding_label(of)
        return f"{money_words(of.funded)} {label[:1].lower()}{label[1:]}"
    ceiling = "" if of.ceiling is None else f"; the spending ceiling is {money_words(of.ceiling)}"
    return f"{NOTHING['funding']}{ceiling}"


# -- what changed ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the last snapshot, or in `summary` why that cannot be told."""

    title: str
    summary: str
    first: tuple[Line, ...] = ()
    of: int = 0
    """How many changes there are, of which `first` are the first."""
    snapshot: str = ""
    """The name of the snapshot; "" where there is none to compare with."""


def since(found: Comparison | None, instead: str = "") -> Since:
    """A comparison with the last snapshot as an overview tells it; `instead` says why there is none."""
    if found is None:
        return Since("Changes since the last snapshot", instead)
    return Since(found.title, found.summary, found.lines[:FIRST], len(found.lines), found.old.name)


def how_many(shown: int, of: int, what: str) -> str:
    """ "17 findings", "first 12 of 17 findings"; "" where there is nothing to count."""
    if not of:
        return ""
    return counted(of, what) if shown == of else f"first {shown:,} of {counted(of, what)}"
