"""Zip archives that are the same bytes whenever and wherever they are made: what an office file is inside.

A zip archive keeps a time and an operating system for each of its parts. Both are fixed here, and the order is the
caller's, so that the archive depends on the parts alone (and on the zlib that Python was built with: another one may
pack the same text otherwise).
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can tell; it means “no time” to those who look."""
UNIX = 3
"""What every archive says it was made on: Python would say Windows there and Unix elsewhere."""
READABLE = 0o100644 << 16
"""A plain file that its owner may write and everybody may read, once it is unpacked."""
LEVEL = 6
"""How hard zlib tries; 9 takes twice as long for one part in a hundred."""


def archive(parts: Iterable[tuple[str, bytes]], *, stored_first: str = "") -> bytes:
    """One zip archive of these parts, each a name within the archive and its bytes, in the order given.

    `stored_first` names the part that comes before all others and is not packed: OpenDocument wants that of its
    `mimetype`, so that the kind of a file can be read at its beginning (ODF 1.3 part 2, 3.3). Raises `ValueError` where
    a name comes twice, or where `stored_first` is the name of no part.
    """
    contents = list(parts)
    names = [name for name, _ in contents]
    if len(set(names)) < len(names) or (stored_first and stored_first not in names):
        raise ValueError("an archive needs each of its parts once, the one to be stored first among them")
    contents.sort(key=lambda part: part[0] != stored_first)  # stable: the others stay in the order given
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        for name, content in contents:
            packed.writestr(described(name), content, ZIP_STORED if name == stored_first else ZIP_DEFLATED, LEVEL)
    return made.getvalue()


def described(name: str) -> ZipInfo:
    """What the archive says of one part beside its content."""
    part = ZipInfo(name, EARLIEST)
    part.create_system = UNIX
    part.external_attr = READABLE
    return part
