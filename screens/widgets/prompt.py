"""One line of text asked for above the keys: a filter, a reason, a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from screens.guard import Guarded, guard
from screens.messages import ChangeRefused, ChangeStored
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput

KEPT = (("Enter", "keep"), ("Esc", "clear"))
"""The keys of what is heard as it is typed."""
ASKED = (("Enter", "done"), ("Esc", "leave"))


class Prompt(Guarded, Horizontal):
    """A label and a line to type in. Enter answers, Esc leaves.

    With `stays`, the answer is a question to the register, and the line stays until that has said yes: what was typed
    is not lost where it is refused. What is heard as it is typed (`changed`) is there already: Esc asks nothing.
    """

    SELECTED: ClassVar[bool] = False
    """Whether what stands there at first is replaced by the first letter."""
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
        line = LineInput(self.value, selected=self.SELECTED)
        line.sifts = self.changed is not None
        line.keys_here = KEPT if line.sifts else ASKED
        yield line

    @property
    def line(self) -> LineInput:
        """Where it is typed."""
        return self.query_one(LineInput)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.then = None  # whoever types on stays
        if self.changed:
            self.changed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    def submit(self) -> None:
        """Give the answer."""
        if self.line.sent:
            return
        words = self.line.value
        self.line.sent = self.stays and bool(words.strip())
        if not self.line.sent:
            self.let_go = True
            self.remove()
        self.answer(words)
        if self.let_go:
            self.settled(stored=True)

    @on(ChangeStored)
    def _stored(self) -> None:
        if self.line.sent:
            self.remove()
            self.settled(stored=True)

    @on(ChangeRefused)
    def _refused(self) -> None:
        self.line.sent = False
        self.settled(stored=False)

    def action_stay(self) -> None:
        """Stay in the line."""

    # -- leaving -------------------------------------------------------------------------------------------------

    @property
    def sent(self) -> bool:  # type: ignore[override]  # it is the line's
        """Whether the register is being asked."""
        return self.line.sent

    @property
    def unsaved(self) -> str:
        typed = self.line.value.strip() and self.line.value != self.line.first
        return "What is typed in the line above the keys is not stored." if typed and not self.changed else ""

    def save(self) -> None:
        self.line.post_message(Input.Submitted(self.line, self.line.value))

    def discard(self) -> None:
        self.let_go = True
        self.remove()
        if self.left:
            self.left()

    async def action_leave(self) -> None:
        """Leave; where words would be lost, ask first."""
        await guard(self.app).ask_about(self)
