"""The decision, as a person sees it: its money, and the rows of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.fields import Plain
from screens.widgets.ledger import Ledger
from tests.screens.desk import Desk


def add(register: Register, kind: str, **values: Plain) -> None:
    """Put an item into the register."""
    register.apply(Batch("Ann", new_item(kind, values)))


async def go(desk: Desk, ref: str, field: str) -> None:
    """Put the cursor on a field of an item of the decision."""
    await desk.press("6")
    assert await desk.screen.reach(desk.stored.find(ref), field)
    await desk.settle()


def money(desk: Desk) -> str:
    return str(desk.screen.query_one("#summary", Static).content)


def rows(desk: Desk, part: str) -> Sequence[str]:
    """The rows of a part, each as its words."""
    parts = desk.screen.query_one(Ledger).parts
    found = next(one for one in parts if one.name == part)
    return ["  ".join(cell.text for cell in row.cells.values()) for row in found.rows]
