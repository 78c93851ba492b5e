"""OpenDocument texts, read back with a zip and an XML parser: what stands there is the report, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, ZipFile

import pytest

from db.register import Register
from loti_tui.packs import make_pack
from loti_tui.packs.as_odt import write
from loti_tui.packs.report import Cell, Column, Heading, Report, Table, Timeline
from loti_tui.packs.timeline_svg import in_parts
from tests.packs.whole import (
    EVERYTHING,
    HOSTILE,
    TIMELINE,
    Said,
    hostile_report,
    legible,
    made_elsewhere,
    pack_of,
    said,
)

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
PARTS = ["mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]
TITLES = {"Title": "title", "Subtitle": "subject", "As_20_At": "as at", "Text_20_Body": "paragraph", "Note": "note"}


def called(name: str) -> str:
    """`text:p` as ElementTree calls it."""
    space, _, local = name.partition(":")
    return f"{{{NAMES[space]}}}{local}"


@cache
def made(report: Report) -> dict[str, bytes]:
    """The parts of the document by name."""
    (content,) = write(pack_of(report)).values()
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def part(report: Report, name: str = "content.xml") -> Element:
    return ElementTree.fromstring(made(report)[name])


def style(of: Element) -> str:
    return of.get(called("text:style-name"), "")


def text(of: Element) -> str:
    """The text of a paragraph, as a reader has it: spaces that follow one are not there unless they are counted."""
    own = of.text or ""
    assert "  " not in own, "a run of spaces would be shown as one"
    shown = {"text:line-break": "\n", "text:tab": "\t", "text:s": " " * int(of.get(called("text:c"), "1"))}
    found = next((words for name, words in shown.items() if of.tag == called(name)), own)
    for inner in of:
        assert "  " not in (inner.tail or "")
        found += text(inner) + (inner.tail or "")
    rag = of.tag == called("text:span") and style(of).startswith("RAG")
    return found.removeprefix("\u00a0").removesuffix("\u00a0") if rag else found


def told(document: Element) -> Iterator[Said]:
    """What the document says, in the form of `said`."""
    body = document.find("office:body/office:text", NAMES)
    assert body is not None
    caption = ""
    for block in body:
        name = style(block)
        if block.tag == called("table:table"):
            yield table(caption, block)
        elif block.tag == called("text:list"):
            yield from (("bullet", text(item)) for item in block.iter(called("text:p")))
        elif block.tag == called("text:h"):
            assert name == f"Heading_20_{block.get(called('text:outline-level'))}"
            yield "heading", int(name[-1]) + 1, text(block)
        elif name == "Caption":
            caption = text(block)
        elif name == "Picture":
            yield "picture", block.findtext("draw:frame/svg:title", "", NAMES), block.findtext(".//svg:desc", "", NAMES)
        elif name.startswith("Fact"):
            yield "fact", *text(block).split("\t")
        else:
            yield TITLES[name], text(block)


def table(caption: str, of: Element) -> Said:
    assert of.findtext("table:title", "", NAMES) == caption
    (heads,) = of.findall("table:table-header-rows/table:table-row", NAMES)
    rows = of.findall("table:table-row", NAMES)
    columns = [(inner is not one) for one in of for inner in one.iter() if inner.tag == called("table:table-column")]
    assert len(columns) == len(heads)
    return (
        "table",
        caption,
        tuple(text(cell[0]) for cell in heads),
        tuple(tuple(" ".join(map(text, cell)) for cell in row) for row in rows),
        columns.index(True) if True in columns and rows else None,
    )


def test_a_document_says_what_the_report_says_in_order() -> None:
    assert list(told(part(EVERYTHING))) == said(EVERYTHING)


def test_the_document_of_dd2092_says_what_its_report_says(hostile: Register, today: date) -> None:
    report = make_pack(hostile.state(), today=today, source="board.loti").report
    assert list(told(part(report))) == said(report)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stands_there_as_it_is(words: str) -> None:
    report = hostile_report(words)
    assert list(told(part(report))) == legible(said(report))
    head, foot = (part(report, "styles.xml").find(f".//style:{name}/text:p", NAMES) for name in ("header", "footer"))
    assert head is not None
    assert foot is not None
    assert text(head) == legible(words)
    assert text(foot) == f"{legible(words)}\tPage 1 of 1"


def test_the_kind_of_the_file_stands_at_its_beginning() -> None:
    (content,) = write(pack_of(EVERYTHING)).values()
    with ZipFile(BytesIO(content)) as packed:
        assert packed.infolist()[0].compress_type == ZIP_STORED
    assert content[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"


def test_a_document_has_these_parts_and_no_other_and_lists_them() -> None:
    pictures = ["Pictures/timeline-1.svg", "Pictures/timeline-1.png"]
    assert list(made(EVERYTHING)) == PARTS + pictures
    assert list(made(Report("T", "S", "today", "M", ()))) == PARTS
    listed = [one.get(called("manifest:full-path")) for one in part(EVERYTHING, "META-INF/manifest.xml")]
    assert listed == ["/", *PARTS[1:4], *pictures]


def test_every_picture_is_in_the_document() -> None:
    links = [one.get(called("xlink:href")) for one in part(EVERYTHING).iter() if one.get(called("xlink:href"))]
    assert links == ["Pictures/timeline-1.svg", "Pictures/timeline-1.png"]


def test_every_style_that_is_used_is_defined() -> None:
    content, styles = part(EVERYTHING), part(EVERYTHING, "styles.xml")
    names = {one.get(called("style:name")) for root in (content, styles) for one in root.iter()} - {None}
    keys = [called(f"{space}:style-name") for space in ("text", "table", "draw", "style")]
    used = {one.get(key) for root in (content, styles) for one in root.iter() for key in keys} - {None}
    used |= {one.get(called("style:parent-style-name")) for one in styles.iter()} - {None}
    assert len(used) > 20
    assert used <= names


def test_a_section_is_the_first_level_however_deep_a_heading_is() -> None:
    report = Report("T", "S", "today", "M", tuple(Heading(level, "x") for level in (2, 3, 4, 5)))
    assert [one[1] for one in told(part(report)) if one[0] == "heading"] == [2, 3, 4, 4]


def test_the_columns_of_every_table_are_together_as_wide_as_the_page() -> None:
    content = part(EVERYTHING)
    widths = {
        one.get(called("style:name")): float(inner.get(called("style:column-width"), "").removesuffix("mm"))
        for one in content.iter(called("style:style"))
        for inner in one.iter(called("style:table-column-properties"))
    }
    for of in content.iter(called("table:table")):
        columns = [one.get(called("table:style-name")) for one in of.iter(called("table:table-column"))]
        assert sum(widths[name] for name in columns) == pytest.approx(265, abs=0.1)


def test_a_row_stays_on_its_page_unless_no_page_is_long_enough() -> None:
    rows = tuple((Cell("R"), Cell(words)) for words in ("short", "word " * 2000, "line\n" * 60))
    report = Report("T", "S", "today", "M", (Table("Long", (Column("A"), Column("B")), rows),))
    names = [row.get(called("table:style-name")) for row in part(report).iter(called("table:table-row"))]
    assert names == ["Row", "Row", "LongRow", "LongRow"]


@pytest.mark.parametrize(("length", "style"), [(8, "ShortTable"), (9, "Table")])
def test_a_short_table_stays_on_one_page(length: int, style: str) -> None:
    table = Table("T", (Column("A"),), tuple((Cell(str(number)),) for number in range(length)))
    content = part(Report("T", "S", "today", "M", (table,)))
    assert [one.get(called("table:style-name")) for one in content.iter(called("table:table"))] == [style]
    looks = content.find(".//style:style[@style:name='ShortTable']/style:table-properties", NAMES)
    assert looks is not None
    assert looks.get(called("style:may-break-between-rows")) == "false"


def test_a_timeline_with_many_bars_is_several_pictures() -> None:
    line = Timeline(TIMELINE.caption, TIMELINE.words, TIMELINE.bars * 20, TIMELINE.first, TIMELINE.last, TIMELINE.today)
    report = Report("T", "S", "today", "M", (line,))
    pictures = list(told(part(report)))[3:]
    assert pictures == [("picture", one.caption, one.words) for one in in_parts(line)]
    assert len(pictures) > 1
    assert len(made(report)) == len(PARTS) + 2 * len(pictures)


def test_pages_are_a4_across_and_in_british_english() -> None:
    styles = part(EVERYTHING, "styles.xml")
    page = styles.find(".//style:page-layout-properties", NAMES)
    assert page is not None
    assert [page.get(called(f"fo:page-{name}")) for name in ("width", "height")] == ["297mm", "210mm"]
    letters = styles.find(".//style:default-style/style:text-properties", NAMES)
    assert letters is not None
    assert [letters.get(called(f"fo:{name}")) for name in ("language", "country")] == ["en", "GB"]


def test_the_document_tells_these_things_of_itself_and_no_other() -> None:
    (meta,) = part(EVERYTHING, "meta.xml")
    properties = {one.tag.rpartition("}")[2]: one.text or "" for one in meta}
    assert properties.pop("generator") == properties.pop("creator")
    assert properties == {
        "title": "LOTI: board pack",
        "subject": "DD2092: A study",
        "date": "2017-04-06T09:30:00Z",
        "language": "en-GB",
    }


def test_no_path_of_the_machine_is_in_it(register: Register, today: date) -> None:
    for content in made(make_pack(register.state(), today=today, source="board.loti").report).values():
        assert str(register.path.parent).encode() not in content
        assert str(Path.home()).encode() not in content


def test_the_same_report_is_the_same_bytes() -> None:
    assert write(pack_of(EVERYTHING)) == write(pack_of(EVERYTHING))


@pytest.mark.long
def test_the_same_report_is_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    (here,) = write(pack_of(EVERYTHING)).values()
    assert made_elsewhere("loti_tui.packs.as_odt", tmp_path) == [here, here]
