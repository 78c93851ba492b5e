"""The columns of a risk table: which heading is which field, on what scale, and whether a row fits under them.

A row that lost a cell, or has one too many, puts numbers under the wrong heading. Nothing in such a row is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from loti_tui.domain.text import clean
from loti_tui.intake import letters
from loti_tui.intake.document import Cell
from loti_tui.intake.form.pieces import plain
from loti_tui.intake.letters import FIGURE_LIKE, unmixed

Row = tuple[Cell, ...]

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "description": (
        "risk description",
        "risk",
        "risks",
        "description of risk",
        "description",
        "key risk",
        "risk issue",
    ),
    "mitigation": (
        *("mitigation risk response", "mitigation", "risk response", "mitigating action", "mitigating actions"),
        *("mitigation measures", "mitigations", "mitigation action", "response", "control measures"),
    ),
    "probability": ("probability", "likelihood", "risk probability", "prob"),
    "impact": ("impact", "severity", "risk impact"),
    "rag_recorded": ("rag", "rag rating", "rag status", "risk rag", "overall rag"),
    "owner": ("gla risk owner", "risk owner", "owner", "lead", "responsible officer", "gla owner"),
    "score": ("score", "risk score", "total", "overall score"),
    "number": ("ref", "no", "id", "risk no", "risk ref", "number"),
}
"""Field -> the headings that forms give its column, as `plain` writes them. "score" and "number" are read to check."""

_LIKE = 0.8
_SCALE = re.compile(r"\b(\d)\s*(?:-|\u2013|\u2014|to)\s*(\d{1,2})\b")
_BROKEN = re.compile(r"(?<=[A-Za-z])[-\u2010\u00ad] ?(?=[a-z])")
_JUDGEMENT = re.compile(rf"\w|\||[{FIGURE_LIKE}]{{1,2}}\W?|[1-9]\s*[/\u2013-]\s*[1-9]")
NUMBERS = ("probability", "impact")
JUDGED = (*NUMBERS, "rag_recorded")
"""The three of one judgement: where one of them may stand under the wrong heading, all may."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Field -> its column (from 0), the number of columns, and the scale of each number that is not 1 to 4."""

    at: Mapping[str, int]
    width: int
    scales: Mapping[str, str]
    joined: tuple[Cell, ...] = ()
    unknown: tuple[Cell, ...] = ()
    header: tuple[str, ...] = ()

    def cell(self, row: Row, field: str) -> Cell | None:
        """The cell of a field; None where there is no such column, or the row ends before it."""
        at = self.at.get(field)
        return row[at] if at is not None and at < len(row) else None


def columns_of(row: Row) -> Columns | None:
    """The columns that a row of headings names; None of a row that is not the heading of a risk table.

    It is one where it has a risk's description and two more of what a risk has.
    """
    at: dict[str, int] = {}
    scales: dict[str, str] = {}
    joined: list[Cell] = []
    unknown: list[Cell] = []
    cells = _without_empty_end(row)
    for place, cell in enumerate(cells):
        if len(cell.text) > 80:
            return None
        field, was_broken = _field(cell.text)
        if field and field not in at:
            at[field] = place
            if was_broken:
                joined.append(cell)
            if field in NUMBERS and (scale := _other_scale(cell.text)):
                scales[field] = scale
        elif cell.text:
            unknown.append(cell)
    named = set(at) - {"number", "score"}
    if "description" not in at or len(named) < 3:
        return None
    header = tuple(plain(cell.text) for cell in cells)
    return Columns(at, len(cells), scales, tuple(joined), tuple(unknown), header)


def _field(text: str) -> tuple[str, bool]:
    """The field of a heading, "" of one that is not known, and whether a hyphen had split it."""
    whole = _BROKEN.sub("", unmixed(text))
    words = plain(_SCALE.sub(" ", re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", whole)))
    if not words:
        return "", False
    for field, known in _HEADINGS.items():
        if words in known:
            return field, whole != unmixed(text)
    near = [
        (SequenceMatcher(None, one, words).ratio(), field)
        for field, known in _HEADINGS.items()
        for one in known
        if abs(len(one) - len(words)) <= len(words) // 4
    ]
    likeness, field = max(near, default=(0.0, ""))
    return (field, whole != unmixed(text)) if likeness >= _LIKE and len(words) > 4 else ("", False)


def _other_scale(text: str) -> str:
    found = _SCALE.search(text)
    return found[0] if found and (found[1], found[2]) != ("1", "4") else ""


def _without_empty_end(row: Row) -> Row:
    end = len(row)
    while end and not row[end - 1].text:
        end -= 1
    return row[:end]


def repeats(columns: Columns, row: Row) -> bool:
    """Whether a row is the heading again, as at the top of a page."""
    return tuple(plain(cell.text) for cell in _without_empty_end(row)) == columns.header


def misfit(columns: Columns, row: Row) -> str:
    """Why a row does not fit under the headings, as a sentence; "" where every value is under its own.

    Source of the rule: a value whose kind is that of another column has been shifted, and so may the others be.
    """
    cells = _without_empty_end(row)
    if len(cells) > columns.width:
        return f"The row has {len(cells)} cells, and the heading {columns.width}."
    last = max((at for field, at in columns.at.items() if field in (*JUDGED, "score")), default=0)
    if len(cells) <= last:
        return f"The row has {len(cells)} cells, and the heading {columns.width}."
    for field in ("description", "mitigation", "owner"):
        cell = columns.cell(cells, field)
        if cell and cell.text and _is_judgement(cell.text):
            return f"“{clean(cell.text)}” stands in the column of the {field}."
    for field in NUMBERS:
        cell = columns.cell(cells, field)
        if cell and not _may_be_number(cell.text):
            return f"“{_short(cell.text)}” stands in the column of the {field}."
    cell = columns.cell(cells, "rag_recorded")
    if cell and not _may_be_rag(cell.text):
        return f"“{_short(cell.text)}” stands in the column of the RAG."
    return _wrong_product(columns, cells)


def _short(text: str) -> str:
    return clean(text[:100])[:30]


def _is_judgement(text: str) -> bool:
    """Whether a text is what belongs in a number's or a RAG's cell: a figure or two, one letter, or a RAG's word."""
    words = text.strip()
    return bool(_JUDGEMENT.fullmatch(words)) or letters.rag(words).plain is not None


def _may_be_number(text: str) -> bool:
    """Whether a cell may be a number, well read or not: a letter of the RAG or a longer text may not."""
    words = text.strip()
    if letters.rag(words).plain is not None:
        return False
    return len(words) <= 3 or bool(re.fullmatch(r"[1-4]\W.*", words)) or words.isalpha()


def _may_be_rag(text: str) -> bool:
    """Whether a cell may be a RAG, well read or not: a mark or three, its words with a stroke, or nearly a word."""
    words = text.strip().casefold()
    if re.fullmatch(r"[1-9]", words):
        return False
    near = max(SequenceMatcher(None, word, words).ratio() for word in ("red", "amber", "green"))
    return len(words) <= 3 or near >= 0.6 or bool(re.fullmatch(r"(?:(?:red|amber|green)\W*)+", words))


def _wrong_product(columns: Columns, row: Row) -> str:
    """A score that is not the product of the two numbers says that one of the three is under another's heading."""
    texts = [cell.text.strip() if (cell := columns.cell(row, field)) else "" for field in (*NUMBERS, "score")]
    if not all(re.fullmatch(r"\d{1,2}", text) for text in texts):
        return ""
    probability, impact, score = map(int, texts)
    return "" if probability * impact == score else f"The score is {score}, and {probability} times {impact} is not."
