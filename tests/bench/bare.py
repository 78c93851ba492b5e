"""The least that a Textual program can be: what ours is measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

MARKER = "bare and ready"


class Bare(App[None]):
    """One line of text, which counts the keys."""

    keys = 0

    def compose(self) -> ComposeResult:
        """One line, nothing else."""
        yield Static(f"{MARKER} 0")

    def on_key(self, event: Key) -> None:
        """The cheapest possible answer to a key."""
        self.keys += 1
        self.query_one(Static).update(f"{MARKER} {self.keys}")


if __name__ == "__main__":
    Bare().run()
