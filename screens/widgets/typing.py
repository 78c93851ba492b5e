"""What people type and paste into: as the register's door would, it lets no control character in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.geometry import Size
from textual.reactive import Reactive
from textual.suggester import SuggestionReady
from textual.widgets import Input

from loti_tui.domain.text import in_common, printable
from screens.bindings import bindings
from screens.completing import Completing
from screens.messages import Said


class Stand(NamedTuple):
    """A line at one moment."""

    value: str
    cursor: int


class Deed(NamedTuple):
    """What was done to a line: which way, the letter that it ended with, and where the cursor was left."""

    way: str
    letter: str
    left_at: int
    alone: bool = False
    """Whether it is a step of its own, whatever came before."""


def deed(old: Stand, new: str) -> Deed:
    """How a line became `new`: by a letter typed or deleted at its cursor, or by words put in place of others."""
    value, at = old
    if len(new) == len(value) + 1 and new[:at] + new[at + 1 :] == value:
        return Deed("typed", new[at], at + 1)
    if at and new == value[: at - 1] + value[at:]:
        return Deed("deleted", value[at - 1], at - 1)
    if new == value[:at] + value[at + 1 :]:
        return Deed("deleted", value[at], at)
    head = in_common(value, new)
    tail = in_common(value[head:][::-1], new[head:][::-1])
    put = new[head : len(new) - tail]
    return Deed("typed" if len(put) == 1 else "put", put[-1:], head + len(put), alone=True)


class WordSteps:
    """What a line was before, a word a step: letters typed or deleted one after the other are one step."""

    def __init__(self) -> None:
        self.before: list[Stand] = []
        self.after: list[Stand] = []
        self.last: Deed | None = None

    def changed(self, old: Stand, new: str) -> None:
        """The line was `old` and is `new` now."""
        done, last = deed(old, new), self.last
        goes_on = last is not None and (last.way, last.left_at) == (done.way, old.cursor) and not done.alone
        if not goes_on or (last is not None and last.letter.isspace() and not done.letter.isspace()):
            self.before.append(old)
        self.after.clear()
        self.last = done

    def back(self, now: Stand) -> Stand | None:
        """The line one step before `now`."""
        return self._step(self.before, self.after, now)

    def forth(self, now: Stand) -> Stand | None:
        """The line one step after `now`, where it was taken back."""
        return self._step(self.after, self.before, now)

    def _step(self, out: list[Stand], into: list[Stand], now: Stand) -> Stand | None:
        if not out:
            return None
        self.last = None
        into.append(now)
        return out.pop()


class LineInput(Input):
    """One line of text. What was typed last is taken back a word at a time; known names are completed."""

    BINDINGS = bindings("undo_typing", "redo_typing")
    virtual_size = Reactive(Size(0, 0), layout=False)
    """One line stays one line: nothing is laid out anew for a letter."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        selected: bool = False,
        names: Sequence[str] = (),
    ) -> None:
        """`names` are what it may be completed to, the likeliest first."""
        self.steps = WordSteps()
        self.completing = Completing(names)
        self._stood = Stand("", 0)
        self._stepping = False
        super().__init__(
            value, placeholder=placeholder, compact=True, select_on_focus=selected, id=id,
            suggester=self.completing if names else None,
        )  # fmt: skip
        self.first = self.value
        """What stood here at first."""
        self.sent = False
        """Whether the register is being asked to store what is typed here."""
        self.sifts = False
        """Whether each letter also changes what else is shown."""
        self.keys_here: Sequence[tuple[str, str]] = ()
        """What the line of keys says while this is typed in: a key, and what it does."""

    def validate_value(self, value: str) -> str:
        """What is kept of a typed or pasted value, before it is drawn."""
        if self.is_mounted:
            self._stood = Stand(self.value, self.cursor_position)
        return printable(value)

    def watch_value(self, old: str, new: str) -> None:
        """Keep the step, and look for names that begin so."""
        self.completing.look_up(new)
        if self.is_mounted and not self._stepping:
            self.steps.changed(self._stood, new)

    # -- taking back ---------------------------------------------------------------------------------------------

    def action_undo_typing(self) -> None:
        """Take back the last word typed or deleted."""
        self._put(self.steps.back(self.stand), "Nothing was typed here that could be taken back.")

    def action_redo_typing(self) -> None:
        """Put back what was taken back."""
        self._put(self.steps.forth(self.stand), "Nothing was taken back here.")

    @property
    def stand(self) -> Stand:
        """The line and its cursor now."""
        return Stand(self.value, self.cursor_position)

    def _put(self, stand: Stand | None, otherwise: str) -> None:
        if stand is None:
            self.post_message(Said(otherwise, warning=True))
            return
        self._stepping = True
        self.value, self.cursor_position = stand
        self._stepping = False

    # -- completing ----------------------------------------------------------------------------------------------

    def action_cursor_right(self, select: bool = False) -> None:
        if select or not self.take_name():
            super().action_cursor_right(select)

    def action_end(self, select: bool = False) -> None:
        if select or not self.take_name():
            super().action_end(select)

    def take_name(self) -> bool:
        """Complete the line to the name that is offered; whether one was."""
        name = self.completing.offered if self.cursor_at_end and self.selection.is_empty else ""
        if name:
            self.value = name
            self.cursor_position = len(name)
        return bool(name)

    def walk_names(self, step: int) -> bool:
        """Offer the next name, or the one before; whether there is another."""
        walked = self.completing.walk(step)
        if walked:
            self.post_message(SuggestionReady(self.value, self.completing.shown(self.value)))
        return walked
