"""Each style sheet is read once, and all of them again where the colours change."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

import screens
from db.register import Register
from loti_tui.app import LotiApp
from loti_tui.commands import COMMANDS, PLACES
from tests.screens.desk import Desk, opened

BOXES = (("2", "n", "escape"), ("2", "question_mark", "escape"), ("comma", "escape"), ("f", "escape"))


def rules(styles: Stylesheet) -> list[tuple[str, str]]:
    """What is meant by each rule, and what it says of that."""
    return [(rule.selectors, repr(rule.styles.get_rules())) for rule in styles.rules]


def read_anew(desk: Desk) -> Stylesheet:
    """The same sheets, as Textual itself reads them in the colours of now."""
    fresh = Stylesheet(variables=desk.app.get_css_variables())
    for place, sheet in desk.app.stylesheet.source.items():
        fresh.add_source(sheet.content, place, sheet.is_defaults, sheet.tie_breaker, sheet.scope)
    return fresh


@pytest.mark.long
async def test_every_screen_is_drawn_by_the_rules_of_all_its_sheets(register: Register) -> None:
    async with opened(register.path) as desk:
        for keys in (*((COMMANDS[place].keys[0],) for place in PLACES), *BOXES):
            await desk.press(*keys)
        assert rules(desk.app.stylesheet) == rules(read_anew(desk))


async def test_another_theme_colours_what_was_read_before_and_what_is_read_after(register: Register) -> None:
    async with opened(register.path) as desk:
        dark = rules(desk.app.stylesheet)
        desk.app.theme = "board-light"
        await desk.settle()
        assert rules(desk.app.stylesheet) == rules(read_anew(desk)) != dark
        await desk.press(COMMANDS["overview"].keys[0])
        assert rules(desk.app.stylesheet) == rules(read_anew(desk))


def test_every_style_sheet_is_named_by_a_screen() -> None:
    home = Path(next(iter(screens.__path__)))
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(screens.__path__, "screens.")]
    ours = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    paths = [LotiApp.CSS_PATH, *(one.CSS_PATH for one in ours if issubclass(one, Screen))]
    named = {str(path) for one in paths if isinstance(one, list) for path in one}
    assert named == {str(path) for path in home.glob("*.tcss")}
