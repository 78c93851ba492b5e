"""How a text is encoded: Unicode where it is, the old encoding of Windows where it is not, and never a guess beyond."""

from __future__ import annotations

import re

from loti_tui.domain.refused import Refused
from loti_tui.intake.taken import Notice, What

CONTROLS = "".join(chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r\x1a")
"""Characters that texts do not have, or a few by accident. NUL is none of them: it is in no text at all."""
MOST_CONTROLS = 1_000
"""One of so many characters may be a control character."""

_IN_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAVE = "Nothing was changed. Save it as text in UTF-8 and bring that in."


def encoding_of(data: bytes, shown: str) -> tuple[str, tuple[Notice, ...]]:
    """Python's name for the encoding, and a notice where it was not said. Raises `Refused` where it is no text."""
    notices: tuple[Notice, ...] = ()
    if data.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8" or _mostly_utf_8(data):
            raise Refused(f"{shown} is damaged or cut off: it is not all {_name(encoding)}. {_SAVE}") from fault
        text, encoding = _windows(data, shown), "cp1252"
        sentence = "The file is not in UTF-8; it was read as Windows-1252. Look at pound signs, quotes and accents."
        notices = (Notice(What.NOTED, sentence),)
    if "\0" in text or sum(map(text.count, CONTROLS)) * MOST_CONTROLS > len(text):
        raise Refused(f"{shown} is no text: it has characters that only machines read. {_SAVE}")
    return encoding, notices


def _windows(data: bytes, shown: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise Refused(f"{shown} is no text in UTF-8, UTF-16 or Windows-1252. {_SAVE}") from fault


def _mostly_utf_8(data: bytes) -> bool:
    """Whether bytes that are not all UTF-8 have as many letters of it as faults: as Windows-1252, each is wrong."""
    letters = len(_IN_UTF_8.findall(data))
    faults = data.decode("utf-8", "replace").count("\ufffd")
    return 0 < letters >= faults


def _name(encoding: str) -> str:
    return "UTF-16" if encoding == "utf-16" else "UTF-8"
