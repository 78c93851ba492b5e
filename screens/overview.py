"""The programme at a glance: what a board wants on the wall, and the way to each item that it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import on
from textual.containers import Container
from textual.widget import Widget

from db.gateway import Gateway
from loti_tui.commands import key
from loti_tui.domain.comparison import Comparison, Line
from loti_tui.domain.delivery import expected, slip, standing
from loti_tui.domain.findings.finding import Finding
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.overview import (
    FIRST,
    NO_DATES,
    Since,
    by_severity,
    coming,
    counts,
    date_field,
    how_many,
    left_words,
    money_in_words,
    since,
)
from loti_tui.domain.pasts import NOW
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from screens import styles
from screens.attention import MARKS
from screens.base import RegisterScreen
from screens.bindings import bindings
from screens.changes import no_snapshot
from screens.messages import ChangeRefused
from screens.widgets.matrix import RiskMatrix
from screens.widgets.overview_list import FAR, OverviewList, Shared
from screens.widgets.overview_standing import Standing
from screens.widgets.plain import line
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow

T = TypeVar("T")

HOW = Column("how", "", least=9, most=9)
"""A finding's severity, or how a date stands."""
REF = Column("ref", "", least=6, most=8)
FINDING = (HOW, REF, Column("words", "", grow=1))
DATE = (
    HOW,
    REF,
    Column("words", "", grow=1),
    Column("slip", "", most=14, shown_from=90),
    Column("date", "", least=11, most=11),
    Column("left", "", "right", least=13, most=18),
)
CHANGE = (Column("words", "", grow=1),)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a row leads: an item and a field of it, what is said there, and the row in words."""

    item: str
    field: str
    said: str
    words: str


class SinceList(OverviewList):
    """What changed since the last snapshot: it asks, and hears why nothing can be compared."""

    def __init__(self, refused: Callable[[str], None]) -> None:
        super().__init__(CHANGE, id="changed")
        self.refused = refused

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.refused(event.sentence)


class OverviewScreen(RegisterScreen):
    """Rated risks and their matrix beside each other, and three lists that are walked as one."""

    CSS_PATH = styles.sheets("loti", "overview")
    NAME = "overview"
    SHOWN_KEYS: ClassVar[tuple[str, ...]] = ("go_there", "find_anything", "changes", "copy", "undo", "export")
    BINDINGS = bindings("go_there")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (144, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (22, "-low"), (32, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[str, Way] = {}
        """Row -> where it leads."""
        self.since: Since | None = None
        """What changed since the last snapshot; None until the register has answered."""
        self._compared: tuple[State | None, str] = (None, "")
        """Which state was compared with which snapshot, or is being compared."""
        self._asking = False
        self._in_matrix: tuple[State | None, Risk | None] = (None, None)
        """What the matrix shows: the state, and the risk whose cell stands out."""

    def compose_content(self) -> Iterator[Widget]:
        with Container(id="overview"):
            with Container(id="side"):
                yield RiskMatrix()
                yield Standing(id="standing")
            with Shared(id="lists"):
                yield OverviewList(FINDING, id="needs")
                yield OverviewList(DATE, id="dates")
                yield SinceList(self._not_compared)

    @property
    def lists(self) -> list[OverviewList]:
        """The lists, in the order in which they are walked."""
        return list(self.query(OverviewList))

    @property
    def table(self) -> OverviewList:
        """The list that is walked."""
        return next((one for one in self.lists if one.has_focus), self.lists[0])

    # -- showing -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        self.ways.clear()
        self.query_one(Standing).show(counts(state), self.host.countdown, money_in_words(state))
        self.show_findings()
        self.show_dates(state)
        self.show_since()
        self.show_matrix()
        self.compare()

    def show_attention(self) -> None:
        self.show_findings()
        super().show_attention()

    def show_findings(self) -> None:
        """What needs attention first, and how much there is of it."""
        found = self.host.attention
        first = found.open[:FIRST] if found else ()
        told = [counted(number, severity) for severity, number in by_severity(found).items() if number] if found else []
        empty = "Nothing needs attention." if found else "Looking for what needs attention …"
        self.fill("needs", "Needs attention first", " · ".join(told), list(map(finding_row, first)), empty)

    def show_dates(self, state: State) -> None:
        """The dates to come, the earliest first; what is overdue says so."""
        today = self.host.today
        rows = []
        for item in coming(state):
            when, left = expected(item), left_words(item, today)
            how, moved = standing(item, today), slip(item)
            tone = "late" if how == "overdue" else ""
            date = when.short() if when else ""
            title = line(item.title_words)
            way = Way(item.id, date_field(item), "", f"{item.ref} {title}: {date}, {left}")
            cells = {
                "how": Cell(f"▲ {how}" if tone else f"  {how}", tone),
                "ref": Cell(item.ref),
                "words": Cell(title),
                "slip": Cell(moved.words if moved.direction else "", "" if moved.direction == 1 else "muted"),
                "date": Cell(date),
                "left": Cell(left, tone or "muted"),
            }
            rows.append((TableRow(item.id, cells), way))
        late = sum(row.cells["how"].tone == "late" for row, _ in rows)
        right = f"{late} overdue" if late else ""
        self.fill("dates", "Next dates", right, rows, f"{NO_DATES}.")

    def show_since(self) -> None:
        """What changed since the last snapshot, as far as that is known."""
        told, state = self.since, self.host.state
        if told is None or state is None:
            return self.fill("changed", "Changes since the last snapshot", "", [], "Comparing …")
        more = f" · {key('changes')} lists all" if told.of > len(told.first) else ""
        right = how_many(len(told.first), told.of, "change") + more
        rows = [change_row(one, state) for one in told.first]
        return self.fill("changed", line(told.title), right, rows, "", line(told.summary))

    def fill(
        self, id: str, title: str, right: str, rows: Sequence[tuple[TableRow, Way]], empty: str, note: str = ""
    ) -> None:
        """Show the rows of one list, and keep where each leads."""
        self.ways |= {row.id: way for row, way in rows}
        self.query_one(f"#{id}", OverviewList).show_list(title, right, [row for row, _ in rows], empty, note)

    def show_matrix(self) -> None:
        """Show the matrix, with the cell of the risk that the row under the cursor is about."""
        state, way = self.host.state, self.way
        if state is None:
            return
        item = state.items.get(way.item) if way else None
        risk = item if isinstance(item, Risk) and not item.removed else None
        if state is not self._in_matrix[0] or risk is not self._in_matrix[1]:
            self._in_matrix = state, risk
            self.query_one(RiskMatrix).show(state, risk)

    # -- what changed --------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Have it found out what changed since the last snapshot, where that may be otherwise than it is told."""
        if not self._asking:
            self._inquire(newest_snapshot, self._newest)

    def _inquire(self, ask: Callable[[Gateway], Future[T]], then: Callable[[T], None]) -> None:
        self._asking = True
        self.host.inquire(ask, then, self.query_one(SinceList))

    def _newest(self, snapshot: str) -> None:
        """The newest snapshot is known: compare with it, unless just that was done."""
        state, today = self.host.state, self.host.today
        self._asking = False
        if state is None or (state is self._compared[0] and snapshot == self._compared[1]):
            return
        self._compared = (state, snapshot)
        if snapshot:
            self._inquire(lambda gateway: gateway.comparison("", NOW, today), self._take)
        else:
            self._take(None)

    def _take(self, found: Comparison | None) -> None:
        self._told(since(found, no_snapshot()))

        if self.is_current and self._compared[0] is not self.host.state:
            self.compare()  # something was changed meanwhile

    def _not_compared(self, sentence: str) -> None:
        """Say why; whoever comes back here has it tried again."""
        self._compared = (None, "")
        self._told(since(None, sentence))

    def _told(self, told: Since) -> None:
        self._asking, self.since = False, told
        if self.is_current:
            self.show_since()

    # -- walking -------------------------------------------------------------------------------------------------

    @on(OverviewList.Left)
    def _left(self, event: OverviewList.Left) -> None:
        """Go on in another list that has rows, as far as there is one that way."""
        event.stop()
        lists = [one for one in self.lists if one.rows or one is event.table]
        here = lists.index(event.table)
        there = lists[min(max(here + event.lists, 0), len(lists) - 1)]
        if there.rows and (there is not event.table or abs(event.lists) == FAR):
            there.go_to(event.place)

    @on(RecordTable.Moved)
    def _moved(self) -> None:
        self.show_matrix()

    def on_descendant_focus(self) -> None:
        self.show_matrix()

    @property
    def way(self) -> Way | None:
        """Where the row under the cursor leads."""
        return self.ways.get(self.table.row_id or "")

    def target(self) -> None:
        """Nothing here is a value that could be edited."""

    # -- what people do ------------------------------------------------------------------------------------------

    async def action_go_there(self) -> None:
        """Go to what the row is about."""
        if self.way is None:
            return self.tell("There is nothing here to go to.", warning=True)
        await self.host.reach(self.way.item, self.way.field, self.way.said)

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_go_there()

    async def action_edit(self) -> None:
        there, edits = key("go_there"), key("edit")
        self.tell(f"{there} goes to the value that this is about: there {edits} edits it.", warning=True)

    def action_copy(self) -> None:
        """Copy the row in words."""
        if self.way is None:
            return self.tell("There is nothing to copy here.", warning=True)
        self.app.copy_to_clipboard(self.way.words)
        return self.tell(f"Copied: {self.way.words}")


def newest_snapshot(gateway: Gateway) -> Future[str]:
    """The id of the newest snapshot; "" where none is taken yet."""
    return gateway.use(lambda register: register.newest_snapshot())


def finding_row(one: Finding) -> tuple[TableRow, Way]:
    """A finding: how much it weighs, where it is and what is wrong."""
    shape, tone = MARKS[one.severity]
    cells = {
        "how": Cell(f"{shape} {one.severity}", tone),
        "ref": Cell(one.ref),
        "words": Cell(line(one.sentence)),
    }
    return TableRow(f"{one.code} {one.about}", cells), Way(one.item, one.field, one.advice, one.sentence)


def change_row(one: Line, state: State) -> tuple[TableRow, Way]:
    """A change in its sentence; it leads to the field that was changed, or to what the item is called."""
    item, field, *_ = one.id.split(" ")
    if not field and item in state.items:
        field = KINDS[state.items[item].KIND].title
    return TableRow(f"change {one.id}", {"words": Cell(line(one.sentence))}), Way(item, field, "", one.sentence)
