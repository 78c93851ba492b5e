"""What is around every screen: the status line, the tabs, the message line and the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from loti_tui.commands import COMMANDS, PLACES, Command
from screens.widgets.plain import fitted, line, plain

MOST_LINES = 4
"""More of a message than this would take the table's room."""


def two_ends(left: str, right: str, width: int) -> str:
    """`left` and `right` at the two ends of a line of `width` cells; the right end is kept whole."""
    left, right = line(left), line(right)
    room = max(0, width - cell_len(right) - 1)
    return f"{fitted(left, room)} {right}"


class Line(Static):
    """One line with something at its left and something at its right end."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.left = ""
        self.right = ""

    def show(self, left: str, right: str) -> None:
        """Put these words on the line."""
        self.left, self.right = left, right
        self.refresh()

    def render(self) -> Content:
        return Content(two_ends(self.left, self.right, self.size.width))


class MessageLine(Line):
    """What happened last, whole, on as many lines as it takes; at the right end whether it is stored."""

    def lines(self, width: int) -> list[Content]:
        """The message as lines of `width` cells."""
        room = max(20, width - cell_len(self.right) - 2)
        first, *more = plain(self.left).wrap(room)[:MOST_LINES] or [Content("")]
        return [Content(two_ends(first.plain, self.right, width)), *more]

    def show(self, left: str, right: str) -> None:
        self.left, self.right = left, right
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))


class Tabs(Static):
    """The screens by their digits; the one that is open stands out. As many names as there is room for."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, current: str, file: str) -> None:
        super().__init__(id="tabs", markup=False)
        self.current = current
        self.file = line(file)

    def render(self) -> Content:
        parts = [Content(" ")]
        for name in PLACES:
            command = COMMANDS[name]
            style = "$tab-here" if name == self.current else "$tab-other"
            mark = "b u " if name == self.current else ""
            parts += [Content.styled(f"{command.shown_key} {command.label}", mark + style), Content("   ")]
        left = Content.assemble(*parts)
        room = self.size.width - left.cell_length - 1
        return Content.assemble(
            left, Content.styled(fitted(self.file, room, "right"), "$key-label") if room > 8 else ""
        )

    def on_click(self, event: events.Click) -> None:
        x = 1
        for name in PLACES:
            length = len(f"{COMMANDS[name].shown_key} {COMMANDS[name].label}")
            if x <= event.x < x + length:
                self.post_message(self.Chosen(name))
            x += length + 3


class Keys(Static):
    """The keys that matter on this screen: as many as fit, the way to all of them last."""

    def __init__(self, commands: Sequence[Command], *, read_only: bool) -> None:
        super().__init__(id="keys", markup=False)
        self.commands = commands
        self.read_only = read_only

    def render(self) -> Content:
        last = COMMANDS["keys"]
        room = self.size.width - 1 - len(f"{last.shown_key} {last.label}")
        shown = []
        for command in self.commands:
            room -= len(f"{command.shown_key} {command.label}") + 2
            if room < 0:
                break
            shown.append(command)
        parts = [Content(" ")]
        for command in [*shown, last]:
            off = self.read_only and command.changes
            key, label = ("$key-off", "$key-off") if off else ("b $key-here", "$key-label")
            parts += [Content.styled(command.shown_key, key), Content.styled(f" {command.label}  ", label)]
        return Content.assemble(*parts)
