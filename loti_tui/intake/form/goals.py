"""Objectives and outcomes, a line each; an outcome that has a name of its own is a milestone too."""

from __future__ import annotations

import re

from loti_tui.intake.form.gathering import Gathered, slug
from loti_tui.intake.form.pieces import Piece, Section, named
from loti_tui.intake.taken import Value, What

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){1,2}\.?|\(?[a-z]\)|\d{1,2}[.)]|\(?[ivx]{1,4}[.)])\s+")
_INTRODUCES = re.compile(r"\b(?P<what>objectives?|outcomes?|outputs)\b.*:$", re.I)
_NAMED = re.compile(r"^(?P<lead>[A-Z][\w'’&-]*(?: [\w'’&-]+){0,5}) \(.+\)?[.;]?$")
LONGEST_NAME = 80
"""In characters; what is bold for longer is emphasis, no name."""


def goals(sections: list[Section], gathered: Gathered) -> dict[str, Value | None]:
    """The objectives and the outcomes as texts with a line for each; None of what the form has none of."""
    objectives = [piece for one in named(sections, "objectives") for piece in _lines(one)]
    outcomes = outcome_pieces(sections)
    for section in named(sections, "goals"):
        of_objectives, _ = _parted(section)
        objectives += of_objectives
        if of_objectives and not outcomes:
            gathered.say(What.NOTED, "The form does not part outcomes from objectives: all were taken as objectives.")
    return {
        "objectives": _value(objectives, "An objective", gathered),
        "outcomes": _value(outcomes, "An outcome", gathered),
    }


def outcome_pieces(sections: list[Section]) -> list[Piece]:
    """The paragraphs that are outcomes."""
    found = [piece for one in named(sections, "outcomes") for piece in _lines(one)]
    for section in named(sections, "goals"):
        found += _parted(section)[1]
    return found


def _lines(section: Section) -> list[Piece]:
    """The items of a section: what is listed where anything is, else its paragraphs; what introduces them is out."""
    pieces = [piece for piece in section.pieces if piece.rest and not piece.label and not piece.rest.endswith(":")]
    listed = [piece for piece in pieces if piece.listed]
    return listed or pieces


def _parted(section: Section) -> tuple[list[Piece], list[Piece]]:
    """Objectives and outcomes of a section that has both, parted by "The outcomes are:" and the like."""
    found: dict[str, list[Piece]] = {"objective": [], "outcome": []}
    current = "objective"
    for piece in section.pieces:
        if introduced := _INTRODUCES.search(piece.rest):
            current = "objective" if introduced["what"].casefold().startswith("objective") else "outcome"
        elif piece.rest and not piece.rest.endswith(":"):
            found[current].append(piece)
    return found["objective"], found["outcome"]


def _value(pieces: list[Piece], where: str, gathered: Gathered) -> Value | None:
    if not pieces:
        return None
    lines = [str(gathered.text(piece.rest, piece.place, where).plain or "") for piece in pieces]
    text = "\n".join(_NUMBERED.sub("", line) for line in lines)
    return Value(text, pieces[0].rest, pieces[0].place)


def take_outcome_milestones(sections: list[Section], gathered: Gathered) -> None:
    """A milestone without a date for each outcome with a name: in bold, or like those of its list that are in bold."""
    pieces = outcome_pieces(sections)
    bold = any(_bold(piece) for piece in pieces)
    for piece in pieces:
        lead = _bold(piece)
        if not lead and bold and (found := _NAMED.match(piece.rest)):
            lead = found["lead"]
            gathered.say(
                What.ASSUMED,
                f"The outcome “{lead}” is not in bold like the others; it was taken as one of them.",
                piece.place,
                piece.text,
            )
        if lead:
            value = Value(lead, lead, piece.place)
            gathered.add("milestone", f"milestone/{slug(lead)}", {"title": value, "outcome": value}, piece.place)


def _bold(piece: Piece) -> str:
    return piece.lead if len(piece.lead) <= LONGEST_NAME and piece.rest.startswith(piece.lead) else ""
