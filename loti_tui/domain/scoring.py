"""Scores and the risk RAG (domain rules §2).

Score = probability x impact, each 1-4. The computed RAG is looked up in a matrix of the 16 pairs, which is data
that the board owns; the recorded RAG is what somebody stated, with a reason. Three RAGs are three different
things: this module speaks of the risk RAG only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

SCALE = (1, 2, 3, 4)
# The names that the Greater London Authority's project system publishes (Open Government Licence v3.0).
PROBABILITY_NAMES = ("Remote", "Improbable", "Probable", "Highly likely")
PROBABILITY_BANDS = ("0-25%", "26-50%", "51-75%", "76-100%")
IMPACT_NAMES = ("Moderate", "Significant", "Substantial", "Catastrophic")


class Rag(StrEnum):
    """Red, Amber, Green as the letters that the form uses; ordered by `weight`."""

    GREEN = "G"
    AMBER = "A"
    RED = "R"

    @property
    def word(self) -> str:
        return _WORDS[self]

    @property
    def shape(self) -> str:
        """A shape that tells the three apart without colour, one cell wide in every terminal."""
        return _SHAPES[self]

    @property
    def weight(self) -> int:
        """0 green, 1 amber, 2 red: for sorting, never for arithmetic."""
        return "GAR".index(self.value)


_WORDS = {Rag.GREEN: "Green", Rag.AMBER: "Amber", Rag.RED: "Red"}
_SHAPES = {Rag.GREEN: "●", Rag.AMBER: "◆", Rag.RED: "▲"}

Cells = Mapping[tuple[int, int], Rag]
"""(impact, probability) -> RAG, all 16 pairs."""


def by_product(amber_from: int, red_from: int) -> dict[tuple[int, int], Rag]:
    """The 16 cells of a matrix whose RAG depends on the product alone."""

    def rag(score: int) -> Rag:
        return Rag.RED if score >= red_from else Rag.AMBER if score >= amber_from else Rag.GREEN

    return {(impact, probability): rag(impact * probability) for impact in SCALE for probability in SCALE}


PRESETS: Mapping[str, Callable[[], dict[tuple[int, int], Rag]]] = {
    # The only threshold rule under which the form's own ratings (2x2 and 2x1 both Amber) come out as recorded.
    "DD2092": lambda: by_product(amber_from=2, red_from=9),
    "1-3 / 4-8 / 9-16": lambda: by_product(amber_from=4, red_from=9),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one risk's rating: `rag` is the one to show, `differs` when recorded and computed disagree."""

    score: int | None
    computed: Rag | None
    recorded: Rag | None

    @property
    def rag(self) -> Rag | None:
        return self.recorded or self.computed

    @property
    def differs(self) -> bool:
        return self.recorded is not None and self.computed is not None and self.recorded is not self.computed

    @property
    def words(self) -> str:
        """ "Amber (A), score 4", "Amber (A) recorded, Green computed, score 2", or "Not scored"."""
        if self.rag is None:
            return "Not scored"
        words = f"{self.rag.word} ({self.rag})"
        if self.differs and self.computed is not None:
            words += f" recorded, {self.computed.word} computed"
        return f"{words}, score {self.score}" if self.score is not None else f"{words} recorded, not scored"


def judge(probability: int | None, impact: int | None, recorded: str | None, cells: Cells) -> Judgement:
    """The judgement of one risk. An unscored risk has no score and no computed RAG: never a zero, never a maximum."""
    score = computed = None
    if probability is not None and impact is not None:
        score = probability * impact
        computed = cells[impact, probability]
    return Judgement(score, computed, Rag(recorded) if recorded else None)
