"""Keys mean what they say, however fast they come: each is done with before the next is looked at.

Textual hands a key to the widget with the focus, lets it climb to the application and only there carries out a binding.
A key typed at once after it would meanwhile reach the old focus: over a slow line, or pasted, `e` and a date would
delete rows instead of typing. Here a key waits until the one before has climbed all the way and what it asked for has
been done.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.timer import Timer

AT_ONCE = ("ctrl+q", "ctrl+c")
"""Keys that never wait."""
PATIENCE = 1.0
"""Seconds after which a key is taken as done, whatever became of the widget that it was for."""
ROUNDS = 2
"""A key climbs once; the messages that its command sent to the widget in focus climb once more."""


class KeysInOrder(App[None]):
    """An application that takes one key at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._under_way = 0
        """The number of the key that is being done, 0 where none is."""
        self._number = 0
        self._patience: Timer | None = None

    @property
    def typed_ahead(self) -> bool:
        """Whether a key is being done or waiting."""
        return bool(self._under_way or self._ahead)

    def may_type(self) -> bool:
        """Whether the next key has somewhere to go: not while the register has yet to answer for what was typed."""
        return True

    def typed_ahead_is_forgotten(self) -> None:
        """Let go of the keys that wait."""
        self._ahead.clear()

    async def on_event(self, event: events.Event) -> None:
        fresh = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not fresh or (isinstance(event, events.Key) and event.key in AT_ONCE):
            await super().on_event(event)
            return
        assert isinstance(event, events.Key | events.Paste)
        self._ahead.append(event)
        await self.next_key()

    async def next_key(self) -> None:
        """Take the next key, where none is being done and it has somewhere to go."""
        if self._under_way or not self._ahead or not self.may_type():
            return
        self._number += 1
        self._under_way = self._number
        self._patience = self.set_timer(PATIENCE, partial(self._done, self._number))
        target = self.focused or self.screen
        await super().on_event(self._ahead.popleft())
        self._climb(target, self._number, ROUNDS)

    def _climb(self, node: MessagePump, number: int, rounds: int) -> None:
        """Follow the key from `node` upwards, behind everything that stands before it in each queue."""
        if node is not self:
            parent: Any = node._parent or self
            if not node.call_later(self._climb, parent, number, rounds):
                self._climb(parent, number, rounds)
        elif rounds > 1:
            self.call_later(self._again, number, rounds - 1)
        else:
            self.call_later(self._done, number)

    def _again(self, number: int, rounds: int) -> None:
        self._climb(self.focused or self.screen, number, rounds)

    async def _done(self, number: int) -> None:
        if number != self._under_way:
            return
        self._under_way = 0
        if self._patience is not None:
            self._patience.stop()
        await self.next_key()
