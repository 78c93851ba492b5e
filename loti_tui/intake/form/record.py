"""The two records on the GLA's web site: what was decided, as listed, which is not always as signed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loti_tui.intake.days import day
from loti_tui.intake.document import Document
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.header import Head, first_paragraph, reference, texts, type_in_words
from loti_tui.intake.form.pieces import Piece, Section
from loti_tui.intake.taken import Value, What

_PARTS = re.compile(r"^(?P<name>[^,(]+?)\s*(?:\((?P<note>[^)]*)\))?\s*(?:,\s*(?P<post>.+))?$")
LISTED = "Decision by, as listed"
"""The role of a person whose post the record does not give."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a record lists: the head of a form, and the days of signing and of publication."""

    head: Head
    signed: Value | None
    published: Value | None


def take_record(document: Document, sections: list[Section], gathered: Gathered) -> Listed:
    """Add who decided, as listed, and return the rest of what the record's labels say."""
    pieces = [piece for section in sections for piece in section.pieces]
    ref = _reference(document, pieces)
    kind = _type(pieces, gathered)
    signed = _day(_labelled(pieces, "signed"))
    if signed and signed.plain:
        gathered.say(
            What.NOTED,
            "The day is that of the record, as listed; the signed form may differ.",
            signed.place,
            signed.raw,
        )
    _add_person(_labelled(pieces, "by"), signed, gathered)
    if ref is None:
        gathered.say(What.LEFT_OUT, "No reference of a decision (such as DD2092) was found.")
    return Listed(
        Head(ref, kind, _title(document, pieces, ref, gathered)), signed, _day(_labelled(pieces, "published"))
    )


def _labelled(pieces: list[Piece], label: str) -> tuple[str, Piece] | None:
    """What stands behind a label, or on the line below it where that is no label itself; None where nothing does."""
    for at, piece in enumerate(pieces):
        if piece.label != label:
            continue
        if piece.rest:
            return piece.rest, piece
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following and not following.label and not following.heading and 0 < len(following.rest) <= 160:
            return following.rest, following
        return None
    return None


def _day(said: tuple[str, Piece] | None) -> Value | None:
    """A date of the record. Empty labels are common in stored copies; then a text below is none."""
    if said is None or not re.search(r"\d", said[0]):
        return None
    return day(said[0], said[1].place, to_the_day=True)


def _reference(document: Document, pieces: list[Piece]) -> Value | None:
    """The reference behind its label, where the title may be repeated, or at the beginning of the record."""
    if said := _labelled(pieces, "code"):
        found = reference(said[0], said[1].place)
        if found:
            return found
    for text, place in texts(document)[:6]:
        if (found := reference(text, place)) and text.startswith(found.raw):
            return found
    return None


def _type(pieces: list[Piece], gathered: Gathered) -> Value | None:
    said = _labelled(pieces, "type")
    if said is None:
        return None
    words = type_in_words(said[0].replace("\u2019", "'"))
    if words is None:
        gathered.say(
            What.NOTED, "The type of decision is none that is known; it was kept as it stands.", said[1].place, said[0]
        )
    return Value(words or said[0], said[0], said[1].place)


def _title(document: Document, pieces: list[Piece], ref: Value | None, gathered: Gathered) -> Value | None:
    """The title behind the reference at the beginning, or behind its label."""
    if said := _labelled(pieces, "title"):
        return gathered.text(said[0], said[1].place, "The title")
    for text, place in texts(document)[:6]:
        if ref and text.startswith(ref.raw) and (rest := text[len(ref.raw) :].lstrip(" -–—:")):
            return gathered.text(rest, place, "The title")
    first = first_paragraph(document)
    if first and first.level and not pieces[0].label and not pieces[0].heading:
        return gathered.text(first.text, first.place, "The title")
    if ref and (said := _labelled(pieces, "code")):
        rest = said[0][len(ref.raw) :].lstrip(" -–—:") if said[0].startswith(ref.raw) else ""
        return gathered.text(rest, said[1].place, "The title") if rest else None
    return None


def _add_person(said: tuple[str, Piece] | None, signed: Value | None, gathered: Gathered) -> None:
    """The person that the record lists, with the later post that it often gives."""
    if said is None:
        return
    text, piece = said
    found = _PARTS.match(text)
    name, post = (found["name"], found["post"]) if found else (text, None)
    values = {
        "role": Value(post or LISTED, post or text, piece.place),
        "name": Value(name.strip(), name.strip(), piece.place),
        "signed_on": signed,
        "confirmed": Value("Listed as the one who decided."),
    }
    gathered.add("signoff", "signoff/listed", values, piece.place)
    if post:
        gathered.say(What.NOTED, "The post is the one that the record lists; it may be a later one.", piece.place, text)
