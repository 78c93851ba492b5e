"""Which row of a sheet has its headings, which kind of item the sheet lists, and which field each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import fold, quoted, shortened
from loti_tui.intake.place import letters
from loti_tui.intake.sheets.asked import IGNORED, Choices, Column, Matched
from loti_tui.intake.sheets.reading import Row, Sheet, blank, text_of
from loti_tui.intake.sheets.synonyms import (
    BEFORE,
    IMPACTS,
    NO_ROOM,
    NOW,
    PROBABILITIES,
    REFERENCES,
    SPEAKING,
    SYNONYMS,
    UNSURE,
    WANTED,
    WORKED_OUT,
)

DEEPEST = 40
"""Rows in which the headings are looked for."""
LONGEST = 120
"""Characters that a heading has at most: more are prose."""
LIKE = 0.82
"""How like a known name a heading must be to be proposed."""
PART = 0.7
"""How sure it is where a known name is the beginning or the end of a heading."""
SAMPLES = 3

_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_SCALE = re.compile(r"\b\d{1,3}\s*(?:-|\u2013|\u2014|to|/)\s*\d{1,3}\b")
_BROKEN = re.compile(r"(?<=\w)-\s+(?=\w)")
_TIMES = re.compile(r"\s*[*\u00d7]\s*")
_OTHER = re.compile(r"[^a-z0-9#]+")


def normal(heading: str) -> str:
    """A heading as headings are compared: small letters, without what stands in brackets, a scale and punctuation."""
    text = _TIMES.sub(" x ", _BROKEN.sub("", fold(heading)))
    bare = _OTHER.sub(" ", _SCALE.sub(" ", _ASIDE.sub(" ", text))).replace("#", " number ")
    found = " ".join(bare.split())
    return found or " ".join(_OTHER.sub(" ", text).split())


@dataclass(frozen=True, slots=True)
class Known:
    """A name that is known: the field it stands for ("" where it is left out), and how it is known."""

    field: str
    how: Matched
    why: str = ""


@cache
def names_of(kind: str) -> Mapping[str, Known]:
    """Every name that is known for a column of a kind -> what it stands for; the strongest way to know it wins."""
    described = KINDS[kind]
    found: dict[str, Known] = {}

    def add(name: str, known: Known) -> None:
        found.setdefault(name, known)

    add("id", Known("ref", "synonym"))
    for name in ("ref", *described.editable):
        add(normal(name), Known(name, "name"))
        if name in ("amount", "value", "ceiling"):
            add(f"{name} pence", Known(name, "name"))
    for name in ("ref", *described.editable):
        add(normal(described.fields[name].label), Known(name, "label"))
    for what, called in WORKED_OUT.get(kind, {}).items():
        for name in called:
            add(name, Known(f"={what}", "ignored", "It is worked out from other columns."))
    for name, called in SYNONYMS.get(kind, {}).items():
        for one in called:
            add(one, Known(name, "synonym"))
    for name, called in UNSURE.get(kind, {}).items():
        for one in called:
            add(one, Known(name, "likeness"))
    for one in REFERENCES:
        add(one, Known("ref", "synonym"))
    if kind == "risk":
        for name, one in graded():
            add(one, Known(name, "synonym"))
    for one in NO_ROOM:
        add(one, Known(IGNORED, "ignored", "The register has no field for it."))
    return found


def graded() -> Iterator[tuple[str, str]]:
    """The names of the three pairs of scores of a risk."""
    for words, prefix in ((NOW, ""), (BEFORE, "inherent_"), (WANTED, "target_")):
        for names, field in ((PROBABILITIES, "probability"), (IMPACTS, "impact")):
            yield from ((prefix + field, f"{word} {name}") for word in words for name in names)
    yield from (("probability", name) for name in PROBABILITIES)
    yield from (("impact", name) for name in IMPACTS)


def matched(kind: str, heading: str) -> tuple[Known, float]:
    """What a heading stands for in a sheet of a kind, and how sure that is; an unknown one stands for nothing."""
    names, text = names_of(kind), normal(heading)
    for one in variants(kind, text):
        if one in names:
            known = names[one]
            return known, 0.6 if known.how == "likeness" else 1.0
    return likeness(kind, text)


def variants(kind: str, text: str) -> Iterator[str]:
    """The heading, and the same without the name of its kind: "risk owner", "description of risk"."""
    yield text
    for word in (kind, f"{kind}s"):
        if text.startswith(f"{word} "):
            yield text[len(word) + 1 :]
        for tail in (f" of {word}", f" of the {word}", f" {word}"):
            if text.endswith(tail):
                yield text[: -len(tail)]


@cache
def likeness(kind: str, text: str) -> tuple[Known, float]:
    """The known name that a heading is most like, where it is like one."""
    unknown = Known(IGNORED, "unknown")
    if len(text) < 4:
        return unknown, 0.0
    best, found = 0.0, unknown
    for name, known in names_of(kind).items():
        if len(name) < 4:
            continue
        whole = f" {text} ".startswith(f" {name} ") or f" {text} ".endswith(f" {name} ")
        sure = PART + len(name) / 1000 if whole and len(name) > 4 else 0.0
        matcher = SequenceMatcher(None, name, text)
        if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE:
            sure = max(sure, matcher.ratio() if matcher.ratio() >= LIKE else 0.0)
        if sure > best:
            best, found = sure, known
    if not found.field or found.field.startswith("="):
        return unknown, 0.0  # like something that is left out: not enough to leave it out for, and said to be unknown
    return Known(found.field, "likeness"), best


# -- the row of headings and the kind --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet with its headings: `at` is the place of their row among the sheet's rows; `kinds` the likeliest first."""

    sheet: Sheet
    at: int
    kinds: tuple[str, ...]
    headings: tuple[tuple[int, str], ...]
    """(column, heading) of each column that has one."""
    items: tuple[Row, ...] | None = None
    """The rows below that are items, once that is known."""
    dropped: tuple[tuple[Row, str], ...] = ()
    """The others, each with a sentence that says why."""

    @property
    def row(self) -> Row:
        return self.sheet.rows[self.at]

    @property
    def below(self) -> tuple[Row, ...]:
        """The rows below the headings, those that are no items left out once that is known."""
        return self.sheet.rows[self.at + 1 :] if self.items is None else self.items


