"""What the screens with a table of records share: rows, filter, sort, adding, removing, opening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import ClassVar

from textual import on
from textual.widget import Widget

from loti_tui.commands import key
from loti_tui.domain.changes import Edit
from loti_tui.domain.fields import Field, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted
from screens.bindings import bindings
from screens.links import linked, short_words
from screens.marking import Marking
from screens.sieve import Sieve
from screens.widgets.plain import line
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, Rows, TableRow, spread
from screens.withholding import Withholds

EMPTY = Cell("—", "muted")
"""Not recorded, in a table."""
ID = attrgetter("id")
KEPT = 2_000
"""Rows that are kept once they were made, at most: those in sight are made anew in no time."""
AT_ONCE, BETWEEN = 400, 0.001
"""Items whose words are folded at once, and the seconds left for a key before the next of them."""
REST, FEW, PAUSE = 1.0, 100, 0.004
"""Seconds after which the words are folded though nobody filters, and the same of that: nobody should notice it."""


class TableScreen(Withholds, Marking):
    """A table of one kind of item. A subclass names the kind, the columns and what its own cells show."""

    KIND: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    BINDINGS = bindings("open", "new", "duplicate", "remove", "filter")

    def __init__(self) -> None:
        super().__init__()
        self.sieve = Sieve()
        self._folding = False
        """Whether the words of more items are about to be folded."""
        self._ahead = False
        """Whether they are folded though nobody filters, or are about to be."""
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
        basis = self.basis(state)
        if basis != self._basis or len(self._rows) > KEPT:
            self._rows, self._basis = {}, basis
        self.keep_marks(state)
        arranged = self.arranged(state)
        items = self.sieve.sifted(arranged, self.filter_text, state)
        sample = [item.id for item in spread(arranged)]
        rows = Rows(list(map(ID, items)), lambda id: self._row(state.items[id], state), sample)
        self.table.show_rows(rows, self._when_empty(state))
        self.show_record(state)
        if not self._ahead:
            self._ahead = True
            self.set_timer(REST, self._fold_ahead)

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
        if self.view.only:
            return f"There is nothing in the view “{line(self.view_words)}” now. Esc shows every row again."
        return f"No {self.KIND} is recorded. {key('new')} adds one."

    def message_end(self) -> str:
        state = self.host.state
        if state is None:
            return super().message_end()
        return " · ".join(one for one in (self.shown_words(state), self.marked_words, super().message_end()) if one)

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

    async def action_filter(self) -> None:
        """Filter as it is typed; before the first letter the words to look for are being folded."""
        await super().action_filter()
        self.show_as_typed()

    def show_as_typed(self) -> None:
        """Of many items the words are folded between the keys: the rows follow as soon as all of them are."""
        state = self.host.state
        if state is None:
            return
        if self.sieve.prepare(self.items(state), state, AT_ONCE):
            self.show_sifted()
        elif not self._folding:
            self._folding = True
            self.set_timer(BETWEEN, self._fold_on)

    def _fold_ahead(self) -> None:
        """Fold the words in small steps long before a filter is asked for: its first letter then waits for none."""
        state = self.host.state
        if state is not None and not self.sieve.prepare(self.items(state), state, FEW):
            self.set_timer(PAUSE, self._fold_ahead)

    def _fold_on(self) -> None:
        self._folding = False
        self.show_as_typed()

    def show_sifted(self) -> None:
        if self.host.state is not None:
            self.show(self.host.state)
            self.tell_standing()

    def action_back(self) -> None:
        """Clear the filter; else show every item again; else let go of the marks."""
        if not self.cleared():
            super().action_back()

    def cleared(self) -> bool:
        """Clear what Esc clears first, and say so; whether there was anything."""
        if self.filter_text and self.filter_text != self.view.filter:
            self.show_all()
            self.tell("The filter was cleared.")
        elif self.view_words or self.filter_text:
            words = f"The view {quoted(self.view_words)}" if self.view_words else "The filter"
            self.leave_view()
            self.tell(f"{words} was cleared.")
        elif self.marked:
            self.unmark()
        else:
            return False
        return True

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

        await self.app.push_screen(RecordScreen(self.tab, self.item.id))

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    async def action_new(self) -> None:
        """Add a new item in a form: its words and Enter are enough."""
        from screens.dialogs.form import new_form

        await self.app.push_screen(new_form(self.KIND, self.to_new, self.called))

    async def action_duplicate(self) -> None:
        """Add an item with the values of the one under the cursor, to be changed in a form."""
        if self.item is None:
            return self.tell(f"There is no {self.KIND} here to add another like it.", warning=True)
        from screens.dialogs.form import another_like

        await self.app.push_screen(another_like(self.item, self.to_new))
        return None

    def to_new(self, id: str) -> None:
        """Put the cursor on an item that was added."""
        self.table.move_to(id)

    def called(self, words: str) -> tuple[str, str]:
        """Of which kind a new item is, and its title, by the words that are typed."""
        return self.KIND, words

    def action_remove(self) -> None:
        """Remove the record under the cursor, or all that are marked; they stay in the log, and u brings them back."""
        item = self.item
        if self.marked:
            self.remove_marked()
        elif item is None:
            self.tell(f"There is no {self.KIND} here to remove.", warning=True)
        else:
            self.submit(Edit(item.KIND, item.id, "removed", True, False))
