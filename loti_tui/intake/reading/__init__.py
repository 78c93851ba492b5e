"""A file as a document: paragraphs and tables in order, each with its place. One reader for each kind of file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Document
from loti_tui.intake.source import Source

READERS = {"text": "plain_text", "docx": "docx", "html": "html", "pdf": "pdf"}
"""Kind of file -> the module here whose `read` reads it, imported when such a file is brought in."""


def read_document(source: Source) -> Document:
    """What the file says, in order. Raises `Refused` where it is no document, is damaged or goes beyond the bounds."""
    if source.kind not in READERS:
        raise Refused(
            f"{source.shown} is a spreadsheet or data, not a document. Nothing was changed. "
            "A decision form is brought in as text, Markdown, DOCX, HTML or PDF."
        )
    module = import_module(f"{__name__}.{READERS[source.kind]}")
    read = cast("Callable[[Source], Document]", module.read)
    return read(source)
