"""What a table of records shows: its columns, and rows of cells by the name of the column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

T = TypeVar("T")

MEASURED = 32
"""Of more rows than so many the columns take their widths from a sample."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one field of one row shows: one line of text, and a tone (a component class of the table)."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `grow` columns share the room that is left; others are as wide as what they hold, up to `most`."""

    name: str
    heading: str
    align: str = "left"
    grow: int = 0
    least: int = 0
    most: int = 30
    shown_from: int = 0
    """The table's width in cells from which the column is shown."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record: its id and its cells by the name of the column."""

    id: str
    cells: dict[str, Cell]


class Rows(Sequence[TableRow]):
    """Rows that are made when they are drawn: of a long table only those in sight are."""

    def __init__(
        self, ids: Sequence[str], made: Callable[[str], TableRow], sample: Sequence[str] | None = None
    ) -> None:
        """For the records with these ids, in this order; `made` gives the row of one. Of the `sample` the columns take
        their widths: some of these records, or of those that they were sifted from."""
        self.ids = ids
        self.sample = spread(ids) if sample is None else sample
        self._made = made

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> TableRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[TableRow]: ...

    def __getitem__(self, place: int | slice) -> TableRow | Sequence[TableRow]:
        if isinstance(place, slice):
            return [self._made(id) for id in self.ids[place]]
        return self._made(self.ids[place])

    @property
    def measured(self) -> Sequence[TableRow]:
        """The rows of the sample."""
        return [self._made(id) for id in self.sample]


def spread(all: Sequence[T]) -> Sequence[T]:
    """All of them, or of many a sample from everywhere."""
    last = len(all) - 1
    return all if last < MEASURED else [all[place * last // (MEASURED - 1)] for place in range(MEASURED)]
