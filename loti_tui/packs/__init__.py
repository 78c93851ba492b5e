"""Packs: what a secretary hands to the board and to the public, from a snapshot or the register as it stands.

The same snapshot gives the same bytes, wherever and whenever the pack is made. To add a format: one file with a
`write`, one line in `FORMATS`.
"""

from loti_tui.packs.making import AUDIENCES, FORMATS, known_formats, make_pack, pack_files, pack_of, write_pack
from loti_tui.packs.pack import Pack, Writer

__all__ = [
    "AUDIENCES", "FORMATS", "Pack", "Writer", "known_formats", "make_pack", "pack_files", "pack_of", "write_pack"
]  # fmt: skip
