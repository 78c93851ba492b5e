"""Which file it is: its kind by what is in it, its encoding, its bounds, and a sentence for what is not read."""

from __future__ import annotations

import os
import struct
import tracemalloc
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake import archives
from loti_tui.intake.source import MOST_BYTES, source_of, source_of_bytes
from loti_tui.intake.taken import What
from tests.intake.reading.made import docx, para, zipped

XLSX = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, name: str = "form.txt") -> str:
    with pytest.raises(Refused) as refused:
        source_of_bytes(name, data)
    assert "Nothing was changed." in refused.value.sentence
    return refused.value.sentence


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"words", "text"),
        ("a.md", b"# words", "text"),
        ("a", b"words", "text"),
        ("a.csv", b"a,b", "csv"),
        ("A.TSV", b"a\tb", "csv"),
        ("a.txt", b"a,b", "text"),
        ("a.json", b'{"a": 1}', "json"),
        ("a.json", b"[1]", "json"),
        ("a", b' {\n"a": 1}', "json"),
        ("a.md", b"[a link](x)", "text"),
        ("a.html", b"<p>words", "html"),
        ("a", b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "html"),
        ("a", b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("a", "<html>".encode("utf-16"), "html"),
        ("a.pdf", b"%PDF-1.7 ...", "pdf"),
        ("a.pdf", b"\n\n%PDF-1.7 ...", "pdf"),
        ("a.docx", docx(para("x")), "docx"),
        ("a.xlsx", zipped(XLSX), "xlsx"),
        ("a.ods", zipped(ODS), "ods"),
    ],
)
def test_a_file_is_of_the_kind_that_is_in_it(name: str, data: bytes, kind: str) -> None:
    source = source_of_bytes(name, data)
    assert (source.name, source.kind, source.data) == (name, kind, data)
    assert source.sha256 == sha256(data).hexdigest()
    assert source.notices == ()


def test_a_name_that_says_another_kind_is_noted() -> None:
    source = source_of_bytes("form.pdf", b"words")
    assert source.kind == "text"
    assert [(one.what, ".pdf" in one.sentence) for one in source.notices] == [(What.NOTED, True)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\0\0\n", "is empty"),
        (b"{\\rtf1 words}", "DOCX"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\0", "loti FILE"),
        (CFB + "WordDocument".encode("utf-16-le"), "(.doc), which is not read. Nothing was changed. Save it as DOCX"),
        (CFB + "Workbook".encode("utf-16-le"), "(.xls), which is not read. Nothing was changed. Save it as XLSX"),
        (CFB + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (CFB, "old Office file"),
        (b"<?xml version='1.0'?><a/>", "XML of a kind that is not read"),
        (b"MIME-Version: 1.0\n", "HTML only"),
        (zipped({"a.txt": "a"}), "zip archive"),
        (zipped({"xl/workbook.bin": "a"}), "XLSB"),
        (zipped({"ppt/presentation.xml": "a"}), "presentation"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "ODT"),
        (zipped({}), "zip archive"),
    ],
)
def test_what_is_not_read_is_called_by_its_name_and_says_what_to_do(data: bytes, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("£45k – ✓".encode(), "£45k – ✓"),
        ("£45k".encode("utf-8-sig"), "£45k"),
        ("£45k ✓".encode("utf-16"), "£45k ✓"),
        (b"\xfe\xff" + "£45k".encode("utf-16-be"), "£45k"),
    ],
)
def test_unicode_is_read_as_it_says(data: bytes, text: str) -> None:
    source = source_of_bytes("a.txt", data)
    assert (source.text, source.notices) == (text, ())


def test_the_old_encoding_of_windows_is_read_and_said() -> None:
    source = source_of_bytes("a.txt", "£45k – “spent”".encode("cp1252"))
    assert source.text == "£45k – “spent”"
    assert [(one.what, "Windows-1252" in one.sentence) for one in source.notices] == [(What.NOTED, True)]


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"\x81\x8d\x8f",
        b"\x01\x02\x03 words",
        "£45k".encode() + b"\xff",
        "£45k, and £55k, and £".encode()[:-1],
        b"\xef\xbb\xbfa\xff",
        b"\xff\xfea",
        b"\xff\xfe\x00\xd8",
        bytes(range(256)) * 10,
    ],
)
def test_what_is_no_text_or_cut_off_within_a_letter_is_never_guessed(data: bytes) -> None:
    assert "text" in refusal(data)


