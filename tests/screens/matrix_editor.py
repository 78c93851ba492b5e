"""The matrix editor, as a person sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widgets import Static

from db.register import Register
from loti_tui.domain.changes import Batch
from loti_tui.domain.matrices import changed, preset
from loti_tui.domain.state import State
from screens.matrix import MatrixEditor
from screens.widgets.chrome import MessageLine
from tests.screens.desk import TODAY, Desk

SECOND = "1-3 / 4-8 / 9-16"


def editor(desk: Desk) -> MatrixEditor:
    """The editor, which is in front."""
    assert isinstance(desk.app.screen, MatrixEditor)
    return desk.app.screen


def said(desk: Desk) -> str:
    """What the editor says."""
    return editor(desk).query_one("#message", MessageLine).left


def would_move(desk: Desk) -> str:
    """What stands in the list of what would move."""
    return str(editor(desk).query_one("#moved", Static).content)


def take(path: Path, name: str, since: date) -> None:
    """Another program's matrix."""
    register = Register.open(path)
    register.apply(Batch("Ann", changed(register.state(), preset(name), since)))


def in_force(desk: Desk, day: date = TODAY) -> State:
    """What the file holds, read on a day."""
    return desk.stored.on(day)
