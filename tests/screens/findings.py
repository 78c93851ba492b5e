"""What needs attention, as a person sees it: rows, counts, the finding under the cursor."""

from __future__ import annotations

from db.register import Register
from loti_tui.domain.changes import Batch, new_item
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings.finding import Finding
from screens.attention import AttentionScreen
from screens.widgets.chrome import MessageLine
from tests.screens.desk import Desk

FIRST = [
    ("▲ Error", "PUB1", "publication-overdue"),
    ("▲ Error", "PUB1", "deferral-before-approval"),
    ("▲ Error", "PUB1", "deferral-before-procurement"),
    ("◆ Warning", "DD2092", "period-before-approval"),
    ("◆ Warning", "R1", "owner-is-a-unit"),
]
"""What DD2092 says on 6 April 2017, as far as the board has to look at it first."""


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    """Severity, reference and rule of each row."""
    return [(row.cells["severity"].text, row.cells["ref"].text, row.cells["code"].text) for row in desk.table.rows]


def end(desk: Desk) -> str:
    """The right end of the message line."""
    return desk.screen.query_one("#message", MessageLine).right


def at(desk: Desk) -> tuple[str, str]:
    """Reference and rule of the finding under the cursor."""
    return rows(desk)[desk.table.place][1:]


def finding(desk: Desk) -> Finding:
    """The finding under the cursor."""
    assert isinstance(desk.app.screen, AttentionScreen)
    assert desk.app.screen.line is not None
    return desk.app.screen.line.finding


async def go_to(desk: Desk, code: str, ref: str) -> None:
    """Open the findings and put the cursor on one."""
    await desk.press("9")
    place = next(n for n, row in enumerate(rows(desk)) if row[1:] == (ref, code))
    await desk.press("g", *["j"] * place)
    assert at(desk) == (ref, code)


async def accept(desk: Desk, why: str, until: str) -> None:
    """Accept the finding under the cursor."""
    await desk.press("a", *why, "enter", *until, "enter")


def add(register: Register, kind: str, **values: Plain) -> None:
    """Add one item."""
    register.apply(Batch("Ann", new_item(kind, values)))
