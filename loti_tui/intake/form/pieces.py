"""A form taken apart: its paragraphs cut at the labels inside them, and put under the headings that they belong to.

Machine-read forms have headings without a level, levels without a heading, and several labels on one line
("Name: … Position: …"). So a heading is known by its words, and a label wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from loti_tui.domain.text import fold
from loti_tui.intake.days import AT_START
from loti_tui.intake.document import Document, Paragraph, Table
from loti_tui.intake.place import NOWHERE, Place

_SECTIONS: tuple[tuple[str, str], ...] = (
    ("summary", "executive summary"),
    ("decision", "decision|decisions|the decision"),
    ("authorising", "authorising director|authorising assistant director|authorising executive director"),
    (
        "authorising",
        "authorising head of (?:unit|service|area)|authorising (?:assistant )?director head of (?:unit|service)",
    ),
    ("authorising", "mayor of london|mayor|deputy mayor|assistant director head of (?:unit|service)"),
    ("part1", r"part (?:i|1|l)\b.{0,80}"),
    ("report", "decision required(?: supporting report)?"),
    ("background", "(?:introduction and )?background|introduction"),
    ("goals", "(?:aims and )?objectives and (?:expected )?outcomes"),
    ("objectives", "objectives|aims and objectives|the objectives|key objectives"),
    ("outcomes", "outcomes|expected outcomes|the outcomes|key outcomes"),
    ("equality", "equalit(?:y|ies) comments"),
    ("considerations", "other considerations"),
    ("risks", "(?:key )?risks?(?: and (?:key )?issues)?|risk register|key risks and mitigations?"),
    ("links", "links to (?:mayoral )?strategies.{0,40}|links to mayoral.{0,60}"),
    ("impact", "impact assessments?(?: and consultations?)?"),
    ("finance", "financial comments.{0,80}"),
    ("legal", "legal comments.{0,40}"),
    ("delivery", "planned delivery approach and next steps|next steps|planned delivery approach|timetable|timeline"),
    ("appendices", "appendices.{0,40}|supporting papers.{0,40}"),
    ("access", "public access to information"),
    ("deferral", "part (?:1|i|l) deferral"),
    ("part2", "part (?:2|ii) (?:confidentiality|sensitive information)|part (?:2|ii)"),
    ("declaration", "originating officer declaration.{0,60}"),
    ("countersigned", r"(?:executive director|chief (?:finance|investment) officer|chief of staff)\b.{0,60}"),
    ("countersigned", r"(?:assistant )?director of (?:finance|resources)\b.{0,60}"),
    ("record", "key information"),
)
_NAMES = [name for name, _ in _SECTIONS]
_KNOWN = re.compile("|".join(f"({pattern})" for _, pattern in _SECTIONS))
_PLAIN_NAMES = [
    (name, words)
    for name, pattern in _SECTIONS
    for words in pattern.split("|")
    if len(words) >= 8 and not re.search(r"[\\(){}.?*+]", words)
]

LABELS: tuple[tuple[str, str], ...] = (
    ("title", "Title"),
    ("name", "Name"),
    ("position", "Position|Post|Job title"),
    ("signature", "Signature|Signed"),
    ("signed", "Date signed"),
    ("published", "Date published"),
    ("date", "Date"),
    ("type", "Type of decision|Decision type"),
    ("by", "Decision by"),
    ("code", "Reference code|Code|Reference"),
    ("directorate", "Directorate"),
    ("summary", "Executive [Ss]ummary|EXECUTIVE SUMMARY"),
    ("decision", "Decision|DECISION"),
    ("reason", "If (?:YES|yes|Yes),? for what reasons?"),
    ("until", "Until what date"),
)
"""Label -> how forms and records write it, with a colon behind it, or alone on its line."""

_LABELLED = re.compile("|".join(f"(?P<{name}>{words})" for name, words in LABELS))
_CUT = re.compile(
    r"(?<!\S)(?:(?:" + "|".join(words for _, words in LABELS) + r")\b ?(?:\([^)]{0,80}\) ?)?[:;]"
    r"|Is (?:the )?publication of [Pp]art|Is there (?:a|an) [Pp]art)"
)
_NUMBER = re.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[ivx]{1,4}|[a-z])[.)]+|\d{1,2}(?:\.\d{1,2}){0,2}(?= ))\s*", re.I
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or the part of one from one label to the next.

    `label` is the name of its label and `rest` the text behind it; of a text without one, `rest` is all of it.
    `heading` is the name of the section that it begins, and `number` the number in front of it ("4", "a").
    """

    text: str
    place: Place
    rest: str
    label: str = ""
    heading: str = ""
    number: str = ""
    level: int = 0
    listed: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, down to the next. Its first text may stand on the line of the heading."""

    name: str
    blocks: tuple[Piece | Table, ...]
    head: Piece | None = None

    @property
    def pieces(self) -> list[Piece]:
        """Its paragraphs."""
        return [block for block in self.blocks if isinstance(block, Piece)]

    @property
    def tables(self) -> list[Table]:
        """Its tables."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def text(self) -> str:
        """Its paragraphs as one text, for words that are looked for anywhere in it."""
        return "\n".join(piece.rest for piece in self.pieces)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.head.place if self.head else next((piece.place for piece in self.pieces), NOWHERE)


