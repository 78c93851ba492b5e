"""The plan over time, drawn in letters: one line an item, beside its row in the table or under the table by itself.

The drawing says nothing that words do not: the line in focus is told under it, and every date stands in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.timeline import Extent, Line, Window
from screens.widgets.plain import fitted, line
from screens.widgets.record_table import MARK
from screens.widgets.report_drawings import EXPECTED, PLAN, TODAY, TONES

HAPPENED = "■"
EARLIER, LATER = "‹", "›"
"""At the ends of a line that goes on where the window ends."""
AFTER, BEFORE = "◂", "▸"
"""Before the lines that the one in focus waits for, and before those that wait for it."""
RULE = "│"
HEADS = 2
"""Lines over the columns: the years, the months."""
REF, TITLE, LEAST_TITLE = 5, 24, 18
"""Cells for the reference and the title, where the timeline stands by itself."""
LEAST = 12
"""Columns without which nothing is drawn."""
LEGEND = (f"{PLAN} baseline  {EXPECTED} forecast", f"{HAPPENED} actual  {TODAY} today")

LINKED = f"{AFTER} comes before this  {BEFORE} waits for this"
"""What the letters mean."""

Glyph = tuple[str, str]
"""A letter and its tone, a component class of the timeline."""


def bars(of: Line, window: Window, today: date) -> list[Glyph]:
    """The columns of one line: the plan light, the forecast solid over it, what happened marked, else today."""
    now = window.at(today)
    cells: list[Glyph] = [(TODAY, "today") if column == now else (" ", "") for column in range(window.columns)]
    solid = TONES[of.rag] if of.rag else "forecast"
    for dates, letter, tone in ((of.planned, PLAN, "plan"), (of.forecast, EXPECTED, solid), (of.actual, HAPPENED, "")):
        for when in dates:
            for column in window.span(when):
                cells[column] = (letter, tone)
    if any(window.at(when.first) < 0 for when in of.dates):
        cells[0] = (EARLIER, "")
    if any(window.at(when.last) >= window.columns for when in of.dates):
        cells[-1] = (LATER, "")
    return cells


def marked(marks: Iterable[tuple[int, str]], columns: int) -> str:
    """Words over columns, one cell apart at least; those without room are left out."""
    shown, free = "", 0
    for column, words in marks:
        if column >= free and column + len(words) <= columns:
            shown = f"{shown:<{column}}{words}"
            free = len(shown) + 1
    return f"{shown:<{columns}}"


class Timeline(Widget):
    """Lines of the plan under two lines of months, and below them one for all the rest (the procurement).

    Where it `stands_alone`, each line begins with its reference and title, and the lines scroll with the one in focus.
    Else they are the rows of a table beside it, `top` of which are scrolled away.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"timeline--{tone}"
        for tone in ("head", "row", "mark", "plan", "forecast", "red", "amber", "green", "today", "rule")
    }

    class Chosen(Message):
        """A line was clicked: the place of its item."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, today: date) -> None:
        super().__init__(id="timeline")
        self.today = today
        self.lines: Sequence[Line] = ()
        self.rest: Line | None = None
        """One more line: under the others, or over them where it stands alone."""
        self.extent = Extent(today, today)
        self.chosen: Window | None = None
        """The window that somebody zoomed or moved to; None while the whole plan is shown."""
        self.focus_place = 0
        self.after: frozenset[str] = frozenset()
        """The ids that the line in focus waits for."""
        self.before: frozenset[str] = frozenset()
        """The ids that wait for it."""
        self.top = 0
        self.stands_alone = True
        self._title = LEAST_TITLE
        """Cells for the titles."""

    # -- what is shown -------------------------------------------------------------------------------------------

    def show(self, lines: Sequence[Line], rest: Line | None, extent: Extent) -> None:
        """Show these lines."""
        self.lines, self.rest, self.extent = lines, rest, extent
        titles = [line(one.title) for one in (*lines, *([rest] if rest else []))]
        self._title = min(TITLE, max([LEAST_TITLE, *map(cell_len, titles)]))
        self.refresh(layout=True)

    def show_focus(self, place: int, after: Iterable[str], before: Iterable[str]) -> None:
        """Let the line at that place be the one in focus."""
        self.focus_place, self.after, self.before = place, frozenset(after), frozenset(before)
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        """Where it stands alone, the line in focus is among those that are drawn, and no line under them is empty."""
        if self.stands_alone:
            top = min(max(self.top, self.focus_place - self.body + 1), self.focus_place)
            self.top = min(top, max(0, len(self.lines) - self.body))

    def show_from(self, top: int, *, stands_alone: bool) -> None:
        """Begin with the line at `top`; whether it stands alone or beside the rows of a table."""
        self.stands_alone = stands_alone
        if not stands_alone:
            self.top = top
        self.refresh()

    @property
    def window(self) -> Window:
        """The columns that are shown."""
        if self.chosen is None:
            return Window.whole(self.extent, self.columns)
        if self.chosen.columns != self.columns:
            self.chosen = self.chosen.wide(self.columns, self.extent)
        return self.chosen

    # -- how large it is -----------------------------------------------------------------------------------------

    @property
    def drawn(self) -> bool:
        """Whether there is room to draw anything."""
        return self.display and self.size.height >= HEADS and self.size.width - self.label_width - 1 >= LEAST

    @property
    def label_width(self) -> int:
        """Cells before the rule that the columns begin at."""
        if not self.stands_alone:
            return 0
        return len(MARK) + REF + self._title + 1

    @property
    def columns(self) -> int:
        """Columns of the window."""
        return max(LEAST, self.size.width - self.label_width - 2)

    @property
    def body(self) -> int:
        """Lines that there are for items."""
        return max(1, self.size.height - HEADS - (self.rest is not None))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return HEADS + len(self.lines) + (self.rest is not None)

    # -- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width, at = self.size.width, self.place_at(y)
        if not self.drawn:
            return Strip.blank(width, self.rich_style)
        if y < HEADS:
            return self._strip(self._head(y), width)
        if at is not None and at < len(self.lines):
            return self._strip(self._row(self.lines[at], here=at == self.focus_place), width, at == self.focus_place)
        if self._is_rest(y) and self.rest is not None:
            return self._strip(self._row(self.rest, here=False), width)
        return self._strip(self._row(Line(frozenset(), "", "", (), (), ()), here=False), width)

    def _is_rest(self, y: int) -> bool:
        return self.rest is not None and y == (HEADS if self.stands_alone else self.size.height - 1)

    def place_at(self, y: int) -> int | None:
        """The place of the line that is drawn there; None over and under the lines."""
        place = y - HEADS - (self.stands_alone and self.rest is not None)
        return None if place < 0 or self._is_rest(y) else place + self.top

    def _head(self, y: int) -> list[Glyph]:
        """The years, the months; where it stands alone, what the letters mean is in the corner."""
        words = marked(self.window.marks()[y], self.window.columns)
        now = self.window.at(self.today)
        parts = [(fitted(f" {LEGEND[y]}" if self.stands_alone else "", self.label_width), "head"), (" ", "")]
        if 0 <= now < len(words) and words[now] == " ":
            return [*parts, (words[:now], "head"), (TODAY, "today"), (words[now + 1 :], "head")]
        return [*parts, (words, "head")]

    def _row(self, of: Line, *, here: bool) -> list[Glyph]:
        parts: list[Glyph] = []
        if self.stands_alone:
            parts += [(MARK if here else " ", "mark"), (fitted(line(of.ref), REF), "")]
            parts += [(fitted(line(of.title), self._title), ""), (" ", "")]
        linked = AFTER if of.items & self.after else BEFORE if of.items & self.before else RULE
        parts.append((linked, "rule" if linked == RULE else ""))
        return [*parts, *together(bars(of, self.window, self.today))]

    def _strip(self, parts: Sequence[Glyph], width: int, here: bool = False) -> Strip:
        base = self.get_component_rich_style("timeline--row") if here else self.rich_style
        segments = [Segment(text, self._style(tone, base)) for text, tone in parts]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, tone: str, base: Style) -> Style:
        if not tone:
            return base
        toned = self.get_component_rich_style(f"timeline--{tone}", partial=True)
        return base + Style(color=toned.color, bold=toned.bold)

    def on_resize(self) -> None:
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        place = self.place_at(event.y - self.gutter.top)
        if place is not None and place < len(self.lines):
            self.post_message(self.Chosen(place))


def together(cells: Iterable[Glyph]) -> Iterator[Glyph]:
    """Letters of one tone as one word."""
    for tone, run in groupby(cells, key=lambda cell: cell[1]):
        yield "".join(letter for letter, _ in run), tone


def about(of: Line) -> PartialDate | None:
    """The date of a line that is looked for first: what happened, else what is expected, else what was planned."""
    dates = of.actual or of.forecast or of.planned
    return dates[0] if dates else None
