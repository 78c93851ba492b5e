"""What the program and the register say to each other: each question, its answer, and who hears it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.message_pump import MessagePump

from db.gateway import Gateway
from loti_tui.domain.refused import CannotOpen, Moved, NeedsReason, NothingToDo, Refused
from loti_tui.faults import unforeseen
from screens.ends_in_a_sentence import EndsInASentence
from screens.keys_in_order import KeysInOrder
from screens.messages import ChangeRefused, ChangeStored

if TYPE_CHECKING:
    from loti_tui.domain.changes import Batch, Stored
    from loti_tui.domain.publication import Countdown
    from loti_tui.domain.state import State
    from screens.base import RegisterScreen

Then = Callable[[Any], Awaitable[None] | None]
"""What to do with an answer of the register."""


class Answered(Message):
    """The register has answered: `asker` may be waiting for it, and `batch` may be what it was asked to store."""

    def __init__(
        self, future: Future[Any], then: Then, asker: MessagePump | None, batch: Batch | None, *, change: bool
    ) -> None:
        super().__init__()
        self.future = future
        self.then = then
        self.asker = asker
        self.batch = batch
        self.change = change
        """Whether it was asked to store something: that is being saved no more."""


class Conversation(KeysInOrder, EndsInASentence):
    """An application that asks one register, and never waits for it."""

    today: date
    """The day on which the register is read."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        self.state: State | None = None
        self.countdown: Countdown | None = None
        self.waiting = 0
        """How many questions the register has yet to answer."""
        self.saving = 0
        """How many of them are changes."""
        self.anybody = False
        """Whether the next undo may take back another person's change: they were told whose."""

    def may_type(self) -> bool:
        """Not before the register is on the screen, nor while it is asked for what the key may be about.

        On a screen of the register that is any change: sent before that is known, the next one would carry the value
        from before, and its author would be asked about a clash with themselves. A box waits for what it asked itself.
        """
        if self.state is None:
            return False
        asking = any(getattr(one, "sent", False) for one in (self.focused, self.screen))
        return not (self.waiting and asking) and not (self.saving and self.screen in self.register_screens)

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def register_screens(self) -> list[RegisterScreen]:
        """The screens on the register that are open now, the topmost last."""
        from screens.base import RegisterScreen

        return [screen for screen in self.screen_stack if isinstance(screen, RegisterScreen) and screen.is_mounted]

    def show_everywhere(self) -> None:
        """Every open screen shows the register as it stands."""
        assert self.state is not None
        for screen in self.register_screens:
            screen.refresh_from(self.state)

    def show_anew(self, state: State) -> None:
        """The register has another state: show it, and reckon what follows."""
        self.state = state.on(self.today)
        self.show_everywhere()
        self.reckon()

    def reckon(self) -> None:
        """Work out what follows from a state."""
        raise NotImplementedError

    # -- asking --------------------------------------------------------------------------------------------------

    def answer(
        self,
        future: Future[Any],
        then: Then,
        asker: MessagePump | None = None,
        batch: Batch | None = None,
        *,
        change: bool = False,
    ) -> None:
        """Have `then` called with the register's answer, or the refusal told to whoever asked."""
        self.waiting += 1
        self.saving += change
        future.add_done_callback(lambda done: self.post_message(Answered(done, then, asker, batch, change=change)))

    def store(
        self, change: Future[Stored], then: Then, asker: MessagePump | None = None, batch: Batch | None = None
    ) -> None:
        """The same for a change: until it is answered, the screens say that it is being saved."""
        self.answer(change, then, asker, batch, change=True)

    def apply(self, batch: Batch, asker: MessagePump | None = None) -> None:
        """Have a batch stored."""
        self.store(self.gateway.apply(batch), partial(self.stored, asker=asker), asker, batch)

    # -- being answered ------------------------------------------------------------------------------------------

    @on(Answered)
    async def _answered(self, event: Answered) -> None:
        self.waiting -= 1
        self.saving -= event.change
        fault = event.future.exception()
        if fault is None:
            following = event.then(event.future.result())
            if following is not None:
                await following
        elif self.state is None:
            self.give_up(fault)
        elif isinstance(fault, Moved):
            self.moved(fault, event)
        elif isinstance(fault, NeedsReason):
            self.unexplained(fault, event)
        elif isinstance(fault, Refused | CannotOpen):
            self.anybody = isinstance(fault, NothingToDo) and fault.others
            self.refuse(str(fault), event.asker)
        else:
            self.refuse(unforeseen(fault), event.asker)
        self.follow(*(self.concerned(event.asker) or (self.screen,)))

    def stored(self, stored: Stored, asker: MessagePump | None = None) -> None:
        """The register holds a change: show it, and say what it was."""
        from loti_tui.domain.said import said

        assert self.state is not None
        self.show_anew(self.state.after(stored.items, stored.entries))
        sentence = said(stored.entries, self.state, stored.act)
        for one in self.concerned(asker):
            one.post_message(ChangeStored(stored.entries, stored.items, sentence))

    def moved(self, moved: Moved, asked: Answered) -> None:
        """Somebody else changed what this person wanted to change."""
        raise NotImplementedError

    def unexplained(self, refused: NeedsReason, asked: Answered) -> None:
        """What this person wants to change is changed with a reason only."""
        raise NotImplementedError

    def refuse(self, sentence: str, asker: MessagePump | None) -> None:
        """Tell whoever asked, and the screens, why nothing was changed."""
        for one in self.concerned(asker):
            one.post_message(ChangeRefused(sentence))

    def concerned(self, asker: MessagePump | None) -> list[MessagePump]:
        """Who hears an answer: the register's screens and whoever asked. A box that asked nothing keeps its words."""
        return list(dict.fromkeys((*self.register_screens, *((asker,) if asker else ()))))

    def give_up(self, fault: BaseException) -> None:
        """The register could not be read: leave, and have whoever started the program say why."""
        self.failure = str(fault) if isinstance(fault, Refused | CannotOpen) else unforeseen(fault)
        self.exit(return_code=3)
