"""The tree of a pack as lines of a terminal: what stands on each, and in which tone. Words only, never markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from loti_tui.packs.report import Bullets, Facts, Heading, Para, Report, RiskMatrix, Table, Timeline
from loti_tui.packs.report import Cell as ReportCell
from screens.widgets.plain import fitted, line
from screens.widgets.report_drawings import TONES, matrix, timeline
from screens.widgets.wrapping import apart, broken, longest

Piece = tuple[str, str]
"""Words, and their tone: a component class of the view, "" for plain ones."""
Line = tuple[Piece, ...]

EMPTY: Line = ()
GAP = 2
"""Cells between two columns, and between a label and its words."""
INDENT = 4
"""Cells before the lines of a row that has no columns, but for its first."""
MEASURE = 110
"""Cells of the longest line of prose: longer ones are hard to read."""
LABEL = 26
"""Cells of the longest label beside its words."""
WORD = 10
"""A column of words is at least so wide; longer words are taken apart."""
SHORT = ("int", "date", "money")
"""Kinds of columns whose cells stay on one line."""


def laid_out(report: Report, width: int) -> Iterator[tuple[int, Line]]:
    """Each line of at most `width` cells, one after the other, with the number of its block."""
    before: object = None
    for number, block in enumerate(report.blocks):
        if before is not None and (isinstance(block, Heading) or not isinstance(before, Heading)):
            yield number, EMPTY
        match block:
            case Heading():
                lines = heading(block, width)
            case Para():
                lines = para(block, width)
            case Bullets():
                lines = bullets(block, width)
            case Facts():
                lines = facts(block.rows, width)
            case Table():
                lines = table(block, width)
            case RiskMatrix():
                lines = matrix(block, width)
            case Timeline():
                lines = drawn(block, width)
        yield from ((number, one) for one in lines)
        before = block


def heading(block: Heading, width: int) -> Iterator[Line]:
    """A section's title stands on a hairline."""
    tone = "title" if block.level == 2 else "strong"
    yield from (((part, tone),) for part in broken(block.text, width))
    if block.level == 2:
        yield (("─" * width, "rule"),)


def para(block: Para, width: int) -> Iterator[Line]:
    """Prose; a note has a bar before it."""
    if block.tone == "note":
        yield from ((("▌ ", "amber"), (part, "strong")) for part in broken(block.text, min(width, MEASURE) - 2))
    else:
        yield from (((part, ""),) for part in broken(block.text, min(width, MEASURE)))


def bullets(block: Bullets, width: int) -> Iterator[Line]:
    for item in block.items:
        for place, part in enumerate(broken(item, min(width, MEASURE) - 2)):
            yield ("  " if place else "• ", "muted"), (part, "")


