"""The first frame: what is around every screen, painted before the register has been read.

It imports none of the rules, so that it is there at once.
"""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Rule, Static

from loti_tui.commands import named
from screens.widgets.chrome import Keys, Line, MessageLine, Tabs


class OpeningScreen(Screen[None]):
    """Shown until the register's first answer."""

    def __init__(self, file: str, first: str) -> None:
        """`first` is the screen that will follow."""
        super().__init__()
        self.file = file
        self.first = first

    def compose(self) -> ComposeResult:
        yield Line(id="status")
        yield Tabs(self.first, Path(self.file).name)
        yield Rule()
        yield Static(" Reading the register …", id="content", markup=False)
        yield Rule()
        yield MessageLine(id="message")
        yield Keys(tuple(named("quit")), read_only=False)
