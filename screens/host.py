"""What a screen may ask of the program that it runs in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.message_pump import MessagePump

from db.gateway import Gateway

if TYPE_CHECKING:  # the frame is painted before the rules are imported
    from loti_tui.domain.findings import Attention
    from loti_tui.domain.publication import Countdown
    from loti_tui.domain.state import State
    from loti_tui.packs import Pack

T = TypeVar("T")


class Host(Protocol):
    """The application, as far as screens know it."""

    @property
    def state(self) -> State | None:
        """What the register holds, once it has been read."""

    @property
    def countdown(self) -> Countdown | None:
        """Where publication stands, once it has been worked out: its calendar is slow to load."""

    @property
    def attention(self) -> Attention | None:
        """What needs attention, worst first, once it has been worked out."""

    @property
    def today(self) -> date:
        """The day that everything is reckoned from."""

    @property
    def who(self) -> str:
        """The name that goes on every change."""

    @property
    def read_only(self) -> bool:
        """Whether nothing may change."""

    @property
    def place(self) -> str:
        """The register's file, in words for the status line."""

    @property
    def standing(self) -> str:
        """Whether what was done is stored: "saved", "saving …", "read-only" or "not reachable"."""

    def inquire(self, ask: Callable[[Gateway], Future[T]], then: Callable[[T], None], asker: MessagePump) -> None:
        """Have something read from the register; `then` is called with it."""

    @property
    def pack_audience(self) -> str:
        """Whom a pack is for, until somebody chooses otherwise."""

    @property
    def pack_folder(self) -> str:
        """Where the last pack of this run was to be written."""

    def prepare(self, of: str, audience: str, then: Callable[[Pack], None], asker: MessagePump) -> None:
        """Have a pack of a past prepared; `then` is called with it, or `asker` hears `PackRefused`."""

    def stop_packing(self) -> None:
        """Make no further format of the pack that is being made."""

    async def reach(self, item: str, field: str, sentence: str) -> None:
        """Go to a field of an item (by id), on the screen where such items are, and say `sentence` there."""
