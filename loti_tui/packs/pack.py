"""What a writer gets. One value for all of them, so that a new format is one function and one line in `FORMATS`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from loti_tui.domain.state import State
from loti_tui.domain.text import fold
from loti_tui.domain.withholding import Withheld
from loti_tui.packs.report import NO_MOMENT, Report

if TYPE_CHECKING:
    from loti_tui.domain.differences import Difference


@dataclass(frozen=True, slots=True)
class Sealed:
    """The snapshot that a pack was made from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack before it has a format: `report` for documents that people read, `state` for data.

    What the audience may not see is out of all of it before a writer is called: writers hide nothing.
    """

    stem: str
    """What the name of each of its files begins with."""
    state: State
    report: Report
    today: date
    """The day that it tells of: a snapshot's own, else the day of the run."""
    source: str
    audience: str
    made: datetime = NO_MOMENT
    """The moment (UTC) of the newest act in it, to the second. The only moment that a writer may put into a file."""
    snapshot: Sealed | None = None
    compared_with: str = ""
    """The snapshot that `changes` are counted from; "" where there is none."""
    changes: tuple[Difference, ...] = ()
    withheld: tuple[Withheld, ...] = ()


Writer = Callable[[Pack], dict[str, bytes]]
"""Pack -> its files, by name."""


def stem(state: State, audience: str, today: date, snapshot: Sealed | None = None) -> str:
    """`dd2092-board-2017-04-06-march`: small letters, digits and hyphens, a name that every file system takes.

    The audience stands in it, so that a board pack is not taken for a public one in a list of files; the snapshot too.
    """
    named = (state.decision and state.decision.ref) or (state.programme and state.programme.title) or ""
    parts = [slug(named) or "register", audience, today.isoformat(), slug(snapshot.name) if snapshot else ""]
    return "-".join(part for part in parts if part)


def slug(words: str) -> str:
    """Words as part of a file's name."""
    return re.sub("[^a-z0-9]+", "-", fold(words))[:40].strip("-")
