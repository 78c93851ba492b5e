"""The risk table: each row that fits under its headings is a risk; what does not fit is left in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loti_tui.domain.fields import Plain
from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES
from loti_tui.domain.text import clean, look_alike, shortened
from loti_tui.intake.document import Cell, Document, Table
from loti_tui.intake.form.columns import JUDGED, NUMBERS, Columns, Row, columns_of, misfit, repeats
from loti_tui.intake.form.gathering import Gathered
from loti_tui.intake.form.pieces import Piece, Section, heading, named, plain
from loti_tui.intake.letters import folds, rag, score, unmixed
from loti_tui.intake.place import Place
from loti_tui.intake.taken import Value, What

_NAMES = {"probability": PROBABILITY_NAMES, "impact": IMPACT_NAMES}
_ELSEWHERE = re.compile(r"\brisks?\b[^.]{0,120}\b(?:[Pp]art (?:2|II)|confidential (?:part|report|annex))\b")
_LIKE_A_ROW = re.compile(r"\s[1-4]\s+[1-4]\s+(?:[GAR]\b|Green|Amber|Red)")


@dataclass(slots=True)
class _Told:
    """One risk in the making: its cells as values, and the rows that it goes on over."""

    place: Place
    values: dict[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RiskTable:
    """A risk table that was recognised: its rows below the headings."""

    table: Table
    columns: Columns
    rows: tuple[Row, ...]


def take_risks(document: Document, sections: list[Section], ref: str, gathered: Gathered) -> list[Table]:
    """Add the risks, and return the tables that they were in. A form without risks is a form all the same."""
    tables = list(_risk_tables(sections, gathered))
    where = f"As stated in {ref or 'the decision form'}{_section_number(document)}"
    told = [risk for one in tables for risk in _risks(one, gathered)]
    for number, risk in enumerate(told, 1):
        values = risk.values
        if (recorded := values.get("rag_recorded")) and recorded.plain:
            values["rag_reason"] = Value(where, recorded.raw, recorded.place)
            _say_fold(recorded, number, gathered)
        gathered.add("risk", f"risk/{number}", values, risk.place)
    _say_what_else(tables, sections, gathered)
    return [one.table for one in tables]


# -- which tables ----------------------------------------------------------------------------------


def _risk_tables(sections: list[Section], gathered: Gathered) -> Iterator[RiskTable]:
    for section in sections:
        if section.name == "declaration":
            continue
        before: Piece | None = section.head
        for block in section.blocks:
            if isinstance(block, Piece):
                before = block
                continue
            found = _risk_table(block, gathered)
            if found:
                _say_repeated(block, before, gathered)
                yield found


def _risk_table(table: Table, gathered: Gathered) -> RiskTable | None:
    """The table below its headings, which may have a caption above them; None where it is another table."""
    for at, row in enumerate(table.rows[:4]):
        columns = columns_of(row)
        if columns is None:
            continue
        for cell in columns.joined:
            gathered.say(What.JOINED, "A heading that a hyphen had split was put together.", cell.place, cell.text)
        for cell in columns.unknown:
            gathered.say(What.LEFT_OUT, "A column of the risks has no field: it was left out.", cell.place, cell.text)
        return RiskTable(table, columns, table.rows[at + 1 :])
    return None


def _say_repeated(table: Table, before: Piece | None, gathered: Gathered) -> None:
    """The heading above a table once more in its first row, as a machine reads a caption inside the frame."""
    first = [cell for cell in table.rows[0] if cell.text]
    if before and len(first) == 1 and heading(first[0].text) and plain(first[0].text) == plain(before.text):
        gathered.say(What.REPEATED, "The heading stands twice; it was read once.", first[0].place, first[0].text)


def _section_number(document: Document) -> str:
    """Where the risks stand, as forms number it: ", section 4a"; "" where the numbers are lost."""
    number = ""
    for block in document.blocks:
        if isinstance(block, Table):
            continue
        name = heading(block.text)
        if name == "risks" and number and (letter := re.match(r"\(?([a-z])[.)]", block.text)):
            return f", section {number}{letter[1]}"
        if name and (found := re.match(r"(\d{1,2})(?:\.\d{1,2})*[. ]", block.text)):
            number = found[1]
            if name == "risks":
                return f", section {block.text.split()[0].rstrip('.')}"
    return ""


# -- the rows --------------------------------------------------------------------------------------


def _risks(found: RiskTable, gathered: Gathered) -> list[_Told]:
    columns = _with_wide_scale(found)
    distrust = _distrust(columns, found.rows)
    told: list[_Told] = []
    for row in found.rows:
        filled = [cell for cell in row if cell.text]
        if not filled:
            continue
        if repeats(columns, row):
            gathered.say(
                What.REPEATED, "The headings of the risks stand again; they were read once.", row[0].place, row[0].text
            )
        elif len(filled) == 1 and len(row) > 1 and heading(filled[0].text):
            continue
        elif told and _goes_on(columns, row):
            _join(told[-1], columns, row, gathered)
        else:
            told.append(_risk(columns, row, distrust or misfit(columns, row), gathered))
    return told


def _distrust(columns: Columns, rows: tuple[Row, ...]) -> str:
    """Why no row of a table is trusted, "" where they are: where most do not fit, the headings are at fault."""
    judged = [row for row in rows if len([cell for cell in row if cell.text]) > 2 and not repeats(columns, row)]
    misfits = [row for row in judged if misfit(columns, row)]
    if len(misfits) * 2 > len(judged):
        return f"{len(misfits)} of {len(judged)} rows do not fit under the headings, which may have shifted."
    return ""


def _with_wide_scale(found: RiskTable) -> Columns:
    """The columns, a number among them that goes beyond 4 on another scale, unless its heading says 1 to 4.

    One cell in six or more may be a slip; a column that often goes beyond 4 is of another scale as a whole.
    """
    scales = dict(found.columns.scales)
    for name in NUMBERS:
        texts = [cell.text.strip() for row in found.rows if (cell := found.columns.cell(row, name))]
        beyond = [text for text in texts if re.fullmatch(r"[5-9]|10", text)]
        at = found.columns.at.get(name)
        if at is not None and beyond and "1 4" not in found.columns.header[at] and name not in scales:
            scales[name] = f"up to {max(map(int, beyond))}"
    return replace(found.columns, scales=scales)


def _goes_on(columns: Columns, row: Row) -> bool:
    """Whether a row is the rest of the one above it: only words, and no description of its own."""
    text = {name: (cell.text if (cell := columns.cell(row, name)) else "") for name in columns.at}
    if any(text.get(name) for name in (*JUDGED, "score")) or len([c for c in row if c.text]) > 2:
        return False
    if any(cell.text for cell in row[columns.width :]):
        return False
    description = text.get("description", "")
    return bool(text.get("mitigation")) and not description if not description else description[:1].islower()


def _join(risk: _Told, columns: Columns, row: Row, gathered: Gathered) -> None:
    for name in ("description", "mitigation", "owner"):
        cell, before = columns.cell(row, name), risk.values.get(name)
        if cell and cell.text:
            gathered.say(What.JOINED, "A row that went on below was put together.", cell.place, cell.text)
            more = clean(unmixed(cell.text), limit=10**9)
            if before is None:
                risk.values[name] = Value(more, cell.text, cell.place)
            elif before.plain is not None:
                risk.values[name] = replace(before, plain=f"{before.plain} {more}")


def _risk(columns: Columns, row: Row, why: str, gathered: Gathered) -> _Told:
    """One row. `why` says why it does not fit under the headings, "" where it does."""
    place = next(cell.place for cell in row if cell.text)
    risk = _Told(place)
    if why:
        gathered.say(What.DOUBTED, f"A row of the risks does not fit under the headings. {why}", place, _first(row))
        gathered.known.add(why)
    for name in ("description", "mitigation", "owner"):
        cell = columns.cell(row, name)
        if cell and cell.text:
            risk.values[name] = _words(cell, name, why, gathered)
    if "description" not in risk.values:
        texts = tuple(clean(unmixed(cell.text), limit=10**9) for cell in row if len(cell.text) > 20)
        risk.values["description"] = Value(None, _first(row), place, why or "The description is empty.", texts[:2])
    for name in NUMBERS:
        if name in columns.at:
            risk.values[name] = _number(columns, row, name, why, place)
    if "rag_recorded" in columns.at:
        cell = columns.cell(row, "rag_recorded")
        value = rag(cell.text, cell.place) if cell else Value(None, "", place, "The row ends before it.")
        risk.values["rag_recorded"] = _doubted(value, why)
    return risk


def _words(cell: Cell, name: str, why: str, gathered: Gathered) -> Value:
    """The words of a cell. In a row that does not fit they may be another column's: then they are a candidate."""
    value = gathered.text(cell.text, cell.place, f"The {name} of a risk")
    line = clean(str(value.plain or ""), limit=10**9) or None
    value = replace(value, plain=line)
    return _doubted(value, why) if why else value


