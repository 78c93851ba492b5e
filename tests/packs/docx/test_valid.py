"""The document by the rules of others: openxml-audit has the schemas of Office Open XML, LibreOffice opens it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.register import Register
from loti_tui.packs import make_pack
from loti_tui.packs.as_docx import write
from loti_tui.packs.report import Report
from tests.packs.opening import opened
from tests.packs.whole import EVERYTHING, HOSTILE, hostile_report, pack_of


def check(reports: list[Report], folder: Path) -> None:
    """Raises where the schemas find anything in a document of one of these reports."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not here: pip install openxml-audit")
    for report in reports:
        (content,) = write(pack_of(report)).values()
        path = folder / "pack.docx"
        path.write_bytes(content)
        assert audit.OpenXmlValidator().validate(path).errors == []


def test_the_schemas_find_nothing(tmp_path: Path) -> None:
    check([EVERYTHING], tmp_path)


@pytest.mark.long
def test_the_schemas_find_nothing_whatever_the_texts(hostile: Register, today: date, tmp_path: Path) -> None:
    real = make_pack(hostile.state(), today=today, source="board.loti").report
    check([real, *map(hostile_report, HOSTILE)], tmp_path)


@pytest.mark.long
def test_libreoffice_opens_it(hostile: Register, today: date, tmp_path: Path) -> None:
    report = make_pack(hostile.state(), today=today, source="board.loti").report
    (content,) = write(pack_of(report)).values()
    pages = opened(content, "docx", tmp_path)
    assert len(pages) > 5
    assert "The selected provider fails to meet planned delivery timescales" in "".join(pages)
    for number, page in enumerate(pages, 1):
        assert page.startswith(report.marking)
        assert page.rstrip().endswith(f"Page {number} of {len(pages)}")
