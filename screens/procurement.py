"""The procurement: its steps in order, and above them who buys, under which law, the gate and the next notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.delivery import standing
from loti_tui.domain.item import Item
from loti_tui.domain.items import Step
from loti_tui.domain.money import money_words
from loti_tui.domain.procuring import (
    EVENTS,
    OWED_SINCE,
    Owed,
    Purchase,
    begun,
    laid_out,
    purchase,
    stage_of,
    value_withheld,
)
from loti_tui.domain.refused import READ_ONLY, Refused
from loti_tui.domain.regime import Regime, regime_words, short_day, standstill_words, threshold_words
from loti_tui.domain.state import State
from loti_tui.domain.steps import TEMPLATES, Template, missing
from loti_tui.domain.text import counted
from screens.bindings import bindings
from screens.dialogs.choose import Answer, Choose
from screens.edits import as_seen
from screens.messages import ChangeRefused, ChangeStored
from screens.table_screen import TableScreen
from screens.widgets.plain import line, plain
from screens.widgets.rows import Cell, Column

STATUS_TONES = {"overdue": "late", "done": "green", "dropped": "muted"}
WITHHELD = "withheld from the public until the award"
LAWS: Mapping[Regime | None, str] = {
    Regime.REGULATIONS_2015: "2015 Regulations",
    Regime.ACT_2023: "2023 Act",
    None: "Law not known",
}
"""The laws, short enough to stand beside the gate."""
SIDES: Mapping[bool | None, str] = {
    True: "At or above the threshold",
    False: "Below the threshold",
    None: "Threshold not known",
}
TALL = 32
"""Lines of a terminal that has room for whole sentences above the steps."""


def status_cell(item: Item, state: str) -> Cell:
    """The status in a word, "overdue" among them."""
    return Cell(state.capitalize(), STATUS_TONES.get(state, ""))


class ProcurementScreen(TableScreen):
    """Every step of the procurement."""

    NAME = "procurement"
    KIND = "step"
    SHOWN_KEYS = ("edit", "open", "new", "lay_out", "filter", "undo", "export")
    BINDINGS = bindings("lay_out", "purchase")
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("title", "Step", grow=3, least=16),
        Column("planned", "Planned", most=12),
        Column("forecast", "Forecast", most=12),
        Column("actual", "Actual", most=12),
        Column("status", "Status", least=7, most=9),
        Column("lead", "Lead", most=22, shown_from=100),
        Column("stage", "Stage", most=14, shown_from=130),
        Column("notice", "Notice", grow=2, shown_from=130),
    )

    def __init__(self) -> None:
        super().__init__()
        self.bought: Purchase | None = None
        """The procurement read as a whole, once that has been worked out: its calendar may be slow to load."""
        self._read_of: State | None = None

    def compose_content(self) -> Iterator[Widget]:
        yield Static(id="summary", markup=False)
        yield from super().compose_content()

    # -- reading -------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        super().show(state)
        self.show_summary()
        if state is not self._read_of:
            self._read_of = state
            self.host.inquire(lambda gateway: gateway.run(lambda: purchase(state)), self._take, self)

    def _take(self, bought: Purchase | None) -> None:
        self.bought = bought
        if self.host.state is not None and self.query("#summary"):  # nobody may have waited for it
            super().show(self.host.state)
            self.show_summary()

    @on(ChangeRefused)
    def _not_read(self) -> None:
        if self.bought is None:
            self._read_of = None  # where it could not be read, the next occasion is another try

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def gate(self) -> Step | None:
        """The step before which no work starts, where there is one and it is known already."""
        return self.bought.contract if self.bought else None

    def basis(self, state: State) -> object:
        return self.gate.id if self.gate else ""

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        step = cast("Step", item)
        shown = super().cells(item, state)
        shown["status"] = status_cell(item, standing(step, self.host.today))
        stage = stage_of(step)
        shown["stage"] = Cell(stage.capitalize() if stage else "—", "" if step.stage else "muted")
        if self.gate and item.id == self.gate.id:
            shown["title"] = Cell(f"Gate: {line(item.title_words)}")
        return shown

    def show_summary(self) -> None:
        """The purchase in three lines; in whole sentences where the terminal is tall."""
        state = self.host.state
        if state is None or state.procurement is None:
            lines = []
        elif self.bought is None:
            lines = [purchase_line(state, tall=self.tall)]
        else:
            lines = (long_lines if self.tall else short_lines)(self.bought, state, self.host.today)
        self.query_one("#summary", Static).update(Content("\n").join(lines))

    @property
    def tall(self) -> bool:
        """Whether there is room for whole sentences."""
        return self.size.height >= TALL

    def on_resize(self) -> None:
        if self.query("#summary"):
            self.show_summary()

    # -- steps of a template -------------------------------------------------------------------------------------

    async def action_purchase(self) -> None:
        """Open the record of the purchase; where there is none, a form for it."""
        from screens.record import RecordScreen

        bought = self.host.state.procurement if self.host.state else None
        if bought is not None:
            await self.app.push_screen(RecordScreen(self.NAME, bought.id))
        elif self.host.read_only:
            self.tell(f"No purchase is recorded. {READ_ONLY}", warning=True)
        else:
            from screens.dialogs.form import new_form

            await self.app.push_screen(new_form("procurement", self.to_new))

    async def action_lay_out(self) -> None:
        """Ask for which method of buying the steps shall be added."""
        state = self.host.state
        if state is None or state.procurement is None:
            return self.tell("No procurement is recorded that steps could be laid out for.", warning=True)
        recorded = state.procurement.method
        templates = sorted(TEMPLATES.values(), key=lambda one: one.name != recorded)
        answers = [template_answer(one, state) for one in templates]
        await self.app.push_screen(Choose("Add the steps of which method?", answers, "adds none"), self._lay_out)

    def _lay_out(self, key: str | None) -> None:
        state = self.host.state
        template = next((one for one in TEMPLATES.values() if key and one.name.startswith(key)), None)
        if state is None or template is None:
            return self.tell("No steps were added.")
        try:
            edits = laid_out(state, template)
        except Refused as refused:
            return self.tell(str(refused), warning=True)
        return self.submit(*as_seen(edits, state))

    @on(ChangeStored)
    def _laid_out(self, event: ChangeStored) -> None:
        """Say which steps were added, where they are several."""
        if told := laid_out_words(event.entries):
            event.prevent_default()
            self.tell(told)


# -- what stands above the steps --------------------------------------------------------------------------------------


def purchase_line(state: State, *, tall: bool) -> Content:
    """Who buys, how, and for about how much; where the public may not see that, it says so."""
    bought = state.procurement
    if bought is None:
        return Content("")
    value = money_words(bought.value) if bought.value is not None else "value not recorded"
    withheld = f", {WITHHELD}" if bought.value is not None and value_withheld(state) else ""
    how = bought.route or bought.method if tall else bought.method or bought.route
    parts = [bought.lead or "Lead not recorded", how or "route not recorded", f"{value}{withheld}"]
    return plain(line(" · ".join(parts)))


def short_lines(bought: Purchase, state: State, today: date) -> list[Content]:
    """Three lines: who buys; the law and the gate; the threshold and the next notice."""
    law, side = f"{LAWS[bought.regime]} · ", f"{SIDES[bought.above]} · "
    notice, tone = next_notice(bought, today)
    return [
        purchase_line(state, tall=False),
        Content.assemble(Content.styled(law, "$key-label"), gate_line(bought)),
        Content.assemble(Content.styled(side, "$key-label"), plain(line(notice), tone)),
    ]


def long_lines(bought: Purchase, state: State, today: date) -> list[Content]:
    """The same in whole sentences, and whether a standstill is required."""
    since, value = begun(bought.procurement), bought.procurement.value
    notice, tone = next_notice(bought, today)
    law = " ".join((regime_words(since), threshold_words(value, since), standstill_words(bought.regime, bought.above)))
    return [
        purchase_line(state, tall=True), gate_line(bought), plain(line(notice), tone), plain(line(law), "$key-label")
    ]  # fmt: skip


def gate_line(bought: Purchase) -> Content:
    """Whether work may start, and what decides that (form paragraph 6.2)."""
    contract = bought.contract
    if contract is None:
        return plain(
            f"No work before a contract, and no step is the contract: {key('lay_out')} adds the steps", "b $rag-amber"
        )
    if not bought.gate_open:
        return plain(f"No work before {contract.ref} (contract) is executed by both sides", "b")
    when = f"was executed on {contract.actual.spoken()}" if contract.actual else "(contract) is done"
    return plain(f"Work may start: {contract.ref} {when}", "b $rag-green")


def next_notice(bought: Purchase, today: date) -> tuple[str, str]:
    """The notice to look at next with its day, and the tone that it is said in."""
    waiting = [one for one in bought.owed if not one.sent]
    if not waiting:
        unknown = bought.regime is None or bought.procurement.value is None
        return ("Notices not known" if unknown else "No notice is owed"), "$key-label"
    one = min(waiting, key=in_turn)
    due = one.notice.due
    if due is None:
        return (f"Notice owed now: {one.notice.name}" if one.happened else f"Next notice: {one.notice.name}"), ""
    if one.happened and due < today:
        return f"Notice overdue since {short_day(due)}: {one.notice.name}", "b $rag-red"
    return f"Next notice by {short_day(due)}: {one.notice.name}", ""


def in_turn(one: Owed) -> tuple[bool, int, date, int]:
    """What is owed already comes first, by its day; then what is owed with the event that comes first."""
    event = tuple(EVENTS).index(OWED_SINCE.get(one.notice.code, one.notice.after))
    due = one.notice.due or date.max
    return (False, 0, due, event) if one.happened else (True, event, due, 0)


def laid_out_words(entries: Sequence[Entry]) -> str:
    """What is said of an act that added several steps, or took them away again; "" of any other."""
    steps = [one for one in entries if (one.kind, one.field) == ("step", "removed")]
    if len(steps) < 2:
        return ""
    refs = ", ".join(one.ref for one in steps)
    what = counted(len(steps), "step")
    if steps[0].new:
        return f"Undone. {what} were removed again: {refs}." if steps[0].act == Act.UNDO else ""
    if steps[0].old:
        return ""  # they had been removed: that they stand again is said as of any other item
    return f"{what} were added: {refs}. {key('undo')} takes them away again."


def template_answer(template: Template, state: State) -> Answer:
    """A template as an answer: for whom it is, and how much it would add."""
    lacking = len(missing(template, (stage_of(step) for step in state.steps)))
    adds = f"Adds {counted(lacking, 'step')}." if lacking else "Every step is there already."
    return Answer(template.name[0], template.name.capitalize(), f"{template.sentence} {adds}")
