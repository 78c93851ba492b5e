"""Markdown: CommonMark with the tables of GitHub Flavored Markdown, for mail, wikis and plain eyes.

Text from the register is shown as it is, never as formatting: whatever could mean something is escaped. A blank line
stands before and after every block, a table's caption included, because several programs need it to see a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loti_tui.packs.pack import Pack
from loti_tui.packs.report import Bullets, Cell, Column, Facts, Flat, Heading, Para, Report, Table, flat

# Anywhere in a line; "&" only where an entity could begin, so that "Communities & Intelligence" stays easy to read.
_SPECIAL = re.compile(r"[\\`*_\[\]<|~$#]|&(?=#?\w+;)")
# Where a line would open a list, a quotation, a rule, an underlined heading, or (after its digits) a numbered list.
_OPENING = re.compile(r"\A(\d{1,9}(?=[.)])|(?=[-+=:>]))")

RIGHT = {"int", "money"}


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.md": render(pack.report).encode()}


def render(report: Report) -> str:
    """The whole document; the marking stands at its beginning and at its end, what it is of after the title."""
    marking = f"**{inline(report.marking)}**"
    parts = [f"# {inline(report.title)}", marking, inline(report.subject), f"As at {inline(report.as_at)}"]
    for block in report.blocks:
        parts += block_parts(flat(block))
    return "\n\n".join([*parts, marking]) + "\n"


def block_parts(block: Flat) -> Iterator[str]:
    """The block as pieces between which a blank line belongs."""
    match block:
        case Heading():
            yield f"{'#' * block.level} {inline(block.text)}"
        case Para():
            yield paragraph(block.text)
        case Bullets():
            yield "\n".join(f"- {paragraph(item, indent='  ')}" for item in block.items)
        case Facts():
            yield "\n".join(f"- **{inline(name)}:** {paragraph(value, indent='  ')}" for name, value in block.rows)
        case Table():
            yield f"**{inline(block.caption)}**"
            yield "\n".join(table_lines(block))


def table_lines(table: Table) -> Iterator[str]:
    yield row(inline(column.title) for column in table.columns)
    yield row(rule(column) for column in table.columns)
    for cells in table.rows:
        yield row(cell_text(cell, head=place == table.row_head) for place, cell in enumerate(cells))


def row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def rule(column: Column) -> str:
    return "---:" if column.kind in RIGHT else "---"


def cell_text(cell: Cell, *, head: bool) -> str:
    """A cell on its one line. `<br>` is the only line break that a table of pipes has."""
    text = "<br>".join(escaped(line.strip()) for line in cell.text.splitlines())
    return f"**{text}**" if head and text else text


def paragraph(text: str, indent: str = "") -> str:
    """Text whose line ends stay; a blank line in it does too, as a line with nothing on it."""
    lines = [opened(escaped(line.strip())) or "&nbsp;" for line in text.splitlines()]
    return f"\\\n{indent}".join(lines)


def inline(text: str) -> str:
    """Text on one line, as in a heading."""
    return opened(escaped(" ".join(text.split())))


def escaped(line: str) -> str:
    """The line with everything escaped that could be formatting within it."""
    return _SPECIAL.sub(r"\\\g<0>", line)


def opened(line: str) -> str:
    """The escaped line with its beginning escaped too, where a block could begin with it."""
    return _OPENING.sub(r"\1\\", line)
