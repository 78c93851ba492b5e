"""What was done, act by act: what the history and one act of it share, and the screen of one act."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.changes import Act, Entry, edit_behind
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.said import words_of
from loti_tui.domain.sifting import Line, called, mark
from loti_tui.domain.state import State
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.messages import ChangeRefused, ChangeStored, ReversalSubmitted
from screens.record import RecordScreen
from screens.widgets.plain import line as one_line
from screens.widgets.plain import plain as plain_words
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow

MOST = 2_000
"""Changes of one act that are shown; "loti log" prints them all."""


class ActsScreen(RegisterScreen):
    """A screen on what was done. It reads the history anew when the register changes, and takes acts back."""

    BINDINGS = bindings("undo_act", "redo_act")

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, Line] | None = None
        """id -> every act, newest first; None until it has been read."""
        self._read_of: State | None = None
        self._whose: deque[str] = deque()
        """Whose act each reversal is about that has yet to be answered, in a sentence."""

    @property
    def tab(self) -> str:
        return "history"

    @property
    def line(self) -> Line | None:
        """The act that is meant here."""
        raise NotImplementedError

    @property
    def sent(self) -> bool:
        """Whether what belongs here is still being read: keys wait for it."""
        return self.lines is None

    def target(self) -> None:
        """Nothing here is a value that could be edited."""

    # -- reading -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        self.show_lines()
        if state is not self._read_of:
            self._read_of = state
            self.host.inquire(lambda gateway: gateway.history(), self._take, self)

    def _take(self, lines: list[Line]) -> None:
        self.lines = {one.id: one for one in lines}
        self._show_answer()

    def _show_answer(self) -> None:
        if self.query(RecordTable):  # nobody may have waited for it
            self.show_lines()
            self.tell_standing()

    def show_lines(self) -> None:
        """Show what is known of the history."""
        raise NotImplementedError

    # -- taking back ---------------------------------------------------------------------------------------------

    def action_undo_act(self) -> None:
        """Take this act back."""
        self._reverse(again=False)

    def action_redo_act(self) -> None:
        """Do this act again."""
        self._reverse(again=True)

    def _reverse(self, *, again: bool) -> None:
        if self.line is None:
            return self.tell("There is no act here.", warning=True)
        done = self.line.done
        whose = f" It was {one_line(done.who)}'s {called(done)}." if done.who != self.host.who else ""
        self._whose.append(whose)
        self.app.post_message(ReversalSubmitted(done.id, again=again, asker=self))

    @on(ChangeStored)
    def _reversed(self, event: ChangeStored) -> None:
        """Say whose act it was, where it was somebody else's."""
        if self._whose and all(entry.act != Act.EDIT for entry in event.entries):
            event.prevent_default()
            self.tell(event.sentence + self._whose.popleft())

    @on(ChangeRefused)
    def _not_reversed(self) -> None:
        if self._whose:
            self._whose.popleft()
        if self.lines is None:
            self._read_of = None  # it could not be read: the next occasion is another try

    async def action_edit(self) -> None:
        self.tell(f"What was done stays in the log as it was. {key('undo_act')} takes it back.", warning=True)

    def action_copy(self) -> None:
        """Copy the words under the cursor."""
        if not self.table.rows:
            return self.tell("There is nothing to copy here.", warning=True)
        cell = self.table.rows[self.table.place].cells.get(self.table.field, Cell(""))
        self.app.copy_to_clipboard(cell.text)
        return self.tell(f"Copied: {cell.text}")


