"""XLSX: the workbook of a pack for Excel, with cells that know what they hold.

Texts are written as texts and nothing else: no formula, no link and no number is ever made of one. Excel keeps a font's
name but no second choice, so the workbook asks for Arial, which is everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from loti_tui import __version__
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.scoring import Rag
from loti_tui.packs.archive import UNIX
from loti_tui.packs.pack import Pack
from loti_tui.packs.sheet_columns import Column, Value, accepts
from loti_tui.packs.sheets import LABELS, PALE, RULE, SPARE, SUMMARY, VALUES, Book, Line, Sheet, book
from loti_tui.packs.templating import legal
from loti_tui.packs.tones import ACCENT, MUTED, TONES

FONT = {"font_name": "Arial", "font_size": 10, "font_scheme": False}
BAND, HEADINGS, FIRST_ROW = 0, 1, 2
"""The rows (counted from 0) of the marking, of the headings and of the first item."""
LINE, AIR = 13.0, 5.0
"""Points of one line of a cell, and what stays empty round all of them."""
TALLEST = 409.0
"""Points that Excel allows a row."""
FOOT = 180
"""The most characters of a text in a head or foot of a page: Excel keeps 255 of all of it."""
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a 29 February that never was; such days stay text."""

TEXT = 49  # the number that Excel has for the format of texts
NUMBERS = {"day": "dd mmm yyyy", "when": TEXT, "money": "£#,##0", "text": TEXT}
DAY, PENCE = NUMBERS["day"], "£#,##0.00"
ALIGNED = {"score": "center", "whole": "center", "money": "right"}
AT_THE_EDGE = {"margin": 0.35, "scale_with_doc": False}
NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Looks = Callable[..., Format]
"""Properties -> their format in this workbook."""


def write(pack: Pack) -> dict[str, bytes]:
    return {f"{pack.stem}.xlsx": workbook(book(pack))}


def workbook(content: Book) -> bytes:
    """The whole file. The same content gives the same bytes on every system."""
    made = BytesIO()
    written = Workbook(made, {"in_memory": True, "default_format_properties": {**FONT}, **NEVER})
    written.set_properties(
        {
            "title": legal(content.title),
            "subject": legal(content.subject),
            "author": f"loti-tui {__version__}",
            "created": content.made.replace(tzinfo=None),  # else the day of the run
        }
    )
    look = looks(written)
    write_summary(written.add_worksheet(SUMMARY), content, look)
    for sheet in content.sheets:
        write_sheet(written.add_worksheet(sheet.name), sheet, content, look)
    written.close()
    return on_any_system(made)


def on_any_system(made: BytesIO) -> bytes:
    """The archive as if it were made on Unix: each of its parts says on which system it was."""
    with ZipFile(made, "a") as packed:
        for part in packed.infolist():
            part.create_system = UNIX
        packed.comment = b""  # said anew, so that the list of parts is written anew
    return made.getvalue()


