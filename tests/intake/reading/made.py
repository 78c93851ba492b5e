"""Files as people and programs make them, for the readers: real archives, real pages, real PDFs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Document, Paragraph, Table
from loti_tui.intake.reading import read_document
from loti_tui.intake.source import source_of_bytes

DD2092 = Path(__file__).parents[4] / "shared" / "data" / "dd2092.txt"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Own"><w:name w:val="Own heading"/><w:basedOn w:val="Heading2"/></w:style>
<w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Outlined"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Ring"><w:name w:val="a"/><w:basedOn w:val="Ring2"/></w:style>
<w:style w:styleId="Ring2"><w:name w:val="b"/><w:basedOn w:val="Ring"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def zipped(parts: Mapping[str, str | bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """An archive of parts."""
    made = BytesIO()
    with ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    """A Word document with this body, in XML whose prefix is w."""
    document = (
        f'<?xml version="1.0"?><w:document xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
    return zipped(parts | {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING} | (more or {}))


def para(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    """A row of cells, each of them either words or XML."""
    made = (cell if cell.startswith("<w:tc>") else f"<w:tc>{para(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def read(data: bytes | str, name: str = "form.txt") -> Document:
    """What a file with these bytes says."""
    return read_document(source_of_bytes(name, data.encode() if isinstance(data, str) else data))


def read_or_refused(data: bytes | str, name: str = "form.txt") -> Document | str:
    """What a file says, or the sentence with which it is refused; anything else is a failure of the test."""
    try:
        return read(data, name)
    except Refused as refused:
        return refused.sentence


def refused_or_read(data: bytes | str, name: str = "form.txt") -> str | None:
    """The sentence with which a file is refused, None where it is read."""
    found = read_or_refused(data, name)
    return found if isinstance(found, str) else None


def paragraphs(document: Document) -> list[Paragraph]:
    """Its paragraphs."""
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def texts(document: Document) -> list[str]:
    """The words of its paragraphs."""
    return [one.text for one in paragraphs(document)]


def tables(document: Document) -> list[list[list[str]]]:
    """The words of its tables."""
    return [[words(one) for one in block.rows] for block in document.blocks if isinstance(block, Table)]


def words(cells: Sequence[object]) -> list[str]:
    """The words of cells."""
    return [str(getattr(cell, "text", cell)) for cell in cells]


def pdf(markup: str, folder: Path, *, tagged: bool) -> bytes:
    """A PDF of typst's markup."""
    import typst

    written = folder / "form.typ"
    written.write_text(markup, encoding="utf-8")
    made = typst.compile(str(written), format="pdf", pdf_tags=tagged)
    assert isinstance(made, bytes)
    return made
