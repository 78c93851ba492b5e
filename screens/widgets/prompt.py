"""One line of text asked for above the keys: a filter, a reason, a folder."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from screens.messages import ChangeRefused, ChangeStored
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput


class Prompt(Horizontal):
    """A label and a line to type in. Enter answers, Esc leaves.

    With `stays`, the answer is a question to the register, and the line stays until that has said yes: what was typed
    is not lost where it is refused.
    """

    BINDINGS = [
        Binding("escape", "leave", "leave", show=False),
        # There is nowhere else to go: Tab would lead the next letters to the table, where they are commands.
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    def __init__(
        self,
        label: str,
        answer: Callable[[str], None],
        *,
        value: str = "",
        changed: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
        stays: bool = False,
    ) -> None:
        super().__init__()
        self.label = label
        self.answer = answer
        self.value = value
        self.changed = changed
        self.left = left
        self.stays = stays

    def compose(self) -> ComposeResult:
        yield Static(plain(self.label), classes="label")
        yield LineInput(self.value)

    @property
    def line(self) -> LineInput:
        """Where it is typed."""
        return self.query_one(LineInput)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.changed:
            self.changed(event.value)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.line.sent:
            return
        self.line.sent = self.stays and bool(event.value.strip())
        if not self.line.sent:
            self.remove()
        self.answer(event.value)

    @on(ChangeStored)
    def _stored(self) -> None:
        if self.line.sent:
            self.remove()

    @on(ChangeRefused)
    def _refused(self) -> None:
        self.line.sent = False

    def action_stay(self) -> None:
        """Stay in the line."""

    def action_leave(self) -> None:
        self.remove()
        if self.left:
            self.left()
