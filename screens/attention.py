"""What needs attention: every finding, worst first, with what to do; Enter goes to the value that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from loti_tui.commands import key
from loti_tui.domain.acknowledging import acknowledged
from loti_tui.domain.changes import Act, Batch, Edit
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.findings.finding import Finding, Severity
from loti_tui.domain.items import KINDS, Acknowledgement
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import fold, shortened
from screens.bindings import bindings
from screens.edits import as_seen
from screens.filtering import Filtering
from screens.messages import ChangeStored
from screens.widgets.plain import line
from screens.widgets.plain import plain as plain_words
from screens.widgets.questions import Question, Questions
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column, TableRow

MARKS = {Severity.ERROR: ("▲", "red"), Severity.WARNING: ("◆", "amber"), Severity.NOTE: ("○", "")}
"""severity -> its shape, and the tone of the table that it has."""
MOST = 300
"""Characters of a reason below the table; the history has all of it."""
DAY = KINDS["acknowledgement"].fields["until"]
"""The day on which an accepted finding comes back."""


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, and by what it is accepted for now, where it is."""

    finding: Finding
    accepted: Acknowledgement | None = None

    @property
    def id(self) -> str:
        """The finding for as long as it stands: its rule, and what it is about."""
        return f"{self.finding.code} {self.finding.about}"

    @property
    def until(self) -> str:
        """ "until 2 May 2017" where it is accepted."""
        return f"until {self.accepted.until.short()}" if self.accepted and self.accepted.until else ""

    @property
    def words(self) -> str:
        """All that a filter looks for."""
        one = self.finding
        reason = self.accepted.reason if self.accepted else ""
        return fold(f"{one.severity} {one.ref} {one.sentence} {one.advice} {one.code} {self.until} {reason}")


