"""One whole record: a row a field, each edited in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.fields import Field, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.kept_back import in_brief, kept_back
from loti_tui.domain.related import related
from loti_tui.domain.state import State, plain
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.guard import guard
from screens.links import field_words, linked
from screens.widgets.plain import line
from screens.widgets.plain import plain as plain_words
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow
from screens.withholding import Withholds

if TYPE_CHECKING:
    from loti_tui.domain.differences.trend import Earlier

FIELD_COLUMNS = (Column("field", "Field", most=30), Column("value", "Value", grow=1))


AT_THE_HEAD = ("Rating", "Trend", "Scores", "Milestone RAG")
"""What belongs to a record that stands above its fields too."""

RELATED = "related "
"""What the ids of rows begin with that are no field; the id of the item that the row speaks of follows, if any."""


def field_rows(item: Item, names: tuple[str, ...], state: State) -> list[TableRow]:
    """One row a field: its label and its words."""
    rows = []
    for name in names:
        field = KINDS[item.KIND].fields[name]
        missing = plain(item, name) is None
        shown = Cell(field_words(item, field, state), "muted" if missing else "")
        rows.append(TableRow(name, {"field": Cell(field.label), "value": shown}))
    return rows


def related_rows(item: Item, state: State, today: date, earlier: Earlier | None) -> list[TableRow]:
    """One row for each thing that belongs to the item and is none of its fields."""
    return [
        TableRow(f"{RELATED}{place} {one.item}", {"field": Cell(one.label, "muted"), "value": Cell(line(one.words))})
        for place, one in enumerate((*related(item, state, today, earlier), *kept_back(item, state)))
    ]


class FieldsScreen(RegisterScreen):
    """A screen whose rows are the fields of one item."""

    SHOWN_KEYS: ClassVar[tuple[str, ...]] = ("edit", "undo", "copy", "export")

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
        rows = self.rows(item, state) if item else []
        self.table.field = "value"
        self.table.show_rows(rows, self.when_empty)
        self.query_one("#summary", Static).update(self.summary(state))
        self.show_whole()

    def rows(self, item: Item, state: State) -> list[TableRow]:
        """One row a field."""
        return field_rows(item, self.names(item), state)

    def summary(self, state: State) -> Content:
        """What stands above the fields."""
        return Content("")

    def show_whole(self) -> None:
        """Show the whole of a value that has no room on its line."""
        whole, words = self.query_one("#whole", Static), self.whole_words
        whole.display = "\n" in words or cell_len(words) > self.table.size.width - 32
        if whole.display:
            whole.update(plain_words(words))

    @property
    def whole_words(self) -> str:
        """All of the value under the cursor: words with their lines, anything else as its row has it."""
        item, name = self.item, self.table.row_id or ""
        if item is None or not self.table.rows:
            return ""
        field = KINDS[item.KIND].fields.get(name)
        if field is not None and isinstance(field.type, Text):
            return str(plain(item, name) or "")
        return self.table.rows[self.table.place].cells["value"].text

    @property
    def when_empty(self) -> str:
        """What the screen says where there is no item."""
        return "This record is not in the register any more. Esc goes back."

    def target(self) -> tuple[Item, str] | None:
        item = self.item
        return (item, self.table.row_id) if item and self.table.row_id else None

    def editable_value(self, state: State, item: Item, field: Field) -> Plain:
        return linked(state, field, super().editable_value(state, item, field))

    def on_record_table_moved(self) -> None:
        if self.table.field != "value":
            self.table.move_to(field="value")
        self.show_whole()

    async def on_record_table_opened(self) -> None:
        await self.action_edit()


class RecordScreen(Withholds, FieldsScreen):
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

    def refresh_from(self, state: State) -> None:
        super().refresh_from(state)
        if isinstance(self.item, Risk):
            self.host.look_back()

    def summary(self, state: State) -> Content:
        item = self.item
        if item is None:
            return Content("")
        gone = "removed  " if item.removed else ""  # before the title, which may be cut
        beside = related(item, state, self.host.today, self.host.earlier)
        told = [one.words for one in beside if one.label in AT_THE_HEAD]
        told += [words] if (words := in_brief(item, state)) else []
        return Content.assemble(
            Content.styled(f"{item.ref}  ", "b"), Content.styled(gone, "$rag-red"),
            plain_words(line(item.title_words), "b"), "\n", plain_words(line(" · ".join(told)), "$key-label"),
        )  # fmt: skip

    def rows(self, item: Item, state: State) -> list[TableRow]:
        return [*super().rows(item, state), *related_rows(item, state, self.host.today, self.host.earlier)]

    def not_editable(self, item: Item, name: str) -> str:
        if self.other is not None:
            return f"{self.other.ref} has a record of its own: Enter opens it."
        return super().not_editable(item, name)

    @property
    def other(self) -> Item | None:
        """The item that the row under the cursor speaks of, where it is not this one."""
        row, state = self.table.row_id or "", self.host.state
        return state.items.get(row.rpartition(" ")[2]) if state and row.startswith(RELATED) else None

    def to_withhold(self) -> tuple[Item, str] | None:
        """The field under the cursor; on a line about a withholding, that."""
        if self.other is not None:
            return (self.other, "")
        at = self.target()
        return None if at is None or at[1].startswith(RELATED) else at

    async def action_open(self) -> None:
        """Enter edits the field under the cursor; on a line about another item it opens that."""
        if self.other is not None:
            await self.app.push_screen(RecordScreen(self.came_from, self.other.id))
        else:
            await self.action_edit()

    async def on_record_table_opened(self) -> None:
        await self.action_open()

    async def action_back(self) -> None:  # type: ignore[override]  # a command may take its time
        """Go back to the table; where something is typed here and not stored, ask first."""
        await guard(self.app).parting(self.leave, self)

    def leave(self) -> None:
        """Go back to the table."""
        self.dismiss(None)
