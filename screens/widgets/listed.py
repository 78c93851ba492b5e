"""A list to choose one line from: by the arrows, by its number, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message

from screens.widgets.pickers import Followed
from screens.widgets.plain import fitted, line

NUMBERED = 9
"""Lines that have a digit."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """One line: what it is, its words, and more words at its right end."""

    value: str
    words: str
    note: str = ""
    heading: str = ""
    """Stands above it, where it is the first of its sort."""


class Listed(Followed):
    """Lines, one of which is marked. Where they have no room, those around the marked one are shown."""

    BINDINGS = [
        Binding("down,j", "step(1)", "the next one", show=False),
        Binding("up,k", "step(-1)", "the one before", show=False),
        Binding("home,g", "step(-100000)", "the first", show=False),
        Binding("end,G", "step(100000)", "the last", show=False),
        Binding("enter", "take", "take it", show=False),
    ]

    class Taken(Message):
        """A line was chosen."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, *, id: str = "listed") -> None:
        super().__init__(id=id, markup=False)
        self.offered: Sequence[Choosable] = ()
        self.here = 0
        self._top = 0

    def offer(self, lines: Sequence[Choosable], here: str = "") -> None:
        """Let one of these be chosen; the one of that value is marked, else the one that took its place."""
        self.offered = lines
        place = next((place for place, one in enumerate(lines) if one.value == here), self.here)
        self.here = min(max(place, 0), max(len(lines) - 1, 0))
        self.refresh(layout=True)
        self.call_after_refresh(self.show_terminal_cursor)

    @property
    def marked(self) -> Choosable | None:
        """The line that is marked."""
        return self.offered[self.here] if self.offered else None

    # -- drawing -------------------------------------------------------------------------------------------------

    def drawn(self) -> list[tuple[int, str]]:
        """The lines as they are drawn: which of the offered each is, -1 for a heading, and its words."""
        lines = []
        for place, one in enumerate(self.offered):
            if one.heading:
                lines.append((-1, one.heading))
            number = str(place + 1) if place < NUMBERED else " "
            room = max(8, self.size.width - 3 - (cell_len(one.note) + 1 if one.note else 0))
            lines.append((place, f"{number}  {fitted(line(one.words), room)}{' ' + one.note if one.note else ''}"))
        return lines

    def shown(self) -> tuple[list[tuple[int, str]], int]:
        """The lines that there is room for, and where among them the marked one is."""
        lines, room = self.drawn(), max(1, self.size.height)
        at = next((row for row, (place, _) in enumerate(lines) if place == self.here), 0)
        self._top = min(max(self._top, at - room + 1), max(0, at - 1), max(0, len(lines) - room))
        return lines[self._top : self._top + room], at - self._top

    def render(self) -> Content:
        (lines, _), parts = self.shown(), []
        for row, (place, words) in enumerate(lines):
            here = place == self.here and self.has_focus
            style = "$key-label" if place < 0 else "b $background on $key-here" if here else ""
            more = "▴" if row == 0 and self._top else "▾" if row == len(lines) - 1 and self._below(len(lines)) else ""
            parts.append(Content.styled(fitted(words, self.size.width - len(more)) + more, style))
        return Content("\n").join(parts)

    def _below(self, shown: int) -> bool:
        """Whether there are more lines than are shown."""
        return self._top + shown < len(self.drawn())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self.offered) + sum(1 for one in self.offered if one.heading))

    @property
    def here_at(self) -> Offset:
        return Offset(0, self.shown()[1])

    # -- choosing ------------------------------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """Mark the next line, or the one before."""
        self.here = min(max(self.here + step, 0), max(len(self.offered) - 1, 0))
        self.refresh()
        self.show_terminal_cursor()

    def action_take(self) -> None:
        """Choose the line that is marked."""
        if self.marked is not None:
            self.post_message(self.Taken(self.marked.value))

    def on_key(self, event: events.Key) -> None:
        """The digit of a line chooses it."""
        if event.key.isdecimal() and 0 < int(event.key) <= min(len(self.offered), NUMBERED):
            event.stop()
            self.here = int(event.key) - 1
            self.action_take()

    def on_click(self, event: events.Click) -> None:
        lines = self.shown()[0]
        if event.y < len(lines) and lines[event.y][0] >= 0:
            self.here = lines[event.y][0]
            self.action_take()
