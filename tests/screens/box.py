"""The box of a pack, as a person fills it in: by keys only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.widgets import Static

from screens.dialogs.pack import PackDialog
from screens.widgets.pickers import Marks, Picker
from screens.widgets.typing import LineInput
from tests.screens.desk import Desk

QUICK = ("json", "markdown")
"""Formats that are made in no time."""
NAMES = {"dd2092-board-2017-04-06.json", "dd2092-board-2017-04-06.schema.json", "dd2092-board-2017-04-06.md"}
"""The files of these for the board, of DD2092 on 6 April 2017."""


def box(desk: Desk) -> PackDialog:
    """The box, where it is in front."""
    assert isinstance(desk.app.screen, PackDialog)
    return desk.app.screen


def noted(desk: Desk) -> str:
    """What the box says; as it is drawn, whole."""
    words = str(box(desk).query_one("#note", Static).content)
    assert [word for word in words.split() if len(word) < 40 and word not in desk.text] == []
    return words


def chosen(desk: Desk) -> tuple[str, str, tuple[str, ...], str]:
    """Of what, for whom, in which formats, into which folder."""
    of, audience = (box(desk).query_one(f"#{id}", Picker).chosen for id in ("of", "audience"))
    return of, audience, box(desk).query_one(Marks).chosen, box(desk).query_one(LineInput).value


async def fill(
    desk: Desk, folder: Path | str, *, formats: Sequence[str] = QUICK, public: bool = False, of: int = 0
) -> None:
    """Press x and fill in the box: `of` is how many steps to the right of the first choice."""
    await desk.burst("x", *["right"] * of, "tab", *["right"] * public, "tab", "a")
    names = list(box(desk).query_one(Marks).names)
    keys: list[str] = []
    for name in sorted(formats, key=names.index):
        keys += ["right"] * (names.index(name) - keys.count("right")) + ["space"]
    await desk.burst(*keys, "tab")
    await desk.paste(str(folder))


async def done(desk: Desk) -> None:
    """Wait until the pack is made, or is not."""
    await desk.until(lambda: not desk.app.packing)
    await desk.settle()


async def pack(
    desk: Desk, folder: Path | str, *, formats: Sequence[str] = QUICK, public: bool = False, of: int = 0
) -> None:
    """Have a pack written into a folder."""
    await fill(desk, folder, formats=formats, public=public, of=of)
    await desk.press("enter")
    await done(desk)


def names(folder: Path) -> set[str]:
    """The files in a folder; none where there is no folder."""
    return {one.name for one in folder.iterdir()} if folder.exists() else set()


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}
