"""The register at a glance: where publication stands, how the risks are rated, and which dates come next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from loti_tui.cli.check import LOOKS
from loti_tui.cli.check import counts as found_by_severity
from loti_tui.cli.facts import capital
from loti_tui.cli.output import grid, ours, words
from loti_tui.domain.dates import day_words
from loti_tui.domain.delivery import expected, late
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.findings import Attention
from loti_tui.domain.findings.finding import Severity
from loti_tui.domain.items import Milestone, Step
from loti_tui.domain.publication import countdown
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.text import counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

STYLES = {Rag.GREEN: "green", Rag.AMBER: "yellow", Rag.RED: "bold red"}
NONE_LEFT = "No step or milestone has a date ahead"


def overview(state: State, today: date, attention: Attention) -> dict[str, Any]:
    """The register at a glance as one JSON object. Closed risks do not count."""
    standing = countdown(state, today)
    return {
        "programme": state.programme.title if state.programme else None,
        "decision": state.decision.ref if state.decision else None,
        "as_at": today.isoformat(),
        "risk_rag": counts(state),
        "next_dates": [
            {
                "ref": item.ref,
                "kind": item.KIND,
                "title": item.title,
                "date": str(expected(item)),
                "overdue": late(item, today),
            }
            for item in coming(state)
        ],
        "publication": {
            "stage": str(standing.stage),
            "due_on": standing.due.isoformat() if standing.due else None,
            "days": standing.days,
            "words": standing.words,
        },
        "findings": found_by_severity(attention.open),
    }


def counts(state: State) -> dict[str, int]:
    """How many open risks have which RAG; those without one are not scored, not Green."""
    found = {"R": 0, "A": 0, "G": 0, "not_scored": 0}
    for risk in state.risks:
        if risk.status == "open":
            rag = state.judgement(risk).rag
            found[str(rag) if rag else "not_scored"] += 1
    return found


def coming(state: State) -> list[Step | Milestone]:
    """Steps and milestones that are not finished and have a date, the earliest first."""
    items: list[Step | Milestone] = [*state.steps, *state.milestones]
    dated = [
        (when, ref_order(item.ref), item)
        for item in items
        if item.status in ("planned", "started") and (when := expected(item)) is not None
    ]
    return [item for *_, item in sorted(dated, key=lambda one: one[:2])]


def heading(state: State) -> str:
    """What the register is of."""
    return (state.programme.title if state.programme else None) or NOT_RECORDED


def overview_lines(state: State, today: date, attention: Attention) -> Iterator[str]:
    """The overview, one fact a line."""
    found = counts(state)
    yield f"Programme: {heading(state)}"
    if state.decision:
        yield f"Decision: {state.decision.ref}, {state.decision.title}"
    yield f"As at: {day_words(today)}"
    yield f"Publication: {countdown(state, today).words.removeprefix('publication ')}"
    for rag in reversed(Rag):
        yield f"{rag.word} risks: {found[str(rag)]}"
    yield f"Risks not scored: {found['not_scored']}"
    for severity, number in found_by_severity(attention.open).items():
        yield f"{severity.capitalize()}s found: {number}"
    for item in coming(state):
        overdue = ", overdue" if late(item, today) else ""
        when = expected(item)
        yield f"Next date: {when.short() if when else NOT_RECORDED}, {item.ref} {item.title}{overdue}"
    if not coming(state):
        yield f"Next date: {NONE_LEFT}"


def attention_text(attention: Attention) -> Text:
    """How many findings there are of each severity, and which command lists them."""
    from rich.text import Text

    told = Text()
    for severity, number in found_by_severity(attention.open).items():
        shape, style = LOOKS[Severity(severity)]
        told.append(f"{shape} {counted(number, severity)}   ", style=style if number else "dim")
    return told + ours("“loti check” lists them" if attention.open else "", "dim")


def overview_page(state: State, today: date, attention: Attention) -> list[RenderableType]:
    """The overview for a terminal."""
    from rich.text import Text

    found = counts(state)
    risks = Text()
    for rag in reversed(Rag):
        risks.append(f"{rag.shape} {rag.word} {found[str(rag)]}   ", style=STYLES[rag] if found[str(rag)] else "dim")
    risks.append(f"Not scored {found['not_scored']}", style="" if found["not_scored"] else "dim")
    rows = [
        [words("As at"), words(day_words(today))],
        [words("Publication"), words(capital(countdown(state, today).words.removeprefix("publication ")))],
        [words("Open risks"), risks],
        [words("Attention"), attention_text(attention)],
    ]
    if state.decision:
        rows.insert(0, [words("Decision"), words(f"{state.decision.ref}  {state.decision.title}")])
    dates = [
        [
            words(item.ref),
            words(when.short() if (when := expected(item)) else NOT_RECORDED),
            words(item.title or NOT_RECORDED) + (ours("  overdue", "bold red") if late(item, today) else ours("")),
        ]
        for item in coming(state)
    ]
    return [
        words(heading(state), "bold"),
        grid(rows),
        words(""),
        words("Next dates", "bold"),
        grid(dates, labels=False) if dates else words(NONE_LEFT, "dim"),
    ]
