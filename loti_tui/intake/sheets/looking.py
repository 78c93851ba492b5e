"""The way in: how a spreadsheet would be read and what must be asked first; and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loti_tui.domain.fields import Plain, Score
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import counted, quoted
from loti_tui.intake.sheets.asked import NO_CHOICES, Choices, Column, Looked, Question, Recognised
from loti_tui.intake.sheets.columns import Filled, filled, questions, settle_twice
from loti_tui.intake.sheets.headings import Headed, columns_of, headed
from loti_tui.intake.sheets.pack_json import is_pack, take_json
from loti_tui.intake.sheets.pack_shape import pack_in
from loti_tui.intake.sheets.packs import take_pack
from loti_tui.intake.sheets.reading import Sheet, Source, Workbook, blank, text_of, workbook
from loti_tui.intake.sheets.rows import UUID, Told, compare, parted, take_rows
from loti_tui.intake.taken import Found, Notice, Taken, What

LAYOUTS = {
    "risk": "risk register",
    "issue": "issue log",
    "milestone": "milestones",
    "action": "action log",
    "step": "procurement steps",
    "funding": "funding lines",
    "spend": "spending",
    "signoff": "sign-offs",
    "resolution": "board decisions",
    "dayoff": "days off",
}
"""Kind -> what a sheet of its items is called."""


@dataclass(frozen=True)
class Page:
    """One sheet on the way to being read."""

    headed: Headed
    kind: str
    columns: tuple[Column, ...]
    read: tuple[Filled, ...]
    questions: tuple[Question, ...]


def look(
    source: Source, choices: Choices = NO_CHOICES, today: date = date(2000, 1, 1), book: Workbook | None = None
) -> Looked:
    """How a file would be read, with these choices, and what must still be settled. Raises `Refused`.

    `today` makes no difference to what is asked. `book` are the file's sheets, where they were read already.
    """
    if source.kind == "json":
        return Looked(source.name, (), pack=is_pack(source))
    book = book or workbook(source)
    if pack_in(source, book):
        return Looked(source.name, (), pack=True)
    pages, left_out = pages_of(source, book, choices, today)
    return Looked(
        source.name,
        tuple(recognised(page) for page in pages),
        tuple(question for page in pages for question in page.questions),
        tuple(left_out),
    )


def recognised(page: Page) -> Recognised:
    found = page.headed
    return Recognised(found.sheet.name, page.kind, found.row.number, len(found.below), page.columns)


def take_sheets(source: Source, choices: Choices, today: date, book: Workbook | None = None) -> Taken:
    """What a spreadsheet says. Raises `Refused`, also with the questions that are still open."""
    if source.kind == "json":
        return take_json(source, today)
    book = book or workbook(source)
    if pack := pack_in(source, book):
        return take_pack(source, pack, today)
    pages, left_out = pages_of(source, book, choices, today)
    if not pages:
        raise nothing_known(source, left_out)
    if asked := [question for page in pages for question in page.questions]:
        raise still_open(source, asked)
    told = Told()
    found: list[Found] = []
    for page in pages:
        found += take_rows(page.headed, page.kind, page.columns, page.read, told)
        compare(page.headed, page.columns, told)
    kinds = {page.kind for page in pages}
    notices = [Notice(What.LEFT_OUT, sentence) for _, sentence in left_out]
    return Taken(
        source.name,
        source.sha256,
        LAYOUTS[kinds.pop()] if len(kinds) == 1 else "spreadsheet",
        tuple(found),
        (*notices, *assumed(pages), *told.all()),
        columns={f"{page.kind}.{one.heading}": one.field for page in pages for one in page.columns if remembered(one)},
        words=dict(settled_words(pages)),
    )


def remembered(column: Column) -> bool:
    """Whether how a column was read is kept for the next time: not what the register itself leaves out."""
    return (
        column.how != "unknown"
        and not column.field.startswith("=")
        and (bool(column.field) or column.why.startswith("It was"))
    )


def settled_words(pages: Sequence[Page]) -> Iterator[tuple[tuple[str, str], Plain]]:
    for page in pages:
        for one in page.read:
            for word, value in one.used:
                yield (f"{page.kind}.{one.field.name}", word), value


def assumed(pages: Sequence[Page]) -> Iterator[Notice]:
    """That plain numbers were taken for the register's own scale."""
    for page in pages:
        for one in page.read:
            if isinstance(one.field.type, Score) and not one.used and not one.why and one.column.samples:
                yield Notice(
                    What.ASSUMED,
                    f"{quoted(one.column.heading)} was read on the register’s own scale: 1 to 4, 4 the highest.",
                    page.headed.sheet.place(page.headed.row.number, one.column.place),
                )


