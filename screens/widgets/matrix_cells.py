"""The 16 cells of a matrix, large enough to walk them and to set each: letter, shape and word before any colour."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE, Cells, Rag
from loti_tui.domain.text import counted
from screens.widgets.matrix import TONES
from screens.widgets.plain import fitted

LABEL = 19
"""Cells of the terminal for the names of the probabilities, where there is room for them."""
SHORT_LABEL = 4
"""The same for their numbers alone."""
WHOLE = 14
"""Cells of the terminal that a cell needs for its RAG in full."""
WIDEST = 22
LINES = 2
"""Lines that a cell has: its RAG, and the risks in it."""
PLACES = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}
"""Direction -> the step in impact and in probability."""


class MatrixCells(Widget, can_focus=True):
    """Probability upwards, impact to the right. The chosen cell is in brackets, a changed one has an asterisk."""

    BINDINGS = [
        *(Binding(f"{way},{key}", f"walk('{way}')", way, show=False) for way, key in zip(PLACES, "kjhl", strict=True)),
        *(Binding(rag.lower(), f"set('{rag}')", rag.word, show=False) for rag in Rag),
    ]

    class Changed(Message):
        """A cell has another RAG."""

    def __init__(self) -> None:
        super().__init__(id="cells")
        self.stand: Cells = {}
        """The cells in force on the day that is looked at."""
        self.cells: dict[tuple[int, int], Rag] = {}
        self.risks: Mapping[tuple[int, int], list[str]] = {}
        """(impact, probability) -> the references of the open risks there."""
        self.at = (SCALE[0], SCALE[-1])
        """The chosen cell: impact, probability."""

    def show(self, stand: Cells, cells: Cells, risks: Mapping[tuple[int, int], list[str]]) -> None:
        """Show these cells beside those that stand."""
        self.stand, self.cells, self.risks = stand, dict(cells), risks
        self.refresh()

    @property
    def changed(self) -> int:
        """How many cells are not as they stand."""
        return sum(self.cells[pair] is not self.stand[pair] for pair in self.cells)

    # -- walking and setting -------------------------------------------------------------------------------------

    def action_walk(self, way: str) -> None:
        """Go to the cell beside this one."""
        (impact, probability), (across, up) = self.at, PLACES[way]
        self.choose(impact + across, probability + up)

    def choose(self, impact: int, probability: int) -> None:
        """Go to a cell; there is none outside the matrix."""
        if impact in SCALE and probability in SCALE:
            self.at = (impact, probability)
            self.refresh()
            self._show_terminal_cursor()

    def action_set(self, letter: str) -> None:
        """Give the chosen cell a RAG."""
        self.cells[self.at] = Rag(letter)
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        impact = (event.x - self.label_width) // self.cell_width + 1
        probability = SCALE[-1] - (event.y - 1) // LINES
        if event.x >= self.label_width and event.y >= 1:
            self.choose(impact, probability)

    def on_focus(self) -> None:
        self.call_after_refresh(self._show_terminal_cursor)

    def on_resize(self) -> None:
        self._show_terminal_cursor()

    def _show_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the cell: braille displays and screen readers follow it."""
        if self.has_focus:
            impact, probability = self.at
            x = self.label_width + (impact - 1) * self.cell_width
            y = 1 + (SCALE[-1] - probability) * LINES
            self.app.cursor_position = Offset(self.content_region.x + x, self.content_region.y + y)

    # -- drawing -------------------------------------------------------------------------------------------------

    @property
    def label_width(self) -> int:
        """Cells of the terminal before the first column."""
        whole = self.size.width >= LABEL + WHOLE * len(SCALE)
        return LABEL if whole else SHORT_LABEL

    @property
    def cell_width(self) -> int:
        """Cells of the terminal that each cell has."""
        return max(4, min(WIDEST, (self.size.width - self.label_width) // len(SCALE)))

    def render(self) -> Content:
        if not self.cells:
            return Content("")
        whole = self.label_width == LABEL
        heads = [f" {i} {IMPACT_NAMES[i - 1]}" if whole else f" {i}" for i in SCALE]
        head = "".join(fitted(one, self.cell_width) for one in heads)
        lines = [Content.styled(fitted(" Probability" if whole else "", self.label_width) + head, "$key-label")]
        for p in reversed(SCALE):
            names = f" {PROBABILITY_NAMES[p - 1]:>13} {p} │" if whole else f" {p}│"
            for place in range(LINES):
                label = names if place == 0 else f"{'│':>{len(names)}}"
                parts = [Content.styled(fitted(label, self.label_width), "$key-label")]
                parts += [self.part(i, p, place) for i in SCALE]
                lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)

    def part(self, impact: int, probability: int, place: int) -> Content:
        """One line of one cell: its RAG, or its risks under it."""
        pair = (impact, probability)
        rag, here = self.cells[pair], pair == self.at
        mark = "*" if rag is not self.stand[pair] else ""
        room = self.cell_width - 3
        if place == 0:
            words = f"{rag} {rag.shape} {rag.word} {mark}" if room >= WHOLE - 3 else f"{rag}{rag.shape}{mark}"
        else:
            words = self.risks_words(pair, room)
        left, right = ("[", "]") if here and place == 0 else (" ", " ")
        text = f"{left}{fitted(words.rstrip(), room)}{right} "
        style = f"{'b ' if mark else ''}{'reverse ' if here and self.has_focus else ''}{TONES[rag]}"
        return Content.assemble(Content.styled(text[:-1], style), " ")

    def risks_words(self, pair: tuple[int, int], room: int) -> str:
        """The risks of a cell: their references, or how many they are."""
        refs = self.risks.get(pair, [])
        words = " ".join(refs)
        if cell_len(words) <= room:
            return words
        return counted(len(refs), "risk") if room >= len("99 risks") else str(len(refs))
