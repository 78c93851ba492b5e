"""What a DOCX says of its paragraphs elsewhere: which styles are headings or bold, and how lists are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OFF = ("0", "false", "off", "none")
MOST_BASES = 20
"""How many styles may be based on one another; a ring of them ends here."""
MOST_LEVELS = 9


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a property that is written is meant: `<w:b/>` is, `<w:b w:val="0"/>` is not."""
    return attributes.get("val", "1").lower() not in OFF


def number(text: str | None, most: int = 100_000) -> int:
    """A number that a file gives, 0 where it is none or too large."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= most else 0


@dataclass
class Style:
    """One style. `outline` is 1 to 9 of a heading and 0 of text; None says that the style it is based on decides."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    bold: bool | None = None
    list_id: str = ""
    list_level: int = 0


class Styles:
    """Listens to `word/styles.xml`."""

    def __init__(self) -> None:
        self.known: dict[str, Style] = {}
        self._style = Style()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        style, value = self._style, attributes.get("val", "")
        match name:
            case "w:style":
                self._style = self.known.setdefault(attributes.get("styleId", ""), Style())
            case "w:name":
                style.name = value.lower()
            case "w:basedOn":
                style.based_on = value
            case "w:outlineLvl":
                style.outline = _outline(value)
            case "w:b":
                style.bold = is_on(attributes)
            case "w:numId":
                style.list_id = value
            case "w:ilvl":
                style.list_level = number(value)

    def end(self, name: str) -> None:
        """An element ends: what follows the last style is about none."""
        if name == "w:style":
            self._style = Style()

    def words(self, text: str) -> None:
        """There are none in styles."""

    def level(self, style: str) -> int:
        """1 to 6 of a heading's style, 0 of others."""
        for one in self._line(style):
            if one.outline is not None:
                return min(one.outline, 6)
            if one.name == "title":
                return 1
            if one.name.startswith("heading "):
                return min(number(one.name[8:]), 6)
        return 0

    def bold(self, style: str) -> bool:
        """Whether text in this style is bold."""
        return next((one.bold for one in self._line(style) if one.bold is not None), False)

    def contents(self, style: str) -> bool:
        """Whether this is a line of a table of contents, which repeats a heading."""
        return any(one.name.startswith("toc ") for one in self._line(style))

    def list_of(self, style: str) -> tuple[str, int]:
        """The list that a style puts a paragraph in, and its level there; "" where it is none."""
        return next(((one.list_id, one.list_level) for one in self._line(style) if one.list_id), ("", 0))

    def _line(self, style: str) -> list[Style]:
        found: list[Style] = []
        while style in self.known and len(found) < MOST_BASES:
            found.append(self.known[style])
            style = found[-1].based_on
        return found


def _outline(value: str) -> int | None:
    """Word counts from 0, and 9 is text."""
    if not value.isdigit():
        return None
    return number(value) + 1 if number(value) < MOST_LEVELS else 0


def outline(attributes: Mapping[str, str]) -> int | None:
    """The level that a paragraph gives itself; None where it gives none."""
    level = _outline(attributes.get("val", ""))
    return None if level is None else min(level, 6)


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Listens to `word/numbering.xml`, and counts: Word keeps the numbers that people cite nowhere in the text."""

    def __init__(self) -> None:
        self._lists: dict[str, _List] = {}
        self._of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        self._list = _List()
        self._number = ""
        self._level = _Level()
        self._override = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        value = attributes.get("val", "")
        match name:
            case "w:abstractNum":
                self._list = self._lists.setdefault(attributes.get("abstractNumId", ""), _List())
            case "w:num":
                self._number = attributes.get("numId", "")
                self._list = _List()
            case "w:abstractNumId":
                self._of[self._number] = value
            case "w:lvlOverride":
                self._override = number(attributes.get("ilvl"))
            case "w:startOverride":
                self._starts[self._number, self._override] = number(value)
            case "w:lvl":
                self._level = self._list.levels.setdefault(number(attributes.get("ilvl")), _Level())
            case "w:start":
                self._level.start = number(value)
            case "w:numFmt":
                self._level.form = value
            case "w:lvlText":
                self._level.text = value

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, text: str) -> None:
        """There are none in lists."""

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, as Word shows it: "1.2", "(a)". "" of bullets."""
        known = self._lists.get(self._of.get(list_id, ""))
        if known is None or level not in known.levels:
            return ""
        started = (list_id, level)
        if started in self._starts and started not in self._begun:
            known.counted.pop(level, None)
        self._begun.add(started)
        start = self._starts.get(started, known.levels[level].start)
        known.counted[level] = known.counted.get(level, start - 1) + 1
        for deeper in [one for one in known.counted if one > level]:
            del known.counted[deeper]
        shown = known.levels[level].text[:50]
        if known.levels[level].form in ("bullet", "none"):
            return ""
        for at, one in known.levels.items():
            if f"%{at + 1}" in shown:
                shown = shown.replace(f"%{at + 1}", numbered_as(known.counted.get(at, one.start), one.form))
        return shown


def numbered_as(count: int, form: str) -> str:
    """A number as a list of this form shows it: "3", "c", "III"."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 4)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    parts = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    found = ""
    for worth, letters in (*parts, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        times, count = divmod(count, worth)
        found += letters * times
    return found
