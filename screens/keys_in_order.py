"""Keys mean what they say, however fast they come: each is done with before the next is looked at.

Textual hands a key to the widget with the focus, lets it climb to the application and only there carries out a binding.
A key typed at once after it would meanwhile reach the old focus: over a slow line, or pasted, `e` and a date would
delete rows instead of typing. Here a key waits until the one before has climbed all the way and what it asked for has
been done. An answer of the register is followed in the same way: whoever asked has heard it, and has gone or stayed,
before the next key is handed on. No clock decides that something is done: a slow machine is waited for.
"""

from __future__ import annotations

import gc
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.timer import Timer

AT_ONCE = ("ctrl+q", "ctrl+c")
"""Keys that never wait."""
PATIENCE = 1.0
"""Seconds after which it is seen whether the widget that is waited for is still there."""
REST = 0.05
"""Seconds after a key until Python is told to look for what was thrown away: it is on the screen then."""
OLDER = 20
"""So many times only the newest is looked through, then what was left of that."""
ROUNDS = 2
"""What is followed climbs once; the messages that came of it to the widget in focus climb once more."""


@dataclass(slots=True)
class Climb:
    """A key, or an answer, on its way up to the application."""

    at: MessagePump
    """The widget that has yet to come to it."""
    timer: Timer
    rounds: int = ROUNDS
    held: ExitStack = field(default_factory=ExitStack)
    """What is to be painted: held back until it has arrived, where a letter also sifts rows. Else the line would be
    painted first, and the rows after it."""


def types(event: events.Key | events.Paste) -> bool:
    """Whether a key puts a letter into a line of words, or takes one out."""
    return isinstance(event, events.Key) and (event.is_printable or event.key in ("backspace", "delete"))


class KeysInOrder(App[None]):
    """An application that takes one key at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._under_way: dict[int, Climb] = {}
        """What is being done, by number."""
        self._number = 0
        self._rests = 0
        """How often what was thrown away has been looked for."""

    @property
    def typed_ahead(self) -> bool:
        """Whether a key is being done or waiting, or what was answered to one is still on its way."""
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
        """Take the next key, where nothing is being done and it has somewhere to go."""
        if self._under_way or not self._ahead or not self.may_type():
            return
        target = self.focused or self.screen
        number, event = self._begin(target), self._ahead.popleft()
        if getattr(target, "sifts", False) and types(event):
            self._under_way[number].held.enter_context(self.batch_update())
        await super().on_event(event)
        self._wait_at(number, target)

    def give_back(self, event: events.Key) -> None:
        """The key was meant for what comes to the front now: it is the next to be taken."""
        self._ahead.appendleft(events.Key(event.key, event.character))

    def follow(self, *nodes: MessagePump) -> None:
        """Let keys wait until these have done what they were told, and what came of it is done too."""
        for node in nodes:
            self._wait_at(self._begin(node), node)

    # -- the way up ----------------------------------------------------------------------------------------------

    def _begin(self, node: MessagePump) -> int:
        self._number += 1
        timer = self.set_interval(PATIENCE, partial(self._look_after, self._number))
        self._under_way[self._number] = Climb(node, timer)
        return self._number

    def _wait_at(self, number: int, node: MessagePump) -> None:
        """Wait until `node` comes to it, behind everything that stands before it in its queue."""
        climb = self._under_way[number]
        while node is not self and not node.call_later(self._passed, number, node):
            node = node._parent or self
        climb.at = node
        if node is self:
            self.call_later(self._arrived, number)

    def _passed(self, number: int, node: MessagePump) -> None:
        climb = self._under_way.get(number)
        if climb is not None and climb.at is node:
            self._wait_at(number, node._parent or self)

    async def _arrived(self, number: int) -> None:
        climb = self._under_way[number]
        climb.rounds -= 1
        if climb.rounds:
            self._wait_at(number, self.focused or self.screen)
            return
        climb.timer.stop()
        climb.held.close()
        del self._under_way[number]
        self.screen.check_idle()  # it paints what was held back
        await self.next_key()
        if not self.typed_ahead:
            self.set_timer(REST, self._tidy)

    def _tidy(self) -> None:
        """Look for what was thrown away between two keys, when nobody waits: it takes a hundredth of a second where
        it is put off till there is much of it, and then comes in the middle of one."""
        if gc.isenabled() and not self.typed_ahead:
            self._rests += 1
            gc.collect(0 if self._rests % OLDER else 1)

    def _look_after(self, number: int) -> None:
        """A widget that went before it came to it leaves it to what it was in; one that is busy is waited for."""
        climb = self._under_way.get(number)
        if climb is not None and climb.at is not self and not climb.at.is_attached:
            self._wait_at(number, climb.at._parent or self)
