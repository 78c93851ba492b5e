"""What typst cannot say yet, put into the file that it made: heads of rows, and whose document it is.

typst 0.15.2 marks the heads of columns. It could mark those of rows (`pdf.header-cell`), but only with a feature that
its Python package has no way to turn on. So they are marked in the finished file, in which typst writes the structure
as plain text and says in each cell where it stands: `/Headers[(U3x0y0)]` is the third table, first column. Only the
changed places and the addresses at the end are written anew: 0.2 s for the 25,000 cells of 2,400 risks, where pypdf
takes over 4 s to read and write the whole file, and 0.2 s to load.

The attributes of cells go: with a list of its headers in a cell, a reader would not look for the head of the row;
without, it finds both by their scope (ISO 32000-1, 14.8.5.7). The rest said how the lines between cells look, and was a
fifth of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_CELL = re.compile(
    rb"\n\d+ 0 obj\n<</Type/StructElem/S/T(D)/P \d+ 0 R"
    rb"(/A\[<</O/Table/Headers\[\(U(\d+)x(\d+)y\d+\)\]>>(?:<</O/Layout[^>]*>>)?\])"
)
_ROW_HEAD = b"/A[<</O/Table/Scope/Row>>]"
_STREAM = b"\nstream\n"
"""Where the first of the compressed parts begins: typst writes the structure before all of them."""
_STREAM_END = re.compile(rb"\r\nendstream\nendobj\n")

_ADDRESSES = re.compile(rb"(xref\n0 \d+\n)((?:\d{10} \d{5} [nf]..)+)(trailer\n.*?startxref\n)\d+(\n%%EOF)\Z", re.S)
_ADDRESS = re.compile(rb"(\d{10})(?= \d{5} n)")
"""Of an object that is there; the list has 20 bytes for each (ISO 32000-1, 7.5.4)."""

Edit = tuple[int, int, bytes]
"""From where to where something else stands in the file, and what."""


def finished(pdf: bytes, tables: Sequence[tuple[int | None, int]], creator: str) -> bytes:
    """The file that typst made, with the heads of its rows marked, and `creator` as the program that it comes from.

    `tables` says of each table, in order, which column heads its rows, if any, and how many rows it has. Raises
    `ValueError` where the file is not as expected: then typst is another one, and this module must be looked at.
    """
    return edited(pdf, [*row_heads(pdf, tables), *ends(pdf), *made_by(pdf, creator)])


def row_heads(pdf: bytes, tables: Sequence[tuple[int | None, int]]) -> list[Edit]:
    """The cells of the columns that head rows become such heads; the others are found by column and row."""
    edits: list[Edit] = []
    marked = 0
    for cell in _CELL.finditer(pdf, 0, pdf.find(_STREAM)):
        table, column = int(cell[3]), int(cell[4])
        head = column == tables[table - 1][0]
        if head:
            edits.append((*cell.span(1), b"H"))
            marked += 1
        edits.append((*cell.span(2), _ROW_HEAD if head else b""))
    if marked != sum(rows for head, rows in tables if head is not None):
        raise ValueError("typst wrote the cells of tables in another way than it did in version 0.15.2")
    return edits


def ends(pdf: bytes) -> Iterator[Edit]:
    """A line end of its own for each stream whose last byte is a carriage return.

    typst puts a line feed between a stream and its end. After a carriage return the two are one line end, and the
    stream is a byte shorter than it says: one in 256 is, which PDF/A forbids (ISO 19005-2, 6.1.7.1).
    """
    for found in _STREAM_END.finditer(pdf):
        yield found.start() + 1, found.start() + 1, b"\r"


def made_by(pdf: bytes, creator: str) -> Iterator[Edit]:
    """The creator in both places: the metadata in XML, whose length is told before it, and the document's information.

    Each is looked for from the end, in the order in which typst writes them, so that no title passes for one.
    """
    said = creator.encode("ascii")
    start = pdf.rindex(b"<xmp:CreatorTool>") + len(b"<xmp:CreatorTool>")
    end = pdf.index(b"<", start)
    yield start, end, said
    length = pdf.rindex(b"<</Length ", 0, start) + len(b"<</Length ")
    length_end = pdf.index(b"/", length)
    yield length, length_end, b"%d" % (int(pdf[length:length_end]) + len(said) - (end - start))
    start = pdf.rindex(b"/Creator(", 0, length) + len(b"/Creator(")
    yield start, pdf.index(b")", start), said


def edited(pdf: bytes, edits: Sequence[Edit]) -> bytes:
    """The file with these places changed, and every address in it moved accordingly."""
    found = _ADDRESSES.search(pdf, pdf.rindex(b"\nxref\n"))
    if not found:
        raise ValueError("typst wrote the addresses of objects in another way than it did in version 0.15.2")
    edits = sorted(edits)
    starts = [start for start, _, _ in edits]
    shifts = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

    def moved(address: int) -> int:
        return address + shifts[bisect_right(starts, address)]

    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [pdf[at:start], new]
        at = end
    addresses = _ADDRESS.sub(lambda address: b"%010d" % moved(int(address[0])), found[2])
    table = b"%b%b%b%d%b" % (found[1], addresses, found[3], moved(found.start()), found[4])
    return b"".join([*pieces, pdf[at : found.start()], table])
