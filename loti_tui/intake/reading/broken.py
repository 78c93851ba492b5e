"""Paragraphs that an empty line, or the end of a page, broke in two: put together again, and said so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from loti_tui.intake.document import Block, Paragraph
from loti_tui.intake.reading.lines import as_one
from loti_tui.intake.taken import Notice, What

SENTENCE = "A paragraph that was broken in two here was put together."
LONG_ENOUGH = 40
"""In characters. What is shorter is a heading, a name or a label, and is not the first half of a sentence."""
TOO_LONG_FOR_A_HEADING = 150
"""In characters. A “heading” of this length with a sentence in it is a paragraph that was marked by mistake."""

_LOWER_LABEL = re.compile(r"[^.:]{1,40}:")
# “Position: Head of Paid Service & Executive”, and on the next line “Director”: a post goes on after these words, and
# on with those. A chief executive is a whole post.
_POST_BEGUN = re.compile(
    r"(?:Position|Post|Job title|Role)\b.*"
    r"(?:&|\b(?:and|of|for)|(?<!Chief )\bExecutive|\b(?:Assistant|Deputy|Managing|Interim))"
)
_POST_GOES_ON = re.compile(r"(?:Director|Officer|Mayor|Secretary|Manager|Head)\b[^:.]{0,60}")


def put_together(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks with broken paragraphs joined, and a notice for each. Safe rather than thorough.

    A paragraph is joined to the one before it where that ends in the middle of a sentence and this one begins in lower
    case and is neither listed nor labelled; and where the two are the halves of one post in a signature.
    """
    found: list[Block] = []
    notices: list[Notice] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(last, Paragraph) and isinstance(block, Paragraph) and _halves(last, block):
            found[-1] = replace(last, text=as_one((last.text, block.text)), level=0)
            notices.append(Notice(What.JOINED, SENTENCE, block.place, block.text))
        else:
            found.append(block)
    return tuple(found), tuple(notices)


def _halves(first: Paragraph, second: Paragraph) -> bool:
    if second.level or second.listed:
        return False
    if _POST_BEGUN.fullmatch(first.text) and _POST_GOES_ON.fullmatch(second.text):
        return not first.level
    begun = len(first.text) >= LONG_ENOUGH and (first.text[-1].isalnum() or first.text[-1] in ",-–—&(/")
    if first.level:
        begun = begun and len(first.text) >= TOO_LONG_FOR_A_HEADING and ". " in first.text
    return begun and second.text[0].islower() and not _LOWER_LABEL.match(second.text)
