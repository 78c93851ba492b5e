"""Forms as poor machines leave them: cells lost and shifted, lines joined and cut, letters misread.

`shifted` mutations move whole cells and lines about, and never change a character: whatever number comes out must be
the right one for its item. `garbled` ones change characters too: then a number must at least be what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st

MISREAD = {
    "1": "lI|i!7", "0": "OoQD8", "2": "Z7", "3": "8", "4": "A9", "5": "S6", "8": "B3", "6": "b", "7": "1",
    "£": "Ef€", "l": "1I", "O": "0", "A": "\u0391\u04104", "G": "C6", "R": "P", "a": "\u0430", "o": "\u043e0",
    "e": "\u0435c", ".": ", ", ",": ".;", ":": ";", " ": "\t", "-": "\u2013 ", "S": "5", "Y": "V", "t": "f",
    "n": "ri", "m": "rn", "|": "l",
}  # fmt: skip
"""Character -> what it is misread as, a letter each."""

Mutation = Callable[[list[str], st.DataObject], None]


def _row(lines: list[str], data: st.DataObject) -> tuple[int, list[str], str] | None:
    """A row of a table, its cells and what parts them."""
    rows = [at for at, line in enumerate(lines) if "\t" in line or line.startswith("|")]
    if not rows:
        return None
    at = data.draw(st.sampled_from(rows), "row")
    mark = "\t" if "\t" in lines[at] else "|"
    return at, lines[at].strip("|").split(mark), mark


def _put(lines: list[str], at: int, cells: list[str], mark: str) -> None:
    lines[at] = mark.join(cells) if mark == "\t" else f"|{mark.join(cells)}|"


def lose_cell(lines: list[str], data: st.DataObject) -> None:
    """A cell is gone, and all to its right move left."""
    if (found := _row(lines, data)) and len(found[1]) > 1:
        at, cells, mark = found
        cells.pop(data.draw(st.integers(0, len(cells) - 1), "cell"))
        _put(lines, at, cells, mark)


def add_cell(lines: list[str], data: st.DataObject) -> None:
    """An empty cell, or the cell before once more."""
    if found := _row(lines, data):
        at, cells, mark = found
        place = data.draw(st.integers(0, len(cells)), "cell")
        cells.insert(place, data.draw(st.sampled_from(["", cells[place - 1]]), "what"))
        _put(lines, at, cells, mark)


def turn_row(lines: list[str], data: st.DataObject) -> None:
    """All cells move by one or more, those at the end to the beginning."""
    if found := _row(lines, data):
        at, cells, mark = found
        by = data.draw(st.integers(1, max(1, len(cells) - 1)), "by")
        _put(lines, at, cells[by:] + cells[:by], mark)


def lose_tab(lines: list[str], data: st.DataObject) -> None:
    """Two cells are one."""
    if (found := _row(lines, data)) and len(found[1]) > 1:
        at, cells, mark = found
        place = data.draw(st.integers(0, len(cells) - 2), "cell")
        cells[place : place + 2] = [f"{cells[place]} {cells[place + 1]}"]
        _put(lines, at, cells, mark)


def lose_all_tabs(lines: list[str], data: st.DataObject) -> None:
    """A row is a line of words."""
    if found := _row(lines, data):
        lines[found[0]] = " ".join(found[1])


def empty_cell(lines: list[str], data: st.DataObject) -> None:
    """A cell has nothing in it."""
    if found := _row(lines, data):
        at, cells, mark = found
        cells[data.draw(st.integers(0, len(cells) - 1), "cell")] = ""
        _put(lines, at, cells, mark)


def drop_line(lines: list[str], data: st.DataObject) -> None:
    """A line is gone."""
    if len(lines) > 1:
        lines.pop(data.draw(st.integers(0, len(lines) - 1), "line"))


def repeat_line(lines: list[str], data: st.DataObject) -> None:
    """A line stands twice."""
    at = data.draw(st.integers(0, len(lines) - 1), "line")
    lines.insert(at, lines[at])


def join_rows(lines: list[str], data: st.DataObject) -> None:
    """A row goes on with the line below, or with the one above."""
    if found := _row(lines, data):
        at = found[0] if data.draw(st.booleans(), "below") else found[0] - 1
        if 0 <= at < len(lines) - 1:
            lines[at : at + 2] = [lines[at] + data.draw(st.sampled_from([" ", ""]), "with") + lines[at + 1]]


def cut_row(lines: list[str], data: st.DataObject) -> None:
    """A row is cut in two between words or cells."""
    if found := _row(lines, data):
        at = found[0]
        gaps = [match.start() for match in re.finditer(r"[\t| ]", lines[at])]
        if gaps:
            place = data.draw(st.sampled_from(gaps), "place")
            lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def misread(lines: list[str], data: st.DataObject) -> None:
    """A character is read as another."""
    at = data.draw(st.integers(0, len(lines) - 1), "line")
    places = [place for place, letter in enumerate(lines[at]) if letter in MISREAD]
    if places:
        place = data.draw(st.sampled_from(places), "place")
        letter = data.draw(st.sampled_from(MISREAD[lines[at][place]]), "letter")
        lines[at] = lines[at][:place] + letter + lines[at][place + 1 :]


def misread_short_cell(lines: list[str], data: st.DataObject) -> None:
    """A cell of one letter or figure, such as a score, is read as something else, or gets a mark beside it."""
    found = [
        (at, place, mark)
        for at, line in enumerate(lines)
        for mark in "\t|"
        for place, cell in enumerate(line.split(mark))
        if mark in line and len(cell.strip()) == 1
    ]
    if found:
        at, place, mark = data.draw(st.sampled_from(found), "cell")
        cells = lines[at].split(mark)
        was = cells[place].strip()
        letters = [*MISREAD.get(was, "?"), "", f"{was}.", f"{was}/3", f"{was}1", "5", "0", "A"]
        cells[place] = data.draw(st.sampled_from(letters), "letter")
        lines[at] = mark.join(cells)


def misread_figure(lines: list[str], data: st.DataObject) -> None:
    """A figure, a stop or a pound sign is read as something else, or is gone."""
    found = [(at, place) for at, line in enumerate(lines) for place, one in enumerate(line) if one in "0123456789£.,/"]
    if found:
        at, place = data.draw(st.sampled_from(found), "figure")
        letters = ["", " ", *MISREAD.get(lines[at][place], "")]
        lines[at] = lines[at][:place] + data.draw(st.sampled_from(letters), "letter") + lines[at][place + 1 :]


def replace_any(lines: list[str], data: st.DataObject) -> None:
    """A character becomes any other."""
    at = data.draw(st.integers(0, len(lines) - 1), "line")
    if lines[at]:
        place = data.draw(st.integers(0, len(lines[at]) - 1), "place")
        lines[at] = lines[at][:place] + data.draw(st.characters(codec="utf-8"), "letter") + lines[at][place + 1 :]


def join_lines(lines: list[str], data: st.DataObject) -> None:
    """Two lines are one."""
    if len(lines) > 1:
        at = data.draw(st.integers(0, len(lines) - 2), "line")
        lines[at : at + 2] = [lines[at] + lines[at + 1]]


def cut_line(lines: list[str], data: st.DataObject) -> None:
    """A line is cut in two anywhere."""
    at = data.draw(st.integers(0, len(lines) - 1), "line")
    place = data.draw(st.integers(0, len(lines[at])), "place")
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


SHIFTING: tuple[Mutation, ...] = (
    *(lose_cell, add_cell, turn_row, lose_tab, lose_all_tabs, empty_cell, join_rows, cut_row),
    *(drop_line, repeat_line),
)
GARBLING: tuple[Mutation, ...] = (
    *SHIFTING,
    misread,
    misread_short_cell,
    misread_figure,
    replace_any,
    join_lines,
    cut_line,
)


def mutated(text: str, data: st.DataObject, mutations: tuple[Mutation, ...], most: int) -> str:
    """A text after one to `most` of the mutations."""
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, most), "how many")):
        data.draw(st.sampled_from(mutations), "mutation")(lines, data)
    return "\n".join(lines)