def headed(sheet: Sheet, name: str, choices: Choices) -> Headed | None:
    """The sheet with its headings; None where no row of it reads as headings. `name` is that of the sheet or file."""
    best, found = 0.0, None
    settled = choices.kinds.get(sheet.name)
    for at, row in enumerate(sheet.rows[:DEEPEST]):
        if not heading_like(row):
            continue
        headings = headings_of(sheet, at)
        above = " ".join(
            text_of(cell) for one in sheet.rows[max(at - 3, 0) : at] for cell in one.cells if not blank(cell)
        )
        scores = {
            kind: score(kind, [heading for _, heading in headings], f"{name} {above}", choices)
            for kind in ([settled] if settled in KINDS else SYNONYMS)
            if kind
        }
        kind, most = max(scores.items(), key=lambda one: one[1], default=("", 0.0))
        if most > best:
            near = sorted(
                (one for one, points in scores.items() if points >= most - 0.5 and points > 0),
                key=lambda one: -scores[one],
            )
            best, found = most, Headed(sheet, at, tuple(dict.fromkeys((kind, *near))), headings)
    return found


def heading_like(row: Row) -> bool:
    """Whether a row may be headings: at least two short texts, and texts for the most part."""
    filled = [cell for cell in row.cells if not blank(cell)]
    texts = [cell for cell in filled if isinstance(cell, str) and len(cell) <= LONGEST and not cell.strip().isdigit()]
    return len(texts) >= 2 and len(texts) >= 0.7 * len(filled)


