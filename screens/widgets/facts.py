"""Labels and words beside each other, the words wrapped under themselves."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from loti_tui.domain.fields import NOT_RECORDED
from screens.widgets.lines import Lines
from screens.widgets.plain import fitted, plain

HEADING = 3
"""Lines that a heading has at most, where facts follow: however long a text is, they are in sight."""
LABEL = 13
"""Cells that a label has."""


class Facts(Lines):
    """A heading and rows of (label, words). What is not recorded says so."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.heading = ""
        self.rows: Sequence[tuple[str, str | None]] = ()

    def show(self, heading: str, rows: Sequence[tuple[str, str | None]]) -> None:
        """Show these facts."""
        if (heading, rows) != (self.heading, self.rows):
            self.heading, self.rows = heading, rows
            self.redraw()

    def lines(self, width: int) -> list[Content]:
        width = max(1, width)
        found = plain(self.heading, "b").wrap(width) if self.heading else []
        if len(found) > HEADING and self.rows:
            rest = " ".join(part.plain.strip() for part in found[HEADING - 1 :])
            found[HEADING - 1 :] = [plain(fitted(rest, width), "b")]
        for label, words in self.rows:
            shown = plain(words) if words else plain(NOT_RECORDED, "$key-label")
            for place, part in enumerate(shown.wrap(max(8, width - LABEL))):
                head = Content.styled(f"{label if place == 0 else '':<{LABEL}}", "$key-label")
                found.append(Content.assemble(head, part))
        return found
