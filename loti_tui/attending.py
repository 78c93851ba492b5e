"""What needs attention: worked out behind everything else, after each change, and only the newest answer counts.

It is no question of this person's: it holds up no key, but on the screen that shows it.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from db.gateway import Gateway
from loti_tui.conversation import Conversation
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.faults import unforeseen

if TYPE_CHECKING:
    from loti_tui.domain.findings import Attention
    from loti_tui.domain.state import State


REST = 0.03
"""Seconds after a change before the rules look at it: the time that it takes to be painted."""


class Found(Message):
    """What needs attention has been worked out; `number` says for which asking."""

    def __init__(self, future: Future[Attention | None], number: int) -> None:
        super().__init__()
        self.future = future
        self.number = number


class Attending(Conversation):
    """An application that knows what needs attention."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self.attention: Attention | None = None
        """What needs attention, worst first; None until it has been worked out, or while it cannot be."""
        self.attending = 0
        """How many answers to that are still to come; all but the newest are of no interest any more."""
        self._newest = 0
        self._unread = False
        """Whether the register could not be read for it: it is worth another try."""

    def may_type(self) -> bool:
        """Nor on the screen that shows the findings, while these are worked out: a key is meant for one of them."""
        waiting = self.attending and not self._unread  # who tries once more may have to wait for long
        return super().may_type() and not (waiting and getattr(self.screen, "shows_findings", False))

    def show_anew(self, state: State) -> None:
        super().show_anew(state)
        self.attend()

    def attend(self) -> None:
        """Work out anew what needs attention, once the change itself is on the screen."""
        self._newest += 1
        self.attending += 1
        self.set_timer(REST, partial(self._ask, self._newest))

    def _ask(self, number: int) -> None:
        assert self.state is not None
        found = self.gateway.attention(self.state, self.today, lambda: number == self._newest)
        found.add_done_callback(lambda done: self.post_message(Found(done, number)))

    def attend_again(self) -> None:
        """Try once more what failed because the register could not be read."""
        if self._unread and not self.attending:
            self.attend()

    @on(Found)
    def _found(self, event: Found) -> None:
        self.attending -= 1
        if event.number == self._newest:
            fault = event.future.exception()
            self.attention = None if fault else event.future.result()
            self._unread = isinstance(fault, Refused | CannotOpen)  # that the file is gone is told by who looks at it
            for screen in self.register_screens:
                screen.show_attention()
            if fault and not self._unread:
                for screen in self.register_screens[-1:]:
                    screen.tell(unforeseen(fault), warning=True)
        self.call_later(self.next_key)