def looks(written: Workbook) -> Looks:
    """Each format of the workbook is made once."""
    known: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(**properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in known:
            known[key] = written.add_format({"valign": "top", **properties})
        return known[key]

    return look


def put(page: Worksheet, row: int, place: int, text: str, look: Format) -> None:
    """A text as it is. One that Excel cannot keep whole is a fault: no field is that long."""
    if page.write_string(row, place, legal(text), look):
        raise ValueError(f"the text in row {row} and column {place} of {page.name} is too long for a cell")


def printed(page: Worksheet, content: Book, name: str) -> None:
    """On paper: landscape, as wide as the page, the marking at the head and the pages counted at the foot."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.75)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{on_page(content.marking)}&R{on_page(name)}", AT_THE_EDGE)
    page.set_footer(f"&L{on_page(content.source)}&RPage &P of &N", AT_THE_EDGE)


def on_page(text: str) -> str:
    """A text for the head or the foot of a page, where "&" begins a command."""
    said = str(legal(text)).replace("&", "&&")
    if len(said) <= FOOT:
        return said
    return str(legal(text[: FOOT // 2 - 1])).replace("&", "&&") + "\u2026"


# -- summary ---------------------------------------------------------------------------------------------------------


def write_summary(page: Worksheet, content: Book, look: Looks) -> None:
    """Labels on the left, what they say on the right."""
    page.hide_gridlines(2)
    page.set_column(0, 0, LABELS)
    page.set_column(1, 1, VALUES)
    accent = {"bold": True, "font_color": ACCENT}
    styles = {
        "title": (look(**accent, font_size=18, valign="vcenter"), 34.0),
        "marking": (look(**accent, bg_color=PALE, valign="vcenter"), 22.0),
        "head": (look(**accent, font_size=12, bottom=1, bottom_color=ACCENT, valign="bottom"), 28.0),
        "note": (look(font_color=MUTED, valign="vcenter"), 0.0),
        "fact": (look(text_wrap=True, num_format=TEXT, valign="vcenter"), 0.0),
    }
    for row, line in enumerate(content.summary):
        style, height = styles[line.look]
        page.set_row(row, height or min(line.lines * LINE + AIR, TALLEST))
        write_line(page, row, line, style, look(font_color=MUTED, text_wrap=True, valign="vcenter"))
    printed(page, content, SUMMARY)


def write_line(page: Worksheet, row: int, line: Line, style: Format, label: Format) -> None:
    if line.look == "fact":
        put(page, row, 0, line.label, label)
        put(page, row, 1, line.text, style)
    else:
        put(page, row, 0, line.text, style)
        page.write_blank(row, 1, None, style)


# -- sheets ----------------------------------------------------------------------------------------------------------


def write_sheet(page: Worksheet, sheet: Sheet, content: Book, look: Looks) -> None:
    """One table under its marking and its headings; or one item, its fields one below another."""
    page.hide_gridlines(2)
    band = look(bold=True, font_color=ACCENT, bg_color=PALE, valign="vcenter", align="left", indent=1)
    page.set_row(BAND, 24, band)
    put(page, BAND, 0, f"{sheet.name} · {content.marking}", band)
    (write_upright if sheet.upright else write_table)(page, sheet, look)
    page.repeat_rows(BAND, HEADINGS)
    printed(page, content, sheet.name)


def write_table(page: Worksheet, sheet: Sheet, look: Looks) -> None:
    page.set_row(HEADINGS, sheet.heading_lines * LINE + 2 * AIR)
    for row, lines in enumerate(sheet.lines, FIRST_ROW):
        page.set_row(row, min(lines * LINE + AIR, TALLEST))
    end = FIRST_ROW + len(sheet.rows) - 1
    for place, column in enumerate(sheet.columns):
        put(page, HEADINGS, place, column.title, heading(column, look, ALIGNED.get(column.form, "left")))
        page.set_column(place, place, column.width, looks_of(column, look)[0], {"hidden": column.hidden})
        ruled(page, (FIRST_ROW, place, end + SPARE, place), column, look)
        cells = [(row, place, values[place]) for row, values in enumerate(sheet.rows, FIRST_ROW)]
        write_cells(page, column, cells, look)
    page.autofilter(HEADINGS, 0, end, len(sheet.columns) - 1)
    page.freeze_panes(FIRST_ROW, 1)


def write_upright(page: Worksheet, sheet: Sheet, look: Looks) -> None:
    *columns, last = sheet.columns
    (values,) = sheet.rows
    page.set_row(HEADINGS, LINE + 2 * AIR)
    for place, (title, width) in enumerate((("Field", LABELS), ("Value", VALUES), (last.title, 0.0))):
        put(page, HEADINGS, place, title, heading(last, look))
        page.set_column(place, place, width, None, {"hidden": not width})
    for row, (column, value, lines) in enumerate(zip(columns, values, sheet.lines, strict=False), FIRST_ROW):
        page.set_row(row, min(lines * LINE + AIR, TALLEST))
        ink = {"font_color": MUTED} if column.worked_out else {"font_color": ACCENT, "bold": True}
        put(page, row, 0, column.title, look(**UNDERLINED, **ink))
        page.write_blank(row, 1, None, looks_of(column, look, "left")[0])
        ruled(page, (row, 1, row, 1), column, look)
        write_cells(page, column, [(row, 1, value)], look, "left")
        put(page, row, 2, str(values[-1]), look())
    page.freeze_panes(FIRST_ROW, 1)


def heading(column: Column, look: Looks, align: str = "left") -> Format:
    fill = MUTED if column.worked_out else ACCENT
    return look(bold=True, font_color="ffffff", bg_color=fill, text_wrap=True, valign="vcenter", align=align, indent=1)


def looks_of(column: Column, look: Looks, align: str = "") -> tuple[Format, Format]:
    """What the cells of a column look like; and those of them that hold a day."""
    shape = {**UNDERLINED, "align": align or ALIGNED.get(column.form, "left")}
    return look(**shape, num_format=NUMBERS.get(column.form, "General")), look(**shape, num_format=DAY)


UNDERLINED = {"bottom": 1, "bottom_color": RULE, "text_wrap": True, "indent": 1}

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def ruled(page: Worksheet, area: Area, column: Column, look: Looks) -> None:
    """What may be typed into an area, and its colours by what stands in it."""
    if not column.worked_out and (allowed := validation(column)):
        page.data_validation(*area, allowed)
    for rule in rules(column, xl_rowcol_to_cell(*area[:2]), look):
        page.conditional_format(*area, rule)


def write_cells(
    page: Worksheet, column: Column, cells: Iterable[tuple[int, int, Value]], look: Looks, align: str = ""
) -> None:
    """Each value as what it is: a text, a number, a day; nothing where there is none."""
    usual, day = looks_of(column, look, align)
    for row, place, value in cells:
        if value is None:
            continue
        if isinstance(value, str):
            put(page, row, place, value, usual)
        elif isinstance(value, int):
            page.write_number(row, place, value / 100 if column.form == "money" else value, usual)
        else:
            put_day(page, row, place, value, day)


def put_day(page: Worksheet, row: int, place: int, day: date, look: Format) -> None:
    if day < FIRST_DAY:
        put(page, row, place, PartialDate.of_day(day).short(), look)
    else:
        page.write_datetime(row, place, day, look)


def validation(column: Column) -> dict[str, Any] | None:
    """What Excel lets somebody type into a column; None where that is anything."""
    refusal = {"error_title": column.title[:32], "error_message": accepts(column)}
    match column.form:
        case "score":
            return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 4, **refusal}
        case "whole":
            return {"validate": "integer", "criteria": ">=", "value": 0, **refusal}
        case "money":
            return {"validate": "decimal", "criteria": ">=", "value": 0, **refusal}
        case "day":
            return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, **refusal}
        case "choice" | "rag":
            return {"validate": "list", "source": list(column.choices), **refusal}
        case _:
            return None


def rules(column: Column, first: str, look: Looks) -> Iterator[dict[str, Any]]:
    """What the cells of a column look like by what stands in them; `first` is its first cell."""
    if column.form == "rag":
        for rag in Rag:
            tone, shape = TONES[rag], f'"{rag.shape} "@'  # the shape is shown, and the cell still holds the word alone
            style = look(bg_color=tone.fill, font_color=tone.ink, bold=True, num_format=shape)
            yield {"type": "cell", "criteria": "==", "value": f'"{rag.word}"', "format": style}
    elif column.form == "money":
        yield {"type": "formula", "criteria": f"={first}<>INT({first})", "format": look(num_format=PENCE)}
