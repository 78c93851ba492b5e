"""How a spreadsheet would be read, line by line, as a person looks it over and settles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from loti_tui.domain.bulk import MANY, noun
from loti_tui.domain.fields import Choice, Flag, Plain, Score
from loti_tui.domain.items import KINDS
from loti_tui.domain.text import counted, quoted
from loti_tui.intake.sheets.asked import IGNORED, Choices, Column, Looked, Question, Recognised

HOW: Mapping[str, str] = {
    "name": "by its name",
    "label": "by its name",
    "synonym": "by another word for it",
    "likeness": "by likeness only",
    "remembered": "as it was settled",
    "ignored": "left out",
    "unknown": "not known here",
}
"""How a heading was matched, in words."""
SAMPLES = 3
"""Values of a column that are shown."""


@dataclass(frozen=True, slots=True)
class Settling:
    """One line: a column, a word of a field, or what a sheet lists. `options` are the answers: value, words."""

    id: str
    about: Literal["kind", "column", "word"]
    section: str
    what: str
    behind: str
    open: bool
    left_out: bool
    key: str
    answer: str
    options: tuple[tuple[str, str], ...]
    word: str = ""


def settlings(looked: Looked, choices: Choices) -> list[Settling]:
    """Every line: what must be settled first, then the columns, sheet by sheet, then the words that were settled."""
    asked = [line for question in looked.questions for line in of_question(question)]
    doubted = {key for question in looked.questions for key in question.columns}
    columns = [
        of_column(sheet, one, one.heading in doubted or f"{sheet.kind}.{one.heading}" in doubted)
        for sheet in looked.sheets
        for one in sheet.columns
    ]
    words = [word_line(field, word, value) for (field, word), value in choices.words.items()]
    return [*asked, *sorted(columns, key=lambda line: not line.open), *words]


def of_question(question: Question) -> Iterator[Settling]:
    """What must be said before the sheet is read; a column that is doubted is a line of its sheet."""
    title = "To settle first"
    if question.about == "kind":
        kinds = tuple((kind, noun(kind).capitalize()) for kind in LISTED)
        options = (*kinds, (IGNORED, "Leave the sheet out"))
        yield Settling(f"kind {question.sheet}", "kind", title, question.sentence, "", True, False, question.sheet,
                       question.proposed, options)  # fmt: skip
    for field, word in question.words:
        what = f"{quoted(word)} of {field_label(field)} → ?"
        behind = f"sheet {question.sheet}" if question.sheet else ""
        options = values_of(field)
        yield Settling(f"word {field} {word}", "word", title, what, behind, True, False, field, "", options, word)


def word_line(field: str, word: str, value: Plain) -> Settling:
    """A word of which it was said what it stands for."""
    options = values_of(field)
    typed = "" if value is None else "yes" if value is True else "no" if value is False else str(value)
    what = f"{quoted(word)} of {field_label(field)} → {dict(options).get(typed, typed)}"
    nothing = value is None
    return Settling(f"word {field} {word}", "word", "Settled", what, "", False, nothing, field, typed, options, word)


LISTED = ("risk", "issue", "action", "milestone", "step", "funding", "spend", "signoff", "resolution", "dayoff")
"""The kinds of item that a sheet may list."""


def of_column(sheet: Recognised, one: Column, doubted: bool) -> Settling:
    """One column of a sheet, and which field it would be."""
    kind = KINDS[sheet.kind]
    fields = tuple((name, kind.fields[name].label) for name in ("ref", *kind.editable))
    label = dict(fields).get(one.field, "")
    where = counted(sheet.rows, noun(sheet.kind), MANY.get(noun(sheet.kind), ""))
    samples = " · ".join(quoted(sample, 24) for sample in one.samples[:SAMPLES])
    behind = one.why or HOW[one.how]
    return Settling(
        f"column {sheet.name} {one.place}",
        "column",
        f"Sheet {sheet.name}: {where}" if sheet.name else where,
        f"{quoted(one.heading, 50)} → {label or 'left out'}{'?' if doubted else ''}",
        f"{behind}{' · ' if samples else ''}{samples}",
        doubted,
        not one.field,
        f"{sheet.kind}.{one.heading}",
        one.field,
        (*fields, (IGNORED, "Leave it out")),
    )


def field_label(named: str) -> str:
    """The label of "risk.probability" or "probability"."""
    kind, _, name = named.rpartition(".")
    kinds = [KINDS[kind]] if kind in KINDS else list(KINDS.values())
    return next((one.fields[name].label for one in kinds if name in one.fields), named)


def values_of(named: str) -> tuple[tuple[str, str], ...]:
    """What a word of a field may stand for: value as it is typed, and its words; "" for nothing."""
    kind, _, name = named.rpartition(".")
    type_ = KINDS[kind].fields[name].type if kind in KINDS else None
    values: tuple[Plain, ...] = ()
    if isinstance(type_, Score):
        values = (1, 2, 3, 4)
    elif isinstance(type_, Choice):
        values = type_.values
    elif isinstance(type_, Flag):
        values = (True, False)
    options = tuple((type_.typed(value), type_.words(value)) for value in values) if type_ else ()
    return (*options, ("", "Nothing: leave it out"))


def settled(choices: Choices, line: Settling, answer: str) -> Choices:
    """The same choices with one more."""
    if line.about == "kind":
        return replace(choices, kinds={**choices.kinds, line.key: answer})
    if line.about == "column":
        return replace(choices, columns={**choices.columns, line.key: answer})
    return replace(choices, words={**choices.words, (line.key, line.word): plain_of(line.key, answer)})


def plain_of(named: str, answer: str) -> Plain:
    """The plain value of an answer of `values_of`."""
    kind, _, name = named.rpartition(".")
    type_ = KINDS[kind].fields[name].type
    if not answer:
        return None
    return int(answer) if isinstance(type_, Score) else answer == "yes" if isinstance(type_, Flag) else answer


def confirmed(choices: Choices, looked: Looked) -> Choices:
    """The same choices with every column as it would be read now: somebody has looked at them."""
    columns = {
        f"{sheet.kind}.{one.heading}": one.field
        for sheet in looked.sheets
        for one in sheet.columns
        if one.how != "ignored" and not one.field.startswith("=")
    }
    return replace(choices, columns={**columns, **choices.columns})
