"""The register as it was after one of its acts: sealed in a snapshot, on a day of the past, or now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loti_tui.domain.changes import Entry
from loti_tui.domain.snapshots import Snapshot
from loti_tui.domain.state import State
from loti_tui.domain.trail import Trail

NOW = "now"


@dataclass(frozen=True)
class Past:
    """What the register added up to after the act `upto`, the `seq`-th of its log."""

    state: State
    name: str
    """What people call it: a snapshot's name, a day, "now"."""
    upto: str
    seq: int
    at: str
    """The moment of that act, as stored text; "" where the log is empty."""
    day: date
    """The day that it is judged by: which matrix is in force, what is overdue."""
    snapshot: Snapshot | None = None

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return f"snapshot “{self.name}”" if self.snapshot else self.name


@dataclass(frozen=True)
class Basis:
    """All that a pack is made from: the state it tells of, what the rules look back on, and the snapshot before it."""

    past: Past
    trail: Trail
    previous: Past | None = None
    entries: tuple[Entry, ...] = ()
    """The lines of the log since the snapshot before, oldest first."""
    present: tuple[State, date] | None = None
    """Where the past is not the present: what the register holds now, and the day."""
