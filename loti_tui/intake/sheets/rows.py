"""The rows of a sheet as found items: each value with its raw text and its place, doubts among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loti_tui.domain.fields import points_to
from loti_tui.domain.items import KINDS
from loti_tui.domain.text import counted, quoted, shortened
from loti_tui.intake.place import Place
from loti_tui.intake.sheets.asked import Column
from loti_tui.intake.sheets.cells import Read
from loti_tui.intake.sheets.columns import Filled, linked, number_in
from loti_tui.intake.sheets.headings import Headed, one_line
from loti_tui.intake.sheets.reading import Row, Scalar, Sheet, blank, text_of
from loti_tui.intake.taken import Found, Notice, Value, What

FEW = 25
"""Notices of one kind about one column that are told one by one; the others are counted."""
TOTAL = re.compile(r"(?:grand |sub ?-?|over ?all )?totals?\b|sum\b|average\b|count\b", re.IGNORECASE)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
REFERENCE = re.compile(r"[A-Za-z]{1,6}[-_ ]?[0-9]{1,6}|[0-9]{1,6}")


@dataclass
class Told:
    """Notices as they gather: of many about one column the first few are told, and how many more there are."""

    notices: list[Notice] = field(default_factory=list)
    counts: dict[tuple[What, str], int] = field(default_factory=dict)

    def tell(self, what: What, about: str, sentence: str, place: Place, raw: str = "") -> None:
        number = self.counts[what, about] = self.counts.get((what, about), 0) + 1
        if number <= FEW:
            self.notices.append(Notice(what, sentence, place, shortened(raw, 200)))

    def all(self) -> tuple[Notice, ...]:
        """What was told, and of how much more each time."""
        more = [
            Notice(what, f"{about}: {counted(number - FEW, 'more notice')} of this kind.")
            for (what, about), number in self.counts.items()
            if number > FEW
        ]
        return (*self.notices, *more)


def take_rows(found: Headed, kind: str, columns: Sequence[Column], read: Sequence[Filled], told: Told) -> list[Found]:
    """The items of one sheet, whose rows were parted before."""
    sheet = found.sheet
    places = Places.of(kind, columns)
    for row, why in found.dropped:
        what = What.REPEATED if why == REPEATED else What.LEFT_OUT
        told.tell(what, f"Rows of {sheet.name or 'the file'}", why, sheet.place(row.number), joined(row))
    values = [one for one in read if one.field.name != "ref" and not linked(one.field)]
    links = [one for one in read if linked(one.field)]
    caches: list[dict[Scalar, Read]] = [{} for _ in values]
    items: list[Found] = []
    seen: dict[tuple[str, str], int] = {}
    for row in found.below:
        ref, id_ = identity(row, places, seen, sheet, told)
        kept = {
            one.field.name: value
            for one, cache in zip(values, caches, strict=True)
            if (value := value_of(row, one, cache, sheet, told)) is not None
        }
        pointed = {one.field.name: refs for one in links if (refs := references(row, one, sheet, told))}
        key = f"{sheet.name or 'row'} {row.number}"
        items.append(Found(kind, key, kept, sheet.place(row.number), id_, ref, pointed))
    return with_keys(items)


@dataclass(frozen=True, slots=True)
class Places:
    """The columns by which an item is known; 0 where there is none."""

    title: int
    ref: int
    id: int

    @classmethod
    def of(cls, kind: str, columns: Sequence[Column]) -> Places:
        def place(name: str) -> int:
            return next((one.place for one in columns if one.field == name), 0)

        return cls(place(KINDS[kind].title), place("ref"), place("=id"))


def parted(found: Headed, kind: str, columns: Sequence[Column]) -> Headed:
    """The same sheet, its rows parted into items and others."""
    places, headings = Places.of(kind, columns), tuple(text for _, text in found.headings)
    items, dropped, before = [], [], found.row.number
    for row in found.below:
        why = left_out(row, row.number - before > 1, places, headings)
        before = row.number
        if why:
            dropped.append((row, why))
        else:
            items.append(row)
    return replace(found, items=tuple(items), dropped=tuple(dropped))


REPEATED = "The headings stand here once more."


def left_out(row: Row, gap: bool, places: Places, headings: tuple[str, ...]) -> str:
    """Why a row is no item, as a sentence; "" where it is one. `gap` says that a row above it is empty."""
    first = next((text_of(cell).strip() for cell in row.cells if not blank(cell)), "")
    named = bool(places.title) and not blank(row.cell(places.title))
    if TOTAL.match(first) and (not named or TOTAL.match(text_of(row.cell(places.title)).strip())):
        return "This row adds up others, and was left out."
    if first in headings and sum(one_line(text_of(cell)) in headings for cell in row.cells if not blank(cell)) >= 2:
        return REPEATED
    if (gap or not named) and len(headings) > 2 and sum(not blank(cell) for cell in row.cells) == 1:
        return "This row has one cell only, and was taken for a note."
    known = [text_of(row.cell(place)).strip() for place in (places.ref, places.id) if place]
    if named or (not places.title and any(known)):
        return ""
    if any(REFERENCE.fullmatch(one) for one in known):
        return ""  # an item of the register, known by its reference, may have its other cells alone
    return "This row does not say what it is about, and was left out."


def joined(row: Row) -> str:
    return " | ".join(one_line(text_of(cell)) for cell in row.cells if not blank(cell))


def identity(row: Row, places: Places, seen: dict[tuple[str, str], int], sheet: Sheet, told: Told) -> tuple[str, str]:
    """The reference and the id of a row; what another row had before counts for that one alone."""
    ref = one_line(text_of(row.cell(places.ref))) if places.ref else ""
    id_ = text_of(row.cell(places.id)).strip().casefold() if places.id else ""
    known = {"reference": ref, "id": id_ if UUID.fullmatch(id_) else ""}
    for what, text in known.items():
        earlier = seen.setdefault((what, text.casefold()), row.number) if text else row.number
        if earlier != row.number:
            sentence = f"Row {earlier:,} has the same {what}; this row was read as another item."
            told.tell(What.REPEATED, f"The column of the {what}", sentence, sheet.place(row.number, places.ref), text)
            known[what] = ""
    return known["reference"], known["id"]


def value_of(row: Row, one: Filled, cache: dict[Scalar, Read], sheet: Sheet, told: Told) -> Value | None:
    """What a cell says; None where nothing stands in it."""
    place = one.column.place
    cell = row.cells[place - 1] if place <= len(row.cells) else ""
    if cell == "" or blank(cell):
        if (row.number, place) in sheet.formulas:
            told.tell(
                What.LEFT_OUT, one.column.heading,
                "The result of the formula here is not in the file. Open it in a spreadsheet program and save it anew.",
                sheet.place(row.number, place),
            )  # fmt: skip
        return None
    known = cache.get(cell) if type(cell) is not bool else None
    if known is None:
        found = one.reader(cell)
        known = found if found is not None else Read(None, f"{quoted(text_of(cell))} has no value yet.")
        if type(cell) is not bool and len(cache) < 5_000:
            cache[cell] = known
    raw = cell if type(cell) is str else text_of(cell)
    where = Place(sheet.name, 0, row.number, place)
    plain, doubt, candidates, note, folded = known
    if doubt or note or folded:
        tell_of(known, one, raw, where, told)
    return Value(plain, raw, where, doubt, candidates) if doubt or plain is not None else None


def tell_of(read: Read, one: Filled, raw: str, place: Place, told: Told) -> None:
    """That a value is in doubt, or how it was read."""
    label = one.field.label
    if read.doubt:
        told.tell(What.DOUBTED, label, f"{label} needs review: {read.doubt}", place, raw)
    if read.note:
        told.tell(What.NOTED, label, read.note, place, raw)
    if read.folded:
        told.tell(What.FOLDED, label, f"A letter that looks like {read.plain} was read as {read.plain}.", place, raw)


# -- links -----------------------------------------------------------------------------------------------------------


def references(row: Row, one: Filled, sheet: Sheet, told: Told) -> tuple[str, ...]:
    """The references in a cell that points to other items."""
    text = text_of(row.cell(one.column.place)).strip()
    if not text:
        return ()
    found = tuple(dict.fromkeys(part for part in re.split(r"[,;/&\s]+", text) if part and part.casefold() != "and"))
    if all(REFERENCE.fullmatch(part) for part in found):
        return found
    where = sheet.place(row.number, one.column.place)
    told.tell(What.LEFT_OUT, one.field.label, f"{one.field.label} takes references, and these are words.", where, text)
    return ()


def with_keys(items: Sequence[Found]) -> list[Found]:
    """The items with the keys of what they point to, where it is in the file; else the reference itself."""
    keys = {(one.kind, one.ref.casefold()): one.key for one in items if one.ref}
    return [relinked(one, keys) if one.links else one for one in items]


def relinked(one: Found, keys: Mapping[tuple[str, str], str]) -> Found:
    links = {name: tuple(target(one.kind, name, ref, keys) for ref in refs) for name, refs in one.links.items()}
    return Found(one.kind, one.key, one.values, one.place, one.id, one.ref, links)


def target(kind: str, name: str, ref: str, keys: Mapping[tuple[str, str], str]) -> str:
    kinds = points_to(KINDS[kind].fields[name].type)
    return next((keys[one, ref.casefold()] for one in kinds if (one, ref.casefold()) in keys), ref)


# -- columns that are not brought in ---------------------------------------------------------------------------------


def compare(found: Headed, columns: Sequence[Column], told: Told) -> None:
    """Tell of columns that were left out, and of scores that do not follow from their factors."""
    for column in columns:
        if not column.field or (column.field.startswith("=") and column.field != "=id"):
            sentence = f"The column {quoted(column.heading)} was not brought in. {column.why}".strip()
            place = found.sheet.place(found.row.number, column.place)
            told.tell(What.LEFT_OUT, "Columns", sentence, place, column.heading)
    places = {column.field: column.place for column in columns}
    if {"=score", "probability", "impact"} <= set(places):
        for row, said, follows in differing(found, places, number_in):
            place = found.sheet.place(row.number, places["=score"])
            sentence = (
                f"The score here is {said:g}, and probability times impact is {follows:g}: one of the three is wrong."
            )
            told.tell(What.DOUBTED, "Score", sentence, place, f"{said:g}")


def differing(
    found: Headed, places: Mapping[str, int], number: Callable[[Row, int], float | None]
) -> Iterator[tuple[Row, float, float]]:
    """The rows whose score is not the product of its factors, on whatever scale these are."""
    for row in found.below:
        said, p, i = (number(row, places[name]) for name in ("=score", "probability", "impact"))
        if said is not None and p is not None and i is not None and abs(p * i - said) > 0.001:
            yield row, said, p * i
