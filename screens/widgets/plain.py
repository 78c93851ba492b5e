"""The display door: text from the register, a file, a path or an error becomes something that cannot be markup."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from loti_tui.domain.text import clean


def plain(text: object, style: str = "") -> Content:
    """Any text as content in one style: its brackets are brackets, its control codes are gone."""
    shown = clean(str(text), lines=True, limit=10**9)
    return Content.styled(shown, style) if style else Content(shown)


def line(text: object) -> str:
    """Any text on one line, without control codes: for a table cell or a heading drawn from segments."""
    return clean(str(text), limit=10**9)


def fitted(text: str, width: int, align: str = "left") -> str:
    """`text` in exactly `width` cells of the terminal, with … where it did not fit."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + "…", width)
    space = " " * (width - length)
    if align == "right":
        return space + text
    if align == "centre":
        return space[: len(space) // 2] + text + space[len(space) // 2 :]
    return text + space
