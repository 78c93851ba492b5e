"""What is said of a document that was brought in, and of taking that back."""

from __future__ import annotations

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.fields import Plain
from loti_tui.domain.said import said
from tests.domain.findings.cases import make, register, risk


def entry(item: str, field: str, old: Plain, new: Plain, kind: str = "risk") -> Entry:
    return Entry("b", "2017-04-06T10:00:00.000000Z", "Jo", "", Act.EDIT, kind, item.upper(), item, field, old, new)


STATE = register(risk("R1"), risk("R2"), risk("R3"), make("source", "DOC1", title="form.txt"))


def test_it_is_said_what_became_of_the_items_of_a_document() -> None:
    entries = [
        entry("doc1", "removed", None, False, "source"),
        entry("r1", "removed", None, False),
        entry("r1", "impact", None, 2),
        entry("r2", "removed", None, False),
        entry("r3", "owner", "Ann", "Bob"),
    ]
    assert said(entries, STATE) == "form.txt: 2 items were added, 1 was changed."


def test_what_is_taken_back_is_said_in_the_same_words() -> None:
    entries = [entry("doc1", "removed", False, True, "source"), entry("r1", "removed", False, True)]
    assert said(entries, STATE, Act.UNDO) == "Undone. form.txt: 1 item was removed."
