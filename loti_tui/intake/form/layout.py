"""Which of the three layouts a document has: the signed form, or the older or present record on the GLA's web site."""

from __future__ import annotations

import re
from enum import StrEnum

from loti_tui.intake.document import Document, Table
from loti_tui.intake.form.header import has_banner, reference, request, texts
from loti_tui.intake.form.pieces import plain
from loti_tui.intake.place import Place


class Layout(StrEnum):
    """A kind of decision form; its value is what people are told that a file was taken for."""

    FORM = "decision form"
    OLD_RECORD = "older web record"
    RECORD = "web record"


# The labels of the two records. "Date signed" and "Decision by" are in both.
_OLDER = re.compile(r"(?:^|\s)(?:Type of decision|Code) ?:")
_PRESENT = re.compile(r"(?:^|\s)(?:Decision type|Reference code|Directorate|Date published) ?:|^Key information$")
_BOTH = re.compile(r"(?:^|\s)(?:Date signed|Decision by) ?:")
_FORM_WORDS = ("public access to information", "originating officer declaration", "authorising director")


def layout_of(document: Document) -> Layout | None:
    """The layout, or None where the document is no decision form at all.

    A form is known by what it asks for, or by the banner and a reference, or by the headings that only it has; a
    record by two of its labels.
    """
    head = texts(document)
    older = _count(_OLDER, head)
    present = _count(_PRESENT, head)
    if max(older, present) and older + present + _count(_BOTH, head) >= 2:
        return Layout.RECORD if present >= older else Layout.OLD_RECORD
    if any(request(text) for text, _ in head):
        return Layout.FORM
    banner = any(has_banner(text) for text, _ in head)
    if banner and any(reference(text) for text, _ in head):
        return Layout.FORM
    known = {plain(text) for text in _short_lines(document)}
    marks = sum(any(words.startswith(mark) for words in known) for mark in _FORM_WORDS)
    return Layout.FORM if banner + marks >= 2 else None


def _short_lines(document: Document) -> list[str]:
    """Every short line of a document, for headings that may stand anywhere."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [row[0].text for row in block.rows[:2] if row]
        else:
            found.append(block.text)
    return [text for text in found if len(text) < 80]


def _count(pattern: re.Pattern[str], head: list[tuple[str, Place]]) -> int:
    return sum(len(pattern.findall(text)) for text, _ in head)
