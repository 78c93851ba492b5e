"""Overview."""

from __future__ import annotations

from collections.abc import Iterator

from textual.widget import Widget

from loti_tui.domain.item import Item
from loti_tui.domain.state import State
from screens.base import RegisterScreen
from screens.widgets.record_table import Column, RecordTable


class OverviewScreen(RegisterScreen):
    """Overview."""

    NAME = "overview"

    def compose_content(self) -> Iterator[Widget]:
        yield RecordTable((Column("ref", "Ref"),))

    def show(self, state: State) -> None:
        pass

    def target(self) -> tuple[Item, str] | None:
        return None
