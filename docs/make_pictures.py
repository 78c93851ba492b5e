"""Make the pictures of the screens: DD2092 after a fortnight's work, as on 6 April 2017.

    .venv/bin/python docs/make_pictures.py              all of them, into docs/
    .venv/bin/python docs/make_pictures.py FOLDER NAME  one of them, into another folder

Textual draws them; the addresses of its web fonts are taken out, so that the pictures ask nobody for anything. Each
is made of the same register, at the same size, in the same theme, and is the same each time it is made.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import runpy
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from db.gateway import Gateway
from loti_tui.app import LotiApp
from screens import themes

HERE = Path(__file__).parent
TODAY = date(2017, 4, 6)
SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "overview": ((100, 34), ("1",)),
    "risks": ((100, 24), ("2", "i")),
    "milestones": ((100, 24), ("4", "j")),
    "publication": ((100, 25), ("5", "j", "D", *"30 jun")),
    "pack": ((100, 30), ("1", "x", "w", *("down",) * 4)),
}
"""Name of the picture -> columns and lines, and the keys that lead to what it shows."""
SAFE = r"\x20-\x7e\u2500-\u259f£·×–—’“”…"
"""Signs that every typeface of a terminal has as wide as its letters."""
STEPS = 3
"""How often in a row nothing may be left to do before a picture is taken."""


async def picture(register: Path, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """What is on the screen after these keys, as SVG."""
    gateway = Gateway(register)
    app = LotiApp(gateway, today=TODAY, who="Jo Bloggs", read_only=False, place="board.loti", look_every=None)
    try:
        async with app.run_test(size=size) as pilot:
            app.theme = themes.DARK.name
            await settled(app, pilot)
            for key in keys:
                await pilot.press(key)
                await settled(app, pilot)
            return app.export_screenshot(title="loti")
    finally:
        gateway.close()


async def settled(app: LotiApp, pilot: Pilot[None]) -> None:
    """Wait until the register has answered everything, and what it answered is drawn."""
    quiet = 0
    while quiet < STEPS:
        await pilot.pause(0.05)
        busy = app.state is None or app.countdown is None or app.waiting or app.attending or app.typed_ahead
        quiet = 0 if busy else quiet + 1


def alone(svg: str) -> str:
    """The picture without addresses, its signs in their cells in every viewer, and the same each time it is made."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.S)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    svg = re.sub(r'<text (class="[^"]*") x="([^"]*)" (.*?) textLength="([^"]*)"(.*?)>(.*?)</text>', pinned, svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def pinned(text: re.Match[str]) -> str:
    """A run of text, with each sign that a typeface may lack in the middle of its own cell: another's may be wider."""
    kind, x, before, length, after, escaped = text.groups()
    words = html.unescape(escaped).replace("\N{NO-BREAK SPACE}", " ")
    cell = float(length) / len(words)
    drawn = []
    for part in re.finditer(f"[{SAFE}]+|[^{SAFE}]", words):
        place, width = float(x) + part.start() * cell, len(part[0]) * cell
        if re.match(f"[{SAFE}]", part[0]):
            how = f'x="{place:.1f}" {before} textLength="{width:.1f}"'
        else:
            how = f'x="{place + cell / 2:.1f}" {before} text-anchor="middle"'
        if part[0].strip():
            words = html.escape(part[0], quote=False)
            drawn.append(f'<text xml:space="preserve" {kind} {how}{after}>{words}</text>')
    return "".join(drawn)


def made(folder: Path, names: list[str]) -> None:
    """Draw these pictures, each of a register of its own; in colour, whatever is asked of this terminal."""
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as place:
        register = runpy.run_path(str(HERE / "make_pack_pictures.py"))["lived_in"](Path(place)).path
        for name in names:
            of = shutil.copy(register, Path(place) / "board.loti")
            (folder / f"{name}.svg").write_text(alone(asyncio.run(picture(Path(of), *SCREENS[name]))), encoding="utf-8")


def main(folder: str = "", *names: str) -> None:
    made(Path(folder) if folder else HERE, list(names or SCREENS))


if __name__ == "__main__":
    main(*sys.argv[1:])
