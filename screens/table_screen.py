"""What the screens with a table of records share: rows, filter, sort, adding, removing, opening."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from textual import on
from textual.widget import Widget

from loti_tui.domain.changes import Edit
from loti_tui.domain.fields import Field, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.text import fold
from screens.bindings import bindings
from screens.filtering import Filtering
from screens.links import filter_words, linked, short_words
from screens.messages import AddSubmitted
from screens.widgets.plain import line
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import Cell, Column, RecordTable, TableRow

EMPTY = Cell("—", "muted")
"""Not recorded, in a table."""


class TableScreen(Filtering):
    """A table of one kind of item. A subclass names the kind, the columns and what its own cells show."""

    KIND: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    BINDINGS = bindings("open", "new", "remove", "filter", "sort", "sort_back")

    def __init__(self) -> None:
        super().__init__()
        self.sorted_by: tuple[str, bool] | None = None
        self._folded: dict[str, tuple[Item, str]] = {}
        """id -> the item as it was when its words were folded, and these."""
        self._rows: dict[str, tuple[Item, TableRow]] = {}
        self._basis: object = None

    def compose_content(self) -> Iterator[Widget]:
        yield RecordTable(self.COLUMNS)

    # -- rows ----------------------------------------------------------------------------------------------------

    def items(self, state: State) -> Sequence[Item]:
        """What has a row here, in the order that stands until somebody sorts."""
        return state.of(self.KIND)

    def basis(self, state: State) -> object:
        """What every row is worked out from besides its own item: where it is another, so are all the rows."""
        return None

    def show(self, state: State) -> None:
        items = [item for item in self.items(state) if self._matches(item, state)]
        basis = self.basis(state)
        if basis != self._basis:
            self._rows, self._basis = {}, basis
        self.table.show_rows([self._row(item, state) for item in self._in_order(items, state)], self._when_empty(state))
        self.show_record(state)

    def _row(self, item: Item, state: State) -> TableRow:
        """The row of an item; the same one as before, where nothing of the item has changed."""
        kept = self._rows.get(item.id)
        if kept is None or kept[0] is not item:
            kept = self._rows[item.id] = (item, TableRow(item.id, self.cells(item, state)))
        return kept[1]

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        """What each column shows of an item: the field's words, or what the screen works out."""
        shown = {"ref": Cell(item.ref)}
        fields = KINDS[item.KIND].fields
        for column in self.COLUMNS:
            if column.name in fields and column.name != "ref":
                words = short_words(item, fields[column.name], state)
                shown[column.name] = Cell(words) if words else EMPTY
        return shown

    def show_record(self, state: State) -> None:
        """Show the record under the cursor below the table, where a screen does that."""

    def _when_empty(self, state: State) -> str:
        if self.filter_text:
            return f"Nothing here has all of “{line(self.filter_text)}”. Esc shows every row again."
        return f"No {self.KIND} is recorded. n adds one."

    def message_end(self) -> str:
        state = self.host.state
        if state is None:
            return super().message_end()
        return f"{len(self.table.rows)} of {len(self.items(state))} · {super().message_end()}"

    @on(RecordTable.Moved)
    def _moved(self) -> None:
        if self.host.state is not None:
            self.show_record(self.host.state)

    # -- what is under the cursor --------------------------------------------------------------------------------

    def target(self) -> tuple[Item, str] | None:
        item = self.item
        return (item, self.table.field) if item else None

    @property
    def item(self) -> Item | None:
        """The record under the cursor."""
        state = self.host.state
        return state.items.get(self.table.row_id or "") if state else None

    def editable_value(self, state: State, item: Item, field: Field) -> Plain:
        return linked(state, field, super().editable_value(state, item, field))

    def not_editable(self, item: Item, name: str) -> str:
        if name == "ref":
            return f"{item.ref} keeps its reference for good. Move to another column to edit, or press Enter."
        return super().not_editable(item, name)

    # -- filter and sort -----------------------------------------------------------------------------------------

    def _matches(self, item: Item, state: State) -> bool:
        wanted = fold(self.filter_text).split()
        if not wanted:
            return True
        kept = self._folded.get(item.id)
        if kept is None or kept[0] is not item:
            fields = KINDS[item.KIND].fields
            words = [filter_words(item, fields[name], state) for name in ("ref", *KINDS[item.KIND].editable)]
            kept = self._folded[item.id] = (item, fold(" ".join(words)))
        return all(word in kept[1] for word in wanted)

    def show_sifted(self) -> None:
        if self.host.state is not None:
            self.show(self.host.state)
            self.tell_standing()

    def _in_order(self, items: Sequence[Item], state: State) -> Sequence[Item]:
        if self.sorted_by is None:
            return items
        name, backwards = self.sorted_by
        key = self.sort_key(name, state)
        known = [item for item in items if key(item) is not None]
        return [*sorted(known, key=key, reverse=backwards), *(item for item in items if key(item) is None)]

    def sort_key(self, name: str, state: State) -> Callable[[Item], Any]:
        """What a column is sorted by; items without a value come last, whichever way round."""
        if name == "ref":
            return lambda item: ref_order(item.ref)

        def key(item: Item) -> Any:
            value = getattr(item, name, None)
            return fold(value) if isinstance(value, str) else value

        return key

    def action_sort(self) -> None:
        """Sort by the column under the cursor."""
        self._sort(False)

    def action_sort_back(self) -> None:
        """Sort by the column under the cursor, the other way round."""
        self._sort(True)

    def _sort(self, backwards: bool) -> None:
        self.sorted_by = (self.table.field, backwards)
        if self.host.state is not None:
            self.show(self.host.state)
        heading = next(column.heading for column in self.COLUMNS if column.name == self.table.field)
        self.tell(f"Sorted by {heading}{', the other way round' if backwards else ''}.")

    def leave_prompt(self) -> None:
        """Nothing was asked for: back to the table."""
        self.set_focus(self.table)
        self.tell("")

    # -- records -------------------------------------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open the whole record."""
        if self.item is None:
            self.tell(f"There is no {self.KIND} here to open.", warning=True)
            return
        from screens.record import RecordScreen

        await self.app.push_screen(RecordScreen(self.NAME, self.item.id))

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    async def action_new(self) -> None:
        """Ask for the words of a new item and add it."""
        await self.ask(Prompt(f"New {self.KIND}:", self._new, left=self.leave_prompt, stays=True))

    def _new(self, words: str) -> None:
        if not words.strip():
            self.set_focus(self.table)
            self.tell("Nothing was added: nothing was typed.", warning=True)
        else:
            prompt = self.query_one(Prompt)
            self.app.post_message(AddSubmitted(self.KIND, {KINDS[self.KIND].title: words}, prompt))

    def action_remove(self) -> None:
        """Remove the record under the cursor; it stays in the log, and u brings it back."""
        item = self.item
        if item is None:
            self.tell(f"There is no {self.KIND} here to remove.", warning=True)
        else:
            self.submit(Edit(item.KIND, item.id, "removed", True, False))
