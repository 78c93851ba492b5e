"""What a folder holds that can be brought in: its folders, and files of the kinds that intake reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import fold

MOST = 400
"""Entries of one folder that are listed: of more, those that begin with what is typed are found all the same."""
LOOKED_AT = 20_000
"""Entries of one folder that are looked at."""
WORDS = {
    ".txt": "Text",
    ".md": "Markdown",
    ".docx": "Word document",
    ".pdf": "PDF",
    ".html": "Web page",
    ".htm": "Web page",
    ".csv": "CSV",
    ".tsv": "CSV with tabs",
    ".xlsx": "Excel workbook",
    ".ods": "OpenDocument sheet",
    ".json": "JSON of a pack",
}
"""Ending of a file's name -> what such a file is called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a folder. `size` is in bytes, `changed` the day of its last change; both None of a folder."""

    name: str
    folder: bool
    words: str
    size: int | None = None
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds of what was typed; `left_out` entries are not listed."""

    folder: Path
    entries: tuple[Entry, ...]
    left_out: int = 0


def listing(typed: str) -> Listing:
    """What there is to choose from for a path that is being typed: of its folder, what begins with its last part.

    Folders come first, then files, the newest first. Raises `Refused` where the folder cannot be read.
    """
    path = Path(typed or ".").expanduser()
    ends = not typed or typed.endswith((os.sep, "/")) or path.name in (".", "..", "~")
    folder, begun = (path, "") if ends else (path.parent, path.name)
    try:
        found = sorted(
            entries(folder, fold(begun), hidden=begun.startswith(".")), key=lambda one: order(one[0], one[1])
        )
    except OSError as fault:
        raise Refused(f"{folder} cannot be read ({fault.strerror}).") from fault
    kept = tuple(entry for entry, _ in found[:MOST])
    return Listing(folder, kept, len(found) - len(kept))


def entries(folder: Path, begun: str, *, hidden: bool) -> Iterator[tuple[Entry, float]]:
    """Each entry that counts, and when it was changed last, in seconds."""
    with os.scandir(folder) as there:
        for number, one in enumerate(there):
            if number >= LOOKED_AT:
                return
            if not fold(one.name).startswith(begun) or (one.name.startswith(".") and not hidden):
                continue
            try:
                if one.is_dir():
                    yield Entry(one.name, True, "Folder"), 0.0
                elif (words := WORDS.get(Path(one.name).suffix.casefold())) and one.is_file():
                    told = one.stat()
                    yield Entry(one.name, False, words, told.st_size, day(told.st_mtime)), told.st_mtime
            except OSError:  # gone meanwhile, or a link to nowhere
                continue


def day(seconds: float) -> date:
    """The day of a file's time, as its owner's computer shows it."""
    return datetime.fromtimestamp(seconds, tz=UTC).astimezone().date()


def order(entry: Entry, changed: float) -> tuple[bool, float, str]:
    """Folders by name, then files, the newest first."""
    return (not entry.folder, 0.0 if entry.folder else -changed, entry.name.casefold())


def size_words(size: int) -> str:
    """ "812 bytes", "14 KB", "2.3 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:,.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
