"""A PDF read back by its structure, as a screen reader goes through it: pypdf has the structure, pdfminer the texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pypdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from tests.packs.whole import Said

Place = tuple[int, int]
"""A page, by the number of its object, and the number of a piece of text on it."""


class Pieces(PDFTextDevice):
    """Collects the texts of a page by the number that the structure knows them by."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.page: Any = 0
        self.text: dict[Place, str] = defaultdict(str)
        self.open: list[dict[str, Any]] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        props = props or {}
        instead = props.get("ActualText")
        if instead is not None:
            self.say(instead.decode("utf-16") if instead[:2] == b"\xfe\xff" else instead.decode("latin-1"))
        self.open.append(props)

    def end_tag(self) -> None:
        self.open.pop()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if not any("ActualText" in props for props in self.open):
            codes = (code for part in seq if isinstance(part, bytes) for code in textstate.font.decode(part))
            self.say("".join(map(textstate.font.to_unichr, codes)))

    def say(self, words: str) -> None:
        numbers = [props["MCID"] for props in self.open if "MCID" in props]
        if numbers:
            self.text[self.page, numbers[-1]] += words


@dataclass(frozen=True)
class Node:
    """One part of the structure: its kind, what it says of itself, and what is in it."""

    kind: str
    scope: str = ""
    alt: str = ""
    content: list[Node | str] = field(default_factory=list)

    def children(self, *kinds: str) -> list[Node]:
        """The parts right below it, of these kinds where any is named."""
        return [one for one in self.content if isinstance(one, Node) and (not kinds or one.kind in kinds)]

    @cached_property
    def words(self) -> str:
        """All that is said in it, with one space for each run of spaces."""
        return " ".join(self.said.split())

    @property
    def said(self) -> str:
        return "".join(one if isinstance(one, str) else one.said for one in self.content)


def structure(pdf: bytes) -> Node:
    """The document's part of the structure, with the texts in it. Raises where a text is in no part or in two."""
    texts = texts_of(pdf)
    root: Any = pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]
    (document,) = root["/StructTreeRoot"]["/K"]
    read = node(document.get_object(), 0, texts)
    assert not any(words.strip() for words in texts.values()), "all that is marked is in the structure"
    return read


def texts_of(pdf: bytes) -> dict[Place, str]:
    manager = PDFResourceManager()
    device = Pieces(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(BytesIO(pdf)):
        device.page = page.pageid
        interpreter.process_page(page)
    return dict(device.text)


def node(of: Any, page: int, texts: dict[Place, str]) -> Node:
    """A part; numbers in it are texts of its page unless they name another, and each is taken out of `texts`."""
    page = of.raw_get("/Pg").idnum if "/Pg" in of else page
    content: list[Node | str] = []
    for one in of.get("/K", []):
        kid = one.get_object()
        if isinstance(kid, int):
            content.append(texts.pop((page, kid), ""))
        elif kid.get("/Type") == "/MCR":
            content.append(texts.pop((kid.raw_get("/Pg").idnum if "/Pg" in kid else page, kid["/MCID"]), ""))
        else:
            content.append(node(kid, page, texts))
    scopes = [str(one.get_object()["/Scope"])[1:] for one in of.get("/A", []) if "/Scope" in one.get_object()]
    return Node(str(of["/S"])[1:], "".join(scopes), str(of.get("/Alt", "")), content)


# -- in the form of `said` -------------------------------------------------------------------------------------------


def told(document: Node) -> Iterator[Said]:
    """What the document says, but for what only looks tell: a note is a paragraph."""
    marking, title, subject, as_at, *blocks = document.children()
    assert [one.kind for one in (marking, title, subject, as_at)] == ["P", "H1", "P", "P"]
    yield "title", title.words
    yield "subject", subject.words
    yield "as at", as_at.words
    for block in blocks:
        yield from told_of(block)


def told_of(block: Node) -> Iterator[Said]:
    if block.kind == "P":
        yield "paragraph", block.words
    elif block.kind == "L":
        yield from map(item, block.children("LI"))
    elif block.kind == "Table":
        yield table(block)
    elif block.kind == "Div":
        caption, figure = block.children()
        assert (caption.kind, figure.kind) == ("Caption", "Figure")
        yield "picture", caption.words, " ".join(figure.alt.split())
    else:
        assert block.kind[0] == "H", block.kind
        yield "heading", int(block.kind[1:]), block.words


def item(of: Node) -> Said:
    """A bullet, or a fact, whose label is a text of its own."""
    (label,), (body,) = of.children("Lbl"), of.children("LBody")
    return ("bullet", body.words) if label.words == "•" else ("fact", label.words, body.words)


def table(of: Node) -> Said:
    """A table; each cell of its head is the head of a column, and in each row one cell at most is the row's."""
    (caption,) = of.children("Caption")
    (titles,) = (row for head in of.children("THead") or [of] for row in head.children("TR"))
    assert all((one.kind, one.scope) == ("TH", "Column") for one in titles.children())
    rows = [row.children() for body in of.children("TBody") for row in body.children()]
    heads = [[place for place, cell in enumerate(row) if cell.kind == "TH"] for row in rows]
    assert all(cell.scope == ("Row" if cell.kind == "TH" else "") for row in rows for cell in row)
    assert all(one == heads[0] and len(one) <= 1 for one in heads)
    return (
        "table",
        caption.words,
        tuple(one.words for one in titles.children()),
        tuple(tuple(cell.words for cell in row) for row in rows),
        heads[0][0] if heads and heads[0] else None,
    )
