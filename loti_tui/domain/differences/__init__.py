"""What changed between two states of the register, in words: removals included, and no more than is left of it.

It compares the states, not the log: what was changed and changed back does not appear. The log is asked for one thing
only, who brought a difference about, when and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loti_tui.domain.changes import Entry
from loti_tui.domain.differences import delivery, fate
from loti_tui.domain.differences.behind import Acts
from loti_tui.domain.differences.difference import Difference, record
from loti_tui.domain.differences.groups import within
from loti_tui.domain.differences.matrices import with_matrix_in_force
from loti_tui.domain.differences.order import grouped, in_order
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.differences.summary import Travel, summary, travel
from loti_tui.domain.state import State

__all__ = ["Difference", "Travel", "differences", "grouped", "record", "summary", "travel"]


def differences(old: State, new: State, entries: Sequence[Entry]) -> tuple[Difference, ...]:
    """What differs between two states, in the order in which a board reads it.

    `entries` are the lines of the log between the two, oldest first; without them nobody is named. A field that is
    withheld in either state is not compared: both must be without what their reader may not see, the reasons in
    `entries` too.
    """
    acts = Acts(entries)
    found = in_order([*one_by_one(old, new, acts), *delivery.order(old, new, acts)])
    return tuple(in_order(with_matrix_in_force(found, old, new)))


def one_by_one(old: State, new: State, acts: Acts) -> Iterator[Difference]:
    """What became of each item."""
    for id in {**old.items, **new.items}:
        was, now = old.items.get(id), new.items.get(id)
        stood, stands = was is not None and not was.removed, now is not None and not now.removed
        if was is not None and now is not None and stood and stands:
            if was is not now and was != now:
                yield from within(Pair(was, now, old, new, acts))
        elif now is not None and stands:
            yield fate.added(now, old, new, acts)
        elif was is not None and stood:
            yield fate.removed(was, acts)
