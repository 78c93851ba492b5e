"""The document by the rules of others: OASIS's schema of OpenDocument 1.3, openxml-audit's rules, and LibreOffice."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.register import Register
from loti_tui.packs import make_pack
from loti_tui.packs.as_odt import write
from loti_tui.packs.report import Report
from tests.packs.opening import opened
from tests.packs.whole import EVERYTHING, HOSTILE, hostile_report, pack_of


def check(reports: list[Report]) -> None:
    """Raises where the schemas find anything in a document of one of these reports."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not here: pip install lxml")
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit, which brings the schemas, is not here")
    folder = Path(audit.__file__).parent / "odf" / "schemas" / "odf-1.3"
    schemas = {
        name: etree.RelaxNG(etree.parse(str(folder / f"OpenDocument-v1.3-{name}.rng")))
        for name in ("schema", "manifest-schema")
    }
    for report in reports:
        (content,) = write(pack_of(report)).values()
        with ZipFile(BytesIO(content)) as packed:
            for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
                schema = schemas["manifest-schema" if name.startswith("META") else "schema"]
                assert schema.validate(etree.fromstring(packed.read(name))), (name, schema.error_log.last_error)


def test_every_part_is_valid_by_the_schema_of_opendocument() -> None:
    check([EVERYTHING])


@pytest.mark.long
def test_every_part_is_valid_whatever_the_texts(hostile: Register, today: date) -> None:
    check([make_pack(hostile.state(), today=today, source="board.loti").report, *map(hostile_report, HOSTILE)])


def test_openxml_audit_finds_no_error(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not here: pip install openxml-audit")
    (content,) = write(pack_of(EVERYTHING)).values()
    path = tmp_path / "pack.odt"
    path.write_bytes(content)
    found = audit.OdfValidator().validate(path)
    assert [one for one in found.errors if one.severity is not audit.ValidationSeverity.WARNING] == []


@pytest.mark.long
def test_libreoffice_opens_it(hostile: Register, today: date, tmp_path: Path) -> None:
    report = make_pack(hostile.state(), today=today, source="board.loti").report
    (content,) = write(pack_of(report)).values()
    pages = opened(content, "odt", tmp_path)
    assert len(pages) > 5
    assert "The selected provider fails to meet planned delivery timescales" in "".join(pages)
    for number, page in enumerate(pages, 1):
        assert page.startswith(report.marking)
        assert page.rstrip().endswith(f"Page {number} of {len(pages)}")
