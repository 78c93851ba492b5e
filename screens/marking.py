"""Marking rows, and acting on all that are marked as one act: one value, removing, scoring, copying."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from textual import on

from loti_tui.commands import key
from loti_tui.domain import completion
from loti_tui.domain.bulk import TITLES, Plan, common, field_of, how_many, planned, removing, told
from loti_tui.domain.changes import Act
from loti_tui.domain.fields import Field, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import READ_ONLY
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from screens.bindings import bindings
from screens.dialogs.bulk import BulkPreview, FieldList, MarkedEditor
from screens.links import value_words
from screens.messages import ChangeRefused, ChangeStored
from screens.views import Viewing
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell

MOST_COPIED = 1_000
"""Rows that a clipboard may be asked to hold."""
MARKED_ARE = "Edits act on all that are marked."


class Marking(Viewing):
    """A table of items that may be marked. A mark is on an item, whatever becomes of its row."""

    BINDINGS = bindings("mark", "mark_all")

    def __init__(self) -> None:
        super().__init__()
        self.marked: set[str] = set()
        """The ids of the items that are marked."""

    def cells(self, item: Item, state: State) -> Mapping[str, Cell]:
        """What each column shows of an item."""
        raise NotImplementedError

    # -- marking -------------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the row under the cursor, or not any more, and go to the next."""
        row = self.table.row_id
        self.table.action_cursor_down()
        self._mark(row)

    @on(RecordTable.MarkClicked)
    def _mark_clicked(self) -> None:
        """Mark the row, or not any more; the cursor stays on it."""
        self._mark(self.table.row_id)

    def _mark(self, row: str | None) -> None:
        state = self.host.state
        if row is None or state is None:
            return self.tell("There is no row here to mark.", warning=True)
        ref = state.items[row].ref
        self.marked ^= {row}
        self._show_marks()
        if row not in self.marked:
            return self.tell(f"{ref} is not marked any more.")
        return self.tell(f"{ref} is marked." + (f" {MARKED_ARE}" if len(self.marked) == 1 else ""))

    def action_mark_all(self) -> None:
        """Mark every row that is shown; where all of them are, none."""
        shown = set(self.table.ids)
        if not shown:
            return self.tell("There is no row here to mark.", warning=True)
        if shown <= self.marked:
            self.marked -= shown
            said = "No row is marked any more." if not self.marked else "No row that is shown is marked any more."
        else:
            self.marked |= shown
            said = f"{counted(len(shown), 'row is', 'rows are')} marked. {MARKED_ARE}"
        self._show_marks()
        return self.tell(said)

    def unmark(self) -> None:
        """Let go of every mark."""
        number = len(self.marked)
        self.marked.clear()
        self._show_marks()
        self.tell(f"{counted(number, 'row is', 'rows are')} not marked any more.")

    def keep_marks(self, state: State) -> None:
        """What was removed is not marked any more."""
        if self.marked:
            standing = {id for id in self.marked if (item := state.items.get(id)) and not item.removed}
            self.marked &= standing
        self.table.marked = self.marked

    def _show_marks(self) -> None:
        self.table.marked = self.marked
        self.table.redraw()

    def marked_items(self, state: State) -> list[Item]:
        """The items that are marked, in the order of the table; those that the view leaves out come last."""
        if not self.marked:
            return []
        found = [item for item in self.arranged(state) if item.id in self.marked]
        if len(found) < len(self.marked):
            viewed = {item.id for item in found}
            found += [item for item in self.items(state) if item.id in self.marked and item.id not in viewed]
        return found

    @property
    def marked_words(self) -> str:
        """ "3 marked, 1 hidden"; "" where nothing is marked."""
        if not self.marked:
            return ""
        hidden = len(self.marked.difference(self.table.ids))
        return f"{len(self.marked):,} marked{f', {hidden:,} hidden' if hidden else ''}"

    # -- one value for all of them -------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Edit the value under the cursor: of every item that is marked, where any is."""
        state = self.host.state
        if not self.marked or state is None or self.query(MarkedEditor):
            return await super().action_edit()
        if self.host.read_only:
            return self.tell(READ_ONLY, warning=True)
        at = self.target()
        name = at[1] if at else ""
        if name not in TITLES and any(field_of(item, name) for item in self.marked_items(state)):
            return await self.edit_marked(name)  # nobody means to call them all the same
        return await self._choose_field(state)

    async def action_form(self) -> None:
        """Edit the whole record under the cursor; of all that are marked, where any is, a value that is chosen."""
        state = self.host.state
        if self.marked and state is not None and not self.host.read_only:
            return await self._choose_field(state)
        return await super().action_form()

    async def _choose_field(self, state: State) -> None:
        items = self.marked_items(state)
        title = f"Which value of {self.marked_called}?"
        await self.app.push_screen(FieldList(title, self._fields_of(items[0])), self._field_chosen)

    def _fields_of(self, item: Item) -> list[Field]:
        """What may be edited of an item: first what has a column here, and last its title."""
        kind, columns = KINDS[item.KIND], [column.name for column in self.COLUMNS]
        here = [name for name in columns if name in kind.editable and name != kind.title]
        others = [name for name in kind.editable if name not in here and name != kind.title]
        return [kind.fields[name] for name in (*here, *others, kind.title) if name]

    async def _field_chosen(self, name: str | None) -> None:
        if name is not None:
            await self.edit_marked(name)
        else:
            self.tell("Nothing was changed.")

    async def edit_marked(self, name: str) -> None:
        """Ask for one value for a field of all that are marked."""
        state = self.host.state
        items = self.marked_items(state) if state else []
        item, field = next(((one, found) for one in items if (found := field_of(one, name))), (None, None))
        if state is None or item is None or field is None:
            return self.tell("Nothing that is marked has such a value.", warning=True)
        self.table.move_to(field=name)
        editor = MarkedEditor(
            item, field, self._first_words(items, item, field, state), state.reading(self.host.today),
            completion.names(state, item.KIND, field.name), how_many(one.KIND for one in items),
        )  # fmt: skip
        await self.mount(editor)
        editor.place_over(self.table.cell_region(), self.size)
        self.set_focus(editor)
        return editor.explain()

    def _first_words(self, items: list[Item], item: Item, field: Field, state: State) -> str:
        """What the editor starts with: the value that all of them have, unless that has lines."""
        if common(items, field.name) is None:
            return ""
        typed = field.type.typed(self.editable_value(state, item, field))
        return "" if isinstance(field.type, Text) and "\n" in typed else typed

    @on(MarkedEditor.Read)
    async def _preview(self, event: MarkedEditor.Read) -> None:
        """Show what the value would do to each of them, before anything is stored."""
        event.stop()
        state, editor = self.host.state, event.editor
        if state is None or self.preview is not None:
            return
        plan = planned(self.marked_items(state), editor.field.name, event.value)
        if not plan.changing and not plan.refused:
            editor.close(f"{editor.label} is so already: nothing was changed.")
            return
        words = value_words(editor.field, event.value, state)
        becomes = "is cleared" if event.value is None else f"becomes {words}"
        box = BulkPreview(
            f"{editor.label} {becomes}", partial(self._planned, editor.field.name, event.value), self._hidden(state),
            editor.why,
        )  # fmt: skip
        await self.app.push_screen(box, partial(self._preview_left, editor))

    def _planned(self, name: str, value: Plain) -> Plan:
        """What a value would do to those that are marked now."""
        state = self.host.state
        return planned(self.marked_items(state) if state else (), name, value)

    def _hidden(self, state: State) -> list[str]:
        """The references of what is marked and has no row now."""
        return [item.ref for item in self.marked_items(state) if not self.table.shows(item.id)]

    def _preview_left(self, editor: MarkedEditor, why: str | None) -> None:
        """Nothing was stored: what was typed is in its lines."""
        if why is not None:
            editor.why = why
            editor.say("Nothing was stored. Enter shows again what it would do, Esc leaves.")

    @property
    def preview(self) -> BulkPreview | None:
        """The box over this screen, where it is open."""
        return self.app.screen if isinstance(self.app.screen, BulkPreview) else None

    # -- other acts ----------------------------------------------------------------------------------------------

    def remove_marked(self) -> None:
        """Remove all that are marked, as one act."""
        state = self.host.state
        if state is not None:
            self.submit(*removing(self.marked_items(state)))

    def set_for(self, item: Item, name: str, value: Plain, why: str = "") -> None:
        """Ask for one field to be set, as one act: of all that are marked, of this item where none is."""
        plan = self._planned(name, value)
        if not self.marked:
            self.set_field(item, name, value, why)
        elif plan.changing:
            self.submit(*plan.edits, why=why)
        else:
            self.tell("All that are marked have this value already: nothing was changed.")

    @property
    def marked_called(self) -> str:
        """ "3 risks": what is marked, in a sentence."""
        return how_many(item.KIND for item in self.marked_items(self.host.state)) if self.host.state else ""

    def action_copy(self) -> None:
        """Copy the value under the cursor; the rows that are marked, where any is, with tabs between their cells."""
        state = self.host.state
        if not self.marked or state is None:
            return super().action_copy()
        if len(self.marked) > MOST_COPIED:
            number = f"{len(self.marked):,} rows"
            return self.tell(
                f"{number} are too many to copy: {key('export')} puts them into a spreadsheet.", warning=True
            )
        from loti_tui.packs.as_csv import defused

        rows, columns = [], self.table.columns
        for item in self.marked_items(state):
            cells = self.cells(item, state)
            words = [cells[column.name].text if column.name in cells else "" for column in columns]
            # What people typed may begin as a formula does, and rows are pasted into spreadsheets.
            typed = [column.name in KINDS[item.KIND].fields for column in columns]
            rows.append("\t".join(defused(one) if by else one for one, by in zip(words, typed, strict=True)))
        self.app.copy_to_clipboard("\n".join(rows))
        return self.tell(f"Copied: {counted(len(rows), 'row')}, with tabs between the columns.")

    # -- what became of it ---------------------------------------------------------------------------------------

    @on(ChangeStored)
    def _stored_many(self, event: ChangeStored) -> None:
        """Name all that an act was about, where it was about several."""
        state = self.host.state
        words = told(event.entries, state) if state else ""
        if words and event.entries[0].act == Act.EDIT:
            removed = event.entries[0].field == "removed"
            number = len({entry.item for entry in event.entries})
            words += f" {key('undo')} {'brings them back' if removed else f'undoes all {number:,}'}."
        if (box := self.preview) is not None and box.sent:
            box.close()
            for editor in self.query(MarkedEditor):
                editor.stored(words or event.sentence)
        if words:
            event.prevent_default()
            self.tell(words)

    @on(ChangeRefused)
    def _not_stored(self, event: ChangeRefused) -> None:
        """The box says it, and shows anew what the value would do."""
        if (box := self.preview) is not None and box.sent:
            event.prevent_default()
            box.refused(event.sentence)
            for editor in self.query(MarkedEditor):
                editor.settled(stored=False)
