"""The page, read back with a parser of HTML: what stands there is the report, and nothing that would be fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.domain.scoring import Rag
from loti_tui.packs import make_pack
from loti_tui.packs.as_html import DARK, css_string, page, write
from loti_tui.packs.parts import faint
from loti_tui.packs.report import Cell, Column, Para, Report, Table
from loti_tui.packs.tones import TONES
from tests.packs.whole import EVERYTHING, HOSTILE, Said, hostile_report, legible, made_elsewhere, pack_of, said

VOID = {"meta", "col", "br", "img", "link", "input", "hr", "base"}


@dataclass
class Node:
    """An element, and what is in it: elements and text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inner: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.inner)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> list[Node]:
        return [one for one in self.inner if isinstance(one, Node)]

    def all(self, *tags: str) -> Iterator[Node]:
        """Every element within with one of these tags, in order; without tags, every element."""
        for one in self.elements:
            if not tags or one.tag in tags:
                yield one
            yield from one.all(*tags)


class Tree(HTMLParser):
    """The elements of a page; whatever is not closed where it should be is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]
        self.feed(text)
        self.close()
        assert [one.tag for one in self.open] == [""], "everything is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inner.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inner.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"no comment is ours: {data}")


@cache
def read(report: Report) -> Node:
    (content,) = write(pack_of(report)).values()
    return Tree(content.decode()).open[0]


def only(of: Node, *tags: str) -> Node:
    (found,) = of.all(*tags)
    return found


def told(document: Node) -> Iterator[Said]:
    """What the page says, in the form of `said`."""
    head, main = only(document, "header"), only(document, "main")
    kinds = {"marking": "", "subject": "subject", "as-at": "as at"}
    for one in head.elements:
        if one.tag == "h1":
            yield "title", one.text
        elif one.tag == "dl":
            yield from facts(one)
        elif kind := kinds[one.classes[0]]:
            yield kind, one.text
    for one in main.elements:
        match one.tag:
            case "h2" | "h3":
                yield "heading", int(one.tag[1]), one.text
            case "p":
                yield "note" if "note" in one.classes else "paragraph", one.text
            case "ul":
                yield from (("bullet", item.text) for item in one.elements)
            case "dl":
                yield from facts(one)
            case "figure":
                yield "picture", only(one, "figcaption").text, only(one, "desc").text
            case _:
                yield table(only(one, "table"))


def facts(of: Node) -> Iterator[Said]:
    yield from (("fact", *(one.text for one in pair.elements)) for pair in of.elements)


def table(of: Node) -> Said:
    caption, *_, head, body = of.elements
    heads = {place for row in body.elements for place, cell in enumerate(row.elements) if cell.tag == "th"}
    assert {one.attributes["scope"] for one in head.all("th")} == {"col"}
    assert {one.attributes["scope"] for one in body.all("th")} <= {"row"}
    return (
        "table",
        caption.text,
        tuple(one.text for one in head.all("th")),
        tuple(tuple(cell.text for cell in row.elements) for row in body.elements),
        heads.pop() if heads else None,
    )


def test_the_page_says_what_the_report_says_in_order() -> None:
    assert list(told(read(EVERYTHING))) == said(EVERYTHING)


def test_the_page_of_dd2092_says_what_its_report_says(hostile: Register, today: date) -> None:
    report = make_pack(hostile.state(), today=today, source="board.loti").report
    assert list(told(read(report))) == said(report)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stands_there_as_it_is(words: str) -> None:
    report = hostile_report(words)
    document = read(report)
    assert list(told(document)) == legible(said(report))
    assert {one.text for one in document.all("title")} == {legible(words)}
    foot = [one.text for one in only(document, "footer").elements]
    assert foot == [legible(words)] * 2
    safe(document)


def test_a_browser_fetches_and_runs_nothing() -> None:
    safe(read(EVERYTHING))


def safe(document: Node) -> None:
    """Raises where the page could run something, or ask for anything that is not in it."""
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "nav",
        "main",
        "footer",
        "p",
        "h1",
        "h2",
    }
    allowed |= {
        "h3",
        "ol",
        "ul",
        "li",
        "dl",
        "div",
        "dt",
        "dd",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
    }
    allowed |= {"tr", "th", "td", "span", "strong", "figure", "figcaption", "svg", "desc", "g", "rect", "line", "text"}
    allowed |= {"polygon", "polyline", "circle"}
    assert {one.tag for one in document.all()} <= allowed
    for one in document.all():
        for name, value in one.attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "style", "action", "data", "xlink:href", "srcdoc", "ping")
            assert name != "href" or re.fullmatch(r"#[a-z]+(-\d+)?", value)
    for sheet in document.all("style"):
        assert "url(" not in sheet.text
        assert not re.search(r"@import|@font-face|expression|image-set", sheet.text)


@pytest.mark.parametrize("words", HOSTILE[:9], ids=range(9))
def test_the_policy_allows_the_one_style_sheet_and_nothing_else(words: str) -> None:
    document = read(hostile_report(words))
    sheet = only(document, "style")
    digest = b64encode(sha256(sheet.text.encode()).digest()).decode()
    assert sheet.attributes == {"nonce": digest}
    policies = [one.attributes["content"] for one in document.all("meta") if "http-equiv" in one.attributes]
    assert policies == [f"default-src 'none'; style-src 'nonce-{digest}'"]
    assert [one.tag for one in only(document, "head").elements][:2] == ["meta", "meta"], "the policy comes first"


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_text_in_the_style_sheet_is_one_string_of_it(words: str) -> None:
    string = str(css_string(words))
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9a-f]{1,6} )*"', string)
    read_back = re.sub(r"\\([0-9a-f]{1,6}) ", lambda one: chr(int(one[1], 16)), string[1:-1])
    assert read_back == legible(words)


def test_the_page_tells_these_things_of_itself_and_no_other() -> None:
    named = {
        one.attributes["name"]: one.attributes["content"]
        for one in read(EVERYTHING).all("meta")
        if "name" in one.attributes
    }
    assert named.pop("generator").startswith("loti-tui ")
    assert named == {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "description": "DD2092: A study",
    }
    assert only(read(EVERYTHING), "html").attributes == {"lang": "en-GB"}


def test_the_page_has_one_title_its_landmarks_and_a_way_past_its_head() -> None:
    document = read(EVERYTHING)
    for tag in ("h1", "header", "nav", "main", "footer"):
        assert only(document, tag)
    first = next(document.all("a"))
    assert first.classes == ["skip"]
    assert first.attributes["href"] == f"#{only(document, 'main').attributes['id']}"


def test_every_section_is_in_the_contents() -> None:
    document = read(EVERYTHING)
    links = [(one.attributes["href"], one.text) for one in only(document, "nav").all("a")]
    assert links == [(f"#{one.attributes['id']}", one.text) for one in document.all("h2")]
    assert len(links) == 2


def test_a_page_without_sections_has_no_contents() -> None:
    assert not list(read(Report("T", "S", "today", "M", (Para("x"),))).all("nav"))


def test_no_two_elements_have_one_id_and_whatever_is_named_is_there() -> None:
    document = read(Report("T", "S", "today", "M", EVERYTHING.blocks * 2))
    ids = [one.attributes["id"] for one in document.all() if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    used = [name for one in document.all() for name in one.attributes.get("aria-labelledby", "").split()]
    used += [one.attributes["href"][1:] for one in document.all("a")]
    assert set(used) <= set(ids)


def test_whatever_scrolls_can_be_reached_by_key_and_has_a_name() -> None:
    regions = [one for one in read(EVERYTHING).all("div") if "scroll" in one.classes]
    assert len(regions) == 6
    for one in regions:
        assert one.attributes["tabindex"] == "0"
        assert one.attributes["role"] == "region"
        assert one.attributes["aria-labelledby"]


def test_the_marking_is_on_every_printed_page_with_its_number() -> None:
    sheet = only(read(EVERYTHING), "style").text
    assert f"content: {css_string(EVERYTHING.marking)}" in sheet
    assert f"content: {css_string(EVERYTHING.source)}" in sheet
    assert 'content: "Page " counter(page) " of " counter(pages)' in sheet


def test_a_short_table_stays_on_one_printed_page() -> None:
    tables = [Table(str(n), (Column("A"),), tuple((Cell(str(row)),) for row in range(n))) for n in (8, 9)]
    document = read(Report("T", "S", "today", "M", tuple(tables)))
    assert ["stays" in one.classes for one in document.all("table")] == [True, False]
    assert re.search(r"tr, figure, \.stays, \.facts \{\s+break-inside: avoid;", only(document, "style").text)


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour.removeprefix("#")[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Between 1 and 21 (WCAG 2.2)."""
    darker, lighter = sorted((lightness(one), lightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_ink_can_be_read_on_every_ground(scheme: int) -> None:
    sheet = only(read(EVERYTHING), "style").text
    schemes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", one)) for one in re.findall(r":root \{(.*?)\}", sheet, re.S)
    ]
    colours = schemes[scheme]
    for ink, ground in product(("ink", "muted", "accent"), ("paper", "wash")):
        assert contrast(colours[ink], colours[ground]) >= 6.5, (ink, ground)


@pytest.mark.parametrize("rag", Rag)
def test_a_rag_can_be_read_on_its_fill_and_an_empty_cell_of_the_matrix_too(rag: Rag) -> None:
    assert contrast(TONES[rag].ink, TONES[rag].fill) >= 7
    assert contrast("1b2428", faint(TONES[rag])) >= 7
    assert contrast("e4eaec", faint(TONES[rag], DARK, 0.2)) >= 7


def test_no_path_of_the_machine_is_in_it(register: Register, today: date) -> None:
    text = page(make_pack(register.state(), today=today, source="board.loti").report)
    assert str(register.path.parent) not in text
    assert str(Path.home()) not in text


def test_the_same_report_is_the_same_bytes() -> None:
    assert write(pack_of(EVERYTHING)) == write(pack_of(EVERYTHING))


@pytest.mark.long
def test_the_same_report_is_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    (here,) = write(pack_of(EVERYTHING)).values()
    assert made_elsewhere("loti_tui.packs.as_html", tmp_path) == [here, here]
