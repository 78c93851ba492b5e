"""The register at a glance: where publication stands, how the risks are rated, which dates come next, what needs
attention first, and what changed since the last snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from loti_tui.cli.check import LOOKS
from loti_tui.cli.check import counts as found_by_severity
from loti_tui.cli.check import record as finding_record
from loti_tui.cli.facts import capital
from loti_tui.cli.output import grid, ours, words
from loti_tui.domain.accounting import account
from loti_tui.domain.dates import day_words
from loti_tui.domain.delivery import expected, late
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.findings import Attention
from loti_tui.domain.findings.finding import Severity
from loti_tui.domain.overview import (
    FIRST,
    NO_DATES,
    Since,
    coming,
    counts,
    how_many,
    in_cells,
    left_words,
    money_in_words,
    since,
)
from loti_tui.domain.pasts import NOW
from loti_tui.domain.publication import countdown
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE, Rag
from loti_tui.domain.state import State
from loti_tui.domain.text import counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from db.register import Register

STYLES = {Rag.GREEN: "green", Rag.AMBER: "yellow", Rag.RED: "bold red"}
FEW = 6
"""As many findings, and as many changes, are told; of more, the rest is counted."""
NO_SNAPSHOT = (
    "No snapshot is taken yet, so there is nothing to compare with. “loti snapshot take NAME” seals what the register "
    "holds now."
)


def changes_in(register: Register, today: date) -> Since:
    """What changed since the last snapshot; where it cannot be compared, why not."""
    from loti_tui.domain.comparison import compare

    try:
        newest = next((one.name for one in reversed(register.snapshots())), "")
        if not newest:
            return since(None, NO_SNAPSHOT)
        old, new = register.past(newest, today), register.past(NOW, today)
        return since(compare(old, new, register.entries_between(old, new)))
    except (CannotOpen, Refused) as refused:
        return since(None, str(refused))


def overview(state: State, today: date, attention: Attention, changes: Since | None = None) -> dict[str, Any]:
    """The register at a glance as one JSON object. Closed risks do not count."""
    standing, money = countdown(state, today), account(state)
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
                "words": left_words(item, today),
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
        "risk_matrix": [
            {"impact": i, "probability": p, "rag": state.cells[i, p], "risks": in_cells(state).get((i, p), 0)}
            for i in SCALE
            for p in SCALE
        ],
        "attention": [finding_record(one) for one in attention.open[:FIRST]],
        "money": {
            "ceiling_pence": money.ceiling,
            "funding_pence": money.funded if money.lines else None,
            "adds_up": money.adds_up,
            "words": money_in_words(state),
        },
        **({"changes": changes_record(changes)} if changes else {}),
    }


def changes_record(changes: Since) -> dict[str, Any]:
    """What changed since the last snapshot as JSON; `since` is null where there is none to compare with."""
    return {
        "since": changes.snapshot or None,
        "summary": changes.summary,
        "count": changes.of,
        "first": [one.sentence for one in changes.first],
    }


def heading(state: State) -> str:
    """What the register is of."""
    return (state.programme.title if state.programme else None) or NOT_RECORDED


# -- one fact a line ---------------------------------------------------------------------------------------------------


def overview_lines(state: State, today: date, attention: Attention, changes: Since | None = None) -> Iterator[str]:
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
    yield from cell_lines(state)
    yield f"Money: {money_in_words(state)}"
    for severity, number in found_by_severity(attention.open).items():
        yield f"{severity.capitalize()}s found: {number}"
    for one in attention.open[:FEW]:
        yield f"Needs attention: {one.severity}, {one.ref}, {one.sentence}"
    if more := len(attention.open[FEW:]):
        yield f"Needs attention: and {more:,} more, “loti check” lists them"
    for item in coming(state):
        when = expected(item)
        date_words = when.short() if when else NOT_RECORDED
        yield f"Next date: {date_words}, {item.ref} {item.title}, {left_words(item, today)}"
    if not coming(state):
        yield f"Next date: {NO_DATES}"
    if changes:
        yield f"{changes.title}: {changes.summary}"
        for line in changes.first[:FEW]:
            yield f"Changed: {line.sentence}"
        if changes.of > FEW:
            yield f"Changed: and {changes.of - FEW:,} more, “loti diff” lists them"


def cell_lines(state: State) -> Iterator[str]:
    """Each cell of the matrix in which open risks stand, the worst pair first."""
    standing = in_cells(state)
    for p in reversed(SCALE):
        for i in reversed(SCALE):
            if number := standing.get((i, p)):
                yield (
                    f"Risks at probability {p} {PROBABILITY_NAMES[p - 1]}, impact {i} {IMPACT_NAMES[i - 1]} "
                    f"({state.cells[i, p].word}): {number}"
                )


# -- a page ------------------------------------------------------------------------------------------------------------


def attention_text(attention: Attention) -> Text:
    """How many findings there are of each severity, and which command lists them."""
    from rich.text import Text

    told = Text()
    for severity, number in found_by_severity(attention.open).items():
        shape, style = LOOKS[Severity(severity)]
        told.append(f"{shape} {counted(number, severity)}   ", style=style if number else "dim")
    return told + ours("“loti check” lists them" if attention.open else "", "dim")


def overview_page(
    state: State, today: date, attention: Attention, changes: Since | None = None
) -> Iterator[RenderableType]:
    """The overview for a terminal."""
    yield words(heading(state), "bold")
    yield facts(state, today, attention)
    yield from part("Risks by probability and impact", matrix_rows(state))
    told = how_many(min(FEW, len(attention.open)), len(attention.open), "finding")
    yield from part(f"Needs attention, {told}", attention_rows(attention))
    yield from part("Next dates", date_rows(state, today) or [[words(NO_DATES, "dim")]])
    if changes:
        told = how_many(min(FEW, changes.of), changes.of, "change")
        yield from part(", ".join(filter(None, (changes.title, told))), [[words(changes.summary)]])
        if changes.first:
            yield grid([[words(one.sentence)] for one in changes.first[:FEW]], labels=False, indent=2)


def part(title: str, rows: list[list[Text]]) -> Iterator[RenderableType]:
    """Rows under a title; nothing where there are none."""
    if rows:
        yield words("")
        yield words(title, "bold")
        yield grid(rows, labels=False)


def facts(state: State, today: date, attention: Attention) -> RenderableType:
    """Where everything stands, a line each."""
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
        [words("Money"), words(money_in_words(state))],
        [words("Attention"), attention_text(attention)],
    ]
    if state.decision:
        rows.insert(0, [words("Decision"), words(f"{state.decision.ref}  {state.decision.title}")])
    return grid(rows)


def matrix_rows(state: State) -> list[list[Text]]:
    """The matrix with the number of open risks in each cell, probability upwards and impact to the right."""
    standing = in_cells(state)
    if not standing:
        return []
    rows = []
    for p in reversed(SCALE):
        cells = []
        for i in SCALE:
            rag, number = state.cells[i, p], standing.get((i, p), 0)
            cells.append(words(f"{rag} {number or '·'}", STYLES[rag] if number else "dim"))
        rows.append([words(f"{p} {PROBABILITY_NAMES[p - 1]}"), *cells])
    return [*rows, [words("Impact"), *(words(str(i)) for i in SCALE)]]


def attention_rows(attention: Attention) -> list[list[Text]]:
    """The worst findings."""
    rows = []
    for one in attention.open[:FEW]:
        shape, style = LOOKS[one.severity]
        rows.append([words(one.ref, "bold"), words(f"{shape} {one.severity}", style), words(one.sentence)])
    return rows


def date_rows(state: State, today: date) -> list[list[Text]]:
    """The dates to come; what is overdue says so."""
    rows = []
    for item in coming(state):
        when, overdue = expected(item), late(item, today)
        left = words(left_words(item, today), "bold red" if overdue else "dim")
        title = words(item.title or NOT_RECORDED)
        rows.append([words(item.ref), words(when.short() if when else NOT_RECORDED), left, title])
    return rows
