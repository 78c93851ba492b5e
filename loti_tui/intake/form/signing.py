"""Who signed: the block of the authorising director (or the Mayor) and those of others, with their dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loti_tui.intake.days import AT_START, day
from loti_tui.intake.document import Paragraph
from loti_tui.intake.form.gathering import Gathered, trimmed
from loti_tui.intake.form.pieces import Piece, Section, named
from loti_tui.intake.form.pieces import pieces as cut
from loti_tui.intake.place import Place
from loti_tui.intake.taken import Value, What

_SMALL_WORDS = {"of", "and", "for", "the", "in"}
_CONFIRMS = re.compile(r"\b(?:I confirm that|I am satisfied that)\s+(?P<what>[^.]+)(?:\.|$)")
_FIELDS = ("name", "position", "signature", "date")


@dataclass(frozen=True, slots=True)
class Signed:
    """One block with a signature. A value is None where its label is missing or nothing stands behind it."""

    role: Value
    name: Value | None
    date: Value | None
    words: Value | None
    place: Place


def take_signing(sections: list[Section], gathered: Gathered) -> Value | None:
    """Add a sign-off for each block, the authorising one last, and return the date of that one: the approval."""
    for section in named(sections, "countersigned"):
        if signed := _block(section, "countersigned"):
            _add(signed, f"signoff/{_key(signed)}", gathered)
    block = next((found for one in named(sections, "authorising") if (found := _block(one, "authorising"))), None)
    if block is None:
        block = _without_heading(sections)
    if block is None:
        gathered.say(What.LEFT_OUT, "Nobody was found who signed the decision.")
        return None
    _add(block, "signoff/authorising", gathered)
    if block.date is None:
        gathered.say(
            What.LEFT_OUT, "The decision’s signature has no date: when it was approved is not recorded.", block.place
        )
    return block.date


def _key(signed: Signed) -> str:
    return re.sub(r"[^a-z]+", "-", str(signed.role.plain or signed.role.candidates or "other").casefold()).strip("-")


def _add(signed: Signed, key: str, gathered: Gathered) -> None:
    values = {"role": signed.role, "name": signed.name, "signed_on": signed.date, "confirmed": signed.words}
    gathered.add("signoff", key, values, signed.place)
    plain = signed.date.plain if signed.date else None
    if isinstance(plain, str) and plain > gathered.today.isoformat() and signed.date:
        gathered.say(What.NOTED, "A signature’s date is later than today.", signed.date.place, signed.date.raw)


def _without_heading(sections: list[Section]) -> Signed | None:
    """The signing block in the decision's own section, where the heading between them is lost."""
    for section in named(sections, "decision", "summary"):
        labels = {piece.label for piece in section.pieces}
        if "name" in labels and {"position", "date", "signature"} & labels:
            at = next(
                (at for at, piece in enumerate(section.pieces) if re.match("I have reviewed|It has my", piece.rest)),
                next(at for at, piece in enumerate(section.pieces) if piece.label == "name"),
            )
            return _block(Section("authorising", tuple(section.pieces[at:]), section.head), "authorising")
    return None


def _block(section: Section, kind: str) -> Signed | None:
    """The block of a section; None where it has neither a label of a signature nor a statement."""
    pieces = _flat(section)
    fields = {label: _field(pieces, label) for label in _FIELDS}
    words = _statement([piece for piece in pieces if not piece.label], kind, pieces)
    if not words and not any(fields.values()):
        return None
    role = fields["position"] or _heading_role(section)
    if role is None:
        return None
    name = fields["name"]
    return Signed(
        replace(role, plain=_role(str(role.plain or "")) or None),
        name if name and name.plain else None,
        _date(pieces, fields),
        words,
        section.place,
    )


def _flat(section: Section) -> list[Piece]:
    """The paragraphs and, of a block laid out as a table, its cells; what is under another heading is not there."""
    found: list[Piece] = []
    for block in section.blocks:
        if isinstance(block, Piece):
            found.append(block)
            continue
        for row in block.rows:
            for cell in row:
                found += list(cut(Paragraph(cell.text, cell.place))) if cell.text else []
    return found


def _field(pieces: list[Piece], label: str) -> Value | None:
    """The text behind a label; a post goes on over the lines below, everything else may stand on the next one."""
    at = next((at for at, piece in enumerate(pieces) if piece.label == label), None)
    if at is None:
        return None
    found = [pieces[at]] if pieces[at].rest else []
    for piece in pieces[at + 1 :]:
        if piece.label or piece.heading or (found and label != "position"):
            break
        if label == "position" and found and len(piece.rest) > 60:
            break
        found.append(piece)
    if not found:
        return Value(None, "", pieces[at].place)
    return Value(" ".join(piece.rest for piece in found), found[0].rest, found[0].place)


def _date(pieces: list[Piece], fields: dict[str, Value | None]) -> Value | None:
    """The date of a block. One that stands by a signature without the word "Date" is a candidate only."""
    found = fields["date"]
    if found and found.raw:
        return day(found.raw, found.place, to_the_day=True)
    for piece in pieces:
        if piece.label in ("signature", "") and len(piece.rest) < 40 and (date := AT_START.search(piece.rest)):
            value = day(date[0], piece.place, to_the_day=True)
            candidates = (value.plain,) if value.plain else value.candidates
            doubt = "A date stands by the signature, and no label says that it is that of the signature."
            return Value(None, date[0], piece.place, doubt, tuple(candidates))
    return None


def _statement(others: list[Piece], kind: str, pieces: list[Piece]) -> Value | None:
    """What was confirmed, in the form's words; what a machine made of the signature stays out."""
    first_label = next((at for at, piece in enumerate(pieces) if piece.label), len(pieces))
    said = [piece for piece in others if piece in pieces[:first_label] and piece.rest]
    for piece in said:
        if kind == "countersigned" and (found := _CONFIRMS.search(piece.rest)):
            return Value(trimmed(found["what"]), found[0], piece.place)
    if kind == "countersigned" or not said:
        return None
    whole = " ".join(piece.rest for piece in said)
    stop = whole.rfind(".")
    return Value(whole[: stop + 1] if stop > 0 else whole, said[0].rest, said[0].place)


def _heading_role(section: Section) -> Value | None:
    if section.head is None:
        return None
    raw = section.head.text.split(":")[0].strip()
    words = [
        word.lower() if word.lower() in _SMALL_WORDS and at else word[:1].upper() + word[1:].lower()
        for at, word in enumerate(raw.split())
    ]
    role = re.sub(r"\b(?:authorising) ", "", " ".join(words), flags=re.IGNORECASE)
    return Value(role, raw, section.head.place)


def _role(words: str) -> str:
    return re.sub(r"\s+&\s+", " and ", words).strip(" .:")