class AttentionScreen(Filtering):
    """One row a finding; those that were accepted for a while come last."""

    NAME = "attention"
    SHOWN_KEYS = ("go_there", "acknowledge", "take_back", "filter", "copy", "undo")
    BINDINGS = bindings("go_there", "acknowledge", "take_back", "filter")
    COLUMNS = (
        Column("severity", "Severity", most=9),
        Column("ref", "Ref", most=8),
        Column("sentence", "What needs attention", grow=1, least=16),
        Column("code", "Rule", most=32, shown_from=120),
    )
    shows_findings = True
    """Keys wait while the findings are being worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, Line] = {}
        """Every finding by its identity, in the order of the rows."""
        self._rows: dict[str, tuple[Line, str, TableRow]] = {}
        """Identity -> the finding, its folded words and its row."""
        self._reason: tuple[str, str] = ("", "")
        """The last reason that was typed and not stored, and for which finding: it is offered again."""

    def compose_content(self) -> Iterator[Widget]:
        table = RecordTable(self.COLUMNS)
        table.field = "sentence"
        yield table
        yield Static(id="whole", markup=False)

    # -- rows ----------------------------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        found = self.host.attention
        lines = [Line(one) for one in found.open] if found else []
        lines += [Line(one, by) for one, by in found.acknowledged] if found else []
        self.lines = {one.id: one for one in lines}
        kept = self._rows
        self._rows = {one.id: self._row(one, kept.get(one.id)) for one in lines}
        wanted = fold(self.filter_text).split()
        rows = [row for _, words, row in self._rows.values() if all(word in words for word in wanted)]
        self.table.show_rows(rows, self._when_empty())
        self.show_whole()

    def show_attention(self) -> None:
        if self.host.state is not None:
            self.show(self.host.state)
        super().show_attention()

    def _row(self, one: Line, kept: tuple[Line, str, TableRow] | None) -> tuple[Line, str, TableRow]:
        """The row of a finding; the same one as before, where it says the same."""
        return kept if kept and kept[0] == one else (one, one.words, TableRow(one.id, cells(one)))

    def _when_empty(self) -> str:
        if self.host.attention is None:
            return "Looking for what needs attention …"
        if self.lines:
            return f"Nothing here has all of “{line(self.filter_text)}”. Esc shows every row again."
        return "Nothing needs attention."

    def message_end(self) -> str:
        if self.host.attention is None:
            return super().message_end()
        return f"{len(self.table.rows):,} of {len(self.lines):,} · {super().message_end()}"

    def show_whole(self) -> None:
        """Show the whole sentence of the finding under the cursor, what to do about it, and its rule."""
        one = self.line
        self.query_one("#whole", Static).update(whole_words(one) if one else Content(""))

    def on_record_table_moved(self) -> None:
        self.show_whole()

    @property
    def line(self) -> Line | None:
        """The finding under the cursor."""
        return self.lines.get(self.table.row_id or "")

    def target(self) -> None:
        """Nothing here is a value that could be edited."""

    # -- going there ---------------------------------------------------------------------------------------------

    async def action_go_there(self) -> None:
        """Go to the value that the finding is about, and say there what to do."""
        if self.line is None:
            return self.tell("There is no finding here to go to.", warning=True)
        one = self.line.finding
        await self.host.reach(one.item, one.field, one.advice)

    @on(RecordTable.Opened)
    async def _opened(self) -> None:
        await self.action_go_there()

    async def action_edit(self) -> None:
        self.tell(
            f"{key('go_there')} goes to the value that this is about: there {key('edit')} edits it.", warning=True
        )

    def action_copy(self) -> None:
        """Copy the sentence of the finding."""
        if self.line is None:
            return self.tell("There is nothing to copy here.", warning=True)
        self.app.copy_to_clipboard(self.line.finding.sentence)
        return self.tell(f"Copied: {self.line.finding.sentence}")

    def show_sifted(self) -> None:
        self.show_attention()

    # -- accepting -----------------------------------------------------------------------------------------------

    async def action_acknowledge(self) -> None:
        """Accept the finding for a while: ask why, then until when. Of one that is accepted, take that back."""
        one = self.line
        if one is None:
            return self.tell("There is no finding here.", warning=True)
        if one.accepted:
            return self.action_take_back()
        offered = self._reason[1] if self._reason[0] == one.id else ""
        asked = (
            Question(f"Why may this wait ({one.finding.ref})?", reason_words, value=offered),
            Question(f"{one.finding.ref} comes back on:", partial(self._day_words, one)),
        )
        return await self.ask(Questions(asked, partial(self._act, one), partial(self._leave, one)))

    def _day(self, text: str) -> PartialDate:
        """The day that was typed. Raises `Refused`."""
        state = self.host.state
        assert state is not None
        if not text.strip():
            raise Refused(f"{DAY.label} accepts {DAY.type.accepts}, after today.")
        return PartialDate(str(DAY.check(DAY.read(text, state.reading(self.host.today)))))

    def _day_words(self, one: Line, text: str) -> str:
        """What was understood. Raises `Refused`."""
        self._act(one, ["any reason", text])
        return f"{DAY.label}: {day_words(self._day(text).first)}."

    def _act(self, one: Line, answers: list[str]) -> Batch:
        """The act of the two answers. Raises `Refused`."""
        state, (why, day) = self.host.state, answers
        assert state is not None
        edits = acknowledged(state, one.finding, why, self._day(day), self.host.today)
        return Batch(self.host.who, as_seen(edits, state), why)

    def _leave(self, one: Line) -> None:
        """Nothing is changed; a reason that was typed is offered when the same is asked for again."""
        asked = self.query_one(Questions)
        self._reason = (one.id, (asked.given or [asked.line.value])[0])
        self.set_focus(self.table)
        self.tell("The finding was left as it was: nothing was changed.")

    def action_take_back(self) -> None:
        """Take the acknowledgement back: the finding is open again."""
        one, state = self.line, self.host.state
        if one is None or state is None:
            return self.tell("There is no finding here.", warning=True)
        if not one.accepted:
            return self.tell(
                f"This finding is open already. {key('acknowledge')} accepts it for a while.", warning=True
            )
        about = (one.finding.code, one.finding.about)
        standing = [by for by in state.acknowledgements if (by.code, by.about) == about]
        return self.submit(*(Edit(by.KIND, by.id, "removed", True, False) for by in standing))

    @on(ChangeStored)
    def _accepted(self, event: ChangeStored) -> None:
        """Say what became of the finding, rather than of its acknowledgement."""
        one = event.entries[0] if event.entries else None
        if one is None or one.kind != "acknowledgement":
            return
        event.prevent_default()
        by = next(item for item in event.items if isinstance(item, Acknowledgement))
        self._reason = ("", "")
        again = {Act.UNDO: "Undone. ", Act.REDO: "Done again. "}.get(Act(one.act), "")
        if by.removed or by.until is None:
            self.tell(f"{again}The finding is open again.")
        else:
            self.tell(
                f"{again}Accepted until {by.until.short()}; then it comes back. {key('take_back')} takes that back."
            )


def reason_words(text: str) -> str:
    """That a reason is needed. Raises `Refused` without one."""
    if not text.strip():
        raise Refused("A finding is accepted with a reason only.")
    return "The reason stays with the finding until it comes back."


def cells(one: Line) -> dict[str, Cell]:
    """What the columns show of a finding; what is accepted is faint, and says until when."""
    shape, tone = MARKS[one.finding.severity]
    tone, faint = ("muted", "muted") if one.accepted else (tone, "")
    sentence = f"{one.until} · {one.finding.sentence}" if one.accepted else one.finding.sentence
    return {
        "severity": Cell(f"{shape} {one.finding.severity.capitalize()}", tone),
        "ref": Cell(one.finding.ref, faint),
        "sentence": Cell(line(sentence), faint),
        "code": Cell(one.finding.code, "muted"),
    }


def whole_words(one: Line) -> Content:
    """All of a finding: what is wrong, what to do, by which rule, and why it was accepted."""
    field = KINDS[one.finding.kind].fields[one.finding.field]
    rule = f"{one.finding.code} · {one.finding.ref} · {field.label}"
    parts: list[Content | str] = [plain_words(one.finding.sentence, "b"), "\n", plain_words(one.finding.advice), "\n"]
    if one.accepted:
        parts += [plain_words(f"Accepted {one.until}: {shortened(one.accepted.reason, MOST)}"), "\n"]
    return Content.assemble(*parts, plain_words(rule, "$key-label"))
