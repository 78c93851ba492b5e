"""A box for words: a risk, a mitigation, a reason. What was typed is never lost without a question."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Field, Text
from loti_tui.domain.item import Item
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain as plain_value
from screens import styles
from screens.bindings import bindings
from screens.guard import GuardedBox
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted, Said
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput
from screens.widgets.words_area import WordsArea
from screens.writing_outside import write_outside


class TextEditor(GuardedBox):
    """Edits one field of words. Enter (or ctrl+s, where lines may break) stores it; Esc asks where words would go."""

    CSS_PATH = styles.sheets("boxes")
    BINDINGS = [
        *bindings("store", "own_editor"),
        Binding("escape", "leave", "leave", show=False),
    ]

    def __init__(self, item: Item, field: Field, who: str) -> None:
        super().__init__()
        self.item = item
        self.field = field
        self.who = who
        self.before = plain_value(item, field.name)
        self.lines = isinstance(field.type, Text) and field.type.lines
        self.first = str(self.before or "")
        """What stood in the box at first."""
        self.sent = False

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain(self.label), classes="title")
            yield WordsArea(self.first, lines=self.lines, id="words")
            yield LineInput(placeholder="Why? (may stay empty)", id="why")
            yield Static(plain(self.help_words), id="help")

    @property
    def label(self) -> str:
        """What is being edited."""
        return f"{self.field.label} of {self.item.ref}" if self.item.title_words else self.field.label

    @property
    def help_words(self) -> str:
        keys = "ctrl+s or F2" if self.lines else "Enter"
        return f"{keys} stores  ·  Tab: why  ·  ctrl+o your editor  ·  ctrl+z back  ·  Esc leaves"

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

    @on(Input.Submitted)
    @on(WordsArea.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.action_store()

    def action_store(self) -> None:
        """Ask for the words to be stored; the box stays until they are."""
        if self.sent:
            return
        try:
            value = self.field.check(self.typed if self.typed.strip() else None)
        except Refused as refused:
            self.tell(str(refused), warning=True)
            self.settled(stored=False)
            return
        if value == self.before:
            self.close()
            return
        self.sent = True
        edit = Edit(self.item.KIND, self.item.id, self.field.name, value, self.before)
        why = self.query_one("#why", Input).value
        self.app.post_message(EditSubmitted(Batch(self.who, (edit,), why), self))

    @on(ChangeStored)
    def _stored(self) -> None:
        self.close()

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent = False
        if event.kept:
            self.before = event.theirs
        self.tell(event.sentence, warning=True)
        self.settled(stored=False)

    def action_own_editor(self) -> None:
        """Write on in the person's own editor."""
        write_outside(self.app, self.area, self.tell)

    # -- leaving -------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> str:
        if self.typed != self.first:
            return f"{self.label} is typed and not stored."
        return "A reason is typed and nothing is changed." if self.query_one("#why", Input).value else ""

    @on(Said)
    def _say(self, event: Said) -> None:
        event.stop()
        self.tell(event.sentence, warning=event.warning)

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something under the box."""
        words = self.query_one("#help", Static)
        words.set_class(warning, "warning")
        words.update(plain(sentence))
