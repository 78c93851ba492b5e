"""A PDF as paragraphs and tables. A program of its own reads it, which may use so much memory and time and no more.

What unpacks the streams of a PDF has no bounds of its own, and a file of a megabyte may ask for a computer's whole
memory. pdfplumber, which reads it, is an optional extra.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Cell, Document, Paragraph, Table
from loti_tui.intake.place import Place
from loti_tui.intake.source import Source
from loti_tui.intake.taken import Notice, What

MOST_SECONDS = 60
"""How long reading may take. A form of twelve pages takes one or two."""
MOST_MEMORY = 1_500_000_000
"""In bytes of address space, where the system can hold a program to it."""
CHILD = "loti_tui.intake.reading.pdf_pages"

_ROOT = Path(__file__).resolve().parents[3]


def read(source: Source) -> Document:
    """The paragraphs and tables of a PDF, by its structure tree where it has one.

    Raises `Refused` where pdfplumber is not installed, and where the file is damaged, locked, scanned, or takes too
    much time or memory.
    """
    if find_spec("pdfplumber") is None:
        raise Refused(
            f"{source.shown} is a PDF, and what reads those is not installed. Nothing was changed. "
            'Install it with pip install "loti-tui[pdf]", or bring the form in as text or DOCX.'
        )
    answer = _answer(source)
    if refused := answer.get("refused"):
        raise Refused(refused)
    notices = (*source.notices, *(_notice(*parts) for parts in answer["notices"]))
    return Document(source.name, source.kind, source.sha256, tuple(map(_block, answer["blocks"])), notices)


def _answer(source: Source) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", CHILD, source.shown, str(MOST_MEMORY)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, input=source.data, env=environment, capture_output=True, timeout=MOST_SECONDS, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as fault:
        raise _too_much(source, f"takes more than {MOST_SECONDS} seconds to read") from fault
    except (OSError, ValueError) as fault:  # no program, or one that ended before it had answered
        raise _too_much(source, "cannot be read within the memory that a form needs") from fault
    return answer if isinstance(answer, dict) else {}


def _too_much(source: Source, what: str) -> Refused:
    return Refused(f"{source.shown} {what}. Nothing was changed. Bring the form in as text or DOCX.")


def as_answer(document: Document) -> dict[str, Any]:
    """A document as the reading program answers with it, in JSON."""
    blocks: list[list[Any]] = []
    for block in document.blocks:
        here = [block.place.page, block.place.line]
        if isinstance(block, Paragraph):
            blocks.append([*here, block.text, block.level, block.listed, block.lead])
        else:
            rows = [[[*_numbers(cell.place), cell.text] for cell in row] for row in block.rows]
            blocks.append([*here, rows])
    notices = [[str(one.what), one.sentence, *_numbers(one.place), one.raw] for one in document.notices]
    return {"blocks": blocks, "notices": notices}


def _numbers(place: Place) -> tuple[int, int, int]:
    return place.page, place.line, place.column


def _block(parts: list[Any]) -> Paragraph | Table:
    page, line, content, *rest = parts
    place = Place(page=page, line=line)
    if isinstance(content, str):
        return Paragraph(content, place, *rest)
    return Table(tuple(tuple(_cell(*cell) for cell in row) for row in content), place)


def _cell(page: int, line: int, column: int, text: str) -> Cell:
    return Cell(text, Place(page=page, line=line, column=column))


def _notice(what: str, sentence: str, page: int, line: int, column: int, raw: str) -> Notice:
    return Notice(What(what), sentence, Place(page=page, line=line, column=column), raw)
