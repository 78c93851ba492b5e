"""A line to type in, and below it a table of which one row is chosen: the focus stays where it is typed."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.widgets.plain import plain
from screens.widgets.record_table import RecordTable

Answer = TypeVar("Answer")


class ChosenBelow(RecordTable, can_focus=False):
    """The rows, one of them chosen."""

    def step_rows(self, rows: int) -> None:
        """Choose another row, so many rows on."""
        self._move(rows)


class LineOverTable(ModalScreen[Answer | None]):
    """A box of the two. The answer is None where nobody chose anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("down", "choose(1)", "the next one", show=False),
        Binding("up", "choose(-1)", "the one before", show=False),
        Binding("pagedown", "page(1)", "a page on", show=False),
        Binding("pageup", "page(-1)", "a page back", show=False),
    ]

    @property
    def below(self) -> ChosenBelow:
        """The table."""
        return self.query_one(ChosenBelow)

    def action_choose(self, rows: int) -> None:
        """Choose the next row, or the one before."""
        self.below.step_rows(rows)

    def action_page(self, pages: int) -> None:
        """Choose a row one page on, or back."""
        self.below.step_rows(pages * max(1, self.below.size.height - 2))

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def tell(self, words: str, *, warning: bool = False) -> None:
        """Say something under the table."""
        shown = self.query_one("#help", Static)
        shown.set_class(warning, "warning")
        shown.update(plain(words))
