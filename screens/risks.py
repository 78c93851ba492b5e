"""The risks: table, matrix and record; two keys score a risk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from textual import events, on
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import var
from textual.widget import Widget

from loti_tui.commands import COMMANDS, key
from loti_tui.domain.changes import Act
from loti_tui.domain.conversion import happened
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Risk
from loti_tui.domain.refused import Refused
from loti_tui.domain.related import related
from loti_tui.domain.scoring import Judgement, Rag
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import quoted
from screens import styles
from screens.bindings import bindings
from screens.edits import as_seen
from screens.messages import ChangeStored, Said
from screens.table_screen import EMPTY
from screens.walking import Walking, cell_facts
from screens.widgets.chrome import Keys
from screens.widgets.facts import Facts
from screens.widgets.matrix import WalkedMatrix
from screens.widgets.prompt import Prompt
from screens.widgets.record_table import RecordTable
from screens.widgets.rows import Cell, Column

if TYPE_CHECKING:  # they know all the rules of what changed
    from loti_tui.domain.differences import Travel
    from loti_tui.domain.differences.trend import Earlier

SCORE_KEYS = (("1 2 3 4", "score"), ("Esc", "leave"))
RAG_KEYS = (("r", "red"), ("a", "amber"), ("g", "green"), ("n", "none"), ("Esc", "leave"))
SECOND = {"impact": SCORE_KEYS, "probability": SCORE_KEYS, "rag_recorded": RAG_KEYS}
"""What the line of keys says while the second key of a field is asked for."""
SCORES = ("impact", "probability", "rag")
"""The commands that ask for a second key."""
TRAVELLED = {"up": "red", "down": "green", "same": "muted", "new": ""}
"""Direction of travel -> its tone."""
TONES = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green"}


def rag_cell(judged: Judgement) -> Cell:
    """Shape, word, then colour; recorded and computed both, where they differ."""
    if judged.rag is None:
        return Cell("not scored", "muted")
    text = f"{judged.rag.shape} {judged.rag.word}"
    if judged.differs and judged.computed is not None:
        text += f" ({judged.computed.word} computed)"
    return Cell(text, TONES[judged.rag])


def trend_cell(travelled: Travel | None, status: str) -> Cell:
    """Shape, word, then colour; up is worse. What is not open any more travels nowhere that matters."""
    if travelled is None:
        return EMPTY
    return Cell(travelled.words, TRAVELLED[travelled.value] if status == "open" else "muted")


def with_status(cell: Cell, status: str) -> Cell:
    """A risk that is not open any more says so beside its RAG: its status has no column on a narrow terminal."""
    return cell if status == "open" else Cell(f"{cell.text}, {status}", "muted")


class RisksScreen(Walking):
    """Every risk that stands."""

    CSS_PATH = styles.sheets("loti", "drawings")
    NAME = "risks"
    KIND = "risk"
    SHOWN_KEYS = ("impact", "probability", "edit", "new", "filter", "walk_matrix", "undo")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-broad"), (150, "-wide")]
    BINDINGS = bindings("impact", "probability", "rag", "matrix", "convert", "issues")
    COLUMNS = (
        Column("ref", "Ref", most=8),
        Column("description", "Risk", grow=5, least=16),
        Column("probability", "P", align="right", most=1),
        Column("impact", "I", align="right", most=1),
        Column("score", "Score", align="right", most=5),
        Column("rag", "RAG", least=7, most=24),
        Column("trend", "Trend", least=6, most=6, shown_from=100),
        Column("owner", "Owner", most=18, shown_from=100),
        Column("mitigation", "Mitigation", grow=3, shown_from=140),
        Column("status", "Status", most=8, shown_from=110),
        Column("review_on", "Review", most=11, shown_from=150),
    )

    pending = var("", init=False)
    """The field that the next key scores: impact, probability or rag_recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.earlier: Earlier | None = None
        """What the trend was last shown against."""
        self.pending_risk: Risk | None = None
        """The risk that it was asked for, as the person saw it then."""

    def compose_content(self) -> Iterator[Widget]:
        yield RecordTable(self.columns)
        with Horizontal(id="under"):
            yield WalkedMatrix()
            with VerticalScroll(id="record", can_focus=False):
                yield Facts(id="facts")

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that have something to say: without a snapshot no risk travels."""
        return tuple(one for one in self.COLUMNS if one.name != "trend" or self.earlier)

    def refresh_from(self, state: State) -> None:
        super().refresh_from(state)
        self.host.look_back()

    def show(self, state: State) -> None:
        if self.earlier is not self.host.earlier:
            self.earlier = self.host.earlier
            self.table.columns = self.columns
            self.arrange_anew()
        super().show(state)

    def cells(self, item: Item, state: State) -> dict[str, Cell]:
        risk = cast("Risk", item)
        judged = state.judgement(risk)
        shown = super().cells(item, state)
        for name in ("probability", "impact"):
            value = getattr(risk, name)
            shown[name] = Cell(str(value)) if value is not None else EMPTY
        shown["score"] = Cell(str(judged.score)) if judged.score is not None else EMPTY
        shown["rag"] = with_status(rag_cell(judged), risk.status)
        shown["trend"] = trend_cell(self._travel(risk, state), risk.status)
        return shown

    def basis(self, state: State) -> object:
        return state.cells, self.earlier

    def sort_key(self, name: str, state: State) -> Callable[[Item], Any]:
        if name == "score":
            return lambda item: state.judgement(cast("Risk", item)).score
        if name == "rag":
            return lambda item: rag.weight if (rag := state.judgement(cast("Risk", item)).rag) else None
        if name == "trend":
            return lambda item: where.weight if (where := self._travel(cast("Risk", item), state)) else None
        return super().sort_key(name, state)

    def _travel(self, risk: Risk, state: State) -> Travel | None:
        """Where a risk has travelled since the newest snapshot, where there is one."""
        return self.earlier.travel(risk, state) if self.earlier else None

    def on_record_table_moved(self) -> None:
        """A score waits only for the risk that it was asked for."""
        if self.pending and self.pending_risk and self.table.row_id != self.pending_risk.id:
            self.pending = ""
            self.tell("")

    def show_record(self, state: State) -> None:
        risk = self.chosen
        self.matrix.show(state, risk)
        shown = self.query_one(Facts)
        if self.walking:
            shown.show(*cell_facts(self.matrix.cell, state, risk))
        elif risk is None:
            shown.show("", ())
        else:
            shown.show(f"{risk.ref}  {risk.description}", facts(risk, state, self.host.today, self.earlier))

    def target(self) -> tuple[Item, str] | None:
        item = self.item
        field = "rag_recorded" if self.table.field == "rag" else self.table.field
        return (item, field) if item else None

    def not_editable(self, item: Item, name: str) -> str:
        if name == "score":
            return f"The score is probability times impact: {key('probability')} and {key('impact')} score them."
        if name == "trend" and self.earlier is not None:
            against = f"snapshot {quoted(self.earlier.name)}"
            return f"The trend is the score against {against}; {key('changes')} shows all that has changed since."
        return super().not_editable(item, name)

    async def reach(self, item: Item, field: str) -> bool:
        self.set_focus(self.table)
        return await super().reach(item, field)

    @property
    def asking(self) -> bool:
        return bool(self.pending) or super().asking

    # -- two keys score a risk -----------------------------------------------------------------------------------

    def action_impact(self) -> None:
        """The next digit is the impact."""
        self._await("impact")

    def action_probability(self) -> None:
        """The next digit is the probability."""
        self._await("probability")

    def action_rag(self) -> None:
        """The next letter is the RAG that somebody states."""
        self._await("rag_recorded")

    def _await(self, field: str) -> None:
        risk = self.chosen
        if risk is None:
            self.tell("There is no risk here to score.", warning=True)
            return
        self.pending, self.pending_risk = field, risk
        described = KINDS["risk"].fields[field]
        keys = "g, a or r (n for none)" if field == "rag_recorded" else "1, 2, 3 or 4"
        now = f"of {risk.ref} is {described.type.words(getattr(risk, field))}"
        what = f"of {self.marked_called}, all that are marked" if self.marked else now
        self.tell(f"{described.label} {what}. Press {keys}.")

    def watch_pending(self, field: str) -> None:
        """Say which keys are asked for."""
        self.query_one(Keys).show(SECOND.get(field, ()))

    async def on_key(self, event: events.Key) -> None:
        """The second key of a score, before any other meaning of that key."""
        if not self.pending:
            return
        first = any(event.key in COMMANDS[name].keys for name in SCORES)
        if first and not (event.key in "garn" and self.pending == "rag_recorded"):
            self.pending = ""  # another score is asked for instead: its own binding does that
        else:
            await self._second_key(event)

    async def _second_key(self, event: events.Key) -> None:
        """The digit or letter that was asked for; any key that moves ends the asking and keeps its own meaning."""
        field = self.pending
        if len(event.key) > 1 and event.key != "escape":
            self.pending = ""
            self.tell("")
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.pending = ""
            self.tell("The score was left as it was.")
        elif field == "rag_recorded":
            if event.key in "garn":
                await self._record_rag(None if event.key == "n" else event.key.upper())
            else:
                self.tell("A RAG is g, a or r; n takes it away. Nothing was changed.", warning=True)
        elif event.key in "1234":
            self._score(field, int(event.key))
        else:
            self.tell(f"{KINDS['risk'].fields[field].label} is 1 to 4. Nothing was changed.", warning=True)

    def _score(self, field: str, value: int) -> None:
        self.pending = ""
        if self.pending_risk is not None:
            self.set_for(self.pending_risk, field, value)

    async def _record_rag(self, letter: str | None) -> None:
        self.pending = ""
        risk = self.pending_risk
        if risk is None:
            return
        if letter is None:
            self.set_for(risk, "rag_recorded", None)
            return
        word = Rag(letter).word

        def store(why: str) -> None:
            self.set_focus(self.table)
            if why.strip():
                self.set_for(risk, "rag_recorded", letter, why)
            else:
                self.tell("Nothing was recorded: a recorded RAG needs a reason.", warning=True)

        question = f"Why are {self.marked_called} {word}?" if len(self.marked) > 1 else f"Why is {risk.ref} {word}?"
        await self.ask(Prompt(question, store, left=self.leave_prompt))

    # -- a risk that has happened, and the matrix ----------------------------------------------------------------

    def action_convert(self) -> None:
        """Make the risk under the cursor an issue."""
        risk, state = self.chosen, self.host.state
        if risk is None or state is None:
            return self.tell("There is no risk here that could have happened.", warning=True)
        try:
            edits = happened(risk, self.host.today)
        except Refused as refused:
            return self.tell(str(refused), warning=True)
        return self.submit(*as_seen(edits, state))

    @on(ChangeStored)
    def _converted(self, event: ChangeStored) -> None:
        """Name the issue that a risk became."""
        if told := conversion_words(event):
            event.prevent_default()
            self.tell(told)

    async def action_issues(self) -> None:
        """Show the issues, on the one that the risk under the cursor became."""
        from screens.issues import IssuesScreen

        state, risk = self.host.state, self.item
        became = next((one for one in state.issues if risk and one.risk == risk.id), None) if state else None
        issues = IssuesScreen()
        await self.app.push_screen(issues)
        if became is not None:
            issues.table.move_to(became.id)

    async def action_matrix(self) -> None:
        """Open the matrix editor, on the cell of the risk under the cursor."""
        from screens.matrix import MatrixEditor

        risk, state = self.chosen, self.host.state
        if state is None:
            return
        here = (risk.impact, risk.probability) if risk and risk.impact and risk.probability else None
        await self.app.push_screen(MatrixEditor(state, here), self._matrix_left)

    def _matrix_left(self, told: str | None) -> None:
        """Say what became of the matrix, behind what is said of the change itself."""
        self.post_message(Said(told or ""))


def conversion_words(event: ChangeStored) -> str:
    """What is said of a risk that became an issue, or of one that is a risk again; "" of any other change."""
    risks = [one for one in event.entries if (one.kind, one.field) == ("risk", "status")]
    issues = [one for one in event.entries if (one.kind, one.field) == ("issue", "removed")]
    if len(risks) != 1 or len(issues) != 1 or "occurred" not in (risks[0].old, risks[0].new):
        return ""
    if issues[0].new:
        return f"Undone. {risks[0].ref} is {risks[0].new} again and {issues[0].ref} was removed."
    again = "Done again. " if issues[0].act == Act.REDO else ""
    return f"{again}{risks[0].ref} has occurred: it is issue {issues[0].ref} now. {key('undo')} undoes both."


def facts(risk: Risk, state: State, today: date, earlier: Earlier | None = None) -> list[tuple[str, str | None]]:
    """What the table has no room for."""
    beside = related(risk, state, today, earlier)
    rows: list[tuple[str, str | None]] = [(one.label, one.words) for one in beside if one.label != "Action"]
    if risk.rag_recorded:
        rows.append(("Recorded", risk.rag_reason or "without a reason"))
    rows.append(("Mitigation", risk.mitigation))
    rows += [(one.label, one.words) for one in beside if one.label == "Action"]
    rows.append(("Owner", risk.owner))
    shown = ("response", "category", "proximity", "review_on", "status")
    fields = KINDS["risk"].fields
    return rows + [(fields[n].label, fields[n].type.words(plain(risk, n))) for n in shown if getattr(risk, n)]
