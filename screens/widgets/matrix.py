"""The 4x4 matrix with the risks in its cells, drawn as text: a letter and a number before any colour.

`RiskMatrix` is to be looked at, `WalkedMatrix` to be walked: the focus is on one of its 16 cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message

from loti_tui.domain.items import Risk
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE, Cells, Rag
from loti_tui.domain.state import Pair, State
from screens.bindings import bindings
from screens.messages import Said
from screens.widgets.lines import Lines
from screens.widgets.plain import fitted

TONES = {Rag.RED: "$rag-red", Rag.AMBER: "$rag-amber", Rag.GREEN: "$rag-green"}

LABEL, SHORT_LABEL = 18, 4
"""Cells of the terminal for the names of the probabilities, and for their numbers alone where risks need the room."""
BESIDE = 2
"""Cells for what may stand around the words of a cell: brackets."""
WIDEST = 21
NAMED = 16
"""Cells of the terminal from which a cell is wide enough to name its impact."""
APART = 3
"""Cells up to which a letter and a number stand close together."""
UNDER = 2
"""Lines under the cells: the impacts, and what they are."""
ENDS: Mapping[str, tuple[int, str]] = {
    "up": (SCALE[-1], "There is no higher probability than 4."),
    "down": (SCALE[0], "There is no lower probability than 1."),
    "left": (SCALE[0], "There is no lower impact than 1."),
    "right": (SCALE[-1], "There is no higher impact than 4."),
}
"""Direction -> the last score that way, and what is said there."""


def pair_of(risk: Risk | None) -> Pair | None:
    """Where a risk stands in the matrix; None where it is not scored."""
    return (risk.impact, risk.probability) if risk and risk.impact and risk.probability else None


def listed(refs: Sequence[str], room: int, chosen: str = "") -> str:
    """As many references as have room, `chosen` among them, and how many there are more: "R1 R3 +2"; "" for none."""
    among = chosen != "" and chosen in refs
    for shown in range(min(len(refs), room), 0, -1):
        left, first = len(refs) - shown, list(refs[:shown])
        if among and chosen not in first:
            first[-1] = chosen
        words = " ".join([*first, f"+{left:,}"] if left else first)
        if len(words) <= room:
            return words
    return ""


class RiskMatrix(Lines):
    """Probability upwards, impact to the right; each cell says its RAG and how many open risks are in it, or which.

    The cell of the chosen risk stands in brackets.
    """

    def __init__(self) -> None:
        super().__init__(id="matrix")
        self.rags: Cells = {}
        self.held: Mapping[Pair, Sequence[Risk]] = {}
        """The open risks of each cell that has any, by reference."""
        self.refs: Mapping[Pair, Sequence[str]] = {}
        """The references of these."""
        self.chosen: Pair | None = None
        self.chosen_ref = ""

    def show(self, state: State, chosen: Risk | None) -> None:
        """Draw the register's matrix, its open risks, and where the chosen one lies."""
        shown = (state.cells, state.open_at, pair_of(chosen), chosen.ref if chosen else "")
        if shown == (self.rags, self.held, self.chosen, self.chosen_ref):
            return
        same = {pair for pair, there in self.held.items() if state.open_at.get(pair) is there}
        self.refs = {
            pair: self.refs[pair] if pair in same else [risk.ref for risk in there]
            for pair, there in state.open_at.items()
        }
        self.rags, self.held, self.chosen, self.chosen_ref = shown
        self.redraw()

    @property
    def at(self) -> Pair | None:
        """The cell in focus."""
        return None

    # -- how large it is -----------------------------------------------------------------------------------------

    @property
    def least(self) -> int:
        """Cells of the terminal without which a cell could not say how many risks are in it."""
        most = max(map(len, self.refs.values()), default=0)
        return BESIDE + len(f"A{most}")

    @property
    def label_width(self) -> int:
        """Cells of the terminal before the first column."""
        return LABEL if (self.size.width - LABEL) // len(SCALE) >= self.least else SHORT_LABEL

    @property
    def cell_width(self) -> int:
        """Cells of the terminal that each cell has."""
        return max(self.least, min(WIDEST, (self.size.width - self.label_width) // len(SCALE)))

    @property
    def cell_height(self) -> int:
        """Lines that each cell has: the second says which risks are there."""
        return 2 if self.size.height >= 2 * len(SCALE) + UNDER else 1

    # -- drawing -------------------------------------------------------------------------------------------------

    def lines(self, width: int) -> list[Content]:
        if not self.rags:
            return []
        lines, room, height = [], self.cell_width, self.cell_height
        for probability in reversed(SCALE):
            name = f" {PROBABILITY_NAMES[probability - 1]:>13}" if self.label_width == LABEL else ""
            cells = [self.drawn((impact, probability), room, height) for impact in SCALE]
            for place in range(height):
                label = f"{name} {probability} │" if place == 0 else fitted("│", self.label_width, "right")
                parts = (cell[place] for cell in cells)
                lines.append(Content.assemble(Content.styled(label, "$key-label"), *parts))
        return [*lines, *self.axis()]

    def axis(self) -> list[Content]:
        """The impacts under the cells."""
        named = self.cell_width >= NAMED
        names = [f" {impact} {IMPACT_NAMES[impact - 1]}" if named else f" {impact}" for impact in SCALE]
        numbers = fitted("└", self.label_width, "right") + "".join(fitted(name, self.cell_width) for name in names)
        words = " " * self.label_width + fitted("Impact", self.cell_width * len(SCALE), "centre")
        return [Content.styled(numbers, "$key-label"), Content.styled(words, "$key-label")]

    def drawn(self, pair: Pair, width: int, height: int) -> list[Content]:
        """The lines of one cell: the letter of its RAG with its risks, and its risks alone under that."""
        lines = self.words(pair, width - BESIDE, height)
        room = max(map(len, lines))
        style = f"{'b ' if pair in self.refs else ''}{'reverse ' if pair == self.at else ''}{TONES[self.rags[pair]]}"
        drawn = []
        for place, words in enumerate(lines):
            left, right = self.brackets(pair) if place == 0 else (" ", " ")
            shown = Content.styled(f"{left}{words:<{room}}{right}", style)
            drawn.append(Content.assemble(shown, " " * (width - BESIDE - room)))
        return drawn

    def words(self, pair: Pair, room: int, height: int) -> list[str]:
        """What the lines of a cell say: as much as has room. “R1” is one risk in a Red cell, “▲ R1” is the risk R1."""
        rag, refs = self.rags[pair], self.refs.get(pair, ())
        chosen = self.chosen_ref if pair == self.chosen else ""
        if not refs:
            first = f"{rag}·"
        elif height == 1 and (named := listed(refs, room - 2, chosen)):
            first = f"{rag.shape} {named}"
        else:
            fuller = (f"{rag.shape} {rag.word} {len(refs):,}", f"{rag} {len(refs):,}")
            first = next((words for words in fuller if len(words) <= room and room > APART), f"{rag}{len(refs)}")
        return [first] if height == 1 else [first, listed(refs, room, chosen)]

    def brackets(self, pair: Pair) -> tuple[str, str]:
        """Around the cell in focus; without one around the chosen risk's, which else stands in round ones."""
        if pair == (self.at or self.chosen):
            return "[", "]"
        return ("(", ")") if pair == self.chosen else (" ", " ")


class WalkedMatrix(RiskMatrix, can_focus=True):
    """The matrix with the focus on one of its cells, which goes with the chosen risk where it stands on its cell."""

    BINDINGS = bindings("cursor_up", "cursor_down", "cursor_left", "cursor_right", "take_risk")

    class Walked(Message):
        """The focus is on another cell; with `taken` the person wants its risk."""

        def __init__(self, *, taken: bool = False) -> None:
            super().__init__()
            self.taken = taken

    def __init__(self) -> None:
        super().__init__()
        self.cell: Pair = (SCALE[0], SCALE[0])
        """The cell that has the focus, or had it last."""

    @property
    def at(self) -> Pair | None:
        return self.cell if self.has_focus else None

    def show(self, state: State, chosen: Risk | None) -> None:
        followed = self.chosen == self.cell
        super().show(state, chosen)
        if followed and self.chosen:
            self.cell = self.chosen
            self.redraw()
        self._show_terminal_cursor()

    def begin(self) -> None:
        """Walk from the cell of the chosen risk, where it has one."""
        self.cell = self.chosen or self.cell
        self.focus()

    # -- walking -------------------------------------------------------------------------------------------------

    def action_cursor_up(self) -> None:
        self._walk("up", 0, 1)

    def action_cursor_down(self) -> None:
        self._walk("down", 0, -1)

    def action_cursor_left(self) -> None:
        self._walk("left", -1, 0)

    def action_cursor_right(self) -> None:
        self._walk("right", 1, 0)

    def action_take_risk(self) -> None:
        """Go back to the table, on the risk of this cell."""
        self.post_message(self.Walked(taken=True))

    def _walk(self, way: str, impact: int, probability: int) -> None:
        there = (self.cell[0] + impact, self.cell[1] + probability)
        if all(score in SCALE for score in there):
            self.go_to(there)
        else:
            self.post_message(Said(ENDS[way][1]))

    def go_to(self, pair: Pair) -> None:
        """Put the focus on a cell."""
        self.cell = pair
        self.redraw()
        self._show_terminal_cursor()
        self.post_message(self.Walked())

    def on_click(self, event: events.Click) -> None:
        impact = (event.x - self.label_width) // self.cell_width + 1
        probability = SCALE[-1] - event.y // self.cell_height
        if event.x >= self.label_width and impact in SCALE and probability in SCALE:
            self.go_to((impact, probability))

    def on_focus(self) -> None:
        self.call_after_refresh(self._show_terminal_cursor)

    def on_resize(self) -> None:
        self._show_terminal_cursor()

    def _show_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the cell: braille displays and screen readers follow it."""
        if self.has_focus:
            impact, probability = self.cell
            x = self.label_width + (impact - 1) * self.cell_width
            y = (SCALE[-1] - probability) * self.cell_height
            self.app.cursor_position = Offset(self.content_region.x + x, self.content_region.y + y)
