"""The program that reads a PDF: bytes come in, JSON goes out. `pdf` starts it and holds it to its bounds."""

from __future__ import annotations

import json
import logging
import sys
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from typing import Any

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Document
from loti_tui.intake.reading.gathering import Gathering
from loti_tui.intake.reading.pdf import as_answer
from loti_tui.intake.source import Source

MOST_PAGES = 200
"""How many pages a document may have. A decision form has ten to twenty."""
UNREADABLE = 20
"""One of so many letters may be one whose typeface does not say which letter it is."""
_LOCKED = ("PDFPasswordIncorrect", "PDFEncryptionError")


def read_pages(source: Source) -> Document:
    """The paragraphs and tables of a PDF. Raises `Refused` where it is damaged, locked, or has no text."""
    pdfplumber: Any = import_module("pdfplumber")  # an extra: where it is not installed, `pdf` has said so
    try:
        with pdfplumber.open(BytesIO(source.data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Refused(
                    f"{source.shown} has more than {MOST_PAGES} pages. Nothing was changed. "
                    "Bring in those of them that are the form."
                )
            return _read(pdf, source)
    except Refused:
        raise
    # Whatever a library says of a file that is damaged: there are dozens of ways.
    except Exception as fault:
        kinds = {type(fault).__name__, *(type(one).__name__ for one in (*fault.args, fault.__cause__))}
        if kinds & set(_LOCKED):
            raise Refused(
                f"{source.shown} is locked with a password. Nothing was changed. Take the password off first."
            ) from fault
        raise Refused(
            f"{source.shown} is damaged: its pages cannot be read. Nothing was changed. Bring the form in as text."
        ) from fault


def _read(pdf: Any, source: Source) -> Document:
    from loti_tui.intake.reading import pdf_lines, pdf_tagged

    letters = [char for page in pdf.pages for char in page.chars if char["text"].strip()]
    if not letters:
        raise Refused(
            f"{source.shown} has no text: its pages are pictures. Nothing was changed. "
            "Have the text recognised first, or bring the form in as text."
        )
    unreadable = sum(char["text"].startswith("(cid:") for char in letters)
    if unreadable * UNREADABLE > len(letters):
        raise Refused(
            f"{source.shown} does not say which letters its text is made of. Nothing was changed. "
            "Have the text recognised from its pages, or bring the form in as text."
        )
    found = Gathering(source)
    found.letters(len(letters))
    if not pdf_tagged.gather(pdf, found):
        pdf_lines.gather(pdf, found)
    return found.document()


def main() -> None:
    """Read the PDF on the standard input, called as the first argument says, in as much memory as the second."""
    shown, memory = sys.argv[1], int(sys.argv[2])
    _hold_to(memory)
    logging.disable()
    data = sys.stdin.buffer.read()
    try:
        answer = as_answer(read_pages(Source(shown, "pdf", data, sha256(data).hexdigest())))
    except Refused as refused:
        answer = {"refused": refused.sentence}
    json.dump(answer, sys.stdout)


def _hold_to(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the time is bounded there, and the memory is not
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
