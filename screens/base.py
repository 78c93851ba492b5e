"""The frame of every screen: status line, tabs, content, message line, keys; and what all of them can do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Rule

from loti_tui.commands import named
from loti_tui.domain import completion
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.dates import day_words
from loti_tui.domain.fields import Field, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.state import State, plain
from screens import styles
from screens.bindings import bindings, possible
from screens.host import Host
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted, Said
from screens.widgets.cell_editor import CellEditor
from screens.widgets.chrome import Keys, Line, MessageLine, Tabs
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import RecordTable


class RegisterScreen(Screen[None]):
    """A screen on the register. A subclass composes its content, shows a state, and says what is under the cursor."""

    NAME: ClassVar[str] = ""
    """The command that opens this screen."""
    SHOWN_KEYS: ClassVar[tuple[str, ...]] = ("edit", "undo", "export")
    BINDINGS = bindings("edit", "form", "export", "changes", "copy", "back")
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]
    CSS_PATH = styles.sheets("loti")

    def __init__(self) -> None:
        super().__init__()
        self.told = ""
        """What this person was told last about what they did."""

    def compose(self) -> ComposeResult:
        yield Line(id="status")
        yield Tabs(self.tab, Path(self.host.place).name)
        yield Rule()
        with Container(id="content"):
            yield from self.compose_content()
        yield Rule()
        yield MessageLine(id="message")
        yield Keys(tuple(named(*self.SHOWN_KEYS)), read_only=self.host.read_only)

    def compose_content(self) -> Iterator[Widget]:
        """What the frame holds."""
        raise NotImplementedError

    def show(self, state: State) -> None:
        """Show the register as it stands."""
        raise NotImplementedError

    @property
    def tab(self) -> str:
        """The tab that stands out while this screen is open."""
        return self.NAME

    @property
    def host(self) -> Host:
        """The application."""
        return cast("Host", self.app)

    # -- showing -------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.say("")
        self.set_focus(self.walked)
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        if self.host.state is not None:
            self.refresh_from(self.host.state)

    def refresh_from(self, state: State) -> None:
        """Show a state, in the frame and in the content."""
        decision, programme = state.decision, state.programme
        names = [item.title_words for item in (programme,) if item] + [item.ref for item in (decision,) if item]
        due = self.host.countdown
        right = day_words(self.host.today) + (f" · {due.words}" if due else "")
        self.query_one("#status", Line).show(" · ".join(names), right)
        self.show(state)
        self.tell_standing()
        self.call_after_refresh(self._keep_over_its_cell)

    @on(RecordTable.Laid)
    def _laid(self) -> None:
        self.call_after_refresh(self._keep_over_its_cell)

    def _keep_over_its_cell(self) -> None:
        """An open editor goes where its cell has gone."""
        for editor in self.query(CellEditor):
            at = self.target()
            if at and (at[0].id, at[1]) == (editor.item.id, editor.field.name):
                editor.place_over(self.table.cell_region(), self.size)

    @property
    def asking(self) -> bool:
        """Whether a person is asked for something here, and is not to be disturbed."""
        return bool(self.query(CellEditor) or self.query(Prompt))

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Put a sentence on the message line."""
        self.query_one("#message", MessageLine).set_class(warning, "warning")
        self.say(sentence)
        self.told = sentence

    def tell_also(self, sentence: str) -> None:
        """Say what this person did not ask for, behind what they were told last."""
        message = self.query_one("#message", MessageLine)
        message.set_class(bool(self.told) and message.has_class("warning"), "warning")
        self.say(f"{self.told} {sentence}".strip())

    def tell_standing(self) -> None:
        """Show anew whether everything is stored, and leave the message as it is."""
        self.say(self.query_one("#message", MessageLine).left)

    def show_attention(self) -> None:
        """What needs attention is known anew: how much it is stands on the message line."""
        self.tell_standing()

    def say(self, words: str) -> None:
        """Show words on the message line, and at its right end what always stands there.

        Words that were shortened end in "…": behind it a full stop would be one too many.
        """
        words = words.replace("….", "…")
        found = self.host.attention
        counted, worst = (how_many(len(found.open)), found.open[:1]) if found else ("", ())
        alarming = any(one.severity == "error" for one in worst)  # the worst comes first
        self.query_one("#message", MessageLine).show(words, self.message_end(), counted, alarming=alarming)
        if self.query(CellEditor):  # more lines of the message move the cell
            self.call_after_refresh(self.table.call_after_refresh, self._keep_over_its_cell)

    def message_end(self) -> str:
        """What stands at the right end of the message line, behind the number of findings."""
        return self.host.standing

    @on(events.DescendantFocus)
    def _say_keys(self) -> None:
        """While words are typed, the keys of the screen are letters."""
        self.query_one(Keys).show(getattr(self.focused, "keys_here", ()))

    @on(Said)
    def _say(self, event: Said) -> None:
        event.stop()
        self.tell(event.sentence, warning=event.warning)

    # -- what is under the cursor --------------------------------------------------------------------------------

    def target(self) -> tuple[Item, str] | None:
        """The item and the field under the cursor."""
        raise NotImplementedError

    @property
    def table(self) -> RecordTable:
        """The table of this screen."""
        return self.query_one(RecordTable)

    @property
    def walked(self) -> Widget:
        """What the keys are for that move: it has the focus when the screen opens."""
        return self.table

    async def reach(self, item: Item, field: str) -> bool:
        """Put the cursor on a field of an item, as near to it as this screen can; whether it is there."""
        laid_out = asyncio.Event()
        if self.call_after_refresh(laid_out.set):
            await laid_out.wait()  # before that nobody knows which columns are shown
        table = self.table
        if item.id not in [row.id for row in table.rows] and getattr(self, "filter_text", None):
            self.action_back()  # the filter holds it back
        row, column = table.row_id, table.field
        for name in dict.fromkeys((field, *(one.name for one in table.columns))):
            for one in (item.id, field):  # a row is an item, or a field of one
                table.move_to(one, name)
                at = self.target()
                if at and (at[0].id, at[1]) == (item.id, field):
                    return True
        table.move_to(row, column)
        table.move_to(item.id)
        return False

    # -- changing ------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return possible(action, read_only=self.host.read_only)

    def submit(self, *edits: Edit, why: str = "") -> None:
        """Ask for these edits to be stored, as one act."""
        # Straight to the application: by way of the parents it would arrive after a key that was typed later.
        self.app.post_message(EditSubmitted(Batch(self.host.who, edits, why)))

    def set_field(self, item: Item, field: str, value: Plain, why: str = "") -> None:
        """Ask for one field of an item to be set, as this person sees it."""
        self.submit(Edit(item.KIND, item.id, field, value, plain(item, field)), why=why)

    async def action_edit(self) -> None:
        """Edit the value under the cursor, in its place."""
        at, state = self.target(), self.host.state
        if self.host.read_only:
            return self.tell(READ_ONLY, warning=True)
        for editor in self.query(CellEditor):
            editor.focus()
            return editor.explain()
        if at is None or state is None:
            return self.tell("There is nothing to edit here.", warning=True)
        item, name = at
        field = KINDS[item.KIND].fields.get(name)
        if field is None or not field.editable:
            return self.tell(self.not_editable(item, name), warning=True)
        if isinstance(field.type, Text) and not completion.pool(item.KIND, name):
            return await self.edit_text(item, field)
        typed = field.type.typed(self.editable_value(state, item, field))
        known = completion.names(state, item.KIND, name)
        editor = CellEditor(item, field, typed, state.reading(self.host.today), known)
        await self.mount(editor)
        editor.place_over(self.table.cell_region(), self.size)
        self.set_focus(editor)
        return editor.explain()

    async def action_form(self) -> None:
        """Edit the whole record under the cursor in a form."""
        at = self.target()
        if at is None:
            return self.tell("There is no record here to edit.", warning=True)
        from screens.dialogs.form import form_of

        await self.app.push_screen(form_of(*at))
        return None

    @on(CellEditor.Closed)
    async def _editor_closed(self, event: CellEditor.Closed) -> None:
        """Back to the table; to the next value that is edited in its place, where that was asked for."""
        event.stop()
        await self.query(CellEditor).remove()  # it may still be on its way out
        self.set_focus(self.table)
        if self._step(event.columns, event.rows):
            told = self.told
            await self.action_edit()
            if self.focused is self.table and self.told != told:  # nobody types that value: tell of the one before too
                self.tell(f"{told} {self.told}")

    def _step(self, columns: int, rows: int) -> bool:
        """Move the cursor so far; whether there is a cell."""
        table = self.table
        row = table.place + rows
        if rows and 0 <= row < len(table.rows):
            table.move_to(table.rows[row].id)
            return True
        return bool(columns) and table.step(columns)

    async def edit_text(self, item: Item, field: Field) -> None:
        """Edit words in a box with room for them."""
        from screens.dialogs.text_editor import TextEditor

        box = TextEditor(item, field, self.host.who)
        await self.app.push_screen(box)
        box.set_focus(box.area)

    def editable_value(self, state: State, item: Item, field: Field) -> Plain:
        """The value as a person types it: other items by their references."""
        value = plain(item, field.name)
        if isinstance(value, list):
            return ", ".join(state.refs(value))
        return value

    def not_editable(self, item: Item, name: str) -> str:
        """Why the value under the cursor cannot be typed over."""
        return "This value is worked out from others and cannot be edited."

    @on(ChangeStored)
    def _stored(self, event: ChangeStored) -> None:
        self.tell(event.sentence)

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.tell(event.sentence, warning=True)

    # -- asking --------------------------------------------------------------------------------------------------

    async def ask(self, prompt: Prompt) -> None:
        """Ask for one line of text above the keys, in place of what was asked before."""
        await self.query(Prompt).remove()
        self.tell("")
        await self.mount(prompt, before="#keys")
        self.set_focus(prompt.line)

    def action_back(self) -> None:
        """Nothing is open: say so on an empty line."""
        self.tell("")

    def action_copy(self) -> None:
        """Copy the value under the cursor to the clipboard."""
        at, state = self.target(), self.host.state
        if at is None or state is None:
            return self.tell("There is nothing to copy here.", warning=True)
        item, name = at
        fields = KINDS[item.KIND].fields
        words = fields[name].type.words(self.editable_value(state, item, fields[name])) if name in fields else ""
        words = words or self.table.rows[self.table.place].cells[self.table.field].text
        self.app.copy_to_clipboard(words)
        return self.tell(f"Copied: {words}")

    async def action_export(self) -> None:
        """Choose a pack of the register as it stands, and have it written."""
        from loti_tui.domain.pasts import NOW

        await self.make_pack(NOW)

    async def make_pack(self, of: str, audience: str = "") -> None:
        """Choose a pack of a past, and have it written."""
        from screens.dialogs.pack import PackDialog

        await self.app.push_screen(PackDialog(self.tab, of, audience))

    async def action_changes(self) -> None:
        """Show what changed since the last snapshot."""
        from screens.changes import ChangesScreen

        await self.app.push_screen(ChangesScreen(self.tab))


def how_many(count: int) -> str:
    """The number of findings in words."""
    return "no findings" if not count else "1 finding" if count == 1 else f"{count:,} findings"
