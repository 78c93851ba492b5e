"""A person at the screens: the real application on a real register file, its keys, and what stands on the screen."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, cast

from rich.segment import Segment
from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from db.gateway import Gateway
from db.register import Register
from loti_tui.app import LotiApp
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.state import State, plain
from screens.base import RegisterScreen
from screens.opening import OpeningScreen
from screens.widgets.chrome import MessageLine
from screens.widgets.record_table import RecordTable

TODAY = date(2017, 4, 6)
LIMIT = 30.0
"""Seconds that the register may take to answer on a slow machine."""
WHILE = 0.002
"""Seconds between two looks whether it has."""

JOINERS = "\u200c\u200d"
"""Characters without a shape of their own that belong to what is seen: they join emoji and letters."""


class Desk:
    """One run of the application."""

    def __init__(self, app: LotiApp, pilot: Pilot[None], path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    # -- acting --------------------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press these keys, each when what the one before asked for is answered, and wait for the last."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self.settle()

    async def type_text(self, text: str) -> None:
        """Type a text as fast as it can be read."""
        await self.burst(*text)

    async def burst(self, *keys: str) -> None:
        """Keys that arrive together, as over a slow line or while the machine is busy."""
        for key in keys:
            self.app.post_message(key_event(key))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it on."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def click(self, heading: str, ref: str, times: int = 1) -> None:
        """Click the cell of a record under a heading of the table."""
        lines = self.text.splitlines()
        top = self.table.region.y
        x = lines[top].index(heading)
        y = next(y for y, line in enumerate(lines) if y > top and line.strip("▌ ").split("  ")[0] == ref)
        await self.pilot.click(offset=(x, y), times=times)
        await self.settle()

    async def look(self) -> None:
        """Have the application look for what others did, and wait until it shows what it found."""
        self.app.look()
        await self.until(lambda: not self.app.looking)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the register has been read, every question to it is answered, and the answers are shown: what
        needs attention too."""
        end = monotonic() + LIMIT
        while self.app.is_running:
            await asyncio.sleep(WHILE if self.asking else 0)
            assert monotonic() < end, "the register did not answer"
            if not self.asking and not self.passing:
                if not self.undrawn:
                    return
                with self.app._context():  # two programs may be open at once
                    self.app.screen._on_timer_update()

    @property
    def asking(self) -> bool:
        """Whether the register is still to be read, or to answer."""
        waiting = self.app.waiting > 0 or self.app.attending > 0 or self.app.typed_ahead
        return self.app.state is None or waiting or isinstance(self.app.screen, OpeningScreen)

    @property
    def passing(self) -> bool:
        """Whether a message is on its way, or is being answered. Neither Textual nor asyncio has a public name for
        this, nor Textual for what is to be drawn; both are used here only."""
        front = self.app.screen
        loop: Any = asyncio.get_running_loop()
        return bool(loop._ready) or any(not one._message_queue.empty() for one in (self.app, front, *front.query("*")))

    @property
    def undrawn(self) -> bool:
        """Whether a part of the screen is still to be laid out or painted, or something waits until it is."""
        front = self.app.screen
        layout = front._layout_required or front._scroll_required or front._repaint_required
        return layout or front._recompose_required or bool(front._dirty_widgets or front._callbacks)

    async def until(self, seen: Any) -> None:
        """Wait until `seen()` holds: for what the application does in its own time, such as searching."""
        end = monotonic() + LIMIT
        while not seen():
            assert monotonic() < end, f"not seen:\n{self.text}"
            await self.pilot.pause()

    # -- seeing --------------------------------------------------------------------------------------------------

    @property
    def screen(self) -> RegisterScreen:
        """The screen in front, where it is one on the register."""
        assert isinstance(self.app.screen, RegisterScreen)
        return self.app.screen

    @property
    def table(self) -> RecordTable:
        return self.screen.table

    @property
    def said(self) -> str:
        """What the message line says."""
        return self.screen.query_one("#message", MessageLine).left

    @property
    def warned(self) -> bool:
        """Whether the message line says it as a warning."""
        return self.screen.query_one("#message", MessageLine).has_class("warning")

    @property
    def text(self) -> str:
        """Everything that stands on the screen."""
        return screen_text(self.app)

    @property
    def front(self) -> str:
        """Everything that stands in the box over the screen; on the whole screen, where there is none."""
        box = next((one.region for one in self.app.screen.query("#box")), self.app.screen.region)
        lines = segments(self.app)[box.y : box.bottom]
        return "\n".join(Strip(line).crop(box.x, box.right).text for line in lines)

    @property
    def at(self) -> tuple[str, str]:
        """The reference of the record under the cursor, and the field."""
        assert self.app.state is not None
        return self.app.state.items[self.table.row_id or ""].ref, self.table.field

    def line(self, ref: str) -> str:
        """The first line of the screen with this reference at its beginning."""
        return next((one for one in self.text.splitlines() if one.strip("▌ ").split("  ")[0] == ref), "")

    # -- the file ------------------------------------------------------------------------------------------------

    @property
    def stored(self) -> State:
        """What the file holds, read anew."""
        return Register.open(self.path).state()

    def holds(self, ref: str, field: str) -> Plain:
        """One stored value."""
        return holds(self.path, ref, field)


def key_event(key: str) -> events.Key:
    """A key as a terminal hands it on. Textual has no public names for this either."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = name if len(name) == 1 else None
    return events.Key(name, character)


def holds(path: Path, ref: str, field: str) -> Plain:
    """One value as the file has it."""
    return plain(Register.open(path).state().find(ref, removed=True), field)


def put(path: Path, ref: str, field: str, value: Any, *, who: str = "Ann", why: str = "") -> None:
    """Another program's change of one field."""
    register = Register.open(path)
    item = register.state().find(ref, removed=True)
    register.apply(Batch(who, (Edit(item.KIND, item.id, field, value),), why))


@asynccontextmanager
async def opened(
    path: Path,
    *,
    who: str = "Jo",
    read_only: bool = False,
    size: tuple[int, int] = (80, 24),
    today: date = TODAY,
    look_every: float | None = None,
) -> AsyncIterator[Desk]:
    """The application on the register at `path`, until the block is left; the register is let go of in any case.

    It looks for what others did when `Desk.look` has it look, or every so many seconds.
    """
    gateway = Gateway(path, read_only=read_only)
    try:
        app = LotiApp(
            gateway, today=today, who=who, read_only=gateway.read_only, place=str(path), look_every=look_every
        )
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            desk = Desk(app, pilot, path)
            await desk.settle()
            yield desk
    finally:
        gateway.close()


def segments(app: LotiApp) -> list[list[Segment]]:
    """What is drawn, line by line. Textual has no public name for this; it is used here only."""
    front = cast("Screen[Any]", app.screen)
    return [list(strip) for strip in front._compositor.render_strips()]


def screen_text(app: LotiApp) -> str:
    """What is drawn, as plain lines."""
    return "\n".join("".join(one.text for one in line).rstrip() for line in segments(app))


def dangers(app: LotiApp) -> list[str]:
    """What should never be drawn: control characters, hidden ones, and links that act when they are clicked."""
    found = []
    for line in segments(app):
        for one in line:
            bad = [c for c in one.text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in JOINERS]
            bad = [c for c in bad if not 0xE0020 <= ord(c) <= 0xE007F]  # the flags of England, Scotland and Wales
            if bad or one.control:
                found.append(f"{one.text!r}")
            if one.style is not None and (one.style.link or "@click" in one.style.meta):
                found.append(f"link in {one.text!r}")
    return found
