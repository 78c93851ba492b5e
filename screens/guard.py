"""Nothing typed is dropped without a word: what is open with words that are not stored asks before it goes.

A box, a line or a form says what would be lost (`Guarded.unsaved`), how to store it and how to let it go. The question
is asked in one place, whether Esc closes it, another screen is opened, or the program is left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from screens.keys_in_order import KeysInOrder

Then = Callable[[], Awaitable[None] | None]
"""What to do once nothing is lost by it."""


def nothing() -> None:
    """Closing it was all."""


class Guarded(MessagePump):
    """Something open in which a person types."""

    sent = False
    """Whether the register is being asked to store it."""
    let_go = False
    """Whether what was typed may be lost: the person said so."""
    then: Then | None = None
    """What waits until it is stored."""

    @property
    def unsaved(self) -> str:
        """What would be lost if it went now, in a sentence; "" where nothing would."""
        raise NotImplementedError

    def save(self) -> None:
        """Ask for it to be stored; it stays open until it is. What comes of it is told by `settled`."""
        raise NotImplementedError

    def discard(self) -> None:
        """Go, and let what was typed go."""
        raise NotImplementedError

    @property
    def held(self) -> bool:
        """Whether something would be lost that the person has not let go."""
        return not self.let_go and bool(self.unsaved)

    def settled(self, *, stored: bool) -> None:
        """It is stored and goes, or it is not and stays: go on to what waited for it, or let nothing wait any more."""
        then, self.then = self.then, None
        if stored:
            self.let_go = True
            if then is not None:
                self.app.call_later(then)


class GuardedBox(Guarded, ModalScreen[None]):
    """A box of its own in which a person types: it closes when it is stored, or when nobody wants it."""

    def action_store(self) -> None:
        """Ask for what is typed to be stored."""
        raise NotImplementedError

    def save(self) -> None:
        self.action_store()

    def discard(self) -> None:
        self.close()

    def close(self) -> None:
        """Go: it is stored, or nobody wants it."""
        self.settled(stored=True)
        if self.app.screen is self:
            self.dismiss(None)

    async def action_leave(self) -> None:
        """Leave; where what is typed would be lost, ask first."""
        await guard(self.app).ask_about(self)


class AsksFirst(KeysInOrder):
    """An application that is left, or shows another screen, when what is typed is stored or let go."""

    async def parting(self, then: Then, *screens: Screen[Any]) -> None:
        """Do something by which what is open goes, on these screens or on all of them; ask first about each text."""
        from screens.dialogs.leave import Leave

        if isinstance(self.screen, Leave):
            self.screen.remind()
        elif held := held_on(screens or self.screen_stack):
            await self.ask_about(held, partial(self.parting, then, *screens))
        else:
            await _done(then)

    async def ask_about(self, held: Guarded, then: Then = nothing) -> None:
        """Ask what shall become of what is typed there, and then do something. At once where nothing would be lost."""
        from screens.dialogs.leave import Leave

        if not held.held:
            held.discard()
            await _done(then)
            return
        self.typed_ahead_is_forgotten()  # a key typed before the question was seen is no answer to it
        await self.push_screen(Leave(held.unsaved), partial(self._part, held, then))

    async def _part(self, held: Guarded, then: Then, answer: str | None) -> None:
        if answer == "d":
            held.let_go, held.then = True, None
            held.discard()
            await _done(then)
        elif answer == "s":
            held.then = then
            if not held.sent:
                held.save()


def held_on(screens: Sequence[Screen[Any]]) -> Guarded | None:
    """What is open on these screens and would be lost, the topmost first."""
    for screen in reversed(screens):
        for one in (screen, *screen.walk_children(Widget)):
            if isinstance(one, Guarded) and one.held:
                return one
    return None


async def _done(then: Then) -> None:
    following = then()
    if following is not None:
        await following


def guard(app: App[object]) -> AsksFirst:
    """The application, as far as it asks."""
    assert isinstance(app, AsksFirst)
    return app
