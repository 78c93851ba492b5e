"""FIELD=VALUE as people type it, read into the plain values of an item."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Field, Plain, Reading
from loti_tui.domain.item import Kind
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted

ALIASES = {"rag": "rag_recorded", "likelihood": "probability"}
"""Other words for a field, of the kinds that have it."""

COMPUTED = {
    ("risk", "score"): "The score follows from impact and probability: set these.",
    ("risk", "rag_computed"): "The computed RAG follows from impact, probability and the matrix.",
    ("milestone", "variance_days"): "The variance follows from the baseline and the forecast or actual date.",
    ("milestone", "rag"): "The milestone RAG follows from its dates and its status.",
}

ADDABLE = (
    *("risk", "issue", "step", "milestone", "action", "funding", "spend", "resolution", "dayoff", "signoff"),
    *("decision", "procurement", "publication"),  # for a register that was begun blank
)
"""The kinds of which a person adds items; the others come with the register, or by a command of their own."""

BY_COMMAND = {"acknowledgement": "acknowledge", "matrix": "matrix", "source": "import"}
"""Kinds of which another command makes an item."""


def alternatives(names: Sequence[str], between: str) -> str:
    """ "risk, issue and step": several names in a sentence."""
    *most, last = names
    return f"{', '.join(most)} {between} {last}" if most else last


def kind_to_add(typed: str) -> Kind:
    """The kind of item to add. Raises `Refused`."""
    name = typed.strip().casefold()
    if name not in ADDABLE:
        nearest = difflib.get_close_matches(name, ADDABLE, n=1)
        hint = f" Did you mean “{nearest[0]}”?" if nearest else ""
        hint = f" “loti {BY_COMMAND[name]}” makes one." if name in BY_COMMAND else hint
        raise Refused(f"{quoted(typed)} cannot be added: {alternatives(ADDABLE, 'and')} can.{hint}")
    return KINDS[name]


def values(kind: Kind, words: Sequence[str], reading: Reading) -> dict[str, Plain]:
    """field -> plain value, in the order typed. Raises `Refused` in a sentence that says what is accepted."""
    found: dict[str, Plain] = {}
    for word in words:
        typed, equals, text = word.partition("=")
        if not equals:
            raise Refused(f"{quoted(word)} is not a field and its value, such as {example(kind)}.")
        field = field_named(kind, typed)
        if field.name in found:
            raise Refused(f"{field.label} is given twice. Give it once.")
        found[field.name] = field.read(text, reading)
    return found


def field_named(kind: Kind, typed: str) -> Field:
    """The editable field that somebody named: by its name, its label or another word for it. Raises `Refused`."""
    name = as_name(typed)
    labels = {as_name(field.label): field.name for field in kind.fields.values()}
    name = name if name in kind.fields else labels.get(name, ALIASES.get(name, name))
    if name in kind.editable:
        return kind.fields[name]
    if name in kind.fields:
        raise Refused(f"{kind.fields[name].label} of a {kind.name} is kept by loti-tui and cannot be set.")
    if (kind.name, name) in COMPUTED:
        raise Refused(COMPUTED[kind.name, name])
    nearest = difflib.get_close_matches(name, [*kind.editable, *labels], n=1)
    hint = f" Did you mean “{labels.get(nearest[0], nearest[0])}”?" if nearest else ""
    article = "An" if kind.name[0] in "aeiou" else "A"
    raise Refused(f"{article} {kind.name} has no field {quoted(typed)}. It has {', '.join(kind.editable)}.{hint}")


def day_typed(kind: str, name: str, typed: str, state: State, today: date) -> PartialDate | None:
    """What somebody typed for a date of a kind, as that field accepts it; None for nothing. Raises `Refused`."""
    value = KINDS[kind].fields[name].read(typed, state.reading(today))
    return None if value is None else PartialDate(str(value))


def as_name(typed: str) -> str:
    """How a field's name is compared: "Recorded RAG", "recorded-rag" and "recorded_rag" are one."""
    return typed.strip().casefold().replace("-", "_").replace(" ", "_")


def example(kind: Kind) -> str:
    """A field and a value of a kind, for a sentence."""
    typical = {
        "risk": "impact=3",
        "funding": "amount=£25,000",
        "spend": "amount=£25,000",
        "publication": 'until="31 Mar 2017"',
    }
    return typical.get(kind.name, f'{kind.editable[0]}="some words"')
