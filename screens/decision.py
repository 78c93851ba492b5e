"""The decision: what was approved, the money and whether it adds up, who signed, the days off, what is withheld."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.accounting import Account, account
from loti_tui.domain.changes import Act, Batch, Edit
from loti_tui.domain.fields import Field, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.money import money_words
from loti_tui.domain.ordering import Order, order_words, pressed, turned
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import fold
from screens import styles
from screens.bindings import bindings
from screens.decision_adding import decision_added, questions
from screens.decision_parts import TITLES, Line, field_row, lines_of, parts_of, sifted
from screens.dialogs.form import RecordForm, another_like, new_form
from screens.filtering import Filtering
from screens.links import linked
from screens.messages import ChangeStored
from screens.widgets.ledger import Ledger
from screens.widgets.plain import line
from screens.widgets.plain import plain as plain_words
from screens.widgets.points import Points
from screens.widgets.questions import Questions
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell
from screens.withholding import Withholds

BESIDE = ("objectives", "outcomes")
"""The fields that stand whole beside the table, where there is room."""
ADDED = {"funding": "funding line", "spend": "spending", "signoff": "sign-off", "dayoff": "day off"}
"""The kinds of which n adds a record, and what one is called."""
WIDE = 120
"""Columns of a terminal that has that room."""


class DecisionScreen(Withholds, Filtering):
    """Every part of the decision form that is no risk, step or milestone; each value edited in its place."""

    CSS_PATH = styles.sheets("loti", "decision")
    NAME = "decision"
    SHOWN_KEYS = ("edit", "open", "new", "remove", "filter", "undo", "export")
    BINDINGS = bindings("open", "new", "duplicate", "remove", "filter", "sort", "sort_back")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, Line] = {}
        """Every row by its id, filtered or not."""
        self.orders: dict[str, Order] = {}
        """kind -> the order of its records, where it is not the register's own."""

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Ledger()
                yield Static(id="whole", markup=False)
            with VerticalScroll(id="beside", can_focus=False):
                yield from (Points(id=name) for name in BESIDE)

    # -- showing -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        wanted = fold(self.filter_text).split()
        lines = {kind: lines_of(kind, state, self.host.today, self.orders.get(kind, ())) for kind in TITLES}
        self.lines = {one.row.id: one for of_kind in lines.values() for one in of_kind}
        shown = {kind: sifted(of_kind, wanted) for kind, of_kind in lines.items()}
        empty = f"Nothing here has all of “{line(self.filter_text)}”. Esc shows every row again."
        self.query_one(Ledger).show_parts(parts_of(shown), empty)
        self.query_one("#summary", Static).update(money_line(account(state)))
        for name in BESIDE:
            words = getattr(state.decision, name, None) or ""
            self.query_one(f"#{name}", Points).show(KINDS["decision"].fields[name].label, words)
        self.show_whole()

    def show_sifted(self) -> None:
        if self.host.state is not None:
            self.show(self.host.state)
            self.tell_standing()

    def show_whole(self) -> None:
        """Show the whole of a value that has no room in its cell; beside the table, what stands there whole."""
        whole, words = self.query_one("#whole", Static), self.whole_words
        beside = self.line.field if self.line and self.line.field in BESIDE and self.size.width >= WIDE else ""
        whole.display = not beside and ("\n" in words or cell_len(words) > self.table.cell_region().width)
        if whole.display:
            whole.update(plain_words(words))
        if beside:
            self.query_one("#beside").scroll_to_widget(self.query_one(f"#{beside}"), animate=False, top=True)

    @property
    def whole_words(self) -> str:
        """All of the value under the cursor: words with their lines, anything else as its cell has it."""
        at, here = self.target(), self.line
        if at and isinstance(getattr(KINDS[at[0].KIND].fields.get(at[1]), "type", None), Text):
            return str(plain(*at) or "")
        return here.row.cells.get(self.table.field, Cell("")).text if here else ""

    def message_end(self) -> str:
        counted = f"{len(self.table.rows)} of {len(self.lines)} · " if self.filter_text else ""
        return counted + super().message_end()

    @on(RecordTable.Moved)
    def _moved(self) -> None:
        self.show_whole()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_whole)

    # -- what is under the cursor --------------------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The row under the cursor."""
        return self.lines.get(self.table.row_id or "")

    @property
    def kind(self) -> str:
        """What the part that the cursor is in holds."""
        return self.line.kind if self.line else ""

    def target(self) -> tuple[Item, str] | None:
        here = self.line
        if here is None or here.item is None:
            return None
        return here.item, here.field or self.table.field

    def to_withhold(self) -> tuple[Item, str] | None:
        here = self.line
        if here is None or here.item is None:
            return None
        return here.item, "" if here.field == "ref" else here.field  # its reference stands for all of it

    def editable_value(self, state: State, item: Item, field: Field) -> Plain:
        return linked(state, field, super().editable_value(state, item, field))

    def not_editable(self, item: Item, name: str) -> str:
        return f"{item.ref} keeps its reference for good."

    async def reach(self, item: Item, field: str) -> bool:
        laid_out = asyncio.Event()
        if self.call_after_refresh(laid_out.set):
            await laid_out.wait()  # before that nobody knows which columns are shown
        ids = (field_row(item, field), item.id)
        if self.filter_text and not any(row.id in ids for row in self.table.rows):
            self.action_back()  # the filter holds it back
        for row in ids:
            self.table.move_to(row, field)
        at = self.target()
        return at is not None and (at[0].id, at[1]) == (item.id, field)

    # -- what people do ------------------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Edit the value under the cursor; of what is worked out, say from what."""
        if self.line is not None and self.line.why and not self.host.read_only:
            return self.tell(self.line.why, warning=True)
        return await super().action_edit()

    async def action_open(self) -> None:
        """Open the record; a row that is one field is edited."""
        here = self.line
        if here is None or here.item is None or here.field:
            return await self.action_edit()
        from screens.record import RecordScreen

        await self.app.push_screen(RecordScreen(self.NAME, here.item.id))

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_open()

    def action_copy(self) -> None:
        """Copy the value under the cursor, a sum among them."""
        here = self.line
        if here is None or here.item is not None:
            return super().action_copy()
        words = here.row.cells[self.table.field].text
        self.app.copy_to_clipboard(words)
        return self.tell(f"Copied: {words}")

    def action_remove(self) -> None:
        """Remove the record under the cursor; it stays in the log, and u brings it back."""
        here = self.line
        if here is None or here.item is None:
            self.tell("There is no record here to remove.", warning=True)
        elif here.field:
            self.tell(
                f"This is a value of {here.item.ref}, no record: {key('edit')} edits it, and empty clears it.",
                warning=True,
            )
        else:
            self.submit(Edit(here.item.KIND, here.item.id, "removed", True, False))

    def action_sort(self) -> None:
        """Sort the records of this part by the column under the cursor; again: as they were."""
        self._sort(pressed)

    def action_sort_back(self) -> None:
        """The same the other way round."""
        self._sort(turned)

    def _sort(self, change: Callable[[Order, str], Order]) -> None:
        here, state, part = self.line, self.host.state, self.query_one(Ledger).part
        if here is None or here.item is None or here.field or state is None or part is None:
            return self.tell("The cursor is on no record: what stands here keeps its order.", warning=True)
        order = self.orders[here.kind] = change(self.orders.get(here.kind, ()), self.table.field)
        self.show(state)
        words = order_words(order, {name: field.label for name, field in KINDS[here.kind].fields.items()})
        return self.tell(f"{part.title}: sorted by {words}." if words else f"{part.title}: in the register's order.")

    # -- adding --------------------------------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Add a record to the part that the cursor is in: in a form, its first words and Enter are enough."""
        kind, state = self.kind or "decision", self.host.state
        if state is None:
            return
        if kind in ADDED:
            await self._fill_in(new_form(kind, self.table.move_to), kind)
        elif kind == "decision" and state.decision is None:
            await self.ask(Questions(questions(state, self.host.today), self._decision, self._leave_new))
        else:
            self.tell(no_new(kind, state), warning=True)

    async def action_duplicate(self) -> None:
        """Add a record like the one under the cursor, to be changed in a form."""
        here = self.line
        if here is None or here.item is None or here.kind not in ADDED:
            return self.tell("There is no record here to add another like it.", warning=True)
        return await self._fill_in(another_like(here.item, self.table.move_to), here.kind, f" like {here.item.ref}")

    async def _fill_in(self, form: RecordForm, kind: str, like: str = "") -> None:
        form.heading = f"New {ADDED[kind]}{like}"
        await self.app.push_screen(form)

    def _decision(self, answers: Sequence[str]) -> Batch:
        assert self.host.state is not None
        return Batch(self.host.who, decision_added(answers, self.host.state, self.host.today))

    def _leave_new(self) -> None:
        """Nothing is added: back to the table."""
        self.set_focus(self.table)
        self.tell("Nothing was added.")

    @on(ChangeStored)
    def _added(self, event: ChangeStored) -> None:
        """Put the cursor on what was added or is back, and offer to take it away."""
        entry = next((one for one in event.entries if one.field == "removed"), None)
        if entry is None or entry.kind not in (*ADDED, "decision"):
            return
        if not entry.new:
            for row in (f"{entry.item} title", entry.item):
                self.table.move_to(row)
        if entry.act == Act.EDIT:
            event.prevent_default()
            self.tell(f"{entry.ref} was {'removed' if entry.new else 'added'}. {key('undo')} undoes.")


