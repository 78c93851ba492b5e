"""One of a few values in a form: all of them in sight, the chosen one in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message

from loti_tui.domain.fields import Choice, Field, Flag, Plain, Score
from loti_tui.domain.text import fold
from screens.widgets.pickers import Followed

NOTHING = "—"
"""Nothing is chosen."""
AROUND = 2
"""Cells for the brackets."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value, as it is called when it is chosen and, where there is little room, when it is not."""

    value: Plain
    words: str
    short: str


def options(field: Field) -> list[Option]:
    """What may be chosen for a field; nothing, too, where it may stay empty."""
    kind = field.type
    found: list[Plain] = []
    if isinstance(kind, Choice):
        found = list(kind.values)
    elif isinstance(kind, Score):
        found = [1, 2, 3, 4]
    elif isinstance(kind, Flag):
        found = [True, False]
    made = [
        Option(value, kind.words(value), str(value) if isinstance(kind, Score) else kind.words(value))
        for value in found
    ]
    return made if field.required or not made else [Option(None, NOTHING, NOTHING), *made]


class FormChoice(Followed):
    """Left and right walk the values, a letter goes to the next that begins with it, Del chooses nothing."""

    BINDINGS = [
        Binding("right,space", "step(1)", "the next one", show=False),
        Binding("left", "step(-1)", "the one before", show=False),
        Binding("home", "step(-1000)", "the first", show=False),
        Binding("end", "step(1000)", "the last", show=False),
        Binding("delete,backspace", "clear", "nothing", show=False),
    ]

    class Changed(Message):
        """Another value is chosen."""

    class Unknown(Message):
        """A letter with which no value begins."""

    def __init__(self, choices: Sequence[Option], chosen: Plain) -> None:
        super().__init__(markup=False)
        self.choices = choices
        self.chosen = chosen

    @property
    def place(self) -> int:
        return next((place for place, one in enumerate(self.choices) if one.value == self.chosen), 0)

    # -- choosing ------------------------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """Choose the value at a place, as near to it as there is one."""
        value = self.choices[min(max(place, 0), len(self.choices) - 1)].value
        if value != self.chosen:
            self.chosen = value
            self.refresh()
            self.post_message(self.Changed())
        self.call_after_refresh(self.show_terminal_cursor)

    def action_step(self, step: int) -> None:
        """Choose the next one, or the one before."""
        self.choose(self.place + step)

    def action_clear(self) -> None:
        """Choose nothing, where the field may stay empty."""
        if self.choices[0].value is None:
            self.choose(0)
        else:
            self.post_message(self.Unknown())

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next value that begins with it."""
        if not event.is_printable or event.character is None or event.character == " ":
            return
        event.stop()
        letter, here = fold(event.character), self.place
        for step in range(1, len(self.choices) + 1):
            place = (here + step) % len(self.choices)
            if fold(self.choices[place].words).startswith(letter):
                return self.choose(place)
        self.post_message(self.Unknown())

    def on_click(self, event: events.Click) -> None:
        for place, x, words in self.spans():
            if x <= event.x < x + cell_len(words):
                self.choose(place)

    # -- drawing -------------------------------------------------------------------------------------------------

    def spans(self) -> list[tuple[int, int, str]]:
        """The place, the beginning and the words of each value that has room: the chosen one and those around it."""
        words = [f" {one.short} " for one in self.choices]
        words[self.place] = f"[{self.choices[self.place].words}]"
        first, last = 0, len(words) - 1
        room = max(1, self.size.width) - AROUND
        while first < last and sum(map(cell_len, words[first : last + 1])) > room:
            if self.place - first >= last - self.place:
                first += 1
            else:
                last -= 1
        spans, x = [], 0 if first == 0 else 1
        for place in range(first, last + 1):
            spans.append((place, x, words[place]))
            x += cell_len(words[place])
        return spans

    def render(self) -> Content:
        spans = self.spans()
        parts = [Content("‹" if spans[0][0] > 0 else "")]
        for place, _, words in spans:
            parts.append(Content.styled(words, "b" if place == self.place else "$key-label"))
        parts.append(Content(" ›" if spans[-1][0] < len(self.choices) - 1 else ""))
        return Content.assemble(*parts)

    @property
    def here_at(self) -> Offset:
        return next((Offset(x, 0) for place, x, _ in self.spans() if place == self.place), Offset(0, 0))
