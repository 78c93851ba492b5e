"""A whole record in a form: for a new item, for one like another, and for the record under the cursor.

What is typed is read at once and stored as one act: one step of undo, which carries what its author saw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Rule, Static

from loti_tui.domain import completion
from loti_tui.domain.changes import Batch, Edit, new_item
from loti_tui.domain.dates import day_words
from loti_tui.domain.fields import Field, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.state import plain as plain_value
from loti_tui.domain.text import counted
from screens import styles
from screens.bindings import bindings
from screens.guard import GuardedBox
from screens.host import Host
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted, Said
from screens.widgets.chrome import Line, MessageLine, said
from screens.widgets.form_field import FormField, FormWords, Go
from screens.widgets.plain import line
from screens.widgets.words_area import WordsArea
from screens.writing_outside import write_outside

WHY = Field("why", "Why?", Text())
"""The reason of the act, which is kept in the log with it."""
DONE = ("actual", "done_on", "signed_on", "published_on")
"""What has happened to one item has not happened to another like it."""
STORE, STORE_LINES = "Enter ctrl+s F2", "ctrl+s F2"
"""What stores; where Enter breaks the line, what does so there."""
KEYS = (
    ("Tab ↑ ↓", "fields"), ("ctrl+o", "editor"), ("F1", "keys"), ("Esc", "leave"),
)  # fmt: skip
BROAD = 64
"""Cells of a terminal that has room for a label beside its value."""
PAGE = 6
"""Fields that PgUp and PgDn go by."""

Called = Callable[[str], tuple[str, str]]
"""The words of a title -> the kind of item that they name, and its title."""


class RecordForm(GuardedBox):
    """Every field of one item that a person may set. Nothing is stored until Enter, ctrl+s or F2."""

    CSS_PATH = styles.sheets("form")
    BINDINGS = [
        *bindings("store", "own_editor", "keys"),
        Binding("enter", "store", "store", show=False),
        Binding("escape", "leave", "leave", show=False),
        Binding("pagedown", f"go({PAGE})", "fields further", show=False),
        Binding("pageup", f"go(-{PAGE})", "fields back", show=False),
    ]

    def __init__(
        self,
        kind: str,
        values: Mapping[str, Plain],
        *,
        item: Item | None = None,
        heading: str = "",
        begin_at: str = "",
        called: Called | None = None,
        added: Callable[[str], None] | None = None,
    ) -> None:
        """`values` are what stands in the fields at first; of an `item` that is edited, what this person sees of it.

        `begin_at` is the field to begin with. `called` tells of which kind a new item is, and `added` hears its id.
        """
        super().__init__()
        self.kind = kind
        self.values = values
        self.item = item
        self.heading = heading or f"New {kind}"
        self.begin_at = begin_at
        self.called = called
        self.added = added
        self.before = dict(values)
        """What this person was shown of the item: with these the register compares."""
        self.asked: tuple[Edit, ...] = ()
        """What the register was asked to store last."""

    # -- showing -------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.set_class(self.app.size.width >= BROAD, "-broad")
        yield Line(id="status")
        yield Rule()
        with VerticalScroll(id="fields", can_focus=False):
            yield from self.made()
        yield Rule()
        yield MessageLine(id="message")
        yield Static(keys_line(), id="form-keys", markup=False)

    def made(self) -> Iterator[FormField]:
        """A field of the form for each of the kind, by which people know it first; the reason last."""
        kind, state = KINDS[self.kind], self.state
        reading, new = state.reading(self.host.today), self.item is None
        for name in sorted(kind.editable, key=lambda name: name != kind.title):
            field = kind.fields[name]
            known = completion.names(state, self.kind, name)
            yield FormField(field, self.values.get(name), state, reading, known, title=name == kind.title, new=new)
        yield FormField(WHY, None, state, reading, (), new=True)

    def on_mount(self) -> None:
        self.query_one("#status", Line).show(self.heading, day_words(self.host.today))
        self.tell("")
        first = self.field(self.begin_at) or self.fields[0]
        self.set_focus(first.editor)
        if isinstance(first.editor, FormWords):
            first.editor.move_cursor(first.editor.document.end)
            if self.item is None:
                first.editor.select_all()

    def on_descendant_focus(self) -> None:
        """Where Enter breaks the line, it does not store."""
        breaks = isinstance(self.focused, WordsArea) and self.focused.lines
        self.query_one("#form-keys", Static).update(keys_line(STORE_LINES if breaks else STORE))

    @property
    def host(self) -> Host:
        """The application."""
        return cast("Host", self.app)

    @property
    def state(self) -> State:
        """The register as it stands."""
        state = self.host.state
        assert state is not None
        return state

    @property
    def fields(self) -> list[FormField]:
        """Every field, the reason among them."""
        return list(self.query(FormField))

    def field(self, name: str) -> FormField | None:
        """The field of this name."""
        return next((one for one in self.fields if one.field.name == name), None)

    @property
    def changed(self) -> list[FormField]:
        """The fields in which something else stands than at first."""
        return [one for one in self.fields if one.changed]

    @on(FormField.Changed)
    def _changed(self, event: FormField.Changed) -> None:
        event.stop()
        self.tell("")

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Put a sentence on the message line."""
        typed = len(self.changed)
        message = self.query_one("#message", MessageLine)
        message.set_class(warning, "warning")
        message.show(
            sentence, f"{counted(typed, 'field')} not stored" if typed and not self.sent else self.host.standing
        )

    @on(Said)
    def _say(self, event: Said) -> None:
        event.stop()
        self.tell(event.sentence, warning=event.warning)

    # -- moving --------------------------------------------------------------------------------------------------

    @on(Go)
    def _go(self, event: Go) -> None:
        event.stop()
        self.action_go(event.step)

    def action_go(self, step: int) -> None:
        """Go so many fields further; at the end there is none."""
        here = next((place for place, one in enumerate(self.fields) if one.editor.has_focus), 0)
        self.set_focus(self.fields[min(max(here + step, 0), len(self.fields) - 1)].editor)

    def on_resize(self, event: events.Resize) -> None:
        """A label stands beside its value where there is room."""
        self.set_class(event.size.width >= BROAD, "-broad")

    async def action_keys(self) -> None:
        """Show the keys that work here."""
        await self.app.run_action("app.keys")

    def action_own_editor(self) -> None:
        """Write on in the person's own editor, where the words may be long."""
        if isinstance(self.focused, WordsArea):
            write_outside(self.app, self.focused, self.tell)
        else:
            self.tell("Your editor is for words: for the first field, and those of several lines.", warning=True)

    # -- storing -------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(WordsArea.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.action_store()

    def action_store(self) -> None:
        """Ask for it to be stored; the form stays until it is."""
        if self.sent:
            return
        try:
            kind, values = self.read()
        except Refused as refused:
            self.tell(str(refused), warning=True)
            self.settled(stored=False)
            return
        self.asked = self.edits(kind, values)
        if not self.asked:
            return self.close()
        self.sent = True
        self.tell("")
        why = next(str(one.value() or "") for one in self.fields if one.field.name == "why")
        self.app.post_message(EditSubmitted(Batch(self.host.who, self.asked, why), self))
        return None

    def read(self) -> tuple[str, dict[str, Plain]]:
        """The kind of the item and the plain value of each field. Raises `Refused`, said at its field too."""
        values: dict[str, Plain] = {}
        wrong: list[tuple[FormField, str]] = []
        for one in self.fields:
            try:
                values[one.field.name] = one.value()
            except Refused as refused:
                one.refuse(str(refused))
                wrong.append((one, str(refused)))
        if wrong:
            self.set_focus(wrong[0][0].editor)
            more = f" {counted(len(wrong), 'field')} are to be mended." if len(wrong) > 1 else ""
            raise Refused(f"{wrong[0][1]}{more}")
        del values["why"]
        for one in self.fields:
            if one.changed and one.doubted(values.get(one.field.name)):
                self.set_focus(one.editor)
                raise Refused(one.refusal)
        return self.understood(values)

    def understood(self, values: dict[str, Plain]) -> tuple[str, dict[str, Plain]]:
        """What is meant where the title says of which kind it is. Raises `Refused` for what that kind has not."""
        title = KINDS[self.kind].title
        if self.called is None or self.item is not None:
            return self.kind, values
        kind, words = self.called(str(values[title]))
        if kind == self.kind:
            return kind, values
        known = KINDS[kind]
        for name in (one.field.name for one in self.changed if one.field is not WHY):
            if name != title and name not in known.editable:
                raise self.not_of(kind, name)
        kept = {name: values[name] for name in known.editable if name in values and name != title}
        return kind, kept | {known.title: known.fields[known.title].check(words or None)}

    def not_of(self, kind: str, name: str) -> Refused:
        """The refusal of a field that another kind has not."""
        field = KINDS[self.kind].fields[name]
        sentence = f"A {kind} has no “{field.label}”: empty it, or word the first line as a {self.kind}."
        if found := self.field(name):
            found.refuse(sentence)
            self.set_focus(found.editor)
        return Refused(sentence)

    def edits(self, kind: str, values: Mapping[str, Plain]) -> tuple[Edit, ...]:
        """What is to be stored: of a new item what is not there by itself, of another what is changed."""
        if self.item is None:
            fields = KINDS[kind].fields
            given = {name: value for name, value in values.items() if value not in (None, fields[name].default)}
            return new_item(kind, given)
        return tuple(
            Edit(kind, self.item.id, name, value, self.before.get(name))
            for name, value in values.items()
            if value != self.before.get(name)
        )

    @on(ChangeStored)
    def _stored(self) -> None:
        if self.item is None and self.added is not None:
            self.added(self.asked[0].item)
        self.close()

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        """Say it at its field too, where the sentence names one; where theirs was kept, this person knows it now."""
        self.sent = False
        for edit in self.asked:
            found, item = self.field(edit.field), self.state.items.get(edit.item)
            if event.kept and item is not None and plain_value(item, edit.field) == event.theirs:
                self.before[edit.field] = event.theirs
            if found is not None and event.sentence.startswith(found.field.label):
                found.refuse(event.sentence)
                self.set_focus(found.editor)
        self.tell(event.sentence, warning=True)
        self.settled(stored=False)

    # -- leaving -------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> str:
        labels = [f"“{one.field.label}”" for one in self.changed]
        if not labels:
            return ""
        what = " and ".join(labels) if len(labels) < 3 else f"{labels[0]} and {counted(len(labels) - 1, 'other field')}"
        return f"{line(self.heading)}: {what} {'is' if len(labels) == 1 else 'are'} typed and not stored."


def keys_line(store: str = STORE) -> Content:
    """The keys of the form, for its last line."""
    return Content.assemble(" ", *(part for one in ((store, "store"), *KEYS) for part in said(*one)))


def form_of(item: Item, begin_at: str) -> RecordForm:
    """The form of a whole record."""
    names = KINDS[item.KIND].editable
    heading = f"{item.ref}  {line(item.title_words)}"
    return RecordForm(item.KIND, {name: plain_value(item, name) for name in names}, item=item, heading=heading,
                      begin_at=begin_at)  # fmt: skip


def another_like(item: Item, added: Callable[[str], None]) -> RecordForm:
    """The form of a new item with the values of another, apart from what has happened to that."""
    fields = KINDS[item.KIND].fields
    values = {name: plain_value(item, name) for name in KINDS[item.KIND].editable if name not in DONE}
    if "status" in fields:
        values["status"] = fields["status"].default
    return RecordForm(item.KIND, values, heading=f"New {item.KIND} like {item.ref}", added=added)


def new_form(kind: str, added: Callable[[str], None], called: Called | None = None) -> RecordForm:
    """The form of a new item."""
    values = {name: field.default for name, field in KINDS[kind].fields.items() if field.editable}
    return RecordForm(kind, values, added=added, called=called)
