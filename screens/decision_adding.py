"""The decision itself, where a register was begun blank: its reference is the form's own, so it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loti_tui.domain.changes import Edit, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from screens.links import value_words
from screens.widgets.questions import Question

ASKED = (("ref", "Reference of the decision:"), ("title", "Its title:"))
"""The fields that are asked for, and how."""


def questions(state: State, today: date) -> list[Question]:
    """What is asked of the decision: what it is called by from then on, and what it is about."""

    def question(name: str, label: str) -> Question:
        def understand(text: str) -> str:
            field = KINDS["decision"].fields[name]
            return f"{field.label}: {value_words(field, value_of(name, text, state, today), state)}."

        return Question(label, understand)

    return [question(*asked) for asked in ASKED]


def value_of(name: str, text: str, state: State, today: date) -> Plain:
    """The plain value of an answer. Raises `Refused`."""
    field = KINDS["decision"].fields[name]
    return field.check(field.read(text, state.reading(today)))


def decision_added(answers: Sequence[str], state: State, today: date) -> tuple[Edit, ...]:
    """The edits that add the decision of these answers, with the record of its publication.

    Raises `Refused` where an answer is not accepted.
    """
    values = {name: value_of(name, text, state, today) for (name, _), text in zip(ASKED, answers, strict=True)}
    edits = new_item("decision", values)
    return edits if state.publication else edits + new_item("publication", {})
