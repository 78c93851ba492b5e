"""A table in parts: each part has a title, columns of its own and rows that are records, fields or sums, all by id.

Titles and empty lines belong to no row. A cell that has nothing beside it takes the room that is there, so that a
sentence or a sum needs no columns of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from screens.bindings import bindings
from screens.widgets.plain import fitted
from screens.widgets.record_table import GAP, MARK, RecordTable
from screens.widgets.rows import Column, TableRow

LABEL = "label"
"""The column of what a row is called: the cursor passes it by."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name for the program, its title, its columns and its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


class Ledger(RecordTable):
    """Rows under the titles of their parts, walked like any table of records."""

    COMPONENT_CLASSES = RecordTable.COMPONENT_CLASSES | {"record-table--section"}
    BINDINGS = bindings("next_part", "part_before")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__([Column("value", "", grow=1)], id=id)
        self.parts: tuple[Part, ...] = ()
        self._part: dict[str, Part] = {}
        """Row -> its part."""
        self._shares: dict[str, dict[str, int]] = {}
        """Part -> the widths of its columns that are shown."""
        self._lines: list[Part | TableRow | None] = []
        """What stands on each line: a title, a row, or nothing."""
        self._line_of: dict[str, int] = {}
        self._wanted: int | None = None
        """Where the cursor was last put, in cells from the left: it goes back there from a row that is shorter."""

    # -- rows ----------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Sequence[Part], empty: str) -> None:
        """Show these parts, those without rows left out; the cursor stays on its row."""
        self.parts = tuple(part for part in parts if part.rows)
        self._part = {row.id: part for part in self.parts for row in part.rows}
        self._lines = []
        for part in self.parts:
            self._lines += [*((None,) if self._lines else ()), part, *part.rows]
        self._line_of = {one.id: place for place, one in enumerate(self._lines) if isinstance(one, TableRow)}
        self.show_rows([row for part in self.parts for row in part.rows], empty)

    @property
    def part(self) -> Part | None:
        """The part that the cursor is in."""
        return self._part.get(self.row_id or "")

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self._shares = {part.name: shares(part, width) for part in self.parts}
        self.virtual_size = Size(width, len(self._lines))
        self._land()

    # -- the cursor ----------------------------------------------------------------------------------------------

    def _spans(self, row: TableRow) -> dict[str, tuple[int, int]]:
        """column -> where its cell begins in a row, and how wide it is: as far as the next cell."""
        found: dict[str, tuple[int, int]] = {}
        x, last = len(MARK), ""
        for name, width in self._shares[self._part[row.id].name].items():
            if name in row.cells:
                found[name], last = (x, width), name
            elif last:
                found[last] = (found[last][0], x + width - found[last][0])
            x += width + GAP
        return found

    def _land(self, field: str | None = None) -> None:
        """Put the cursor on a column of its row: the one that is named, else the nearest to where it was wanted."""
        if not self.rows:
            return
        starts = {name: x for name, (x, _) in self._spans(self.rows[self.place]).items() if name != LABEL}
        names = list(starts)
        if field in starts:
            self.field, self._wanted = field, starts[field]
        elif names and self._wanted is None:  # beside the reference, where there is one
            self.field = names[min(1, len(names) - 1)]
        elif names:
            wanted = self._wanted or 0
            self.field = min(names, key=lambda name: abs(starts[name] - wanted))

    def move_to(self, row_id: str | None = None, field: str | None = None) -> None:
        if row_id is not None and row_id in self._places:
            self.row_id = row_id
        self._land(field)
        self.refresh()
        self._keep_in_sight()
        self.post_message(self.Moved(self))

    def _move(self, rows: int = 0, columns: int = 0) -> None:
        if not self.rows:
            return
        if columns:
            names = [name for name in self._spans(self.rows[self.place]) if name != LABEL]
            self.move_to(field=names[min(max(names.index(self.field) + columns, 0), len(names) - 1)])
        else:
            self.move_to(self.rows[min(max(self.place + rows, 0), len(self.rows) - 1)].id)

    def _page(self, lines: int) -> None:
        """Move to the row that stands so many lines further; one row at least."""
        if not self.rows:
            return
        wanted = self._line_of[self.row_id or ""] + lines
        places = [place for place, row in enumerate(self.rows) if self._line_of[row.id] <= max(wanted, 1)]
        step = places[-1] - self.place
        self._move(rows=max(step, 1) if lines > 0 else min(step, -1))

    def action_page_up(self) -> None:
        self._page(2 - self.size.height)

    def action_page_down(self) -> None:
        self._page(self.size.height - 2)

    def action_next_part(self) -> None:
        """Move to the first row of the next part."""
        self._go_to_part(next((b for a, b in pairwise(self.parts) if a is self.part), None))

    def action_part_before(self) -> None:
        """Move to the first row of this part, or from there of the part before."""
        part = self.part
        if part and part.rows[0].id == self.row_id:
            part = next((a for a, b in pairwise(self.parts) if b is part), part)
        self._go_to_part(part)

    def _go_to_part(self, part: Part | None) -> None:
        """Put the cursor on the first row of a part, and as much of the part in sight as there is room for."""
        if part is None:
            return
        first, last = (self._line_of[row.id] for row in (part.rows[0], part.rows[-1]))
        top = min(max(self.scroll_offset.y, last - self.size.height + 1), first - 1)
        self.scroll_to(y=top, animate=False, immediate=True)
        self.move_to(part.rows[0].id)

    def _keep_in_sight(self) -> None:
        body = self.size.height
        if body > 0 and self.rows:
            line = self._line_of[self.row_id or ""]
            first = line - 1 if isinstance(self._lines[line - 1], Part) else line  # with the title above it
            top = min(max(self.scroll_offset.y, line - body + 1), first)
            if top != self.scroll_offset.y:
                self.scroll_to(y=top, animate=False, immediate=True)
        self._show_terminal_cursor()

    def cell_region(self) -> Region:
        x, width = self._spans(self.rows[self.place])[self.field] if self.rows else (len(MARK), 1)
        y = self._line_of.get(self.row_id or "", 0) - self.scroll_offset.y
        return Region(self.content_region.x + x, self.content_region.y + y, width, 1)

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # a table without parts would count its lines otherwise
        y = event.y + self.scroll_offset.y
        row = self._lines[y] if 0 <= y < len(self._lines) else None
        if not isinstance(row, TableRow):
            return
        under = [name for name, (x, width) in self._spans(row).items() if x <= event.x < x + width and name != LABEL]
        self.move_to(row.id, *under)
        if event.chain == 2:
            self.post_message(self.Opened(self))

    # -- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.rows:
            return self.said(self.empty if y == 0 else "", width)
        y += self.scroll_offset.y
        shown = self._lines[y] if y < len(self._lines) else None
        if isinstance(shown, Part):
            return self._title_line(shown, width)
        return Strip.blank(width, self.rich_style) if shown is None else self._row_line(shown, width)

    def _title_line(self, part: Part, width: int) -> Strip:
        """The title, and above the columns that hold something their headings."""
        base, heading = self.rich_style, self.get_component_rich_style("record-table--heading")
        section = base + self.get_component_rich_style("record-table--section", partial=True)
        columns = {column.name: column for column in part.columns}
        headed, x = [], len(MARK)
        for name, room in self._shares[part.name].items():
            if columns[name].heading and any(name in row.cells for row in part.rows):
                headed.append((x, room, columns[name]))
            x += room + GAP
        at = max(len(MARK), (headed[0][0] if headed else width) - GAP)
        segments = [Segment(fitted(f" {part.title}", at), section)]
        for x, room, column in headed:
            segments += [Segment(" " * (x - at), base), Segment(fitted(column.heading, room, column.align), heading)]
            at = x + room
        return Strip(segments).adjust_cell_length(width, base)

    def _row_line(self, row: TableRow, width: int) -> Strip:
        here = row.id == self.row_id
        base = self.get_component_rich_style("record-table--row") if here else self.rich_style
        mark = self.get_component_rich_style("record-table--mark") if here and self.has_focus else base
        aligned = {column.name: column.align for column in self._part[row.id].columns}
        segments, at = [Segment(MARK if here else " ", base + Style(color=mark.color))], len(MARK)
        for name, (x, room) in self._spans(row).items():
            cell = row.cells[name]
            style = self._cell_style(cell, base, here and name == self.field and self.has_focus)
            segments += [Segment(" " * (x - at), base), Segment(fitted(cell.text, room, aligned[name]), style)]
            at = x + room
        return Strip(segments).adjust_cell_length(width, base)


def shares(part: Part, width: int) -> dict[str, int]:
    """The widths of a part's columns in a table of `width` cells: as wide as what they hold, the rest for those that
    grow, by their shares."""
    shown = [column for column in part.columns if width >= column.shown_from]
    found = {column.name: min(column.most, max(needs(part, column), default=0)) for column in shown if not column.grow}
    growing = [column for column in shown if column.grow]
    left = width - len(MARK) - 1 - sum(found.values()) - GAP * (len(shown) - 1)
    shared = shared_out(left, {column.name: column.grow for column in growing})
    found |= {column.name: max(column.least, shared[column.name], 1) for column in growing}
    return {column.name: found[column.name] for column in shown}


def needs(part: Part, column: Column) -> Iterator[int]:
    """The cells that each thing in a column needs."""
    yield from (column.least, cell_len(column.heading))
    yield from (cell_len(row.cells[column.name].text) for row in part.rows if column.name in row.cells)


def shared_out(room: int, weights: Mapping[str, int]) -> dict[str, int]:
    """A room shared out by weights, to the last cell."""
    found, total = {}, sum(weights.values())
    for name, weight in weights.items():
        found[name] = room * weight // total
        room, total = room - found[name], total - weight
    return found
