"""From items to the words of a report: one field, one fact, one table. Nothing is left empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Money, When
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import plain
from loti_tui.packs.report import Cell, Column, Facts, Kind, Table

NOTHING = "Nothing recorded."
WITHHELD = "Withheld"
T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[T_contra]):
    """One column of a table: its head, and what it says of an item."""

    column: Column
    says: Callable[[T_contra], str | Cell]


def words(item: Item, name: str, *, short: bool = False) -> str:
    """One field in words, "Not recorded" where there is nothing; dates at their own precision."""
    if name in item.withheld:
        return WITHHELD
    value = getattr(item, name)
    if isinstance(value, PartialDate):
        return value.short() if short else value.spoken()
    return KINDS[item.KIND].fields[name].type.words(plain(item, name))


def label(kind: str, name: str) -> str:
    """What people call a field."""
    return KINDS[kind].fields[name].label


def facts(item: Item | None, *names: str) -> tuple[tuple[str, str], ...]:
    """Label and words of these fields; none of an item that is not there."""
    return tuple((label(item.KIND, name), words(item, name)) for name in names) if item else ()


def of_item(item: Item, *names: str) -> Facts:
    """These fields as a block."""
    return Facts(facts(item, *names))


def told(title: str, says: Callable[[T], str | Cell], kind: Kind = "text") -> Told[T]:
    """A column that says more than one field."""
    return Told(Column(title, kind), says)


def field(kind: str, name: str) -> Told[Item]:
    """A column that says one field, under its label."""
    described = KINDS[kind].fields[name]
    of: Kind = "date" if isinstance(described.type, When) else "money" if isinstance(described.type, Money) else "text"
    return Told(Column(described.label, of), lambda item: words(item, name, short=True))


def table(caption: str, items: Iterable[T], *columns: Told[T], name: str = "") -> Table:
    """One row for each item; the first column heads the rows. `name` is that of a spreadsheet's sheet."""
    rows = tuple(tuple(as_cell(one.says(item)) for one in columns) for item in items)
    return Table(caption, tuple(one.column for one in columns), rows, name=name)


def as_cell(said: str | Cell) -> Cell:
    return said if isinstance(said, Cell) else Cell(said)


def sentence(text: str) -> str:
    """With a capital letter in front; the rest as it is."""
    return text[:1].upper() + text[1:]
