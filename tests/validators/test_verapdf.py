"""Every PDF of a pack is PDF/UA-1 and PDF/A-2a by the rules of veraPDF, and qpdf finds nothing wrong with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

CHECK = Path(__file__).with_name("PdfCheck.java")


def test_every_pdf_passes_the_rules_of_verapdf(packs: Path) -> None:
    classes = os.environ.get("LOTI_VERAPDF")
    if not classes or shutil.which("java") is None:
        pytest.skip("veraPDF is not here: LOTI_VERAPDF names its jars, and java runs it; .ci/validators installs both")
    pdfs = sorted(packs.rglob("*.pdf"))
    done = subprocess.run(
        ["java", "-cp", classes, str(CHECK), "ua1,2a", *map(str, pdfs)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line]
    assert len(lines) == 2 * len(pdfs) == 4, done.stderr
    assert all(" PASS " in line for line in lines), lines
    assert done.returncode == 0


def test_every_pdf_is_sound_by_qpdf(packs: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not here; .ci/validators installs it")
    for pdf in sorted(packs.rglob("*.pdf")):
        done = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_font_of_a_pdf_is_embedded(packs: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts is not here (poppler-utils); .ci/validators installs it")
    for pdf in sorted(packs.rglob("*.pdf")):
        told = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, timeout=60, check=True).stdout
        fonts = told.splitlines()[2:]
        assert fonts
        assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), told
