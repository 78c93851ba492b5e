"""One line of text asked for above the keys: a filter, a reason, a folder."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from screens.widgets.plain import plain


class Prompt(Horizontal):
    """A label and a line to type in. Enter answers, Esc leaves."""

    BINDINGS = [Binding("escape", "leave", "leave", show=False)]

    def __init__(
        self,
        label: str,
        answer: Callable[[str], None],
        *,
        value: str = "",
        changed: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.label = label
        self.answer = answer
        self.value = value
        self.changed = changed
        self.left = left

    def compose(self) -> ComposeResult:
        yield Static(plain(self.label), classes="label")
        yield Input(self.value, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.changed:
            self.changed(event.value)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        self.remove()
        self.answer(event.value)

    def action_leave(self) -> None:
        self.remove()
        if self.left:
            self.left()
