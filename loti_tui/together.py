"""Others at the same register: what they do is looked for, shown and told; where it matters, a person is asked first.

A look is no question of this person's: it holds up no key, and there is never more than one under way.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.message_pump import MessagePump

from db.gateway import Gateway
from loti_tui.attending import Attending
from loti_tui.conversation import Answered
from loti_tui.domain.refused import CannotOpen, Moved, NeedsReason, Refused
from loti_tui.faults import unforeseen
from screens.messages import ChangeRefused

if TYPE_CHECKING:
    from loti_tui.domain.changes import Entry, Stored
    from loti_tui.domain.others import News
    from screens.dialogs.why import Why

EVERY = 1.0
"""Seconds between two looks: what others did is on the screen within two."""


class Looked(Message):
    """A look at the file is over."""

    def __init__(self, future: Future[News | None]) -> None:
        super().__init__()
        self.future = future


class Together(Attending):
    """An application that is not alone at its register."""

    def __init__(self, gateway: Gateway, who: str, look_every: float | None) -> None:
        super().__init__(gateway)
        self.who = who
        self.look_every = look_every
        """Seconds between two looks; None where only those that are asked for take place."""
        self.looking = False
        """Whether a look is under way."""
        self.unreachable = ""
        """Why the file cannot be used now, in a sentence; "" where it can."""
        self.notice = ""
        """What became of the file, until it has been told."""
        self.news: News | None = None
        """What others did, until it has been told."""
        self.touched: set[str] = set()
        """The items that this person changed last."""
        self.reason: tuple[frozenset[tuple[str, str]], str] = (frozenset(), "")
        """The last reason that was typed and not stored, and for which values: it is offered again."""

    # -- looking -------------------------------------------------------------------------------------------------

    def begin_to_look(self) -> None:
        """Look at the file from now on."""
        if self.look_every:
            self.set_interval(self.look_every, self.look)

    def look(self) -> None:
        """Have the file looked at, unless somebody is asking the register; tell what is yet to be told."""
        self.tell_news()
        if self.state is not None and not (self.looking or self.waiting):
            self.looking = True
            self.gateway.look(self.state).add_done_callback(lambda done: self.post_message(Looked(done)))

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        self.looking = False
        fault = event.future.exception()
        if fault is None:
            self.reached("")
            if news := event.future.result():
                self.take_in(news)
            else:
                self.attend_again()
        elif isinstance(fault, Refused | CannotOpen):
            self.reached(str(fault))
        else:
            self.reached(self.unreachable or unforeseen(fault))  # the same each second: logged once
        self.tell_news()

    def reached(self, why_not: str) -> None:
        """Whether the file can be used, or why not: told when it becomes otherwise."""
        if why_not == self.unreachable:
            return
        self.unreachable = why_not
        self.notice = why_not or f"{self.gateway.path.name} is there again."
        for screen in self.register_screens:
            screen.tell_standing()

    def take_in(self, news: News) -> None:
        """Show what others did, and keep the news until it can be told."""
        news = replace(news, state=news.state.on(self.today))
        self.show_anew(news.state)
        self.news = self.news.then(news) if self.news else news

    # -- telling -------------------------------------------------------------------------------------------------

    def tell_news(self) -> None:
        """Say what others did and what became of the file, as soon as nobody is typing."""
        if not (self.news or self.notice) or self.typing:
            return
        screen, news = self.register_screens[-1], self.news
        told = f"{self.notice} {news.told(self.who, self.gateway.path.name) if news else ''}".strip()
        gone = bool(news and news.gone)
        over = news is not None and not self.touched.isdisjoint(one.item for one in news.entries)
        if self.notice or gone or over:  # what was said before is true no more
            screen.tell(told, warning=gone or bool(self.unreachable))
        else:
            screen.tell_also(told)
        self.notice, self.news = "", None

    @property
    def typing(self) -> bool:
        """Whether something is open in which a person types or reads."""
        screens = self.register_screens
        return not screens or screens[-1] is not self.screen or screens[-1].asking

    # -- theirs or mine ------------------------------------------------------------------------------------------

    def stored(self, stored: Stored, asker: MessagePump | None = None) -> None:
        self.touched = {one.item for one in stored.entries}
        if self.news and not self.touched.isdisjoint(one.item for one in self.news.entries):
            self.news = replace(self.news, entries=())  # "is now" might be true of it no more
        if not self.reason[0].isdisjoint((one.item, one.field) for one in stored.entries):
            self.reason = (frozenset(), "")
        super().stored(stored, asker)

    def moved(self, moved: Moved, asked: Answered) -> None:
        """The screens show what stands now before anybody is asked or told."""
        assert self.state is not None
        then = partial(self.clashed, moved=moved, asked=asked)
        self.answer(self.gateway.clash(moved, self.state), then, asked.asker)

    def clashed(self, clash: tuple[News, Entry | None], moved: Moved, asked: Answered) -> None:
        """Ask which value shall stand. Where that has no answer (an undo) or somebody types already, say it only."""
        news, theirs = clash
        self.take_in(news)
        assert self.state is not None
        if asked.batch is None or not moved.item or (asked.asker is None and self.typing):
            self.refuse(str(moved), asked.asker)
            return
        from screens.dialogs.theirs_or_mine import TheirsOrMine

        if theirs and self.news and self.news.act == theirs.batch:
            self.news = None  # the question tells it
        self.typed_ahead_is_forgotten()  # a key typed before the question was seen is no answer to it
        question = TheirsOrMine(moved, theirs, self.state)
        self.push_screen(question, partial(self.decided, what=question.what, moved=moved, asked=asked))

    def decided(self, mine: bool | None, what: str, moved: Moved, asked: Answered) -> None:
        """Store what is left to store: this person's value over theirs, or the rest of the act without it."""
        assert asked.batch is not None
        edits = [
            replace(edit, seen=moved.stands) if (edit.item, edit.field) == (moved.item, moved.field) else edit
            for edit in asked.batch.edits
            if mine or (edit.item, edit.field) != (moved.item, moved.field)
        ]
        if edits:
            self.apply(replace(asked.batch, edits=tuple(edits)), asked.asker)
            return
        for one in self.concerned(asked.asker):
            one.post_message(ChangeRefused(theirs_kept(what, moved), kept=True, theirs=moved.stands))

    # -- why -----------------------------------------------------------------------------------------------------

    def unexplained(self, refused: NeedsReason, asked: Answered) -> None:
        """Ask for the reason. Where that has no answer or somebody types already, say it only."""
        if asked.batch is None or (asked.asker is None and self.typing):
            self.refuse(str(refused), asked.asker)
            return
        from screens.dialogs.why import Why

        assert self.state is not None
        self.typed_ahead_is_forgotten()  # a key typed before the question was seen is no answer to it
        question = Why(asked.batch, self.state, refused)
        question.typed = self.reason[1] if self.reason[0] == question.about else ""
        self.push_screen(question, partial(self.explained, question=question, asked=asked))

    def explained(self, why: str | None, question: Why, asked: Answered) -> None:
        """Store it with the reason; without one everything stays as it is, and whoever asked has its words back."""
        assert asked.batch is not None
        self.reason = question.about, question.typed
        if why is not None:
            self.apply(replace(asked.batch, why=why), asked.asker)
            return
        for one in self.concerned(asked.asker):
            one.post_message(ChangeRefused(question.left_words))


def theirs_kept(what: str, moved: Moved) -> str:
    """What became of the two values of `what`."""
    from loti_tui.domain.text import quoted

    theirs, mine = quoted(moved.theirs), quoted(moved.mine)
    if theirs == mine:  # long texts that part later on
        return f"{what} stays as it is now. What you typed was not stored."
    return f"{what} stays {theirs}. Your {mine} was not stored."
