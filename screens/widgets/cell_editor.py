"""The editor over a cell: what is typed is read at once, and what was understood is said before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import on
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.widgets import Input

from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Choice, Field, Flag, Plain, Reading, Score, Text
from loti_tui.domain.item import Item
from loti_tui.domain.owners import doubt
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain
from screens.bindings import bindings
from screens.guard import Guarded
from screens.host import Host
from screens.links import value_words
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted, Said
from screens.widgets.typing import LineInput

LEAST_WIDTH = 14
"""Room for a date as people type it."""
NAME_WIDTH = 32
"""Room for a name, and for what completes it."""


class CellEditor(Guarded, LineInput):
    """One value in its place. Enter stores it, Esc leaves it as it was; refused text stays to be mended."""

    BINDINGS = [
        *bindings("store", "store_up", "store_down", "store_left", "store_right"),
        Binding("escape", "leave", "leave it as it was", show=False),
        Binding("up", "next(-1)", "value before", show=False),
        Binding("down", "next(1)", "next value", show=False),
        Binding("tab", "store_right", "store it and go on", show=False),
        Binding("shift+tab", "store_left", "store it and go back", show=False),
    ]

    class Closed(Message):
        """The editor is gone; the next value to edit is so many columns or rows further, or there is none (0, 0)."""

        def __init__(self, columns: int, rows: int) -> None:
            super().__init__()
            self.columns = columns
            self.rows = rows

    def __init__(self, item: Item, field: Field, value: str, reading: Reading, names: Sequence[str] = ()) -> None:
        """`names` are what the value may be completed to, the likeliest first."""
        super().__init__(value, id="cell-editor", selected=True, names=names)
        self.item = item
        self.field = field
        self.reading = reading
        self.before = plain(item, field.name)
        self.keys_here = (("Enter", "store"), ("Tab", "store, next"), ("Shift+arrow", "store, go on"), ("Esc", "leave"))
        self.next = (0, 0)
        """How many columns and rows further the next value is, once this one is stored."""
        self.asked_about: Plain = None
        """The owner about whom the person was asked."""

    def place_over(self, cell: Region, screen: Size) -> None:
        """Lie over the cell, wide enough to type in and inside the screen."""
        words = NAME_WIDTH if isinstance(self.field.type, Text) else LEAST_WIDTH
        least = max(map(len, self.choices), default=words - 2) + 2
        width = min(max(cell.width + 1, least), screen.width)
        self.styles.width = width
        self.styles.offset = (min(cell.x, screen.width - width), cell.y)

    # -- reading as it is typed ----------------------------------------------------------------------------------

    def understood(self) -> Plain:
        """The plain value of what is typed. Raises `Refused`."""
        return self.field.check(self.field.read(self.value, self.reading))

    def explain(self) -> None:
        """Say what is accepted, or what was understood."""
        if not self.value.strip():
            empty = "" if self.field.required else " Empty clears it."
            walk = " ↑ and ↓ walk what is known." if self.completing.known else ""
            self.say(f"{self.label} accepts {self.field.type.accepts}.{empty}{walk}")
            return
        state = cast("Host", self.app).state
        assert state is not None
        try:
            words = value_words(self.field, self.understood(), state)
        except Refused as refused:
            self.say(str(refused), warning=True)
        else:
            walk = " ↑ and ↓ choose." if self.choices else ""
            offered = f" {self.completing.words}." if self.completing.words else ""
            self.say(f"{self.label}: {words}.{walk}{offered}")

    @property
    def label(self) -> str:
        """What is being edited."""
        return f"{self.field.label} of {self.item.ref}"

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
        """Put the next of the accepted values; offer the next of the names, or put one where nothing is typed."""
        known = self.choices or tuple(self.completing.known)
        if self.walk_names(step):
            self.explain()
            return
        typed = self.value.strip().lower() if self.choices else self.value.strip()
        at = known.index(typed) if typed in known else -1 if step > 0 else 0
        if not known or (typed and typed not in known and not self.choices):
            self.say(f"There is no other value to choose here. Shift+↑ and Shift+↓ store {self.label} and go on.")
            return
        self.value = known[(at + step) % len(known)]
        self.cursor_position = len(self.value)

    # -- storing -------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_store()

    def action_store(self) -> None:
        """Store the value."""
        self.store()

    def action_store_up(self) -> None:
        """Store the value and edit the one above it."""
        self.store(rows=-1)

    def action_store_down(self) -> None:
        """Store the value and edit the one below it."""
        self.store(rows=1)

    def action_store_left(self) -> None:
        """Store the value and edit the one before it."""
        self.store(columns=-1)

    def action_store_right(self) -> None:
        """Store the value and edit the one after it."""
        self.store(columns=1)

    def store(self, columns: int = 0, rows: int = 0) -> None:
        """Ask for the value to be stored; the field stays open until it is. Then go so far."""
        if self.sent:
            return
        self.next = (columns, rows)
        try:
            value = self.understood()
        except Refused as refused:
            self.say(str(refused), warning=True)
            self.settled(stored=False)
            return
        if value == self.before:
            self.close(f"{self.label} is as it was.")
            self.settled(stored=True)
            return
        if self.doubted(value):
            self.settled(stored=False)
            return
        self.sent = True
        host = cast("Host", self.app)
        edit = Edit(self.item.KIND, self.item.id, self.field.name, value, self.before)
        self.app.post_message(EditSubmitted(Batch(host.who, (edit,)), self))

    def doubted(self, value: Plain) -> bool:
        """Whether an owner looks like a slip, and the person has not been asked about this one yet."""
        state = cast("Host", self.app).state
        said = doubt(state, value) if state and self.field.name == "owner" and value != self.asked_about else ""
        self.asked_about = value
        if said:
            self.say(f"{said} Enter again if somebody new is meant.", warning=True)
        return bool(said)

    @on(ChangeStored)
    def _stored(self, event: ChangeStored) -> None:
        if self.sent:
            self.close(event.sentence)
            self.settled(stored=True)

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent = False
        if event.kept:
            self.before = event.theirs
        self.say(event.sentence, warning=True)
        self.settled(stored=False)

    # -- leaving -------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> str:
        return f"{self.label} is typed and not stored." if self.value != self.first else ""

    def save(self) -> None:
        self.store()

    def discard(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        """Leave the value as it was: one short value is soon typed again."""
        self.next = (0, 0)
        self.close(f"{self.label} was left as it was.")

    def close(self, sentence: str) -> None:
        """Go, say what became of the value, and lead on to the next one where that was asked for."""
        self.let_go = True
        self.say(sentence)
        self.post_message(self.Closed(*self.next))
        self.remove()
