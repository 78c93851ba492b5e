"""The head of a form: which decision it is, of what type, and what it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loti_tui.domain.text import quoted
from loti_tui.intake.document import Document, Paragraph, Table
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.pieces import Piece, Section, plain
from loti_tui.intake.letters import FIGURE_LIKE, FIGURES, unmixed
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.taken import Value, What

TYPES = {"DD": "Director decision", "MD": "Mayoral decision", "ADD": "Assistant Director decision"}
"""Prefix of the reference -> the type of decision. The prefix belongs to it: MD2776 and DD2776 both exist."""

BANNER = "greaterlondonauthority"
HEAD = 40
"""Blocks at the beginning of a document in which its head is looked for."""

_REQUEST = re.compile(r"REQUEST\s*FOR\s*(?P<type>(?:ASSISTANT\s*DIRECTOR|DIRECTOR|MAYORAL)(?:'S|S)?)\s*DECISION", re.I)
_NUMBER = rf"(?P<number>[0-9][{FIGURE_LIKE}]*(?: [{FIGURE_LIKE}]{{1,4}}(?![\w]))?)(?![\w])"
_REFERENCE = re.compile(rf"(?<![A-Za-z0-9])(?P<prefix>ADD|DD|MD)\s?-?{_NUMBER}")
_IN_WORDS = re.compile(r"\((?P<prefix>ADD|DD|MD)\)\s*-?(?P<number>\d{1,5})(?!\w)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. `reference` has a doubt where a letter may stand for a figure, and is None without any."""

    reference: Value | None = None
    type: Value | None = None
    title: Value | None = None

    @property
    def ref(self) -> str:
        """The reference where it is certain, else ""."""
        return str(self.reference.plain) if self.reference and self.reference.plain else ""

    @property
    def prefix(self) -> str:
        """ "DD", "MD", "ADD", or "" where it is not known."""
        raw = self.ref or next((str(one) for one in self.reference.candidates), "") if self.reference else ""
        return raw.rstrip("0123456789")


def has_banner(text: str) -> bool:
    """Whether a text is the banner of the Greater London Authority, its words run together or not."""
    return plain(text).replace(" ", "") == BANNER


def request(text: str) -> re.Match[str] | None:
    """The line that says what is asked for: "REQUEST FOR DIRECTOR DECISION"."""
    return _REQUEST.search(unmixed(text).replace("\u2019", "'"))


def reference(text: str, place: Place = NOWHERE) -> Value | None:
    """The first reference in a text: "DD2092", "MD1 640", "MD 2068", "Director Decision (DD) 2744".

    Spaces inside are closed up. A letter that may stand for a figure ("MD200B") makes a doubt with its candidate.
    """
    folded = unmixed(text)
    found = _IN_WORDS.search(folded) or _REFERENCE.search(folded)
    if not found:
        return None
    number, end = found["number"].replace(" ", ""), found.end()
    if len(number) > 5:  # "DD2092 2017": what follows the space is not the number's
        number = found["number"].split()[0]
        end = found.start("number") + len(number)
    raw = text[found.start() : end].strip()
    if number.isdigit():
        return Value(found["prefix"] + number, raw, place)
    read = found["prefix"] + number.translate(FIGURES)
    doubt = f"{quoted(raw)} has a letter where a figure belongs."
    return Value(None, raw, place, doubt, (read,))


def texts(document: Document) -> list[tuple[str, Place]]:
    """The head of a document as lines of text; cells of tables are lines of their own."""
    found: list[tuple[str, Place]] = []
    for block in document.blocks[:HEAD]:
        if isinstance(block, Table):
            found += [(cell.text, cell.place) for row in block.rows[:6] for cell in row if cell.text]
        else:
            found.append((block.text, block.place))
    return found


def head_of(document: Document, sections: list[Section], gathered: Gathered) -> Head:
    """The head of a signed form; what it lacks is said."""
    ref, kind = None, None
    for text, place in texts(document):
        if asked := request(text):
            kind = Value(_type(asked["type"]), text[asked.start() : asked.end()], place)
            ref = reference(text[asked.end() :], place) or ref
            break
    ref = ref or _first_reference(document)
    title = _title(sections, gathered)
    _say_reference(ref, gathered)
    prefix = TYPES.get(Head(ref).prefix)
    if kind and prefix and kind.plain != prefix:
        gathered.say(
            What.NOTED,
            f"The form is headed “{kind.raw}”, and its reference is that of another type.",
            kind.place,
            kind.raw,
        )
    elif kind is None and ref and prefix:
        kind = Value(prefix, ref.raw, ref.place)
    return Head(ref, kind, title)


def _type(words: str) -> str:
    folded = plain(words).replace(" ", "")
    return TYPES["ADD" if folded.startswith("assistant") else "MD" if folded.startswith("mayor") else "DD"]


def type_in_words(words: str) -> str | None:
    """The type of decision that a record's words are: "Director", "Director's decision", "Mayor". None of others."""
    folded = plain(words).replace(" ", "").removesuffix("decision").removesuffix("s")
    known = {"assistantdirector": "ADD", "director": "DD", "executivedirector": "DD", "mayor": "MD", "mayoral": "MD"}
    return TYPES[known[folded]] if folded in known else None


def _first_reference(document: Document) -> Value | None:
    """A reference in the head that stands alone or opens its line; one in a sentence may be another decision's."""
    for text, place in texts(document)[:12]:
        found = reference(text, place)
        if found and (text.startswith(found.raw) or len(text) - len(found.raw) <= 30):
            return found
    return None


def _title(sections: list[Section], gathered: Gathered) -> Value | None:
    """The text behind "Title:", or on the line after it."""
    for section in sections[:3]:
        pieces = section.pieces
        for at, piece in enumerate(pieces):
            if piece.label != "title":
                continue
            said = piece if piece.rest else _next(pieces, at)
            return gathered.text(said.rest, said.place, "The title") if said else None
    return None


def _next(pieces: list[Piece], at: int) -> Piece | None:
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    return following if following and not following.label and following.rest else None


def _say_reference(ref: Value | None, gathered: Gathered) -> None:
    if ref is None:
        gathered.say(What.LEFT_OUT, "No reference of a decision (such as DD2092) was found.")
    elif ref.plain and re.search(r"\d \d", ref.raw):
        gathered.say(What.JOINED, f"The reference has a space inside; it was read as {ref.plain}.", ref.place, ref.raw)


def first_paragraph(document: Document) -> Paragraph | None:
    """The first paragraph of a document, which of an older record is its reference and title."""
    return next((block for block in document.blocks if isinstance(block, Paragraph)), None)
