"""Every command that a document shows is run, in its order, as a person would type it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```text\n(.*?)^```", re.M | re.S)
ANSWERS = (0, 1)
"""Done, and the answer "no": findings, or nothing to change. Anything else is a fault of the document."""


def commands(document: str) -> list[str]:
    """The lines of a document's blocks that are commands of the program."""
    blocks = BLOCK.findall((ROOT / document).read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.startswith("loti ")]


@pytest.mark.long
@pytest.mark.parametrize("document", ["README.md", "docs/bringing-in.md"])
def test_every_command_of_a_document_does_what_it_says(document: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "data" / "forms" / "dd3101.txt", tmp_path / "form.txt")
    shown = commands(document)
    if not shown[0].startswith("loti init"):
        shown.insert(0, "loti init --blank --register board.loti")
    for command in shown:
        words = [sys.executable, "-P", "-m", "loti_tui", *shlex.split(command)[1:], "--as", "Jo"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, env=environment())
        assert done.returncode in ANSWERS, f"{command}: {done.stderr}"
        assert "Traceback" not in done.stderr, command


def environment() -> dict[str, str]:
    """Where the program is found, whatever the folder is."""
    return os.environ | {"PYTHONPATH": str(ROOT), "LOTI_TODAY": "2017-04-06"}
