"""A value that two people changed: theirs and mine, who set theirs, when and why, and which of the two shall stand."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.domain.changes import Entry
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import london
from loti_tui.domain.refused import Moved
from loti_tui.domain.state import State
from loti_tui.domain.text import in_common
from screens import styles
from screens.widgets.plain import plain

AROUND = 13
"""Lines of the box and the screen that are not for the two values."""
LEAD = 20
"""Characters shown of what two long texts have in common, before they part."""


class Words(Static):
    """A text on as many lines as it may take of the screen's height; what is left out is marked."""

    def __init__(self, text: str, *, shared: int = 0, most: int = 0, classes: str = "") -> None:
        """`shared` characters at the beginning may be left out where the whole has no room."""
        super().__init__(markup=False, classes=classes)
        self.text = text
        self.shared = shared
        self.most = most
        """So many lines; 0: half of what the screen has."""

    def lines(self, width: int) -> list[Content]:
        """The text as lines of `width` cells."""
        most = self.most or max(2, (self.app.size.height - AROUND) // 2)
        lines = plain(self.text).wrap(width)
        if len(lines) > most and self.shared > LEAD:
            lines = plain(f"… {self.text[self.shared - LEAD :]}").wrap(width)
        if len(lines) > most:
            last = lines[most - 1].truncate(width - 2)
            lines = [*lines[: most - 1], Content(f"{last.plain.rstrip()} …")]
        return lines

    def render(self) -> Content:
        return Content("\n").join(self.lines(max(1, self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(max(1, width)))


class Choice(Static, can_focus=True):
    """One of the two answers: given by its key, by Enter while it is marked, or by a click."""

    BINDINGS = [Binding("enter", "choose", "choose", show=False)]

    def __init__(self, keys: str, words: str, *, mine: bool) -> None:
        super().__init__(Content.assemble(Content.styled(keys, "b"), f"  {words}"))
        self.mine = mine

    def action_choose(self) -> None:
        """Give this answer."""
        self.screen.dismiss(self.mine)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_choose()


class TheirsOrMine(ModalScreen[bool]):
    """Asks which of two values shall stand: True for mine. The safe answer is marked, and Esc gives it too."""

    CSS_PATH = styles.sheets("boxes")
    BINDINGS = [
        Binding("escape,t", "theirs", "keep theirs", show=False),
        Binding("m", "mine", "store mine", show=False),
        Binding("left,right,up,down", "other", "the other one", show=False),
    ]

    def __init__(self, moved: Moved, theirs: Entry | None, state: State) -> None:
        """`theirs` is the line of the log by which their value stands, where there is one."""
        super().__init__()
        self.moved = moved
        self.entry = theirs
        item = state.items[moved.item]
        label = KINDS[item.KIND].fields[moved.field].label
        self.what = label if KINDS[item.KIND].single else f"{label} of {item.ref}"

    def compose(self) -> ComposeResult:
        shared = in_common(self.moved.theirs, self.moved.mine)
        with Vertical(id="box"):
            yield Static(plain(f"{self.what} was changed meanwhile"), classes="title")
            yield from self.row("Theirs", Words(self.moved.theirs, shared=shared, classes="value"))
            if self.entry:
                yield from self.row("", Words(origin(self.entry), most=2, classes="origin"))
            yield from self.row("Mine", Words(self.moved.mine, shared=shared, classes="value"))
            with Horizontal(id="choices"):
                yield Choice("t", "keeps theirs", mine=False)
                yield Choice("m", "stores mine", mine=True)
            yield Static(plain("Enter does what is marked  ·  Esc keeps theirs"), id="help")

    def row(self, label: str, words: Words) -> Iterator[Widget]:
        """A label and the words that it is for."""
        with Horizontal(classes="row"):
            yield Static(plain(label), classes="label")
            yield words

    def on_mount(self) -> None:
        self.query(Choice).first().focus()

    def action_other(self) -> None:
        """Mark the other of the two answers."""
        self.focus_next()

    def action_theirs(self) -> None:
        """Leave their value; what was typed stays in its field."""
        self.dismiss(False)

    def action_mine(self) -> None:
        """Store this person's value over theirs."""
        self.dismiss(True)


def origin(entry: Entry) -> str:
    """Who set their value, when and why."""
    return f"{entry.who}, {london(entry.at)}{f': {entry.why}' if entry.why else ''}"
