"""What a screen may ask of the program that it runs in."""

from __future__ import annotations

from datetime import date
from typing import Protocol, cast

from textual.app import App

from loti_tui.domain.fields import Field, Plain
from loti_tui.domain.items import Item
from loti_tui.domain.publication import Countdown
from loti_tui.domain.state import State, plain


class Host(Protocol):
    """The application, as far as screens know it."""

    @property
    def state(self) -> State | None:
        """What the register holds, once it has been read."""

    @property
    def countdown(self) -> Countdown | None:
        """Where publication stands, once it has been worked out: its calendar is slow to load."""

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
        """Whether what was done is stored: "saved", "saving …" or "read-only"."""


def stands(app: App[None], item: Item, field: Field) -> Plain:
    """The plain value that the register is known to hold now."""
    state = cast("Host", app).state
    return plain(state.items.get(item.id, item) if state else item, field.name)
