"""One or more lines asked for above the keys, one after the other: a day, then a reason. Then they are stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.widgets import Input, Static

from loti_tui.domain.changes import Batch
from loti_tui.domain.refused import Refused
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted, Said
from screens.widgets.plain import plain
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import RecordTable


@dataclass(frozen=True, slots=True)
class Question:
    """One line to be typed."""

    label: str
    understand: Callable[[str], str]
    """What the words are taken for, in a sentence. Raises `Refused` where they are no answer."""
    value: str = ""
    """What stands in the line at first."""


class Questions(Prompt):
    """Asks in one place, says while somebody types what is understood, and has the answers stored as one act.

    Enter goes on, Esc leaves all of it. What was typed stays in its line until the register has said yes.
    """

    SELECTED = True

    def __init__(
        self, questions: Sequence[Question], act: Callable[[list[str]], Batch], left: Callable[[], None]
    ) -> None:
        """`act` makes the batch of the answers, one a question; it may raise `Refused`."""
        super().__init__(questions[0].label, self.answered, value=questions[0].value, left=left, stays=True)
        self.questions = questions
        self.act = act
        self.given: list[str] = []

    def answered(self, words: str) -> None:
        """Every answer goes by way of its question."""

    def on_mount(self) -> None:
        self.explain()

    @property
    def unsaved(self) -> str:
        """What would be lost: what is typed, and what was answered before it."""
        return super().unsaved or ("An answer is typed and not stored." if self.given else "")

    @property
    def question(self) -> Question:
        """What is being asked."""
        return self.questions[len(self.given)]

    def explain(self) -> None:
        """Say what is understood, or why it is no answer; before anything is typed, that is no warning."""
        try:
            self.say(self.question.understand(self.line.value))
        except Refused as refused:
            self.say(str(refused), warning=bool(self.line.value.strip()))

    def say(self, sentence: str, *, warning: bool = False) -> None:
        self.post_message(Said(sentence, warning=warning))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.line.sent:
            self.explain()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Ask the next question; behind the last, have it all stored."""
        event.stop()
        event.prevent_default()  # a plain prompt would take the line away
        if self.line.sent:
            return
        try:
            self.question.understand(event.value)
            if len(self.given) + 1 < len(self.questions):
                self.given.append(event.value)
                self.query_one(Static).update(plain(self.question.label))
                self.line.value = self.question.value
                self.explain()
                return
            batch = self.act([*self.given, event.value])
        except Refused as refused:
            self.say(str(refused), warning=True)
            return
        self.line.sent = True
        self.app.post_message(EditSubmitted(batch, self))

    @on(ChangeStored)
    def _back(self) -> None:
        """The line goes, and the keys are the table's again."""
        if self.line.sent:
            self.screen.set_focus(self.screen.query_one(RecordTable))

    @on(ChangeRefused)
    def _not_stored(self, event: ChangeRefused) -> None:
        self.say(event.sentence, warning=True)
