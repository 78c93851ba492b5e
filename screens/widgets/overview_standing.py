"""How the open risks are rated, where publication stands, and whether the money adds up: in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.publication import Countdown
from loti_tui.domain.scoring import Rag
from loti_tui.domain.text import counted
from screens.publication import TONES as STAGES
from screens.widgets.matrix import TONES
from screens.widgets.plain import fitted, plain

NAMED, NUMBER = 14, 6
"""Cells for the name of a RAG, and for how many risks have it."""
LEAST = 6
"""Lines for the risks and the publication."""
NOT_SCORED = "not_scored"


class Standing(Static):
    """One fact a line: shape, word and letter of each RAG with its number, then publication; the money below it where
    there is room."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.counts: Mapping[str, int] = {}
        self.due: Countdown | None = None
        self.money = ""

    def show(self, counts: Mapping[str, int], due: Countdown | None, money: str) -> None:
        """Show how many risks have which RAG, where publication stands once that is known, and the money."""
        self.counts, self.due, self.money = counts, due, money
        self.refresh(layout=True)

    def lines(self, width: int, *, roomy: bool) -> list[Content]:
        """All lines, the most important first; with `roomy`, what is told is set apart by empty ones."""
        if not self.counts:
            return []
        apart = [Content("")] if roomy else []
        money = plain(self.money).wrap(max(1, width))
        return [*self.risks(), *apart, publication(self.due), *apart, *money]

    def risks(self) -> Iterator[Content]:
        """How many open risks there are, and how many of them have which RAG."""
        yield plain(counted(sum(self.counts.values()), "open risk"), "b")
        for rag in reversed(Rag):
            yield number(f"{rag.shape} {rag.word} ({rag})", self.counts[str(rag)], TONES[rag])
        yield number("○ Not scored", self.counts[NOT_SCORED], "$foreground")

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.size.width, roomy=self.size.height > LEAST))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width, roomy=True))


def number(name: str, count: int, tone: str) -> Content:
    """How many risks have a RAG: it stands out where any has."""
    words = f"{fitted(name, NAMED)}{fitted(f'{count:,}', NUMBER, 'right')}"
    return Content.styled(words, f"b {tone}" if count else "$key-label")


def publication(due: Countdown | None) -> Content:
    """Where publication stands, and the day on which it is due."""
    if due is None:
        return Content("")
    words = due.words[:1].upper() + due.words[1:].partition(",")[0]
    day = f"  due {PartialDate.of_day(due.due).short()}" if due.due else ""
    return Content.assemble(plain(words, STAGES.get(due.stage, "")), Content.styled(day, "$key-label"))