def facts(rows: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    """Labels, and their words wrapped beside them."""
    room = min(max((cell_len(label) for label, _ in rows), default=0), LABEL, width // 3)
    for label, words in rows:
        labels = broken(label, room)
        parts = broken(words, min(width, MEASURE) - room - GAP)
        for place in range(max(len(labels), len(parts))):
            head = labels[place] if place < len(labels) else ""
            yield (fitted(head, room + GAP), "muted"), (parts[place] if place < len(parts) else "", "")


def drawn(block: Timeline, width: int) -> Iterator[Line]:
    """The drawing, and its words for whoever does not read drawings."""
    yield from timeline(block, width)
    yield from (((part, "muted"),) for part in broken(block.words, min(width, MEASURE)))


# -- tables ------------------------------------------------------------------------------------------------------------


def table(block: Table, width: int) -> Iterator[Line]:
    """Columns where there is room for them; else each row under its own head."""
    yield from (((part, "caption"),) for part in broken(block.caption, width))
    widths = shared(block, width)
    yield from columns(block, widths) if widths else records(block, width)


def shared(block: Table, width: int) -> list[int]:
    """The width of each column; none where they have no room beside each other."""
    room = width - GAP * (len(block.columns) - 1)
    wanted, least = [], []
    for place, column in enumerate(block.columns):
        texts = [row[place].text for row in block.rows]
        whole = max((cell_len(text) for text in texts), default=0)
        head = max(cell_len(word) for word in column.title.split() or [""])
        # Of a long text not every word is looked at: it has room for the longest that may be.
        word = max((longest(text) for text in texts), default=0) if whole < 4 * WORD else WORD
        wanted.append(max(whole, head))
        least.append(wanted[-1] if column.kind in SHORT else max(head, min(word, WORD)))
    if sum(least) > room:
        return []
    return spread(wanted, least, room)


def spread(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Share what is left among the columns that want more: none gets more than it wants, the least sated first."""
    widths = list(least)
    left = room - sum(widths)
    while left and (hungry := [place for place, one in enumerate(widths) if one < wanted[place]]):
        smallest = min(widths[place] for place in hungry)
        for place in [place for place in hungry if widths[place] == smallest][:left]:
            widths[place] += 1
            left -= 1
    return widths


def columns(block: Table, widths: list[int]) -> Iterator[Line]:
    heads = [ReportCell(column.title) for column in block.columns]
    yield from beside(block, heads, widths, "muted")
    yield (((" " * GAP).join("─" * one for one in widths), "rule"),)
    tall = False
    for row in block.rows:
        lines = list(beside(block, row, widths, ""))
        if tall or (len(lines) > 1 and row is not block.rows[0]):
            yield EMPTY  # else nobody could tell where a row ends
        tall = len(lines) > 1
        yield from lines


def beside(block: Table, cells: Sequence[ReportCell], widths: list[int], tone: str) -> Iterator[Line]:
    """One row: its cells wrapped, each in its column."""
    parts = [broken(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, parts))):
        pieces: list[Piece] = []
        for place, width in enumerate(widths):
            words = parts[place][number] if number < len(parts[place]) else ""
            right = block.columns[place].kind in ("int", "money")
            shown = fitted(words, width, "right" if right else "left") + " " * (GAP if place < len(widths) - 1 else 0)
            pieces.append((shown, tone or tone_of(block, place, cells[place])))
        yield tuple(pieces)


def tone_of(block: Table, place: int, cell: ReportCell) -> str:
    """A RAG in its colour, the head of a row strong."""
    return TONES[cell.rag] if cell.rag else "strong" if place == block.row_head else ""


def records(block: Table, width: int) -> Iterator[Line]:
    """Each row as its head and, below, the other cells behind the titles of their columns."""
    head = block.row_head or 0
    for number, row in enumerate(block.rows):
        if number:
            yield EMPTY
        others = [place for place, cell in enumerate(row) if place != head and cell.text]
        named = [
            ((f"{line(block.columns[one].title)}:", "muted"), (line(row[one].text), tone_of(block, one, row[one])))
            for one in others
        ]
        yield from flowing([((line(row[head].text), "strong"),), *named], width)


def flowing(units: Sequence[Sequence[Piece]], width: int) -> Iterator[Line]:
    """Labels with their words, two cells apart, on lines indented but for the first; a short one is not torn."""
    shown: list[Piece] = []
    used = 0
    for unit in units:
        words = [(part, tone) for text, tone in unit for word in text.split() for part in apart(word, width - INDENT)]
        whole = sum(cell_len(word) + 1 for word, _ in words) - 1
        torn = whole > width - INDENT
        for number, (word, tone) in enumerate(words):
            gap = 0 if used in (0, INDENT) and not number else 1 if number else GAP
            if shown and used + gap + (cell_len(word) if torn or number else whole) > width:
                yield tuple(shown)
                shown, used, gap = [(" " * INDENT, "")], INDENT, 0
            shown.append((" " * gap + word, tone))
            used += gap + cell_len(word)
    if shown:
        yield tuple(shown)
