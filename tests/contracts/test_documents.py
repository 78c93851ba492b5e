"""What the documents say is what the program does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_the_rules_is_the_table_of_the_rules() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_rules.py"))["page"]()
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == made, "run docs/make_rules.py"


PICTURES = ("risks", "overview", "milestones", "publication", "pack")


@pytest.mark.parametrize("name", [PICTURES[0], *(pytest.param(one, marks=pytest.mark.long) for one in PICTURES[1:])])
def test_a_picture_shows_the_screen_as_it_is(name: str, tmp_path: Path) -> None:
    runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))["made"](tmp_path, [name])
    kept, made = ((folder / f"{name}.svg").read_text(encoding="utf-8") for folder in (ROOT / "docs", tmp_path))
    assert made == kept, "run docs/make_pictures.py, and look at what it made"


def test_every_picture_is_made_by_the_command_and_is_told_in_words() -> None:
    screens = runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))["SCREENS"]
    assert set(PICTURES) == set(screens) == {one.stem for one in (ROOT / "docs").glob("*.svg")}
    shown = {}
    for document in (ROOT / "README.md", ROOT / "docs" / "screens.md"):
        for words, place in re.findall(r"!\[([^]]*)\]\(([^)]*)\)", document.read_text(encoding="utf-8")):
            shown[(document.parent / place).resolve()] = words
    assert {path.stem for path in shown} == set(PICTURES)
    assert all(path.exists() and len(words.split()) > 4 for path, words in shown.items())
