"""The screens as a person opens them who has settings and keys of their own, or is new here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from db.gateway import Gateway
from loti_tui import places
from loti_tui.app import LotiApp
from loti_tui.commands import use_keys
from loti_tui.personal import Person
from loti_tui.settings import read
from tests.screens.desk import TODAY, Desk


@asynccontextmanager
async def opened_by(
    person: Person, path: Path, *, who: str = "root", read_only: bool = False, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Desk]:
    """The application on the register at `path`, before that person, until the block is left."""
    gateway = Gateway(path, read_only=read_only)
    try:
        app = LotiApp(
            gateway, today=TODAY, who=who, read_only=read_only, place=str(path), look_every=None, person=person
        )
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            desk = Desk(app, pilot, path)
            await desk.settle()
            yield desk
    finally:
        gateway.close()
        use_keys({})


def kept() -> str:
    """What stands in the person's settings; "" where there are none."""
    file = places.settings_file()
    return file.read_text(encoding="utf-8") if file.exists() else ""


def settings_of(words: str) -> Person:
    """A person whose settings file says this."""
    file = places.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")
    return Person(read(file))
