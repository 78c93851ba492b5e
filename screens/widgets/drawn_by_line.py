"""Lines of text of which only those are drawn anew that show something else: most keys change two of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.color import Color
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

Face = tuple[Any, ...]
"""All that a line is drawn from. Where it is the same as before, the line is too."""


class DrawnByLine(ScrollView):
    """A widget that draws line by line. A subclass says what a line is drawn from, and notes it when it draws one."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """How many lines there are. For each that is more or fewer the screen is not laid out anew: a key would wait."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.faces: dict[int, Face] = {}
        """What the lines that are on the screen were drawn from; empty where all of them are to be drawn anew."""
        self._base: Style | None = None

    def watch_virtual_size(self, size: Size) -> None:
        """The scroll bar, and where the lines are scrolled to, follow at once. Where the widget is as high as its
        lines, they follow from its new height."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        else:
            self._scroll_update(size)

    def face(self, y: int) -> Face:
        """What a line would be drawn from now."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Have those lines drawn anew that show something else now; all of them, where nothing was noted."""
        if not self.faces:
            self.refresh()
            return
        changed = [y for y in range(self.size.height) if self.face(y) != self.faces.get(y)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    @property
    def base_style(self) -> Style:
        """The widget's own style. It is worked out from the styles of all that the widget is in, so it is kept."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        self._base = None
        super().notify_style_update()


@lru_cache(maxsize=256)
def toned(base: Style, colour: Color | None, bold: bool | None = None) -> Style:
    """A style in another colour: a table has a few of them in hundreds of cells."""
    return base + Style(color=colour, bold=bold)