def headings_of(sheet: Sheet, at: int) -> tuple[tuple[int, str], ...]:
    """(column, heading) of a row; of headings that are alike, each with what stands above it or its column's letter."""
    row = sheet.rows[at]
    found = {place: one_line(text_of(cell)) for place, cell in enumerate(row.cells, 1) if not blank(cell)}
    above = groups(sheet.rows[at - 1]) if at and adjoining(sheet, at) else {}
    twice = Counter(found.values())
    if above:
        found = {
            place: f"{above[place]} {text}" if twice[text] > 1 and place in above else text
            for place, text in found.items()
        }
        twice = Counter(found.values())
    return tuple((place, f"{text} [{letters(place)}]" if twice[text] > 1 else text) for place, text in found.items())


def adjoining(sheet: Sheet, at: int) -> bool:
    """Whether the row above stands right above, and is one of headings over several columns."""
    above, row = sheet.rows[at - 1], sheet.rows[at]
    return above.number == row.number - 1 and sum(not blank(cell) for cell in above.cells) > 1


def groups(row: Row) -> dict[int, str]:
    """Column -> what stands above it: a merged cell holds its text in its first column alone."""
    found, last = {}, ""
    for place in range(1, len(row.cells) + 20):
        cell = row.cell(place)
        last = last if blank(cell) else one_line(text_of(cell))
        if last:
            found[place] = last
    return found


def one_line(text: str) -> str:
    return shortened(" ".join(text.split()), LONGEST)


def score(kind: str, headings: Sequence[str], around: str, choices: Choices) -> float:
    """How much speaks for it that these headings are those of a kind; 0 where fewer than two are known."""
    known, points = set(), 0.0
    for heading in headings:
        settled = choices.column(kind, heading)
        one = Known(settled, "remembered") if settled else exactly(kind, heading)
        if one is None or not one.field or one.field in known:
            continue
        known.add(one.field)
        points += 0.5 if one.field.startswith("=") else 1.0
        points += 0.5 if one.field == KINDS[kind].title else 0.0
        words = set(normal(heading).split())
        points += (
            1.0 if words & {kind, f"{kind}s"} and one.field in (KINDS[kind].title, "ref", "owner", "status") else 0.0
        )
    if len(known) < 2:
        return 0.0
    points += 2.0 if set(normal(around).split()) & set(SPEAKING[kind]) else 0.0
    points += 2.0 if kind == "risk" and {"probability", "impact"} <= known else 0.0
    return points if KINDS[kind].title in known else points / 2


def exactly(kind: str, heading: str) -> Known | None:
    """What a heading is known to stand for, its likeness left out."""
    names = names_of(kind)
    return next((names[one] for one in variants(kind, normal(heading)) if one in names), None)


# -- columns ---------------------------------------------------------------------------------------------------------


def columns_of(found: Headed, kind: str, choices: Choices) -> tuple[Column, ...]:
    """What each column holds, as far as that is known; `sure` is 1 where nothing must be asked."""
    made = []
    for place, heading in found.headings:
        samples = tuple(sampled(found, place))
        settled = choices.column(kind, heading)
        if settled and settled != "ref" and not any(settled in one.editable for one in KINDS.values()):
            raise Refused(
                f"{quoted(settled)} is no field of {article(kind)}. Nothing was changed. Choose from ref, "
                f"{', '.join(KINDS[kind].editable)}."
            )
        if settled is not None and (settled == IGNORED or settled in ("ref", *KINDS[kind].editable)):
            how: Matched = "remembered" if settled else "ignored"
            made.append(
                Column(place, heading, settled, how, 1.0, samples, "" if settled else "It was left out by choice.")
            )
            continue
        known, sure = matched(kind, re.sub(r" \[[A-Z]+\]$", "", heading))
        why = known.why or ("" if known.field else "Nothing in the register is called so.")
        made.append(Column(place, heading, known.field, known.how, sure, samples, why))
    return tuple(made)


def article(kind: str) -> str:
    """A kind with its article, for a sentence."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def sampled(found: Headed, place: int) -> Iterator[str]:
    """The first values of a column, each once."""
    seen: set[str] = set()
    for row in found.below[:200]:
        text = shortened(text_of(row.cell(place)), 40)
        if text and text not in seen:
            seen.add(text)
            yield text
            if len(seen) == SAMPLES:
                return
