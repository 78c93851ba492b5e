"""What a file says: items that were found in it, each value with its raw text and its place, and notices.

Nothing is guessed. A value that reads two ways has its candidates and no value; it stays out of the register until a
person has chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from loti_tui.domain.fields import Plain
from loti_tui.intake.place import NOWHERE, Place


class What(StrEnum):
    """What a notice is about."""

    FOLDED = "folded"
    """Letters that look like others were read as these."""
    JOINED = "joined"
    """What was broken in two, or lost its number, was put together."""
    REPEATED = "repeated"
    """Something stands twice and was read once."""
    DOUBTED = "doubted"
    """A value needs review: it was left out."""
    LEFT_OUT = "left out"
    """Something was not understood, or has no room in the register."""
    ASSUMED = "assumed"
    """What the file does not say and is proposed all the same, such as the usual steps of a purchase."""
    NOTED = "noted"
    """Anything else that a person should know."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a person should know of how a file was read. `raw` is the text as it stands there."""

    what: What
    sentence: str
    place: Place = NOWHERE
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it was read: plain, as the register would keep it, with the text that it was read from.

    Where `doubt` is not empty, `plain` is None and `candidates` are what it may be, the likeliest first; there may
    be none.
    """

    plain: Plain
    raw: str = ""
    place: Place = NOWHERE
    doubt: str = ""
    candidates: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One item that a file tells of. `key` names it within this file, for `links`, and in the same file always alike.

    `id` and `ref` are those that the file gives it, "" where it gives none. Values of fields that link to other items
    are in `links`: field -> the keys of items found in the same file. A value of None with no doubt means that the
    file says that there is nothing; a field that the file does not speak of is absent.
    """

    kind: str
    key: str
    values: Mapping[str, Value]
    place: Place = NOWHERE
    id: str = ""
    ref: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """All that a file says.

    `layout` says what it was taken for, in words ("decision form", "web record", "risk register", "pack").
    `complete` are the kinds of which the file holds every item, so that one it does not hold was taken out of it.
    `made` is the moment (UTC, as the log writes it) at which the register was written into the file, where known.
    `columns` and `words` are how a spreadsheet was read, to be remembered: heading -> field, (field, word) -> value.
    """

    name: str
    sha256: str
    layout: str
    found: tuple[Found, ...]
    notices: tuple[Notice, ...] = ()
    complete: frozenset[str] = frozenset()
    made: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], Plain] = field(default_factory=dict)
