"""A drawing as typst wants it, and as a picture of dots for formats whose readers may not know SVG."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, normalize

import typst

from loti_tui.packs.pdf_fonts import FAMILY, fonts, undrawable

CANNOT_DRAW = "\u25a1"  # the hollow square that people know: here stands something that cannot be shown

REGULAR = 'font-weight="400"'
"""How the text of a drawing says that it is neither light nor bold."""
IN_TYPST = f"{REGULAR} font-variation-settings=\"'wght' 400\""

PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: sys.inputs.family)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def typeset(svg: str) -> str:
    """The drawing for typst: regular text in regular letters, and nothing in it that cannot be drawn.

    In drawings, typst 0.15.2 sets every other weight of a variable font as asked for, but 400 in the lightest that the
    font has; and an accent of its own on a letter has no character in the PDF, which PDF/UA forbids. So such accents
    are left out, and a character without a glyph is a hollow square. The words stand beside the drawing in any pack.
    """
    bare = "".join(one for one in normalize("NFC", svg) if not category(one).startswith("M"))
    return undrawable().sub(CANNOT_DRAW, bare.replace(REGULAR, IN_TYPST))


@lru_cache(maxsize=16)  # two formats of a pack want the same drawing
def png(svg: str, *, ppi: int = 192) -> bytes:
    """The drawing as PNG, with so many dots for each inch at its own size. The same drawing gives the same bytes.

    Raises `typst.TypstError` where `svg` is no SVG.
    """
    inputs = {"svg": typeset(svg), "family": FAMILY}
    return typst.compile(PAGE, format="png", ppi=ppi, font_paths=fonts(), sys_inputs=inputs)
