"""What a box of choices is made of: one of several, several of some, and what is done with them. All by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widgets import Static

from screens.widgets.plain import fitted, line


class Followed(Static, can_focus=True):
    """Where it has the focus, the terminal's own cursor is on it: braille displays and screen readers follow that."""

    def on_focus(self) -> None:
        self.call_after_refresh(self.show_terminal_cursor)

    def show_terminal_cursor(self) -> None:
        """Put it on what the keys are for."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + self.here_at

    @property
    def here_at(self) -> Offset:
        """What the keys are for, in cells from the corner."""
        return Offset(0, 0)


class Picker(Followed):
    """One of several, walked through by the arrows."""

    BINDINGS = [
        Binding("right,l,space", "step(1)", "the next one", show=False),
        Binding("left,h", "step(-1)", "the one before", show=False),
        Binding("home", "step(-1000)", "the first", show=False),
        Binding("end", "step(1000)", "the last", show=False),
    ]
    help = "← → chooses"

    def __init__(self, options: Sequence[tuple[str, str]], chosen: str, *, id: str) -> None:
        """`options` are values and their words."""
        super().__init__(id=id, markup=False)
        self.options = list(options)
        self.chosen = chosen

    @property
    def place(self) -> int:
        return next((place for place, (value, _) in enumerate(self.options) if value == self.chosen), 0)

    def render(self) -> Content:
        width = self.size.width
        counted = f"‹ {self.place + 1:,} of {len(self.options):,} ›" if len(self.options) > 1 else ""
        return Content(f"{fitted(line(self.options[self.place][1]), max(0, width - len(counted) - 1))} {counted}")

    def action_step(self, step: int) -> None:
        """Choose the next one, or the one before."""
        place = min(max(self.place + step, 0), len(self.options) - 1)
        self.chosen = self.options[place][0]
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        counted = len(f"‹ {self.place + 1:,} of {len(self.options):,} ›")
        self.action_step(-1 if event.x == self.size.width - counted + 1 else 1)


class Marks(Followed):
    """Several of some, marked by space."""

    BINDINGS = [
        Binding("right,l", "step(1)", "the next one", show=False),
        Binding("left,h", "step(-1)", "the one before", show=False),
        Binding("down,j", "down(1)", "the one below", show=False),
        Binding("up,k", "down(-1)", "the one above", show=False),
        Binding("space", "mark", "mark it or not", show=False),
        Binding("a", "all", "all or none", show=False),
    ]
    help = "Space marks one, a all or none"
    CELL = 14

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.names: Sequence[str] = ()
        self.marked: set[str] = set()
        self.here = 0

    @property
    def here_at(self) -> Offset:
        row, column = divmod(self.here, self.columns(self.size.width))
        return Offset(column * self.CELL, row)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The marked ones, in their order."""
        return tuple(name for name in self.names if name in self.marked)

    def offer(self, names: Sequence[str]) -> None:
        """Let these be marked: all of them are."""
        self.names, self.marked = names, set(names)
        self.refresh(layout=True)

    def columns(self, width: int) -> int:
        return max(1, width // self.CELL)

    def render(self) -> Content:
        columns, parts = self.columns(self.size.width), []
        for place, name in enumerate(self.names):
            if place and place % columns == 0:
                parts.append(Content("\n"))
            words = f"[{'x' if name in self.marked else ' '}] {name}"
            style = "b $background on $key-here" if place == self.here and self.has_focus else ""
            parts += [Content.styled(words, style), Content(" " * (self.CELL - cell_len(words)))]
        return Content.assemble(*parts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, -(-len(self.names) // self.columns(width)))

    def action_step(self, step: int) -> None:
        """Go to the next one, or the one before."""
        self.here = min(max(self.here + step, 0), len(self.names) - 1)
        self.refresh()
        self.show_terminal_cursor()

    def action_down(self, rows: int) -> None:
        """Go down or up; at the edge, on to what stands below or above."""
        there = self.here + rows * self.columns(self.size.width)
        if 0 <= there < len(self.names):
            self.action_step(there - self.here)
        else:
            go(self.screen, rows)

    def action_mark(self) -> None:
        """Mark the one here, or not any more."""
        self.marked ^= {self.names[self.here]} if self.names else set()
        self.refresh()

    def action_all(self) -> None:
        """Mark all of them; where all are, none."""
        self.marked = set() if len(self.marked) == len(self.names) else set(self.names)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        columns = self.columns(self.size.width)
        place = event.y * columns + event.x // self.CELL
        if event.x // self.CELL < columns and place < len(self.names):
            self.here = place
            self.action_mark()


class Deed(Followed):
    """Something that the box does: by its key, by Enter while it is marked, or by a click."""

    BINDINGS = [
        Binding("enter", "do", "do it", show=False),
        Binding("right,l", "go(1)", "the next one", show=False),
        Binding("left,h", "go(-1)", "the one before", show=False),
    ]
    help = "Enter does what is marked"

    def __init__(self, key: str, words: str, action: str) -> None:
        super().__init__(Content.assemble(Content.styled(key, "b"), f" {words}"), markup=False)
        self.action = action

    def action_go(self, step: int) -> None:
        """Mark the next one, or the one before."""
        go(self.screen, step)

    async def action_do(self) -> None:
        """Do it."""
        await self.screen.run_action(self.action)

    async def on_click(self) -> None:
        await self.action_do()


def go(screen: Screen[Any], step: int) -> None:
    """Put the focus on what comes next, or on what comes before."""
    if step > 0:
        screen.focus_next()
    else:
        screen.focus_previous()
