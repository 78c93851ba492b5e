"""What a screen may ask of the program that it runs in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.message_pump import MessagePump

from db.gateway import Gateway

if TYPE_CHECKING:  # the frame is painted before the rules are imported
    from loti_tui.domain.differences.trend import Earlier
    from loti_tui.domain.findings import Attention
    from loti_tui.domain.publication import Countdown
    from loti_tui.domain.state import State
    from loti_tui.intake.proposal import Proposed
    from loti_tui.intake.sheets.asked import Choices, Looked
    from loti_tui.packs import Pack

    Read = Proposed | Looked | str

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
    def earlier(self) -> Earlier | None:
        """How the risks were judged in the newest snapshot, once somebody has looked back."""

    def look_back(self) -> None:
        """Have it found out which snapshot is the newest; the screens are shown anew where it is another."""

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

    def run_aside(self, job: Callable[[], T], then: Callable[[T], Awaitable[None] | None], asker: MessagePump) -> None:
        """Have something done that is no use of the register; `then` is called with what comes of it."""

    def bring(
        self, path: str, choices: Choices, then: Callable[[Read], Awaitable[None] | None], asker: MessagePump
    ) -> None:
        """Have a document read and proposed; `then` is called with that, with what must be settled first, or with the
        sentence that refuses it."""

    def look_at_columns(
        self, path: str, choices: Choices, then: Callable[[Read], Awaitable[None] | None], asker: MessagePump
    ) -> None:
        """Have it found out how the columns of a spreadsheet are read, whatever was settled before."""

    async def reach(self, item: str, field: str, sentence: str) -> None:
        """Go to a field of an item (by id), on the screen where such items are, and say `sentence` there."""
