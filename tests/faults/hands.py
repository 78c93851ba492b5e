"""A person in the middle of typing when a fault happens: in a cell, in the box for words, in a form, or at a score.

Each knows how to begin, how to ask for what was typed to be stored, where the words must still stand, and what the
register holds once the fault is mended and they asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.widgets import TextArea

from screens.dialogs.form import RecordForm
from screens.dialogs.text_editor import TextEditor
from screens.widgets.cell_editor import CellEditor
from screens.widgets.words_area import WordsArea
from tests.screens.desk import Desk


@dataclass
class Hands:
    """One way of changing something."""

    desk: Desk
    begin: ClassVar[tuple[str, ...]] = ()
    ask: ClassVar[tuple[str, ...]] = ("enter",)

    async def type(self) -> None:
        """Begin to change something, and type it."""
        await self.desk.press(*self.begin)

    async def submit(self) -> None:
        """Ask for it to be stored."""
        await self.desk.press(*self.ask)

    @property
    def typed(self) -> str:
        """What stands in the field, where there is one."""
        raise NotImplementedError

    def stored(self) -> bool:
        """Whether the register holds it."""
        raise NotImplementedError


class InCell(Hands):
    """A forecast, typed over its cell."""

    begin = ("4", "right", "right", "e", *"jun 2018")

    @property
    def typed(self) -> str:
        return self.desk.screen.query_one(CellEditor).value

    def stored(self) -> bool:
        return self.desk.holds("M1", "forecast") == "2018-06"


class InBox(Hands):
    """The words of a risk, in the box."""

    begin = ("e", "!", "!")

    @property
    def typed(self) -> str:
        box = self.desk.app.screen
        assert isinstance(box, TextEditor)
        return box.query_one(TextArea).text

    def stored(self) -> bool:
        return str(self.desk.holds("R1", "description")).endswith("!!")


class InForm(Hands):
    """The words of a new risk, in its form."""

    begin = ("n", *"Lost post")

    @property
    def typed(self) -> str:
        form = self.desk.app.screen
        assert isinstance(form, RecordForm)
        return form.query_one(WordsArea).text

    def stored(self) -> bool:
        return [one.description for one in self.desk.stored.risks].count("Lost post") == 1


class AtScore(Hands):
    """Two keys: they are pressed again, there is no field."""

    ask = ("i", "3")

    @property
    def typed(self) -> str:
        return ""

    def stored(self) -> bool:
        return self.desk.holds("R1", "impact") == 3


async def refused_and_kept(hands: Hands, *parts: str) -> None:
    """Asked for during a fault: what was typed still stands there, and the screen says why, with these words."""
    before = hands.typed
    await hands.submit()
    assert hands.typed == before
    assert hands.desk.app.is_running
    shown = " ".join(hands.desk.front.split())
    assert [part for part in parts if part not in shown] == [], shown


async def stored_when_mended(hands: Hands) -> None:
    """Asked for again once the fault is mended: it is stored."""
    await hands.submit()
    assert hands.stored()
