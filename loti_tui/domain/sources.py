"""What a register keeps of the documents that were brought in: how they were read, and what is open.

Each is lines of text in a field of the `source` item, so that the history tells them; here is how they are written and
read. A text that would be too long for its field ends with how many lines are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loti_tui.domain.fields import TEXT_LIMIT, Plain
from loti_tui.domain.items import Source
from loti_tui.domain.text import shortened

SPARE = 40
"""Characters kept free for the line that counts what is left out."""
RAW = 60
"""Characters of a raw text that are kept."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that a document has and the register does not: it can be read in more than one way, or in none.

    `item` is the id of the item in the register, and `raw` the words as they stand in the document.
    """

    item: str
    field: str
    raw: str


def doubt_lines(doubts: Iterable[Doubt]) -> str | None:
    """Doubts as the field keeps them."""
    return fitting([f"{one.item} {one.field} {shortened(one.raw, RAW)}".rstrip() for one in doubts])


def doubts_of(source: Source) -> Iterator[Doubt]:
    """The doubts that a document left; the line that counts the rest is none."""
    for line in (source.doubts or "").splitlines():
        item, _, rest = line.partition(" ")
        field, _, raw = rest.partition(" ")
        if field and not item.startswith("…"):
            yield Doubt(item, field, raw)


def column_lines(columns: Iterable[tuple[str, str]]) -> str | None:
    """Headings of a spreadsheet and the field that each was read as, "" for one that is not read."""
    return fitting([f"{shortened(heading, 200)} = {field}".rstrip() for heading, field in columns])


def columns_of(source: Source) -> dict[str, str]:
    """heading -> field, as it was read last time."""
    return {heading.strip(): field.strip() for heading, field in _pairs(source.columns)}


def word_lines(words: Iterable[tuple[str, str, Plain]]) -> str | None:
    """Of each field, the words of a spreadsheet and the value that each stands for."""
    return fitting([f"{field}: {shortened(word, 200)} = {value}" for field, word, value in words])


def words_of(source: Source) -> Iterator[tuple[str, str, str]]:
    """(field, word, value as it is typed), as it was read last time."""
    for told, value in _pairs(source.words):
        field, colon, word = told.partition(":")
        if colon:
            yield field.strip(), word.strip(), value.strip()


def fitting(lines: Sequence[str]) -> str | None:
    """Lines as one text that a field accepts; None of no lines."""
    length = 0
    kept: list[str] = []
    for line in lines:
        length += len(line) + 1
        if length > TEXT_LIMIT - SPARE:
            return "\n".join([*kept, f"… and {len(lines) - len(kept):,} more"])
        kept.append(line)
    return "\n".join(kept) or None


def _pairs(text: str | None) -> Iterator[tuple[str, str]]:
    for line in (text or "").splitlines():
        before, equals, after = line.rpartition(" =")
        if equals:
            yield before, after
