"""Labels and words beside each other, the words wrapped under themselves."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from loti_tui.domain.fields import NOT_RECORDED
from screens.widgets.plain import plain

LABEL = 13
"""Cells that a label has."""
UNKNOWN = 40
"""Cells that are reckoned with until the width is known."""


class Facts(Static):
    """A heading and rows of (label, words). What is not recorded says so."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.heading = ""
        self.rows: Sequence[tuple[str, str | None]] = ()
        self._lines: tuple[int, list[Content]] = (0, [])
        """A width and the lines of that width: one asks how many there are, the next draws them."""

    def show(self, heading: str, rows: Sequence[tuple[str, str | None]]) -> None:
        """Show these facts. The screen is laid out anew only where they take more lines or fewer."""
        if (heading, rows) != (self.heading, self.rows):
            self.heading, self.rows, self._lines = heading, rows, (0, [])
            self.refresh(layout=len(self.lines(self.size.width or UNKNOWN)) != self.size.height)

    def lines(self, width: int) -> list[Content]:
        """The facts as lines of at most `width` cells."""
        width = max(1, width)
        if self._lines[0] == width:
            return self._lines[1]
        found = plain(self.heading, "b").wrap(width) if self.heading else []
        for label, words in self.rows:
            shown = plain(words) if words else plain(NOT_RECORDED, "$key-label")
            for place, part in enumerate(shown.wrap(max(8, width - LABEL))):
                head = Content.styled(f"{label if place == 0 else '':<{LABEL}}", "$key-label")
                found.append(Content.assemble(head, part))
        self._lines = (width, found)
        return found

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.size.width or UNKNOWN))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self.lines(width)))
