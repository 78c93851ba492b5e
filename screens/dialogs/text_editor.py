"""A box for words: a risk, a mitigation, a reason. What was typed is never lost without a question."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Field, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.owners import doubt
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain as plain_value
from screens.host import Host
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput, WordsArea


class TextEditor(ModalScreen[None]):
    """Edits one field of words. Enter (or ctrl+s, where lines may break) stores it; Esc asks once if words would go."""

    BINDINGS = [
        Binding("ctrl+s", "save", "store", show=False, priority=True),
        Binding("escape", "leave", "leave", show=False),
    ]

    def __init__(self, item: Item, field: Field, who: str) -> None:
        super().__init__()
        self.item = item
        self.field = field
        self.who = who
        self.before = plain_value(item, field.name)
        self.lines = isinstance(field.type, Text) and field.type.lines
        self.first = ""
        self.asked = False
        """Whether the person was told that words would be lost."""
        self.asked_about: Plain = None
        """The owner about whom the person was asked."""
        self.sent = False
        """Whether the register is being asked."""

    def compose(self) -> ComposeResult:
        label = f"{self.field.label} of {self.item.ref}" if self.item.title_words else self.field.label
        with Vertical(id="box"):
            yield Static(plain(label), classes="title")
            self.first = str(self.before or "")
            yield WordsArea(self.first, lines=self.lines, id="words")
            yield LineInput(placeholder="Why? (may stay empty)", id="why")
            yield Static(plain(self.help_words), id="help")

    @property
    def help_words(self) -> str:
        enter = "" if self.lines else "Enter or "
        return f"{enter}ctrl+s stores it  ·  Tab goes to the reason  ·  Esc leaves it as it was"

    def on_mount(self) -> None:
        self.area.move_cursor(self.area.document.end)

    @property
    def area(self) -> WordsArea:
        """Where the words are typed."""
        return self.query_one(WordsArea)

    @property
    def typed(self) -> str:
        """The words as they stand in the box."""
        return self.area.text

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        self.asked = False

    @on(Input.Submitted)
    @on(WordsArea.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Ask for the words to be stored; the box stays until they are."""
        if self.sent:
            return
        try:
            value = self.field.check(self.typed if self.typed.strip() else None)
        except Refused as refused:
            self.tell(str(refused), warning=True)
            return
        if value == self.before:
            self.dismiss(None)
            return
        if self.doubted(value):
            return
        self.sent = True
        edit = Edit(self.item.KIND, self.item.id, self.field.name, value, self.before)
        why = self.query_one("#why", Input).value
        self.app.post_message(EditSubmitted(Batch(self.who, (edit,), why), self))

    def doubted(self, value: Plain) -> bool:
        """Whether an owner looks like a slip, and the person has not been asked about this one yet."""
        state = cast("Host", self.app).state
        said = doubt(state, value) if state and self.field.name == "owner" and value != self.asked_about else ""
        self.asked_about = value
        if said:
            self.tell(f"{said} Enter again if somebody new is meant.", warning=True)
        return bool(said)

    @on(ChangeStored)
    def _stored(self) -> None:
        self.dismiss(None)

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent = False
        if event.kept:
            self.before = event.theirs
        self.tell(event.sentence, warning=True)

    def action_leave(self) -> None:
        """Leave; where words would be lost, say so first."""
        changed = self.typed != self.first or self.query_one("#why", Input).value
        if changed and not self.asked:
            self.asked = True
            self.tell("These words are not stored. ctrl+s stores them; Esc again throws them away.", warning=True)
            return
        self.dismiss(None)

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something under the box."""
        words = self.query_one("#help", Static)
        words.set_class(warning, "warning")
        words.update(plain(sentence))
