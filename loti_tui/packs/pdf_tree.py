"""A pack as the data that the template of the PDF asks for: texts that can be drawn, widths, and what may be split.

typst neither breaks a word that is wider than its column, nor tells before it has laid out a row whether a page has
room for it. So both are judged here, by how wide letters usually are, and rather too wide than too narrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.domain.text import shortened
from loti_tui.packs.drawing import typeset
from loti_tui.packs.pack import Pack
from loti_tui.packs.parts import Part, faint, parts
from loti_tui.packs.pdf_fonts import FAMILY
from loti_tui.packs.pdf_words import Words, lines_of, on_one_line, printable_words, words
from loti_tui.packs.report import Block, Bullets, Cell, Facts, Heading, Para, Table, Timeline
from loti_tui.packs.tones import ACCENT, MUTED, TONES

POINTS = 72 / 25.4
"""In a millimetre."""
PAGE = 265.0
"""How wide the text of a page is, in millimetres: A4 across without its margins."""
ACROSS, HEADING, LABEL, CARD_LABEL, CARD_LINE, SQUARE = 50.0, 28.0, 11.0, 9.0, 28.0, 13.0
"""How much room a line has, in the size of its letters (em): of running text, of a heading, of the name of a fact, of
the name and of the words of one in a card, and in a cell of the matrix."""
CELL, INSET = 8.5, 8.0
"""The size of the letters in a table, and what its columns keep free at their sides together, in points."""
ROOM, MATRIX_ROOM = 36, 20
"""How many lines of a table or a card, and of the larger letters of a matrix, a page surely has room for."""
BESIDE = 4
"""Up to so many lines, the name of a fact stands beside it, and the heads of columns are repeated on each page."""
WHOLE = 16
"""Up to so many lines, facts, a list or a table stay on one page."""
LONG = 200
"""From so many rows on, a section has pages of its own."""
NARROW, SHORT = 0.6, 60
"""The part of the page that a table gets which has three columns at most, and no cell of more letters than these."""
RUNNING, SOURCE, HEAD = 72, 120, 300
"""How many letters there are at most of the marking and of the title at the head of each page, of the source at its
foot, and of the head of a column."""
PILL = 24
"""From so many letters on, a rating fills its cell: it may need more than one line."""

UNTITLED = "Pack"
"""What a document is called whose report has no title: PDF/UA wants one."""
DEEPEST = 6
"""The deepest level of headings that PDF 1.7 knows."""

_STEP = re.compile(r"(\w+ \d) (.+)")


def tree(pack: Pack) -> dict[str, Any]:
    """Everything that the template asks for, ready for JSON."""
    report, made = pack.report, pack.made
    title = on_one_line(report.title) or UNTITLED
    return {
        "title": title,
        "heading": words(title, HEADING),
        "running": [shortened(on_one_line(one), RUNNING) for one in (report.marking, title)],
        "subject": on_one_line(report.subject),
        "below": [words(report.subject, ACROSS), words(f"As at {report.as_at}", ACROSS)],
        "marking": words(report.marking, ACROSS),
        "source": shortened(on_one_line(report.source), SOURCE),
        "made": {name: getattr(made, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "family": FAMILY,
        "not_recorded": NOT_RECORDED,
        "accent": ACCENT,
        "muted": MUTED,
        "tones": {
            str(rag): {"fill": tone.fill, "ink": tone.ink, "faint": faint(tone), "shape": rag.shape}
            for rag, tone in TONES.items()
        },
        "parts": apart(list(with_cards(list(parts(sayable(report.blocks), paged=True))))),
    }


# -- blocks ----------------------------------------------------------------------------------------------------------


def sayable(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that say something, with no level of headings left out: PDF/UA wants it so."""
    level = 1
    for block in blocks:
        match block:
            case Heading(wanted, text) if on_one_line(text):
                level = min(max(wanted, 2), level + 1, DEEPEST)
                yield Heading(level, text)
            case Heading() | Facts(rows=()) | Bullets(items=()) | Table(columns=()):
                pass
            case _:
                yield block


