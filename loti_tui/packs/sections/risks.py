"""The risks: the register, the matrix, and each risk in full."""

from __future__ import annotations

from collections.abc import Iterator

from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.items import Risk
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.text import shortened
from loti_tui.packs.report import Block, Cell, Facts, Heading, MatrixCell, Para, RiskMatrix, Table
from loti_tui.packs.summary import JUDGEMENT
from loti_tui.packs.tabling import NOTHING, WITHHELD, Told, facts, field, label, table, told
from loti_tui.packs.telling import Telling, capital, hidden

MANY = 500
"""Risks above which what is recorded of each stands in a table: as pages of their own they would be a book."""
HEADING = 120
"""The most characters of a risk's description in a heading."""


def most_serious_first(state: State) -> list[Risk]:
    """Open before closed; highest score first; those without a score after all that have one (domain rules §2)."""

    def place(risk: Risk) -> tuple[object, ...]:
        judged = state.judgement(risk)
        weight = judged.rag.weight if judged.rag else -1
        return risk.status != "open", judged.score is None, -(judged.score or 0), -weight, ref_order(risk.ref)

    return sorted(state.risks, key=place)


def risks(t: Telling) -> Iterator[Block]:
    """The risk register, the matrix, and then each risk in full."""
    ordered = most_serious_first(t.state)
    if kept := t.kept_back("risk"):
        yield Para(kept, "note")
    if not ordered:
        if not kept:
            yield Para(NOTHING)
        return
    since: tuple[Told[Risk], ...] = (told("Direction of travel", lambda risk: travelled(risk, t)),)
    yield table(
        "Risks: open before closed, highest score first, those not scored last",
        ordered,
        field("risk", "ref"),
        field("risk", "description"),
        field("risk", "probability"),
        field("risk", "impact"),
        told("Risk RAG", lambda risk: rated(risk, t), "rag"),
        *(since if t.compared_with else ()),
        field("risk", "owner"),
        field("risk", "status"),
        name="Risks",
    )
    yield matrix(t.state)
    if len(ordered) > MANY:
        yield in_a_table(ordered, t)
        return
    for risk in ordered:
        # The table has it in full: a heading of a page and a half would be none.
        yield Heading(3, f"{risk.ref}: {shortened(risk.title_words, HEADING) or WITHHELD}")
        yield risk_in_full(risk, t)


def rated(risk: Risk, t: Telling) -> Cell:
    """The risk RAG in words."""
    if hidden(risk, *JUDGEMENT):
        return Cell(WITHHELD)
    judged = t.state.judgement(risk)
    return Cell(judged.words, judged.rag)


def travelled(risk: Risk, t: Telling) -> str:
    """Whether a risk rose or fell since the snapshot before."""
    direction = t.travel.get(risk.id)  # none where the rating is withheld, or was then
    return DIRECTIONS[str(direction)] if direction else WITHHELD


DIRECTIONS = {"up": "▲ Up", "down": "▼ Down", "same": "= Same", "new": "New"}


def matrix(state: State) -> RiskMatrix:
    """The matrix with the open risks at their scores; where the recorded RAG is another than the cell's, it says so."""
    cells = [
        MatrixCell(impact, probability, state.cells[impact, probability], standing_at(state, impact, probability))
        for impact in SCALE
        for probability in SCALE
    ]
    return RiskMatrix("Risk matrix: the open risks that are scored", IMPACT_NAMES, PROBABILITY_NAMES, tuple(cells))


def standing_at(state: State, impact: int, probability: int) -> tuple[str, ...]:
    """The open risks in one cell of the matrix."""
    found = []
    for risk in state.risks:
        if risk.status == "open" and (risk.impact, risk.probability) == (impact, probability):
            judged = state.judgement(risk)
            note = f" (recorded {judged.recorded.word})" if judged.differs and judged.recorded else ""
            found.append(f"{risk.ref}{note}")
    return tuple(found)


def in_a_table(ordered: list[Risk], t: Telling) -> Table:
    """The same of each risk as in full, a row each."""
    return table(
        "What is done about each risk",
        ordered,
        field("risk", "ref"),
        field("risk", "mitigation"),
        field("risk", "response"),
        field("risk", "review_on"),
        told("What else is recorded", lambda risk: what_else(risk, t)),
        name="Mitigations",
    )


def what_else(risk: Risk, t: Telling) -> str:
    """Everything of a risk that has no column, in a sentence."""
    of_board = ("rag_reason",) if t.for_board else ()
    names = (*of_board, *TARGET, *IF_RECORDED)
    found = facts(risk, *(name for name in names if getattr(risk, name) is not None or hidden(risk, name)))
    return "; ".join(f"{name}: {value}" for name, value in found) or "Nothing"


ALWAYS = ("mitigation", "owner", "response", "review_on")
IF_RECORDED = ("cause", "event", "effect", "category", "actionee", "proximity", "raised_on")
TARGET = ("target_probability", "target_impact")


def risk_in_full(risk: Risk, t: Telling) -> Facts:
    """What the table has no room for. What is not recorded is named in one line, not left out."""
    rows = [("Risk RAG", rated(risk, t).text)]
    if risk.rag_recorded and t.for_board:
        rows += facts(risk, "rag_reason")
    rows += facts(risk, *ALWAYS)
    told_target = any(getattr(risk, name) is not None or hidden(risk, name) for name in TARGET)
    if told_target:
        rows += facts(risk, *TARGET)
    missing = [name for name in IF_RECORDED if getattr(risk, name) is None and not hidden(risk, name)]
    rows += facts(risk, *(name for name in IF_RECORDED if name not in missing))
    lacking = [label("risk", name).lower() for name in missing] + ([] if told_target else ["target score"])
    return Facts((*rows, *([(NOT_RECORDED, capital(", ".join(lacking)))] if lacking else [])))
