"""A small box of answers: each by its key, by Enter while it is marked, or by a click. Esc gives none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from screens import styles
from screens.widgets.plain import plain

INDENT = 3
"""Cells for the key of an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its key, its words, and a sentence on what it means."""

    key: str
    words: str
    sentence: str = ""


class AnswerLine(Static, can_focus=True):
    """An answer that can be marked and given."""

    BINDINGS = [Binding("enter", "give", "give this answer", show=False)]

    def __init__(self, answer: Answer) -> None:
        super().__init__(markup=False)
        self.answer = answer

    def lines(self, width: int) -> list[Content]:
        """The key, the words, and the sentence wrapped under them."""
        sentence = plain(self.answer.sentence).wrap(max(8, width - INDENT)) if self.answer.sentence else []
        head = Content.assemble(f"{self.answer.key:<{INDENT}}", plain(self.answer.words))
        return [head.stylize("b"), *(Content.assemble(" " * INDENT, part) for part in sentence)]

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def action_give(self) -> None:
        """Give this answer."""
        self.screen.dismiss(self.answer.key)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_give()


class Choose(ModalScreen[str | None]):
    """Asks for one of a few answers; the first is marked. The answer is its key, None where none was given."""

    CSS_PATH = styles.sheets("boxes")
    BINDINGS = [
        Binding("escape", "none", "leave it", show=False),
        Binding("down,j,tab", "mark(1)", "the next one", show=False),
        Binding("up,k,shift+tab", "mark(-1)", "the one before", show=False),
    ]

    def __init__(self, question: str, answers: Sequence[Answer], left: str) -> None:
        """`left` says what Esc does."""
        super().__init__()
        self.question = question
        self.answers = answers
        self.left = left

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain(self.question), classes="title", markup=False)
            yield from (AnswerLine(answer) for answer in self.answers)
            yield Static(plain(f"Enter takes what is marked  ·  Esc {self.left}"), id="help", markup=False)

    def on_mount(self) -> None:
        self.query(AnswerLine).first().focus()

    def on_key(self, event: events.Key) -> None:
        """The key of an answer gives it."""
        if any(event.key == answer.key for answer in self.answers):
            event.stop()
            self.dismiss(event.key)

    def action_mark(self, step: int) -> None:
        """Mark the next answer, or the one before."""
        if step > 0:
            self.focus_next(AnswerLine)
        else:
            self.focus_previous(AnswerLine)

    def action_none(self) -> None:
        """Give no answer."""
        self.dismiss(None)
