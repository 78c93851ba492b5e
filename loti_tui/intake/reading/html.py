"""A web page as paragraphs and tables: the record of a decision as a site shows it, or a form saved as a page."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from html import unescape

from loti_tui.intake.document import Document, Paragraph
from loti_tui.intake.place import Place
from loti_tui.intake.reading.docx_styles import number, numbered_as
from loti_tui.intake.reading.gathering import Gathering
from loti_tui.intake.reading.html_tokens import attributes, tokens
from loti_tui.intake.reading.nested import Nested
from loti_tui.intake.reading.pieces import Pieces
from loti_tui.intake.source import Source
from loti_tui.intake.taken import What

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PASSED_OVER = (
    "head script style noscript template nav svg math button select textarea iframe object video audio canvas dialog "
    "title noembed noframes xmp"
)
_IN_A_LINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr"
)
_NEVER_CLOSED = "area base br col embed hr img input link meta param source track wbr"
PASSED_OVER = frozenset(_PASSED_OVER.split())
"""Elements that have no words of the document in them, with all that is within them."""
IN_A_LINE = frozenset(_IN_A_LINE.split())
"""Elements that end no paragraph; all others do."""
NEVER_CLOSED = frozenset(_NEVER_CLOSED.split())
BOLD = ("b", "strong")
DEEPEST_LIST = 1_000

_HIDDEN = re.compile(r"\bhidden\b|display\s*:\s*none", re.IGNORECASE)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(source: Source) -> Document:
    """The paragraphs and tables of a page. Raises `Refused` beyond the bounds."""
    page = _Page(source)
    at = 0
    for count, (name, said, at) in enumerate(tokens(source.text), 1):
        page.found.tags(count)
        if page.passing_over:
            page.pass_over(name)
        elif not name:
            page.words(said, at)
        elif name.startswith("/"):
            page.end(name[1:])
        else:
            page.begin(name, said, at)
    page.end_all(at)
    return page.found.document()


@dataclass
class _List:
    """A list that is open: how it is numbered ("" of bullets), and the number of its last entry."""

    form: str
    counted: int


class _Page:
    """What is open at each moment of reading. Tags that are never closed do no harm: nothing is nested in a stack."""

    def __init__(self, source: Source) -> None:
        self.found = Gathering(source)
        self.nested = Nested(self.found)
        self.passing_over = ""
        self._passed_over_deep = 0
        self._line_ends = [found.start() for found in re.finditer(r"\r\n|\r|\n", source.text)]
        self._pieces = Pieces()
        self._empty = True
        self._level = 0
        self._bold = 0
        self._lists: list[_List] = []
        self._entry: str | None = None
        self._term = ""
        self._letters = 0

    def place(self, at: int) -> Place:
        """The line on which a character stands."""
        return Place(line=bisect(self._line_ends, at - 1) + 1)

    def pass_over(self, name: str) -> None:
        """Wait for the end of an element that is passed over."""
        if name.lstrip("/") == self.passing_over:
            self._passed_over_deep += -1 if name.startswith("/") else 1
            if not self._passed_over_deep:
                self.passing_over = ""
        elif self.passing_over == "head" and name == "body":
            self.passing_over = ""

    def words(self, said: str, at: int) -> None:
        """Text between tags."""
        if said.isspace():
            self._pieces.add(" ", bold=bool(self._bold))
            return
        self._letters += len(said)
        self.found.letters(self._letters)
        self._empty = False
        begins = at + len(said) - len(said.lstrip())
        self._pieces.add(unescape(said) if "&" in said else said, bold=bool(self._bold), at=begins)

    def begin(self, name: str, said: str, at: int) -> None:
        """A tag that opens an element."""
        hidden = bool(said) and name not in NEVER_CLOSED and bool(_HIDDEN.search(said)) and _is_hidden(said)
        if name in PASSED_OVER or hidden:
            self.passing_over, self._passed_over_deep = name, 1
            if hidden and name not in PASSED_OVER:
                self.found.notice(What.LEFT_OUT, "Part of the page is hidden there. It was left out.", self.place(at))
        elif name == "br":
            self._pieces.end_line()
        elif name in BOLD:
            self._bold += 1
        elif name not in IN_A_LINE:
            self._close()
            self._begin_block(name, said, at)

    def _begin_block(self, name: str, said: str, at: int) -> None:
        if name in HEADINGS:
            self._level = HEADINGS[name]
        elif name in ("ul", "ol", "menu"):
            given = attributes(said)
            form = _LIST_FORMS.get(given.get("type", ""), "decimal") if name == "ol" else ""
            if len(self._lists) < DEEPEST_LIST:
                self._lists.append(_List(form, number(given.get("start", "1")) - 1))
        elif name == "li":
            self._entry = ""
            if self._lists and self._lists[-1].form:
                self._lists[-1].counted += 1
                self._entry = numbered_as(self._lists[-1].counted, self._lists[-1].form) + ". "
        elif name == "dt":
            self._term = "dt"
        elif name == "table":
            self.nested.begin_table(self.place(at))
        elif name == "tr":
            self.nested.begin_row()
        elif name in ("td", "th") and (cell := self.nested.begin_cell(self.place(at))):
            given = attributes(said) if said else {}
            cell.across = number(given.get("colspan")) or 1
            cell.down = number(given.get("rowspan"), 1_000) or 1

    def end(self, name: str) -> None:
        """A tag that closes an element."""
        if name in BOLD:
            self._bold = max(0, self._bold - 1)
        elif name == "br":
            self._pieces.end_line()
        elif name not in IN_A_LINE:
            self._close()
            if name in HEADINGS:
                self._level = 0
            elif name in ("ul", "ol", "menu") and self._lists:
                self._lists.pop()
            elif name == "li":
                self._entry = None
            elif name in ("td", "th"):
                self.nested.end_cell()
            elif name == "table":
                self.nested.end_table()

    def end_all(self, at: int) -> None:
        """The end of the page."""
        self._close()
        self.nested.end()
        if self.passing_over and self.passing_over != "head":
            sentence = "The page breaks off within a part that is not read, or does not close it. That was left out."
            self.found.notice(What.LEFT_OUT, sentence, self.place(at))

    def _close(self) -> None:
        """End the paragraph that is open, if it has words."""
        listed = self._entry is not None and not self._level
        for text, lead, at in () if self._empty else self._pieces.parts():
            if self._term and not text.endswith(":"):
                text += ":"
            if self._entry and not self._level:
                text = self._entry + text
            # The number is that of the first paragraph of an entry, and so is the mark of an entry.
            self._entry = None
            self.nested.paragraph(Paragraph(text, self.place(at), self._level, listed, "" if self._level else lead))
            self._term = ""
        self._pieces, self._empty = Pieces(), True


def _is_hidden(said: str) -> bool:
    given = attributes(said)
    return "hidden" in given or bool(re.search(r"display\s*:\s*none", given.get("style", ""), re.IGNORECASE))
