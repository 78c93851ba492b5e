"""A heading and the lines of a text beneath it as points, each wrapped under itself."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from loti_tui.domain.fields import NOT_RECORDED
from screens.widgets.plain import plain
from screens.widgets.wrapping import broken

POINT = "– "
"""Stands before each point."""


class Points(Static):
    """All of a text that is a list of points."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.heading = ""
        self.text = ""

    def show(self, heading: str, text: str) -> None:
        """Show this text, which may be empty."""
        self.heading, self.text = heading, text
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        """The heading and the points as lines of at most `width` cells."""
        found = [plain(self.heading, "b $key-here")]
        for point in filter(str.strip, self.text.split("\n")):
            for place, part in enumerate(broken(point, max(2, width - len(POINT)))):
                found.append(Content.assemble(" " * len(POINT) if place else POINT, plain(part)))
        return found if len(found) > 1 else [*found, Content.styled(NOT_RECORDED, "$key-label")]

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.size.width or 40))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))