def heading(text: str) -> str:
    """The name of the section whose heading a text is, "" of any other; numbers, colons and case do not matter."""
    return _heading(text) if len(text) <= 120 else ""


@lru_cache(maxsize=4096)
def _heading(text: str) -> str:
    words = plain(_NUMBER.sub("", text))
    if (found := _KNOWN.fullmatch(words)) and found.lastindex:
        return _NAMES[found.lastindex - 1]
    # "Financia1 comments": a heading with a letter or two misread. Short words are too much alike for that.
    for name, known in _PLAIN_NAMES:
        alike = known[:3] == words[:3] or known[-3:] == words[-3:]
        if alike and abs(len(known) - len(words)) <= 2 and SequenceMatcher(None, known, words).ratio() >= 0.88:
            return name
    return ""


def plain(text: str) -> str:
    """A heading in small letters without its marks: "Part 1 - Deferral:" is "part 1 deferral"."""
    return " ".join(re.sub(r"[^\w\s]+", " ", fold(text).replace("'", "")).split())


def pieces(paragraph: Paragraph) -> Iterator[Piece]:
    """A paragraph cut at its labels."""
    text = paragraph.text
    starts = [found.start() for found in _CUT.finditer(text)]
    if not starts:
        yield _piece(text, paragraph)
        return
    if starts[0]:
        starts.insert(0, 0)
    for start, end in pairwise([*starts, len(text)]):
        if part := text[start:end].strip():
            yield _piece(part, paragraph)


def _piece(text: str, paragraph: Paragraph) -> Piece:
    label, rest = _label(text)
    name = heading(text) if not label or label in ("decision", "summary") else ""
    if label in ("decision", "summary"):
        name, label = name or label, ""
    elif not label and not name:
        name, rest = _headed(text)
    number = _NUMBER.match(text)
    return Piece(
        text,
        paragraph.place,
        "" if name and rest == text else rest,
        label,
        name,
        number[0].strip(" .()") if number else "",
        paragraph.level,
        paragraph.listed,
        paragraph.lead,
    )


def _label(text: str) -> tuple[str, str]:
    """The label that a text begins with, and the rest behind it."""
    found = _LABELLED.match(text)
    if not found or not found.lastgroup:
        return "", text
    rest = re.sub(r"^ ?\([^)]{0,80}\)", "", text[found.end() :])
    if rest.strip() == "":
        return found.lastgroup, ""
    if mark := re.match(r"\s*[:;]\s*", rest):
        return found.lastgroup, rest[mark.end() :].strip()
    if found.lastgroup == "date" and AT_START.fullmatch(rest.strip()):
        return "date", rest.strip()
    return "", text


def _headed(text: str) -> tuple[str, str]:
    """The section whose heading a text begins with, before a colon, and the text behind it."""
    front, colon, rest = text.partition(":")
    if not colon or len(front) > 100 or not rest.strip():
        return "", text
    name = heading(front)
    return (name, rest.strip()) if name else ("", text)


def sections(document: Document) -> list[Section]:
    """The form under its headings, in order; what stands before the first of them is called "header"."""
    found: list[Section] = []
    name, head, blocks = "header", None, list[Piece | Table]()
    for block in document.blocks:
        for part in [block] if isinstance(block, Table) else pieces(block):
            begins = part.heading if isinstance(part, Piece) else _declares(part)
            if name == "declaration" and begins == "authorising":
                begins = ""  # "Assistant Director/Head of Service:" is a line of the declaration
            if begins:
                found.append(Section(name, tuple(blocks), head))
                name, head, blocks = begins, part if isinstance(part, Piece) else None, []
                if isinstance(part, Piece) and not part.rest:
                    continue
            blocks.append(part)
    found.append(Section(name, tuple(blocks), head))
    return found


def _declares(table: Table) -> str:
    """The officers' declaration is a table with its heading in the first row."""
    words = next((cell.text for row in table.rows[:2] for cell in row if cell.text), "")
    return "declaration" if heading(words) == "declaration" else ""


def named(found: list[Section], *names: str) -> list[Section]:
    """The sections of these names, in order."""
    return [one for one in found if one.name in names]
