"""What the words and numbers of a scale stand for. One that is not the register's own is asked about, never guessed.

The register's own scale is 1 to 4, with the names that the GLA's project system publishes. Letters, percentages, 1 to
5, a scale on which 1 is the worst, words such as "Likely": each of their values needs an answer, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from loti_tui.domain.fields import Score
from loti_tui.domain.text import fold, quoted
from loti_tui.intake.sheets.asked import Choices
from loti_tui.intake.sheets.cells import NOTHING, Read
from loti_tui.intake.sheets.reading import Scalar, text_of

_RANGE = re.compile(r"\b(\d{1,3})\s*(?:-|\u2013|\u2014|to|\.\.|/)\s*(\d{1,3})\b")
_REVERSED = re.compile(
    r"\b1\s*(?:is|=|:|-)\s*(?:the\s+)?(?:worst|high(?:est)?|most|severe|critical|top|red|max(?:imum)?)\b|\brevers",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:([1-4])\s*[-:.,=)\u2013\u2014]?\s*([A-Za-z][A-Za-z ]*))|(?:([A-Za-z][A-Za-z ]*?)\s*[-:(\u2013]?\s*([1-4])\)?)"
)
_MISREAD = frozenset("lI|")
"""Letters that look like 1."""
FEW = 60
"""More words than this in one column of a scale are no scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the cells of one column of scores are read: `own` is the register's 1 to 4; else each word is asked about."""

    kind: str
    field: str
    type: Score
    own: bool
    why: str = ""
    """What shows that it is another scale, as a sentence."""


def scale_of(kind: str, name: str, type_: Score, heading: str, values: Iterable[Scalar], beside: str = "") -> Scale:
    """What the heading and the cells of a column say of its scale.

    `beside` is the heading of a column that is known to have another scale, this one or one beside it: nobody scores
    on two.
    """
    if _REVERSED.search(heading):
        return Scale(kind, name, type_, False, f"The heading {quoted(heading)} says that 1 is the worst.")
    named = _RANGE.search(heading)
    if named and (named[1], named[2]) != ("1", "4"):
        return Scale(kind, name, type_, False, f"The heading {quoted(heading)} names a scale other than 1 to 4.")
    for value in values:
        text = text_of(value).strip()
        if beyond(text) or (isinstance(value, float) and not value.is_integer()):
            return Scale(kind, name, type_, False, f"{quoted(text)} is on a scale other than 1 to 4.")
    if beside and not named:
        return Scale(kind, name, type_, False, f"{quoted(beside)} is on a scale other than 1 to 4.")
    return Scale(kind, name, type_, True)


def beyond(text: str) -> bool:
    """Whether a cell shows that its column has another scale: a number that is not 1 to 4, a percentage."""
    number = text.removesuffix("%").strip()
    if not re.fullmatch(r"-?\d{1,6}(?:\.\d{1,6})?", number):
        return bool(_RANGE.search(text)) and "%" in text
    return text.endswith("%") or Decimal(number) not in (1, 2, 3, 4)


def known(text: str, scale: Scale) -> int | None:
    """The score that a word stands for without being asked: 1 to 4 on the register's own scale, the GLA's names."""
    folded = " ".join(fold(text).split())
    names = [fold(one) for one in scale.type.names]
    if folded in names:
        return names.index(folded) + 1
    if not scale.own:
        return None
    if folded in ("1", "2", "3", "4", "1.0", "2.0", "3.0", "4.0"):
        return int(folded[0])
    if both := _NUMBERED.fullmatch(folded):
        number, word = (both[1], both[2]) if both[1] else (both[4], both[3])
        if word.strip() in names and names.index(word.strip()) + 1 == int(number):
            return int(number)
    return None


def word_of(value: Scalar) -> str:
    """A cell as the word that is asked about and remembered."""
    return " ".join(text_of(value).split())


def read_score(value: Scalar, scale: Scale, choices: Choices) -> Read | None:
    """The score of a cell; None where its word must be asked about."""
    word = word_of(value)
    if choices.has_word(scale.kind, scale.field, word):
        return Read(choices.word(scale.kind, scale.field, word))
    if (found := known(word, scale)) is not None:
        return Read(found)
    if word.casefold() in NOTHING:
        return Read(None)
    if word in _MISREAD:
        settled = 1 if scale.own else choices.word(scale.kind, scale.field, "1")
        return Read(None, f"{quoted(word)} looks like 1.", () if settled is None else (settled,))
    return None
