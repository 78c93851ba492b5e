"""A person's name: asked for once, when the first change is about to be made. What they changed waits for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from loti_tui.domain.refused import Refused
from loti_tui.settings import SETTINGS
from screens import styles
from screens.dialogs.theirs_or_mine import Words
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput


class NameBox(ModalScreen[str | None]):
    """Offers the name of the account, selected: Enter takes it, typing replaces it. Esc answers None."""

    CSS_PATH = styles.sheets("settings")
    BINDINGS = [
        Binding("escape", "leave", "go on as the account is called", show=False),
        # There is nowhere else to go.
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    def __init__(self, offered: str, file: Path | None, seen: Callable[[], None]) -> None:
        """`file` is where the name will be kept; `seen` is called when the question is about to be drawn."""
        super().__init__()
        self.offered = offered
        self.file = file
        self.seen = seen

    def compose(self) -> ComposeResult:
        kept = f" and is kept in {self.file.name}" if self.file else ""
        with Vertical(id="box"):
            yield Static(plain("Your name"), classes="title", markup=False)
            yield Words(f"It goes on every change, with the day and the reason. It is asked once{kept}.", most=3)
            yield LineInput(self.offered, id="name", selected=True)
            yield Words(
                f"Enter takes it  ·  Esc goes on as {self.offered} this time",
                most=2,
                classes="help",
            )

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.seen()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            name = str(SETTINGS["name"].check(event.value))
        except Refused as refused:
            self.warn(str(refused))
            return
        if name:
            self.dismiss(name)
        else:
            self.warn(f"Nothing was typed. Esc goes on as {self.offered} this time.")

    def warn(self, sentence: str) -> None:
        """Say why it is no name."""
        words = self.query_one(".help", Words)
        words.add_class("warning")
        words.text = sentence
        words.refresh(layout=True)

    def action_stay(self) -> None:
        """Stay in the line."""

    def action_leave(self) -> None:
        """Go on without a name of one's own."""
        self.dismiss(None)
