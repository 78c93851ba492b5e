"""Make the picture in the README: the risks of DD2092 as on 6 April 2017, after two keys.

    .venv/bin/python docs/make_pictures.py

Textual draws it; the addresses of its web fonts are taken out, so that the picture asks nobody for anything.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

from db.gateway import Gateway
from fixtures import dd2092
from loti_tui.app import LotiApp

HERE = Path(__file__).parent
KEYS = ("i", "3")
SIZE = (100, 28)


async def picture(folder: Path) -> str:
    """The screen as SVG."""
    gateway = Gateway(folder / "board.loti", first=lambda: dd2092.first_batch("Jo"))
    app = LotiApp(gateway, today=date(2017, 4, 6), who="Jo", read_only=False, place="board.loti")
    try:
        async with app.run_test(size=SIZE) as pilot:
            while app.countdown is None:
                await pilot.pause(0.05)
            await pilot.press(*KEYS)
            while app.waiting or app.typed_ahead:
                await pilot.pause(0.05)
            await pilot.pause()
            return app.export_screenshot(title="loti")
    finally:
        gateway.close()


def alone(svg: str) -> str:
    """The picture without addresses, its spaces kept by every viewer, and the same each time it is made."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.S)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    kept = svg.replace("&#160;", " ").replace("<text ", '<text xml:space="preserve" ')
    return "\n".join(line.rstrip() for line in kept.splitlines()) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        svg = alone(asyncio.run(picture(Path(folder))))
    (HERE / "risks.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
