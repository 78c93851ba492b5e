"""The colours: two themes of our own, and what our screens need of every other one."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="board-dark",
    primary="#7cc4ff",
    secondary="#9aa7b8",
    accent="#7cc4ff",
    foreground="#e6e9ee",
    background="#12161c",
    surface="#1c222b",
    panel="#262e3a",
    success="#7bd88f",
    warning="#ffc04d",
    error="#ff8a80",
    dark=True,
)
LIGHT = Theme(
    name="board-light",
    primary="#00508f",
    secondary="#4a5564",
    accent="#00508f",
    foreground="#16191d",
    background="#ffffff",
    surface="#eef1f5",
    panel="#dfe5ec",
    success="#00602b",
    warning="#7a4a00",
    error="#a8001c",
    dark=False,
)

# Every pair of these with the backgrounds of its kind of theme has a contrast of 4.5:1 or more.
ON_DARK = {
    "rag-red": "#ff8a80", "rag-amber": "#ffc04d", "rag-green": "#7bd88f",
    "key-here": "#7cc4ff", "key-label": "#a3afbf", "key-off": "#7d8896",
    "tab-here": "#ffffff", "tab-other": "#a3afbf", "line": "#3a4454", "message": "#c9d3df",
}  # fmt: skip
ON_LIGHT = {
    "rag-red": "#a8001c", "rag-amber": "#7a4a00", "rag-green": "#00602b",
    "key-here": "#00508f", "key-label": "#4a5564", "key-off": "#6b7684",
    "tab-here": "#000000", "tab-other": "#4a5564", "line": "#b4bdc9", "message": "#2d3640",
}  # fmt: skip


def variables(dark: bool) -> dict[str, str]:
    """The names that our style sheet uses, for a theme that does not define them."""
    return ON_DARK if dark else ON_LIGHT
