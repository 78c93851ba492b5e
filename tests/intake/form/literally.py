"""What a raw text literally says, worked out apart from the program: the oracle of the fuzz tests."""

from __future__ import annotations

import re
from fractions import Fraction

from loti_tui.domain.fields import Plain
from loti_tui.intake.document import Document, Table

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SCALES = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_ALPHAS = {"A": "A\u0391\u0410\uff21", "G": "G\u050c\uff27", "R": "R\uff32"}


def says_score(raw: str, plain: int) -> bool:
    """Whether a cell says a number from 1 to 4."""
    return re.fullmatch(r"[1-4](?:\W+[A-Za-z ]+\)?)?", raw) is not None and int(raw[0]) == plain


def says_rag(raw: str, plain: str) -> bool:
    """Whether a cell says a RAG: its letter, one that looks the same, or its word."""
    words = {"A": "amber", "G": "green", "R": "red"}
    return raw in _ALPHAS[plain] or raw.casefold() in (plain.casefold(), words[plain]) or raw.isascii() is False


def says_amount(raw: str, pence: int) -> bool:
    """Whether a text says an amount: its pound sign, whole groups of figures, and a scale."""
    found = re.fullmatch(
        r"(?:£|GBP) ?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))? ?([a-z]*)(?:,? \(?(?:plus|excl?\.?|excluding) VAT\)?)?",
        raw,
        re.IGNORECASE,
    )
    if not found or found[3].casefold() not in _SCALES:
        return False
    pounds = Fraction(found[1].replace(",", "") + "." + (found[2] or "0")) * _SCALES[found[3].casefold()]
    return pounds * 100 == pence


def says_date(raw: str, iso: str) -> bool:
    """Whether a text says a date, day first, with as much of it as `iso` has and a year of its own."""
    words = re.sub(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?", "", raw.casefold())
    years = re.findall(r"(?:19|20)\d\d", words) or re.findall(r"(?<=[./ '’-])\d\d$", words.strip(" ."))
    if len(years) != 1 or int(iso[2:4]) != int(years[0][-2:]):
        return False
    rest = words[: words.rfind(years[0])] + " " + words[words.rfind(years[0]) + len(years[0]) :]
    numbers = [int(one) for one in re.findall(r"\d+", rest)]
    named = [_MONTHS.index(one) + 1 for one in re.findall("|".join(_MONTHS), rest)]
    parts = [int(part) for part in iso.replace("Q", "").split("-")[1:]]
    if "Q" in iso:
        return f"q{parts[0]}" in words
    if named:
        return [*named, *numbers] == parts
    return numbers == parts[::-1] or numbers == parts


def says(name: str, raw: str, plain: Plain) -> bool:
    """Whether the raw text of a field literally says its value."""
    if name in ("probability", "impact"):
        return isinstance(plain, int) and says_score(raw, plain)
    if name == "rag_recorded":
        return says_rag(raw, str(plain))
    if isinstance(plain, int) and name in ("amount", "ceiling", "value"):
        return says_amount(raw, plain)
    return says_date(raw, str(plain))


NUMBERS = frozenset({
    *("probability", "impact", "rag_recorded", "amount", "ceiling", "value", "approved_on", "starts_on", "ends_on"),
    *("signed_on", "planned_for", "planned", "forecast", "baseline", "actual", "until", "published_on"),
})  # fmt: skip
"""The fields whose values are numbers, dates, amounts or ratings."""


def stands_at(found: Document, raw: str, place: object) -> bool:
    """Whether a raw text stands in a paragraph or cell of that place."""
    for block in found.blocks:
        if isinstance(block, Table):
            if any(cell.place == place and raw in cell.text for row in block.rows for cell in row):
                return True
        elif block.place == place and raw in block.text:
            return True
    return False
