"""Zip archives, which office files are: what is in one, and whether it stays within bounds when it is unpacked.

What an archive says of its sizes is not believed: each part is unpacked once, piece by piece, and counted, before any
reader sees it. No archive within an archive is opened.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from loti_tui.domain.refused import Refused
from loti_tui.intake.taken import Notice, What

MOST_PARTS = 2_000
"""How many parts an archive may have. A document with a hundred pictures has some hundred and fifty."""
MOST_UNPACKED = 100_000_000
"""In bytes, all parts together."""
MOST_TIMES = 200
"""How many times larger than it was packed a part may be. Sheets of a spreadsheet come to fifty."""
LARGEST_TEXT = 50_000_000
"""In bytes: one part that is read as a whole."""
SMALL = 1_000_000
"""In bytes: a part up to here may be packed as well as it can."""
LARGEST_DIRECTORY = 1_000_000
"""In bytes: the list of parts at the end of an archive."""

_ENDS = b"PK\x05\x06"
_ENDS_LENGTH = 22
_LARGE_ENDS = b"PK\x06\x07"
_LARGE_ENDS_LENGTH = 20
_PIECE = 1 << 16
_WORK = "Nothing was changed. Save it anew in the program that it was made with."

_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_OTHER_KINDS = {
    "application/vnd.oasis.opendocument.text": "is an OpenDocument text (ODT), which is not read",
    "application/vnd.oasis.opendocument.presentation": "is a presentation, which is not read",
    "application/epub+zip": "is an e-book, which is not read",
}


def kind_of_archive(data: bytes, shown: str) -> tuple[str, tuple[Notice, ...]]:
    """ "docx", "xlsx" or "ods", with a notice of what in it was not looked at.

    Raises `Refused` where the archive is of another kind, damaged, locked, or beyond the bounds.
    """
    with opened(data, shown) as archive:
        parts = _counted(archive, data, shown)
        names = [part.filename.lower() for part in parts]
        kind = _kind(archive, names, shown)
    notices = []
    if any(name.endswith(_MACROS[0]) or name.startswith(_MACROS[1:]) for name in names):
        notices.append(Notice(What.NOTED, "The file has macros. They were not looked at, and nothing in it was run."))
    if any("/embeddings/" in name for name in names):
        notices.append(Notice(What.LEFT_OUT, "The file has other files in it. They were not looked at."))
    return kind, tuple(notices)


def opened(data: bytes, shown: str) -> ZipFile:
    """The archive, whose list of parts is within bounds. Raises `Refused` where it is damaged or is not."""
    ends = data.rfind(_ENDS, max(0, len(data) - _ENDS_LENGTH - 0xFFFF))
    if ends < 0 or len(data) < ends + _ENDS_LENGTH:
        raise Refused(f"{shown} is cut off: the end of it is missing. {_WORK}")
    parts = int.from_bytes(data[ends + 10 : ends + 12], "little")
    directory = int.from_bytes(data[ends + 12 : ends + 16], "little")
    large = data[max(0, ends - _LARGE_ENDS_LENGTH) : ends].startswith(_LARGE_ENDS)
    if large or parts > MOST_PARTS or directory > LARGEST_DIRECTORY:
        raise Refused(f"{shown} has more than {MOST_PARTS:,} parts, which no form and no table has. {_WORK}")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as fault:
        raise _damaged(shown) from fault


def part_of(archive: ZipFile, name: str, shown: str) -> bytes:
    """One part of an archive that was counted.

    Raises `Refused` where there is none of that name, it is damaged, or it is larger than the text of a document.
    """
    try:
        if archive.getinfo(name).file_size > LARGEST_TEXT:
            raise _too_much(shown)
        return archive.read(name)
    except (KeyError, BadZipFile, ValueError, OSError, EOFError, RuntimeError, zlib.error) as fault:
        if isinstance(fault, Refused):
            raise
        raise _damaged(shown) from fault


def _damaged(shown: str) -> Refused:
    return Refused(f"{shown} is damaged: not all of it can be unpacked. {_WORK}")


def _counted(archive: ZipFile, data: bytes, shown: str) -> list[ZipInfo]:
    """The parts of an archive, each unpacked once to see that it is what the archive says it is."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise Refused(f"{shown} has too many parts, or one of them twice. {_WORK}")
    left = MOST_UNPACKED
    for part in parts:
        if part.flag_bits & 0x1:
            raise Refused(f"{shown} is locked with a password. Nothing was changed. Take the password off first.")
        left -= _unpacked(part, data, left, shown)
    return parts


def _unpacked(part: ZipInfo, data: bytes, most: int, shown: str) -> int:
    """How many bytes a part has when it is unpacked. Raises `Refused` beyond `most`, or where it is damaged."""
    at = part.header_offset
    begins = (
        at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    )
    packed = memoryview(data)[begins : begins + part.compress_size]
    if data[at : at + 4] != b"PK\x03\x04" or len(packed) < part.compress_size:
        raise _damaged(shown)
    if part.compress_type == ZIP_STORED:
        size, check = len(packed), zlib.crc32(packed)
    elif part.compress_type == ZIP_DEFLATED:
        most = min(most, max(SMALL, MOST_TIMES * part.compress_size))
        size, check = _inflated(packed, most, shown)
    else:
        raise Refused(f"{shown} is packed in a way that office files are not. {_WORK}")
    if size > most:
        raise _too_much(shown)
    if (size, check) != (part.file_size, part.CRC):
        raise _damaged(shown)
    return size


def _inflated(packed: memoryview, most: int, shown: str) -> tuple[int, int]:
    """Size and CRC-32 of what was deflated; no more than `_PIECE` bytes of it are in memory at any time."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    size = check = 0
    try:
        for begins in range(0, len(packed), _PIECE):
            piece: bytes | memoryview = packed[begins : begins + _PIECE]
            while piece and not unpacking.eof:
                made = unpacking.decompress(piece, _PIECE)
                size += len(made)
                check = zlib.crc32(made, check)
                if size > most:
                    raise _too_much(shown)
                piece = unpacking.unconsumed_tail
        made = unpacking.flush(_PIECE)
    except zlib.error as fault:
        raise _damaged(shown) from fault
    if not unpacking.eof:
        raise _damaged(shown)
    return size + len(made), zlib.crc32(made, check)


def _too_much(shown: str) -> Refused:
    return Refused(
        f"{shown} unpacks to more than a form or a table has, as files do that are made to fill a computer. {_WORK}"
    )


def _kind(archive: ZipFile, names: list[str], shown: str) -> str:
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refused(f"{shown} is a binary workbook (XLSB), which is not read. Nothing was changed. Save it as XLSX.")
    if "ppt/presentation.xml" in names:
        raise Refused(f"{shown} is a presentation, which is not read. Nothing was changed. Bring in its text.")
    said = part_of(archive, "mimetype", shown)[:200].decode("ascii", "replace").strip() if "mimetype" in names else ""
    if said.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if said in _OTHER_KINDS:
        raise Refused(f"{shown} {_OTHER_KINDS[said]}. Nothing was changed. Save it as DOCX or as text.")
    raise Refused(f"{shown} is a zip archive. Nothing was changed. Unpack it and bring in the file that is in it.")
