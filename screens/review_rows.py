"""The lines of a review as rows of a table: their signs, their words, and where in the document they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loti_tui.commands import key
from loti_tui.domain.text import fold
from loti_tui.intake.reviewing import Line, Standing
from screens.widgets.plain import line as one_line
from screens.widgets.rows import Cell, TableRow

MARKS = {Standing.TAKEN: "●", Standing.LEFT: "○", Standing.OPEN: "?", Standing.TOLD: "·"}
"""What becomes of a line -> the sign before it."""
MOST = 500
"""Lines of one part that are shown: a filter finds the others."""


def words(one: Line) -> str:
    """All that a filter looks for."""
    return fold(f"{one.part} {one.standing} {one.ref} {one.what} {one.now} {one.then} {one.place}")


def sentence(one: Line, inside: bool) -> str:
    """A line in words."""
    if one.standing is Standing.TOLD:
        return f"{one.ref.capitalize()}: {one.what}"
    called = one.what if inside else f"{one.ref}  {one.what}"
    if not one.field:
        return called + (f" ({one.then})" if one.then else "")
    return f"{called}: {f'{one.now} → ' if one.now else ''}{one.then}"


def rows(lines: Sequence[Line], inside: bool) -> Iterator[TableRow]:
    """The lines as rows, those of one part together; of very many, the first and how many more."""
    shown: Counter[str] = Counter()
    of_part = Counter(one.part for one in lines)
    for one in lines:
        shown[one.part] += 1
        if shown[one.part] <= MOST:
            tone = "amber" if one.standing is Standing.OPEN else "muted" if one.standing is Standing.LEFT else ""
            yield TableRow(
                one.id,
                {
                    "section": Cell(one.part),
                    "mark": Cell(MARKS[one.standing], tone),
                    "what": Cell(one_line(sentence(one, inside)), tone),
                    "behind": Cell(one_line(one.place)),
                },
            )
        elif shown[one.part] == MOST + 1:
            more = f"… and {of_part[one.part] - MOST:,} more, which are brought in too: {key('filter')} finds them."
            yield TableRow(f"more {one.part}", {"section": Cell(one.part), "what": Cell(more), "behind": Cell("")})
