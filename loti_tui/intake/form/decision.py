"""The decision itself: its words, who takes it, how much it allows, and for when."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from loti_tui.domain.fields import Plain
from loti_tui.domain.money import money_words
from loti_tui.domain.text import shortened
from loti_tui.intake.amounts import Mention, mentions
from loti_tui.intake.days import AT_START, day, financial_year
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.pieces import Piece, Section, named
from loti_tui.intake.taken import Value, What

_APPROVES = re.compile(
    r"^(?:That )?(?:the )?(?P<who>[A-Z][^.;:]{2,120}?) (?:approves?|agrees?|authorises?|endorses?|delegates?|notes?)\b"
)
_DECIDES = re.compile(r"^That the (?P<who>[A-Z][^.;:]{2,80}):$")
_SIGNING = re.compile(r"^(?:I have reviewed|It has my|The above request has|I confirm that|I am satisfied)\b")
PARTS_BEGIN = re.compile(r"\b(?:compris(?:ing|ed|es)|made up|consist(?:ing|s)|of which|as follows|funded by|being)\b")
# What stands in front of an amount that is the whole of what is allowed.
_WHOLE = re.compile(
    r"(?:expenditure|spend(?:ing)?|budget|cost|sum|total|funding|grant|contribution|allocation|investment|value|fee)s?"
    r"(?: (?:of|at|is|to))?(?: up)?(?: to)?(?: a)?(?: (?:maximum|total))?(?: of)?\s*$"
    r"|\bup to(?: a (?:maximum|total) of)?\s*$|\btotalling\s*$|\bapproves?\s*$|\bmaximum of\s*$",
    re.I,
)
_FROM = re.compile(
    r"\s*(?:(?:is|will be|to be) )?(?:contributed |met |funded |provided |paid )?(?:from|by) (?:the )?[A-Z]"
)
_PERIOD = re.compile(r"\b(?:period(?: of)?(?: from| between)?|from|between)\s+", re.I)
_UNTIL = re.compile(r"\s*(?:to|until|and|till|[-\u2013\u2014])\s+", re.I)
_YEARS = re.compile(
    r"\b(?:in|for|from|during|over|across)(?: the)?(?: financial)?(?: years?)?"
    r" (?P<first>20\d\d ?[-/\u2013] ?(?:20)?\d\d)"
    r"(?: (?:to|and|until) (?P<last>20\d\d ?[-/\u2013] ?(?:20)?\d\d))?(?!\d)(?! budget)"
)


@dataclass(frozen=True, slots=True)
class Decided:
    """The paragraphs of the decision, and what they say."""

    pieces: tuple[Piece, ...]
    ceiling: Value | None = None
    authority: Value | None = None
    starts_on: Value | None = None
    ends_on: Value | None = None

    @property
    def text(self) -> str:
        """The paragraphs as one text."""
        return "\n".join(piece.rest for piece in self.pieces)


def decided(sections: list[Section], gathered: Gathered) -> Decided:
    """What was decided. Where the heading is lost, the paragraph that begins "That the … approves" is the decision."""
    pieces = _paragraphs(sections)
    if not pieces:
        gathered.say(
            What.LEFT_OUT, "No decision was found: neither its heading nor a paragraph that approves something."
        )
        return Decided(())
    starts, ends = _period(pieces, gathered)
    return Decided(tuple(pieces), _ceiling(pieces, sections, gathered), _authority(pieces), starts, ends)


def _paragraphs(sections: list[Section]) -> list[Piece]:
    found: list[Piece] = []
    for section in named(sections, "decision"):
        for piece in section.pieces:
            if _SIGNING.match(piece.rest) or piece.label in ("name", "position", "signature", "date"):
                break
            if piece.rest:
                found.append(piece)
    if found:
        return found
    return [
        piece
        for section in named(sections, "header", "summary", "record", "part1")
        for piece in section.pieces
        if (approves := _APPROVES.match(piece.rest)) and piece.rest.startswith(("That", "The")) and approves["who"]
    ][:1]


def summary(decision: Decided, gathered: Gathered) -> Value | None:
    """The words of the decision, a line for each paragraph, its raw text that of the first."""
    if not decision.pieces:
        return None
    first = decision.pieces[0]
    whole = "\n".join(
        str(gathered.text(piece.rest, piece.place, "The decision").plain or "") for piece in decision.pieces
    )
    return Value(whole, first.rest, first.place)


def _authority(pieces: list[Piece]) -> Value | None:
    for piece in pieces[:3]:
        if found := _APPROVES.match(piece.rest) or _DECIDES.match(piece.rest):
            return Value(found["who"], found["who"], piece.place)
    return None


# -- money -----------------------------------------------------------------------------------------


def head_and_parts(text: str, piece: Piece) -> tuple[list[Mention], list[Mention]]:
    """The amounts of a paragraph: the wholes, and the parts of them.

    A part stands behind "comprising" and the like, or is said to come from somebody and not to be the whole.
    """
    begin = PARTS_BEGIN.search(text)
    found = list(mentions(text, piece.place))
    at = begin.start() if begin else len(text)
    parts = [one for one in found if one.start >= at or (_FROM.match(text, one.end) and not _is_whole(text, one))]
    starts = {one.start for one in parts}
    return [one for one in found if one.start not in starts], parts


def _is_whole(text: str, mention: Mention) -> bool:
    """Whether the words in front of an amount make it all that is allowed; they stand close to it."""
    return bool(_WHOLE.search(text[max(0, mention.start - 100) : mention.start]))


def wholes(piece: Piece) -> list[Value]:
    """The amounts of a paragraph that are said to be all that is allowed."""
    head, _ = head_and_parts(piece.rest, piece)
    return [one.value for one in head if _is_whole(piece.rest, one)]


def _ceiling(pieces: list[Piece], sections: list[Section], gathered: Gathered) -> Value | None:
    """The one amount that the decision allows; several are a doubt, with their sum among the candidates."""
    found = [value for piece in pieces for value in wholes(piece)]
    if not found:
        return None
    finance = [value for section in named(sections, "finance") for piece in section.pieces for value in wholes(piece)]
    said = {value.plain for value in finance if value.plain is not None}
    amounts = list(dict.fromkeys(value.plain for value in found if isinstance(value.plain, int)))
    unsure = [value for value in found if value.doubt]
    if unsure:
        return _agreeing_first(unsure[0], said)
    if len(amounts) > 1:
        agreed = [one for one in amounts if one in said]
        candidates = tuple(dict.fromkeys((*agreed, sum(amounts), *amounts)))
        words = ", ".join(money_words(one) for one in amounts)
        return Value(None, found[0].raw, found[0].place, f"The decision names several amounts: {words}.", candidates)
    if said and amounts[0] not in said and len(said) == 1:
        other = next(value for value in finance if value.plain is not None)
        gathered.say(
            What.NOTED,
            f"The financial comments say {other.raw}, the decision {found[0].raw}. Check which of them holds.",
            other.place,
            other.raw,
        )
    return found[0]


def _agreeing_first(value: Value, said: Collection[Plain]) -> Value:
    """A doubtful amount with those candidates in front that the financial comments name too."""
    first = tuple(one for one in value.candidates if one in said)
    return replace(value, candidates=tuple(dict.fromkeys((*first, *value.candidates))))


def say_vat(decision: Decided, gathered: Gathered) -> None:
    """Whether VAT comes on top of an amount has no field: it is said."""
    for piece in decision.pieces:
        if found := re.search(r"(?<!\S)\S{1,40} (?:plus|excluding|excl\.?) VAT", piece.rest, re.I):
            gathered.say(What.NOTED, f"VAT comes on top: {shortened(found[0])}.", piece.place, found[0])


# -- the period ------------------------------------------------------------------------------------


def _period(pieces: list[Piece], gathered: Gathered) -> tuple[Value | None, Value | None]:
    """The first and last day, where the decision names them; a financial year only makes candidates."""
    for piece in pieces:
        for begin in _PERIOD.finditer(piece.rest):
            rest = piece.rest[begin.end() : begin.end() + 120]
            start = AT_START.match(rest)
            until = _UNTIL.match(rest, start.end()) if start else None
            end = AT_START.match(rest, until.end()) if until else None
            if start and end:
                return day(start[0], piece.place, to_the_day=True), day(end[0], piece.place, to_the_day=True)
            if start or begin[0].casefold().startswith("period"):
                _say_half(piece, begin, gathered)
    for piece in pieces:
        if found := _YEARS.search(piece.rest):
            return _in_financial_years(found, piece)
    return None, None


def _say_half(piece: Piece, begin: re.Match[str], gathered: Gathered) -> None:
    raw = piece.rest[begin.start() : begin.end() + 60]
    gathered.say(What.LEFT_OUT, "A period that could not be read was left out.", piece.place, raw)


def _in_financial_years(found: re.Match[str], piece: Piece) -> tuple[Value, Value]:
    first, last = found["first"], found["last"] or found["first"]
    start, end = financial_year(first), financial_year(last)
    doubt = f"The form names a financial year ({found[0].strip()}) and no day."
    return (
        Value(None, first, piece.place, doubt, (start[0],) if start else ()),
        Value(None, last, piece.place, doubt, (end[1],) if end else ()),
    )
