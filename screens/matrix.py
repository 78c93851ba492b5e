"""The matrix editor: set its cells or take a preset, from a day on, and see first which risks would move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Rule, Static

from loti_tui.domain.changes import Batch
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.items import KINDS, Matrix
from loti_tui.domain.matrices import Move, changed, moves
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import PRESETS, Cells
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from screens import styles
from screens.bindings import bindings
from screens.edits import as_seen
from screens.guard import Guarded, guard
from screens.host import Host
from screens.messages import ChangeRefused, ChangeStored, EditSubmitted
from screens.widgets.chrome import Line, MessageLine, said
from screens.widgets.matrix import TONES
from screens.widgets.matrix_cells import MatrixCells
from screens.widgets.plain import line, plain
from screens.widgets.typing import LineInput

KEYS = (
    ("g a r", "RAG"), (" ".join(str(number) for number, _ in enumerate(PRESETS, 1)), "presets"), ("u", "as it was"),
    ("e", "from when"), ("w", "why"), ("Enter", "store"), ("Esc", "leave"),
)  # fmt: skip
FEW = 2
"""Of more risks that would move, not all may be in sight."""
HINT = "g, a and r set the chosen cell. " + " ".join(
    f"{number} takes the preset {name}." for number, name in enumerate(PRESETS, 1)
)


class MatrixEditor(Guarded, ModalScreen[str | None]):
    """Changes nothing until Enter or ctrl+s; then it answers with what became of it, in a sentence."""

    CSS_PATH = styles.sheets("matrix")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]
    BINDINGS = [
        *bindings("keys"),
        Binding("ctrl+s", "save", "store", show=False, priority=True),
        Binding("enter", "save", "store", show=False),
        Binding("escape", "leave", "leave", show=False),
        *(Binding(str(number), f"preset({number})", name, show=False) for number, name in enumerate(PRESETS, 1)),
        Binding("u", "as_it_was", "as it was", show=False),
        Binding("e,f", "since", "from when", show=False),
        Binding("w", "why", "why", show=False),
        Binding("pagedown", "more(1)", "more of what would move", show=False),
        Binding("pageup", "more(-1)", "back", show=False),
    ]

    def __init__(self, state: State, at: tuple[int, int] | None) -> None:
        """`at` is the cell to begin with, as (impact, probability)."""
        super().__init__()
        self.known = state.matrices
        """The matrices as this person knows them."""
        self.begin_at = at
        self.since: date | None = None
        """From which day; None: today."""
        self.sent = False
        """Whether the register is being asked."""
        self.asked: tuple[date, list[Move]] | None = None
        """What the register is asked for: from which day, and what moves."""

    def compose(self) -> ComposeResult:
        yield Line(id="status")
        yield Rule()
        with Horizontal(id="editor"):
            with Vertical(id="form"):
                yield MatrixCells()
                with Horizontal(classes="row"):
                    yield Static(plain("In force from"), classes="label", markup=False)
                    yield LineInput(id="since", selected=True)
                    yield Static(id="day", markup=False)
                with Horizontal(classes="row"):
                    yield Static(plain("Why"), classes="label", markup=False)
                    yield LineInput(placeholder="may stay empty", id="why")
            with VerticalScroll(id="moves", can_focus=False):
                yield Static(id="moved", markup=False)
        yield Rule()
        yield MessageLine(id="message")
        yield Static(keys_line(), id="editor-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#since", LineInput).value = PartialDate.of_day(self.host.today).short()
        if self.begin_at:
            self.cells.at = self.begin_at
        self.take(self.state.cells)
        self.tell("")
        self.set_focus(self.cells)

    # -- what there is -------------------------------------------------------------------------------------------

    @property
    def host(self) -> Host:
        """The application."""
        return cast("Host", self.app)

    @property
    def state(self) -> State:
        """The register as it stands, read on the day from which the matrix would hold; not before today."""
        state = self.host.state
        assert state is not None
        return state.on(max(self.day, self.host.today))

    @property
    def day(self) -> date:
        """The day from which the matrix would hold."""
        return self.since or self.host.today

    @property
    def cells(self) -> MatrixCells:
        """The cells as they are set now."""
        return self.query_one(MatrixCells)

    @property
    def why(self) -> str:
        """The reason, which may be empty."""
        return self.query_one("#why", LineInput).value

    def moves(self) -> list[Move]:
        """The risks that would move: none where a matrix of a later day is in force already."""
        return [] if self.overtaken else moves(self.state, self.cells.cells)

    @property
    def overtaken(self) -> Matrix | None:
        """The matrix that took effect after the day which is typed, and holds today."""
        matrix = self.state.matrix
        later = matrix is not None and matrix.effective_on is not None and matrix.effective_on.first > self.day
        return matrix if later else None

    # -- showing -------------------------------------------------------------------------------------------------

    def take(self, cells: Cells) -> None:
        """Show these cells as what is wanted, beside those that stand on the day."""
        risks: dict[tuple[int, int], list[str]] = {}
        for risk in self.state.risks:
            if risk.status == "open" and risk.impact is not None and risk.probability is not None:
                risks.setdefault((risk.impact, risk.probability), []).append(risk.ref)
        self.cells.show(self.state.on(self.day).cells, cells, risks)
        self.show_what_moves()

    @on(MatrixCells.Changed)
    def show_what_moves(self) -> None:
        """Show what is changed and which risks would move with it."""
        stands = self.state.on(self.day).matrix
        name = f"{stands.ref} {stands.title_words}, in force" if stands else "not recorded"
        self.query_one("#status", Line).show(f"Matrix of the risk RAG · {name}", changed_words(self.cells.changed))
        self.query_one("#day", Static).update(plain(f"  {self.day_told()}", "$key-label"))
        found = self.moves()
        parts = [plain(self.moves_told(found), "b" if self.cells.changed else "$key-label")]
        parts += [Content.assemble("\n", move_line(move)) for move in found]
        self.query_one("#moved", Static).update(Content.assemble(*parts))

    def action_more(self, pages: int) -> None:
        """Show more of what would move."""
        moves = self.query_one("#moves", VerticalScroll)
        moves.scroll_relative(y=pages * max(1, moves.size.height - 1), animate=False)

    def day_told(self) -> str:
        """The day from which it would hold, and what it would change."""
        today = ", today" if self.day == self.host.today else ""
        dated = {one.effective_on.first: one for one in self.known if one.effective_on}
        then = min((day for day in dated if day > self.day), default=None)
        until = f", until {dated[then].ref}" if then else ""
        what = f"changes {dated[self.day].ref}" if self.day in dated else "new matrix"
        return f"{day_words(self.day)}{today}: {what}{until}"

    def moves_told(self, found: Sequence[Move]) -> str:
        """How many open risks would be rated otherwise."""
        if later := self.overtaken:
            return f"{later.ref} took effect after that day and holds today: no risk would move."
        if not self.cells.changed:
            return f"{HINT} Which open risks would move shows here."
        when = f" on {day_words(self.day)}" if self.day > self.host.today else ""
        rest = " PgDn shows the rest." if len(found) > FEW else ""
        return f"{counted(len(found), 'open risk') if found else 'No open risk'} would move{when}.{rest}"

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Put a sentence on the message line."""
        message = self.query_one("#message", MessageLine)
        message.set_class(warning, "warning")
        message.show(sentence, self.host.standing)

    # -- setting -------------------------------------------------------------------------------------------------

    def action_preset(self, number: int) -> None:
        """Take the cells of a preset."""
        name, made = list(PRESETS.items())[number - 1]
        self.take(made())
        self.tell(f"The cells are those of the preset {name}. Nothing is stored yet.")

    def action_as_it_was(self) -> None:
        """Put every cell back as it stands."""
        self.take(self.state.on(self.day).cells)
        self.tell("The cells are as they stand.")

    def action_since(self) -> None:
        """Type from which day it holds."""
        self.query_one("#since", LineInput).focus()
        self.explain()

    async def action_keys(self) -> None:
        """Show the keys that work here."""
        await self.app.run_action("app.keys")

    def action_why(self) -> None:
        """Type the reason."""
        self.query_one("#why", LineInput).focus()
        self.tell("Why is the matrix changed? It may stay empty. Enter stores the matrix, Esc goes back to its cells.")

    @on(Input.Changed, "#since")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.has_focus:
            self.explain()

    def explain(self) -> None:
        """Say which day is understood."""
        try:
            self.tell(f"In force from {day_words(self.read_day())}. Enter takes it, Esc leaves it as it was.")
        except Refused as refused:
            self.tell(str(refused), warning=True)

    def read_day(self) -> date:
        """The day that is typed. Raises `Refused`."""
        field = KINDS["matrix"].fields["effective_on"]
        typed = self.query_one("#since", LineInput).value
        value = field.read(typed, self.state.reading(self.host.today))
        if value is None:
            raise Refused(f"A matrix holds from a day on: it accepts {field.type.accepts}.")
        return PartialDate(str(field.check(value))).first

    @on(Input.Submitted, "#since")
    def _day_typed(self, event: Input.Submitted) -> None:
        event.stop()
        if self.take_day():
            self.set_focus(self.cells)

    def take_day(self) -> bool:
        """Let the typed day hold; cells that nobody has set yet are those of that day. Whether it is a day."""
        try:
            day = self.read_day()
        except Refused as refused:
            self.tell(str(refused), warning=True)
            self.query_one("#since", LineInput).focus()
            return False
        self.query_one("#since", LineInput).value = PartialDate.of_day(day).short()
        if day != self.day:
            untouched = not self.cells.changed
            self.since = day
            self.take(self.state.on(day).cells if untouched else self.cells.cells)
            self.tell(f"It would hold from {day_words(day)}.")
        return True

    # -- storing and leaving -------------------------------------------------------------------------------------

    @on(Input.Submitted, "#why")
    def _why_typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Ask for the matrix to be stored; the editor stays until it is."""
        if self.sent:
            return
        if not self.take_day():
            return self.settled(stored=False)
        state = self.host.state
        assert state is not None
        if not self.cells.changed:
            self.settled(stored=False)
            return self.tell("No cell is changed: g, a and r set the chosen cell, Esc leaves.", warning=True)
        if state.matrices != self.known:
            self.known = state.matrices
            self.take(self.cells.cells)
            self.settled(stored=False)
            told = "Somebody else changed the matrix meanwhile. Enter again stores what you see here over it."
            return self.tell(told, warning=True)
        self.sent, self.asked = True, (self.day, self.moves())
        edits = as_seen(changed(state, self.cells.cells, self.day), state)
        self.app.post_message(EditSubmitted(Batch(self.host.who, edits, self.why), self))
        return None

    @on(ChangeStored)
    def _stored(self, event: ChangeStored) -> None:
        if not self.sent or self.asked is None:
            return
        matrix = next((item for item in event.items if isinstance(item, Matrix)), None)
        day, found = self.asked
        self.close(outcome(matrix, day, self.host.today, found) if matrix else event.sentence)

    @on(ChangeRefused)
    def _refused(self, event: ChangeRefused) -> None:
        self.sent, self.asked = False, None
        self.tell(event.sentence, warning=True)
        self.settled(stored=False)

    @property
    def unsaved(self) -> str:
        """What would be lost, in a sentence; "" where that is nothing."""
        changed = self.cells.changed
        if changed:
            return f"{counted(changed, 'cell')} {'is' if changed == 1 else 'are'} changed and not stored."
        return "A reason is typed and no cell is changed." if self.why.strip() else ""

    async def action_leave(self) -> None:
        """From a line back to the cells; from these out, where nothing would be lost without a word."""
        if isinstance(self.focused, LineInput):
            self.query_one("#since", LineInput).value = PartialDate.of_day(self.day).short()
            self.set_focus(self.cells)
            self.tell("")
        else:
            await guard(self.app).ask_about(self)

    def save(self) -> None:
        self.action_save()

    def discard(self) -> None:
        self.close("The matrix was left as it was." if self.unsaved else None)

    def close(self, told: str | None) -> None:
        """Go, with what is to be said of it."""
        self.settled(stored=True)
        if self.app.screen is self:
            self.dismiss(told)


def keys_line() -> Content:
    """The keys of the editor, for its last line."""
    return Content.assemble(" ", *(part for one in KEYS for part in said(*one)))


def changed_words(cells: int) -> str:
    """How many cells are changed."""
    return f"{counted(cells, 'cell')} changed (*)" if cells else "no cell changed"


def move_line(move: Move) -> Content:
    """A risk that would move: from which RAG to which, and whether the RAG that is shown stays."""
    parts: list[Content | str] = [" ", plain(move.risk.ref), "  "]
    for judged, between in ((move.now, " → "), (move.then, "")):
        rag = judged.computed
        words = f"{rag} {rag.shape} {rag.word}" if rag else "not scored"
        parts += [Content.styled(words, TONES[rag] if rag else ""), between]
    stays = f" (the recorded RAG stays {move.now.recorded.word})" if move.now.recorded else ""
    return Content.assemble(*parts, stays, "  ", plain(line(move.risk.title_words), "$key-label"))


def outcome(matrix: Matrix, since: date, today: date, found: Sequence[Move]) -> str:
    """What became of a stored matrix: from when it holds, and which risks move with it."""
    name = f"Matrix {matrix.ref} ({matrix.title_words})"
    if since > today:
        head = f"{name} comes into force on {day_words(since)}."
    else:
        head = f"{name} is in force from {day_words(since)}."
    groups: dict[tuple[str, str], list[Move]] = {}
    for move in found:
        words = tuple(one.computed.word if one.computed else "not scored" for one in (move.now, move.then))
        groups.setdefault((words[0], words[1]), []).append(move)
    told = [f"{refs_words(some)} from {now} to {then}" for (now, then), some in groups.items()]
    if not told:
        return f"{head} No open risk moves with it."
    verb = "will move" if since > today else "moved"
    recorded = [move for move in found if not move.shown_moves]
    stays = f" The recorded RAG of {refs_words(recorded)} stays." if recorded else ""
    return f"{head} Computed RAG {verb}: {'; '.join(told)}.{stays}"


def refs_words(found: Sequence[Move]) -> str:
    """The risks by their references; of many, how many."""
    refs = [move.risk.ref for move in found]
    if len(refs) > 6:
        return counted(len(refs), "risk")
    return refs[0] if len(refs) == 1 else f"{', '.join(refs[:-1])} and {refs[-1]}"
