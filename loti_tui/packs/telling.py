"""What the sections of a pack read: a state on a day, what to compare it with, and what the audience may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from loti_tui.domain.text import counted
from loti_tui.domain.trail import Trail
from loti_tui.domain.withholding import MANY, NEVER, Withheld
from loti_tui.packs.report import Block

if TYPE_CHECKING:
    from loti_tui.domain.differences import Difference, Travel

BOARD, PUBLIC = "board", "public"


@dataclass(frozen=True)
class Telling:
    """One register on one day, for one audience. For the public, all of it is redacted already."""

    state: State
    today: date
    audience: str = BOARD
    trail: Trail = field(default_factory=Trail)
    compared_with: str = ""
    """The name of the snapshot that `previous` and `changes` come from; "" where there is none."""
    previous: State | None = None
    changes: tuple[Difference, ...] = ()
    changes_in_short: str = ""
    travel: Mapping[str, Travel] = field(default_factory=dict)
    """risk id -> its direction since the snapshot before."""
    withheld: tuple[Withheld, ...] = ()

    @property
    def for_board(self) -> bool:
        """Whether the board's own record may be told."""
        return self.audience == BOARD

    def kept_back(self, kind: str) -> str:
        """That items of a kind are withheld, how many and until when, in a sentence; "" where none is."""
        lines = [one for one in self.withheld if one.what == MANY.get(kind)]
        return " ".join(kept_back(one) for one in lines)

    def with_kept_back(self, kind: str, said: str) -> str:
        """What is said of the items of a kind, and that others are withheld; that alone where none is left."""
        kept = self.kept_back(kind)
        if kept and not self.state.of(kind):
            return kept
        return f"{said} {kept}".strip()


def kept_back(line: Withheld) -> str:
    """ "4 risks are withheld until 31 March 2017: Part 1, publication deferred." """
    what = line.what[0].lower() + line.what[1:]
    one = what.replace("details of", "detail of") if what.startswith("details of") else ONE.get(what, what)
    number = f"{counted(line.count, one, what)} {'is' if line.count == 1 else 'are'}"
    when = "" if line.until == NEVER else f" until {line.until}"
    return f"{capital(number)} withheld{when}: {line.category}."


ONE = {
    "risks": "risk",
    "funding lines": "funding line",
    "commitments and payments": "commitment or payment",
    "sign-offs": "sign-off",
    "issues": "issue",
    "procurement steps": "procurement step",
    "milestones": "milestone",
    "actions": "action",
    "board decisions": "board decision",
    "acknowledged findings": "acknowledged finding",
}
"""What several are called -> what one is."""


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def hidden(item: Item, *names: str) -> bool:
    """Whether any of these fields was taken out: then nothing that is worked out from them is told."""
    return not item.withheld.isdisjoint(names)


Section = Callable[[Telling], Iterator[Block]]
