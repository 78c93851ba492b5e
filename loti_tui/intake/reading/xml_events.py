"""XML as a run of events, within bounds and without entities: nothing a file declares is ever expanded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from loti_tui.domain.refused import Refused

DEEPEST = 500
"""How many elements may be within one another. Office files come to some forty."""
MOST_ELEMENTS = 1_500_000
"""How many elements one part may have. A page of a Word document has some thousand."""
FAMILIES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
"""Namespace -> the short name before an element's own; those of other namespaces have "?" there."""


class Listener(Protocol):
    """What hears of elements by their short names, with the attributes by their own names."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, text: str) -> None:
        """Text between them."""


def listen(listener: Listener, xml: bytes, shown: str) -> None:
    """Read one part of an office file.

    Raises `Refused` where it is damaged, declares a document type (which is where entities are), or is nested deeper
    than office files are.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = elements = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > DEEPEST or elements > MOST_ELEMENTS:
            raise _hostile(shown)
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else attributes
        listener.begin(_short(name), own)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(_short(name))

    def refuse(*_: object) -> None:
        raise _hostile(shown)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.words
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        if isinstance(fault, Refused):
            raise
        raise Refused(
            f"{shown} is damaged: its XML cannot be read. Nothing was changed. "
            "Save it anew in the program that it was made with."
        ) from fault


def _short(name: str) -> str:
    family, _, own = name.rpartition(" ")
    return f"{FAMILIES.get(family, '?')}:{own}"


def _hostile(shown: str) -> Refused:
    return Refused(
        f"{shown} declares entities, or has elements without end, as files do that are made to fill a computer. "
        "Nothing was changed. Save it anew in the program that it was made with."
    )
