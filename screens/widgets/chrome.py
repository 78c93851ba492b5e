"""What is around every screen: the status line, the tabs, the message line and the keys that matter here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from loti_tui.commands import COMMANDS, PLACES, Command
from screens.widgets.lines import Lines
from screens.widgets.plain import fitted, line, plain

MOST_LINES = 6
"""More of a message than this would take the table's room."""
WIDE, NARROW = 3, 2
"""Cells between two tabs."""
LEAST_MESSAGE = 20
"""Cells of the first line of a message beside the right end."""
LEAST_FILE = 8
"""In fewer cells the name of the file would say nothing."""


def two_ends(left: str, right: str, width: int) -> str:
    """`left` and `right` at the two ends of a line of `width` cells; the right end is kept whole."""
    left, right = line(left), line(right)
    room = max(0, width - cell_len(right) - 1)
    return f"{fitted(left, room)} {right}"


class Line(Lines):
    """One line with something at its left and something at its right end."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.left = ""
        self.right = ""

    def show(self, left: str, right: str) -> None:
        """Put these words on the line."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.redraw()

    def lines(self, width: int) -> list[Content]:
        return [Content(two_ends(self.left, self.right, width))]


class MessageLine(Line):
    """What happened last, whole, on as many lines as it takes; at the right end how much there is to look at, and
    whether everything is stored."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.counted = ""
        """How many findings there are: the first words of the right end."""
        self.alarming = False
        """Whether an error is among them."""

    def lines(self, width: int) -> list[Content]:
        """The message as lines of `width` cells: the first shares its line with the right end."""
        width = max(1, width)
        room = width - cell_len(self.right) - 2
        whole = plain(self.left)
        if room < LEAST_MESSAGE and self.left:  # the right end has a line of its own
            return [*whole.wrap(width)[: MOST_LINES - 1], self._line_with_end("", width)]
        first, *more = whole.wrap(max(1, room)) or [Content("")]
        if more:
            rest = whole.plain[len(first.plain) :] if whole.plain.startswith(first.plain) else ""
            more = plain(rest.strip()).wrap(width) if rest.strip() else more
        return [self._line_with_end(first.plain, width), *more[: MOST_LINES - 1]]

    def _line_with_end(self, left: str, width: int) -> Content:
        """The line with the right end; its number of findings stands out where an error is among them."""
        words = two_ends(left, self.right, width)
        shown, counted = Content(words), line(self.counted)
        if not (counted and self.alarming):
            return shown
        start = len(words) - len(line(self.right))
        return shown.stylize("b $rag-amber", start, start + len(counted))

    def show(self, left: str, right: str, counted: str = "", *, alarming: bool = False) -> None:
        """Put these words on the line, `counted` before the right end."""
        shown = (left, " · ".join(one for one in (counted, right) if one), counted, alarming)
        if shown != (self.left, self.right, self.counted, self.alarming):
            self.left, self.right, self.counted, self.alarming = shown
            self.redraw()


class Tabs(Static):
    """The screens by their digits; the one that is open stands out. Where there is no room for every name, those
    farthest from it are left out: their digits stay."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, current: str, file: str) -> None:
        super().__init__(id="tabs", markup=False)
        self.current = current
        self.file = line(file)

    def spans(self) -> list[tuple[str, int, str]]:
        """The name of each screen, where its words begin, and these; nearer together where there is little room."""
        words = {name: f"{COMMANDS[name].shown_key} {COMMANDS[name].label}" for name in PLACES}
        room = self.size.width
        gap = WIDE if taken(words.values(), WIDE) + WIDE + cell_len(self.file) + 1 <= room else NARROW
        here = PLACES.index(self.current)
        far = sorted(PLACES, key=lambda name: (abs(PLACES.index(name) - here), PLACES.index(name)), reverse=True)
        for name in far[:-1]:
            if taken(words.values(), gap) <= room:
                break
            words[name] = COMMANDS[name].shown_key
        spans, x = [], 1
        for name, shown in words.items():
            spans.append((name, x, shown))
            x += len(shown) + gap
        return spans

    def render(self) -> Content:
        parts = [Content("")]
        for name, x, shown in self.spans():
            style = "b u $tab-here" if name == self.current else "$tab-other"
            parts += [Content(" " * (x - sum(one.cell_length for one in parts))), Content.styled(shown, style)]
        left = Content.assemble(*parts)
        room = self.size.width - left.cell_length - NARROW - 1
        if room <= LEAST_FILE:
            return left
        return Content.assemble(left, "  ", Content.styled(fitted(self.file, room, "right"), "$key-label"))

    def on_click(self, event: events.Click) -> None:
        for name, x, shown in self.spans():
            if x - 1 <= event.x <= x + len(shown):  # a digit alone is a small mark to hit
                self.post_message(self.Chosen(name))


def taken(words: Iterable[str], gap: int) -> int:
    """Cells that tabs of these words take, `gap` apart, with one before the first."""
    widths = [len(one) for one in words]
    return 1 + sum(widths) + gap * (len(widths) - 1)


class Keys(Static):
    """The keys that matter on this screen: as many as fit, the way to all of them last.

    Where words are typed these keys are letters; what is said there instead is `instead`.
    """

    def __init__(self, commands: Sequence[Command], *, read_only: bool) -> None:
        super().__init__(id="keys", markup=False)
        self.commands = commands
        self.read_only = read_only
        self.instead: Sequence[tuple[str, str]] = ()
        """A key, and what it does where words are typed."""

    def show(self, instead: Sequence[tuple[str, str]]) -> None:
        """Say these; the screen's own again, where there are none."""
        if instead != self.instead:
            self.instead = instead
            self.refresh()

    def _that_fit(self) -> Sequence[tuple[str, str]]:
        """Of what is said instead as much as there is room for; how to leave is said last, and always."""
        fit = list(self.instead)
        while len(fit) > 2 and sum(len(f"{key} {label}  ") for key, label in fit) > self.size.width:
            del fit[-2]
        return fit

    def render(self) -> Content:
        if self.instead:
            return Content.assemble(" ", *(part for one in self._that_fit() for part in said(*one)))
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
            parts += said(command.shown_key, command.label, off=self.read_only and command.changes)
        return Content.assemble(*parts)


def said(key: str, label: str, *, off: bool = False) -> tuple[Content, Content]:
    """A key and what it does, as the line of keys says it; greyed where it does nothing now."""
    styles = ("$key-off", "$key-off") if off else ("b $key-here", "$key-label")
    return Content.styled(key, styles[0]), Content.styled(f" {label}  ", styles[1])
