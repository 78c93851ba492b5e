"""OpenDocument spreadsheet: the workbook of a pack in the format that is nobody's own.

Made of the parts that OpenDocument 1.3 (OASIS) asks for, each from a template. The cells are put together here, since
there are tens of thousands of them. A text has the type of a text, so that no program takes it for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from functools import cached_property

from markupsafe import Markup

from loti_tui import __version__
from loti_tui.domain.dates import MONTHS
from loti_tui.domain.money import money_words
from loti_tui.domain.scoring import Rag
from loti_tui.packs.archive import archive
from loti_tui.packs.pack import Pack
from loti_tui.packs.report import LANGUAGE
from loti_tui.packs.sheet_columns import ID, Column, Form, Value, accepts
from loti_tui.packs.sheets import LABELS, PALE, RULE, SPARE, SUMMARY, VALUES, Book, Sheet, book
from loti_tui.packs.templating import escaped, rendered
from loti_tui.packs.tones import ACCENT, MUTED, TONES

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"

TEMPLATES = {
    "content.xml": "ods_content.xml",
    "styles.xml": "ods_styles.xml",
    "meta.xml": "ods_meta.xml",
    "settings.xml": "ods_settings.xml",
    "META-INF/manifest.xml": "ods_manifest.xml",
}
"""Part of the document -> its template."""

WITH_RULES = ("rag", "money")
"""Forms whose cells look as what stands in them says: a rule belongs to one column, and so does the style with it."""
CHARACTER = 1.86
"""Millimetres that one character of a column's width takes."""
LINE, AIR = 13.0, 5.0
"""Points of one line of a cell, and what stays empty round all of them."""
PAPER = 267.0
"""Millimetres that are left of A4 across between the margins."""
SMALLEST = 10
"""Per cent to which a sheet is made smaller at most."""

# OpenDocument shows a run of spaces as one, and none at the ends of a line (part 3, 6.1.2): the others are counted.
_SPACES = re.compile(r"^ +| +$|(?<= ) +", re.MULTILINE)
# Words of letters that stay as they are in any markup, one space between them.
_HARMLESS = re.compile(r"[!#-%(-;=?-~£]+(?: [!#-%(-;=?-~£]+)*")


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.ods": archive(members(book(pack)), stored_first="mimetype")}


def members(content: Book) -> Iterator[tuple[str, bytes]]:
    """The parts of the document by name, in their order."""
    pages = [Page(place, sheet) for place, sheet in enumerate(content.sheets, 1)]
    values = {
        "book": content,
        "pages": pages,
        "widths": sorted({wide for page in pages for wide in page.widths} | {LABELS, VALUES}),
        "heights": sorted({lines for sheet in content.sheets for lines in (*sheet.lines, sheet.heading_lines)}),
        "validations": {one.validation: one.column for page in pages for one in page.places if one.validation},
        "mimetype": MIMETYPE,
        "made": content.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "maker": f"loti-tui {__version__}",
        "language": LANGUAGE,
        "summary": SUMMARY,
        "colours": {"accent": ACCENT, "muted": MUTED, "pale": PALE, "rule": RULE},
        "rags": [(rag, TONES[rag]) for rag in Rag],
        "aligned": {"score": "center", "whole": "center", "money": "end"},
        "with_rules": WITH_RULES,
        "millimetres": lambda wide: f"{wide * CHARACTER:.2f}mm",
        "points": lambda lines: f"{lines * LINE + AIR:.1f}pt",
        "condition": condition,
        "accepts": accepts,
        "paragraphs": paragraphs,
        "labels": LABELS,
        "texts": VALUES,
    }
    yield "mimetype", MIMETYPE.encode()
    for name, template in TEMPLATES.items():
        yield name, rendered(template, **values).encode()


# -- sheets ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """One column where it stands: the name of its style, and of what it allows ("" where that is anything)."""

    column: Column
    style: str
    base: str
    """The address of its first cell, with the name of the sheet."""
    validation: str

    @property
    def first(self) -> str:
        """The same within the sheet, as a formula has it."""
        return f"[.{self.base.rpartition('.')[2]}]"


@dataclass(frozen=True)
class Page:
    """One sheet with the names that its parts have in the document."""

    number: int
    sheet: Sheet

    @cached_property
    def places(self) -> list[Place]:
        """Each column, or each row of a sheet of one item."""
        found = []
        for place, column in enumerate(self.sheet.columns):
            row, letters = (place + 3, "B") if self.sheet.upright else (3, name_of(place))
            style = f"{column.form}-{self.number}-{place}" if column.form in WITH_RULES else column.form
            allowed = "" if column.worked_out else validation(column)
            found.append(Place(column, style, f"{self.quoted}.{letters}{row}", allowed))
        return found

    @property
    def quoted(self) -> str:
        """The sheet's name as it stands in the address of a cell; none of ours has an apostrophe."""
        return f"'{self.sheet.name}'"

    @property
    def heads(self) -> list[Column]:
        """The headings."""
        if not self.sheet.upright:
            return list(self.sheet.columns)
        return [Column("Field", width=LABELS), Column("Value", width=VALUES), ID]

    @property
    def widths(self) -> list[float]:
        return [column.width for column in self.heads]

    @property
    def area(self) -> str:
        """What a filter is for: the headings and the rows."""
        return f"{self.quoted}.A2:{self.quoted}.{name_of(len(self.heads) - 1)}{len(self.sheet.rows) + 2}"

    @property
    def scale(self) -> int:
        """Per cent of its size in which it is as wide as the paper; never larger than it is."""
        wide = sum(column.width for column in self.heads if not column.hidden) * CHARACTER
        return max(min(int(PAPER / wide * 100), 100), SMALLEST)

    @property
    def rows(self) -> Markup:
        """All rows below the headings."""
        return Markup("\n".join(upright_rows(self) if self.sheet.upright else table_rows(self)))


