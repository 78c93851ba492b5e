"""The lists of the overview: each under its title, as high as what it holds where there is room, and walked as one."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from screens.bindings import bindings
from screens.widgets.plain import fitted
from screens.widgets.record_table import GAP, MARK, RecordTable
from screens.widgets.rows import Column, TableRow
from screens.widgets.wrapping import broken

LEAST = 4
"""Lines that every list has before one of them has more: its title and three rows."""
NOTE = 2
"""Lines that the note under a title has at most."""
FAR = 100
"""More lists than there are."""
RULE = "─"


class OverviewList(RecordTable):
    """Rows under a title on a hairline, and under a note where there is one. Only the list with the focus marks its
    row; beyond its first and its last row lie the other lists."""

    COMPONENT_CLASSES = RecordTable.COMPONENT_CLASSES | {"record-table--section", "record-table--rule"}
    BINDINGS = bindings("next_part", "part_before")

    class Left(Message):
        """The cursor moves on by so many lists, to the row at `place` (-1: the last) or to where it was there."""

        def __init__(self, table: OverviewList, lists: int, place: int | None = None) -> None:
            super().__init__()
            self.table = table
            self.lists = lists
            self.place = place

    def __init__(self, columns: Sequence[Column], *, id: str) -> None:
        super().__init__(columns, id=id)
        self.title = ""
        self.right = ""
        """What stands at the right end of the title."""
        self.note = ""

    def show_list(self, title: str, right: str, rows: Sequence[TableRow], empty: str, note: str = "") -> None:
        """Show these rows under a title; where there are none, `empty` says so."""
        high = self.wanted(self.size.width)
        self.title, self.right, self.note = title, right, note
        self.show_rows(rows, empty)
        if self.wanted(self.size.width) != high and isinstance(self.parent, Shared):
            self.parent.share_anew()

    # -- layout --------------------------------------------------------------------------------------------------

    def note_lines(self, width: int) -> list[str]:
        """The note, on as many lines as it may have; with … where that is too few."""
        lines = broken(self.note, max(1, width - 2)) if self.note else []
        return lines if len(lines) <= NOTE else [*lines[: NOTE - 1], fitted(" ".join(lines[NOTE - 1 :]), width - 2)]

    @property
    def head(self) -> int:
        return 1 + len(self.note_lines(self.size.width))

    def wanted(self, width: int) -> int:
        """How many lines it would have if there were room for all."""
        return 1 + len(self.note_lines(width)) + (len(self.rows) or bool(self.empty))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if isinstance(self.parent, Shared):
            return self.parent.share_of(self, container.height, width)
        return self.wanted(width)

    def _keep_in_sight(self) -> None:
        body = self.size.height - self.head
        if body > 0 and self.rows:
            top = min(max(self.scroll_offset.y, self.place - body + 1), self.place)
            if top != self.scroll_offset.y:
                self.scroll_to(y=top, animate=False, immediate=True)
        self._show_terminal_cursor()

    def cell_region(self) -> Region:
        y = self.content_region.y + self.head + self.place - self.scroll_offset.y
        return Region(self.content_region.x + len(MARK), y, max(1, self.size.width - len(MARK)), 1)

    # -- walking -------------------------------------------------------------------------------------------------

    def _move(self, rows: int = 0, columns: int = 0) -> None:
        if columns:
            self.post_message(self.Left(self, columns))
        elif rows < 0 and self.place == 0:
            self.post_message(self.Left(self, -1, -1))
        elif rows > 0 and self.place >= len(self.rows) - 1:
            self.post_message(self.Left(self, 1, 0))
        else:
            super()._move(rows)

    def action_next_part(self) -> None:
        """Go to the next list."""
        self.post_message(self.Left(self, 1))

    def action_part_before(self) -> None:
        """Go to the list before."""
        self.post_message(self.Left(self, -1))

    def action_first(self) -> None:
        self.post_message(self.Left(self, -FAR, 0))

    def action_last(self) -> None:
        self.post_message(self.Left(self, FAR, -1))

    def go_to(self, place: int | None) -> None:
        """Put the focus here, and the cursor on the row at a place (-1: the last) where one is given."""
        self.focus()
        self.move_to(None if place is None else self.rows[place].id)

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        place = event.y - self.head + self.scroll_offset.y
        if event.y >= self.head and place < len(self.rows):
            self.move_to(self.rows[place].id)
            if event.chain == 2:
                self.post_message(self.Opened(self))

    # -- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if y == 0:
            return self._title_line(width)
        muted = self.get_component_rich_style("record-table--muted")
        notes = self.note_lines(self.size.width)
        if y <= len(notes):
            return Strip([Segment(fitted(f" {notes[y - 1]}", width), muted)], width)
        if not self.rows:
            return Strip([Segment(fitted(f" {self.empty}" if y == self.head else "", width), muted)], width)
        place = y - self.head + self.scroll_offset.y
        return self._row_line(self.rows[place], width) if place < len(self.rows) else Strip.blank(width, muted)

    def _title_line(self, width: int) -> Strip:
        title, right = f" {self.title} ", f" {self.right} " if self.right else ""
        rule = max(1, width - cell_len(title) - cell_len(right))
        styled = ((title, "section"), (RULE * rule, "rule"), (right, "muted"))
        segments = [Segment(words, self.get_component_rich_style(f"record-table--{name}")) for words, name in styled]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _row_line(self, row: TableRow, width: int) -> Strip:
        here = row.id == self.row_id and self.has_focus
        base = self.get_component_rich_style("record-table--row") if here else self.rich_style
        mark = self.get_component_rich_style("record-table--mark", partial=True)
        segments = [Segment(MARK, base + mark) if here else Segment(" ", base)]
        aligned = {column.name: column.align for column in self.columns}
        for place, (name, room) in enumerate(self._widths.items()):
            cell = row.cells[name]
            style = self._cell_style(cell, base, False)
            segments += [
                Segment(" " * GAP if place else "", base),
                Segment(fitted(cell.text, room, aligned[name]), style),
            ]
        return Strip(segments).adjust_cell_length(width, base)


class Shared(Vertical):
    """Lists below each other that share its lines: each has what it wants, or its part of what there is."""

    def share_anew(self) -> None:
        """One of the lists wants more lines, or fewer: what the others have changes with it."""
        for one in self.query_children(OverviewList):
            one.refresh(layout=True)

    def share_of(self, one: OverviewList, room: int, width: int) -> int:
        """How many of `room` lines a list has."""
        lists = list(self.query_children(OverviewList))
        return shares([other.wanted(width) for other in lists], room)[lists.index(one)]


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """`room` lines among those who want so many each: first `LEAST` for each, then one after the other has one more.

    Where there is room for all, an empty line sets each apart from the next.
    """
    given = [min(one, LEAST) for one in wanted]
    left = room - sum(given)
    while left > 0 and given != list(wanted):
        for place, one in enumerate(wanted):
            if given[place] < one and left > 0:
                given[place] += 1
                left -= 1
    return [one + 1 for one in given] if left >= len(given) else given
