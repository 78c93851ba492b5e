"""The one way in: a file, whatever it is, against the register. The command line and the screens call this."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from loti_tui.domain.fields import Plain, Reading
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.sources import columns_of, words_of
from loti_tui.domain.state import State
from loti_tui.intake.proposal import Proposed
from loti_tui.intake.proposing import PACK, propose
from loti_tui.intake.sheets.asked import NO_CHOICES, Choices, Looked
from loti_tui.intake.sheets.beside import made_beside
from loti_tui.intake.source import Source, source_of
from loti_tui.intake.taken import Taken

if TYPE_CHECKING:  # a form is read without what reads spreadsheets
    from loti_tui.intake.sheets.reading import Workbook

DOCUMENTS = frozenset({"text", "docx", "html", "pdf"})
"""Kinds of file that hold a decision form; a text may hold a table instead."""

Past = Callable[[str], State | None]
"""A moment as the log writes it -> the register as it was then; None where it is not known."""


class Unsettled(Refused):
    """A spreadsheet of which something must be settled first; `looked` says what, and what would be taken for a yes."""

    def __init__(self, sentence: str, looked: Looked) -> None:
        super().__init__(sentence)
        self.looked = looked


def bring(
    path: Path,
    state: State,
    today: date,
    choices: Choices = NO_CHOICES,
    past: Past | None = None,
    *,
    looked_over: bool = True,
) -> Proposed:
    """What bringing a file in would do. Nothing is written.

    `choices` are a person's answers, which count before those that the register remembers. With `past`, a pack is
    compared with what the register held when it was made. Raises `Refused` where the file cannot be read, and
    `Unsettled` where something about it must be settled first: not `looked_over`, also where nobody has said yet how
    such columns are read.
    """
    with collecting_later():
        source = source_of(path)
        book = sheets_of(source)
        known = remembered(source, book, state, choices, today)
        if book is not None and not looked_over:
            check_looked_over(source, book, known, today)
        taken = take(source, known, today, book)
        made = taken.made or (made_beside(path) if source.kind == "csv" and taken.layout == PACK else "")
        base = past(end_of_second(made)) if past is not None and made else None
        return propose(taken, state, today, base)


def sheets_of(source: Source) -> Workbook | None:
    """The sheets of a spreadsheet, read once for all that is done with them; None of any other file."""
    if source.kind in DOCUMENTS or source.kind == "json":
        return None
    from loti_tui.intake.sheets.reading import workbook

    return workbook(source)


def check_looked_over(source: Source, book: Workbook, choices: Choices, today: date) -> None:
    """Raises `Unsettled` where a person has yet to look over how the columns are read."""
    from loti_tui.intake.sheets.looking import look

    looked = look(source, choices, today, book)
    if not looked.pack and not looked.settled:
        raise Unsettled("How its columns are read is to be looked over first. Nothing was changed.", looked)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Python looks for circles of objects after this and not during it.

    A file of 10,000 rows makes some hundred thousand values, none of them in a circle; looking through all of them
    again and again took a third of the time. The bounds on files bound what may wait.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def end_of_second(made: str) -> str:
    """The last moment that a pack may mean: it tells when it was made to the second, and the log to its millionths."""
    return made.replace(".000000Z", ".999999Z")


def take(source: Source, choices: Choices, today: date, book: Workbook | None = None) -> Taken:
    """What a file says: a decision form, a spreadsheet or a pack. Raises `Refused`, `Unsettled`."""
    if source.kind not in DOCUMENTS:
        return take_table(source, choices, today, book)
    from loti_tui.intake.form import is_form, take_form
    from loti_tui.intake.reading import read_document

    document = read_document(source)
    if source.kind == "text" and not is_form(document):
        try:
            return take_table(source, choices, today)
        except Unsettled:
            raise
        except Refused:
            pass  # what a form needs is said below: of a text, that is the likelier thing to be meant
    return take_form(document, today)


def take_table(source: Source, choices: Choices, today: date, book: Workbook | None = None) -> Taken:
    """What a spreadsheet or a pack says. Raises `Refused`, `Unsettled`."""
    from loti_tui.intake.sheets.looking import look, take_sheets

    try:
        return take_sheets(source, choices, today, book)
    except Refused as refused:
        looked = look(source, choices, today, book)  # raises too, where the file itself is at fault
        if not looked.questions:
            raise
        raise Unsettled(refused.sentence, looked) from None


def looked_at(path: Path, state: State, today: date, choices: Choices = NO_CHOICES) -> Looked | None:
    """How a spreadsheet would be read, to be shown and confirmed; None of a document. Raises `Refused`."""
    source = source_of(path)
    if source.kind in DOCUMENTS:
        return None
    from loti_tui.intake.sheets.looking import look

    book = sheets_of(source)
    return look(source, remembered(source, book, state, choices, today), today, book)


def remembered(source: Source, book: Workbook | None, state: State, now: Choices, today: date) -> Choices:
    """What people settled when they brought in spreadsheets with these headings, the newest last, and what they say.

    Of other headings nothing holds: "3" may be a 2 on another board's scale.
    """
    known = [one for one in state.sources if one.columns]
    if book is None or not known:
        return now
    from loti_tui.intake.sheets.looking import look

    looked = look(source, now, today, book)
    headings = {f"{sheet.kind}.{column.heading}" for sheet in looked.sheets for column in sheet.columns}
    columns: dict[str, str] = {}
    words: dict[tuple[str, str], Plain] = {}
    for one in known:
        read = columns_of(one)
        if read and read.keys() <= headings:
            columns |= read
            words |= {(field, word): value for field, word, typed in words_of(one) for value in read_word(field, typed)}
    return Choices({**columns, **now.columns}, {**words, **now.words}, now.kinds)


def read_word(field: str, typed: str) -> Iterator[Plain]:
    """The value that a remembered word stands for, as the register keeps it; nothing where it is none any more."""
    if typed == "None":
        yield None
        return
    for value in (typed, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None):
        for name in kinds_with(field):
            try:
                checked = KINDS[name].fields[field.rpartition(".")[2]].check(value)
            except Refused:
                continue
            if checked is not None:
                yield checked
                return


def kinds_with(field: str) -> list[str]:
    """The kinds that have a field: "risk.impact" is a risk's, "impact" may be any kind's."""
    kind, _, name = field.rpartition(".")
    return [one for one, described in KINDS.items() if name in described.fields and kind in ("", one)]


def read_typed(field: str, typed: str, reading: Reading) -> Plain:
    """The value of a field as a person types it, for a word of a spreadsheet; None for nothing. Raises `Refused`."""
    kinds = kinds_with(field)
    if not kinds:
        raise Refused(f"There is no field “{field}”. Name one such as risk.probability.")
    refusals: list[Refused] = []
    for kind in kinds:
        try:
            return KINDS[kind].fields[field.rpartition(".")[2]].read(typed, reading)
        except Refused as refused:
            refusals.append(refused)
    raise refusals[0]