def no_new(kind: str, state: State) -> str:
    """Why nothing can be added to a part, and what to do."""
    if kind == "withholding":
        return f"{key('withhold')} withholds: press it on an item, or on a field of a record."
    item = state.single(kind)
    return (
        f"A register has one {kind}: {item.ref if item else 'it is missing'}. {key('new')} adds where the cursor is "
        "among funding, spending, sign-offs or days off."
    )


def money_line(of: Account) -> Content:
    """The money in one line: the ceiling, whether the funding comes to it, what is spent, what is left."""
    ceiling = "No spending ceiling" if of.ceiling is None else f"Ceiling {money_words(of.ceiling)}"
    parts = [Content.styled(ceiling, "b")]
    if not of.lines:
        parts.append(Content.styled("no funding lines", "$key-label"))
    elif of.adds_up:
        parts.append(Content("funding equal to it"))
    elif of.ceiling is None or of.without:
        parts.append(plain_words(f"funding {money_words(of.funded)}{' so far' if of.without else ''}", "b $rag-amber"))
    else:
        way = "more" if of.funded > of.ceiling else "less"
        parts.append(Content.styled(f"funding {money_words(abs(of.funded - of.ceiling))} {way}", "b $rag-amber"))
    parts.append(Content(f"{money_words(of.spent)} spent" if of.spent else "nothing spent"))
    if of.left is not None:
        over = of.left < 0
        words = f"{money_words(abs(of.left))} {'over it' if over else 'left'}"
        parts.append(Content.styled(words, "b $rag-red" if over else ""))
    return Content(" · ").join(parts)
