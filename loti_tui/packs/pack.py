"""What a writer gets. One value for all of them, so that a new format is one function and one line in `FORMATS`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.state import State
from loti_tui.domain.text import fold
from loti_tui.packs.report import Report


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack before it has a format: `report` for documents that people read, `state` for data.

    What the audience may not see must be out of both before a writer is called: writers hide nothing.
    """

    stem: str
    """What the name of each of its files begins with."""
    state: State
    report: Report
    today: date
    source: str
    audience: str


Writer = Callable[[Pack], dict[str, bytes]]
"""Pack -> its files, by name."""


def stem(state: State, audience: str, today: date) -> str:
    """`dd2092-board-2017-04-06`: small letters, digits and hyphens, a name that every file system takes.

    The audience stands in it, so that a board pack is not taken for a public one in a list of files.
    """
    named = (state.decision and state.decision.ref) or (state.programme and state.programme.title) or ""
    slug = re.sub("[^a-z0-9]+", "-", fold(named))[:40].strip("-")
    return f"{slug or 'register'}-{audience}-{today.isoformat()}"
