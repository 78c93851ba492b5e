"""A list to choose one line from: by the arrows, by its first letters, by its number, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message

from loti_tui.domain.text import fold, quoted
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
    """Lines, one of which is marked. Where they have no room, those around the marked one are shown.

    Letters go to the next line that begins with them. A letter that has a meaning of its own here keeps it, unless it
    goes on with what was typed just before.
    """

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

    class Sought(Message):
        """Letters were typed; `found` says whether a line begins with them."""

        def __init__(self, letters: str, *, found: bool) -> None:
            super().__init__()
            self.letters = letters
            self.found = found

        @property
        def words(self) -> str:
            """What to say where there is none; "" where there is one."""
            return "" if self.found else f"Nothing here begins with {quoted(self.letters)}."

    def __init__(self, *, id: str = "listed") -> None:
        super().__init__(id=id, markup=False)
        self.offered: Sequence[Choosable] = ()
        self.here = 0
        self._top = 0
        self._letters = ""
        """The letters that were typed since the last other key."""

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
        lines: list[tuple[int, str]] = []
        headings = sum(1 for one in self.offered if one.heading)
        spare = 1 if len(self.offered) + headings > self.size.height else 0  # for the sign that there are more
        for place, one in enumerate(self.offered):
            if one.heading:
                lines.append((-1, one.heading))
            number = str(place + 1) if place < NUMBERED else " "
            room = max(8, self.size.width - 3 - spare - (cell_len(one.note) + 1 if one.note else 0))
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
            parts.append(Content.styled(fitted(words.rstrip(), self.size.width - len(more)) + more, style))
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
        """The digit of a line chooses it; letters go to the line that begins with them."""
        if event.key.isdecimal() and 0 < int(event.key) <= min(len(self.offered), NUMBERED):
            event.stop()
            self.here = int(event.key) - 1
            self.action_take()
        elif event.is_printable and event.character and (self._letters or event.character.isalpha()):
            self._seek(event, event.character)
        else:
            self._letters = ""

    def _seek(self, event: events.Key, letter: str) -> None:
        """Go on with the letters before, as far as a line begins so; else begin anew, with the next such line."""
        place = self._beginning(self._letters + letter, self.here) if self._letters else None
        letters = letter if place is None else self._letters + letter
        self._letters = ""
        if place is None and event.key in self.screen.active_bindings:
            return
        event.stop()
        event.prevent_default()
        place = self._beginning(letter, self.here + 1) if place is None else place
        if place is not None:
            self._letters = letters
            self.action_step(place - self.here)
        self.post_message(self.Sought(letters, found=place is not None))

    def _beginning(self, letters: str, first: int) -> int | None:
        """The place of the next line that begins with these letters, from `first` on and round."""
        count = len(self.offered)
        places = ((first + step) % count for step in range(count))
        return next((at for at in places if fold(self.offered[at].words).startswith(fold(letters))), None)

    def on_click(self, event: events.Click) -> None:
        lines = self.shown()[0]
        if event.y < len(lines) and lines[event.y][0] >= 0:
            self.here = lines[event.y][0]
            self.action_take()
