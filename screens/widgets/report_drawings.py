"""The two drawings of a pack in letters: the matrix with its risks, and the timeline with its bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.dates import MONTHS, PartialDate
from loti_tui.domain.scoring import SCALE, Rag
from loti_tui.packs.report import Bar, MatrixCell, RiskMatrix, Span, Timeline
from screens.widgets.plain import fitted, line
from screens.widgets.wrapping import broken

TONES = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green"}

Line = tuple[tuple[str, str], ...]


# -- the matrix --------------------------------------------------------------------------------------------------------

MOST = 3
"""Lines of risks in one cell; of more, the rest is counted."""
WIDEST = 24
"""Cells of a cell of the matrix, at most."""


def matrix(block: RiskMatrix, width: int) -> Iterator[Line]:
    """Impact from the highest down, probability to the right; in each cell its RAG in words and who stands there."""
    label = max(len(name) for name in block.impacts) + 4
    room = max(1, min(WIDEST, (width - label) // len(SCALE)))
    at = {(cell.impact, cell.probability): cell for cell in block.cells}
    yield from (((part, "caption"),) for part in broken(block.caption, width))
    heads = [fitted(f"{p} {name}", room) for p, name in zip(SCALE, block.probabilities, strict=True)]
    yield (fitted("Impact", label), "muted"), ("Probability", "muted")
    yield (" " * label, ""), ("".join(heads), "muted")
    for impact in reversed(SCALE):
        columns = [inside(at[impact, p], room - 2) for p in SCALE]
        for number in range(max(map(len, columns))):
            head = f"{impact} {block.impacts[impact - 1]}" if number == 0 else ""
            cells = [
                (fitted(words[number] if number < len(words) else "", room),
                 TONES[at[impact, p].rag] if number == 0 else "")
                for p, words in zip(SCALE, columns, strict=True)
            ]  # fmt: skip
            yield (fitted(head, label), "muted"), *cells


def inside(cell: MatrixCell, room: int) -> list[str]:
    """The RAG of a cell and its score, and its risks as far as there is room."""
    rated = f"{cell.rag.shape} {cell.rag.word} ({cell.rag}) {cell.impact * cell.probability}"
    lines: list[str] = []
    refs = list(cell.refs)
    while refs and len(lines) < MOST:
        taken = refs.pop(0)
        while refs and len(f"{taken}, {refs[0]},") <= room:
            taken = f"{taken}, {refs.pop(0)}"
        lines.append(f"{taken}," if refs else taken)
    if refs:
        lines[-1] = f"and {len(cell.refs) - sum(one.count(',') for one in lines[:-1]):,} more"
    return [rated, *lines]


# -- the timeline ------------------------------------------------------------------------------------------------------

PLAN, EXPECTED, DONE, TODAY = "░", "▓", "█", "┊"
RATED = 9
"""Cells for the RAG at the end of a line."""
LEAST = 24
"""Cells without which there is no drawing: the words beside it say the same."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from the first to the last on so many cells."""

    first: date
    last: date
    cells: int

    def at(self, day: date) -> int:
        """The cell of a day; those off the axis are at its ends."""
        days = (self.last - self.first).days + 1
        return min(max((day - self.first).days * self.cells // days, 0), self.cells - 1)

    def bar(self, span: Span | None) -> range:
        """The cells of a date, of one at least."""
        return range(self.at(span[0]), self.at(span[1]) + 1) if span else range(0)


def timeline(block: Timeline, width: int) -> Iterator[Line]:
    """A line for each bar: the plan light, what is expected solid over it, today's line through all."""
    ref = max([3, *(len(bar.ref) for bar in block.bars)])
    title = min(max([5, *(len(bar.title) for bar in block.bars)]), max(12, (width - ref - RATED) // 3))
    left = ref + title + 4
    yield from (((part, "caption"),) for part in broken(block.caption, width))
    axis = Axis(block.first, block.last, width - left - RATED - 2)
    if axis.cells < LEAST or not block.bars:
        return
    for words in (years(axis), months(axis)):
        yield (" " * left, ""), (words, "muted")
    for bar in block.bars:
        named = f"{fitted(line(bar.ref), ref)}  {fitted(line(bar.title), title)}  "
        yield (named, ""), *drawn(bar, axis, block.today), (fitted(f"  {rating(bar)}", RATED + 2), tone(bar))
    legend = f"{PLAN} approved plan  {EXPECTED} expected  {DONE} done"
    if axis.first <= block.today <= axis.last:
        legend += f"  {TODAY} today, {PartialDate.of_day(block.today).short()}"
    yield (" " * max(0, min(left, width - len(legend))), ""), (fitted(legend, min(width, len(legend))), "muted")


def drawn(bar: Bar, axis: Axis, today: date) -> Iterator[tuple[str, str]]:
    """The cells of one bar, those of one tone together."""
    plan, expected = axis.bar(bar.baseline), axis.bar(bar.expected)
    now = axis.at(today) if axis.first <= today <= axis.last else -1
    solid = DONE if bar.done else EXPECTED
    shown = [
        (solid, tone(bar) or "strong") if x in expected else (PLAN, "muted") if x in plan
        else (TODAY, "today") if x == now else (" ", "")
        for x in range(axis.cells)
    ]  # fmt: skip
    words, last = "", shown[0][1]
    for letter, kind in shown:
        if kind != last:
            yield words, last
            words, last = "", kind
        words += letter
    yield words, last


def rating(bar: Bar) -> str:
    return f"{bar.rag.shape} {bar.rag.word}" if bar.rag else "■ Done" if bar.done else "Not rated"


def tone(bar: Bar) -> str:
    return TONES[bar.rag] if bar.rag else "" if bar.done else "muted"


def years(axis: Axis) -> str:
    """Each year over its first day on the axis, where there is room."""
    firsts = [date(year, 1, 1) for year in range(axis.first.year, axis.last.year + 1)]
    return marked(axis, [(max(day, axis.first), str(day.year)) for day in firsts])


def months(axis: Axis) -> str:
    """The months over their first days, as many as have room."""
    numbers = range(axis.first.year * 12 + axis.first.month - 1, axis.last.year * 12 + axis.last.month)
    firsts = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return marked(axis, [(max(day, axis.first), MONTHS[day.month - 1][:3]) for day in firsts])


def marked(axis: Axis, marks: Sequence[tuple[date, str]]) -> str:
    """Words over days, one cell apart at least; those without room are left out."""
    shown, end = [" "] * axis.cells, 0
    for day, words in marks:
        start = axis.at(day)
        if start >= end and start + len(words) <= axis.cells:
            shown[start : start + len(words)] = words
            end = start + len(words) + 1
    return "".join(shown)
