"""What shall become of words that are typed and not stored, before what they stand in goes."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from screens import styles
from screens.dialogs.choose import Answer, Choose
from screens.guard import guard
from screens.widgets.plain import plain

KEEP = "k"
ANSWERS = (Answer(KEEP, "Keep editing"), Answer("s", "Save"), Answer("d", "Discard"))
"""The safe one first: it is marked."""


class Leave(Choose):
    """Asks it. Esc keeps editing."""

    CSS_PATH = styles.sheets("boxes", "form")

    def __init__(self, unsaved: str) -> None:
        """`unsaved` is what would be lost, in a sentence."""
        super().__init__(unsaved, ANSWERS, "keeps editing")

    def on_key(self, event: events.Key) -> None:
        """Whoever types on keeps editing: one Esc too many takes no letter away."""
        if event.is_printable and event.character not in {answer.key for answer in self.answers} | {"j"}:
            event.stop()
            guard(self.app).give_back(event)
            self.dismiss(KEEP)

    def remind(self) -> None:
        """Somebody wants to leave while this is asked: say how."""
        words = self.query_one("#help", Static)
        words.add_class("warning")
        words.update(plain("Answer first: s saves and leaves, d leaves without these words, k stays."))