def test_a_name_is_words_and_never_a_command_to_the_terminal() -> None:
    assert source_of_bytes("a\x1b[31m\ud800\u202eb.txt", b"x").name == "ab.txt"
    assert source_of_bytes("\x07", b"x").name == "The file"


def test_what_is_no_file_that_can_be_read_is_a_sentence(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    paths = [tmp_path / "none", tmp_path, pipe, Path(os.devnull), Path("a\0b"), tmp_path / ("a" * 300), pipe / "x"]
    for path in paths:
        with pytest.raises(Refused, match="Nothing was changed"):
            source_of(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read by this user")
def test_a_file_that_may_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(Refused, match="may not be read"):
        source_of(path)


def test_a_file_that_is_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="larger than 20 MB"):
            source_of(path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert "larger than" in refusal(bytes(MOST_BYTES + 1))


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes("£1".encode())
    assert (source_of(path).name, source_of(path).text) == ("form.txt", "£1")


def test_macros_and_files_within_the_file_are_not_looked_at_and_said_so() -> None:
    more: dict[str, str | bytes] = {"word/vbaProject.bin": b"Auto_Open", "word/embeddings/sheet.xlsx": b"PK"}
    source = source_of_bytes("form.docm", docx(para("x"), more))
    assert source.kind == "docx"
    assert [one.what for one in source.notices] == [What.NOTED, What.LEFT_OUT]
    assert "macros" in source.notices[0].sentence


def unpacked_within(data: bytes, most: int) -> str:
    tracemalloc.start()
    try:
        said = refusal(data, "form.docx")
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()
    return said


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = zipped({"word/document.xml": bytes(120_000_000)})
    assert "unpacks to more" in unpacked_within(data, 3_000_000)


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    data = bytearray(zipped({"word/document.xml": bytes(120_000_000)}))
    listed = data.rfind(b"PK\x01\x02")
    for at in (22, listed + 24):
        struct.pack_into("<I", data, at, 1000)
    assert "unpacks to more" in unpacked_within(bytes(data), 3_000_000)
    small = bytearray(zipped({"word/document.xml": b"x" * 5000}))
    listed = small.rfind(b"PK\x01\x02")
    struct.pack_into("<I", small, listed + 24, 1000)
    struct.pack_into("<I", small, listed + 16, zlib.crc32(b"x" * 1000))
    assert "damaged" in refusal(bytes(small))


def test_many_parts_that_are_small_each_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 100_000)
    assert "unpacks to more" in refusal(zipped({f"word/document{n}.xml": bytes(60_000) for n in range(2)}))
    assert "unpacks to more" in refusal(zipped({f"word/{n}.xml": bytes(60_000) for n in range(2)}, ZIP_STORED))


def test_parts_without_number_and_parts_that_come_twice_are_refused() -> None:
    assert "more than 2,000 parts" in refusal(zipped({f"{n}": "" for n in range(2_001)}))
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "two")
    assert "twice" in refusal(made.getvalue())


def test_a_list_of_parts_in_the_large_form_is_not_followed() -> None:
    data = docx(para("x"))
    ends = data.rfind(b"PK\x05\x06")
    assert "2,000 parts" in refusal(data[:ends] + b"PK\x06\x07" + bytes(16) + data[ends:])


def test_an_archive_that_is_packed_otherwise_or_locked_is_refused() -> None:
    assert "office files are not" in refusal(zipped({"word/document.xml": "x" * 100}, ZIP_BZIP2))
    data = bytearray(docx(para("x")))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert "locked" in refusal(bytes(data))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_an_archive_that_is_cut_off_is_refused(kept: float) -> None:
    data = docx(para("x"))
    assert "cut off" in refusal(data[: int(len(data) * kept)], "form.docx")
