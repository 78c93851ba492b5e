"""Lists and pages for a terminal: aligned columns, no boxes, a RAG always as a shape and a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from loti_tui.cli.facts import Fact, about_words, capital, facts
from loti_tui.cli.output import grid, ours, words
from loti_tui.cli.overview import STYLES
from loti_tui.domain.delivery import milestone_rag, slip, standing
from loti_tui.domain.fields import NOT_RECORDED, FieldType, When
from loti_tui.domain.item import Item
from loti_tui.domain.items import CONFIDENCE, KINDS, Acknowledgement, Action, Issue, Milestone, Risk, Step, Withholding
from loti_tui.domain.meetings import action_standing
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import shortened

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from loti_tui.domain.differences.trend import Earlier

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


def trend_text(item: Risk, state: State, earlier: Earlier) -> Text:
    """ "▲ Up": where a risk has travelled since the newest snapshot."""
    travelled = earlier.travel(item, state)
    return words(travelled.words if travelled else "–", "" if travelled else "dim")


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
    rag = milestone_rag(item, today, state.milestone_rule)
    none = item.status.capitalize() if item.status in ("done", "dropped") else "No date"
    dates = [date_cell(item, name) for name in ("baseline", "forecast", "actual")]
    moved = slip(item)
    changed = words("–" if moved.direction is None and moved.words == "not recorded" else capital(moved.words))
    title = cell(item, "title")
    if item.owner:
        title = title + ours("\nOwner ", "dim") + words(shortened(item.owner, LONGEST), "dim")
    if item.confidence:
        title = title + ours(f"\nConfidence {CONFIDENCE.words(item.confidence)}", "dim")
    return [title, *dates, changed, rag_text(rag, none)]


def date_cell(item: Item, name: str) -> Text:
    """A date, or a dash: three columns of "Not recorded" would bury the dates that are."""
    return cell(item, name) if plain(item, name) is not None else words("–", "dim")


def status_text(status: str) -> Text:
    return words(status.capitalize(), "bold red" if status == "overdue" else "")


def action_row(item: Action, state: State, today: date) -> Row:
    mitigates = words(", ".join(state.refs([item.risk] if item.risk else [])) or "–")
    owed = [cell(item, "owner"), date_cell(item, "due"), status_text(action_standing(item, today))]
    return [cell(item, "description"), *owed, mitigates]


def acknowledgement_row(item: Acknowledgement, state: State, today: date) -> Row:
    about = words(about_words(item, state))
    return [cell(item, "code"), about, cell(item, "reason"), cell(item, "until")]


def withholding_row(item: Withholding, state: State, today: date) -> Row:
    about = words(", ".join(state.refs(item.about)) or "–")
    field = words(item.field or "All of it")
    return [about, field, cell(item, "part"), cell(item, "reason")]


def plain_row(*names: str) -> Callable[[Item, State, date], Row]:
    """A row of fields as they are."""

    def row(item: Item, state: State, today: date) -> Row:
        return [date_cell(item, name) if isinstance(type_of(item, name), When) else cell(item, name) for name in names]

    return row


def type_of(item: Item, name: str) -> FieldType:
    """What a field may hold."""
    return KINDS[item.KIND].fields[name].type


def issue_row(item: Issue, state: State, today: date) -> Row:
    owed = [cell(item, name) for name in ("owner", "raised_on", "due", "status")]
    return [cell(item, "description"), *owed]


LISTS: Mapping[str, tuple[tuple[str, ...], Callable[[Any, State, date], Row]]] = {
    "risk": (("Risk", "P × I", "Score", "Risk RAG", "Owner"), risk_row),
    "step": (("Step", "Lead", "Planned", "Forecast", "Actual", "Status"), step_row),
    "milestone": (("Milestone", "Baseline", "Forecast", "Actual", "Variance", "Milestone RAG"), milestone_row),
    "action": (("Action", "Owner", "Due", "Status", "Mitigates"), action_row),
    "issue": (("Issue", "Owner", "Raised", "Due", "Status"), issue_row),
    "resolution": (("Board decision", "Meeting", "Reason"), plain_row("decided", "meeting", "reason")),
    "funding": (("Payer", "Amount"), plain_row("payer", "amount")),
    "spend": (("For", "Amount", "Stage", "Date", "Payee"), plain_row("title", "amount", "stage", "dated", "payee")),
    "signoff": (("Role", "Name", "Date", "Confirmed"), plain_row("role", "name", "signed_on", "confirmed")),
    "dayoff": (("Day off", "Date", "Where"), plain_row("title", "day", "nation")),
    "acknowledgement": (("Finding", "About", "Reason", "Comes back"), acknowledgement_row),
    "withholding": (("Withheld", "Field", "Part", "Reason"), withholding_row),
    "source": (("Document", "Read as", "Brought in"), plain_row("title", "layout", "brought_on")),
}
"""kind -> the headings after the reference, and what makes a row."""

UNBROKEN = (
    *("P × I", "Score", "Risk RAG", "Trend", "Planned", "Forecast", "Actual", "Baseline"),
    *("Due", "Raised", "Status", "Meeting", "Amount", "Date", "Comes back", "Stage"),
)
"""Columns whose words stand on one line."""

RIGHT = ("Score", "Amount")
"""Columns of numbers."""


def list_page(
    kind: str, items: Sequence[Item], state: State, today: date, earlier: Earlier | None = None
) -> list[RenderableType]:
    """A list of items of one kind; of risks with their direction of travel, where there is a snapshot."""
    from rich.table import Table

    headings, row = LISTS[kind]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", collapse_padding=True)
    table.add_column(words("Ref"), no_wrap=True, overflow="fold", min_width=max(len(item.ref) for item in items))
    for name in (*headings, *(["Trend"] if earlier else [])):
        side: Literal["right", "left"] = "right" if name in RIGHT else "left"
        table.add_column(words(name), no_wrap=name in UNBROKEN, overflow="fold", justify=side)
    for item in items:
        travelled = [trend_text(item, state, earlier)] if earlier and isinstance(item, Risk) else []
        table.add_row(words(item.ref, "bold"), *row(item, state, today), *travelled)
    parts: list[RenderableType] = [table]
    if kind == "risk":
        parts += [words(""), words("P × I: probability and impact, each 1 to 4", "dim")]
    return parts


KIND_WORDS = {"signoff": "sign-off", "dayoff": "day off", "resolution": "board decision", "source": "document"}
"""What people call an item of a kind, where that is not its name."""


def item_page(item: Item, state: State, today: date, earlier: Earlier | None = None) -> list[RenderableType]:
    """Everything about one item."""
    kind = KIND_WORDS.get(item.KIND, item.KIND).capitalize()
    title = words(item.ref, "bold") + ours(f"  {kind}", "dim")
    return [title, facts_grid(facts(item, state, today, earlier))]


def facts_grid(found: Sequence[Fact]) -> RenderableType:
    """Facts, each beside its label."""
    return grid([[words(fact.label), fact_text(fact)] for fact in found])


def fact_text(fact: Fact) -> Text:
    """What is recorded, dimmed where nothing is, and a RAG with its shape."""
    if fact.rag is not None:
        return words(f"{fact.rag.shape} {fact.words}", STYLES[fact.rag])
    return words(fact.words, "dim" if fact.missing else "")
