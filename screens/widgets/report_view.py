"""The report of a pack, to be read in the terminal: scrolled by keys, laid out as far as it is looked at.

The rest follows in short slices, so that a register of any size opens at once and no key waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from loti_tui.domain.text import fold
from loti_tui.packs.report import Para, Report
from screens.bindings import bindings
from screens.widgets.report_lines import Line, laid_out

SLICE = 0.01
"""Seconds of laying out before keys are looked at again."""
NEWS = 0.25
"""Seconds between two times at which the scrollbar grows meanwhile."""
MARGIN = 1
"""Cells left and right of the text."""
FIRST = 200
"""Lines that are laid out before anything is drawn: more than a terminal has."""


class ReportView(ScrollView, can_focus=True):
    """Shows a report. Its place is a block, which stays where the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "report-view--title",
        "report-view--strong",
        "report-view--caption",
        "report-view--muted",
        "report-view--rule",
        "report-view--red",
        "report-view--amber",
        "report-view--green",
        "report-view--today",
        "report-view--found",
    }
    BINDINGS = bindings("cursor_up", "cursor_down", "page_up", "page_down", "first", "last")

    class Scrolled(Message):
        """Other lines are shown, or more of them are known."""

    def __init__(self) -> None:
        super().__init__()
        self.report: Report | None = None
        self.found: int | None = None
        """The line that was found last."""
        self._lines: list[Line] = []
        self._folded: list[str] = []
        self._blocks: list[int] = []
        """The number of the block of each line."""
        self._rest: Iterator[tuple[int, Line]] = iter(())
        self._whole = True
        """Whether all of it is laid out."""
        self._when_whole: list[Callable[[], None]] = []
        self._laid_out_for = 0
        """The room that the lines were made for."""
        self._told = 0.0
        self._number = 0
        """Of the layout: slices of an earlier one stop."""

    # -- layout --------------------------------------------------------------------------------------------------

    def show(self, report: Report) -> None:
        """Show a report, at the place where the one before was shown."""
        self.report = report
        self._lay_out()

    def say(self, sentence: str) -> None:
        """Show a sentence instead of a report."""
        self.show(Report("", "", "", "", (Para(sentence),)))

    def on_resize(self) -> None:
        """Lay it out anew, where its lines have another width."""
        if self.room != self._laid_out_for:
            self._lay_out()
        self.post_message(self.Scrolled())

    def watch_show_vertical_scrollbar(self) -> None:
        """The scrollbar takes room from the text."""
        self.call_after_refresh(self.on_resize)

    @property
    def room(self) -> int:
        """Cells that a line has."""
        return max(8, self.scrollable_content_region.width - 2 * MARGIN)

    def _lay_out(self) -> None:
        if self.report is None or not self.size.width:
            return
        top = self.scroll_offset.y
        block = self._blocks[top] if 0 < top < len(self._blocks) else 0
        self._number += 1
        self._laid_out_for = self.room
        self._lines, self._folded, self._blocks, self.found = [], [], [], None
        self._rest, self._whole = laid_out(self.report, self.room), False
        self._pull(until=lambda: len(self._lines) >= FIRST and self._blocks[-1] > block)
        self._grown()
        if block:
            self.scroll_to(y=self._blocks.index(block), animate=False, immediate=True)
        self.refresh()
        self._go_on(self._number)

    def _pull(self, until: Callable[[], bool]) -> None:
        """Lay out line by line; the last of them may be the last of all."""
        for block, line in self._rest:
            self._blocks.append(block)
            self._lines.append(line)
            self._folded.append(fold("".join(words for words, _ in line)))
            if until():
                return
        self._whole = True

    def _go_on(self, number: int) -> None:
        """Lay out some more, and then give way to the keys."""
        if number != self._number or self._whole:
            return
        end = perf_counter() + SLICE
        self._pull(until=lambda: perf_counter() > end)
        if self._whole or perf_counter() > self._told + NEWS:
            self._grown()
        if not self._whole:
            self.set_timer(SLICE / 2, lambda: self._go_on(number))

    def _grown(self) -> None:
        """Let what is laid out be scrolled to, and told of: not each time, since the whole screen is drawn for it."""
        self._told = perf_counter()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        if self._whole:
            waiting, self._when_whole = self._when_whole, []
            for one in waiting:
                self.call_after_refresh(one)
        self.post_message(self.Scrolled())

    def once_whole(self, then: Callable[[], None]) -> None:
        """Call `then` when all of it is laid out."""
        if self._whole:
            then()
        else:
            self._when_whole.append(then)

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """Which lines are shown, of how many."""
        top, count = self.scroll_offset.y, len(self._lines)
        more = "" if self._whole else "+"
        return f"lines {min(top + 1, count):,} to {min(top + self.size.height, count):,} of {count:,}{more}"

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())
        self._show_terminal_cursor()

    def on_focus(self) -> None:
        self.call_after_refresh(self._show_terminal_cursor)

    def _show_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the line that was found, or on the first: screen readers follow it."""
        if self.has_focus:
            y = 0 if self.found is None else self.found - self.scroll_offset.y
            region = self.content_region
            self.app.cursor_position = Offset(region.x + MARGIN, region.y + min(max(y, 0), region.height - 1))

    def _scroll(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def action_cursor_up(self) -> None:
        self._scroll(-1)

    def action_cursor_down(self) -> None:
        self._scroll(1)

    def action_page_up(self) -> None:
        self._scroll(2 - self.size.height)

    def action_page_down(self) -> None:
        self._scroll(self.size.height - 2)

    def action_first(self) -> None:
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_last(self) -> None:
        self.once_whole(lambda: self.scroll_to(y=len(self._lines), animate=False, immediate=True))

    # -- finding -------------------------------------------------------------------------------------------------

    def find(self, text: str, then: Callable[[bool], None], *, step: int = 0) -> None:
        """Go to the next line that has the words, from the one that was found (`step` 1 or -1) or from the first shown.

        `then` is told whether there is one; behind the last line it goes on with the first.
        """
        wanted = fold(text).strip()

        def look() -> None:
            start = self.scroll_offset.y if self.found is None else self.found + step
            count, way = len(self._lines), step or 1
            order = ((start + way * distance) % count for distance in range(count)) if count else iter(())
            self.found = next((y for y in order if wanted and wanted in self._folded[y]), None)
            if self.found is not None and not 0 <= self.found - self.scroll_offset.y < self.size.height:
                self.scroll_to(y=max(0, self.found - self.size.height // 3), animate=False, immediate=True)
            self.refresh()
            self._show_terminal_cursor()
            then(self.found is not None)

        self.once_whole(look)

    # -- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        base = self.get_component_rich_style("report-view--found") if y == self.found else self.rich_style
        segments = [Segment(" " * MARGIN, base)]
        segments += [Segment(words, self._style(tone, base)) for words, tone in self._lines[y]]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, tone: str, base: Style) -> Style:
        if not tone:
            return base
        style = self.get_component_rich_style(f"report-view--{tone}", partial=True)
        return base + Style(color=style.color, bold=style.bold)
