"""Text and Markdown as a document, and what machines make of scanned forms, which is something of both."""

from __future__ import annotations

import re

from loti_tui.intake.document import Cell, Document
from loti_tui.intake.place import Place
from loti_tui.intake.reading.gathering import Gathering
from loti_tui.intake.reading.lines import UNWRAPPED, as_one, bullet, dash, numbered, own_line
from loti_tui.intake.reading.words import lead_of, on_one_line, unmarked
from loti_tui.intake.source import Source

_END = re.compile("\r\n|\r|\n")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*)|)$", re.DOTALL)
_CLOSING = re.compile(r"\s#+\s*$")
_LINE_ACROSS = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_UNDERLINE = re.compile(r" {0,3}=+\s*$")
_RULE = re.compile(r"[\s|:+=-]+")
_PIPE = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKER_AND_TAB = re.compile(r"\s*(?:[-*•▪◦●○‣·o]|\(?[a-z0-9]{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\t")


def read(source: Source) -> Document:
    """The paragraphs and tables of a text, each with its line. Raises `Refused` beyond the bounds of a document."""
    found = Gathering(source)
    found.letters(len(source.text))
    lines = lines_of(source.text)
    found.lines(len(lines))
    found.line(max(map(len, lines)))
    reading = _Reading(found, lines)
    for number in range(1, len(reading.lines) + 1):
        reading.line(number)
    reading.close()
    return found.document()


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them, comments out. A form feed begins a page, and with it a paragraph."""
    if "<!--" in text:
        text = _without_comments(text)
    return [line if "\f" not in line else line.replace("\f", " ") for line in _END.split(text)]


def _without_comments(text: str) -> str:
    kept: list[str] = []
    start = 0
    while (begins := text.find("<!--", start)) >= 0 and (ends := text.find("-->", begins)) >= 0:
        kept += text[start:begins], "\n" * len(_END.findall(text, begins, ends))
        start = ends + 3
    return "".join((*kept, text[start:]))


class _Reading:
    """One pass over the lines: a paragraph or a table is open until something closes it."""

    def __init__(self, found: Gathering, lines: list[str]) -> None:
        self.found = found
        self.lines = lines
        self.width = max((len(line) for line in lines if "\t" not in line and "|" not in line), default=0)
        self.open: list[tuple[int, str, bool]] = []  # number, words, whether it surely goes on
        self.listed = False
        self.rows: list[tuple[Cell, ...]] = []
        self.rows_from = 0
        self.piped = False

    def line(self, number: int) -> None:
        """Take one line in."""
        line = self.lines[number - 1]
        if not line.strip():
            self.close()
        elif self._row(line, number):
            return
        elif heading := _HEADING.match(line):
            self.close()
            text = _CLOSING.sub("", heading[2] or "")
            self.found.paragraph(unmarked(text), Place(line=number), level=len(heading[1]))
        elif _UNDERLINE.match(line) or _LINE_ACROSS.match(line):
            self._underlined(line)
        elif not _FENCE.match(line):
            self._words(number, line.lstrip("> ") if line.lstrip().startswith(">") else line)

    def _underlined(self, line: str) -> None:
        """A line of = or - makes a heading of one line right above it; elsewhere it is drawn across the page."""
        level = 1 if "=" in line else 2
        if len(self.open) == 1 and not self.listed and line.strip()[0] in "=-":
            number, words, _ = self.open.pop()
            self.found.paragraph(unmarked(words), Place(line=number), level=level)
        self.close()

    def _words(self, number: int, line: str) -> None:
        """A line of a paragraph: a new one, or on with the one that is open."""
        self._close_table()
        after_marker = bullet(line)
        if not after_marker and (not self.open or self.listed):
            after_marker = dash(line)
        if after_marker or (numbered(line) and self._may_begin()):
            self.close()
            self.listed = True
            self.open.append((number, line[after_marker:].rstrip(), False))
            return
        indented = bool(self.open) and self.listed and line[:1].isspace()
        self.open.append((number, line.strip(), indented))

    def _may_begin(self) -> bool:
        """Whether a number here may begin something: not where a sentence runs over the end of the line."""
        before = self.open[-1][1].rstrip() if self.open else ""
        return self.listed or not before or before[-1] in ".:;" or len(before) + 5 < self.width <= UNWRAPPED

    def close(self) -> None:
        """End what is open."""
        self._close_table()
        start, parts = 0, list[str]()
        for number, words, goes_on in self.open:
            if parts and not goes_on and own_line(parts[-1], words, self.width):
                self._paragraph(parts, start)
                self.listed = False
                parts = []
            start = start if parts else number
            parts.append(words)
        if parts:
            self._paragraph(parts, start)
        self.open.clear()
        self.listed = False

    def _paragraph(self, lines: list[str], line: int) -> None:
        text = on_one_line(as_one(lines))
        listed = self.listed or numbered(text)
        self.found.paragraph(unmarked(text), Place(line=line), listed=listed, lead=lead_of(text))

    def _row(self, line: str, number: int) -> bool:
        """Take a line in as a row of a table; False where it is none."""
        piped = self._is_piped(line, number)
        if not piped and not self._is_tabbed(line):
            return False
        if self.open or (self.rows and piped != self.piped):
            self.close()
        if not self.rows and not (piped and _is_rule(line)):
            self.rows_from = number
        self.piped = piped
        if not (piped and _is_rule(line)):
            self.found.count(line.count("|" if piped else "\t") + 1)
            parts = _between_pipes(line) if piped else line.rstrip("\r\n").split("\t")
            self.rows.append(
                tuple(Cell(unmarked(part), Place(line=number, column=at)) for at, part in enumerate(parts, 1))
            )
        return True

    def _is_tabbed(self, line: str) -> bool:
        """Whether tabs part a line into cells. One before the words is an indent, one after a bullet is its space."""
        if "\t" not in line:
            return False
        if self.rows and not self.piped:
            return True
        return "\t" in line.lstrip() and not (_MARKER_AND_TAB.match(line) and line.strip().count("\t") == 1)

    def _is_piped(self, line: str, number: int) -> bool:
        """Whether pipes part a line into cells: framed by them, above a rule, or like its neighbour."""
        if "|" not in line:
            return bool(self.rows) and self.piped and line.lstrip().startswith("+") and _is_rule(line)
        if line.lstrip().startswith("|") or (self.rows and self.piped):
            return True
        below = self.lines[number] if number < len(self.lines) else ""
        if "|" in below and _is_rule(below):
            return True
        return " | " in line and line.count(" | ") == below.count(" | ")

    def _close_table(self) -> None:
        self.found.table(self.rows, Place(line=self.rows_from))
        self.rows.clear()
        self.rows_from = 0


def _is_rule(line: str) -> bool:
    """Whether a line is the rule between the heading of a table and its rows."""
    return ("-" in line or "=" in line) and bool(_RULE.fullmatch(line))


def _between_pipes(line: str) -> list[str]:
    """The cells of a row; pipes at its ends are the frame, and one after a backslash is a letter."""
    parts = _PIPE.split(line.strip())
    if parts[0] == "":
        parts = parts[1:]
    if len(parts) > 1 and parts[-1] == "":
        parts = parts[:-1]
    return parts
