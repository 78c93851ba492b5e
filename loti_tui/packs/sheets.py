"""A pack as a workbook, before it is XLSX or ODS: which sheets it has, and what stands in them.

One sheet for each kind of item that has any, one row for an item, its id in the hidden last column, so that a workbook
that somebody has changed can be compared with the register. Where a programme has just one of a kind, its fields
stand one below another. The headings of what is *worked out* from other fields have another colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from loti_tui.domain.differences import Difference
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import london
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE
from loti_tui.domain.text import counted
from loti_tui.domain.withholding import NEVER
from loti_tui.packs.columns import weight
from loti_tui.packs.pack import Pack
from loti_tui.packs.report import Block, Facts, Heading, Report, Table
from loti_tui.packs.sheet_columns import ID, RAG_WORDS, Column, Value, columns_of
from loti_tui.packs.tabling import WITHHELD, sentence

SUMMARY = "Summary"
"""The sheet that comes first."""
SPARE = 100
"""How many rows below the last are made ready for what somebody adds."""
PALE, RULE = "e7eff0", "d3dadd"
"""The colours behind the marking and of the line under each row, as six hexadecimal digits."""

LISTED = (
    ("Risks", "risk"),
    ("Matrix", "matrix"),
    ("Procurement", "procurement"),
    ("Steps", "step"),
    ("Milestones", "milestone"),
    ("Changes", ""),
    ("Issues", "issue"),
    ("Actions", "action"),
    ("Board decisions", "resolution"),
    ("Decision", "decision"),
    ("Funding", "funding"),
    ("Sign-offs", "signoff"),
    ("Spending", "spend"),
    ("Publication", "publication"),
    ("Programme", "programme"),
    ("Days off", "dayoff"),
    ("Findings", ""),
)
"""Sheet -> the kind of item that it lists, in order. Those without a kind are made of something else."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a row for each item, and how many lines the tallest cell of each row has.

    `upright` is a sheet of one item: its columns are written as rows, each with its heading in front.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    lines: tuple[int, ...]
    upright: bool = False

    @property
    def heading_lines(self) -> int:
        """How many lines the tallest heading has."""
        return max(lines_of(one.title, one.width - ARROW) for one in self.columns if not one.hidden)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the summary; a `fact` has a label, the others have words alone."""

    look: Literal["title", "marking", "head", "fact", "note"]
    text: str
    label: str = ""

    @property
    def lines(self) -> int:
        """How many lines it takes; a note has both columns to itself."""
        return 1 if self.look == "note" else lines_of(self.text, VALUES)


@dataclass(frozen=True, slots=True)
class Book:
    """The whole workbook: what it says of itself, its summary, its sheets in order."""

    title: str
    subject: str
    marking: str
    source: str
    made: datetime
    summary: tuple[Line, ...]
    sheets: tuple[Sheet, ...]


def book(pack: Pack) -> Book:
    """The workbook of a pack."""
    made = [
        SPECIAL[name](pack) if name in SPECIAL else upright(pack, name, kind) or items_sheet(pack, name, kind)
        for name, kind in LISTED
    ]
    sheets = tuple(one for one in made if one is not None)
    report = pack.report
    lines = tuple(summary(pack, sheets))
    return Book(report.title, report.subject, report.marking, report.source or pack.source, pack.made, lines, sheets)


# -- sheets of items -------------------------------------------------------------------------------------------------


def items_sheet(pack: Pack, name: str, kind: str) -> Sheet | None:
    """The items of one kind that stand, in the order of the register."""
    items = pack.state.of(kind)
    if not items:
        return None
    told = columns_of(kind)
    rows = [(*(one.says(item, pack.state, pack.today) for one in told), item.id) for item in items]
    columns = [
        replace(one.column, hidden=one.detail and all(row[place] in NOTHING for row in rows))
        for place, one in enumerate(told)
    ]
    return laid_out(name, [*columns, ID], rows)


NOTHING = (None, WITHHELD)


def upright(pack: Pack, name: str, kind: str) -> Sheet | None:
    """The one item of a kind that a programme has just one of."""
    items = pack.state.of(kind)
    if not KINDS[kind].single or len(items) != 1:
        return None
    (item,) = items
    told = columns_of(kind)
    row = tuple(one.says(item, pack.state, pack.today) for one in told)
    lines = tuple(lines_of(value, VALUES) if isinstance(value, str) else 1 for value in row)
    columns = (*(replace(one.column, width=VALUES) for one in told), ID)
    return Sheet(name, columns, ((*row, item.id),), lines, upright=True)


# -- sheets of another shape -----------------------------------------------------------------------------------------

MANY = 12
"""More risks than this in one cell of the matrix are counted, not named."""


def matrix_sheet(pack: Pack) -> Sheet | None:
    """The matrix in force: a row for each impact, the highest first, and beside it the open risks that stand there."""
    state = pack.state
    if state.matrix is None:
        return None
    at: dict[tuple[int | None, int | None], list[str]] = {}
    for risk in state.risks:
        if risk.status == "open":
            at.setdefault((risk.impact, risk.probability), []).append(risk.ref)
    steps = zip(SCALE, PROBABILITY_NAMES, strict=True)
    columns = [
        Column("Impact"),
        *(Column(f"Probability {p} {name}", "rag", RAG_WORDS) for p, name in steps),
        *(Column(f"Risks at probability {p}", worked_out=True) for p in SCALE),
        ID,
    ]
    rows: list[tuple[Value, ...]] = [
        (
            f"{impact} {IMPACT_NAMES[impact - 1]}",
            *(state.cells[impact, p].word for p in SCALE),
            *(listed(at.get((impact, p), [])) for p in SCALE),
            state.matrix.id,
        )
        for impact in reversed(SCALE)
    ]
    return laid_out("Matrix", columns, rows, at_least=2)


def listed(refs: Sequence[str]) -> Value:
    return (counted(len(refs), "risk") if len(refs) > MANY else ", ".join(refs)) or None


CHANGES: tuple[tuple[str, Callable[[Difference], Value]], ...] = (
    ("Reference", lambda one: one.ref),
    ("Kind", lambda one: sentence(one.kind)),
    ("Change", lambda one: sentence(one.change)),
    ("In words", lambda one: one.sentence),
    ("Field", lambda one: label(one)),
    ("Before", lambda one: in_words(one, one.old)),
    ("After", lambda one: in_words(one, one.new)),
    ("By", lambda one: one.who),
    ("When", lambda one: london(one.at) if one.at else ""),
    ("Why", lambda one: one.why),
)
"""Heading -> what it says of a difference."""


def changes_sheet(pack: Pack) -> Sheet | None:
    """What is different from the snapshot that it was compared with."""
    rows = [tuple(says(one) or None for _, says in CHANGES) for one in pack.changes]
    return laid_out("Changes", [Column(title) for title, _ in CHANGES], rows) if rows else None


def label(one: Difference) -> str:
    """What people call the field, where one is meant."""
    described = KINDS[one.kind].fields.get(one.field or "")
    return described.label if described else sentence(one.field or "")


def in_words(one: Difference, value: Plain) -> str:
    """What a field held, as people say it."""
    described = KINDS[one.kind].fields.get(one.field or "")
    if value is None or isinstance(value, list):
        return ", ".join(value or [])
    return described.type.words(value) if described else str(value)


def findings_sheet(pack: Pack) -> Sheet | None:
    """What the rules find, as the report tells it."""
    table = findings_table(pack.report)
    if table is None or not table.rows:
        return None
    rows = [tuple(cell.text or None for cell in row) for row in table.rows]
    return laid_out("Findings", [Column(one.title) for one in table.columns], rows)


def findings_table(report: Report) -> Table | None:
    tables = (block for block in report.blocks if isinstance(block, Table))
    return next((table for table in tables if table.name == "Findings"), None)


SPECIAL: dict[str, Callable[[Pack], Sheet | None]] = {
    "Matrix": matrix_sheet,
    "Changes": changes_sheet,
    "Findings": findings_sheet,
}

# -- widths and heights, in characters and lines -----------------------------------------------------------------------

NARROWEST, SHORT, WIDEST = 7.0, 30.0, 46.0
"""Of columns. Texts up to `SHORT` stand on one line."""
ENOUGH = 400
"""Texts by which the width of a column is judged."""
ROOM = 215.0
"""Of all columns together, so that they can still be read when they are made to fit on paper: the long ones give in."""
ARROW = 3
"""What the arrow of a filter takes from a heading."""
LABELS, VALUES = 38.0, 92.0
"""The two columns of the summary and of a sheet of one item."""


def laid_out(name: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], at_least: int = 1) -> Sheet:
    """The sheet with the widths of its columns and the heights of its rows."""
    widths = [width(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    shown = [place for place, one in enumerate(columns) if not one.hidden]
    given = sum(widths[place] for place in shown if widths[place] <= SHORT)
    long = sum(widths[place] for place in shown if widths[place] > SHORT)
    if long and given + long > ROOM:
        part = max((ROOM - given) / long, SHORT / WIDEST)
        widths = [max(wide * part, SHORT) if wide > SHORT else wide for wide in widths]
    placed = tuple(replace(one, width=round(wide, 1)) for one, wide in zip(columns, widths, strict=True))
    tall = [(place, placed[place].width) for place in shown]
    return Sheet(name, placed, tuple(rows), tuple(max(at_least, height(row, tall)) for row in rows))


def width(column: Column, values: Iterable[Value]) -> float:
    """What a column has room for: its content, and its heading's longest word beside an arrow."""
    texts = [value for value in values if isinstance(value, str)]
    longest = max(map(len, texts), default=0) * 1.1 + 2
    wanted = longest if longest <= SHORT else max(weight(texts[:ENOUGH]), SHORT)
    if column.form == "money":
        wanted = max(max((len(f"£{value:,}") + 1.0 for value in values if isinstance(value, int)), default=0), wanted)
    elif column.form in ("day", "when"):
        wanted = max(wanted, 14.0)
    elif column.form == "rag":
        wanted += 3  # the shape before the word
    heading = max(map(len, column.title.split())) * 1.1 + ARROW
    return min(max(wanted, heading, NARROWEST), WIDEST)


