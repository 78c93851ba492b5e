"""A PDF without tags: ruled tables by their lines, and paragraphs by where the lines of text stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from loti_tui.intake.document import Block, Cell, Paragraph, Table
from loti_tui.intake.place import Place
from loti_tui.intake.reading.gathering import Gathering
from loti_tui.intake.reading.lines import LABEL, as_one, bullet, numbered
from loti_tui.intake.reading.pdf_words import Letter, Line, Numbering, broken_word, lead, lines_of, words_of
from loti_tui.intake.reading.words import on_one_line
from loti_tui.intake.taken import What

LARGER = 1.15
"""How many times the size of the text a heading has at least."""
LARGE = 1.5
"""And one of the first level."""
BETWEEN = 1.5
"""How many times the usual room between lines parts two paragraphs."""
USUAL_GAP = 0.3
"""Which part of the size of the text the room between lines is, where the document does not show it."""
LONGEST_HEADING = 200
EDGE = 0.1
"""Which part of a page its upper and its lower margin are."""

Rows = tuple[tuple[Cell, ...], ...]

_FIGURES = re.compile(r"\d+")


def gather(pdf: Any, found: Gathering) -> None:
    """Read all pages."""
    numbering = Numbering(pdf.pages)
    pages: list[_Page] = []
    for page in pdf.pages:
        tables = [table for table in page.find_tables() if max((len(row.cells) for row in table.rows), default=0) > 1]
        words = words_of(page.chars)
        outside = [word for word in words if not any(_within(word, table.bbox) for table in tables)]
        ruled = [(table.bbox[1], _table(words, table, page.page_number, numbering, found)) for table in tables]
        pages.append(_Page(float(page.height), lines_of(outside, numbering), ruled))
    running = _running(pages)
    if running:
        sentence = "What stands at the edge of several pages, as their number does, was left out."
        found.notice(What.LEFT_OUT, sentence, raw="; ".join(running))
    for page in pages:
        page.lines = [line for line in page.lines if not (page.at_edge(line) and _folded(line) in running)]
    paragraphs = _Paragraphs([line for page in pages for line in page.lines])
    before = 0
    for number, page in enumerate(pages, 1):
        for block in _in_order(paragraphs.of(page.lines), page.tables):
            _add(found, block, first=before == number - 1)
            before = number


@dataclass
class _Page:
    """Lines outside of tables, and tables with how far from the top they begin."""

    height: float
    lines: list[Line]
    tables: list[tuple[float, Table]]

    def at_edge(self, line: Line) -> bool:
        """Whether a line stands in the margin above or below, where the pages of a form are numbered."""
        return line.bottom < self.height * EDGE or line.top > self.height * (1 - EDGE)


def _within(word: Letter, box: tuple[float, float, float, float]) -> bool:
    """Whether a word begins in a box; one that is too long for its cell reaches out of it."""
    return bool(box[0] <= word["x0"] + 1 <= box[2] and box[1] <= (word["top"] + word["bottom"]) / 2 <= box[3])


def _table(words: list[Letter], table: Any, page: int, numbering: Numbering, found: Gathering) -> Table:
    words = [word for word in words if _within(word, table.bbox)]
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        found.count(len(row.cells))
        cells: list[Cell] = []
        here = Place(page=page, line=numbering.line(page, row.bbox[1]))
        for column, box in enumerate(row.cells, 1):
            lines = lines_of([word for word in words if _within(word, box)], numbering) if box else []
            place = replace(here, line=lines[0].number if lines else here.line, column=column)
            cells.append(Cell(_words(lines, box, place, found), place))
        rows.append(tuple(cells))
    first = next((cell.place for row in rows for cell in row if cell.text), rows[0][0].place)
    return Table(tuple(rows), replace(first, column=0))


def _words(lines: list[Line], box: Any, place: Place, found: Gathering) -> str:
    """The words of a cell, those that its column broke in two put together."""
    if not lines:
        return ""
    right = box[2] - max(0.0, min(line.x0 for line in lines) - box[0])
    texts: list[str] = []
    for at, line in enumerate(lines):
        if at and broken_word(lines[at - 1], line, right):
            raw = f"{lines[at - 1].text} {line.words[0].text}"
            found.notice(What.JOINED, "A word that a narrow column had broken was put together.", place, raw)
            texts[-1] += line.text
        else:
            texts.append(line.text)
    return on_one_line(as_one(texts))


def _running(pages: list[_Page]) -> list[str]:
    """What stands at the edges of several pages, whatever its figures: a page's number, the name of a form."""
    edges = Counter(edge for page in pages for edge in {_folded(line) for line in page.lines if page.at_edge(line)})
    return [edge for edge, count in edges.items() if count > 1 and count * 2 >= len(pages)]


