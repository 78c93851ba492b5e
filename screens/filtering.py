"""Filtering as it is typed: the same on every screen that has rows to hold back."""

from __future__ import annotations

from typing import ClassVar

from screens.base import RegisterScreen
from screens.widgets.prompt import Prompt


class Filtering(RegisterScreen):
    """A screen that holds back the rows without the words that somebody types. Its cursor stays on its row."""

    ALL: ClassVar[str] = "every row"
    """What Esc shows again."""

    def __init__(self) -> None:
        super().__init__()
        self.filter_text = ""

    def show_sifted(self) -> None:
        """Show the rows that have all the words of `filter_text`."""
        raise NotImplementedError

    def show_as_typed(self) -> None:
        """The same while the words are being typed: the rows may follow a little later, but not behind Enter."""
        self.show_sifted()

    async def action_filter(self) -> None:
        """Filter as it is typed."""
        await self.ask(
            Prompt("Filter:", self._filtered, value=self.filter_text, changed=self._as_typed, left=self.show_all)
        )

    def _as_typed(self, text: str) -> None:
        self.filter_text = text
        self.show_as_typed()

    def _filter(self, text: str) -> None:
        self.filter_text = text
        self.show_sifted()

    def _filtered(self, text: str) -> None:
        self._filter(text)
        self.set_focus(self.table)
        self.tell(f"Filter: {text}  ·  Esc shows {self.ALL} again" if text else "")

    def show_all(self) -> None:
        """Clear the filter."""
        self.query(Prompt).remove()
        self._filter("")
        self.set_focus(self.table)
        self.tell("")

    def action_back(self) -> None:
        """Clear the filter."""
        self.show_all()
