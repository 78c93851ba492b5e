"""The editor over a cell: what is typed is read at once, and what was understood is said before it is stored."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.widgets import Input

from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Choice, Field, Flag, Plain, Reading, Score
from loti_tui.domain.item import Item
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain
from screens.host import Host
from screens.links import value_words
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted, Said
from screens.widgets.typing import LineInput

LEAST_WIDTH = 14
"""Room for a date as people type it."""


class CellEditor(LineInput):
    """One value in its place. Enter stores it, Esc leaves it as it was; refused text stays to be mended."""

    BINDINGS = [
        Binding("escape", "leave", "leave it as it was", show=False),
        Binding("up", "next(-1)", "value before", show=False),
        Binding("down", "next(1)", "next value", show=False),
        Binding("tab", "go_on(1)", "store it and go on", show=False),
        Binding("shift+tab", "go_on(-1)", "store it and go back", show=False),
    ]

    class Closed(Message):
        """The editor is gone; the next value to edit is so many columns further, or there is none (0)."""

        def __init__(self, columns: int) -> None:
            super().__init__()
            self.columns = columns

    def __init__(self, item: Item, field: Field, value: str, reading: Reading) -> None:
        super().__init__(value, id="cell-editor", selected=True)
        self.item = item
        self.field = field
        self.reading = reading
        self.before = plain(item, field.name)
        self.next = 0
        """How many columns further the next value is, once this one is stored."""

    def place_over(self, cell: Region, screen: Size) -> None:
        """Lie over the cell, wide enough to type in and inside the screen."""
        least = max(map(len, self.choices), default=LEAST_WIDTH - 2) + 2
        width = min(max(cell.width + 1, least), screen.width)
        self.styles.width = width
        self.styles.offset = (min(cell.x, screen.width - width), cell.y)

    # -- reading as it is typed ----------------------------------------------------------------------------------

    def understood(self) -> Plain:
        """The plain value of what is typed. Raises `Refused`."""
        return self.field.check(self.field.read(self.value, self.reading))

    def explain(self) -> None:
        """Say what is accepted, or what was understood."""
        label = f"{self.field.label} of {self.item.ref}"
        if not self.value.strip():
            self.say(f"{label} accepts {self.field.type.accepts}. Empty clears it.")
            return
        state = cast("Host", self.app).state
        assert state is not None
        try:
            words = value_words(self.field, self.understood(), state)
        except Refused as refused:
            self.say(str(refused), warning=True)
        else:
            self.say(f"{label}: {words}. Enter stores, Esc leaves.")

    def say(self, sentence: str, *, warning: bool = False) -> None:
        self.post_message(Said(sentence, warning=warning))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.explain()

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that the arrows walk through."""
        kind = self.field.type
        if isinstance(kind, Choice):
            return tuple(kind.words(value).lower() for value in kind.values)
        if isinstance(kind, Flag):
            return ("yes", "no")
        return ("1", "2", "3", "4") if isinstance(kind, Score) else ()

    def action_next(self, step: int) -> None:
        """Put the next of the accepted values."""
        if not self.choices:
            return
        typed = self.value.strip().lower()
        at = self.choices.index(typed) if typed in self.choices else -1 if step > 0 else 0
        self.value = self.choices[(at + step) % len(self.choices)]
        self.cursor_position = len(self.value)

    # -- storing -------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.next = 0
        self.store()

    def action_go_on(self, columns: int) -> None:
        """Store the value and edit the one beside it."""
        self.next = columns
        self.store()

    def store(self) -> None:
        """Ask for the value to be stored; the field stays open until it is."""
        if self.sent:
            return
        try:
            value = self.understood()
        except Refused as refused:
            self.say(str(refused), warning=True)
            return
        if value == self.before:
            self.close(f"{self.field.label} of {self.item.ref} is as it was.")
            return
        self.sent = True
        host = cast("Host", self.app)
        edit = Edit(self.item.KIND, self.item.id, self.field.name, value, self.before)
        self.app.post_message(EditSubmitted(Batch(host.who, (edit,)), self))

    @on(ChangeStored)
    def _stored(self, event: ChangeStored) -> None:
        if self.sent:
            self.close(event.sentence)

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent = False
        if event.kept:
            self.before = event.theirs
        self.say(event.sentence, warning=True)

    def action_leave(self) -> None:
        self.next = 0
        self.close(f"{self.field.label} of {self.item.ref} was left as it was.")

    def close(self, sentence: str) -> None:
        """Go, say what became of the value, and lead on to the next one where that was asked for."""
        self.say(sentence)
        self.post_message(self.Closed(self.next))
        self.remove()
