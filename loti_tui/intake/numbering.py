"""The references of items that are to be added: the file's own where the register can keep it, else the next number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted
from loti_tui.intake.proposal import Proposal, Way
from loti_tui.intake.taken import Notice, What

NAMED = 3
"""References that are named in a sentence; of more, how many."""


def own_reference(item: Item) -> bool:
    """Whether an item has a reference of its own, such as DD2092, and not one that the register gave it."""
    return number_of(item.KIND, item.ref) is None


def number_of(kind: str, ref: str) -> int | None:
    """The number in a reference of the register's own form; None of any other."""
    tail = ref[len(KINDS[kind].prefix) :]
    ours = ref.startswith(KINDS[kind].prefix) and re.fullmatch("[1-9][0-9]{0,8}", tail)
    return int(tail) if ours else None


@dataclass(slots=True)
class Numbers:
    """The references of one kind: those that are taken, and the last number."""

    taken: set[str] = field(default_factory=set)
    last: int = 0

    def take(self, ref: str, kind: str) -> None:
        self.taken.add(ref)
        self.last = max(self.last, number_of(kind, ref) or 0)


def numbers_in(state: State, kinds: Iterable[str]) -> dict[str, Numbers]:
    """What is taken in the register, removed items included."""
    found = {kind: Numbers() for kind in kinds}
    for item in state.items.values():
        if item.KIND in found:
            found[item.KIND].take(item.ref, item.KIND)
    return found


def numbered(proposals: Iterable[Proposal], state: State, notices: list[Notice]) -> dict[str, tuple[str, bool]]:
    """id of each item that would be added -> the reference that it would get, and whether it must be stated.

    Where one of a kind keeps the file's reference, all of that kind are told theirs, so that none gets it twice; else
    the register counts on by itself.
    """
    new = [one for one in proposals if is_new(one)]
    numbers = numbers_in(state, {one.kind for one in new})
    found: dict[str, tuple[str, bool]] = {}
    strange: dict[str, list[str]] = {}
    stated: set[str] = set()
    for one in new:
        of_kind = numbers[one.kind]
        if one.ref and one.ref not in of_kind.taken and (one.kind == "decision" or number_of(one.kind, one.ref)):
            of_kind.take(one.ref, one.kind)
            found[one.item] = (one.ref, True)
            stated.add(one.kind)
        elif one.ref:
            strange.setdefault(one.kind, []).append(one.ref)
    for one in new:
        if one.item not in found:
            numbers[one.kind].last += 1
            found[one.item] = (f"{KINDS[one.kind].prefix}{numbers[one.kind].last}", one.kind in stated)
    for kind, refs in strange.items():
        few = ", ".join(map(quoted, refs[:NAMED])) + (f" and {len(refs) - NAMED:,} more" if len(refs) > NAMED else "")
        sentence = f"{few}: not a free reference of a {kind} of this register, which gives its own."
        notices.append(Notice(What.NOTED, sentence))
    return found


def is_new(one: Proposal) -> bool:
    """Whether it would add an item that the register never had."""
    return one.way is Way.ADD and not one.seen
