"""The blocks of a report as templates want them: each with its kind by name, its number, and widths or a drawing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loti_tui.packs.columns import shares
from loti_tui.packs.report import Block, Cell, Flat, Heading, RiskMatrix, Table, Timeline, flat
from loti_tui.packs.tones import Tone

LETTERS = 180
"""How many letters a line across the page has, in the size of a table."""
LINES = 30
"""How many lines of a table a page surely has room for."""
SHORT = 8
"""How many rows a table has at most that stays on one page."""
SIDE = 0.2
"""The part of a matrix's width that the names of its rows get."""
WIDEST, HIGHEST = 265.0, 150.0
"""The room for a picture on a page (A4 across, 16 mm of margin), in millimetres."""

_VIEW_BOX = re.compile(r'\bviewBox="0 0 ([0-9.]+) ([0-9.]+)"')


@dataclass(frozen=True, slots=True)
class Part:
    """One block: `kind` is its name in small letters, `number` counts those of its kind from 1.

    A matrix is a table already, of the kind “matrix”. `shares` are the parts of its width that the columns of a table
    have; `drawing` is the SVG of a timeline.
    """

    kind: str
    number: int
    block: Flat | Timeline
    shares: tuple[float, ...] = ()
    drawing: str = ""

    @property
    def id(self) -> str:
        """Its name within the document: letters, a hyphen, digits."""
        return f"{self.kind}-{self.number}"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing in millimetres, as large as a page has room for."""
        found = _VIEW_BOX.search(self.drawing)
        if not found:
            raise ValueError("a drawing needs a viewBox that begins at 0 0")
        width, height = float(found[1]), float(found[2])
        scale = min(WIDEST / width, HIGHEST / height)
        return width * scale, height * scale

    def lines(self, row: Sequence[Cell]) -> float:
        """How many lines a row of this table has, as near as can be told without the font."""
        cells = zip(row, self.shares, strict=True)
        return 1 + max((len(cell.text) / (LETTERS * share) + cell.text.count("\n") for cell, share in cells), default=0)

    def splits(self, row: Sequence[Cell]) -> bool:
        """Whether a row of this table may be longer than a page, and has to go on on the next."""
        return self.lines(row) > LINES

    @property
    def stays(self) -> bool:
        """Whether a table is so short that it stays on one page."""
        rows = self.block.rows if isinstance(self.block, Table) else ()
        return len(rows) <= SHORT and sum(map(self.lines, rows)) <= LINES / 2


def parts(blocks: Iterable[Block], *, paged: bool = False) -> Iterator[Part]:
    """Each block, in order. For pages, which have an end, a long timeline is several drawings."""
    seen: Counter[str] = Counter()
    for block in pieces(blocks) if paged else blocks:
        kind = "matrix" if isinstance(block, RiskMatrix) else type(block).__name__.lower()
        seen[kind] += 1
        number = seen[kind]
        match block:
            case Timeline():
                # As late as that: what draws is loaded where there is something to draw.
                from loti_tui.packs.timeline_svg import drawn

                yield Part(kind, number, block, drawing=drawn(block, prefix=f"{kind}-{number}"))
            case RiskMatrix():
                table = flat(block)
                assert isinstance(table, Table)
                across = len(table.columns) - 1
                yield Part(kind, number, table, (SIDE, *[(1 - SIDE) / across] * across))
            case Table():
                yield Part(kind, number, block, tuple(shares(block)))
            case _:
                yield Part(kind, number, block)


def pieces(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each timeline in as many as it needs pages."""
    for block in blocks:
        if isinstance(block, Timeline):
            from loti_tui.packs.timeline_svg import in_parts

            yield from in_parts(block)
        else:
            yield block


def sections(of: Iterable[Part]) -> list[Part]:
    """The headings that open a section, for a list of contents."""
    return [part for part in of if isinstance(part.block, Heading) and part.block.level == 2]


def faint(tone: Tone, paper: str = "ffffff", part: float = 0.3) -> str:
    """The fill of a tone, paler: that part of it on paper. For cells of the matrix in which no risk stands."""
    mixed = zip(bytes.fromhex(tone.fill), bytes.fromhex(paper), strict=True)
    return "".join(f"{round(part * fill + (1 - part) * ground):02x}" for fill, ground in mixed)
