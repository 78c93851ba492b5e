"""A pack that comes back: the CSV, XLSX and ODS that this program writes, read as exactly as they were written.

A pack for the public leaves things out. There an empty cell says nothing, and an item that is not there may be
withheld: nothing of that is read as taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from loti_tui.domain.fields import Choice, Field, Flag, Link, Links, Money, Score, Text, When
from loti_tui.domain.items import KINDS, RAG, cell_name
from loti_tui.domain.scoring import SCALE
from loti_tui.domain.text import quoted
from loti_tui.intake.sheets.cells import (
    Read,
    read_amount,
    read_choice,
    read_flag,
    read_text,
    read_when,
    restored,
)
from loti_tui.intake.sheets.columns import pence
from loti_tui.intake.sheets.follows import Stated, unfollowed
from loti_tui.intake.sheets.pack_shape import PACK, WITHHELD, Pack, Table
from loti_tui.intake.sheets.reading import Row, Scalar, Sheet, Source, blank, text_of
from loti_tui.intake.sheets.rows import Told, joined, with_keys
from loti_tui.intake.taken import Found, Notice, Taken, Value, What


def take_pack(source: Source, pack: Pack, today: date) -> Taken:
    """What a pack says."""
    told = Told(list(pack.notices))
    found = [one for table in pack.tables for one in items_of(table, pack, today, told)]
    if pack.matrix is not None:
        found += matrix_rows(pack.matrix, told) if pack.as_text else matrix_of(pack.matrix, told)
    if pack.whole:
        stated = [one for table in pack.tables for one in worked_out_of(table, pack)]
        for one, follows in unfollowed(stated, found, pack.day, whole=not pack.as_text):
            tell_unfollowed(one, follows, told)
    return finished(source.name, source.sha256, with_keys(found), told, complete_of(pack), pack.made, pack.audience)


def finished(
    name: str, sha256: str, found: Sequence[Found], told: Told, complete: frozenset[str], made: str, audience: str
) -> Taken:
    """What a pack of any format says, with a notice where it is not the whole register."""
    if audience != "board" and found:
        why = (
            "This is a public pack: what is empty or not in it may be withheld, and is not read as taken away."
            if audience
            else "Nothing says that this is a board pack, so what is empty or not in it is not read as taken away. The "
            "file name that the pack gave it says it."
        )
        told.notices.insert(0, Notice(What.NOTED, why))
    return Taken(name, sha256, PACK, tuple(found), told.all(), complete, made)


def tell_unfollowed(one: Stated, follows: str, told: Told) -> None:
    sentence = (
        f"{one.title} of {one.called} is {quoted(one.raw or 'empty')} in the file, and {quoted(follows or 'nothing')} "
        f"follows from its other values: it was not read."
    )
    told.tell(What.LEFT_OUT, one.title, sentence, one.place, one.raw)


def complete_of(pack: Pack) -> frozenset[str]:
    """The kinds of which the pack holds every item."""
    if not pack.whole:
        return frozenset()
    return frozenset(table.kind for table in pack.tables if not table.upright)


def items_of(table: Table, pack: Pack, today: date, told: Told) -> Iterator[Found]:
    """The items of one table."""
    for place, heading in enumerate(table.headings, 1):
        if heading.field is None and not heading.worked_out and heading.title and heading.title.casefold() != "id":
            where = table.sheet.place(table.sheet.rows[0].number, place)
            told.tell(
                What.LEFT_OUT, "Columns", f"{quoted(heading.title)} is no column of a pack; it was left out.", where
            )
    if table.upright:
        yield from upright_item(table, pack, today, told)
        return
    reading = [(place, heading.field) for place, heading in enumerate(table.headings, 1) if heading.field is not None]
    caches: dict[int, dict[Scalar, Read]] = {place: {} for place, _ in reading}
    ids: set[str] = set()
    refs: set[str] = set()
    for row in table.rows:
        cells = [(field, row.cell(place), place, caches[place]) for place, field in reading]
        found = item_of(table, pack, row, cells, today, told)
        if found is not None:
            yield once(found, ids, refs, told)


def once(found: Found, ids: set[str], refs: set[str], told: Told) -> Found:
    """The item; of two with one id (a row that was copied takes its hidden id along) the second is another."""
    if found.id and found.id in ids:
        ref = "" if found.ref in refs else found.ref
        sentence = "An earlier row has the same hidden id: this row was read as another item."
        told.tell(What.REPEATED, "Ids", sentence, found.place, found.ref)
        found = Found(
            found.kind, f"{found.key} again {found.place.line}", found.values, found.place, "", ref, found.links
        )
    ids.add(found.id)
    refs.add(found.ref)
    return found


Cells = Sequence[tuple[Field, Scalar, int, "dict[Scalar, Read]"]]
"""Field, what stands in its cell, the column, and what was read there before."""


def item_of(table: Table, pack: Pack, row: Row, cells: Cells, today: date, told: Told) -> Found | None:
    """The item of one row; None where the row is none."""
    sheet, kind = table.sheet, table.kind
    id_ = text_of(row.cell(table.id_place)).strip() if table.id_place else ""
    values: dict[str, Value] = {}
    links: dict[str, tuple[str, ...]] = {}
    ref = ""
    for field, cell, place, cache in cells:
        if field.name == "ref":
            ref = text_of(cell).strip()
        elif isinstance(field.type, Link | Links):
            if pack.whole:  # else some of them may be withheld
                links[field.name] = references(text_of(cell))
        elif (value := cell_value(field, cell, pack, today, cache)) is not None:
            plain, doubt, candidates, note, folded = value
            where = sheet.place(row.number, place)
            raw = cell if type(cell) is str else text_of(cell)
            if doubt:
                told.tell(What.DOUBTED, field.label, f"{field.label} needs review: {doubt}", where, raw)
            elif folded:
                told.tell(
                    What.FOLDED, field.label, f"A letter that looks like {plain} was read as {plain}.", where, raw
                )
            elif note:
                told.tell(What.NOTED, field.label, note, where, raw)
            values[field.name] = Value(plain, raw, where, doubt, candidates)
    title = KINDS[kind].title
    named = title and title in values and (values[title].plain is not None or values[title].doubt)
    if not (id_ or ref or named or KINDS[kind].single):
        told.tell(
            What.LEFT_OUT,
            "Rows",
            "This row does not say what it is about, and was left out.",
            sheet.place(row.number),
            joined(row),
        )
        return None
    return Found(kind, id_ or f"{sheet.name or kind} {row.number}", values, sheet.place(row.number), id_, ref, links)


def references(text: str) -> tuple[str, ...]:
    """The references in a cell, each once."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