def _folded(line: Line) -> str:
    return _FIGURES.sub("#", on_one_line(line.text))


def _in_order(paragraphs: list[tuple[float, Paragraph]], tables: list[tuple[float, Table]]) -> list[Block]:
    both: list[tuple[float, Block]] = [*paragraphs, *tables]
    return [block for _, block in sorted(both, key=lambda one: one[0])]


def _add(found: Gathering, block: Block, *, first: bool) -> None:
    """Add a block; a table that is `first` on a page goes on with the one at the end of the page before."""
    last = found.blocks[-1] if found.blocks else None
    if isinstance(block, Paragraph):
        found.count()
        found.blocks.append(block)
    elif first and isinstance(last, Table) and len(last.rows[-1]) == len(block.rows[0]):
        rows = block.rows
        if [cell.text for cell in rows[0]] == [cell.text for cell in last.rows[0]]:
            found.notice(What.REPEATED, "The heading of a table stands on each page and was read once.", block.place)
            rows = rows[1:]
        found.blocks[-1] = replace(last, rows=_followed(last.rows, rows, found))
    else:
        found.blocks.append(block)


def _followed(rows: Rows, more: Rows, found: Gathering) -> Rows:
    """The rows of a table with those of the next page; a row that the end of the page parted is one again."""
    if not more or not _rest_of_row(rows[-1], more[0]):
        return rows + more
    for cell in more[0]:
        if cell.text:
            found.notice(
                What.JOINED, "A row that the end of a page had parted was put together.", cell.place, cell.text
            )
    whole = tuple(
        replace(cell, text=as_one((cell.text, rest.text)) if rest.text else cell.text)
        for cell, rest in zip(rows[-1], more[0], strict=True)
    )
    return (*rows[:-1], whole, *more[1:])


def _rest_of_row(row: tuple[Cell, ...], rest: tuple[Cell, ...]) -> bool:
    """Whether the first row of a page is the rest of the last: no cell of it but goes on with a sentence there."""
    pairs = [(before.text, cell.text) for before, cell in zip(row, rest, strict=True) if cell.text]
    halves = [before and not before.endswith((".", ";", ":")) and text[0].islower() for before, text in pairs]
    return bool(pairs) and len(row) == len(rest) and not rest[0].text and all(halves)


class _Paragraphs:
    """Lines into paragraphs, by the measures of the whole document."""

    def __init__(self, lines: list[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        self._size = sizes.most_common(1)[0][0] if sizes else 0.0
        pairs = [(one, two) for one, two in pairwise(lines) if one.page == two.page]
        # Only a line that begins in lower case surely goes on with the one above.
        gaps = [two.top - one.bottom for one, two in pairs if two.text[:1].islower() and two.top > one.bottom]
        self._gap = median(gaps) if gaps else self._size * USUAL_GAP

    def of(self, lines: list[Line]) -> list[tuple[float, Paragraph]]:
        """The paragraphs of one page, each with its height on it."""
        right = max((line.x1 for line in lines), default=0.0)
        groups: list[list[Line]] = []
        for line in lines:
            if groups and not self._begins(groups[-1][-1], line, right):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [(group[0].top, made) for group in groups if (made := self._paragraph(group)).text]

    def _begins(self, before: Line, line: Line, right: float) -> bool:
        text = line.text
        if bullet(text) or (numbered(text) and before.text.rstrip()[-1:] in ".:;") or LABEL.match(text):
            return True
        if before.text.rstrip().endswith(":") or self._level(before) != self._level(line) or before.bold != line.bold:
            return True
        height = line.bottom - line.top
        if line.top - before.bottom > max(self._gap * BETWEEN, self._gap + height * 0.3):
            return True
        first = line.words[0]
        return not text[:1].islower() and before.x1 + (first.x1 - first.x0) + height * 0.2 < right

    def _level(self, line: Line) -> int:
        if line.size < self._size * LARGER or len(line.text) > LONGEST_HEADING:
            return 0
        return 1 if line.size >= self._size * LARGE else 2

    def _paragraph(self, lines: list[Line]) -> Paragraph:
        text = as_one([line.text for line in lines])
        marker = bullet(text)
        level = self._level(lines[0])
        place = Place(page=lines[0].page, line=lines[0].number)
        listed = not level and (bool(marker) or numbered(text))
        return Paragraph(on_one_line(text[marker:]), place, level, listed, "" if level else lead(lines))
