"""Finding anything in the register: a line to type in, and below it what has all of these words; Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widgets import Input, Static

from loti_tui.domain.differences.pair import kind_words
from loti_tui.domain.items import KINDS
from loti_tui.domain.searching import NOTHING, REF, Found, Hit, Index, told
from loti_tui.domain.state import State
from screens import styles
from screens.dialogs.line_over_table import ChosenBelow, LineOverTable
from screens.host import Host
from screens.messages import ChangeRefused
from screens.widgets.plain import fitted, line
from screens.widgets.record_table import GAP, MARK, RecordTable
from screens.widgets.rows import Cell, Column, TableRow
from screens.widgets.typing import LineInput

AT_ONCE = 400
"""Of so many items all texts are folded while a key waits; of more, in the register's thread."""
BEFORE = 3
"""Of a value that is too long, a third of the room shows what stands before its first hit."""
TO_TYPE = "Type words, a reference, a date or an amount: all of them must occur."
KEYS = "Enter goes there  ·  ↑ ↓ choose  ·  Esc closes"
COLUMNS = (
    Column("ref", "Ref", least=4, most=8),
    Column("kind", "Kind", least=9, most=22),
    Column("field", "Field", least=10, most=20, shown_from=60),
    Column("words", "Where it is", grow=1),
)

Spans = Sequence[tuple[int, int]]


@dataclass
class Memory:
    """What stays when the box is closed: what was looked for last, and what is looked in."""

    typed: str = ""
    index: Index = field(default_factory=Index)


class HitList(ChosenBelow, can_focus=False):
    """The hits, one of them chosen; the words that were looked for stand out. The focus stays where it is typed."""

    COMPONENT_CLASSES = RecordTable.COMPONENT_CLASSES | {"record-table--hit"}

    def __init__(self) -> None:
        super().__init__(COLUMNS, id="hits")
        self.spans: dict[str, Spans] = {}
        """Row -> where in its words the hits are."""

    def _row_line(self, row: TableRow, width: int) -> Strip:
        here = row.id == self.row_id
        base = self.get_component_rich_style("record-table--row") if here else self.rich_style
        mark = self.get_component_rich_style("record-table--mark", partial=True)
        segments = [Segment(MARK, base + mark) if here else Segment(" ", base)]
        for place, (name, room) in enumerate(self._widths.items()):
            segments.append(Segment(" " * GAP if place else "", base))
            cell = row.cells[name]
            if name == "words":
                segments += self._emphasised(cell.text, self.spans.get(row.id, ()), room, base)
            else:
                segments.append(Segment(fitted(cell.text, room), self._cell_style(cell, base, False)))
        return Strip(segments).adjust_cell_length(width, base)

    def _emphasised(self, text: str, spans: Spans, room: int, base: Style) -> list[Segment]:
        text, spans = around(text, spans, room)
        hit = base + self.get_component_rich_style("record-table--hit", partial=True)
        segments, end = [], 0
        for start, upto in spans:
            segments += [Segment(text[end:start], base), Segment(text[start:upto], hit)]
            end = upto
        return [*segments, Segment(text[end:], base)]


def around(text: str, spans: Spans, room: int) -> tuple[str, Spans]:
    """A text in `room` cells of the terminal so that its first hit is seen, with … for what is left out; the hits."""
    shown = text
    if spans and cell_len(text) > room and cell_len(text[: spans[0][1]]) > room * 2 // BEFORE:
        start = spans[0][0]
        while start > 0 and cell_len(text[start - 1 : spans[0][0]]) < room // BEFORE:
            start -= 1
        start = max(start, text.find(" ", start, spans[0][0]) + 1)  # at the beginning of a word
        shown = f"…{text[start:]}"
        spans = [(one - start + 1, upto - start + 1) for one, upto in spans]
    shown = fitted(shown, room)
    kept = len(shown.rstrip().removesuffix("…")) if cell_len(text) > room else len(shown)
    return shown, [(one, min(upto, kept)) for one, upto in spans if one < kept]


class FindAnything(LineOverTable[Hit]):
    """The answer is the hit that was chosen, None where nobody chose one."""

    CSS_PATH = styles.sheets("overview")
    BINDINGS = [
        # There is nowhere else to go.
        Binding("tab,shift+tab", "stay", "stay", show=False),
    ]

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.memory = memory
        self.found: Found = NOTHING
        self.sent = False
        """Whether all texts are being folded: keys wait for it."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            with Horizontal(id="line"):
                yield Static("Find", classes="label", markup=False)
                yield LineInput(self.memory.typed, selected=True)
                yield Static(id="count", markup=False)
            yield HitList()
            yield Static(KEYS, id="help", markup=False)

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.look()

    @property
    def host(self) -> Host:
        """The application."""
        return cast("Host", self.app)

    @property
    def hits(self) -> HitList:
        """What was found."""
        return self.query_one(HitList)

    # -- looking -------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.memory.typed = event.value
        self.tell(KEYS)
        self.look()

    def look(self) -> None:
        """Find what is typed in the register as it stands; what has yet to be folded is folded first."""
        state = self.host.state
        if state is None or self.sent:
            return
        index = self.memory.index
        if index.state is state or len(state.items) <= AT_ONCE:
            self.memory.index = index.follow(state)
            self.show(state)
        else:
            self.sent = True
            self.host.inquire(lambda gateway: gateway.run(partial(index.follow, state)), self._take, self)

    def _take(self, index: Index) -> None:
        self.sent, self.memory.index = False, index
        if self.is_current:
            self.look()

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent = False
        self.tell(event.sentence, warning=True)

    def show(self, state: State) -> None:
        """Show the hits, the first of them chosen."""
        typed = self.memory.typed
        self.found = self.memory.index.find(typed)
        self.hits.spans = {}
        rows = [self._row(hit, typed, state) for hit in self.found.hits]
        self.hits.row_id = rows[0].id if rows else None
        self.hits.show_rows(rows, f"Nothing has all of “{line(typed)}”." if typed.strip() else TO_TYPE)
        self.query_one("#count", Static).update(self.found.words if typed.strip() else "")

    def _row(self, hit: Hit, typed: str, state: State) -> TableRow:
        words, spans = told(hit, typed, state)
        self.hits.spans[row_id(hit)] = spans
        item = hit.item
        gone = "removed " if item.removed else ""
        label = KINDS[item.KIND].fields[hit.field].label
        kind = f"{gone}{kind_words(item.KIND)}"
        return TableRow(
            row_id(hit),
            {
                "ref": Cell(item.ref, "hit" if hit.field == REF else ""),
                "kind": Cell(f"{kind[:1].upper()}{kind[1:]}", "muted"),
                "field": Cell(label, "muted"),
                "words": Cell(line(words)),
            },
        )

    # -- choosing ------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(RecordTable.Opened)
    def _chosen(self) -> None:
        """Go to the hit that is chosen."""
        hit = next((one for one in self.found.hits if row_id(one) == self.hits.row_id), None)
        if hit is None:
            self.tell("There is nothing to go to. Esc closes this.", warning=True)
        else:
            self.dismiss(hit)

    def action_stay(self) -> None:
        """Stay in the line."""


def row_id(hit: Hit) -> str:
    """The identity of a hit: its item and its field."""
    return f"{hit.item.id} {hit.field}"
