"""A screen of sentences in their parts: walked and filtered, with the way back to where somebody came from."""

from __future__ import annotations

from typing import Generic, TypeVar

from screens.filtering import Filtering
from screens.widgets.plain import line as one_line

Line = TypeVar("Line")


class LinesScreen(Filtering, Generic[Line]):
    """One entry a line, each known by its id."""

    def __init__(self, came_from: str) -> None:
        super().__init__()
        self.came_from = came_from
        self.lines: dict[str, Line] = {}
        """Every line by its id, those that a filter holds back too."""

    @property
    def tab(self) -> str:
        return self.came_from

    @property
    def read(self) -> bool:
        """Whether it is known which lines there are."""
        return bool(self.lines)

    def show_lines(self) -> None:
        """Show the lines, as far as the filter lets them through."""
        raise NotImplementedError

    def when_empty(self) -> str:
        """What is said where no line is shown."""
        if self.lines:
            return f"Nothing here has all of “{one_line(self.filter_text)}”. Esc shows {self.ALL} again."
        return ""

    def message_end(self) -> str:
        if not self.read:
            return super().message_end()
        return f"{len(self.table.rows):,} of {len(self.lines):,} · {super().message_end()}"

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines.get(self.table.row_id or "")

    def target(self) -> None:
        """Nothing here is a value that could be edited."""

    def show_sifted(self) -> None:
        self.show_lines()
        self.tell_standing()
