"""What intake proposes to the register: a list of proposals that a person accepts, edits or declines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from loti_tui.domain.fields import Plain
from loti_tui.intake.taken import Notice, Value


class Way(StrEnum):
    """What a proposal would do to an item."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item as it would become.

    `item` is its id in the register, a new one of an item to be added. `values` are those that differ from what stands
    (of an addition, all that the file has); values in doubt are among them and are not stored before a person has
    chosen. `seen` is what stands now, field by field. `matched_by` says how the item was known: "id", "reference",
    "text", or "". `accepted` says whether it is applied unless somebody declines: a removal is not, nor is what would
    take back a change that people made since the same file was brought in.
    """

    key: str
    way: Way
    kind: str
    item: str
    ref: str
    title: str
    values: Mapping[str, Value]
    seen: Mapping[str, Plain]
    matched_by: str = ""
    accepted: bool = True
    why: str = ""
    """Why it is not accepted unasked, as a sentence; "" where it is."""
    stated: Mapping[str, Plain] = field(default_factory=dict)
    """What the file has and stands already, and would be taken by what follows from `values` if it were not stated
    along with them: the recorded RAG beside a new score."""

    @property
    def open(self) -> Mapping[str, Value]:
        """The values that need a person: they can be read in several ways, or in none."""
        return {name: value for name, value in self.values.items() if value.doubt}

    @property
    def writes(self) -> bool:
        """Whether accepting it changes the register, before anybody has settled what is open."""
        return self.way is Way.ADD or len(self.open) < len(self.values)


@dataclass(frozen=True, slots=True)
class Remembered:
    """The register's `source` item of the file, which the batch adds or brings up to date.

    `seen` is what it holds now, field by field; empty of a new one. Which raw texts and open values it keeps is
    settled with the batch, by what was accepted.
    """

    item: str
    values: Mapping[str, Plain]
    seen: Mapping[str, Plain]
    before: bool = False
    """Whether this very file was brought in before."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All that bringing a file in would do. `unchanged` counts the items that stand as the file has them."""

    name: str
    sha256: str
    layout: str
    proposals: tuple[Proposal, ...]
    notices: tuple[Notice, ...]
    unchanged: int = 0
    document: Remembered | None = None
