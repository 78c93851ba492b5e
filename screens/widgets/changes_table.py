"""Sentences under the titles of their sections, with who, when and why beneath each; walked like a table of records."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from screens.widgets.plain import fitted, line
from screens.widgets.record_table import MARK, RecordTable
from screens.widgets.rows import Cell, Column, TableRow
from screens.widgets.wrapping import broken

INDENT = 2
"""Cells before a sentence; the mark of the cursor stands there."""
BENEATH = 4
"""Cells before who, when and why."""
BEHIND = "behind"
"""The tone of who, when and why: muted, and further in."""
MOST_BEHIND = 2
"""Lines of who, when and why; the history has all of a long reason."""


def change_row(id: str, section: str, sentence: str, behind: str, mark: str = "") -> TableRow:
    """One sentence of a section, what stands beneath it, and a sign before it where it has one."""
    cells = {"section": Cell(section), "what": Cell(line(sentence)), "behind": Cell(line(behind))}
    return TableRow(id, cells | ({"mark": Cell(mark)} if mark else {}))


class ChangesTable(RecordTable):
    """A row is as many lines as its sentence needs. Titles and empty lines belong to no row."""

    def __init__(self) -> None:
        super().__init__([Column("what", "", grow=1)])
        self._lines: list[tuple[int, str, str]] = []
        """Place of the row (-1: none), tone and words of each line."""
        self._spans: list[tuple[int, int]] = []
        """The first line of each row, and the line behind its last."""
        self._laid_out: tuple[Sequence[TableRow], int] | None = None

    # -- layout --------------------------------------------------------------------------------------------------

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self._widths = {"what": max(1, width - BENEATH)}
        if self._laid_out is None or self._laid_out[0] is not self.rows or self._laid_out[1] != width:
            self._laid_out = (self.rows, width)
            self._lay_out(self._widths["what"])
        self.virtual_size = Size(width, len(self._lines))

    def _lay_out(self, room: int) -> None:
        self._lines, self._spans = [], []
        by_section = groupby(enumerate(self.rows), key=lambda one: one[1].cells["section"].text)
        for section, rows in by_section:
            if self._lines:
                self._lines.append((-1, "", ""))
            self._lines.append((-1, "heading", section))
            for place, row in rows:
                start = len(self._lines)
                what, sign = row.cells["what"], row.cells.get("mark")
                head = f"{sign.text} " if sign else ""
                parts = wrapped(what.text, room - len(head))
                self._lines += [(place, what.tone, (" " * len(head) if n else head) + p) for n, p in enumerate(parts)]
                behind = wrapped(row.cells["behind"].text, room - BENEATH + INDENT, MOST_BEHIND)
                self._lines += [(place, BEHIND, part) for part in behind]
                self._spans.append((start, len(self._lines)))

    def _keep_in_sight(self) -> None:
        body = self.size.height
        if body > 0 and self.rows:
            start, end = self._spans[self.place]
            first = 0 if self.place == 0 else start  # with the title above the first of all
            top = min(max(self.scroll_offset.y, end - body), first)
            if top != self.scroll_offset.y:
                self.scroll_to(y=top, animate=False, immediate=True)
        self._show_terminal_cursor()

    def cell_region(self) -> Region:
        start = self._spans[self.place][0] if self.rows else 0
        x, y = self.content_region.x + INDENT, self.content_region.y + start - self.scroll_offset.y
        return Region(x, y, self._widths[self.field], 1)

    # -- walking -------------------------------------------------------------------------------------------------

    def _a_page(self, down: bool) -> int:
        """How many rows a page is from here: the row under the cursor goes out of sight, or just not."""
        lines, count, place = self.size.height - 1, 0, self.place
        while lines > 0 and 0 <= place < len(self._spans):
            start, end = self._spans[place]
            lines -= end - start
            count, place = count + 1, place + (1 if down else -1)
        return max(1, count - 1)

    def action_page_up(self) -> None:
        self._move(rows=-self._a_page(down=False))

    def action_page_down(self) -> None:
        self._move(rows=self._a_page(down=True))

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # the table's own would count other lines
        y = event.y + self.scroll_offset.y
        place = self._lines[y][0] if 0 <= y < len(self._lines) else -1
        if place < 0:
            return
        self.move_to(self.rows[place].id)
        if event.chain == 2:
            self.post_message(self.Opened(self))

    # -- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.rows:
            return self.said(self.empty if y == 0 else "", width)
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        place, tone, words = self._lines[y]
        here = place >= 0 and self.rows[place].id == self.row_id
        base = self.get_component_rich_style("record-table--row") if here else self.rich_style
        mark = self.get_component_rich_style("record-table--mark") if here and self.has_focus else base
        style = self._cell_style(Cell(words, "muted" if tone == BEHIND else tone), base, False)
        if tone == "heading":
            style = base + self.get_component_rich_style("record-table--section", partial=True)
        indent = 1 if tone == "heading" else BENEATH if tone == BEHIND else INDENT
        segments = [
            Segment(MARK if here else " ", base + mark),
            Segment(" " * (indent - 1), base),
            Segment(fitted(words, max(0, width - indent)), style),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    COMPONENT_CLASSES = RecordTable.COMPONENT_CLASSES | {"record-table--section"}


def wrapped(text: str, width: int, most: int = 0) -> list[str]:
    """A text as lines of at most `width` cells, none where there is no text; at most so many, with … at the end."""
    found = broken(text, width) if text else []
    if most and len(found) > most:
        found = [*found[: most - 1], fitted(f"{found[most - 1]} {found[most]}", width).rstrip()]
    return found