def height(row: tuple[Value, ...], shown: Sequence[tuple[int, float]]) -> int:
    """How many lines the tallest cell of a row has, as far as that can be told without a font."""
    tallest = 1
    for place, wide in shown:
        value = row[place]
        if isinstance(value, str) and (len(value) >= wide or "\n" in value):
            tallest = max(tallest, lines_of(value, wide))
    return tallest


def lines_of(text: str, wide: float) -> int:
    """Lines of a text in a column: letters are narrower than the figures that widths are counted in, and at the end of
    each line half a word of room is lost."""
    letters = max(wide - 1, wide * 1.15 - 4)
    return sum(max(1, -int(-len(part) // letters)) for part in text.split("\n"))


# -- summary ---------------------------------------------------------------------------------------------------------

NOTES = (
    "Green headings are what the register holds; grey ones are worked out from it.",
    "An empty cell is not recorded. A date without a day, such as Apr 2017, is text, so that no day is invented.",
    "Columns that nobody has used yet are hidden, and so is the last one of a sheet, with the ids of its items.",
)


def summary(pack: Pack, sheets: Sequence[Sheet]) -> Iterator[Line]:
    """What the first sheet says: what this is, how things stand, what is withheld, how to read the others."""
    report = pack.report
    yield Line("title", report.title)
    yield Line("marking", report.marking)
    yield from facts(head(pack, sheets))
    for title, rows in (
        ("How things stand", (*status_facts(report), *weights(report))),
        ("What is withheld", withheld(pack)),
    ):
        lines = list(facts(rows))
        yield from [Line("head", title), *lines] if lines else []
    yield Line("head", "How to read the sheets")
    yield from (Line("note", note) for note in NOTES)


def facts(rows: Iterable[tuple[str, str]]) -> Iterator[Line]:
    yield from (Line("fact", text, label) for label, text in rows)


def head(pack: Pack, sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """From what the workbook was made, of which day it tells, and what is in it."""
    yield "Decision", pack.report.subject
    yield "As at", pack.report.as_at
    yield from first_facts(pack.report.blocks)
    if pack.compared_with:
        yield "Compared with", pack.compared_with
    if sheets:
        yield "Sheets", ", ".join(one.name if one.upright else f"{one.name} ({len(one.rows):,})" for one in sheets)


def first_facts(blocks: Iterable[Block]) -> tuple[tuple[str, str], ...]:
    """The rows of the first block of facts before any section."""
    for block in blocks:
        if isinstance(block, Facts):
            return block.rows
        if isinstance(block, Heading):
            break
    return ()


def status_facts(report: Report) -> tuple[tuple[str, str], ...]:
    """The facts that the report's first section begins with."""
    blocks = iter(report.blocks)
    return first_facts(blocks) if any(isinstance(block, Heading) for block in blocks) else ()


def weights(report: Report) -> Iterator[tuple[str, str]]:
    """How many findings there are of each weight, the heaviest first as in the report."""
    table = findings_table(report)
    if table is None:
        return
    place = [column.title for column in table.columns].index("Weight")
    names = [row[place].text for row in table.rows]
    yield "Findings", ", ".join(counted(names.count(name), name.lower()) for name in dict.fromkeys(names))


def withheld(pack: Pack) -> Iterator[tuple[str, str]]:
    """What is kept back: how much, why, until when."""
    for one in pack.withheld:
        until = "" if one.until == NEVER else "until "
        yield one.what, f"{one.count:,}: {one.category}; {until}{one.until}"
