"""Which file is brought in: its bytes within bounds, what kind of file it is, and how its text is encoded.

The kind is read from what is in the file. Its ending is a hint only, where the content leaves a choice: a file of
values and commas may be a text too.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256 as digest
from pathlib import Path, PurePath

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import clean, shortened
from loti_tui.intake.archives import kind_of_archive
from loti_tui.intake.encodings import encoding_of
from loti_tui.intake.taken import Notice, What

MOST_BYTES = 20_000_000
"""How large a file may be. Decision forms and registers have some hundred kilobytes, with pictures a few megabytes."""
LOOKED_AT = 4_000
"""How many characters at the beginning of a text say what kind of text it is."""

ENDINGS = {
    "docx": (".docx", ".docm", ".dotx"),
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "ods": (".ods", ".ots"),
    "pdf": (".pdf",),
    "html": (".html", ".htm", ".xhtml"),
    "csv": (".csv", ".tsv", ".tab"),
    "json": (".json",),
    "text": (".txt", ".md", ".markdown", ".text"),
}
"""Kind -> how the names of such files end."""
READ = "Text, Markdown, DOCX, HTML, PDF, CSV, XLSX, ODS and JSON are read."

# What a file begins with -> what it is, and what to do about it.
_NOT_READ = (
    (b"SQLite format 3\0", "is a database", "A register is opened by its name: loti FILE."),
    (b"{\\rtf", "is rich text (RTF), which is not read", "Save it as DOCX and bring that in."),
    (b"\x89PNG", "is a picture", "Bring in the document that it was made from, or its text."),
    (b"\xff\xd8\xff", "is a picture", "Bring in the document that it was made from, or its text."),
    (b"GIF8", "is a picture", "Bring in the document that it was made from, or its text."),
    (b"II*\0", "is a scan (TIFF)", "Bring in the document that it was made from, or its text."),
    (b"MM\0*", "is a scan (TIFF)", "Bring in the document that it was made from, or its text."),
    (b"\x1f\x8b", "is packed (gzip)", "Unpack it and bring in the file that is in it."),
    (b"7z\xbc\xaf\x27\x1c", "is packed (7z)", "Unpack it and bring in the file that is in it."),
    (b"Rar!", "is packed (RAR)", "Unpack it and bring in the file that is in it."),
    (b"%!PS", "is PostScript, which is not read", "Bring it in as PDF or as text."),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_KINDS = (
    ("EncryptedPackage", "is locked with a password", "Take the password off in the program that it was made with."),
    ("WordDocument", "is an old Word file (.doc), which is not read", "Save it as DOCX and bring that in."),
    ("Workbook", "is an old Excel file (.xls), which is not read", "Save it as XLSX and bring that in."),
    ("Book", "is an old Excel file (.xls), which is not read", "Save it as XLSX and bring that in."),
)


@dataclass(frozen=True)
class Source:
    """A file that was taken in and is not read yet.

    `name` is without its folder; `kind` is one of `ENDINGS`; `encoding` is Python's name for that of a text, and "" of
    other kinds. Zip archives among the kinds were unpacked once, part by part, and are within the bounds.
    """

    name: str
    kind: str
    data: bytes = field(repr=False)
    sha256: str
    encoding: str = ""
    notices: tuple[Notice, ...] = ()

    @cached_property
    def text(self) -> str:
        """What a text says, without its byte order mark; "" of other kinds."""
        return self.data.decode(self.encoding) if self.encoding else ""

    @property
    def shown(self) -> str:
        """Its name, for a sentence."""
        return shortened(self.name)


def source_of(path: Path) -> Source:
    """Take a file in. Raises `Refused` where it cannot be read, is too large, or is of a kind that is not read."""
    return source_of_bytes(path.name, _bytes_of(path))


def source_of_bytes(name: str, data: bytes) -> Source:
    """Take in what was read elsewhere, from a pipe for instance. Raises `Refused` as `source_of`."""
    name = clean(name, limit=1 << 40) or "The file"
    shown = shortened(name)
    if len(data) > MOST_BYTES:
        raise _too_large(shown)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused(f"{shown} is empty. Nothing was changed. Bring in another file.")
    for beginning, what, advice in _NOT_READ:
        if data.startswith(beginning):
            raise Refused(f"{shown} {what}. Nothing was changed. {advice}")
    if data.startswith(_OLD_OFFICE):
        raise _old_office(shown, data)
    encoding, notices = "", tuple[Notice, ...]()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind, notices = kind_of_archive(data, shown)
    elif b"%PDF-" in data[:1024]:
        kind = "pdf"
    else:
        encoding, notices = encoding_of(data, shown)
        kind = _kind_of_text(data[: LOOKED_AT * 4].decode(encoding, "replace")[:LOOKED_AT], name, shown)
    return Source(name, kind, data, digest(data).hexdigest(), encoding, (*notices, *_ending(name, kind)))


def _bytes_of(path: Path) -> bytes:
    shown = shortened(path.name or str(path))
    try:
        # Not to wait for somebody to write where the file is a pipe.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise Refused(f"There is no file {shown} here. Nothing was changed. Check its name and its folder.") from None
    except (IsADirectoryError, PermissionError) as fault:
        what = "a folder" if path.is_dir() else ""
        raise _cannot_be_read(shown, what or "a file that may not be read by you") from fault
    except (OSError, ValueError) as fault:  # ValueError: a NUL in the name
        raise _cannot_be_read(shown, "no file that can be opened") from fault
    try:
        with open(descriptor, "rb") as file:
            kept = os.fstat(file.fileno())
            if not stat.S_ISREG(kept.st_mode):
                raise _cannot_be_read(shown, "a folder" if stat.S_ISDIR(kept.st_mode) else "a device or a pipe")
            if kept.st_size > MOST_BYTES:
                raise _too_large(shown)
            return file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise _cannot_be_read(shown, "a file whose disk does not answer") from fault


def _cannot_be_read(shown: str, what: str) -> Refused:
    return Refused(f"{shown} is {what}. Nothing was changed. Name a file that holds a document or a table.")


def _too_large(shown: str) -> Refused:
    return Refused(
        f"{shown} is larger than {MOST_BYTES // 1_000_000} MB and was not read. Nothing was changed. "
        "Take the pictures out of it, or bring in the part that is the form or the table."
    )


def _old_office(shown: str, data: bytes) -> Refused:
    for stream, what, advice in _OLD_KINDS:
        if stream.encode("utf-16-le") in data:
            return Refused(f"{shown} {what}. Nothing was changed. {advice}")
    return Refused(f"{shown} is an old Office file, which is not read. Nothing was changed. Save it as DOCX or XLSX.")


def _kind_of_text(beginning: str, name: str, shown: str) -> str:
    """Which kind a text is. Raises `Refused` of those that are known and not read."""
    start = beginning.lstrip()
    small = start.lower()
    ending = PurePath(name).suffix.lower()
    if small.startswith(("<!doctype html", "<html", "<head>", "<body")) or (small[:1] == "<" and "<html" in small):
        return "html"
    if ending in ENDINGS["html"] and "<" in start:
        return "html"
    if small.startswith("<?xml"):
        raise Refused(f"{shown} is XML of a kind that is not read. Nothing was changed. {READ}")
    if small.startswith(("mime-version:", "from: <saved by")):
        raise Refused(
            f"{shown} is a web archive (MHT), which is not read. Nothing was changed. Save the page as HTML only."
        )
    if start[:1] == "{" and start[1:].lstrip()[:1] in ('"', "}"):
        return "json"
    if ending in ENDINGS["json"] and start[:1] == "[":
        return "json"
    return "csv" if ending in ENDINGS["csv"] else "text"


def _ending(name: str, kind: str) -> tuple[Notice, ...]:
    """A notice where a file's name says that it is of another kind than it is."""
    ending = PurePath(name).suffix.lower()
    said = next((one for one, endings in ENDINGS.items() if ending in endings), kind)
    if said == kind:
        return ()
    return (Notice(What.NOTED, f"The file is called {ending}, and was read as what it is: {kind}."),)
