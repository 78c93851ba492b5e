"""What people type and paste into: as the register's door would, it lets no control character in."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from loti_tui.domain.text import printable


class LineInput(Input):
    """One line of text."""

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, selected: bool = False
    ) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=selected, id=id)
        self.sent = False
        """Whether the register is being asked to store what is typed here."""

    def validate_value(self, value: str) -> str:
        """What is kept of a typed or pasted value, before it is drawn."""
        return printable(value)


class WordsArea(TextArea):
    """Words with room around them; without `lines`, Enter stores them instead of breaking the line."""

    class Submitted(Message):
        """Enter, where lines may not break."""

    def __init__(self, text: str, *, lines: bool, id: str | None = None) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, id=id, compact=True)
        self.lines = lines

    def edit(self, edit: Edit) -> EditResult:
        edit.text = printable(edit.text, lines=self.lines)
        return super().edit(edit)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.lines:
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
        else:
            await super()._on_key(event)
