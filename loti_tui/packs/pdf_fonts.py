"""The one typeface of what is typeset: Source Sans 3, as a package brings it, and which characters it can draw.

The fonts of the machine are never looked at: the same pack must be the same bytes on every laptop.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from struct import iter_unpack, unpack_from

import typst

FAMILY = "Source Sans 3"
FOLDER = Path(str(files("fontpkg_source_sans_3").joinpath("files")))


@cache
def fonts() -> typst.Fonts:
    """The typeface as typst wants it, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


@cache
def undrawable() -> re.Pattern[str]:
    """Finds the characters for which the typeface has no glyph, a run of them at a time. A newline needs none."""
    drawn = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in glyph_ranges(upright().read_bytes()))
    return re.compile(f"[^\n{drawn}]+")


def upright() -> Path:
    """The file with the upright letters of every weight."""
    return next(path for path in sorted(FOLDER.glob("*.ttf")) if "Italic" not in path.name)


def glyph_ranges(font: bytes) -> list[tuple[int, int]]:
    """The first and the last of each run of code points that a font file has glyphs for.

    Read from its table `cmap`, the subtable of 12 for Unicode (OpenType 1.9, “cmap”, format 12). Raises `ValueError`
    where it has none.
    """
    (tables,) = unpack_from(">H", font, 4)
    places = {
        font[place : place + 4]: unpack_from(">I", font, place + 8)[0] for place in range(12, 12 + 16 * tables, 16)
    }
    start = places[b"cmap"]
    (subtables,) = unpack_from(">H", font, start + 2)
    for number in range(subtables):
        (offset,) = unpack_from(">I", font, start + 8 + 8 * number)
        kind, _, _, _, groups = unpack_from(">HHIII", font, start + offset)
        if kind == FORMAT:
            runs = font[start + offset + 16 : start + offset + 16 + 12 * groups]
            return [(first, last) for first, last, _ in iter_unpack(">III", runs)]
    raise ValueError("this font does not say by code point what it can draw")


FORMAT = 12
"""Of the only kind of subtable that has room for every code point."""
