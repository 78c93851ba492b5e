"""A report with one of everything, hostile ones, and what any document that people read must say of each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from loti_tui.domain.scoring import IMPACT_NAMES, PROBABILITY_NAMES, SCALE, Rag
from loti_tui.domain.state import State
from loti_tui.packs.pack import Pack
from loti_tui.packs.report import (
    Bar,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    MatrixCell,
    Para,
    Report,
    RiskMatrix,
    Table,
    Timeline,
    flat,
)  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
MADE = datetime(2017, 4, 6, 9, 30, tzinfo=UTC)

CELLS = {4: Rag.AMBER, 9: Rag.RED, 12: Rag.RED, 16: Rag.RED}
MATRIX = RiskMatrix(
    "Risk matrix: the open risks that are scored",
    IMPACT_NAMES,
    PROBABILITY_NAMES,
    tuple(
        MatrixCell(i, p, CELLS.get(i * p, Rag.GREEN), ("R1", "R2 (recorded Red)") if i == p == 2 else ())
        for i in SCALE
        for p in SCALE
    ),
)
APRIL, MAY = (date(2017, 4, 10), date(2017, 4, 10)), (date(2017, 5, 1), date(2017, 5, 31))
TIMELINE = Timeline(
    "Timeline: the approved plan",
    "M1 is done. M2 is expected in May 2017.",
    (Bar("M1", "Start", APRIL, APRIL, True, None), Bar("M2", "End", APRIL, MAY, False, Rag.RED)),
    date(2017, 4, 1),
    date(2017, 5, 31),
    date(2017, 4, 6),
)
RISKS = Table(
    "Risks, the highest score first",
    (Column("Ref"), Column("Risk"), Column("Due", "date"), Column("Money", "money"), Column("Risk RAG", "rag")),
    (
        (Cell("R1"), Cell("Late"), Cell("Nov 2017"), Cell("£25,000"), Cell("Red (R), score 9", Rag.RED)),
        (Cell("R2"), Cell("Dear"), Cell("Not recorded"), Cell("£1"), Cell("Amber (A), score 4", Rag.AMBER)),
        (
            Cell("R3"),
            Cell("Two\nlines"),
            Cell("2018"),
            Cell("£2"),
            Cell("Green (G) recorded, Amber computed", Rag.GREEN),
        ),
        (Cell("R4"), Cell("Sure  of it"), Cell("Q2 2017"), Cell("£3"), Cell("Not scored")),
    ),
)
EVERYTHING = Report(
    "LOTI: board pack",
    "DD2092: A study",
    "6 April 2017",
    "Board pack: everything, for the board only",
    (
        Facts((("Programme", "LOTI"), ("Owner", "Not recorded"))),
        Heading(2, "First section"),
        Para("Plain."),
        Para("Three lines are withheld\nunder section 43.", "note"),
        Bullets(("One", "Two\nof them")),
        RISKS,
        MATRIX,
        Heading(3, "R1: Late"),
        Facts((("Mitigation", "Start  early\n and go on"), ("Cause", "Ours"))),
        Heading(2, "Second section"),
        TIMELINE,
        Table("Without row heads", (Column("Number", "int"), Column("Word")), ((Cell("1"), Cell("a")),), row_head=None),
        Table(
            "Row heads second", (Column("A"), Column("B")), ((Cell("a"), Cell("b")), (Cell("c"), Cell("d"))), row_head=1
        ),
        Table("Without rows", (Column("A"), Column("B")), ()),
    ),
    "board.loti, as at 6 April 2017",
    MADE,
)

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ <!-- --> </style></title></text:p></w:t> <?xml?>",
    "{{ 7 * 7 }} {% raw %} {# gone #} ${x} #{y} %s {0}",
    "&amp; &lt; &#x0; &#65; & Sons \" ' ` \\ /",
    '=HYPERLINK("http://example.org","x") javascript:alert(1) https://example.org/a?b=c&d',
    "family 👨\u200d👩\u200d👧\u200d👦, flag 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "combining e\u0301\u0302\u0303\u0304 a\u0489",
    "\u05e1\u05d9\u05db\u05d5\u05df 12 \u0645\u062e\u0627\u0637\u0631\u0629 (\u05d0)",
    "a  b   c\n\n  d \n e",
    "control \x00\x01\x0b\x1b[31m\x7f\x85\x9b and \ufffe\uffff\ufdd0 and \ud800",
    "word " * 2000,
    "x" * 10_000,
)


def hostile_report(text: str) -> Report:
    """A report with this text wherever a report may have one."""
    cells = (Cell(text), Cell(text), Cell(f"Red (R) {text}", Rag.RED))
    bar = Bar(text, text, APRIL, MAY, False, Rag.RED)
    blocks: tuple[Block, ...] = (
        Facts(((text, text), (f"{text} too", text))),
        Heading(2, text),
        Para(text),
        Para(text, "note"),
        Bullets((text, text)),
        Table(text, (Column(text), Column(text, "money"), Column(text, "rag")), (cells, cells)),
        RiskMatrix(text, IMPACT_NAMES, PROBABILITY_NAMES, tuple(
            MatrixCell(i, p, Rag.RED, (text,) if i == p else ()) for i in SCALE for p in SCALE
        )),
        Timeline(text, text, (bar, bar), date(2017, 4, 1), date(2017, 5, 31), date(2017, 4, 6)),
    )  # fmt: skip
    return Report(text, text, text, text, blocks, text, MADE)


def pack_of(report: Report) -> Pack:
    """A pack of a report alone, for writers that look at nothing else."""
    return Pack("pack", State({}), report, date(2017, 4, 6), "board.loti", "board", MADE)


Said = tuple[object, ...]


def said(report: Report) -> list[Said]:
    """What a document must say of a report, in order: the one form in which all readers tell what they found."""
    head: list[Said] = [("title", report.title), ("subject", report.subject), ("as at", f"As at {report.as_at}")]
    return [*head, *(one for block in report.blocks for one in said_of(block))]


def said_of(block: Block) -> Iterator[Said]:
    match block:
        case Heading():
            yield "heading", block.level, block.text
        case Para():
            yield ("note" if block.tone == "note" else "paragraph"), block.text
        case Bullets():
            yield from (("bullet", item) for item in block.items)
        case Facts():
            yield from (("fact", label, value) for label, value in block.rows)
        case Timeline():
            yield "picture", block.caption, block.words
        case Table() | RiskMatrix():
            table = flat(block)
            assert isinstance(table, Table)
            in_matrix = isinstance(block, RiskMatrix)
            yield (
                "table",
                table.caption,
                tuple(column.title for column in table.columns),
                tuple(tuple(shown(cell, in_matrix=in_matrix) for cell in row) for row in table.rows),
                table.row_head if table.rows else None,
            )


def shown(cell: Cell, *, in_matrix: bool = False) -> str:
    """A cell as it is read: the shape of its RAG before it; in the matrix, who stands there before that."""
    if cell.rag is None:
        return cell.text
    rated, _, refs = cell.text.partition(": ") if in_matrix else (cell.text, "", "")
    return f"{refs} {cell.rag.shape} {rated}".strip() if in_matrix else f"{cell.rag.shape} {rated}"


def legible(value: object) -> object:
    """What is left of a text, or of all in a tuple, once what no document can hold is replaced."""
    if isinstance(value, tuple | list):
        return type(value)(map(legible, value))
    if isinstance(value, str):
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", value)
    return value


MAKE = """
import importlib, sys
from pathlib import Path
from tests.packs.whole import EVERYTHING, pack_of
(made,) = importlib.import_module(sys.argv[1]).write(pack_of(EVERYTHING)).values()
Path(sys.argv[2]).write_bytes(made)
"""


def made_elsewhere(module: str, folder: Path) -> list[bytes]:
    """What two other processes make of EVERYTHING: other seeds, time zones, languages and folders."""
    made = []
    for seed, zone, language in (("1", "Pacific/Kiritimati", "C"), ("2", "US/Hawaii", "fr_FR.UTF-8")):
        at = folder / seed
        at.mkdir()
        subprocess.run(
            [sys.executable, "-c", MAKE, module, str(at / "made")],
            cwd=at,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            check=True,
            timeout=60,
        )
        made.append((at / "made").read_bytes())
    return made
