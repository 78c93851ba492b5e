"""The history: every act on the register, newest first, sifted as somebody types, and taken back from here."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.sifting import Line, Names, Sieve, mark, names, sifted, understood
from loti_tui.domain.state import State
from screens.act import ActScreen, ActsScreen
from screens.bindings import bindings
from screens.widgets.plain import line as one_line
from screens.widgets.plain import plain as plain_words
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow


class HistoryScreen(ActsScreen):
    """One row an act. What holds rows back: the filter, the item and the person that were chosen."""

    NAME = "history"
    SHOWN_KEYS = ("undo_act", "redo_act", "open", "filter", "of_item", "of_person")
    BINDINGS = bindings("open", "filter", "of_item", "of_person")
    COLUMNS = (
        Column("when", "When", align="right", most=18),
        Column("who", "Who", most=14),
        Column("mark", "", most=6),
        Column("what", "What", grow=3, least=20),
        Column("why", "Why", grow=2, least=8),
    )

    def __init__(self) -> None:
        super().__init__()
        self.filter_text = ""
        self.sieve = Sieve()
        self.item_sieve = Sieve()
        self.person_sieve = Sieve()
        self._rows: dict[str, tuple[Line, TableRow]] = {}
        self._names: tuple[State, Names] | None = None

    def compose_content(self) -> Iterator[Widget]:
        table = RecordTable(self.COLUMNS)
        table.field = "what"
        yield table
        yield Static(id="whole", markup=False)

    # -- rows ----------------------------------------------------------------------------------------------------

    def show_lines(self) -> None:
        shown = sifted((self.lines or {}).values(), self.sieve, self.item_sieve, self.person_sieve)
        self.table.show_rows([self._row(one) for one in shown], self._when_empty())
        self.show_whole()

    def show_whole(self) -> None:
        """Show all of what the act under the cursor did, and why: its row has no room for it."""
        line = self.line
        words = (plain_words(line.what), "\n", plain_words(line.done.why, "$key-label")) if line else ()
        self.query_one("#whole", Static).update(Content.assemble(*words))

    def on_record_table_moved(self) -> None:
        self.show_whole()

    def _row(self, line: Line) -> TableRow:
        """The row of an act; the same one as before, where nothing has become of it."""
        kept = self._rows.get(line.id)
        if kept is None or kept[0] is not line:
            kept = self._rows[line.id] = (line, TableRow(line.id, cells(line)))
        return kept[1]

    def _when_empty(self) -> str:
        if self.lines is None:
            return "Reading the history …"
        if self.lines:
            return "Nothing in the history is like that. Esc shows every act again."
        return "Nothing has been done to this register yet."

    def message_end(self) -> str:
        if self.lines is None:
            return super().message_end()
        return f"{len(self.table.rows):,} of {len(self.lines):,} · {super().message_end()}"

    @property
    def line(self) -> Line | None:
        return (self.lines or {}).get(self.table.row_id or "")

    # -- sifting -------------------------------------------------------------------------------------------------

    async def action_filter(self) -> None:
        """Filter as it is typed."""
        await self.ask(
            Prompt("Filter:", self._filtered, value=self.filter_text, changed=self._filter, left=self.action_back)
        )

    def _known(self) -> Names:
        """What the items of the register are called; worked out once for each state of it."""
        state = self.host.state
        if state is None:
            return {}
        if self._names is None or self._names[0] is not state:
            self._names = (state, names(state))
        return self._names[1]

    def _filter(self, text: str) -> None:
        """Hold back what is not asked for, and say how the words were understood."""
        typed = understood(text, self._known(), self.host.today)
        self.filter_text, self.sieve = text, typed.sieve
        self.show_lines()
        self.tell(typed.problem or typed.words, warning=bool(typed.problem))

    def _filtered(self, text: str) -> None:
        self._filter(text)
        self.set_focus(self.table)
        typed = understood(text, self._known(), self.host.today)
        if typed.words and not typed.problem:
            self.tell(f"Only {typed.words}. Esc shows every act again.")

    def action_of_item(self) -> None:
        """Show only what was done to the item of this act; again: everything."""
        line = self.line
        if self.item_sieve.items:
            self.item_sieve = Sieve()
            self.tell("Acts on every item are shown.")
        elif line is None or not line.done.items:
            return self.tell("There is no item here whose acts could be shown.", warning=True)
        else:
            self.item_sieve = Sieve(items=(line.done.items.keys(),))
            refs = list(line.done.items.values())
            those = ", ".join(refs[:6]) + (f" and {len(refs) - 6:,} more" if len(refs) > 6 else "")
            self.tell(f"Only acts on {those}. {key('of_item')} or Esc shows the others too.")
        return self._sift_anew()

    def action_of_person(self) -> None:
        """Show only what the person of this act did; again: everybody's."""
        line = self.line
        if self.person_sieve.who:
            self.person_sieve = Sieve()
            self.tell("Everybody's acts are shown.")
        elif line is None:
            return self.tell("There is no act here.", warning=True)
        else:
            self.person_sieve = Sieve(who=line.done.who)
            self.tell(f"Only what {one_line(line.done.who)} did. {key('of_person')} or Esc shows the others too.")
        return self._sift_anew()

    def _sift_anew(self) -> None:
        self.show_lines()
        self.tell_standing()

    def action_back(self) -> None:
        """Show every act again; the cursor stays on its own."""
        for prompt in self.query(Prompt):
            prompt.remove()
        self.item_sieve = self.person_sieve = Sieve()
        self._filter("")
        self.set_focus(self.table)

    # -- one act -------------------------------------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open every change of the act."""
        if self.line is None:
            return self.tell("There is no act here to open.", warning=True)
        await self.app.push_screen(ActScreen(self.line))

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()


def cells(line: Line) -> dict[str, Cell]:
    """What the columns show of an act; what stands undone is faint, and says so."""
    done, faint = line.done, "muted" if line.done.taken_back else ""
    return {
        "when": Cell(line.when.partition(" ")[2], faint),  # the weekday is on the act's own screen
        "who": Cell(one_line(done.who), faint),
        "mark": Cell(mark(done), faint),
        "what": Cell(one_line(line.what), faint),
        "why": Cell(one_line(done.why), faint),
    }
