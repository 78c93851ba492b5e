"""Word: a document to work on further, with real headings, lists, captions, tables and alternative texts.

Made of the parts that the format asks for (ECMA-376, Office Open XML), each from a template. Every table tells which
row and column are headers, a row stays on its page, and heads come again on each.
"""

from __future__ import annotations

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

WIDTH, INDENT, MARGIN = 15024, 2900, 2600
"""In twentieths of a point: the text across the page, where facts begin, and what is left free beside prose."""
NUMBERS = ("int", "money")
"""The kinds of columns whose cells stand at the right."""
EMU = 36_000
"""Office measures pictures in these; so many are a millimetre."""

TEMPLATES = {
    "[Content_Types].xml": "docx_content_types.xml",
    "_rels/.rels": "docx_rels.xml",
    "docProps/core.xml": "docx_core.xml",
    "word/document.xml": "docx_document.xml",
    "word/_rels/document.xml.rels": "docx_document_rels.xml",
    "word/styles.xml": "docx_styles.xml",
    "word/settings.xml": "docx_settings.xml",
    "word/numbering.xml": "docx_numbering.xml",
    "word/fontTable.xml": "docx_font_table.xml",
    "word/theme/theme1.xml": "docx_theme.xml",
    "word/header1.xml": "docx_header.xml",
    "word/footer1.xml": "docx_footer.xml",
}
"""Part of the document -> its template. The types come first: some readers want them there."""


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.docx": archive(members(pack.report))}


def members(report: Report) -> Iterator[tuple[str, bytes]]:
    """The parts of the document by name, in their order."""
    body = list(parts(report.blocks, paged=True))
    pictures = [part for part in body if part.drawing]
    values = {
        "report": report,
        "made": report.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "maker": f"loti-tui {__version__}",
        "language": LANGUAGE,
        "accent": ACCENT,
        "muted": MUTED,
        "tones": TONES,
        "faint": faint,
        "width": WIDTH,
        "indent": INDENT,
        "margin": MARGIN,
        "numbers": NUMBERS,
        "parts": body,
        "pictures": pictures,
        "run": run,
        "attribute": attribute,
        "facts": facts,
        "rows": rows,
        "widths": widths,
        "extent": extent,
        "described": described,
    }
    for name, template in TEMPLATES.items():
        yield name, rendered(template, **values).encode()
    for part in pictures:
        from loti_tui.packs.drawing import png

        yield f"word/media/{part.id}.png", png(part.drawing)
        yield f"word/media/{part.id}.svg", part.drawing.encode()


def run(words: str, style: str = "") -> Markup:
    """Text in one style of characters, its line ends as breaks."""
    style = style or ("Muted" if words == NOT_RECORDED else "")
    looks = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    shown = str(escaped(words)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return Markup(f'<w:r>{looks}<w:t xml:space="preserve">{shown}</w:t></w:r>')


def attribute(words: str) -> Markup:
    """Text as the value of an attribute, in which XML has a line end by its number only."""
    return Markup(str(escaped(words)).replace("\n", "&#10;"))


def facts(block: Facts) -> Markup:
    """A paragraph for each, all of them on one page where one has room."""
    last = len(block.rows) - 1
    return Markup(
        "\n".join(
            f'<w:p><w:pPr><w:pStyle w:val="Fact"/>{"<w:keepNext/>" if place < last else ""}</w:pPr>'
            f"{run(label, 'Muted')}<w:r><w:tab/></w:r>{run(value)}</w:p>"
            for place, (label, value) in enumerate(block.rows)
        )
    )


def rows(part: Part) -> Markup:
    """The rows of a table but its heads. The first two stay on one page, the last two too, and all of a short table."""
    assert isinstance(part.block, Table)
    free, kept = cell_starts(part, kept=False), cell_starts(part, kept=True)
    last = len(part.block.rows) - 1
    keep = range(last) if part.stays else (0, last - 1)
    return Markup(
        "\n".join(
            row_of(cells, kept if place in keep and place < last else free, splits=part.splits(cells))
            for place, cells in enumerate(part.block.rows)
        )
    )


def row_of(cells: Iterable[Cell], starts: Iterable[str], *, splits: bool) -> str:
    """One row, which stays on its page unless it `splits`."""
    said = "".join(f"{start}{in_cell(cell)}</w:p></w:tc>" for cell, start in zip(cells, starts, strict=True))
    return f"<w:tr>{'' if splits else '<w:trPr><w:cantSplit/></w:trPr>'}{said}</w:tr>"


def in_cell(cell: Cell) -> Markup:
    """The words of a cell. A RAG stands on its fill, with some room at its ends."""
    return run(f"\u00a0{cell.rag.shape} {cell.text}\u00a0", f"Rag{cell.rag.word}") if cell.rag else run(cell.text)


def cell_starts(part: Part, *, kept: bool) -> list[str]:
    """How the cells of a row begin, column by column; a row that is kept stays on the page of the next."""
    assert isinstance(part.block, Table)
    styles = [
        "TableRowHead" if place == part.block.row_head else "TableNumber" if column.kind in NUMBERS else "TableText"
        for place, column in enumerate(part.block.columns)
    ]
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if kept else ""}</w:pPr>'
        for style, width in zip(styles, widths(part), strict=True)
    ]


def widths(part: Part) -> list[int]:
    """How wide each column is; together as wide as the text."""
    ends = [round(WIDTH * sum(part.shares[: place + 1])) for place in range(len(part.shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def extent(part: Part) -> tuple[int, int]:
    """How wide and high a drawing is."""
    width, height = part.size
    return round(width * EMU), round(height * EMU)


def described(table: Table) -> str:
    """What a screen reader says of a table before its cells."""
    columns = ", ".join(column.title for column in table.columns)
    return f"{len(table.rows)} rows and {len(table.columns)} columns: {columns}."