# -- sheets ----------------------------------------------------------------------------------------------------------


def pages_of(source: Source, book: Workbook, choices: Choices, today: date) -> tuple[list[Page], list[tuple[str, str]]]:
    """The sheets of which it is known what they list; and the others, each with a sentence that says why."""
    pages, left_out = [], list(book.left_out)
    for sheet in book.sheets:
        made = page_of(source, sheet, choices, today, as_text=not book.typed)
        if isinstance(made, Page):
            pages.append(made)
        elif sheet.rows:
            left_out.append((sheet.name, made))
    return pages, left_out


def page_of(source: Source, sheet: Sheet, choices: Choices, today: date, *, as_text: bool) -> Page | str:
    """One sheet; or why it was left out, as a sentence."""
    called = f"The sheet {quoted(sheet.name)}" if sheet.name else quoted(source.name)
    if choices.kinds.get(sheet.name) == "":
        return f"{called} was left out by choice."
    found = headed(sheet, sheet.name or source.name.rpartition(".")[0], choices)
    if found is None:
        return f"{called} has no row of headings that the register knows; it was left out."
    kind = found.kinds[0]
    columns = settle_twice(with_ids(found, without_formulas(found, columns_of(found, kind, choices))))
    if not any(one.field in (KINDS[kind].title, "ref", "=id") for one in columns):
        return f"{called} has no column that says which {kind} each row is about; it was left out."
    found = parted(found, kind, columns)
    held = [one for one in columns if one.field and not one.field.startswith("=")]
    read = tuple(filled(found, kind, one, choices, today, as_text=as_text) for one in held)
    if beside := next((one.column.heading for one in read if one.why), ""):
        read = tuple(
            filled(found, kind, one.column, choices, today, as_text=as_text, beside=beside)
            if isinstance(one.field.type, Score) and not one.why
            else one
            for one in read
        )
    asked = list(questions(found, kind, columns, read))
    if len(found.kinds) > 1 and sheet.name not in choices.kinds:
        names = " or ".join(LAYOUTS[one] for one in found.kinds)
        asked.insert(0, Question("kind", sheet.name, kind, f"What does {called} list: {names}?", proposed=kind))
    return Page(found, kind, columns, read, tuple(asked))


def without_formulas(found: Headed, columns: Sequence[Column]) -> list[Column]:
    """The columns, a RAG that formulas work out left out: it follows from the register's own matrix."""
    made = []
    for column in columns:
        if column.field == "rag_recorded" and column.how != "remembered":
            filled_rows = [row for row in found.below if not blank(row.cell(column.place))]
            if filled_rows and all((row.number, column.place) in found.sheet.formulas for row in filled_rows):
                why = "Formulas work it out; the register does so by its own matrix."
                column = replace(column, field="=rag", how="ignored", why=why)
        made.append(column)
    return made


def with_ids(found: Headed, columns: Sequence[Column]) -> list[Column]:
    """The columns, one that holds ids of this program's own known as such."""
    made = []
    for column in columns:
        if column.field == "ref":
            values = [value for row in found.below if (value := text_of(row.cell(column.place)).strip())]
            if sum(bool(UUID.fullmatch(one)) for one in values) * 2 > len(values):
                column = replace(column, field="=id", how="name")
        made.append(column)
    return made


# -- refusals --------------------------------------------------------------------------------------------------------


def nothing_known(source: Source, left_out: Sequence[tuple[str, str]]) -> Refused:
    why = " ".join(sentence for _, sentence in left_out[:3]) or f"{quoted(source.name)} is empty."
    return Refused(
        f"{why} Nothing was changed. Name what the columns hold, or give the columns headings such as Risk and Owner."
    )


def still_open(source: Source, asked: Sequence[Question]) -> Refused:
    said = " ".join(question.sentence for question in asked[:6])
    more = f" And {len(asked) - 6} more." if len(asked) > 6 else ""
    return Refused(
        f"{counted(len(asked), 'question')} must be answered before {quoted(source.name)} can be read. {said}{more} "
        f"Nothing was changed."
    )