def name_of(place: int) -> str:
    """A column's letters: A is 0, Z 25, AA 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def table_rows(page: Page) -> Iterator[str]:
    """A row for each item, and room for more."""
    written = [cells(place) for place in page.places]
    for values, tall in zip(page.sheet.rows, page.sheet.lines, strict=True):
        row = "".join([write(value) for write, value in zip(written, values, strict=True)])
        yield f'<table:table-row table:style-name="ro{tall}">{row}</table:table-row>'
    room = "".join([empty(place, "-bare") for place in page.places])
    yield f'<table:table-row table:number-rows-repeated="{SPARE}">{room}</table:table-row>'


def upright_rows(page: Page) -> Iterator[str]:
    """A row for each field of the one item, its id at each end."""
    *places, _ = page.places
    (values,) = page.sheet.rows
    id_ = lines(str(values[-1]))
    for place, value, tall in zip(places, values, page.sheet.lines, strict=False):
        look = "Worked_20_Out" if place.column.worked_out else "Field"
        label = f'<table:table-cell table:style-name="{look}" office:value-type="string">{lines(place.column.title)}'
        yield (
            f'<table:table-row table:style-name="ro{tall}">{label}</table:table-cell>{cells(place, "-left")(value)}'
            f'<table:table-cell office:value-type="string">{id_}</table:table-cell></table:table-row>'
        )


# -- cells -----------------------------------------------------------------------------------------------------------


def attributes(place: Place, variant: str, form: Form | None = None) -> str:
    """The style of a cell, and what may be typed into it."""
    style = f'table:style-name="{form or place.style}{variant}"'
    return f'{style} table:content-validation-name="{place.validation}"' if place.validation else style


def empty(place: Place, variant: str = "") -> str:
    """A cell in which nothing stands."""
    return f"<table:table-cell {attributes(place, variant)}/>"


def cells(place: Place, variant: str = "") -> Callable[[Value], str]:
    """What makes the cells of one column: each value as what it is, nothing where there is none."""
    blank = empty(place, variant)
    looks, day_looks = attributes(place, variant), attributes(place, variant, "day")
    text = f'<table:table-cell {looks} office:value-type="string">'
    number = f'<table:table-cell {looks} office:value-type="float" office:value='
    amount = f'<table:table-cell {looks} office:value-type="currency" office:currency="GBP" office:value='
    day = f'<table:table-cell {day_looks} office:value-type="date" office:date-value='
    money = place.column.form == "money"

    def cell(value: Value) -> str:
        if value is None:
            return blank
        if isinstance(value, str):
            return f"{text}{lines(value)}</table:table-cell>"
        if isinstance(value, date):
            return f'{day}"{value.isoformat()}"><text:p>{day_in_words(value)}</text:p></table:table-cell>'
        if money:
            return f'{amount}"{pounds(value)}"><text:p>{money_words(value)}</text:p></table:table-cell>'
        return f'{number}"{value}"><text:p>{value}</text:p></table:table-cell>'

    return cell


def paragraphs(words: str) -> Markup:
    """The text of a cell as markup: a paragraph for each of its lines, and each of its spaces there."""
    return Markup(lines(words))


def lines(words: str) -> str:
    """The same as a string of markup: most texts have nothing in them that means something there."""
    if _HARMLESS.fullmatch(words):
        return f"<text:p>{words}</text:p>"
    shown = _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', str(escaped(words)))
    return "<text:p>" + shown.replace("\n", "</text:p><text:p>") + "</text:p>"


def day_in_words(day: date) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1][:3]} {day.year}"


def pounds(pence: int) -> str:
    """The amount as a decimal number, exact: 1250050 is "12500.50"."""
    whole, odd = divmod(pence, 100)
    return f"{whole}.{odd:02}" if odd else str(whole)


# -- what may be typed -----------------------------------------------------------------------------------------------


def validation(column: Column) -> str:
    """The name of what a column allows; columns that allow the same share it."""
    if column.form in ("choice", "rag"):
        return "one-of-" + "-".join(re.sub("[^a-z0-9]", "", word.casefold()) for word in column.choices)
    return "" if column.form in ("text", "when") else column.form


def condition(column: Column) -> str:
    """The same as a condition of OpenDocument (part 3, 19.601)."""
    match column.form:
        case "score":
            return "of:cell-content-is-whole-number() and cell-content-is-between(1,4)"
        case "whole":
            return "of:cell-content-is-whole-number() and cell-content()>=0"
        case "money":
            return "of:cell-content-is-decimal-number() and cell-content()>=0"
        case "day":
            return "of:cell-content-is-date() and cell-content()>=0"
        case _:
            listed = ";".join(f'"{word}"' for word in column.choices)
            return f"of:cell-content-is-in-list({listed})"
