"""OpenDocument text: the same document as for Word, in the format that is nobody's own.

Made of the parts that OpenDocument 1.3 (OASIS) asks for, each from a template. Every table tells which row and column
are headers, a row stays on its page, and heads come again on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC

from markupsafe import Markup

from loti_tui import __version__
from loti_tui.domain.fields import NOT_RECORDED
from loti_tui.packs.archive import archive
from loti_tui.packs.pack import Pack
from loti_tui.packs.parts import Part, faint, parts
from loti_tui.packs.report import LANGUAGE, Cell, Facts, Report, Table
from loti_tui.packs.templating import escaped, rendered
from loti_tui.packs.tones import ACCENT, MUTED, TONES

MIMETYPE = "application/vnd.oasis.opendocument.text"

NUMBERS = ("int", "money")
"""The kinds of columns whose cells stand at the right."""

TEMPLATES = {
    "content.xml": "odt_content.xml",
    "styles.xml": "odt_styles.xml",
    "meta.xml": "odt_meta.xml",
    "META-INF/manifest.xml": "odt_manifest.xml",
}
"""Part of the document -> its template."""

# OpenDocument shows a run of spaces as one, and none where a line begins (part 3, 6.1.2): the others are counted.
_SPACES = re.compile(r"^ +|(?<= ) +", re.MULTILINE)


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.odt": archive(members(pack.report), stored_first="mimetype")}


def members(report: Report) -> Iterator[tuple[str, bytes]]:
    """The parts of the document by name, in their order."""
    body = list(parts(report.blocks, paged=True))
    pictures = [part for part in body if part.drawing]
    values = {
        "report": report,
        "mimetype": MIMETYPE,
        "made": report.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "maker": f"loti-tui {__version__}",
        "language": LANGUAGE,
        "accent": ACCENT,
        "muted": MUTED,
        "tones": TONES,
        "faint": faint,
        "numbers": NUMBERS,
        "parts": body,
        "pictures": pictures,
        "text": text,
        "facts": facts,
        "rows": rows,
        "millimetres": millimetres,
    }
    yield "mimetype", MIMETYPE.encode()
    for name, template in TEMPLATES.items():
        yield name, rendered(template, **values).encode()
    for part in pictures:
        from loti_tui.packs.drawing import png

        yield f"Pictures/{part.id}.svg", part.drawing.encode()
        yield f"Pictures/{part.id}.png", png(part.drawing)


def text(words: str) -> Markup:
    """Text within a paragraph: its line ends as breaks, and each of its spaces there."""
    shown = str(escaped(words))
    if "\n" in shown or "  " in shown or shown[:1] == " ":
        shown = _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', shown).replace("\n", "<text:line-break/>")
    return Markup(shown)


def span(words: str, style: str) -> str:
    """Text in one style of characters."""
    return f'<text:span text:style-name="{style}">{text(words)}</text:span>'


def told(words: str) -> str:
    """What is recorded, or in a paler ink that nothing is."""
    return span(words, "Muted") if words == NOT_RECORDED else text(words)


def facts(block: Facts) -> Markup:
    """A paragraph for each, all of them on one page where one has room."""
    last = len(block.rows) - 1
    return Markup(
        "\n".join(
            f'<text:p text:style-name="Fact{"_20_Before" if place < last else ""}">'
            f"{span(label, 'Muted')}<text:tab/>{told(value)}</text:p>"
            for place, (label, value) in enumerate(block.rows)
        )
    )


def rows(part: Part) -> Markup:
    """The rows of a table but its heads."""
    assert isinstance(part.block, Table)
    styles = [
        "Row_20_Head" if place == part.block.row_head else "Number" if column.kind in NUMBERS else "Text"
        for place, column in enumerate(part.block.columns)
    ]
    return Markup("\n".join(row_of(cells, styles, splits=part.splits(cells)) for cells in part.block.rows))


def row_of(cells: Iterable[Cell], styles: Iterable[str], *, splits: bool) -> str:
    """One row, which stays on its page unless it `splits`."""
    said = "".join(
        f'<table:table-cell table:style-name="TableCell" office:value-type="string">'
        f'<text:p text:style-name="Table_20_{style}">{in_cell(cell)}</text:p></table:table-cell>'
        for cell, style in zip(cells, styles, strict=True)
    )
    return f'<table:table-row table:style-name="{"LongRow" if splits else "Row"}">{said}</table:table-row>'


def in_cell(cell: Cell) -> str:
    """The words of a cell. A RAG stands on its fill, with some room at its ends."""
    if not cell.rag:
        return told(cell.text)
    return span(f"\u00a0{cell.rag.shape} {cell.text}\u00a0", f"RAG_20_{cell.rag.word}")


def millimetres(length: float) -> str:
    """A length as OpenDocument has it."""
    return f"{length:.2f}mm"
