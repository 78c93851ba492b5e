"""The timeline: what is planned when. Its first row is often the purchase, the others are milestones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loti_tui.domain.text import clean, shortened
from loti_tui.intake.days import AT_START, day
from loti_tui.intake.document import Cell, Table
from loti_tui.intake.form.gathering import Gathered, slug
from loti_tui.intake.form.pieces import Section, plain
from loti_tui.intake.letters import unmixed
from loti_tui.intake.place import Place
from loti_tui.intake.taken import Value, What

_ACTIVITY = ("activity", "activities", "milestone", "milestones", "stage", "task", "next step", "next steps", "action")
_WHEN = (
    "timeline",
    "date",
    "dates",
    "timescale",
    "timescales",
    "when",
    "timetable",
    "target date",
    "deadline",
    "timing",
)
_TITLES = {"delivery start date": "Delivery start", "delivery end date": "Delivery end"}
_HINT = re.compile(r"\s*[\[(](?:for |if |delete|self/|as )[^\])]*[\])]")
_NOTHING = re.compile(r"(?:n/?a|none|not applicable|-|\u2013|nil)\.?", re.I)
_OPEN = re.compile(r"(?:tbc|tbd|to be (?:confirmed|agreed|decided)|ongoing|on-going)\.?", re.I)


@dataclass(frozen=True, slots=True)
class Activity:
    """One row: what, as the form's own label and without its hints, and when."""

    label: str
    title: str
    when: Value | None
    place: Place
    raw: str

    @property
    def is_purchase(self) -> bool:
        """Whether it is the purchase itself, which is no milestone of delivery."""
        return self.label.startswith("procurement") or self.label.startswith("appointment of contractor")


def activities(sections: list[Section], taken: list[Table], gathered: Gathered) -> list[Activity]:
    """The rows of the timeline, wherever it stands; a table that is neither risks nor timeline is said."""
    found: list[Activity] = []
    for section in sections:
        if section.name == "declaration":
            continue
        for table in section.tables:
            if any(table is one for one in taken):
                continue
            if rows := _rows(table, section.name == "delivery"):
                found += [one for row in rows if (one := _activity(row, gathered))]
            elif section.name not in ("authorising", "countersigned", "header"):
                _say_other(table, section.name, gathered)
    return found


def _rows(table: Table, expected: bool) -> list[tuple[Cell, ...]]:
    """The rows below the headings, none where it is no timeline; under its own heading it may have lost them."""
    for at, row in enumerate(table.rows[:3]):
        words = [plain(cell.text) for cell in row if cell.text]
        if len(words) == 2 and words[0] in _ACTIVITY and words[1] in _WHEN:
            return list(table.rows[at + 1 :])
    dated = [
        row
        for row in table.rows
        if _TITLES.get(_label(row[0].text)) or _label(row[0].text).startswith("procurement of")
    ]
    return list(table.rows) if dated or (expected and all(_two(row) for row in table.rows)) else []


def _two(row: tuple[Cell, ...]) -> bool:
    return len([cell for cell in row if cell.text]) == 2 and bool(AT_START.match(row[-1].text))


def _label(text: str) -> str:
    return plain(_HINT.sub("", unmixed(text)))


def _activity(row: tuple[Cell, ...], gathered: Gathered) -> Activity | None:
    filled = [cell for cell in row if cell.text]
    if not filled or (len(filled) == 2 and plain(filled[0].text) in _ACTIVITY):
        return None
    what = row[0]
    if not what.text or AT_START.fullmatch(what.text):
        gathered.say(
            What.LEFT_OUT,
            "A row of the timeline does not say what is dated: it was left out.",
            filled[0].place,
            filled[0].text,
        )
        return None
    title = clean(_HINT.sub("", unmixed(what.text)), limit=10**9).rstrip(" :.")
    label = _label(what.text)
    return Activity(label, _TITLES.get(label, title), _when(row, filled, gathered), what.place, what.text)


def _when(row: tuple[Cell, ...], filled: list[Cell], gathered: Gathered) -> Value | None:
    """The date of a row; one that stands in the cell of the label, or among further cells, is a candidate only."""
    if len(filled) == 2 and len(row) > 1 and row[1].text:
        cell = row[1]
        if _NOTHING.fullmatch(cell.text):
            return Value(None, cell.text, cell.place)
        if _OPEN.fullmatch(cell.text):
            gathered.say(What.NOTED, "A date of the timeline is still open.", cell.place, cell.text)
            return None
        return day(cell.text, cell.place)
    dates = [(found, cell) for cell in filled for found in AT_START.finditer(cell.text)]
    values = [day(found[0], cell.place) for found, cell in dates]
    candidates = tuple(one.plain for one in values if one.plain is not None)
    if not dates:
        return None
    found, cell = dates[0]
    return Value(None, found[0], cell.place, "The date does not stand in a cell of its own.", candidates)


def take_milestones(found: list[Activity], has_contract: bool, stated: bool, gathered: Gathered) -> None:
    """A milestone for each row but the purchase: the date is its baseline and, as nothing has moved yet, its forecast.

    Delivery ends after it starts, and starts once the contract is executed: the form says so where `stated`.
    """
    start = ""
    for row in found:
        if row.is_purchase:
            continue
        links: dict[str, tuple[str, ...]] = {}
        if row.title == "Delivery start" and has_contract:
            links = {"depends_on": ("step/contract",)}
            if not stated:
                _say_order(
                    "“Delivery start” was made to wait for the contract, which the form does not say.", row, gathered
                )
        elif row.title == "Delivery end" and start:
            links = {"depends_on": (start,)}
            _say_order(
                "“Delivery end” was made to wait for the start of delivery, which the form does not say.", row, gathered
            )
        title = Value(shortened(row.title, 1000), row.raw, row.place)
        values = {"title": title, "baseline": row.when, "forecast": row.when}
        item = gathered.add("milestone", f"milestone/{slug(row.title)}", values, row.place, links=links)
        if row.title == "Delivery start" and not start:
            start = item.key


def _say_order(sentence: str, row: Activity, gathered: Gathered) -> None:
    gathered.say(What.ASSUMED, sentence, row.place, row.raw)


def _say_other(table: Table, section: str, gathered: Gathered) -> None:
    """A table that is not understood; among the risks it may be theirs, with its headings lost."""
    sentence = "A table has no room in the register: it was left out."
    if section == "risks":
        sentence = "A table among the risks has no headings that are known: it was left out."
    cell = next((cell for row in table.rows for cell in row if cell.text), None)
    if cell and (len(table.rows) > 1 or section == "risks"):
        gathered.say(What.LEFT_OUT, sentence, cell.place, cell.text)