def with_cards(of: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """The parts; two or more headings of the third level, each with its facts, as cards beside each other."""
    place = 0
    while place < len(of):
        end = place
        while is_card(of[end : end + 2]):
            end += 2
        if end - place > 2:
            yield {"kind": "cards", "rows": in_twos([card(of[one], of[one + 1]) for one in range(place, end, 2)])}
            place = end
        else:
            yield part(of[place])
            place += 1


def apart(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts, each with whether a page begins with it: a long section and its cards, and what comes after.

    typst lays out at once what page breaks of ours divide: 2,400 risks take 2.9 s instead of 4.0 on two processors.
    """
    before = False
    for place, one in enumerate(told):
        one["apart"] = one["kind"] == "cards" and len(one["rows"]) > LONG
        if one.get("level") == 2:
            section = takewhile(lambda other: other.get("level") != 2, told[place + 1 :])
            after = any(len(other.get("rows", ())) > LONG for other in section)
            one["apart"] = before or after
            before = after
    return told


def is_card(of: Sequence[Part]) -> bool:
    match [one.block for one in of]:
        case [Heading(level=3), Facts()]:
            return True
    return False


def in_twos(cards: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Two cards a row; one that may go on on the next page has a row for itself."""
    rows: list[list[dict[str, Any]]] = []
    for one in cards:
        if rows and len(rows[-1]) == 1 and not rows[-1][0]["long"] and not one["long"]:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def card(heading: Part, below: Part) -> dict[str, Any]:
    assert isinstance(heading.block, Heading)
    assert isinstance(below.block, Facts)
    return {
        "title": words(heading.block.text, CARD_LINE),
        "rows": facts(below.block, CARD_LABEL, CARD_LINE),
        "long": height(below.block, CARD_LABEL, CARD_LINE) > ROOM,
    }


def part(of: Part) -> dict[str, Any]:
    """One block for the template, by its kind."""
    match of.block:
        case Heading(level, text):
            said: dict[str, Any] = {"level": level, "words": words(text, HEADING)}
        case Para(text, tone):
            said = {"note": tone == "note", "words": words(text, ACROSS)}
        case Bullets(items):
            whole = sum(lines_of(item, ACROSS) for item in items) <= WHOLE
            said = {"items": [words(item, ACROSS) for item in items], "whole": whole}
        case Facts():
            said = {"rows": facts(of.block, LABEL, ACROSS), "whole": height(of.block, LABEL, ACROSS) <= WHOLE}
        case Timeline(caption, told):
            said = {
                "caption": words(caption, ACROSS),
                "words": printable_words(told) or on_one_line(caption) or UNTITLED,
                "svg": typeset(of.drawing),
                "width": of.size[0],
                "whole": lines_of(caption, ACROSS) <= BESIDE,
            }
        case Table():
            said = matrix(of.block, of.shares) if of.kind == "matrix" else table(of.block, of.shares)
    return {"kind": of.kind, **said}


def facts(block: Facts, label: float, line: float) -> list[tuple[Words, Words, bool]]:
    """Names and what they are of, and whether a name is too long to stand beside it."""
    return [(words(name, label), words(value, line), lines_of(name, label) > BESIDE) for name, value in block.rows]


def height(block: Facts, label: float, line: float) -> int:
    """How many lines facts take."""
    return sum(max(lines_of(name, label), lines_of(value, line)) for name, value in block.rows)


# -- tables ----------------------------------------------------------------------------------------------------------


def table(block: Table, shares: Sequence[float]) -> dict[str, Any]:
    """A table: each cell is words, or a rating with its letter."""
    small = len(block.rows) < WHOLE
    narrow = small and len(block.columns) <= 3 and all(len(cell.text) <= SHORT for row in block.rows for cell in row)
    widths = [share * PAGE * (NARROW if narrow else 1) for share in shares]
    rooms = [(width * POINTS - INSET) / CELL for width in widths]
    heights = [max(map(lines_of, (cell.text for cell in row), rooms)) for row in block.rows]
    titles = [on_one_line(column.title)[:HEAD] for column in block.columns]  # of a row that can never be split
    head = max(map(lines_of, titles, rooms))
    return {
        "caption": words(block.caption, ACROSS),
        "widths": widths,
        "row_head": block.row_head,
        "kinds": [column.kind for column in block.columns],
        "heads": list(map(words, titles, rooms)),
        "long": head > BESIDE,
        "rows": [
            {"cells": list(map(cell, row, rooms)), "long": lines > ROOM}
            for row, lines in zip(block.rows, heights, strict=True)
        ],
        "whole": small and lines_of(block.caption, ACROSS) + head + sum(heights) <= WHOLE,
    }


def cell(of: Cell, room: float) -> Words | dict[str, Any]:
    said = words(of.text, room)
    return {"rag": str(of.rag), "words": said, "long": len(of.text) > PILL} if of.rag else said


def matrix(block: Table, shares: Sequence[float]) -> dict[str, Any]:
    """The matrix: each cell with its rating, and apart from it who stands there."""
    heights = [max(lines_of(square.text, SQUARE) for square in squares) for _, *squares in block.rows]
    return {
        "caption": words(block.caption, ACROSS),
        "widths": [share * PAGE for share in shares],
        "row_head": block.row_head,
        "heads": [step(column.title) for column in block.columns],
        "rows": [
            {"head": step(head.text), "cells": list(map(square, squares)), "long": lines > MATRIX_ROOM}
            for (head, *squares), lines in zip(block.rows, heights, strict=True)
        ],
        "whole": lines_of(block.caption, ACROSS) + sum(heights) <= MATRIX_ROOM,
    }


def step(title: str) -> dict[str, Words]:
    """ "Impact 3 Substantial": the step of a scale above its name."""
    found = _STEP.fullmatch(title)
    return {"number": found[1] if found else "", "name": words(found[2] if found else title, SQUARE)}


def square(of: Cell) -> dict[str, Any]:
    """One cell of the matrix: its rating, and the references after it."""
    rating, _, refs = of.text.partition(": ")
    return {"rag": str(of.rag), "rated": words(rating, SQUARE), "refs": words(refs, SQUARE)}
