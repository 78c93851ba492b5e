"""Word documents, read back with a zip and an XML parser: what stands there is the report, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest

from db.register import Register
from loti_tui.packs import make_pack
from loti_tui.packs.as_docx import WIDTH, write
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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"

PARTS = [
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
    "word/styles.xml", "word/settings.xml", "word/numbering.xml", "word/fontTable.xml", "word/theme/theme1.xml",
    "word/header1.xml", "word/footer1.xml",
]  # fmt: skip


@cache
def made(report: Report) -> dict[str, bytes]:
    """The parts of the document by name."""
    (content,) = write(pack_of(report)).values()
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def part(report: Report, name: str = "word/document.xml") -> Element:
    return ElementTree.fromstring(made(report)[name])


def text(of: Element) -> str:
    """The text of a paragraph. The room round a RAG is no text of its own."""
    found = []
    for run in of.iter(f"{W}r"):
        words = "".join(
            one.text or "" if one.tag == f"{W}t" else {f"{W}br": "\n", f"{W}tab": "\t"}.get(one.tag, "")
            for one in run.iter()
        )
        style = run.find(f"{W}rPr/{W}rStyle")
        rag = style is not None and style.get(f"{W}val", "").startswith("Rag")
        found.append(words.removeprefix("\u00a0").removesuffix("\u00a0") if rag else words)
    return "".join(found)


def style(of: Element) -> str:
    found = of.find(f"{W}pPr/{W}pStyle")
    assert found is not None
    return found.get(f"{W}val", "")


KINDS = {
    "Title": "title",
    "Subtitle": "subject",
    "AsAt": "as at",
    "BodyText": "paragraph",
    "Note": "note",
    "ListBullet": "bullet",
}


def told(document: Element) -> Iterator[Said]:
    """What the document says, in the form of `said`."""
    body = document.find(f"{W}body")
    assert body is not None
    caption = ""
    *blocks, ending, section = body
    assert (text(ending), section.tag) == ("", f"{W}sectPr"), "Word wants a paragraph after a table"
    for block in blocks:
        if block.tag == f"{W}tbl":
            yield table(caption, block)
            continue
        name, words = style(block), text(block)
        if name == "Caption":
            caption = words
        elif name == "Picture":
            (picture,) = block.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
            yield "picture", caption, picture.get("descr")
        elif name == "Fact":
            yield "fact", *words.split("\t")
        elif name.startswith("Heading"):
            yield "heading", int(name[-1]) + 1, words
        else:
            yield KINDS[name], words


def table(caption: str, of: Element) -> Said:
    head, *rows = of.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
    cells = [[cell.findall(f"{W}p") for cell in row.findall(f"{W}tc")] for row in rows]
    heads = {place for row in cells for place, cell in enumerate(row) if style(cell[0]) == "TableRowHead"}
    return (
        "table",
        caption,
        tuple(text(cell) for cell in head.findall(f"{W}tc")),
        tuple(tuple(" ".join(map(text, cell)) for cell in row) for row in cells),
        heads.pop() if heads else None,
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
    assert text(part(report, "word/header1.xml")) == legible(words)
    assert text(part(report, "word/footer1.xml")).startswith(f"{legible(words)}\tPage ")


def test_a_document_has_these_parts_and_no_other() -> None:
    pictures = ["word/media/timeline-1.png", "word/media/timeline-1.svg"]
    assert list(made(EVERYTHING)) == PARTS + pictures
    assert list(made(Report("T", "S", "today", "M", ()))) == PARTS


def test_every_relation_leads_to_a_part_of_the_document() -> None:
    parts = made(EVERYTHING)
    for name, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        relations = list(ElementTree.fromstring(parts[name]).iter(RELATION))
        assert relations
        assert all(folder + relation.get("Target", "") in parts for relation in relations)
        assert all(relation.get("TargetMode") is None for relation in relations), "nothing is fetched from outside"
    known = {one.get("Id") for one in ElementTree.fromstring(parts["word/_rels/document.xml.rels"])}
    used = {value for one in part(EVERYTHING).iter() for key, value in one.attrib.items() if key.startswith(R)}
    assert len(used) == 4
    assert used <= known


def test_every_part_has_a_type() -> None:
    types = part(EVERYTHING, "[Content_Types].xml")
    named = {one.get("PartName", "")[1:] for one in types.iter(f"{TYPE}Override")}
    endings = {one.get("Extension") for one in types.iter(f"{TYPE}Default")}
    assert named <= set(PARTS)
    assert {name for name in made(EVERYTHING) if name.rpartition(".")[2] not in endings} <= named
    assert endings == {"rels", "xml", "png", "svg"}


def test_every_style_that_is_used_is_defined() -> None:
    defined = {one.get(f"{W}styleId") for one in part(EVERYTHING, "word/styles.xml").iter(f"{W}style")}
    tags = {f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/numbering.xml"):
        assert {one.get(f"{W}val") for one in part(EVERYTHING, name).iter() if one.tag in tags} <= defined


def test_headings_and_bullets_are_real_ones() -> None:
    styles = {one.get(f"{W}styleId"): one for one in part(EVERYTHING, "word/styles.xml").iter(f"{W}style")}
    for level in (1, 2, 3):
        outline = styles[f"Heading{level}"].find(f"{W}pPr/{W}outlineLvl")
        assert outline is not None
        assert outline.get(f"{W}val") == str(level - 1)
    number = styles["ListBullet"].find(f"{W}pPr/{W}numPr/{W}numId")
    assert number is not None
    numbers = {one.get(f"{W}numId") for one in part(EVERYTHING, "word/numbering.xml").iter(f"{W}num")}
    assert number.get(f"{W}val") in numbers


def test_a_section_is_the_first_level_however_deep_a_heading_is() -> None:
    report = Report("T", "S", "today", "M", tuple(Heading(level, "x") for level in (2, 3, 4, 5)))
    assert [one[1] for one in told(part(report)) if one[0] == "heading"] == [2, 3, 4, 4]


def test_every_table_has_its_caption_for_those_who_hear_it_and_one_width_for_each_column() -> None:
    for of in part(EVERYTHING).iter(f"{W}tbl"):
        caption, words = of.find(f"{W}tblPr/{W}tblCaption"), of.find(f"{W}tblPr/{W}tblDescription")
        assert caption is not None
        assert words is not None
        assert caption.get(f"{W}val") in {one[1] for one in said(EVERYTHING) if one[0] == "table"}
        assert "columns" in words.get(f"{W}val", "")
        grid = [int(one.get(f"{W}w", "")) for one in of.iter(f"{W}gridCol")]
        assert sum(grid) == WIDTH
        for row in of.iter(f"{W}tr"):
            assert [int(one.get(f"{W}w", "")) for one in row.iter(f"{W}tcW")] == grid


def test_a_row_stays_on_its_page_unless_no_page_is_long_enough() -> None:
    rows = tuple((Cell("R"), Cell(words)) for words in ("short", "word " * 2000, "line\n" * 60))
    report = Report("T", "S", "today", "M", (Table("Long", (Column("A"), Column("B")), rows),))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in part(report).iter(f"{W}tr")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("length", "kept"), [(2, [0]), (8, [*range(7)]), (9, [0, 7])])
def test_a_short_table_stays_on_one_page_and_no_row_of_a_longer_one_is_left_alone(length: int, kept: list[int]) -> None:
    table = Table("T", (Column("A"),), tuple((Cell(str(number)),) for number in range(length)))
    head, *rows = part(Report("T", "S", "today", "M", (table,))).iter(f"{W}tr")
    assert style(next(head.iter(f"{W}p"))) == "TableHead"
    assert [place for place, row in enumerate(rows) if row.find(f".//{W}keepNext") is not None] == kept


def test_a_picture_is_no_larger_than_a_page() -> None:
    line = Timeline(TIMELINE.caption, TIMELINE.words, TIMELINE.bars * 7, TIMELINE.first, TIMELINE.last, TIMELINE.today)
    for report in (EVERYTHING, Report("T", "S", "today", "M", (line,))):
        for extent in part(report).iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
        ):
            width, height = int(extent.get("cx", "")) / 36_000, int(extent.get("cy", "")) / 36_000
            assert 100 < width <= 265
            assert 20 < height <= 150


def test_a_timeline_with_many_bars_is_several_pictures() -> None:
    bars = TIMELINE.bars * 20
    line = Timeline(TIMELINE.caption, TIMELINE.words, bars, TIMELINE.first, TIMELINE.last, TIMELINE.today)
    found = list(told(part(Report("T", "S", "today", "M", (line,)))))[3:]
    assert found == [("picture", one.caption, one.words) for one in in_parts(line)]
    media = {one for one in made(Report("T", "S", "today", "M", (line,))) if one.startswith("word/media/")}
    assert len(media) == 2 * len(found) > 2


def test_every_page_has_the_marking_at_its_head_and_its_number_at_its_foot() -> None:
    assert text(part(EVERYTHING, "word/header1.xml")) == EVERYTHING.marking
    foot = part(EVERYTHING, "word/footer1.xml")
    assert text(foot) == f"{EVERYTHING.source}\tPage 1 of 1"
    assert [one.get(f"{W}instr") for one in foot.iter(f"{W}fldSimple")] == [" PAGE ", " NUMPAGES "]


def test_pages_are_a4_across() -> None:
    size = part(EVERYTHING).find(f"{W}body/{W}sectPr/{W}pgSz")
    assert size is not None
    assert [size.get(f"{W}{name}") for name in ("w", "h", "orient")] == ["16838", "11906", "landscape"]


def test_nothing_is_asked_when_the_document_is_opened() -> None:
    settings = [one.tag.removeprefix(W) for one in part(EVERYTHING, "word/settings.xml")]
    assert "updateFields" not in settings
    assert settings.index("compat") < settings.index("themeFontLang")


def test_the_document_tells_these_things_of_itself_and_no_other() -> None:
    properties = {one.tag.rpartition("}")[2]: one.text for one in part(EVERYTHING, "docProps/core.xml")}
    creator = properties.pop("creator") or ""
    assert creator.startswith("loti-tui ")
    assert properties == {
        "title": "LOTI: board pack",
        "subject": "DD2092: A study",
        "language": "en-GB",
        "created": "2017-04-06T09:30:00Z",
        "modified": "2017-04-06T09:30:00Z",
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
    assert made_elsewhere("loti_tui.packs.as_docx", tmp_path) == [here, here]
