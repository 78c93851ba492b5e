"""The edits that a rule made, as the person who asks for them sees the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loti_tui.domain.changes import Edit
from loti_tui.domain.state import State, plain


def as_seen(edits: Iterable[Edit], state: State) -> tuple[Edit, ...]:
    """Those of the edits that change something, each with the value that it replaces.

    Where another value stands by then, the register refuses with both: nobody's change is overwritten unseen.
    """
    found = []
    for edit in edits:
        item = state.items.get(edit.item)
        if item is None:
            found.append(edit)
        elif plain(item, edit.field) != edit.value:
            found.append(replace(edit, seen=plain(item, edit.field)))
    return tuple(found)
