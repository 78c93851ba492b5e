"""Room for words of more than one line; apart from the single lines, since Textual's editor is slow to load."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from loti_tui.domain.text import printable
from screens.bindings import bindings


class WordsArea(TextArea):
    """Words with room around them; without `lines`, Enter stores them instead of breaking the line."""

    BINDINGS = bindings("undo_typing", "redo_typing")

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

    def action_undo_typing(self) -> None:
        """Take back what was typed last."""
        self.action_undo()

    def action_redo_typing(self) -> None:
        """Put back what was taken back."""
        self.action_redo()

    def put(self, words: str) -> None:
        """Have these words instead of what stands here; taking them back brings that again."""
        self.replace(words, (0, 0), self.document.end)
        self.move_cursor(self.document.end)
