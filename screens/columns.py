"""How the columns of a spreadsheet would be read: looked over once, put right, and remembered by the register."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, fold
from loti_tui.intake.proposal import Proposed
from loti_tui.intake.sheets.asked import Choices, Looked
from loti_tui.intake.sheets.settling import Settling, confirmed, settled, settlings
from screens import styles
from screens.bindings import bindings
from screens.dialogs.line_list import LineList
from screens.lines_screen import LinesScreen
from screens.widgets.changes_table import ChangesTable, change_row
from screens.widgets.listed import Choosable
from screens.widgets.plain import line as one_line
from screens.widgets.plain import plain
from screens.widgets.record_table import RecordTable


class ColumnsScreen(LinesScreen[Settling]):
    """One entry a column, or a word that has no value yet. Enter settles it; then the review follows."""

    CSS_PATH = styles.sheets("loti", "bringing")
    SHOWN_KEYS = ("change_setting", "bring_on", "filter", "back")
    BINDINGS = bindings("change_setting", "bring_on", "filter")
    ALL = "every column"

    def __init__(self, came_from: str, path: str, looked: Looked, choices: Choices) -> None:
        super().__init__(came_from)
        self.path = path
        self.looked = looked
        self.choices = choices
        self.reading = False
        self._next = ""
        self.proposed: Proposed | None = None
        """What comes of it, once everything is settled."""

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield ChangesTable()

    @property
    def sent(self) -> bool:
        """Whether the file is being read: keys wait for it."""
        return self.reading

    # -- showing -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        self.show_lines()

    def show_lines(self) -> None:
        """Show how the columns would be read, as far as the filter lets them through."""
        self.lines = {one.id: one for one in settlings(self.looked, self.choices)}
        wanted = fold(self.filter_text).split()
        shown = [one for one in self.lines.values() if all(word in fold(f"{one.what} {one.behind}") for word in wanted)]
        rows = [change_row(one.id, one.section, one.what, one.behind, mark(one)) for one in shown]
        self.query_one("#summary", Static).update(self.heading())
        self.table.show_rows(rows, self.when_empty())

    @property
    def all_settled(self) -> str:
        """What is said once nothing is open any more."""
        return f"All is settled. {key('bring_on')} goes on to the review."

    def heading(self) -> Content:
        """What is to be done here."""
        open = sum(one.open for one in self.lines.values())
        said = "Look it over: this is how the columns will be read."
        if open:
            said = f"{counted(open, 'line')} must be settled before the file is read."
        return Content.assemble(plain(one_line(f"{self.looked.name}: its columns"), "b"), "\n", plain(said))

    # -- settling ------------------------------------------------------------------------------------------------

    async def action_change_setting(self) -> None:
        """Say what a column or a word stands for."""
        line = self.line
        if line is None:
            return self.tell("There is nothing to settle here.", warning=True)
        lines = [Choosable(value, words) for value, words in line.options]
        here = line.options[0][0] if line.open and not line.answer else line.answer

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._next = self._open_after(line)
                self.choices, self.reading = settled(self.choices, line, answer), True
                self.host.look_at_columns(self.path, self.choices, self._take, self)

        await self.app.push_screen(LineList(line.what, lines, here), chosen)

    def _open_after(self, line: Settling) -> str:
        """The line that is to be settled next, behind this one and round; "" where there is none."""
        ids = list(self.lines)
        place = ids.index(line.id)
        return next((id for id in ids[place + 1 :] + ids[:place] if self.lines[id].open), "")

    async def action_edit(self) -> None:
        await self.action_change_setting()

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_change_setting()

    def _take(self, found: Proposed | Looked | str) -> None:
        self.reading = False
        if isinstance(found, Proposed):
            self.proposed = found
            self.dismiss(None)
        elif isinstance(found, str):
            self.tell(found, warning=True)
        else:
            self.looked = found
            if self.query(RecordTable):
                self.show_lines()
                if self._next in self.lines:
                    self.table.move_to(self._next)
                self.tell("" if any(one.open for one in self.lines.values()) else self.all_settled)

    def action_bring_on(self) -> None:
        """Go on to the review with the columns as they are shown."""
        open = [one for one in self.lines.values() if one.open and one.about != "column"]
        if open:
            self.table.move_to(open[0].id)
            count = counted(len(open), "line is", "lines are")
            return self.tell(f"{count} not settled yet: {key('change_setting')} says what is meant.", warning=True)
        self.choices, self.reading = confirmed(self.choices, self.looked), True
        return self.host.bring(self.path, self.choices, self._take, self)

    def action_back(self) -> None:
        """Show every line again; else go back with nothing brought in."""
        if self.filter_text:
            self.show_all()
        else:
            self.dismiss(None)


def mark(line: Settling) -> str:
    """The sign before a line."""
    return "?" if line.open else "○" if line.left_out else "●"
