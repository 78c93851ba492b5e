"""What is changed in the file that typst made, and nothing else; a file that is another than expected is a fault."""

from __future__ import annotations

import re

import pytest

from loti_tui.packs.pdf_finish import edited, ends, finished, row_heads

CELL = b"\n%d 0 obj\n<</Type/StructElem/S/TD/P 9 0 R/A[<</O/Table/Headers[(U1x%dy0)]>>]/K[0]>>\nendobj"
STRUCTURE = b"%PDF-1.7" + CELL % (1, 0) + CELL % (2, 1)


def pdf_of(parts: bytes) -> bytes:
    """A file of these objects and a stream, with their addresses at its end."""
    parts += b"\n8 0 obj\n<</Length 1>>\nstream\nx\nendstream\nendobj"
    starts = [found.start() + 1 for found in re.finditer(rb"\n\d+ 0 obj\n", parts)]
    addresses = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"\nxref\n0 %d\n0000000000 65535 f \n%btrailer\n<<>>\nstartxref\n%d\n%%%%EOF"
    return parts + table % (len(starts) + 1, addresses, len(parts) + 1)


def addressed(pdf: bytes) -> list[bytes]:
    """What stands at each address of the file."""
    listed = re.findall(rb"(\d{10}) \d{5} n", pdf[pdf.rindex(b"\nxref\n") :])
    return [pdf[int(one) : int(one) + 7] for one in listed]


def test_the_cells_of_the_column_become_heads_and_the_others_lose_their_list() -> None:
    pdf = pdf_of(STRUCTURE)
    made = edited(pdf, row_heads(pdf, [(0, 1)]))
    assert b"\n1 0 obj\n<</Type/StructElem/S/TH/P 9 0 R/A[<</O/Table/Scope/Row>>]/K[0]>>\nendobj" in made
    assert b"\n2 0 obj\n<</Type/StructElem/S/TD/P 9 0 R/K[0]>>\nendobj" in made


@pytest.mark.parametrize("head", [0, 1, None])
def test_every_address_leads_to_its_object_and_the_last_to_the_addresses(head: int | None) -> None:
    pdf = pdf_of(STRUCTURE + b"\n3 0 obj\n<<>>\nendobj")
    made = edited(pdf, row_heads(pdf, [(head, 1)]))
    assert addressed(made) == [b"1 0 obj", b"2 0 obj", b"3 0 obj", b"8 0 obj"]
    (last,) = re.findall(rb"startxref\n(\d+)\n", made)
    assert made[int(last) :].startswith(b"xref\n0 5\n")


def test_a_heading_that_reads_like_a_cell_is_none() -> None:
    title = (CELL % (7, 0)).strip().replace(b"\n", rb"\n")
    pdf = pdf_of(STRUCTURE + b"\n3 0 obj\n<</Type/StructElem/S/H2/T(%b)>>\nendobj" % title)
    assert title in edited(pdf, row_heads(pdf, [(0, 1)]))


def test_a_stream_that_ends_in_a_carriage_return_gets_a_line_end_of_its_own() -> None:
    streams = b"\n3 0 obj\n<</Length 2>>\nstream\nx\r\nendstream\nendobj\n4 0 obj\n<<>>\nendobj"
    pdf = pdf_of(STRUCTURE + streams)
    made = edited(pdf, list(ends(pdf)))
    assert b"\nstream\nx\r\r\nendstream\n" in made
    assert addressed(made)[-2:] == [b"4 0 obj", b"8 0 obj"]


@pytest.mark.parametrize(
    "pdf",
    [pdf_of(STRUCTURE.replace(b"/Headers", b"/Heads")), pdf_of(STRUCTURE.replace(b"U1x0", b"U1x2"))],
    ids=["no cell is found", "another column"],
)
def test_a_file_whose_cells_are_written_otherwise_is_a_fault(pdf: bytes) -> None:
    with pytest.raises(ValueError, match=r"another way than it did in version 0\.15\.2"):
        finished(pdf, [(0, 1)], "loti-tui")


def test_a_file_without_a_list_of_addresses_is_a_fault() -> None:
    with pytest.raises(ValueError, match=r"another way|not found"):
        edited(STRUCTURE + b"\nxref\nstream", [])
