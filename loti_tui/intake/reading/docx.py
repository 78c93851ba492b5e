"""A Word document (DOCX) as paragraphs and tables, as somebody sees it who has all changes accepted.

Deleted text, comments, headers and footers, footnotes and the prompts of empty fields are not read. Text that is there
and is not shown is left out, and said so. A place counts paragraphs, the empty ones and those in tables among them:
the file has no lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zipfile import ZipFile

from loti_tui.intake.archives import opened, part_of
from loti_tui.intake.document import Document, Paragraph
from loti_tui.intake.place import Place
from loti_tui.intake.reading.docx_styles import Numbers, Styles, is_on, number, outline
from loti_tui.intake.reading.gathering import Gathering
from loti_tui.intake.reading.nested import Nested
from loti_tui.intake.reading.pieces import Pieces
from loti_tui.intake.reading.xml_events import Listener, listen
from loti_tui.intake.source import Source
from loti_tui.intake.taken import What

_MAIN = re.compile(r"word/document\d*\.xml")
# What is not read: the second of two ways to write the same thing, and what a person took out or moved away.
_PASSED_OVER = frozenset(
    {"mc:Fallback", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange"}
)
# Ticks and boxes of the symbol typeface that Word uses for them.
_SYMBOLS = {"fc": "✓", "fe": "☑", "a8": "☐", "6f": "☐", "fd": "☒", "78": "☒", "b7": "•"}


def read(source: Source) -> Document:
    """The paragraphs and tables of a DOCX. Raises `Refused` where it is damaged or beyond the bounds."""
    found = Gathering(source)
    with opened(source.data, source.shown) as archive:
        styles, numbers = Styles(), Numbers()
        names = set(archive.namelist())
        _hear(archive, names, "word/styles.xml", styles, source.shown)
        _hear(archive, names, "word/numbering.xml", numbers, source.shown)
        body = _Body(found, styles, numbers)
        main = next((name for name in archive.namelist() if _MAIN.fullmatch(name)), "word/document.xml")
        listen(body, part_of(archive, main, source.shown), source.shown)
    body.nested.end()
    if body.unseen:
        found.notice(What.LEFT_OUT, "The document has text in it that it does not show. It was left out.", body.unseen)
    return found.document()


def _hear(archive: ZipFile, names: set[str], name: str, listener: Listener, shown: str) -> None:
    if name in names:
        listen(listener, part_of(archive, name, shown), shown)


@dataclass
class _Open:
    """A paragraph that is being read."""

    place: Place
    pieces: Pieces = field(default_factory=Pieces)
    style: str = ""
    level: int | None = None
    list_id: str = ""
    list_level: int = 0
    goes_on: bool = False
    bold: bool | None = None
    run_style: str = ""
    hidden: bool = False


class _Body:
    """Listens to the main part. A paragraph may hold a text box, and that paragraphs: the open ones are a stack."""

    def __init__(self, found: Gathering, styles: Styles, numbers: Numbers) -> None:
        self.nested = Nested(found)
        self.styles = styles
        self.numbers = numbers
        self.unseen: Place | None = None
        self._paragraphs: list[_Open] = []
        self._counted = 0
        self._path: list[str] = []
        self._passing_over = 0
        self._prompts: list[bool] = []
        self._row_deleted = False
        self._columns_before = 0
        self._letters = 0
        self._cut: Pieces | None = None

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        deleted = name == "w:del" and above not in ("w:rPr", "w:trPr")
        if self._passing_over or deleted or name in _PASSED_OVER:
            self._passing_over += 1
        elif name == "w:p":
            self._counted += 1
            self.nested.found.lines(self._counted)
            self._paragraphs.append(_Open(Place(line=self._counted, unit="paragraph")))
        elif above in ("w:pPr", "w:numPr", "w:rPr") and self._paragraphs:
            self._property(self._paragraphs[-1], name, attributes)
        elif name == "w:r" and self._paragraphs:
            self._paragraphs[-1].bold, self._paragraphs[-1].run_style, self._paragraphs[-1].hidden = None, "", False
        elif above == "w:r" and self._paragraphs:
            self._in_run(self._paragraphs[-1], name, attributes)
        else:
            self._around(name, attributes, above)

    def _property(self, paragraph: _Open, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "w:pStyle":
                paragraph.style = value
            case "w:outlineLvl":
                paragraph.level = outline(attributes)
            case "w:numId":
                paragraph.list_id = value
            case "w:ilvl":
                paragraph.list_level = number(value)
            case "w:del" if self._path[-3:-1] == ["w:pPr", "w:rPr"]:
                paragraph.goes_on = True
            case "w:b":
                paragraph.bold = is_on(attributes)
            case "w:rStyle":
                paragraph.run_style = value
            case "w:vanish" if self._path[-3:-1] == ["w:r", "w:rPr"]:
                paragraph.hidden = is_on(attributes)

    def _in_run(self, paragraph: _Open, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "w:br" | "w:cr":
                paragraph.pieces.end_line()
            case "w:tab" | "w:ptab":
                paragraph.pieces.add(" ", bold=True)
            case "w:noBreakHyphen":
                paragraph.pieces.add("-")
            case "w:sym":
                paragraph.pieces.add(_SYMBOLS.get(attributes.get("char", "").lower()[-2:], ""))

    def _around(self, name: str, attributes: Mapping[str, str], above: str) -> None:
        """Tables, and fields with a prompt in them."""
        here = Place(line=self._counted + 1, unit="paragraph")
        cell = self.nested.cell
        value = number(attributes.get("val"))
        match name:
            case "w:tbl":
                self.nested.begin_table(here)
            case "w:tr":
                self.nested.begin_row()
                self._row_deleted = False
                self._columns_before = 0
            case "w:del" if above == "w:trPr":
                self._row_deleted = True
            case "w:gridBefore" if above == "w:trPr":
                self._columns_before = value
            case "w:tc":
                if cell := self.nested.begin_cell(here):
                    cell.before, self._columns_before = self._columns_before, 0
            case "w:gridSpan" if cell:
                cell.across = value
            case "w:vMerge" if cell:
                cell.goes_on = attributes.get("val") != "restart"
            case "w:sdt":
                self._prompts.append(False)
            case "w:showingPlcHdr" if self._prompts:
                self._prompts[-1] = is_on(attributes)

    def words(self, text: str) -> None:
        """Text: that of a run that is shown counts."""
        if not self._path or self._path[-1] != "w:t" or self._passing_over or not self._paragraphs:
            return
        self._letters += len(text)
        self.nested.found.letters(self._letters)
        paragraph = self._paragraphs[-1]
        if paragraph.hidden:
            self.unseen = self.unseen or paragraph.place
        elif not any(self._prompts):
            bold = paragraph.bold
            if bold is None:
                bold = self.styles.bold(paragraph.run_style) or self.styles.bold(paragraph.style)
            paragraph.pieces.add(text, bold=bold)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        if self._passing_over:
            self._passing_over -= 1
            return
        match name:
            case "w:p" if self._paragraphs:
                self._end_paragraph(self._paragraphs.pop())
            case "w:tc":
                self.nested.end_cell()
            case "w:tr" if self._row_deleted:
                self.nested.drop_row()
                self._row_deleted = False
            case "w:tbl":
                self.nested.end_table()
            case "w:sdt" if self._prompts:
                self._prompts.pop()

    def _end_paragraph(self, paragraph: _Open) -> None:
        if self._cut is not None:
            paragraph.pieces.follow(self._cut)
            self._cut = None
        if paragraph.goes_on:
            self._cut = paragraph.pieces
            return
        if self.styles.contents(paragraph.style):
            return
        level = self.styles.level(paragraph.style) if paragraph.level is None else paragraph.level
        list_id, list_level = paragraph.list_id, paragraph.list_level
        if not list_id:
            list_id, list_level = self.styles.list_of(paragraph.style)
        listed = list_id not in ("", "0")
        counted = ""
        for text, lead, _ in paragraph.pieces.parts():
            if listed and not counted and (counted := self.numbers.next(list_id, list_level)):
                text = f"{counted} {text}"
            self.nested.paragraph(Paragraph(text, paragraph.place, level, listed and not level, "" if level else lead))
