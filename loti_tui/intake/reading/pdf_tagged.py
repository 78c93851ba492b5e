"""A tagged PDF, by its structure tree: what its headings, paragraphs, lists and tables are, over all its pages."""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module
from typing import Any

from loti_tui.intake.document import Paragraph
from loti_tui.intake.place import Place
from loti_tui.intake.reading.docx_styles import number
from loti_tui.intake.reading.gathering import Gathering
from loti_tui.intake.reading.lines import as_one, bullet, numbered
from loti_tui.intake.reading.nested import Nested
from loti_tui.intake.reading.pdf_words import Letter, Line, Numbering, lead, lines_of, words_of
from loti_tui.intake.reading.words import as_lead, on_one_line

ENOUGH = 0.9
"""Which part of the letters must be in the tree for it to be trusted."""

_HEADINGS = {"H": 2, "Title": 1, **{f"H{level}": level for level in range(1, 7)}}
_PASSED_OVER = frozenset(("Artifact", "Figure", "TOC", "TOCI", "Lbl"))
_IN_A_LINE = frozenset(
    ("Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "Annot", "Ruby", "Warichu", "Sub")
)
Marks = list[tuple[int, int]]
"""Pages and numbers of the marked pieces of text that belong to something."""


def gather(pdf: Any, found: Gathering) -> bool:
    """Read a document by its tree; False, with nothing gathered, where it has none that can be trusted."""
    structure: Any = import_module("pdfplumber.structure")
    try:
        tree = structure.PDFStructTree(pdf)
    except Exception:  # none, or one that is damaged: the pages are read without it
        return False
    marked: dict[tuple[int, int], list[tuple[int, Letter]]] = defaultdict(list)
    count = 0
    for page in pdf.pages:
        for letter in page.chars:
            if letter.get("tag") != "Artifact" and letter["text"].strip():
                count += 1
            if letter.get("mcid") is not None:
                marked[page.page_number, letter["mcid"]].append((len(marked), letter))
    reading = _Tree(marked, Numbering(pdf.pages), Gathering(found.source))
    reading.read(tree)
    if reading.letters < ENOUGH * count or not reading.found.blocks:
        return False
    found.blocks, found.notices = reading.found.blocks, reading.found.notices
    return True


class _Tree:
    """One pass over the tree with what is still to be read in a list, so that no depth of it is too deep."""

    def __init__(
        self, marked: dict[tuple[int, int], list[tuple[int, Letter]]], numbering: Numbering, found: Gathering
    ) -> None:
        self.letters = 0
        self.found = found
        self._marked = marked
        self._numbering = numbering
        self._nested = Nested(found)
        self._level = 0
        self._entries: list[str | None] = []

    def read(self, tree: Any) -> None:
        """Read all of it."""
        todo: list[tuple[Any, int, bool]] = [(child, 0, False) for child in reversed(tree.children)]
        while todo:
            element, page, done = todo.pop()
            page = element.page_number or page
            if done:
                self._end(element)
                continue
            if element.type in _PASSED_OVER:
                continue
            blocks = self._begin(element, page)
            todo.append((element, page, True))
            todo += [(child, page, False) for child in reversed(blocks)]
        self._nested.end()

    def _begin(self, element: Any, page: int) -> list[Any]:
        """Begin an element with the words that are its own; its blocks come back."""
        blocks = [child for child in element.children if child.type not in _IN_A_LINE]
        lines = self._lines([(page, one) for one in element.mcids], element, page)
        here = Place(page=lines[0].page, line=lines[0].number) if lines else Place(page=page)
        match element.type:
            case "Table":
                self._nested.begin_table(here)
            case "TR":
                self._nested.begin_row()
            case "TH" | "TD":
                if cell := self._nested.begin_cell(here):
                    cell.across = _span(element, "ColSpan")
                    cell.down = _span(element, "RowSpan")
            case "LI":
                labels = [child for child in element.children if child.type == "Lbl"]
                found = [
                    line for one in labels for line in self._lines([(page, mark) for mark in one.mcids], one, page)
                ]
                label = " ".join(line.text for line in found)
                # A label that is neither bullet nor number is a term, and what follows it is said of that.
                self._entries.append("" if bullet(label + " x") else on_one_line(label))
            case kind if kind in _HEADINGS:
                self._level = _HEADINGS[kind]
        self._paragraph(lines, here)
        return blocks

    def _end(self, element: Any) -> None:
        match element.type:
            case "Table":
                self._nested.end_table()
            case "TH" | "TD":
                self._nested.end_cell()
            case "LI":
                self._entries.pop()
            case kind if kind in _HEADINGS:
                self._level = 0

    def _paragraph(self, lines: list[Line], here: Place) -> None:
        text = on_one_line(as_one([line.text for line in lines]))
        if not text:
            return
        if self._level:
            self._nested.paragraph(Paragraph(text, here, self._level))
            return
        begins = lead(lines)
        label = self._entries[-1] if self._entries else None
        if label is not None:
            self._entries[-1] = None
        if label:
            text = f"{label} {text}"
            begins = begins if numbered(text) else as_lead(label)
        self._nested.paragraph(Paragraph(text, here, 0, label is not None, begins))

    def _lines(self, marks: Marks, element: Any, page: int) -> list[Line]:
        """The lines of an element's own words and of what is in a line with them, page by page."""
        inline = [(child, page) for child in element.children if child.type in _IN_A_LINE]
        while inline:
            child, around = inline.pop()
            around = child.page_number or around
            marks += [(around, one) for one in child.mcids]
            inline += [(one, around) for one in child.children]
        by_page: dict[int, list[tuple[int, Letter]]] = defaultdict(list)
        for mark in dict.fromkeys(marks):
            by_page[mark[0]] += self._marked.pop(mark, [])
        found: list[Line] = []
        for _, letters in sorted(by_page.items()):
            in_order = [letter for _, letter in sorted(letters, key=lambda one: one[0])]
            self.letters += sum(bool(letter["text"].strip()) for letter in in_order)
            found += lines_of(words_of(in_order, in_order=True), self._numbering, in_order=True)
        return found


def _span(element: Any, name: str) -> int:
    return number(str(element.attributes.get(name, 1)), 1_000) or 1
