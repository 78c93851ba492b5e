"""Which lines begin something of their own, and which go on with the line before."""

from __future__ import annotations

import re
from collections.abc import Sequence

UNWRAPPED = 160
"""In characters. Nobody wraps lines so late: in a file with longer ones, each paragraph stands on one line."""
NARROWEST = 45
"""In characters. Lines shorter than this are short because they end there."""

LABEL = re.compile(r"[A-Z][^\s:.;,?!]*(?: [^\s:.;?!]+){0,7} ?:(?=[\s*_]|$)")
"""A label at the beginning of a line: "Date signed:", "If YES, for what reason:"."""

# What people cite stays in the text: the number of a paragraph, the letter of a part.
_BULLET = re.compile(r"\s*(?:[-*•▪◦●○‣·∙\uf0b7\uf0a7]|o(?=\s+\S))\s+(?=\S)")
_DASH = re.compile(r"\s*[–—]\s+(?=\S)")
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{1,5}|\d{1,3})\)|[a-z]\.|[ivx]{1,5}\.|\(?[A-Z]\))\s+(?=\S)"
)


def bullet(line: str) -> int:
    """How many characters at the beginning of a line are a bullet and its spaces; 0 where there is none.

    A dash is none: it comes before the reference of a decision and between dates too.
    """
    found = _BULLET.match(line)
    return found.end() if found else 0


def dash(line: str) -> int:
    """As `bullet`, of a dash: one where it stands among bullets or below an empty line."""
    found = _DASH.match(line)
    return found.end() if found else 0


def numbered(line: str) -> bool:
    """Whether a line begins with a number or letter that people cite: "1.6", "2)", "iv.", "(a)"."""
    return bool(_NUMBERED.match(line))


def own_line(before: str, line: str, width: int) -> bool:
    """Whether a line is one of its own, below `before`, rather than wrapped from it.

    `width` is the longest line of the file, in characters: what is wrapped fills it, so that the first word would not
    have found room in the line before. A line that begins in lower case goes on in any case.
    """
    before, line = before.rstrip(), line.strip()
    if before.rstrip("*_").endswith(":") or LABEL.match(line.lstrip("*_")):
        return True
    if line[:1].islower():
        return False
    if not NARROWEST <= width <= UNWRAPPED:
        return True
    return len(before) + 1 + len(line.partition(" ")[0]) <= width


def as_one(lines: Sequence[str]) -> str:
    """Lines as one, with spaces between them, but none after a hyphen within a word ("cross-" and "functional")."""
    parts: list[str] = []
    for line in lines:
        before = parts[-1] if parts else ""
        within = before[-1:] == "-" and before[-2:-1].isalpha() and line[:1].islower()
        parts += ("", line) if within or not parts else (" ", line)
    return "".join(parts)
