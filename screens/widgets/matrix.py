"""The 4x4 matrix with the risks in its cells, drawn as text: a letter and a number before any colour."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from loti_tui.domain.items import Risk
from loti_tui.domain.scoring import PROBABILITY_NAMES, SCALE, Rag
from loti_tui.domain.state import State
from screens.widgets.plain import fitted

CELL = 5
TONES = {Rag.RED: "$rag-red", Rag.AMBER: "$rag-amber", Rag.GREEN: "$rag-green"}


class RiskMatrix(Static):
    """Probability upwards, impact to the right; each cell says its RAG and how many open risks are in it.

    The cell of the chosen risk stands in brackets.
    """

    def __init__(self) -> None:
        super().__init__(id="matrix", markup=False)

    def show(self, state: State, chosen: Risk | None) -> None:
        """Draw the register's matrix, its open risks, and where the chosen one lies."""
        risks = [risk for risk in state.risks if risk.status == "open"]
        parts = []
        for probability in reversed(SCALE):
            label = f" {PROBABILITY_NAMES[probability - 1]:>13} {probability} │"
            parts.append(Content.styled(label, "$key-label"))
            for impact in SCALE:
                here = chosen is not None and (chosen.impact, chosen.probability) == (impact, probability)
                parts.append(cell(state.cells[impact, probability], count(risks, impact, probability), here))
            parts.append(Content("\n"))
        axis = "".join(fitted(str(impact), CELL, "centre") for impact in SCALE)
        parts.append(Content.styled(f" {'':>13}   └{axis}\n", "$key-label"))
        parts.append(Content.styled(f" {'':>13}    {fitted('Impact', CELL * 4, 'centre')}", "$key-label"))
        self.update(Content.assemble(*parts))


def count(risks: Sequence[Risk], impact: int, probability: int) -> int:
    """How many of the risks have this pair."""
    return sum((risk.impact, risk.probability) == (impact, probability) for risk in risks)


def cell(rag: Rag, risks: int, here: bool) -> Content:
    """One cell: the letter of its RAG, the number of its risks, brackets round the chosen risk's."""
    inner = f"{rag}{risks if risks else '·'}"
    text = f"[{inner}]" if here else f" {inner} "
    style = f"{'b ' if risks else ''}{'reverse ' if here else ''}{TONES[rag]}"
    return Content.assemble(Content.styled(text, style), " " * (CELL - len(text)))