def cell_value(field: Field, cell: Scalar, pack: Pack, today: date, cache: dict[Scalar, Read]) -> Read | None:
    """What a cell says; None where it says nothing, which in a pack for the public an empty one does."""
    if cell == "" or blank(cell):
        return Read(None) if pack.whole else None
    if cell == WITHHELD and not pack.whole:
        return None
    if isinstance(field.type, Text):
        return read_text(restored(cell) if pack.as_text and isinstance(cell, str) else cell, field.type)
    if type(cell) is bool:
        return read_cell(field, cell, today, as_text=pack.as_text)
    known = cache.get(cell)
    if known is None:
        known = cache[cell] = read_cell(field, cell, today, as_text=pack.as_text)
    return known


def read_cell(field: Field, cell: Scalar, today: date, *, as_text: bool) -> Read:
    """What a cell says in which something stands."""
    found: Read | None
    match field.type:
        case When():
            return read_when(cell, field.type, today)
        case Money():
            return pence(cell) if as_text else read_amount(cell)
        case Score():
            found = read_own_score(cell)
        case Flag():
            found = read_flag(cell)
        case Choice():
            found = read_choice(cell, field.type)
        case _:
            found = read_text(cell, Text())
    return found or Read(None, f"{quoted(text_of(cell))} is not accepted: it is {field.type.accepts}.")


def read_own_score(cell: Scalar) -> Read | None:
    """1, 2, 3 or 4; a letter that looks like 1 is in doubt."""
    text = text_of(cell).strip()
    if text in ("1", "2", "3", "4"):
        return Read(int(text))
    return Read(None, f"{quoted(text)} looks like 1.", (1,)) if text in ("l", "I", "|") else None


