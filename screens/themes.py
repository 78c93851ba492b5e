"""The colours: two themes of our own, and what our screens need of every other one.

Words, letters and shapes tell everything; colours only help. So that they do help everybody, each of them has a
contrast of 4.5:1 or more with every background that it may stand on (WCAG 2.2, 1.4.3), in whichever theme a person
chooses, and Red, Amber and Green differ in lightness too: told apart in grey, and by people who do not see red or
green.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from textual.color import Color
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

STEP = 1.3
"""How many times as light one RAG is as the next."""
# name -> its hue on a dark and on a light background, and the least contrast that it has with every background.
HUES: Mapping[str, tuple[str, str, float]] = {
    "key-here": ("#7cc4ff", "#00508f", 5.5),
    "key-label": ("#a3afbf", "#4a5564", 5.5),
    "key-off": ("#7d8896", "#6b7684", 4.6),
    "tab-here": ("#ffffff", "#000000", 7.0),
    "tab-other": ("#a3afbf", "#4a5564", 5.5),
    "message": ("#c9d3df", "#2d3640", 7.0),
}
# The darkest RAG is the nearest to the background on a dark one, and the farthest from it on a light one.
RAGS_ON_DARK = (("rag-red", "#ff5a4d"), ("rag-amber", "#f0a81e"), ("rag-green", "#86e29b"))
RAGS_ON_LIGHT = (("rag-green", "#007a38"), ("rag-amber", "#8a5200"), ("rag-red", "#a8001c"))
RAG_LEAST = 4.6
LINES = {True: "#3a4454", False: "#b4bdc9"}
TROUGH = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
"""In what a scrollbar lies: the background, so that nothing is drawn but the bar."""
GROUNDS = ("background", "surface", "panel")
FARTHEST = {"surface": 1.2, "panel": 1.35}
"""How far a raised surface may stand out from the background: farther, and no colour has contrast with both."""
READABLE = 7.0
"""The least contrast of plain words."""
# A terminal's own sixteen colours: which they are, nobody but the terminal knows.
ANSI_DARK = {
    "rag-red": "ansi_bright_red", "rag-amber": "ansi_bright_yellow", "rag-green": "ansi_bright_green",
    "key-here": "ansi_bright_cyan", "key-label": "ansi_white", "key-off": "ansi_bright_black",
    "tab-here": "ansi_bright_white", "tab-other": "ansi_white", "line": "ansi_bright_black", "message": "ansi_white",
}  # fmt: skip
ANSI_LIGHT = {
    "rag-red": "ansi_red", "rag-amber": "ansi_magenta", "rag-green": "ansi_green",
    "key-here": "ansi_blue", "key-label": "ansi_black", "key-off": "ansi_bright_black",
    "tab-here": "ansi_black", "tab-other": "ansi_black", "line": "ansi_bright_black", "message": "ansi_black",
}  # fmt: skip


def colours(theme: Theme, generated: Mapping[str, str]) -> dict[str, str]:
    """The names that our style sheets use, fitted to a theme whose own colours are `generated`."""
    if theme.name.startswith("ansi-"):
        return ANSI_DARK if theme.dark else ANSI_LIGHT
    ground = Color.parse(generated["background"])
    grounds = {"background": ground} | {
        name: near(Color.parse(generated[name]), ground, most) for name, most in FARTHEST.items()
    }
    found = {name: colour.hex for name, colour in grounds.items()}
    against = tuple(grounds.values())
    found["foreground"] = apart(Color.parse(generated["foreground"]), against, READABLE, theme.dark).hex
    for name, (on_dark, on_light, least) in HUES.items():
        found[name] = apart(Color.parse(on_dark if theme.dark else on_light), against, least, theme.dark).hex
    least = RAG_LEAST
    for name, hue in RAGS_ON_DARK if theme.dark else RAGS_ON_LIGHT:
        colour = apart(Color.parse(hue), against, least, theme.dark)
        found[name] = colour.hex
        least = min(contrast(colour, one) for one in against) * STEP
    return found | dict.fromkeys(TROUGH, ground.hex) | {"line": LINES[theme.dark]}


def unfit(names: Iterable[str], environ: Mapping[str, str]) -> list[str]:
    """The themes that cannot be had here: a terminal's own colours, where somebody wants none, would be drawn in black
    on black."""
    return [name for name in names if name.startswith("ansi-")] if environ.get("NO_COLOR") else []


def near(colour: Color, ground: Color, most: float) -> Color:
    """The colour, drawn towards the ground until their contrast is at most that."""
    return _drawn(colour, ground, lambda one: contrast(one, ground) <= most)


def apart(colour: Color, grounds: Iterable[Color], least: float, dark: bool) -> Color:
    """The colour, drawn towards white on a dark ground and black on a light one, until its contrast is enough."""
    grounds = tuple(grounds)
    away = Color(255, 255, 255) if dark else Color(0, 0, 0)
    return _drawn(colour, away, lambda one: all(contrast(one, ground) >= least for ground in grounds))


def _drawn(colour: Color, towards: Color, enough: Callable[[Color], bool]) -> Color:
    """The first of some twenty steps towards another colour that is enough; that other colour, where none is."""
    steps = (colour.blend(towards, step / 20) for step in range(20))
    return next((one for one in steps if enough(one)), towards)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    """The relative luminance of a colour (WCAG 2.2), 0 to 1."""
    red, green, blue = (linear(channel / 255) for channel in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """A channel of sRGB as light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
