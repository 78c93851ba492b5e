"""Every colour can be read on everything that it stands on, whichever theme somebody chooses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.screen import ModalScreen, Screen
from textual.theme import BUILTIN_THEMES, Theme

from db.register import Register
from loti_tui.commands import COMMANDS, PLACES
from screens import themes
from screens.themes import GROUNDS, contrast
from tests.screens.desk import Desk, opened, segments

LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
FITTED = [one for one in (*BUILTIN_THEMES.values(), themes.DARK, themes.LIGHT) if not one.name.startswith("ansi-")]
RAGS = ("rag-red", "rag-amber", "rag-green")
TOLD = ("foreground", *themes.HUES, *RAGS)
# How people see who have no cones for red, for green or for blue light: what is left of a colour in linear light
# (Machado, Oliveira and Fernandes 2009, the full deficiency), and all colours taken away.
SEEN = {
    "without red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "without blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "in grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def named(theme: Theme) -> dict[str, Color]:
    """The colours of a theme by their names."""
    found = themes.colours(theme, theme.to_color_system().generate())
    return {name: Color.parse(value) for name, value in found.items()}


def seen(colour: Color, how: tuple[tuple[float, ...], ...]) -> float:
    """How light a colour is to somebody who sees so."""
    light = [themes.linear(channel / 255) for channel in colour.rgb]
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0), 1) for row in how)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", FITTED, ids=lambda one: one.name)
def test_every_colour_of_words_stands_out_from_every_background(theme: Theme) -> None:
    colours = named(theme)
    weak = {
        (name, ground): round(contrast(colours[name], colours[ground]), 2)
        for name in TOLD
        for ground in GROUNDS
        if contrast(colours[name], colours[ground]) < LEAST
    }
    assert weak == {}


@pytest.mark.parametrize("how", SEEN)
@pytest.mark.parametrize("theme", FITTED, ids=lambda one: one.name)
def test_red_amber_and_green_are_a_ramp_of_lightness_however_somebody_sees(theme: Theme, how: str) -> None:
    colours = named(theme)
    ramp = [seen(colours[name], SEEN[how]) + 0.05 for name in RAGS]
    assert [lighter / darker > 1.1 for darker, lighter in pairwise(ramp)] == [True, True], ramp


@pytest.mark.parametrize(
    "theme", [one for one in BUILTIN_THEMES.values() if one not in FITTED], ids=lambda one: one.name
)
def test_a_theme_of_the_terminals_own_colours_names_these_only(theme: Theme) -> None:
    colours = themes.colours(theme, theme.to_color_system().generate())
    assert {value.partition("_")[0] for value in colours.values()} == {"ansi"}


async def test_who_wants_no_colours_is_not_offered_those_of_the_terminal(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(register.path) as desk:
        assert "ansi-dark" in desk.app.available_themes
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(register.path) as desk:
        assert [name for name in desk.app.available_themes if name.startswith("ansi-")] == []
        assert "board-light" in desk.app.available_themes


# -- as it is drawn --------------------------------------------------------------------------------------------------


def words(desk: Desk) -> Iterator[Segment]:
    """What is drawn that somebody reads: no rules, no blanks, and nothing behind a box."""
    front: Screen[Any] = desk.app.screen
    room = front.query_one("#box").region if isinstance(front, ModalScreen) else front.region
    for y, line in enumerate(segments(desk.app)):
        x = 0
        for one in line:
            if room.contains(x, y) and any(letter.isalnum() for letter in one.text):
                yield one
            x += one.cell_length


def weak(desk: Desk) -> set[tuple[str, str, str, float]]:
    """The words on the screen that cannot be read, with their colours and contrast."""
    found = set()
    for one in words(desk):
        style = one.style
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        front, back = (Color.from_rich_color(which) for which in (style.color, style.bgcolor))
        ratio = contrast(front, back)
        if ratio < LEAST:
            found.add((one.text.strip(), front.hex, back.hex, round(ratio, 2)))
    return found


@pytest.mark.parametrize("name", [themes.DARK.name, themes.LIGHT.name])
async def test_what_our_own_themes_draw_can_be_read(register: Register, name: str) -> None:
    async with opened(register.path) as desk:
        desk.app.theme = name
        await desk.press("2")
        assert weak(desk) == set()


@pytest.mark.long
@pytest.mark.parametrize("theme", FITTED, ids=lambda one: one.name)
async def test_what_is_drawn_on_any_screen_in_any_theme_can_be_read(register: Register, theme: Theme) -> None:
    async with opened(register.path, size=(120, 36)) as desk:
        desk.app.theme = theme.name
        found = {}
        for place in PLACES:
            await desk.press(COMMANDS[place].keys[0])
            found[place] = weak(desk)
        await desk.press("2", "e")
        found["words"] = weak(desk)
        await desk.press("escape", "4", "l", "e")
        found["the cell editor"] = weak(desk)
        await desk.press("escape", "slash", *"m1")
        found["a prompt"] = weak(desk)
        await desk.press("escape", "question_mark")
        found["the keys"] = weak(desk)
        assert {where: what for where, what in found.items() if what} == {}
