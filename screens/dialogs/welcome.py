"""The welcome at a first start: what was made, where it lies, and four things to try."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from loti_tui.commands import key
from screens import styles
from screens.dialogs.theirs_or_mine import Words
from screens.widgets.plain import plain

KEYS = 9
"""Cells for the keys of a thing to try."""


class Welcome(ModalScreen[events.Key | None]):
    """Enter or Esc closes it. Any other key closes it too and is the answer: it does what it says."""

    CSS_PATH = styles.sheets("settings")
    BINDINGS = [Binding("escape,enter", "begin", "begin", show=False)]

    def __init__(self, made: str) -> None:
        super().__init__()
        self.made = made

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain("Welcome to the register"), classes="title", markup=False)
            yield Words(self.made, most=3)
            yield Static(Content("\n").join(self.things()), id="try", markup=False)
            said = f"Everything is stored at once.  {key('keys')} lists the keys.  Enter or Esc begins."
            yield Words(said, most=2, classes="help")

    def things(self) -> Iterator[Content]:
        """Four things to try, each with its keys."""
        for keys, words in (
            (f"{key('impact')} 3", "scores the impact of a risk: two keys"),
            (f"{key('milestones')} → → {key('edit')}", "opens the milestones, and moves the first one’s forecast"),
            (key("undo"), "undoes what you did last, tomorrow too"),
            (key("export"), "makes a pack: documents for the board or for the public"),
        ):
            yield Content.assemble(Content.styled(f"{keys:<{KEYS}}", "b $key-here"), words)

    def on_key(self, event: events.Key) -> None:
        """What is tried at once is done at once."""
        if event.key not in ("escape", "enter"):
            event.stop()
            self.dismiss(event)

    def action_begin(self) -> None:
        """Close it."""
        self.dismiss(None)
