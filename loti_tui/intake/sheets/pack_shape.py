"""What a pack of this program looks like when it comes back: its sheets, its headings, its audience, its moment.

Both sides know the names and the labels of fields from `loti_tui.domain.items`; what only the packs know (how a sheet
begins, what is worked out) is said here once more, and a test makes packs and reads them back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from loti_tui.domain.datewords import read_date
from loti_tui.domain.fields import Field
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import stamp
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.domain.visibility import ORIGINS, Origin
from loti_tui.intake.sheets.follows import WORKED_OUT
from loti_tui.intake.sheets.reading import Row, Sheet, Source, Workbook, blank, text_of
from loti_tui.intake.taken import Notice, What

PACK = "pack"
"""The layout of what this program wrote."""

SHEETS = {
    "Risks": "risk",
    "Matrix": "matrix",
    "Procurement": "procurement",
    "Steps": "step",
    "Milestones": "milestone",
    "Issues": "issue",
    "Actions": "action",
    "Board decisions": "resolution",
    "Decision": "decision",
    "Funding": "funding",
    "Sign-offs": "signoff",
    "Spending": "spend",
    "Publication": "publication",
    "Programme": "programme",
    "Days off": "dayoff",
}
"""Sheet of a workbook -> the kind of item that it lists."""
OTHER_SHEETS = ("Summary", "Changes", "Findings")
"""Sheets that list nothing of the register's own."""

PENCE = {
    ("decision", "ceiling_pence"): "ceiling",
    ("procurement", "value_pence"): "value",
    ("funding", "amount_pence"): "amount",
}
"""(kind, name of a column) -> the name of the field, where that is another."""

NOT_ITEMS = {
    "matrix": ("impact", "probability", "rag"),
    "deferrals": ("until", "was", "who", "at", "why"),
    "changes": ("kind", "ref", "change", "field", "old", "new", "who", "at", "why", "sentence"),
    "withheld": ("what", "count", "category", "until"),
}
"""CSV files of a pack that list no items -> their headings."""

WITHHELD = "Withheld"
"""What stands in a cell of a public pack where something is kept back."""
BAND = re.compile(r"(?P<name>[^·]+) · (?P<audience>Board|Public) pack\b.*", re.DOTALL)
"""What stands above the headings of each sheet of a pack."""
STEM = re.compile(r"-(?P<audience>board|public)-(?P<day>\d{4}-\d{2}-\d{2})(?!\d)")
"""What the names of a pack's files have in them."""
MAKER = "loti-tui"
LONG_AGO = "1980"
"""The year of a file of which nobody knows when it was made."""


@dataclass(frozen=True)
class Heading:
    """One column: the field that it holds, or the name of what is worked out, or neither where nobody knows it."""

    title: str
    field: Field | None = None
    worked_out: bool = False


@dataclass(frozen=True)
class Table:
    """The items of one kind. `cells` are (row, column) -> for each heading; an upright sheet has one item."""

    kind: str
    sheet: Sheet
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    id_place: int
    """The column with the ids; 0 where there is none."""
    upright: bool = False


@dataclass(frozen=True)
class Pack:
    """What was recognised. `audience` is "" where the file does not tell it, which is read as carefully as "public"."""

    tables: tuple[Table, ...]
    audience: str
    day: date | None
    made: str
    as_text: bool
    notices: tuple[Notice, ...] = ()
    matrix: Sheet | None = None

    @property
    def whole(self) -> bool:
        """Whether it holds everything, so that what is not in it was taken out."""
        return self.audience == "board"


# -- recognising -----------------------------------------------------------------------------------------------------


def pack_in(source: Source, book: Workbook) -> Pack | None:
    """The pack that a file is; None where it is none."""
    return workbook_pack(source, book) if book.typed else csv_pack(source, book.sheets[0])


def workbook_pack(source: Source, book: Workbook) -> Pack | None:
    """A pack's XLSX or ODS, by what stands above the headings of its sheets."""
    tables, matrix, notices = [], None, []
    audiences = set()
    for sheet in book.sheets:
        found = banded(sheet)
        if found is None:
            if sheet.name not in OTHER_SHEETS and sheet.rows:
                notices.append(
                    Notice(What.LEFT_OUT, f"The sheet {quoted(sheet.name)} is none of the pack’s own.", sheet.place(0))
                )
            continue
        name, audience = found
        audiences.add(audience)
        kind = SHEETS.get(name, "")
        if kind == "matrix":
            matrix = sheet
        elif kind:
            tables.append(table_of(sheet, kind))
    if not tables:
        return None
    notices += [Notice(What.LEFT_OUT, sentence) for _, sentence in book.left_out]
    audience = audiences.pop() if len(audiences) == 1 else ""
    day = told_day(book) or stem_of(source.name)[1]
    return Pack(tuple(tables), audience, day, moment(book), False, tuple(notices), matrix)


def banded(sheet: Sheet) -> tuple[str, str] | None:
    """(name, audience) of a sheet of a pack that has headings; None of any other."""
    if len(sheet.rows) < 2 or sheet.rows[0].number != 1 or sheet.rows[1].number != 2:
        return None
    band = BAND.fullmatch(text_of(sheet.rows[0].cell(1)))
    if band is None or "Id" not in map(text_of, sheet.rows[1].cells):
        return None
    return band["name"].strip(), band["audience"].casefold()


