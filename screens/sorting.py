"""Sorting a table by several columns: the one that was chosen last comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual import on

from loti_tui.domain.item import Item
from loti_tui.domain.ordering import Order, in_order, order_marks, order_words, pressed, turned, value_of
from loti_tui.domain.state import State
from screens.bindings import bindings
from screens.filtering import Filtering
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Column


class Sorting(Filtering):
    """A table of items that is sorted by its columns. The order outlives everything but another one."""

    KIND: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    BINDINGS = bindings("sort", "sort_back")

    def __init__(self) -> None:
        super().__init__()
        self.order: Order = ()

    @property
    def headings(self) -> dict[str, str]:
        """The heading of each column, whether it is shown or not."""
        return {column.name: column.heading for column in self.COLUMNS}

    def in_order(self, items: Iterable[Item], state: State) -> list[Item]:
        """The items in the order that somebody chose; in the register's own where nobody did."""
        return in_order(items, self.order, lambda name: self.sort_key(name, state))

    def sort_key(self, name: str, state: State) -> Callable[[Item], Any]:
        """What a column is sorted by; items without a value come last, whichever way round."""
        return value_of(self.KIND, name, state, self.host.today)

    def action_sort(self) -> None:
        """Sort by the column under the cursor, then as before; where it comes first already, do not sort."""
        self.sort_by(pressed(self.order, self.table.field))

    def action_sort_back(self) -> None:
        """Sort by the column under the cursor, the other way round."""
        self.sort_by(turned(self.order, self.table.field))

    @on(RecordTable.HeadingClicked)
    def _heading_clicked(self, event: RecordTable.HeadingClicked) -> None:
        """One click sorts by the column, the next turns it round, the third ends it."""
        first = self.order[0] if self.order else None
        again = first is not None and first.name == event.column and not first.backwards
        self.sort_by((turned if again else pressed)(self.order, event.column))

    def sort_by(self, order: Order) -> None:
        """Show the rows in this order, and say which it is."""
        self.set_order(order)
        self.show_sifted()
        words = order_words(order, self.headings)
        self.tell(f"Sorted by {words}." if words else "Not sorted any more: the rows stand in the register’s order.")

    def set_order(self, order: Order) -> None:
        """Take an order; the headings say it."""
        self.order = order
        self.table.order = order_marks(order)