def _number(columns: Columns, row: Row, name: str, why: str, place: Place) -> Value:
    cell = columns.cell(row, name)
    if cell is None:
        return Value(None, "", place, why or "The row ends before it.")
    if scale := columns.scales.get(name):
        return Value(None, clean(cell.text), cell.place, f"The column’s scale is {scale}, not 1 to 4.")
    return _doubted(score(cell.text, cell.place, _NAMES[name]), why)


def _doubted(value: Value, why: str) -> Value:
    """The value as a doubt with itself as the candidate, where there is a reason to doubt it."""
    if not why or value.doubt:
        return value
    candidates: tuple[Plain, ...] = () if value.plain is None else (value.plain,)
    return replace(value, plain=None, doubt=why, candidates=candidates)


def _first(row: Row) -> str:
    return next(cell.text for cell in row if cell.text)


def _say_fold(recorded: Value, number: int, gathered: Gathered) -> None:
    folded = look_alike(recorded.raw) if len(recorded.raw) == 1 else unmixed(recorded.raw)
    if notice := folds(recorded.raw, folded, f"The RAG of risk {number}", recorded.place):
        gathered.notices.append(notice)


# -- what else stands there ------------------------------------------------------------------------


def _say_what_else(tables: list[RiskTable], sections: list[Section], gathered: Gathered) -> None:
    for section in named(sections, "risks"):
        for piece in section.pieces:
            if _LIKE_A_ROW.search(piece.rest):
                words = "A line among the risks looks like a row that lost its columns: it was left out."
                gathered.say(What.LEFT_OUT, words, piece.place, shortened(piece.text, 200))
    if tables:
        return
    for section in sections:
        for piece in section.pieces:
            if found := _ELSEWHERE.search(piece.rest):
                gathered.say(What.NOTED, "The form says that its risks are in another part.", piece.place, found[0])
                return
    gathered.say(What.NOTED, "The form has no table of risks.")
