"""Whether publication of Part 1 is put off, until when and why; and whether there is a Part 2."""

from __future__ import annotations

import re

from loti_tui.intake.days import day
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.pieces import Piece, Section
from loti_tui.intake.letters import unmixed
from loti_tui.intake.taken import Value, What

_DEFERRED = re.compile(r"(?:publication|part (?:1|i|l)\b).{0,60}\bdeferred\b\s*[?:.–—-]*\s*(?P<answer>.*)$", re.I)
_PART2 = re.compile(r"\bis there an? part ?(?:2|II) form\b\s*[?:.–—-]*\s*(?P<answer>.*)$", re.I)
_PURCHASE = re.compile(r"\b(?:procure\w*|tender\w*|contract\w*|bid\w*|supplier|successful organisation)\b", re.I)
_NEARLY = {True: ("yes", "ye5", "ves", "y", "yos"), False: ("no", "n0", "n", "ho")}


def take_publication(sections: list[Section], has_contract: bool, published: Value | None, gathered: Gathered) -> None:
    """Add the publication, where the form (or a record, with the day of it) speaks of one."""
    pieces = [piece for one in sections for piece in one.pieces]
    deferred = _answer(_DEFERRED, pieces)
    part2 = _answer(_PART2, pieces)
    reason, until = _reason(sections), _until(pieces)
    if deferred is not None and deferred.plain is False:
        until = until if until and until.plain else None
    if not any((deferred, part2, until, published)):
        return
    values = {
        "deferred": deferred,
        "until": until,
        "reason": reason if deferred is None or deferred.plain is not False else None,
        "part2": part2,
        "published_on": published,
    }
    links: dict[str, tuple[str, ...]] = {}
    if reason and has_contract and _PURCHASE.search(str(reason.plain)) and values["reason"]:
        links = {"waits_for": ("step/contract",)}
        gathered.say(
            What.ASSUMED,
            "The reason of the deferral speaks of the purchase: it was made to wait for the contract.",
            reason.place,
            reason.raw,
        )
    place = next(value.place for value in (deferred, part2, until, published) if value)
    gathered.add("publication", "publication", values, place, links=links)


def _answer(question: re.Pattern[str], pieces: list[Piece]) -> Value | None:
    """Yes or no behind a question, or alone on the line below it; a doubt where it is both, neither or misread."""
    for at, piece in enumerate(pieces):
        found = question.search(piece.text)
        if not found:
            continue
        raw, place = found["answer"].strip(), piece.place
        if not raw and at + 1 < len(pieces) and len(pieces[at + 1].text) <= 6 and not pieces[at + 1].label:
            raw, place = pieces[at + 1].text.strip(), pieces[at + 1].place
        return _yes_or_no(raw, place_of=piece if place is piece.place else pieces[at + 1])
    return None


def _yes_or_no(raw: str, place_of: Piece) -> Value:
    words = unmixed(raw).casefold().strip(" .:;?-–—√✓✔☑")
    if words in ("yes", "no"):
        return Value(words == "yes", raw, place_of.place)
    if not words:
        return Value(None, raw, place_of.place, "The question has no answer.")
    candidates = tuple(answer for answer, near in _NEARLY.items() if words in near)
    return Value(None, raw, place_of.place, f"“{raw[:40]}” is neither yes nor no.", candidates)


def _reason(sections: list[Section]) -> Value | None:
    """The paragraphs from "If YES, for what reason:" to "Until what date:"."""
    for section in sections:
        pieces = section.pieces
        at = next((at for at, piece in enumerate(pieces) if piece.label == "reason"), None)
        if at is None:
            continue
        found = [pieces[at]] if pieces[at].rest else []
        for piece in pieces[at + 1 :]:
            if piece.label or _PART2.search(piece.text):
                break
            found.append(piece)
        found = [piece for piece in found if piece.rest]
        if found and not re.fullmatch(r"(?:n/?a|none|not applicable)\.?", found[0].rest, re.I):
            return Value("\n".join(piece.rest for piece in found), found[0].rest, found[0].place)
    return None


def _until(pieces: list[Piece]) -> Value | None:
    """The date behind "Until what date:", or on the line below."""
    for at, piece in enumerate(pieces):
        if piece.label != "until":
            continue
        said = piece
        if not piece.rest and at + 1 < len(pieces) and not pieces[at + 1].label and len(pieces[at + 1].rest) <= 40:
            said = pieces[at + 1]
        raw = re.sub(r"^\((?:a date|if|please)[^)]*\)\s*", "", said.rest)
        if not raw or re.fullmatch(r"(?:n/?a|none|not applicable)\.?", raw, re.I):
            return None
        return day(raw, said.place, to_the_day=True)
    return None
