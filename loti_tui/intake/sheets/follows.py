"""What a pack shows that is worked out: where somebody has written over it, it no longer follows, and that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loti_tui.domain.delivery import milestone_rag, slip, standing
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.publication import publication_due
from loti_tui.domain.scoring import SCALE, Rag
from loti_tui.domain.state import State, loaded
from loti_tui.domain.workdays import CalendarUnknown
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Found


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of something that follows: of which item (its key), under which title, and where."""

    kind: str
    title: str
    key: str
    called: str
    raw: str
    place: Place = NOWHERE


Says = Callable[[Any, State, date], object]


@dataclass(frozen=True, slots=True)
class Follows:
    """How it is worked out. `needs` names what else must be known: the matrix, the day, the decision."""

    says: Says
    needs: str = ""


def word(rag: Rag | None) -> str:
    return rag.word if rag else ""


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def due(item: Any, state: State, day: date) -> object:
    try:
        return publication_due(state) or ""
    except CalendarUnknown:
        return ""


def approved(item: Any, state: State, day: date) -> object:
    return (state.decision.approved_on if state.decision else None) or ""


WORKED_OUT: Mapping[tuple[str, str], Follows] = {
    # In CSV and JSON, by name.
    ("risk", "score"): Follows(lambda risk, state, day: state.judgement(risk).score),
    ("risk", "rag"): Follows(lambda risk, state, day: state.judgement(risk).rag, "matrix"),
    ("risk", "rag_computed"): Follows(lambda risk, state, day: state.judgement(risk).computed, "matrix"),
    ("milestone", "variance_days"): Follows(lambda one, state, day: slip(one).days),
    ("milestone", "rag"): Follows(lambda one, state, day: milestone_rag(one, day, state.milestone_rule), "day"),
    ("publication", "approved_on"): Follows(approved, "decision"),
    ("publication", "due_on"): Follows(due, "decision"),
    # In a workbook, by heading.
    ("risk", "Score"): Follows(lambda risk, state, day: state.judgement(risk).score),
    ("risk", "Risk RAG"): Follows(lambda risk, state, day: word(state.judgement(risk).rag), "matrix"),
    ("risk", "Computed RAG"): Follows(lambda risk, state, day: word(state.judgement(risk).computed), "matrix"),
    ("step", "Variance"): Follows(lambda step, state, day: sentence(slip(step).words)),
    ("step", "Standing"): Follows(lambda step, state, day: sentence(standing(step, day)), "day"),
    ("milestone", "Variance"): Follows(lambda one, state, day: sentence(slip(one).words)),
    ("milestone", "Milestone RAG"): Follows(
        lambda one, state, day: word(milestone_rag(one, day, state.milestone_rule)), "day"
    ),
    ("publication", "Publication due on"): Follows(due, "decision"),
}
"""(kind, title of a column) -> how what stands in it is worked out."""

READ_BY = {*(kind for kind, _ in WORKED_OUT), "matrix", "programme", "decision", "dayoff"}
"""The kinds that are looked at when something is worked out."""


def unfollowed(
    stated: Sequence[Stated], found: Iterable[Found], day: date | None, *, whole: bool
) -> Iterator[tuple[Stated, str]]:
    """What was stated and does not follow, with what does. `whole` says that the file holds all the kinds there are.

    Of what hangs on something that the file does not tell, nothing is said.
    """
    if not stated:
        return
    found = [one for one in found if one.kind in READ_BY]
    broken = any(one.kind == "matrix" and not whole_matrix(one) for one in found)
    items = {one.key: loaded(one.kind, plain_of(one)) for one in found if one.kind != "matrix" or whole_matrix(one)}
    state = State(items)
    state = state.on(day) if day else state
    for one in stated:
        follows = WORKED_OUT[one.kind, one.title]
        item = items.get(one.key)
        unknown = (follows.needs == "day" and day is None) or (follows.needs == "matrix" and broken)
        if item is None or unknown or (follows.needs and not whole):
            continue
        said = follows.says(item, state, day or date.max)
        expected = "" if said is None else str(said)
        if expected != one.raw.strip():
            yield one, expected


def whole_matrix(one: Found) -> bool:
    """Whether a matrix has all of its cells."""
    return sum(value.plain is not None for value in one.values.values()) == len(SCALE) ** 2


def plain_of(one: Found) -> dict[str, Plain]:
    """The plain values of a found item, as far as they are sure."""
    defaults = {name: field.default for name, field in KINDS[one.kind].fields.items() if field.default is not None}
    sure = {name: value.plain for name, value in one.values.items() if value.plain is not None}
    return {**defaults, **sure, "ref": one.ref, "removed": False, "id": one.key}
