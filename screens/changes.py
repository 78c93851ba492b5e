"""What changed from one past of the register to another: every difference as a sentence, removals included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.comparison import Comparison, Line
from loti_tui.domain.pasts import NOW
from loti_tui.domain.state import State
from loti_tui.domain.text import fold
from screens.bindings import bindings
from screens.lines_screen import LinesScreen
from screens.messages import ChangeRefused
from screens.record import RecordScreen
from screens.widgets.changes_table import ChangesTable, change_row
from screens.widgets.plain import line as one_line
from screens.widgets.plain import plain as plain_words
from screens.widgets.record_table import RecordTable


def no_snapshot() -> str:
    """What is said where nothing was sealed that the present could be compared with."""
    return (
        "No snapshot is taken yet, so there is nothing to compare with. "
        f"Press {key('snapshots')}, then {key('take_snapshot')}: that seals what the register holds now."
    )


class ChangesScreen(LinesScreen[Line]):
    """One entry a difference; Enter opens its record, Esc goes back to where somebody came from."""

    SHOWN_KEYS: ClassVar[tuple[str, ...]] = ("open", "filter", "copy", "export", "back")
    BINDINGS = bindings("open", "filter")
    ALL = "every change"

    def __init__(self, came_from: str, old: str = "", new: str = NOW) -> None:
        """`old` and `new` are words for pasts; `old` "" is the newest snapshot."""
        super().__init__(came_from)
        self.old, self.new = old, new
        self.comparison: Comparison | None = None
        self.refused = ""
        """Why nothing could be compared, in a sentence."""
        self.answered = False
        """Whether the register has answered."""
        self._read_of: State | None = None

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield ChangesTable()

    @property
    def sent(self) -> bool:
        """Whether what belongs here is still being read: keys wait for it."""
        return not self.answered

    # -- reading -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        self.show_lines()
        if state is not self._read_of and (self.new == NOW or self._read_of is None):
            self._read_of = state
            old, new, today = self.old, self.new, self.host.today
            self.host.inquire(lambda gateway: gateway.comparison(old, new, today), self._take, self)

    def _take(self, found: Comparison | None) -> None:
        self.answered, self.comparison, self.refused = True, found, "" if found else no_snapshot()
        self.lines = {one.id: one for one in found.lines} if found else {}
        self._show_answer()

    @on(ChangeRefused)
    def _not_read(self, event: ChangeRefused) -> None:
        if not self.answered:
            event.prevent_default()  # it stands above the list
            self.answered, self.refused = True, event.sentence
            self._show_answer()

    def _show_answer(self) -> None:
        if self.query(RecordTable):  # nobody may have waited for it
            self.show_lines()
            self.tell_standing()

    # -- showing -------------------------------------------------------------------------------------------------

    def show_lines(self) -> None:
        """Show what has changed, as far as the filter lets it through."""
        wanted = fold(self.filter_text).split()
        shown = [one for one in self.lines.values() if all(word in one.folded for word in wanted)]
        rows = [change_row(one.id, one.section, one.sentence, one.behind) for one in shown]
        self.query_one("#summary", Static).update(self.heading())
        self.table.show_rows(rows, self.when_empty())

    def heading(self) -> Content:
        """What is compared, and all of it in one line; or why nothing can be."""
        if self.comparison is None:
            return plain_words(self.refused or "Comparing …")
        return Content.assemble(
            plain_words(one_line(self.comparison.title), "b"), "\n", plain_words(self.comparison.summary)
        )

    @property
    def read(self) -> bool:
        return self.comparison is not None

    # -- what people do ------------------------------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open the record that has changed."""
        state = self.host.state
        if self.line is None or state is None:
            return self.tell("There is no change here whose record could be opened.", warning=True)
        if self.line.item not in state.items:
            return self.tell("Its record is not in the register any more.", warning=True)
        await self.app.push_screen(RecordScreen(self.came_from, self.line.item))

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    async def action_edit(self) -> None:
        self.tell(f"{key('open')} opens the record that has changed: there {key('edit')} edits it.", warning=True)

    async def action_changes(self) -> None:
        self.tell("The changes are here already. Esc goes back.")

    async def action_export(self) -> None:
        """Choose a pack of the later of the two."""
        await self.make_pack(self.new)

    def action_copy(self) -> None:
        """Copy the sentence under the cursor."""
        if self.line is None:
            return self.tell("There is nothing to copy here.", warning=True)
        self.app.copy_to_clipboard(self.line.sentence)
        return self.tell(f"Copied: {self.line.sentence}")

    # -- filtering -----------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Show every change again, where a filter holds some back; else go back."""
        if self.filter_text:
            self.show_all()
        else:
            self.dismiss(None)
