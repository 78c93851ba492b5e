"""Words on lines, of which only those are drawn anew that say something else: most keys change one or two of them."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

UNKNOWN = 40
"""Cells that are reckoned with until the width is known."""


class Lines(Static):
    """A widget of lines. A subclass says what they are, and has them drawn by `redraw` when they may be others."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """It follows from a layout, and is no reason for another."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._laid: tuple[int, list[Content]] = (0, [])
        """A width, and the lines of that width: one asks how many there are, the next draws them."""
        self._base: Style | None = None

    def lines(self, width: int) -> list[Content]:
        """What stands here, in lines of at most `width` cells."""
        raise NotImplementedError

    def laid(self, width: int) -> list[Content]:
        """The lines of a width, worked out once."""
        if self._laid[0] != width:
            self._laid = width, self.lines(width)
        return self._laid[1]

    def redraw(self) -> None:
        """Have those lines drawn anew that are others now. The screen is laid out anew only where they need more room
        or less."""
        width = self.size.width
        before = self._laid[1] if self._laid[0] == width else []
        now = self.lines(width or UNKNOWN)
        if not before or len(now) != len(before):
            self.refresh(layout=not self._holds(len(now)))
        elif changed := [y for y, line in enumerate(now) if not line.is_same(before[y])]:
            self._laid = width, now
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _holds(self, count: int) -> bool:
        """Whether so many lines leave everything in its place: they fill the height, or it is the least that it has."""
        height, around = self.size.height, self.parent
        least = self.styles.min_height is not None and isinstance(around, Widget) and height <= around.size.height
        return count == height or (count < height and least)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Lines:
        """Draw anew: all of it, with lines worked out anew, where no part is named."""
        if not regions:
            self._laid = 0, []
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render(self) -> Content:
        return Content("\n").join(self.laid(self.size.width or UNKNOWN))

    def render_line(self, y: int) -> Strip:
        if self.text_selection is not None:  # what the mouse has marked stands out
            return super().render_line(y)
        width, base = self.size.width, self.base_style
        lines = self.laid(width)
        if y >= len(lines):
            return Strip.blank(width, base.rich_style)
        parts = lines[y].render(base, end="", parse_style=styled)
        drawn = Strip([Segment(text, style.rich_style) for text, style in parts])
        return drawn.apply_offsets(0, y).adjust_cell_length(width, base.rich_style)

    @property
    def base_style(self) -> Style:
        """The widget's own style. It is worked out from the styles of all that the widget is in, so it is kept."""
        if self._base is None:
            self._base = self.visual_style
        return self._base

    def notify_style_update(self) -> None:
        self._base = None
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self.laid(max(1, width))))


def styled(style: str | Style) -> Style:
    """A style by its words, with the colours of the theme."""
    return Style.parse(style) if isinstance(style, str) else style
