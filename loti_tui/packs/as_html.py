"""HTML: one page in one file, to read in a browser, on a small screen, with a screen reader, and on paper.

It asks nothing of the network and runs nothing: its content security policy allows its one style sheet, known by its
digest, and nothing else: no script, no picture, no frame, no style of an element's own. It is made to meet WCAG 2.2 at
level AA, in light, dark and forced colours, from 320 pixels on.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256

from markupsafe import Markup

from loti_tui import __version__
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.packs.pack import Pack
from loti_tui.packs.parts import Part, faint, parts, sections
from loti_tui.packs.report import LANGUAGE, Cell, Facts, Report, Table
from loti_tui.packs.templating import escaped, legal, rendered
from loti_tui.packs.tones import ACCENT, MUTED, TONES

DARK = "11181b"
"""What the page is on where its reader wants it dark."""
ROOM = 6
"""How wide a column is at least, on the average, in the size of the page's letters: below that a table scrolls."""

SHORT = 24
"""How many characters a pill has at most that stays on one line."""

_UNBROKEN = re.compile(r"\S{31}")
"""A word that may be cut where its column ends. Shorter ones stay whole: rather a table scrolls."""
_NOT_PLAIN = re.compile("[^A-Za-z0-9 ]")


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.html": page(pack.report).encode()}


def page(report: Report) -> str:
    """The whole document. Facts that come first belong to its head."""
    head = report.blocks[0] if report.blocks and isinstance(report.blocks[0], Facts) else None
    body = list(parts(report.blocks[1:] if head else report.blocks))
    style = Markup(style_sheet(report, body))
    return rendered(
        "pack.html",
        report=report,
        language=LANGUAGE,
        maker=f"loti-tui {__version__}",
        style=style,
        digest=digest(style),
        markup=Markup,
        facts=facts,
        rows=rows,
        percent=percent,
        room=room,
        head=head,
        contents=sections(body),
        parts=body,
    )


def style_sheet(report: Report, body: Sequence[Part]) -> str:
    """The page's style sheet, with the widths that its tables have."""
    tables = [part for part in body if part.kind == "table"]
    return rendered(
        "pack.html.css",
        report=report,
        accent=ACCENT,
        muted=MUTED,
        dark=DARK,
        tones=TONES.items(),
        faint=faint,
        rooms=sorted({room(part.block) for part in tables if isinstance(part.block, Table)}),
        widths=sorted({percent(share) for part in tables for share in part.shares}),
        quoted=css_string,
    )


def words(text: str) -> Markup:
    """What is recorded, or in a paler ink that nothing is."""
    looks = "none" if text == NOT_RECORDED else "unbroken" if _UNBROKEN.search(text) else ""
    return Markup(f'<span class="{looks}">{escaped(text)}</span>') if looks else escaped(text)


def facts(block: Facts) -> Markup:
    """Each label with what is recorded under it."""
    said = (f"<div><dt>{escaped(label)}</dt><dd>{words(value)}</dd></div>" for label, value in block.rows)
    return Markup("\n".join(['<dl class="facts">', *said, "</dl>"]))


def rows(table: Table) -> Markup:
    """The rows of a table but its heads."""
    ends = [
        ('<th scope="row">', "</th>") if place == table.row_head else (f'<td class="{column.kind}">', "</td>")
        for place, column in enumerate(table.columns)
    ]
    return Markup("\n".join(row_of(cells, ends) for cells in table.rows))


def row_of(cells: Iterable[Cell], ends: Iterable[tuple[str, str]]) -> str:
    """One row; `ends` are how the cell of each column begins and ends."""
    return f"<tr>{''.join(f'{begin}{in_cell(cell)}{end}' for cell, (begin, end) in zip(cells, ends, strict=True))}</tr>"


def in_cell(cell: Cell) -> Markup:
    """The words of a cell; a RAG as a pill, which stays on one line as long as it is short."""
    if not cell.rag:
        return words(cell.text)
    looks = f"pill {cell.rag.word.lower()}{' long' if len(cell.text) > SHORT else ''}"
    return Markup(f'<span class="{looks}">{cell.rag.shape} {escaped(cell.text)}</span>')


def percent(share: float) -> int:
    """A column's part of its table in whole percent, so that few different widths need a rule."""
    return max(1, round(100 * share))


def room(table: Table) -> int:
    """How wide a table is at least, in the size of the page's letters."""
    return ROOM * len(table.columns)


def css_string(text: str) -> Markup:
    """Text as a string of a style sheet, each character that could mean something there by its number.

    The space after each number belongs to it (CSS Syntax 3, 4.3.7).
    """
    return Markup('"' + _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", str(legal(text))) + '"')


def digest(style: str) -> str:
    """What tells the browser that this style sheet is ours, and no other: it is told so before the sheet comes."""
    return b64encode(sha256(style.encode()).digest()).decode()