def table_of(sheet: Sheet, kind: str) -> Table:
    """A sheet of a pack, as the rows of its items."""
    titles = [text_of(cell).strip() for cell in sheet.rows[1].cells]
    id_place = titles.index("Id") + 1
    upright = titles[:2] == ["Field", "Value"]
    named = [text_of(row.cell(1)).strip() for row in sheet.rows[2:]] if upright else titles
    headings = tuple(by_label(kind, title) for title in named)
    return Table(kind, sheet, headings, sheet.rows[2:], id_place, upright)


def by_label(kind: str, title: str) -> Heading:
    """The heading of a column of a workbook."""
    name = labels(kind).get(title)
    if name is not None:
        return Heading(title, KINDS[kind].fields[name])
    return Heading(title, None, (kind, title) in WORKED_OUT)


@cache
def labels(kind: str) -> Mapping[str, str]:
    """Label -> field, of what a workbook shows of a kind."""
    return {KINDS[kind].fields[name].label: name for name in ("ref", *KINDS[kind].editable)}


def csv_pack(source: Source, sheet: Sheet) -> Pack | None:
    """One of a pack's CSV files, by its headings, which are names of fields."""
    if not sheet.rows or sheet.rows[0].number != 1:
        return None
    titles = [text_of(cell).strip() for cell in sheet.rows[0].cells]
    audience, day = stem_of(source.name)
    for what, names in NOT_ITEMS.items():
        if tuple(titles) == names and what == "matrix":
            return Pack((), audience, day, "", True, (), sheet)
        if tuple(titles) == names:
            sentence = f"The {what} of a pack follow from the rest of the register: nothing of this file is read."
            return Pack((), audience, day, "", True, (Notice(What.NOTED, sentence),))
    kind = kind_by_names(titles)
    if not kind:
        return None
    headings = tuple(by_name(kind, title) for title in titles)
    table = Table(kind, sheet, headings, sheet.rows[1:], titles.index("id") + 1 if "id" in titles else 0)
    audience = audience or ("board" if says_board(table) else "")
    return Pack((table,), audience, day, "", True)


def kind_by_names(titles: Sequence[str]) -> str:
    """The kind whose columns these are: all of them names of it, and most of its names; "" where there is none."""
    found: list[tuple[float, str]] = []
    given = {title for title in titles if title}
    for kind in SHEETS.values():
        names = csv_names(kind)
        if kind != "matrix" and len(given & names) >= max(0.6 * len(names), 3) and len(given - names) <= 2:
            found.append((len(given & names) / len(names | given), kind))
    known = bool(given & {"id", "part2_basis"})  # what no other program's file has
    return max(found)[1] if found and known else ""


_CSV_NAMES = {
    "risk": ("inherent_probability", "inherent_impact"),
    "step": ("stage",),
    "procurement": ("begun_on", "method", "exemption", "supplier", "ocid"),
    "milestone": ("confidence",),
    "publication": ("ref", "waits_for", "exemption", "scope", "published_by", "part2_review_on", "id"),
}
"""Kind -> the fields that its CSV file does not have."""


@cache
def csv_names(kind: str) -> frozenset[str]:
    """The headings of the CSV file of a kind."""
    other = {stored: name for (of, name), stored in PENCE.items() if of == kind}
    own = {"ref", "id", *KINDS[kind].editable}
    worked_out = {name for of, name in WORKED_OUT if of == kind and name.islower()}
    return frozenset({other.get(name, name) for name in own - set(_CSV_NAMES.get(kind, ()))} | worked_out)


def by_name(kind: str, title: str) -> Heading:
    """The heading of a column of a CSV file."""
    name = PENCE.get((kind, title), title)
    if name == "ref" or name in KINDS[kind].editable:
        return Heading(title, KINDS[kind].fields[name])
    return Heading(title, None, (kind, title) in WORKED_OUT)


def stem_of(name: str) -> tuple[str, date | None]:
    """The audience and the day that stand in a file's name; "" and None where they do not."""
    found = STEM.search(name)
    try:
        return (found["audience"], date.fromisoformat(found["day"])) if found else ("", None)
    except ValueError:
        return "", None


def says_board(table: Table) -> bool:
    """Whether something stands in it that is in no public pack."""
    for place, heading in enumerate(table.headings, 1):
        name = heading.field.name if heading.field else ""
        if (
            name
            and ORIGINS[table.kind].get(name) is Origin.BOARD
            and any(not blank(row.cell(place)) for row in table.rows)
        ):
            return True
    return False


def told_day(book: Workbook) -> date | None:
    """The day that a workbook tells of, by its summary."""
    for sheet in book.sheets:
        if sheet.name == "Summary":
            for row in sheet.rows:
                if row.cell(1) == "As at":
                    try:
                        return read_date(text_of(row.cell(2)), date(2000, 1, 1)).first
                    except Refused:
                        return None
    return None


def moment(book: Workbook) -> str:
    """The moment at which a workbook was made, as the log writes it; "" where it does not say, or others made it."""
    if not book.maker.startswith(MAKER) or book.made.startswith(LONG_AGO):
        return ""
    try:
        made = datetime.fromisoformat(book.made)
        return stamp(made if made.tzinfo else made.replace(tzinfo=UTC))
    except ValueError:
        return ""
