"""Lists and pages for a terminal: aligned columns, no boxes, a RAG always as a shape and a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from loti_tui.cli.facts import Fact, facts
from loti_tui.cli.output import grid, ours, words
from loti_tui.cli.overview import STYLES
from loti_tui.domain.delivery import milestone_rag, slip, standing
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Action, Issue, Milestone, Risk, Step
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import shortened

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

LONGEST = 300
"""Characters of one cell in a list; the page of the item shows all of it."""

Row = list["Text"]


def cell(item: Item, name: str) -> Text:
    """One field for a list."""
    value = plain(item, name)
    if value is None:
        return words(NOT_RECORDED, "dim")
    return words(shortened(KINDS[item.KIND].fields[name].type.words(value), LONGEST))


def rag_text(rag: Rag | None, none: str = "Not scored") -> Text:
    """ "◆ Amber (A)": shape, word and letter, and colour only on top of them."""
    if rag is None:
        return words(none, "dim")
    return words(f"{rag.shape} {rag.word} ({rag})", STYLES[rag])


def risk_row(item: Risk, state: State, today: date) -> Row:
    judged = state.judgement(item)
    rag = rag_text(judged.rag)
    if judged.differs:
        rag = rag + ours(" recorded\n") + rag_text(judged.computed) + ours(" computed")
    elif judged.recorded and judged.computed is None:
        rag = rag + ours(" recorded")
    pair = words(f"{item.probability or '?'} × {item.impact or '?'}")
    score = words("–" if judged.score is None else str(judged.score))
    title = cell(item, "description")
    if item.status == "closed":
        title = title + ours(" (closed)", "dim")
    return [title, pair, score, rag, cell(item, "owner")]


def step_row(item: Step, state: State, today: date) -> Row:
    dates = [date_cell(item, name) for name in ("planned", "forecast", "actual")]
    return [cell(item, "title"), cell(item, "lead"), *dates, status_text(standing(item, today))]


def milestone_row(item: Milestone, state: State, today: date) -> Row:
    moved = slip(item)
    forecast, actual = date_cell(item, "forecast"), date_cell(item, "actual")
    if moved.direction not in (None, 0):
        changed = ours(f"\n{moved.words}", "dim")
        forecast, actual = (forecast, actual + changed) if item.actual else (forecast + changed, actual)
    rag = milestone_rag(item, today, state.milestone_rule)
    none = item.status.capitalize() if item.status in ("done", "dropped") else "No date"
    dates = [date_cell(item, "baseline"), forecast, actual]
    return [cell(item, "title"), *dates, rag_text(rag, none), cell(item, "owner")]


def date_cell(item: Item, name: str) -> Text:
    """A date, or a dash: three columns of "Not recorded" would bury the dates that are."""
    return cell(item, name) if plain(item, name) is not None else words("–", "dim")


def status_text(status: str) -> Text:
    return words(status.capitalize(), "bold red" if status == "overdue" else "")


def action_row(item: Action, state: State, today: date) -> Row:
    return [cell(item, "description"), cell(item, "owner"), cell(item, "due"), cell(item, "status")]


def issue_row(item: Issue, state: State, today: date) -> Row:
    owed = [cell(item, name) for name in ("owner", "raised_on", "due", "status")]
    return [cell(item, "description"), *owed]


LISTS: Mapping[str, tuple[tuple[str, ...], Callable[[Any, State, date], Row]]] = {
    "risk": (("Risk", "P × I", "Score", "Risk RAG", "Owner"), risk_row),
    "step": (("Step", "Lead", "Planned", "Forecast", "Actual", "Status"), step_row),
    "milestone": (("Milestone", "Baseline", "Forecast", "Actual", "Milestone RAG", "Owner"), milestone_row),
    "action": (("Action", "Owner", "Due", "Status"), action_row),
    "issue": (("Issue", "Owner", "Raised", "Due", "Status"), issue_row),
}
"""kind -> the headings after the reference, and what makes a row."""

UNBROKEN = ("P × I", "Score", "Risk RAG", "Planned", "Forecast", "Actual", "Baseline", "Due", "Raised", "Status")


def list_page(kind: str, items: Sequence[Item], state: State, today: date) -> list[RenderableType]:
    """A list of items of one kind."""
    from rich.table import Table

    headings, row = LISTS[kind]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", collapse_padding=True)
    table.add_column(words("Ref"), no_wrap=True, overflow="fold", min_width=max(len(item.ref) for item in items))
    for name in headings:
        right = name == "Score"
        table.add_column(words(name), no_wrap=name in UNBROKEN, overflow="fold", justify="right" if right else "left")
    for item in items:
        table.add_row(words(item.ref, "bold"), *row(item, state, today))
    parts: list[RenderableType] = [table]
    if kind == "risk":
        parts += [words(""), words("P × I: probability and impact, each 1 to 4", "dim")]
    return parts


def item_page(item: Item, state: State, today: date) -> list[RenderableType]:
    """Everything about one item."""
    kind = item.KIND.replace("signoff", "sign-off").capitalize()
    rows = [[words(fact.label), fact_text(fact)] for fact in facts(item, state, today)]
    title = words(item.ref, "bold") + ours(f"  {kind}", "dim")
    return [title, grid(rows)]


def fact_text(fact: Fact) -> Text:
    """What is recorded, dimmed where nothing is, and a RAG with its shape."""
    if fact.rag is not None:
        return words(f"{fact.rag.shape} {fact.words}", STYLES[fact.rag])
    return words(fact.words, "dim" if fact.missing else "")
