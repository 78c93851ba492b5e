"""Spreadsheets as people make them, packs as the program makes them, and the ways in which people edit both."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from db.register import Register
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, plain
from loti_tui.intake.proposing import in_force
from loti_tui.intake.sheets.asked import NO_CHOICES, Choices, Looked
from loti_tui.intake.sheets.looking import look, take_sheets
from loti_tui.intake.source import Source, source_of_bytes
from loti_tui.intake.taken import Found, Notice, Taken, What
from loti_tui.packs import pack_of
from loti_tui.packs.making import pack_files

TODAY = date(2017, 4, 6)
Rows = Sequence[Sequence[object]]


# -- files -----------------------------------------------------------------------------------------------------------


def text(content: str, name: str = "risks.csv") -> Source:
    return source_of_bytes(name, content.encode())


def table(*rows: Sequence[object], delimiter: str = ",", name: str = "risks.csv") -> Source:
    """A CSV file with these rows."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return text(made.getvalue(), name)


def book(name: str = "risks.xlsx", **sheets: Rows) -> Source:
    """An XLSX file with these sheets; a text that begins with "=" is a formula, "=1+1|2" one with a result."""
    made = io.BytesIO()
    written = Workbook(made, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for title, rows in sheets.items():
        page = written.add_worksheet(title)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    formula, _, result = value.partition("|")
                    page.write_formula(number, place, formula, None, float(result) if result.isdecimal() else result)
                else:
                    page.write(number, place, value)
    written.close()
    return source_of_bytes(name, made.getvalue())


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, one in content.items():
            archive.writestr(name, one)
    return made.getvalue()


def edited(data: bytes, member: str, old: str, new: str) -> bytes:
    """An office file in which one text of one part is another; it must stand there once."""
    content = parts(data)
    before = content[member].decode()
    assert before.count(old) == 1, (before.count(old), old)
    content[member] = before.replace(old, new).encode()
    return packed(content)


# -- reading ---------------------------------------------------------------------------------------------------------


def look_at(source: Source, choices: Choices = NO_CHOICES) -> Looked:
    return look(source, choices)


def taken(source: Source, choices: Choices = NO_CHOICES) -> Taken:
    return take_sheets(source, choices, TODAY)


def values(one: Found) -> dict[str, Plain]:
    """What is sure of an item."""
    return {name: value.plain for name, value in one.values.items() if not value.doubt}


def only(source: Source, choices: Choices = NO_CHOICES) -> Found:
    (one,) = taken(source, choices).found
    return one


def told(one: Taken, what: What) -> list[Notice]:
    return [notice for notice in one.notices if notice.what is what]


# -- packs -----------------------------------------------------------------------------------------------------------

FORMATS = ("csv", "json", "xlsx", "ods")


def pack(register: Register, *formats: str, audience: str = "board") -> dict[str, bytes]:
    """The files of a pack by name, without those that only describe others."""
    made = pack_files(pack_of(register.basis("now", TODAY), source="board.loti", audience=audience), formats)
    return {name: data for name, data in made.items() if not name.endswith(DESCRIBING)}


DESCRIBING = ("schema.json", "csv-metadata.json", "datapackage.json")


def back(register: Register, form: str, kind: str = "", *, audience: str = "board") -> tuple[str, bytes]:
    """(name, bytes) of one file of a pack; of CSV, the one of these items."""
    files = pack(register, form, audience=audience)
    (name,) = [name for name in files if form != "csv" or name.endswith(f"-{kind}.csv")]
    return name, files[name]


def read(name: str, data: bytes) -> Taken:
    return taken(source_of_bytes(name, data))


def item_for(one: Found, state: State) -> Item | None:
    """The item that a pack's row is of."""
    return state.items.get(one.id) or (state.single(one.kind) if KINDS[one.kind].single else None)


def differences(one: Taken, state: State) -> list[tuple[str, str, Plain]]:
    """(reference, field, value) of everything in a pack that is not as in the register, and of what is new."""
    found: list[tuple[str, str, Plain]] = []
    for item in in_force(one.found, state, state.day or date(2017, 4, 6)):
        stands = item_for(item, state)
        if stands is None:
            found.append((item.ref, "", str(values(item).get(KINDS[item.kind].title))))
            continue
        for name, value in item.values.items():
            if value.doubt or value.plain != plain(stands, name) or type(value.plain) is not type(plain(stands, name)):
                found.append((stands.ref, name, value.plain))
        for name, keys in item.links.items():
            ids = [key if key in state.items else state.find(key).id for key in keys]
            now = plain(stands, name)
            if ids != (now if isinstance(now, list) else [now] if now else []):
                found.append((stands.ref, name, ids))
    return found


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of one CSV file of a pack."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_csv(rows: list[list[str]]) -> bytes:
    """The same rows as a spreadsheet program writes them."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("utf-8-sig")
