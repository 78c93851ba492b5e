"""The page of the keys is the registry of the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from loti_tui.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_the_keys_is_what_loti_keys_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "--markdown"]) == 0
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == page, "run: loti keys --markdown > docs/keys.md"
