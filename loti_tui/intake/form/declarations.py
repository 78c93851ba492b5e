"""The officers' declaration: who drafted, reviewed and commented, and the board that looked at the proposal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loti_tui.intake.days import AT_START, day
from loti_tui.intake.document import Table
from loti_tui.intake.form.gathering import Gathered, slug, trimmed
from loti_tui.intake.form.pieces import Section, heading, named
from loti_tui.intake.letters import unmixed
from loti_tui.intake.place import Place
from loti_tui.intake.taken import Value, What

_ROLES: tuple[tuple[str, str], ...] = (
    ("drafting-officer", r"Drafting officer"),
    (
        "assistant-director",
        r"Assistant Director ?/ ?Head of (?:Service|Unit)|Assistant Director|Head of (?:Service|Unit)",
    ),
    ("sponsoring-director", r"Sponsoring Director"),
    ("mayoral-adviser", r"Mayoral Advis[eo]r"),
    ("finance-and-legal", r"Financial and Legal advice|Finance and Legal advice"),
    (
        "board",
        r"(?:Corporate )?Investment (?:&|and) Performance Board|Corporate Investment Board|Mayoral Delivery Board",
    ),
)
_ROLE = [(key, re.compile(rf"^(?P<role>{words})\s*(?::|$|\u2013|-)\s*(?P<rest>.*)$")) for key, words in _ROLES]
_TICKS = "√✓✔☑xX"
_TEAM = re.compile(r"^The (?P<team>.{3,60}?) teams? (?P<what>ha(?:ve|s) .+)$")
_PERSON = re.compile(
    r"^(?P<name>[A-Z\[<(][^.:]{1,60}?) (?P<what>(?:has|have) (?:drafted|reviewed|been|seen|commented).*)$"
)
_BOARD = re.compile(
    r"^(?:The |This |A ).*?\b(?P<what>reviewed|(?:was |has been )?(?:reviewed|agreed|considered|endorsed))\b.*$"
)
_ON = re.compile(r"\bon\s+(?:the )?")
_CONFIRMS = re.compile(r",?\s+(?:and )?confirms that:?$")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    place: Place
    ticked: bool | None
    """None where nothing could be ticked: no second cell."""


def take_declarations(sections: list[Section], gathered: Gathered) -> None:
    """Add a sign-off for each statement of the declaration; what is not ticked is said."""
    for section in named(sections, "declaration"):
        _take(list(_lines(section)), gathered)


def _lines(section: Section) -> Iterator[_Line]:
    for block in section.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                if row and row[0].text:
                    tick = row[1].text if len(row) > 1 else None
                    yield _Line(row[0].text, row[0].place, None if tick is None else bool(set(tick) & set(_TICKS)))
        elif block.text:
            text = block.text.rstrip()
            ticked = text[-1:] in "√✓✔☑" if text else None
            yield _Line(text.rstrip("√✓✔☑ "), block.place, ticked or None)


def _take(lines: list[_Line], gathered: Gathered) -> None:
    key, role = "", Value(None)
    for line in lines:
        found = next(((name, match) for name, words in _ROLE if (match := words.match(unmixed(line.text)))), None)
        if found:
            key, match = found
            role = Value(match["role"], line.text[match.start("role") : match.end("role")], line.place)
            rest = line.text[match.start("rest") :].strip()
            line = _Line(rest, line.place, line.ticked if rest else None)
        if key and line.text and re.search("[A-Za-z]{3}", line.text) and heading(line.text) != "declaration":
            _statement(key, role, line, gathered)
            key = "" if key != "board" else key


def _statement(key: str, role: Value, line: _Line, gathered: Gathered) -> None:
    """One statement under its role: who made it, what was confirmed and, of a board, when."""
    name, said, when = None, line.text, None
    if key == "board":
        when = _when(line)
        found = _BOARD.match(line.text)
        said = line.text[found.start("what") :] if found else line.text
    elif team := _TEAM.match(line.text):
        role, said = Value(team["team"], team["team"], line.place), team["what"]
    elif person := _PERSON.match(line.text):
        name, said = _name(person["name"], line, gathered), person["what"]
    said = _CONFIRMS.sub("", said)
    values = {"role": role, "name": name, "signed_on": when, "confirmed": Value(trimmed(said), line.text, line.place)}
    gathered.add("signoff", f"signoff/{key if key != 'board' else slug(str(role.plain))}", values, role.place)
    if line.ticked is False and key != "board":
        gathered.say(What.NOTED, f"The statement of the {role.plain} is not ticked.", line.place, line.text)


def _name(words: str, line: _Line, gathered: Gathered) -> Value | None:
    """The person of a statement; a template's gap ("[name]") is nobody."""
    if words[:1] in "[<(":
        gathered.say(What.LEFT_OUT, "A statement has a gap where a name belongs.", line.place, words)
        return None
    return Value(words, words, line.place)


def _when(line: _Line) -> Value | None:
    """The date behind "on" in a statement."""
    for found in _ON.finditer(line.text):
        if date := AT_START.match(line.text, found.end()):
            return day(date[0], line.place, to_the_day=True)
    return None
