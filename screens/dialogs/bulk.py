"""One value for many items: the editor that asks for it once, and the box that shows what it would do to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from loti_tui.domain.bulk import Plan, Planned, few
from loti_tui.domain.changes import WITH_A_REASON, Batch
from loti_tui.domain.fields import Field, Plain, Reading
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import counted
from screens import styles
from screens.dialogs.line_list import LineList
from screens.host import Host
from screens.links import value_words
from screens.messages import EditSubmitted
from screens.widgets.cell_editor import CellEditor
from screens.widgets.listed import Choosable
from screens.widgets.plain import line, plain
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, Rows, TableRow
from screens.widgets.typing import LineInput


class MarkedEditor(CellEditor):
    """Asks for the value of one field of many items. What it would do is shown before it is stored."""

    class Read(Message):
        """A value was typed and understood."""

        def __init__(self, editor: MarkedEditor, value: Plain) -> None:
            super().__init__()
            self.editor = editor
            self.value = value

    def __init__(
        self, item: Item, field: Field, value: str, reading: Reading, names: Sequence[str], called: str
    ) -> None:
        """`item` is one of them, and `called` says how many there are of which kind."""
        super().__init__(item, field, value, reading, names)
        self.keys_here = (("Enter", "show what it changes"), ("Esc", "leave"))
        self.called = called
        self.why = ""
        """The reason that was typed, until it is stored with the value."""

    @property
    def label(self) -> str:
        return f"{self.field.label} of {self.called}"

    def explain(self) -> None:
        """Say what is accepted, or what was understood; Enter stores nothing yet."""
        state = cast("Host", self.app).state
        try:
            words = value_words(self.field, self.understood(), state) if self.value.strip() and state else ""
        except Refused as refused:
            self.say(str(refused), warning=True)
            return
        offered = f" {self.completing.words}." if self.completing.offered else ""
        if words:
            self.say(f"{self.label}: {words}.{offered}")
        else:
            empty = "" if self.field.required else " Empty clears all of them."
            self.say(f"{self.label} accepts {self.field.type.accepts}.{empty}")

    def store(self, columns: int = 0, rows: int = 0) -> None:
        """Have it shown what the value would do."""
        self.next = (0, 0)
        try:
            value = self.understood()
        except Refused as refused:
            self.say(str(refused), warning=True)
            return
        if not self.doubted(value):
            self.post_message(self.Read(self, value))

    def stored(self, sentence: str) -> None:
        """It is stored: go."""
        self.close(sentence)
        self.settled(stored=True)


class FieldList(LineList):
    """Asks which field is meant; the answer is its name, None where none was chosen."""

    def __init__(self, question: str, fields: Sequence[Field]) -> None:
        super().__init__(question, [Choosable(field.name, field.label) for field in fields])


class BulkPreview(ModalScreen[str | None]):
    """Shows what one value would do to each of many items, and stores it as one act.

    The answer is None where it was stored, else the reason that was typed: nothing was stored. Whoever opened the box
    hears what the register says and tells it by `close` and `refused`.
    """

    CSS_PATH = styles.sheets("tables")
    BINDINGS = [
        Binding("enter", "store", "store it", show=False),
        Binding("o", "leave_out", "leave out what cannot", show=False),
        Binding("escape", "leave", "leave it", show=False),
        Binding("tab", "app.focus_next", "to the reason", show=False),
        Binding("shift+tab", "app.focus_previous", "back", show=False),
    ]

    def __init__(self, title: str, plan: Callable[[], Plan], hidden: Sequence[str], why: str) -> None:
        """`plan` works out what the value would do, and `hidden` are references of items that have no row now."""
        super().__init__()
        self.heading = title
        self.work_out = plan
        self.plan = plan()
        self.hidden = hidden
        self.why = why
        self.left_out = False
        """Whether the person said that those which are refused shall be left out."""
        self.sent = False
        """Whether the register is being asked."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain(self.heading), classes="title", markup=False)
            yield Static(id="notes", markup=False)
            yield RecordTable(self.columns, id="plan")
            yield LineInput(self.why, placeholder="Why? (may stay empty)", id="why")
            yield Static(id="help", markup=False)

    def on_mount(self) -> None:
        self.show()
        self.set_focus(self.reason if self.plan.needs_reason and not self.plan.refused else self.query_one(RecordTable))

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is shown of each item: what it is called, and both values."""
        items = [one.item for part in (self.plan.changing, self.plan.refused) for one in part[:1]]
        title = KINDS[items[0].KIND].fields[KINDS[items[0].KIND].title].label if items else "Title"
        return (
            Column("ref", "Ref", most=8),
            Column("title", title, grow=3, least=12),
            Column("old", "Now", grow=2, least=8),
            Column("new", "Then", grow=3, least=8),
        )

    @property
    def reason(self) -> LineInput:
        """Where the reason is typed."""
        return self.query_one("#why", LineInput)

    # -- showing -------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the plan: what is refused first, then what changes, then what stands."""
        if self.plan.needs_reason:
            self.reason.placeholder = "Why? (needed)"
        found = {
            one.item.id: one for part in (self.plan.refused, self.plan.changing, self.plan.standing) for one in part
        }
        rows = Rows(list(found), lambda id: self.row(found[id]))
        self.query_one(RecordTable).show_rows(rows, "Nothing is marked any more.")
        notes = self.query_one("#notes", Static)
        notes.update(plain(" ".join(self.notes)))
        notes.display = bool(self.notes)
        self.tell(self.help_words)

    def row(self, one: Planned) -> TableRow:
        """One item: what its field holds now, and what then."""
        state = cast("Host", self.app).state
        old = value_words(one.field, one.old, state) if one.field and state else ""
        if one.refused:
            then = Cell(line(f"left out: {one.refused}"), "muted") if self.left_out else Cell(line(one.refused), "late")
        elif not one.changes:
            then = Cell("as it is", "muted")
        else:
            then = Cell(value_words(one.field, one.new, state) if one.field and state else "")
        cells = {"ref": Cell(one.item.ref), "title": Cell(line(one.item.title_words)), "old": Cell(old, "muted")}
        return TableRow(one.item.id, cells | {"new": then})

    @property
    def notes(self) -> list[str]:
        """What the rows do not say, each in a sentence."""
        plan = self.plan
        found = [counted(len(plan.changing), "changes", "change")]
        if plan.standing:
            found.append(counted(len(plan.standing), "is so already", "are so already"))
        if plan.refused:
            found.append(
                counted(len(plan.refused), "is left out", "are left out")
                if self.left_out
                else f"{len(plan.refused):,} cannot"
            )
        said = [f"{', '.join(found)}."] if len(found) > 1 else []
        if plan.following:
            said.append(f"With it: {'; '.join(plan.following)}.")
        if self.hidden:
            said.append(f"{few(self.hidden)} {'is' if len(self.hidden) == 1 else 'are'} marked and not shown now.")
        return said

    @property
    def help_words(self) -> str:
        """What the keys do."""
        plan = self.plan
        blocked = plan.refused and not self.left_out
        does = "o leaves out" if blocked else f"Enter stores {counted(len(plan.changing), 'change')} as one"
        return f"{does}{' those that cannot' if blocked else ''}  ·  Tab: why  ·  Esc stores nothing"

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something under the box."""
        words = self.query_one("#help", Static)
        words.set_class(warning, "warning")
        words.update(plain(sentence))

    # -- storing -------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_store()

    def action_store(self) -> None:
        """Have it stored: all of it, or nothing."""
        plan, why = self.plan, self.reason.value
        if self.sent:
            return
        if not plan.changing:
            self.tell("There is nothing to store: Esc leaves it.", warning=True)
        elif plan.refused and not self.left_out:
            refs = few([one.item.ref for one in plan.refused])
            self.tell(f"{refs} cannot have this value, so nothing was stored. o leaves it out.", warning=True)
        elif plan.needs_reason and not why.strip():
            self.set_focus(self.reason)
            self.tell(f"{rule(plan)}: it is changed with a reason only, which is typed above.", warning=True)
        else:
            self.sent = True
            # Whose answer the screen hears: a question about one of many values would have no good answer here.
            self.app.post_message(EditSubmitted(Batch(cast("Host", self.app).who, plan.edits, why)))

    def action_leave_out(self) -> None:
        """Leave out those that are refused."""
        if not self.plan.refused:
            self.tell("None of them is refused: there is nothing to leave out.", warning=True)
            return
        self.left_out = True
        self.show()

    def close(self) -> None:
        """It is stored: go."""
        self.dismiss(None)

    def refused(self, sentence: str) -> None:
        """Nothing was stored: say why, and show what the value would do now."""
        self.sent = False
        self.plan = self.work_out()
        self.show()
        self.tell(sentence, warning=True)

    def action_leave(self) -> None:
        """Store nothing; what was typed is kept in its lines."""
        if not self.sent:
            self.dismiss(self.reason.value)


def rule(plan: Plan) -> str:
    """What the values are, that they are not changed without a reason."""
    rules = dict.fromkeys(
        WITH_A_REASON[one.item.KIND, one.field.name]
        for one in plan.changing
        if one.field and (one.item.KIND, one.field.name) in WITH_A_REASON
    )
    return f"This is {' and '.join(rules)}"
