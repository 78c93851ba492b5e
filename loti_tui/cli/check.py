"""`loti check`: what the register's rules find, the worst first, and where publication stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from loti_tui.cli.output import grid, ours, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json, Plain
from loti_tui.cli.publishing import where_it_stands
from loti_tui.cli.session import attention_of, opened, options_of, read
from loti_tui.cli.typed import alternatives
from loti_tui.defaults import today
from loti_tui.domain.dates import day_words
from loti_tui.domain.findings import Attention
from loti_tui.domain.findings.finding import Finding, Severity
from loti_tui.domain.items import Acknowledgement
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import counted

if TYPE_CHECKING:
    from rich.console import RenderableType

NONE, SOME = 0, 1

LOOKS = {Severity.ERROR: ("▲", "bold red"), Severity.WARNING: ("◆", "yellow"), Severity.NOTE: ("○", "")}
"""How a severity is shown: a shape that tells it without colour, beside its word, and a colour on top."""

Accepted = Sequence[tuple[Finding, Acknowledgement]]


def check(
    ctx: typer.Context,
    accepted: Annotated[
        bool, typer.Option("--acknowledged", help="List what was acknowledged instead; the exit status is 0.")
    ] = False,
    plain: Plain = False,
    json: Json = False,
) -> int:
    """Print what the register says that cannot all be right, or leaves undone; the worst first, each with what to do.

    Exit status 1 where anything is found, 0 where nothing is. What was acknowledged is counted apart until its day.
    As JSON, a finding has code, severity, kind, ref, sentence and advice; with --acknowledged also acknowledgement,
    reason and until.

    \b
    loti check
    loti check --json
    loti check --today 2017-04-05 --register board.loti
    loti check --acknowledged
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    register = opened(ctx, to_read=True)
    state = read(ctx, register)
    attention = attention_of(ctx, register, state)
    if accepted:
        print_accepted(attention.acknowledged, plain, json)
    else:
        print_findings(attention.open, plain, json)
    say(counts_sentence(attention))
    for sentence in where_it_stands(state, today(options_of(ctx))):
        say(sentence)
    return SOME if attention.open and not accepted else NONE


def record(finding: Finding) -> dict[str, str]:
    """A finding as JSON: the names are a contract."""
    names = ("code", "severity", "kind", "ref", "sentence", "advice")
    return {name: str(getattr(finding, name)) for name in names}


def print_findings(found: Sequence[Finding], plain: bool, json: bool) -> None:
    """Findings on standard output; nothing where there is none."""
    if json:
        print_json([record(one) for one in found])
    elif plain:
        print_lines(line for number, one in enumerate(found) for line in lines(one, first=number == 0))
    else:
        print_rich(*page(found))


def print_accepted(found: Accepted, plain: bool, json: bool) -> None:
    """What was acknowledged, by what and until when."""
    if json:
        print_json([record(one) | accepted_record(by) for one, by in found])
        return
    for number, (one, by) in enumerate(found):
        told = [f"Acknowledged: {by.ref}, {by.reason}", f"Comes back on: {back_on(by)}"]
        if plain:
            print_lines([*lines(one, first=number == 0), *told])
        else:
            rows = [[words(one.ref, "bold"), words(one.sentence)], [words(by.ref, "bold"), words(by.reason or "")]]
            head = [words("")] if number else []
            print_rich(*head, words(f"{one.code}, until {back_on(by)}", "bold"), grid(rows, labels=False, indent=2))


def accepted_record(by: Acknowledgement) -> dict[str, Any]:
    """What more a finding has as JSON once it is acknowledged."""
    return {"acknowledgement": by.ref, "reason": by.reason, "until": str(by.until)}


def back_on(by: Acknowledgement) -> str:
    """The day on which a finding comes back."""
    return day_words(by.until.first) if by.until else ""


def lines(finding: Finding, *, first: bool) -> Iterator[str]:
    """A finding, one fact a line, with an empty line before all but the first."""
    if not first:
        yield ""
    yield finding.ref
    yield f"Severity: {finding.severity.capitalize()}"
    yield f"Finding: {finding.code}"
    yield f"Found: {finding.sentence}"
    yield f"To do: {finding.advice}"


def page(found: Sequence[Finding]) -> Iterator[RenderableType]:
    """Findings for a terminal: by severity, then by rule, with what to do said once for each rule."""
    widest = max((len(one.ref) for one in found), default=0)
    for severity, of_severity in groupby(found, lambda one: one.severity):
        listed = list(of_severity)
        if listed[0] is not found[0]:
            yield words("")
        shape, style = LOOKS[severity]
        yield words(f"{shape} {counted(len(listed), severity)}", style)
        for (code, advice), alike in groupby(listed, lambda one: (one.code, one.advice)):
            yield words("")
            yield ours("  ") + words(code, "bold")
            rows = [[reference(one.ref, widest), words(one.sentence)] for one in alike]
            yield grid([*rows, [words("→"), words(advice, "dim")]], labels=False, indent=2)


def reference(ref: str, width: int) -> Any:
    """A reference in a column that is as wide on every part of the page."""
    return words(ref, "bold") + ours(" " * (width - len(ref)))


def counts_sentence(attention: Attention) -> str:
    """How many of each severity, and how many are acknowledged until when."""
    found = counts(attention.open)
    told = [counted(number, name) for name, number in found.items() if number]
    sentence = f"{alternatives(told, 'and')}." if told else "Nothing is found that needs attention."
    seen = attention.acknowledged
    if not seen:
        return sentence
    days = [by.until.first for _, by in seen if by.until]
    has = "finding is" if len(seen) == 1 else "findings are"
    comes = "it comes back" if len(seen) == 1 else "the next comes back"
    return f"{sentence} {len(seen):,} {has} acknowledged; {comes} on {day_words(min(days))}."


def counts(found: Iterable[Finding]) -> dict[str, int]:
    """Severity -> how many of these findings have it; the worst first."""
    number = Counter(one.severity for one in found)
    return {str(severity): number[severity] for severity in Severity}
