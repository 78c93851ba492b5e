"""How wide the columns of a table are: worked out once from what stands in them, for every format that needs widths."""

from __future__ import annotations

from collections.abc import Sequence

from loti_tui.packs.report import Table

LONG = 60
"""Characters above which a longer cell does not make its column wider still: it has more lines instead."""
PADDING = 2
"""What the space between two columns comes to, in characters."""


def shares(table: Table) -> list[float]:
    """The part of the table's width that each column gets; together 1.

    A column is never narrower than its longest word, and grows with what its cells hold on the average.
    """
    weights = [
        weight([column.title, *(texts[place].text for texts in table.rows)])
        for place, column in enumerate(table.columns)
    ]
    total = sum(weights)
    return [one / total for one in weights]


def weight(texts: Sequence[str]) -> float:
    """How wide one column would like to be, in characters."""
    word = max((len(part) for text in texts for part in text.split()), default=0)
    lengths = sorted(min(len(text), LONG) for text in texts)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0  # one long cell among many does not rule
    average = sum(lengths) / len(lengths) if lengths else 0
    return PADDING + max(min(word, LONG / 2), (usual + average) / 2)
