"""An office document opened by LibreOffice, as a person would see it: the text of each of its pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def opened(content: bytes, ending: str, folder: Path) -> list[str]:
    """The text of each page, by way of a PDF. Skips where LibreOffice or pdfplumber is not here."""
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not here: pip install pdfplumber")
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not here")
    path = folder / f"pack.{ending}"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with pdfplumber.open(path.with_suffix(".pdf")) as document:
        return [str(page.extract_text()) for page in document.pages]
