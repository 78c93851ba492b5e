"""The settings: each with its value and where that comes from, changed in its place, and in force at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from loti_tui.domain.item import Item
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted
from loti_tui.settings import SETTINGS, Setting, Settings, Value
from screens import styles
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.guard import Guarded, guard
from screens.host import Host
from screens.messages import Said
from screens.widgets.plain import plain
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow
from screens.widgets.typing import LineInput

LEAST_WIDTH = 24
"""Room for a value as people type it."""


class Settable(Host, Protocol):
    """The application, as far as it is set up here."""

    @property
    def settings(self) -> Settings:
        """Those of this run."""

    @property
    def reports(self) -> tuple[str, ...]:
        """What in the person's files could not be used, each in a sentence."""

    def remember(self, name: str, value: Value | None) -> None:
        """Set one, in this run and in the file; None leaves it to the default."""


class SettingEditor(Guarded, LineInput):
    """One value in its place. Enter takes it, the arrows walk what there is to choose from, Esc leaves it."""

    BINDINGS = [
        *bindings("store"),
        Binding("escape", "leave", "leave it as it was", show=False),
        Binding("up", "next(-1)", "the value before", show=False),
        Binding("down", "next(1)", "the next value", show=False),
        # There is nowhere else to go.
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    class Closed(Message):
        """The editor is gone."""

    def __init__(self, setting: Setting, value: Value) -> None:
        super().__init__(setting.words(value), id="setting-editor", selected=True, names=tuple(setting.offered))
        choose = (("↑ ↓", "choose"),) if setting.offered else ()
        self.keys_here = (("Enter", "take"), *choose, ("Esc", "leave"))
        self.setting = setting
        self.began_with = value

    def on_mount(self) -> None:
        self.explain()

    def place_over(self, cell: Region, screen: Size) -> None:
        """Lie over the cell, inside the screen."""
        self.styles.width = min(max(cell.width + 1, LEAST_WIDTH), screen.width - cell.x)
        self.styles.offset = (cell.x, cell.y)

    def explain(self) -> None:
        """Say what is accepted, or that Enter takes what is typed."""
        walk = f" ↑ and ↓ walk the {len(self.setting.offered)} of them." if self.setting.offered else ""
        try:
            words = self.setting.shown(self.setting.typed(self.value)) if self.value.strip() else ""
        except Refused as refused:
            self.say(str(refused), warning=True)
            return
        self.say(f"{self.setting.label}: {words or 'empty is the default'}.{walk}")

    def say(self, sentence: str, *, warning: bool = False) -> None:
        self.post_message(Said(sentence, warning=warning))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.explain()

    def action_next(self, step: int) -> None:
        """Put the next of the values to choose from."""
        offered = list(self.setting.offered)
        if not offered:
            return
        at = offered.index(self.value) if self.value in offered else -1 if step > 0 else 0
        self.value = offered[(at + step) % len(offered)]
        self.cursor_position = len(self.value)

    def action_stay(self) -> None:
        """Stay in the line."""

    # -- taking it -------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.save()

    def action_store(self) -> None:
        """Take what is typed."""
        self.save()

    def save(self) -> None:
        """Have the value in force and kept; what is not accepted stays to be mended."""
        try:
            value = self.setting.typed(self.value) if self.value.strip() else None
        except Refused as refused:
            self.say(str(refused), warning=True)
            self.settled(stored=False)
            return
        if value == self.began_with:
            self.say(f"{self.setting.label} is as it was.")
        else:
            cast("Settable", self.app).remember(self.setting.name, value)
        self.settled(stored=True)
        self.close()

    # -- leaving it ------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> str:
        if self.value == self.first:
            return ""
        return f"{quoted(self.value)} is typed as {self.setting.label} and not taken yet."

    async def action_leave(self) -> None:
        """Leave it as it was; where words would be lost, ask first."""
        if self.setting.offered:
            self.discard()  # walking to a value is no work that could be lost
        else:
            await guard(self.app).ask_about(self)

    def discard(self) -> None:
        self.say(f"{self.setting.label} was left as it was.")
        self.close()

    def close(self) -> None:
        """Go."""
        self.post_message(self.Closed())
        self.remove()


class SettingsScreen(RegisterScreen):
    """One row a setting; below, what it is for and where all of them are kept. Esc goes back."""

    CSS_PATH = styles.sheets("loti", "settings")
    SHOWN_KEYS = ("change_setting", "copy", "back")
    BINDINGS = bindings("change_setting")
    COLUMNS = (
        Column("setting", "Setting", least=16, most=20),
        Column("value", "Value", grow=1, least=24),
        Column("origin", "From", least=12, most=12),
    )

    def __init__(self, came_from: str) -> None:
        super().__init__()
        self.came_from = came_from

    @property
    def tab(self) -> str:
        return self.came_from

    @property
    def settable(self) -> Settable:
        """The application."""
        return cast("Settable", self.app)

    def compose_content(self) -> Iterator[Widget]:
        table = RecordTable(self.COLUMNS)
        table.field = "value"
        yield table
        yield Static(id="about", markup=False)

    def show(self, state: State) -> None:
        settings = self.settable.settings
        rows = []
        for name, one in SETTINGS.items():
            value, origin = settings[name], settings.origin(name)
            tone = "" if one.words(value) else "muted"
            cells = {
                "setting": Cell(one.label),
                "value": Cell(one.shown(value), tone),
                "origin": Cell(origin, "" if origin == "file" else "muted"),
            }
            rows.append(TableRow(name, cells))
        self.table.show_rows(rows, "")
        self.show_about()

    @on(RecordTable.Moved)
    def show_about(self) -> None:
        """Show what the setting under the cursor is for, where all of them are, and what could not be used."""
        settings, one = self.settable.settings, self.setting
        accepted = f"It accepts {one.accepts}." + (f" Empty is {one.empty}." if one.empty else "")
        where = f"Kept in {settings.file}" if settings.file else "Kept nowhere: they hold until you leave."
        lines = [plain(f"{one.sentence} {accepted}"), plain(""), plain(where, "$key-label")]
        if "name" in settings.stated and one.name == "name":
            lines.insert(1, plain("This run goes by --as or LOTI_AS, whatever is set here."))
        lines += [plain(report, "$rag-amber") for report in self.settable.reports]
        self.query_one("#about", Static).update(Content("\n").join(lines))

    @property
    def setting(self) -> Setting:
        """The setting under the cursor."""
        return SETTINGS.get(self.table.row_id or "") or next(iter(SETTINGS.values()))

    def _keep_over_its_cell(self) -> None:
        for editor in self.query(SettingEditor):
            editor.place_over(self.table.cell_region(), self.size)

    def target(self) -> tuple[Item, str] | None:
        return None  # no setting is an item of the register

    @property
    def asking(self) -> bool:
        return bool(self.query(SettingEditor)) or super().asking

    # -- changing --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A setting is no part of the register: it is changed in read-only mode too."""
        return True if action == "edit" else super().check_action(action, parameters)

    async def action_edit(self) -> None:
        """Change the setting under the cursor, in its place."""
        await self.action_change_setting()

    async def action_change_setting(self) -> None:
        """Change the setting under the cursor, in its place."""
        for editor in self.query(SettingEditor):
            editor.focus()
            return editor.explain()
        self.table.move_to(field="value")
        kept = self.settable.settings.kept.get(self.setting.name, self.setting.default)
        editor = SettingEditor(self.setting, kept)
        await self.mount(editor)
        editor.place_over(self.table.cell_region(), self.size)
        return self.set_focus(editor)

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_change_setting()

    @on(SettingEditor.Closed)
    async def _editor_gone(self, event: SettingEditor.Closed) -> None:
        event.stop()
        await self.query(SettingEditor).remove()  # it may still be on its way out
        self.set_focus(self.table)

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        words = self.setting.words(self.settable.settings[self.setting.name])
        if not words:
            return self.tell("There is nothing to copy here.", warning=True)
        self.app.copy_to_clipboard(words)
        return self.tell(f"Copied: {words}")

    def action_back(self) -> None:
        """Go back to where the person came from."""
        self.dismiss(None)