def upright_item(table: Table, pack: Pack, today: date, told: Told) -> Iterator[Found]:
    """The one item of a sheet whose fields stand one below another."""
    filled = [(row, one) for row, one in zip(table.rows, table.headings, strict=True)]
    ids = [text_of(row.cell(table.id_place)).strip() for row, _ in filled]
    values: dict[str, Value] = {}
    links: dict[str, tuple[str, ...]] = {}
    ref, first = "", table.rows[0] if table.rows else None
    for row, heading in filled:
        if heading.field is None:
            continue
        cells: Cells = [(heading.field, row.cell(2), 2, {})]
        one = item_of(table, pack, row, cells, today, told)
        if one is not None:
            values |= one.values
            links |= one.links
            ref = ref or one.ref
    if first is not None:
        id_ = next(filter(None, ids), "")
        yield Found(table.kind, id_ or table.sheet.name, values, table.sheet.place(first.number), id_, ref, links)


def worked_out_of(table: Table, pack: Pack) -> Iterator[Stated]:
    """What the cells say that hold what follows from others."""
    if table.upright:
        ids = next(filter(None, (text_of(row.cell(table.id_place)).strip() for row in table.rows)), "")
        for row, heading in zip(table.rows, table.headings, strict=True):
            if heading.worked_out:
                key, where = ids or table.sheet.name, table.sheet.place(row.number, 2)
                yield Stated(table.kind, heading.title, key, f"the {table.kind}", text_of(row.cell(2)), where)
        return
    places = [(place, one.title) for place, one in enumerate(table.headings, 1) if one.worked_out]
    ref_place = next((place for place, one in enumerate(table.headings, 1) if one.field and one.field.name == "ref"), 0)
    for row in table.rows if places else ():
        id_ = text_of(row.cell(table.id_place)).strip() if table.id_place else ""
        key = id_ or f"{table.sheet.name or table.kind} {row.number}"
        called = (text_of(row.cell(ref_place)) if ref_place else "") or f"row {row.number}"
        for place, title in places:
            yield Stated(table.kind, title, key, called, text_of(row.cell(place)), table.sheet.place(row.number, place))


# -- the matrix ------------------------------------------------------------------------------------------------------


def matrix_of(sheet: Sheet, told: Told) -> Iterator[Found]:
    """The cells of the matrix in force."""
    titles = [text_of(cell).strip() for cell in sheet.rows[1].cells]
    places = {p: place for place, title in enumerate(titles, 1) for p in SCALE if title.startswith(f"Probability {p} ")}
    id_place = titles.index("Id") + 1
    values: dict[str, Value] = {}
    id_ = ""
    for row in sheet.rows[2:]:
        impact = text_of(row.cell(1))[:1]
        id_ = id_ or text_of(row.cell(id_place)).strip()
        if impact not in ("1", "2", "3", "4"):
            continue
        for p, place in places.items():
            cell, where = row.cell(place), sheet.place(row.number, place)
            read = read_choice(cell, RAG)
            if read is None:
                sentence = f"{quoted(text_of(cell))} is not Green, Amber or Red."
                told.tell(What.DOUBTED, "Matrix", sentence, where, text_of(cell))
                read = Read(None, sentence)
            values[cell_name(int(impact), p)] = Value(read.plain, text_of(cell), where, read.doubt)
    if id_:
        yield Found("matrix", id_, values, sheet.place(2), id_)


def matrix_rows(sheet: Sheet, told: Told) -> Iterator[Found]:
    """The cells of the matrix in force, a row for each; the file does not say which of the register's it is."""
    values: dict[str, Value] = {}
    for row in sheet.rows[1:]:
        impact, probability = (text_of(row.cell(place)).strip() for place in (1, 2))
        if impact not in ("1", "2", "3", "4") or probability not in ("1", "2", "3", "4"):
            continue
        cell, where = row.cell(3), sheet.place(row.number, 3)
        read = read_choice(cell, RAG)
        if read is None:
            sentence = f"{quoted(text_of(cell))} is not G, A or R."
            told.tell(What.DOUBTED, "Matrix", sentence, where, text_of(cell))
            read = Read(None, sentence)
        name = cell_name(int(impact), int(probability))
        values[name] = Value(read.plain, text_of(cell), where, read.doubt)
    if values:
        yield Found("matrix", "the matrix", values, sheet.place(2))