class ActScreen(ActsScreen):
    """Every change of one act; Enter goes to the record that was changed, Esc back to the history."""

    BINDINGS = bindings("open")
    SHOWN_KEYS = ("undo_act", "redo_act", "open", "copy", "back")
    COLUMNS = (
        Column("ref", "Ref", most=10),
        Column("field", "Field", most=24),
        Column("old", "Before", grow=1, least=10),
        Column("new", "After", grow=1, least=10),
    )

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.entries: dict[str, Entry] | None = None
        if line.done.changes == len(line.done.entries):
            self._keep(line.done.entries)

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield RecordTable(self.COLUMNS)
        yield Static(id="whole", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        if self.entries is None:
            batch = self._line.id
            self.host.inquire(lambda gateway: gateway.act(batch), self._take_entries, self)

    @property
    def line(self) -> Line:
        return (self.lines or {}).get(self._line.id, self._line)

    @property
    def sent(self) -> bool:
        return self.entries is None

    def _keep(self, entries: Sequence[Entry]) -> None:
        self.entries = {f"{one.item} {one.field}": one for one in entries[:MOST]}

    def _take_entries(self, entries: list[Entry]) -> None:
        self._keep(entries)
        self._show_answer()

    def show_lines(self) -> None:
        rows = [
            TableRow(key, {"ref": Cell(one.ref), "field": Cell(label(one)), **before_and_after(one)})
            for key, one in (self.entries or {}).items()
        ]
        empty = "No value was changed: all stood so already." if self.entries is not None else "Reading the act …"
        self.table.show_rows(rows, empty)
        self.query_one("#summary", Static).update(self.summary())
        self.show_whole()

    def summary(self) -> Content:
        """Who, when and why, and what became of it."""
        done = self.line.done
        head = Content.assemble(plain_words(f"{self.line.when}  {one_line(done.who)}", "b"), f"  {self.fate()}")
        why = plain_words(done.why) if done.why else Content.styled("No reason was given.", "$key-label")
        return Content.assemble(head, "\n", why)

    def fate(self) -> str:
        """What kind of act it was and what became of it."""
        done = self.line.done
        if done.undoes is None:
            return mark(done)
        edit = edit_behind({act: one.done for act, one in (self.lines or {}).items()}, done)
        of = f" of {one_line(edit.who)}'s change" if edit is not done else ""
        return f"{mark(done)}{of}" + (", taken back since" if done.taken_back else "")

    def message_end(self) -> str:
        shown, all_ = len(self.table.rows), self.line.done.changes
        return f"{shown:,} of {all_:,} · {super().message_end()}"

    # -- the change under the cursor -----------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The change under the cursor."""
        return (self.entries or {}).get(self.table.row_id or "")

    def on_record_table_moved(self) -> None:
        self.show_whole()

    def show_whole(self) -> None:
        """Show the whole of values that have no room on their line."""
        entry, whole = self.entry, self.query_one("#whole", Static)
        both = [whole_words(entry, value) for value in (entry.old, entry.new)] if entry else []
        room = max(10, self.table.size.width // 4)
        whole.display = any("\n" in words or len(words) > room for words in both)
        if whole.display:
            parts = [[Content.styled(f"{head}  ", "$key-label"), plain_words(words)] for head, words in
                     zip(("Before", "After "), both, strict=True)]  # fmt: skip
            whole.update(Content.assemble(*parts[0], "\n", *parts[1]))

    async def action_open(self) -> None:
        """Open the record that was changed."""
        if self.entry is None:
            return self.tell("There is no change here whose record could be opened.", warning=True)
        await self.app.push_screen(RecordScreen("history", self.entry.item))

    async def on_record_table_opened(self) -> None:
        await self.action_open()

    def action_back(self) -> None:
        """Go back to the history."""
        self.dismiss(None)


def label(entry: Entry) -> str:
    """The field as a person calls it."""
    return KINDS[entry.kind].fields[entry.field].label


def before_and_after(entry: Entry) -> dict[str, Cell]:
    """The two values in a short line each; none is a dash."""
    return {
        name: Cell("—", "muted") if value is None else Cell(one_line(words_of(entry.kind, entry.field, value)))
        for name, value in (("old", entry.old), ("new", entry.new))
    }


def whole_words(entry: Entry, value: Plain) -> str:
    """A value at its full length."""
    if isinstance(value, list) or value is None or entry.field in ("programme", "procurement"):
        return words_of(entry.kind, entry.field, value)
    return KINDS[entry.kind].fields[entry.field].type.words(value)
