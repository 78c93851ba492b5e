"""A table of records: the cursor is on a record and a field, never on a row number.

It draws only the lines that can be seen, straight from plain text, so that nothing in a cell can be markup and the
number of rows costs nothing. Whatever happens to the rows (sort, filter, undo, another person's change), the cursor
stays on its record for as long as that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from screens.bindings import bindings
from screens.widgets.drawn_by_line import DrawnByLine, Face, toned
from screens.widgets.plain import fitted
from screens.widgets.rows import Cell, Column, Rows, TableRow, spread

GAP = 2
"""Cells between two columns."""
MARK = "▌"
"""Stands before the row of the cursor: the row is known without colour."""
MARKED, BOTH = "•", "◘"
"""Stands before a row that is marked; before one that is marked and has the cursor."""


class RecordTable(DrawnByLine, can_focus=True):
    """Rows of records, walked by keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--heading",
        "record-table--row",
        "record-table--cell",
        "record-table--mark",
        "record-table--muted",
        "record-table--red",
        "record-table--amber",
        "record-table--green",
        "record-table--late",
    }
    BINDINGS = bindings(
        "cursor_up", "cursor_down", "cursor_left", "cursor_right", "page_up", "page_down", "first", "last"
    )

    class Moved(Message):
        """The cursor is on another record or field."""

        def __init__(self, table: RecordTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> RecordTable:
            return self.table

    class Laid(Moved):
        """The columns have other places or widths: the window has changed."""

    class Opened(Moved):
        """The record under the cursor was clicked a second time."""

    class MarkClicked(Moved):
        """The place of the mark before the record under the cursor was clicked."""

    class HeadingClicked(Moved):
        """The heading of a column was clicked."""

        def __init__(self, table: RecordTable, column: str) -> None:
            super().__init__(table)
            self.column = column

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.rows: Sequence[TableRow] = ()
        self.empty = "Reading the register …"
        self.row_id: str | None = None
        self.field = self.columns[min(1, len(columns) - 1)].name
        self.marked: Set[str] = frozenset()
        """The ids of the rows that are marked, among others perhaps."""
        self.order: Mapping[str, tuple[str, str]] = {}
        """Column -> the arrow at its heading, and its number where the rows are sorted by several."""
        self.ids: Sequence[str] = ()
        """The ids of the rows, in their order."""
        self._placed: dict[str, int] | None = {}
        self._found: tuple[str | None, int | None] = (None, None)
        """The record of the cursor, and where its row was found."""
        self._widths: dict[str, int] = {}

    # -- rows ----------------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[TableRow], empty: str) -> None:
        """Show these rows; the cursor stays on its record, or goes to the one that took its place."""
        before = self.place
        self.rows, self.empty = rows, empty
        ids = rows.ids if isinstance(rows, Rows) else [row.id for row in rows]
        if ids != self.ids:
            self.ids, self._placed, self._found = ids, None, (None, None)
        if self._standing is None:
            self.row_id = ids[min(before, len(ids) - 1)] if ids else None
        self._measure()
        self._keep_in_sight()
        self.redraw()
        self.call_after_refresh(self._keep_in_sight)

    def _to_measure(self) -> Sequence[TableRow]:
        """The rows that say how wide a column is: those in sight and a sample from everywhere, so that no column
        changes its width while somebody scrolls or filters."""
        sample = self.rows.measured if isinstance(self.rows, Rows) else spread(self.rows)
        return [*sample, *self.rows[self._top : self._top + self.size.height]]

    def _measure(self) -> None:
        """Give each column that fits its width."""
        measured = self._to_measure()
        width = self.scrollable_content_region.width
        room = width - len(MARK) - 1
        shown = [column for column in self.columns if self.outer_size.width >= column.shown_from]
        widths = {
            column.name: max(
                self._signed(column),
                min(
                    column.most,
                    max(
                        [column.least, cell_len(column.heading)]
                        + [cell_len(row.cells[column.name].text) for row in measured if column.name in row.cells]
                    ),
                ),
            )
            for column in shown
            if not column.grow
        }
        growing = [column for column in shown if column.grow]
        left = room - sum(widths.values()) - GAP * (len(shown) - 1)
        total = sum(column.grow for column in growing)
        for place, column in enumerate(growing):
            share = left * column.grow // total if place < len(growing) - 1 else left
            widths[column.name] = max(column.least, share)
            left -= widths[column.name]
            total -= column.grow
        fitting = {column.name: widths[column.name] for column in shown}
        if fitting != self._widths:
            self._widths = fitting
            self.faces.clear()
        if self.field not in self._widths:
            self.field = shown[0].name
        self.virtual_size = Size(width, len(self.rows) + self.head)

    @property
    def head(self) -> int:
        """How many lines stand above the rows."""
        return 1

    def _signed(self, column: Column) -> int:
        """The least width of a column whose heading has an arrow and a number: one cell of these is in the gap."""
        arrow, number = self.order.get(column.name, ("", ""))
        return cell_len(column.heading + arrow + number) - 1 if number else 0

    def watch_show_vertical_scrollbar(self) -> None:
        """The scrollbar takes room from the columns that grow."""
        self.call_after_refresh(self.on_resize)

    def on_resize(self) -> None:
        """Share the width anew."""
        self._measure()
        self.refresh()
        self._keep_in_sight()
        self.post_message(self.Laid(self))

    # -- the cursor ----------------------------------------------------------------------------------------------

    @property
    def _places(self) -> Mapping[str, int]:
        """id -> where its row stands now; worked out when it is first asked for."""
        if self._placed is None:
            self._placed = {id: place for place, id in enumerate(self.ids)}
        return self._placed

    def shows(self, row_id: str | None) -> bool:
        """Whether a record has a row here."""
        return row_id in self._places

    @property
    def _standing(self) -> int | None:
        """Where the row of the cursor stands, if it has one: to look for one row is faster than to note all of them."""
        if self._found[0] != self.row_id:
            self._found = (self.row_id, self._find(self.row_id))
        return self._found[1]

    def _find(self, row_id: str | None) -> int | None:
        if row_id is None:
            return None
        if self._placed is None:
            return self.ids.index(row_id) if row_id in self.ids else None
        return self._placed.get(row_id)

    @property
    def place(self) -> int:
        """Where the record under the cursor stands now."""
        return self._standing or 0

    def move_to(self, row_id: str | None = None, field: str | None = None) -> None:
        """Put the cursor on a record and a field, where they are shown."""
        if row_id is not None and self.shows(row_id):
            self.row_id = row_id
        if field is not None and field in self._widths:
            self.field = field
        self.redraw()
        self._keep_in_sight()
        self.post_message(self.Moved(self))

    def _move(self, rows: int = 0, columns: int = 0) -> None:
        if not self.rows:
            return
        names = list(self._widths)
        column = min(max(names.index(self.field) + columns, 0), len(names) - 1)
        row = min(max(self.place + rows, 0), len(self.rows) - 1)
        self.move_to(self.ids[row], names[column])

    def step(self, columns: int) -> bool:
        """Move so many columns; whether there was a column to move to."""
        before = self.field
        self._move(columns=columns)
        return self.field != before

    @property
    def _top(self) -> int:
        """The place of the first row in sight, with that under the cursor in sight too."""
        return min(max(self.scroll_offset.y, self.place - self.size.height + 2), self.place)

    def _keep_in_sight(self) -> None:
        if self.size.height > 1 and self.rows and self._top != self.scroll_offset.y:
            self.scroll_to(y=self._top, animate=False, immediate=True)
        self._show_terminal_cursor()

    def _show_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the cell: braille displays and screen readers follow it."""
        if self.has_focus and self.rows:
            region = self.cell_region()
            self.app.cursor_position = Offset(region.x, region.y)

    def cell_region(self) -> Region:
        """Where the cell under the cursor is on the screen."""
        x = len(MARK)
        for name, width in self._widths.items():
            if name == self.field:
                break
            x += width + GAP
        y = 1 + self.place - self.scroll_offset.y
        return Region(self.content_region.x + x, self.content_region.y + y, self._widths[self.field], 1)

    def on_focus(self) -> None:
        self.call_after_refresh(self._show_terminal_cursor)

    def action_cursor_up(self) -> None:
        self._move(rows=-1)

    def action_cursor_down(self) -> None:
        self._move(rows=1)

    def action_cursor_left(self) -> None:
        self._move(columns=-1)

    def action_cursor_right(self) -> None:
        self._move(columns=1)

    def action_page_up(self) -> None:
        self._move(rows=2 - self.size.height)

    def action_page_down(self) -> None:
        self._move(rows=self.size.height - 2)

    def action_first(self) -> None:
        self._move(rows=-len(self.rows))

    def action_last(self) -> None:
        self._move(rows=len(self.rows))

    def on_click(self, event: events.Click) -> None:
        row = event.y - 1 + self.scroll_offset.y
        field, x = "", len(MARK)
        for name, width in self._widths.items():
            if x <= event.x < x + width + GAP:
                field = name
            x += width + GAP
        if event.y < 1 and field:
            self.post_message(self.HeadingClicked(self, field))
        if event.y < 1 or row >= len(self.rows):
            return
        self.move_to(self.ids[row], field or self.field)
        if event.x < len(MARK):
            self.post_message(self.MarkClicked(self))
        elif event.chain == 2:
            self.post_message(self.Opened(self))

    # -- drawing -------------------------------------------------------------------------------------------------

    def face(self, y: int) -> Face:
        """What a line would be drawn from now, besides the widths of the columns: of which kind it is comes first."""
        if y == 0:
            return ("heading", *self.order.items())
        if not self.rows:
            return ("empty", self.empty if y == 1 else "")
        place = y - 1 + self.scroll_offset.y
        if place >= len(self.rows):
            return ("blank",)
        row = self.rows[place]
        here, marked = row.id == self.row_id, row.id in self.marked
        return ("row", row, marked, here, here and self.field, (here or marked) and self.has_focus)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        self.faces[y] = face = self.face(y)
        match face[0]:
            case "heading":
                return self._heading_line(width)
            case "empty":
                return self.said(face[1], width)
            case "row":
                return self._row_line(face[1], width)
        return Strip.blank(width, self.base_style)

    def said(self, words: str, width: int) -> Strip:
        """Words in the place of rows, as a line."""
        style = self.get_component_rich_style("record-table--muted")
        return Strip([Segment(fitted(f" {words}", width), style)], width)

    def _heading_line(self, width: int) -> Strip:
        style = self.get_component_rich_style("record-table--heading")
        parts = [
            heading(column, self._widths[column.name], *self.order.get(column.name, ("", "")))
            for column in self.columns
            if column.name in self._widths
        ]
        return Strip([Segment(fitted(" " + (" " * (GAP - 1)).join(parts), width), style)], width)

    def _row_line(self, row: TableRow, width: int) -> Strip:
        here = row.id == self.row_id
        base = self.get_component_rich_style("record-table--row") if here else self.base_style
        marked = row.id in self.marked
        mark = self.get_component_rich_style("record-table--mark") if marked or (here and self.has_focus) else base
        sign = (BOTH if here else MARKED) if marked else MARK if here else " "
        parts = [(sign, toned(base, mark.color))]
        for column in self.columns:
            if (room := self._widths.get(column.name)) is not None:
                cell = row.cells.get(column.name, Cell(""))
                style = self._cell_style(cell, base, here and column.name == self.field and self.has_focus)
                parts += (fitted(cell.text, room, column.align), style), (" " * GAP, base)
        return Strip(joined(parts[:-1])).adjust_cell_length(width, base)

    def _cell_style(self, cell: Cell, base: Style, under_cursor: bool) -> Style:
        if under_cursor:
            return self.get_component_rich_style("record-table--cell")
        if not cell.tone:
            return base
        tone = self.get_component_rich_style(f"record-table--{cell.tone}", partial=True)
        return toned(base, tone.color, tone.bold)


def joined(parts: Iterable[tuple[str, Style]]) -> list[Segment]:
    """Words in their styles as segments, neighbours in one style as one: each is cut, filtered and written by itself,
    in every line of the table."""
    return [
        Segment("".join(words for words, _ in same), style) for style, same in groupby(parts, key=lambda part: part[1])
    ]


def heading(column: Column, width: int, arrow: str = "", number: str = "") -> str:
    """A heading in one cell more than its column has: of the gap, for the sign that the rows are sorted by it."""
    words = column.heading
    if not arrow:
        return fitted(words, width, column.align) + " "
    signs = (f" {arrow}{number}", f"{arrow}{number}", arrow)
    sign = next((one for one in signs if cell_len(words) + cell_len(one) <= width + 1), arrow)
    shortened = fitted(words, min(cell_len(words), width + 1 - cell_len(sign)))
    return fitted(shortened + sign, width + 1, column.align)
