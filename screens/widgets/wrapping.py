"""Words on lines of so many cells of the terminal. Nothing of them is lost, and none of them is markup."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells

from screens.widgets.plain import line


def longest(text: str) -> int:
    """The cells of the longest word."""
    return max(map(cell_len, text.split()), default=0)


def broken(text: str, width: int) -> list[str]:
    """A text as lines of at most `width` cells, at least one; its own line ends are kept. At least two cells wide."""
    width = max(1, width)
    if cell_len(text) <= width and "\n" not in text:
        return [line(text)]
    return [part for one in text.split("\n") for part in filled(line(one), width)]


def filled(text: str, width: int) -> list[str]:
    """One paragraph as lines of at most `width` cells."""
    found, used = [""], 0
    for word in text.split():
        for part in apart(word, width):
            size = cell_len(part)
            if used and used + 1 + size > width:
                found.append(part)
                used = size
            else:
                found[-1] += f" {part}" if used else part
                used += size + (1 if used else 0)
    return found


def apart(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` cells."""
    return [word] if cell_len(word) <= width else chop_cells(word, max(2, width))
