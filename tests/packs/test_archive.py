"""Archives: the parts, nothing else, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from loti_tui.packs.archive import archive

PARTS = [("b/two.xml", b"<two/>" * 100), ("mimetype", b"text/plain"), ("a one.xml", b""), ("\u00e9.txt", b"\x00\xff")]


def members(made: bytes) -> list[ZipInfo]:
    with ZipFile(BytesIO(made)) as packed:
        assert packed.testzip() is None
        return packed.infolist()


def test_an_archive_holds_its_parts_in_the_order_given() -> None:
    with ZipFile(BytesIO(archive(PARTS))) as packed:
        assert [(name, packed.read(name)) for name in packed.namelist()] == PARTS


def test_the_part_that_is_to_be_stored_comes_first_and_can_be_read_at_its_place() -> None:
    made = archive(PARTS, stored_first="mimetype")
    first, *others = members(made)
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert [one.filename for one in others] == ["b/two.xml", "a one.xml", "\u00e9.txt"]
    assert {one.compress_type for one in others} == {ZIP_DEFLATED}
    assert made[30:48] == b"mimetypetext/plain"


def test_no_part_says_when_or_on_which_system_it_was_made() -> None:
    for one in members(archive(PARTS)):
        assert (one.date_time, one.create_system, one.extra, one.comment) == ((1980, 1, 1, 0, 0, 0), 3, b"", b"")


def test_the_same_parts_are_the_same_bytes() -> None:
    assert archive(PARTS) == archive(iter(PARTS))
    assert archive(PARTS) != archive(reversed(PARTS))


@pytest.mark.parametrize(("parts", "first"), [([("a", b"1"), ("a", b"2")], ""), ([("a", b"1")], "b"), ([], "mimetype")])
def test_a_name_that_comes_twice_or_is_missing_is_a_fault(parts: list[tuple[str, bytes]], first: str) -> None:
    with pytest.raises(ValueError, match="each of its parts once"):
        archive(parts, stored_first=first)
