"""The columns of a workbook: what each takes, and how it is filled from the items of one kind.

A heading is the label of its field. A value is what it is, never words for it where it need not be: whole numbers,
pence, days. A date that is known to the month is text, since a spreadsheet would make a day of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from loti_tui.domain.dates import PartialDate, Precision
from loti_tui.domain.delivery import milestone_rag, slip, standing
from loti_tui.domain.fields import Choice, Field, FieldType, Flag, Link, Links, Money, Score, When, Whole
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, RAG
from loti_tui.domain.publication import publication_due
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State
from loti_tui.domain.workdays import CalendarUnknown
from loti_tui.packs.data import FOLLOWS, MILESTONE_DATES, SCORED, STEP_DATES
from loti_tui.packs.tabling import WITHHELD, sentence
from loti_tui.packs.telling import hidden

Value = str | int | date | None
"""What stands in a cell: an amount is whole pence, nothing is None."""
Form = Literal["text", "whole", "score", "money", "day", "when", "choice", "rag"]
"""What a column takes. A `day` is always one; a `when` may be known to the month, the quarter or the year only."""

RAG_WORDS = tuple(rag.word for rag in Rag)

FIRST = {
    "risk": (
        *("ref", "description", "probability", "impact", "rag_recorded", "rag_reason", "mitigation", "response"),
        *("owner", "review_on", "status"),
    ),
}
"""Kind -> the fields that come before all its others, where the first is not enough."""

DETAILS = {
    "risk": {
        *("cause", "event", "effect", "category", "actionee", "proximity", "raised_on", "rag_reason"),
        *("inherent_probability", "inherent_impact", "target_probability", "target_impact"),
    },
    "step": {"stage"},
    "milestone": {"confidence"},
    "issue": {"risk"},
    "action": {"done_on", "risk", "note"},
    "resolution": {"stage"},
}
"""Kind -> the fields whose columns are hidden while nothing stands in them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it takes, and the words to choose from, if it has such; `width` in characters."""

    title: str
    form: Form = "text"
    choices: tuple[str, ...] = ()
    worked_out: bool = False
    hidden: bool = False
    width: float = 0.0


ID = Column("Id", hidden=True)

Says = Callable[[Any, State, date], Value]


@dataclass(frozen=True, slots=True)
class Told:
    """A column before it is filled: what it says of one item, and whether it is hidden while it says nothing."""

    column: Column
    says: Says
    detail: bool = False


def columns_of(kind: str) -> list[Told]:
    """The fields of a kind that people know, each followed by what is worked out from it."""
    fields = KINDS[kind].fields
    first = FIRST.get(kind, ("ref",))
    told = []
    for name in (*first, *(name for name in KINDS[kind].editable if name not in first)):
        told += [field_column(kind, fields[name]), *WORKED_OUT.get((kind, name), ())]
    return told


def field_column(kind: str, field: Field) -> Told:
    """The column of one field."""
    name, value = field.name, reader(field.type)

    def says(item: Item, state: State, today: date) -> Value:
        raw = getattr(item, name)
        if raw is None or raw == ():
            return WITHHELD if name in item.withheld else None
        return value(raw, state)

    form, choices = form_of(field.type)
    return Told(Column(field.label, form, choices), says, name in DETAILS.get(kind, ()))


def form_of(kind: FieldType) -> tuple[Form, tuple[str, ...]]:
    """What the column of a field of this type takes, and the words that it may be."""
    match kind:
        case Choice():
            return "rag" if kind == RAG else "choice", tuple(map(kind.words, kind.values))
        case Flag():
            return "choice", (kind.words(True), kind.words(False))
        case Score():
            return "score", ()
        case Whole():
            return "whole", ()
        case Money():
            return "money", ()
        case When():
            return "day" if kind.to_the_day else "when", ()
        case _:
            return "text", ()


def reader(kind: FieldType) -> Callable[[Any, State], Value]:
    """From what an item holds in a field of this type to what stands in its cell."""
    match kind:
        case Choice():
            words = {value: kind.words(value) for value in kind.values}
            return lambda raw, state: words[raw]
        case Flag():
            return lambda raw, state: kind.words(raw)
        case When():
            return lambda raw, state: day_or_words(raw)
        case Link():
            return lambda raw, state: ", ".join(state.refs([raw])) or None
        case Links():
            return lambda raw, state: ", ".join(state.refs(raw)) or None
        case _:
            return as_it_is


def as_it_is(raw: Value, state: State) -> Value:
    return raw


def day_or_words(when: PartialDate) -> Value:
    """The day, where it is known; "Apr 2017" stays words, because it is no day."""
    return when.first if when.precision is Precision.DAY else when.short()


def word_of(rag: Rag | None) -> Value:
    return rag.word if rag else None


def due_day(item: Item, state: State, today: date) -> Value:
    """When Part 1 is due on the website, where that can be known."""
    try:
        return publication_due(state)
    except CalendarUnknown:
        return None


def worked_out(title: str, read: tuple[str, ...], says: Says, form: Form = "text") -> Told:
    """A column that is worked out from the fields that are `read`: where one of them is withheld, so is this."""

    def told(item: Item, state: State, today: date) -> Value:
        return WITHHELD if hidden(item, *read) else says(item, state, today)

    return Told(Column(title, form, worked_out=True), told)


WORKED_OUT: dict[tuple[str, str], tuple[Told, ...]] = {
    ("risk", "impact"): (
        worked_out("Score", SCORED, lambda risk, state, today: state.judgement(risk).score, "whole"),
        worked_out(
            "Risk RAG",
            FOLLOWS["risk", "rag"],
            lambda risk, state, today: word_of(state.judgement(risk).rag),
            "rag",
        ),
        # Without colours: two beside it have them.
        worked_out("Computed RAG", SCORED, lambda risk, state, today: word_of(state.judgement(risk).computed)),
    ),
    ("step", "actual"): (
        worked_out("Variance", STEP_DATES, lambda step, state, today: sentence(slip(step).words)),
        worked_out("Standing", (*STEP_DATES, "status"), lambda step, state, today: sentence(standing(step, today))),
    ),
    ("milestone", "actual"): (
        worked_out("Variance", MILESTONE_DATES, lambda one, state, today: sentence(slip(one).words)),
        worked_out(
            "Milestone RAG",
            FOLLOWS["milestone", "rag"],
            lambda one, state, today: word_of(milestone_rag(one, today, state.milestone_rule)),
            "rag",
        ),
    ),
    ("publication", "until"): (worked_out("Publication due on", FOLLOWS["publication", "due_on"], due_day, "day"),),
}
"""(kind, field) -> the columns that follow it."""


def accepts(column: Column) -> str:
    """What may be typed into a column, as a sentence."""
    match column.form:
        case "score":
            return "This cell takes 1, 2, 3 or 4."
        case "whole":
            return "This cell takes a whole number."
        case "money":
            return "This cell takes an amount in pounds, such as 25000 or 12.50."
        case "day":
            return "This cell takes a day, such as 31 Mar 2017."
        case _:
            *most, last = column.choices or ("text",)
            return f"This cell takes {', '.join(most)} or {last}." if most else f"This cell takes {last}."
