"""One whole record: a row a field, each edited in its place."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, plain
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.widgets.plain import line
from screens.widgets.plain import plain as plain_words
from screens.widgets.record_table import Cell, Column, RecordTable, TableRow

FIELD_COLUMNS = (Column("field", "Field", most=30), Column("value", "Value", grow=1))


def field_rows(item: Item, names: tuple[str, ...], state: State) -> list[TableRow]:
    """One row a field: its label and its words."""
    rows = []
    for name in names:
        field = KINDS[item.KIND].fields[name]
        value = plain(item, name)
        words = ", ".join(state.refs(value)) if isinstance(value, list) else line(field.type.words(value))
        missing = value is None
        shown = Cell(words or NOT_RECORDED, "muted" if missing else "")
        rows.append(TableRow(name, {"field": Cell(field.label), "value": shown}))
    return rows


class FieldsScreen(RegisterScreen):
    """A screen whose rows are the fields of one item."""

    SHOWN_KEYS = ("edit", "undo", "copy", "export")

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield RecordTable(FIELD_COLUMNS)
        yield Static(id="whole", markup=False)

    @property
    def item(self) -> Item | None:
        """The item whose fields are shown."""
        raise NotImplementedError

    def names(self, item: Item) -> tuple[str, ...]:
        """The fields to show, in order."""
        return KINDS[item.KIND].editable

    def show(self, state: State) -> None:
        item = self.item
        rows = field_rows(item, self.names(item), state) if item else []
        self.table.field = "value"
        self.table.show_rows(rows, self.when_empty)
        self.query_one("#summary", Static).update(self.summary(state))
        self.show_whole()

    def summary(self, state: State) -> Content:
        """What stands above the fields."""
        return Content("")

    def show_whole(self) -> None:
        """Show the whole of a value that has no room on its line."""
        item, whole = self.item, self.query_one("#whole", Static)
        value = plain(item, self.table.row_id or "ref") if item else None
        whole.display = isinstance(value, str) and ("\n" in value or cell_len(value) > self.table.size.width - 32)
        if whole.display:
            whole.update(plain_words(value))

    @property
    def when_empty(self) -> str:
        """What the screen says where there is no item."""
        return "This record is not in the register any more. Esc goes back."

    def target(self) -> tuple[Item, str] | None:
        item = self.item
        return (item, self.table.row_id) if item and self.table.row_id else None

    def on_record_table_moved(self) -> None:
        if self.table.field != "value":
            self.table.move_to(field="value")
        self.show_whole()

    async def on_record_table_opened(self) -> None:
        await self.action_edit()


class RecordScreen(FieldsScreen):
    """Every field of one record; Esc goes back to the table."""

    BINDINGS = bindings("open")
    SHOWN_KEYS = ("edit", "undo", "copy", "back")

    def __init__(self, came_from: str, item_id: str) -> None:
        super().__init__()
        self.came_from = came_from
        self.item_id = item_id

    @property
    def tab(self) -> str:
        return self.came_from

    @property
    def item(self) -> Item | None:
        state = self.host.state
        return state.items.get(self.item_id) if state else None

    def summary(self, state: State) -> Content:
        item = self.item
        if item is None:
            return Content("")
        gone = "  removed" if item.removed else ""
        return Content.assemble(
            Content.styled(f"{item.ref}  ", "b"), plain_words(item.title_words, "b"), Content.styled(gone, "$rag-red")
        )

    async def action_open(self) -> None:
        """Enter edits the field under the cursor."""
        await self.action_edit()

    def action_back(self) -> None:
        """Go back to the table."""
        self.dismiss(None)
