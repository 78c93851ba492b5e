"""Which document is brought in: a line to type its path in, and below it what the folder holds."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from loti_tui.domain.dates import day_words
from loti_tui.domain.refused import Refused
from loti_tui.intake.folder import Entry, Listing, listing, size_words
from screens import styles
from screens.dialogs.line_over_table import ChosenBelow, LineOverTable
from screens.host import Host
from screens.widgets.plain import line, plain
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow
from screens.widgets.typing import LineInput

KEYS = "Enter opens it  ·  ↑ ↓ choose  ·  Tab takes the name  ·  Esc leaves"
NONE = "Nothing here that can be read: text, Word, PDF, web page or spreadsheet."
COLUMNS = (
    Column("name", "Name", grow=1, least=20),
    Column("words", "Kind", least=9, most=20),
    Column("size", "Size", align="right", most=9, shown_from=60),
    Column("changed", "Changed", most=16, shown_from=60),
)


class ChooseDocument(LineOverTable[str]):
    """The answer is the path of a document, None where nobody chose one."""

    CSS_PATH = styles.sheets("bringing")
    BINDINGS = [
        Binding("tab", "complete", "take the name", show=False),
        Binding("shift+tab", "up_a_folder", "to the folder above", show=False),
    ]

    def __init__(self, folder: str) -> None:
        """`folder` is where to look first."""
        super().__init__()
        self.first = folder
        self.listing: Listing | None = None
        self._asked = ""
        """The path for which the folder is being read, or was."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain("Bring in a decision form, a spreadsheet or a pack"), classes="title", markup=False)
            with Horizontal(id="line"):
                yield Static("File", classes="label", markup=False)
                yield LineInput(self.first)
            yield ChosenBelow(COLUMNS)
            yield Static(KEYS, id="help", markup=False)

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.look(self.first)

    @property
    def typed(self) -> LineInput:
        """Where the path is typed."""
        return self.query_one(LineInput)

    # -- looking -------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.tell(KEYS)
        self.look(event.value)

    def look(self, typed: str) -> None:
        """Have the folder read, behind what is typed: it may lie on a slow network."""
        self._asked = typed
        cast("Host", self.app).run_aside(partial(listed, typed), partial(self._take, typed), self)

    def _take(self, typed: str, found: Listing | str) -> None:
        if typed != self._asked or not self.is_attached:
            return
        if isinstance(found, str):
            self.listing = None
            self.below.show_rows([], found)
            return
        self.listing = found
        rows = [row(one) for one in found.entries]
        # A folder by itself is chosen only by its name, so that Enter on a path means that path.
        self.below.row_id = rows[0].id if rows else None
        self.below.show_rows(rows, NONE)
        if found.left_out:
            self.tell(f"{found.left_out:,} more are not listed: type the beginning of the name.")

    @property
    def chosen(self) -> Entry | None:
        """The entry that is chosen."""
        entries = self.listing.entries if self.listing else ()
        return next((one for one in entries if one.name == self.below.row_id), None)

    def path_of(self, entry: Entry) -> str:
        """The path of an entry, as it would be typed: of a folder with a stroke at its end."""
        folder = self.listing.folder if self.listing else Path()
        base = "" if str(folder) == "." and not self.typed.value.startswith(".") else os.path.join(str(folder), "")
        return f"{base}{entry.name}{os.sep if entry.folder else ''}"

    # -- choosing ------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.open()

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.open()

    def open(self) -> None:
        """Take the document that is chosen, or go into the folder."""
        entry = self.chosen
        if entry is not None and entry.folder:
            self.type(self.path_of(entry))
        elif entry is not None:
            self.dismiss(self.path_of(entry))
        elif self.typed.value.strip():
            self.dismiss(self.typed.value.strip())  # a file of another name: what it is, reading it tells
        else:
            self.tell("Type the path of a document, or choose one. Esc leaves.", warning=True)

    def action_complete(self) -> None:
        """Take the name of the entry that is chosen."""
        if self.chosen is None:
            self.tell("There is nothing whose name begins so.", warning=True)
        else:
            self.type(self.path_of(self.chosen))

    def action_up_a_folder(self) -> None:
        """Go to the folder above."""
        folder = (self.listing.folder if self.listing else Path(self.typed.value)).expanduser().absolute()
        self.type(os.path.join(str(folder.parent), ""))

    def type(self, path: str) -> None:
        """Put a path in the line."""
        self.typed.value = path
        self.typed.cursor_position = len(path)


def listed(typed: str) -> Listing | str:
    """What there is to choose from, or why nothing is."""
    try:
        return listing(typed)
    except (Refused, RuntimeError, ValueError) as fault:  # a home of nobody, a path with a NUL
        return str(fault) if isinstance(fault, Refused) else "This is no path that can be read."


def row(entry: Entry) -> TableRow:
    """One entry as a row."""
    return TableRow(
        entry.name,
        {
            "name": Cell(line(entry.name) + (os.sep if entry.folder else "")),
            "words": Cell(entry.words, "muted"),
            "size": Cell("" if entry.size is None else size_words(entry.size), "muted"),
            "changed": Cell(day_words(entry.changed) if entry.changed else "", "muted"),
        },
    )
