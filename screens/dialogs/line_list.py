"""A list to choose one line from: which field, which kind of item, which value is meant."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from screens import styles
from screens.widgets.listed import Choosable, Listed
from screens.widgets.plain import plain


class LineList(ModalScreen[str | None]):
    """Asks which line is meant; the answer is its value, None where none was chosen."""

    CSS_PATH = styles.sheets("boxes")
    BINDINGS = [
        Binding("escape", "leave", "leave", show=False),
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    HELP = "Letters go to it  ·  Enter or a digit chooses  ·  Esc leaves"

    def __init__(self, question: str, lines: Sequence[Choosable], here: str = "") -> None:
        """The line of the value `here` is marked at first."""
        super().__init__()
        self.question = question
        self.lines = lines
        self.here = here

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain(self.question), classes="title", markup=False)
            yield Listed()
            yield Static(plain(self.HELP), id="help", markup=False)

    def on_mount(self) -> None:
        listed = self.query_one(Listed)
        listed.offer(self.lines, self.here)
        listed.focus()

    @on(Listed.Taken)
    def _taken(self, event: Listed.Taken) -> None:
        event.stop()
        self.dismiss(event.value)

    @on(Listed.Sought)
    def _sought(self, event: Listed.Sought) -> None:
        event.stop()
        words = self.query_one("#help", Static)
        words.set_class(not event.found, "warning")
        words.update(plain(event.words or self.HELP))

    def action_stay(self) -> None:
        """There is nowhere else to go."""

    def action_leave(self) -> None:
        """Choose none."""
        self.dismiss(None)
