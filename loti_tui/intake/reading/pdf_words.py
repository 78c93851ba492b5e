"""Lines out of the letters of a PDF's page, which has letters at places and nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from loti_tui.intake.reading.lines import bullet
from loti_tui.intake.reading.words import as_lead, on_one_line

Letter = dict[str, Any]
"""A letter, or a word, as pdfplumber has it."""

SAME_LINE = 3.0
"""In points: letters whose tops are as near as this stand on one line."""
# After these, a line that is full is followed by a new word and not by the rest of one.
_SMALL_WORDS = frozenset(("a", "an", "and", "as", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "the"))
_MORE_SMALL_WORDS = frozenset(("are", "has", "have", "it", "not", "per", "to", "was", "will", "with", "that", "which"))


@dataclass(frozen=True)
class Word:
    """One word of a line."""

    text: str
    x0: float
    x1: float
    bold: bool


@dataclass(frozen=True)
class Line:
    """One line of a page. `number` counts the lines of the page from 1."""

    page: int
    number: int
    top: float
    bottom: float
    size: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins, in points from the left."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)


class Numbering:
    """Which line of its page a letter stands on."""

    def __init__(self, pages: Sequence[Any]) -> None:
        self._tops = {page.page_number: _tops(page.chars) for page in pages}

    def line(self, page: int, top: float) -> int:
        """Counted from 1."""
        return max(1, bisect_right(self._tops.get(page, []), top + 0.01))


def _tops(letters: Sequence[Letter]) -> list[float]:
    found: list[float] = []
    for top in sorted({letter["top"] for letter in letters if letter["text"].strip()}):
        if not found or top - found[-1] > SAME_LINE:
            found.append(top)
    return found


def words_of(letters: Sequence[Letter], *, in_order: bool = False) -> list[Letter]:
    """The words of letters of one page, as pdfplumber has them; `in_order` of letters in the order of reading."""
    extract: Any = import_module("pdfplumber.utils.text")
    more = ["fontname", "size", "page_number"]
    return list(extract.extract_words(list(letters), use_text_flow=in_order, extra_attrs=more))


def lines_of(words: Sequence[Letter], numbering: Numbering, *, in_order: bool = False) -> list[Line]:
    """The lines of words of one page; `in_order` of those in the order of reading."""
    rows: list[list[Letter]] = []
    for word in words if in_order else sorted(words, key=lambda word: word["top"]):
        last = rows[-1][-1] if rows else None
        if last is None or abs(last["top"] - word["top"]) > SAME_LINE or (in_order and word["x0"] < last["x0"]):
            rows.append([])
        rows[-1].append(word)
    return [_line(row if in_order else sorted(row, key=lambda word: word["x0"]), numbering) for row in rows]


def _line(row: list[Letter], numbering: Numbering) -> Line:
    words: list[Word] = []
    for one in row:
        made = Word(one["text"].replace("\xad", ""), one["x0"], one["x1"], is_bold(one["fontname"]))
        # A change of typeface within a word, as after a bold number, makes two of it.
        if words and made.x0 - words[-1].x1 < one["size"] * 0.1:
            last = words.pop()
            made = Word(last.text + made.text, last.x0, made.x1, last.bold)
        words.append(made)
    top = min(one["top"] for one in row)
    size = Counter(round(one["size"], 1) for one in row).most_common(1)[0][0]
    page = row[0]["page_number"]
    return Line(page, numbering.line(page, row[0]["top"]), top, max(one["bottom"] for one in row), size, tuple(words))


def is_bold(font: str) -> bool:
    """Whether a typeface is a bold one, by its name."""
    name = font.lower()
    return any(part in name for part in ("bold", "black", "heavy"))


def lead(lines: Sequence[Line]) -> str:
    """What these lines begin with in bold, after a bullet."""
    found: list[str] = []
    for word in (word for line in lines for word in line.words):
        if not word.bold and not (not found and bullet(word.text + " x")):
            break
        if word.bold:
            found.append(word.text)
    return as_lead(on_one_line(" ".join(found)))


def broken_word(line: Line, following: Line, right: float) -> bool:
    """Whether a narrow column, whose words may reach to `right`, broke a word between two lines.

    It did where the one word of a line fills it so that not one letter more would have found room, and the next line
    goes on in lower case with what is no small word.
    """
    last, first = line.words[-1], following.words[0]
    rest = first.text.strip(".,;:()")
    width = (first.x1 - first.x0) / max(len(first.text), 1)
    return (
        len(line.words) == 1
        and last.text[-1:].isalpha()
        and first.text[:1].islower()
        and rest not in _SMALL_WORDS
        and rest not in _MORE_SMALL_WORDS
        and right - last.x1 < width
    )
