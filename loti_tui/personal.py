"""What is a person's own: their name, asked for once; their settings and keys; and a welcome at their first start."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from db.gateway import Gateway
from loti_tui import commands, defaults, keymap, places
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.keymap import Keymap
from loti_tui.packing import Packing
from loti_tui.settings import SETTINGS, Settings, Value, read, store

if TYPE_CHECKING:
    from pathlib import Path

    from loti_tui.options import Options

MOST_TOLD = 2
"""So many reports on a person's files are told at the start; of more, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is before the screens: their settings and keys, and whether they are new here.

    `nameless` where nobody has said who is acting; `made` is what the welcome says of the register, "" where there is
    none. Of a register that is `passing` it is said at each start.
    """

    settings: Settings = field(default_factory=Settings)
    keymap: Keymap = field(default_factory=Keymap)
    nameless: bool = False
    made: str = ""
    passing: bool = False


SOMEBODY = Person()
"""Of whom nothing is known but the name."""


class Personal(Packing):
    """An application that knows who is before it."""

    def __init__(self, gateway: Gateway, who: str, look_every: float | None, person: Person) -> None:
        super().__init__(gateway, who, look_every)
        self.person = person
        self.settings = person.settings
        self.nameless = person.nameless
        self.pack_folder = str(self.settings["pack_folder"])
        self._unsigned: list[Callable[[], None]] = []
        """What waits until it is known who is acting."""
        self._held_back: deque[events.Key | events.Paste] = deque()
        """Keys that were typed before the question was seen: they are for what comes after it."""
        self._seen_at = -math.inf
        """When the question was first to be seen, as keys reckon; before all time where none is open."""
        self._looks: Timer | None = None
        commands.use_keys(person.keymap.keys)
        if person.keymap.keys:
            self.set_keymap({name: ",".join(keys) for name, keys in person.keymap.keys.items()})

    @property
    def pack_audience(self) -> str:
        """Whom a pack is for, until somebody chooses otherwise."""
        return str(self.settings["pack_audience"])

    @property
    def reports(self) -> tuple[str, ...]:
        """What in the person's files could not be used, each in a sentence."""
        return self.settings.problems + self.person.keymap.problems

    # -- settings ------------------------------------------------------------------------------------------------

    def remember(self, name: str, value: Value | None, *, quietly: bool = False) -> None:
        """Set one setting; None leaves it to the default. It acts at once and is kept; that is told when it is."""
        if name == "theme" and value is not None and value not in self.available_themes:
            self.tell(
                f"The theme {quoted(value)} is not to be had on this terminal. Nothing was changed.", warning=True
            )
            return
        self.settings = self.settings.having(name, value)
        self.heed(name)
        self.show_everywhere()
        if self.settings.file is None:
            self._remembered(name, quietly=quietly)
        else:
            kept = self.gateway.run(partial(kept_in, self.settings.file, name, value))
            self.answer(kept, lambda _: self._remembered(name, quietly=quietly))

    def _remembered(self, name: str, *, quietly: bool) -> None:
        if not quietly:
            self.tell(said_of(name, self.settings))

    def heed(self, name: str) -> None:
        """Do as a setting says."""
        value = self.settings[name]
        if name == "name":
            self.who, self.nameless = str(value) or defaults.unnamed(), not value
        elif name == "theme":
            self.theme = str(value)
        elif name == "pack_folder":
            self.pack_folder = str(value)
        elif name == "look_every":
            self.look_every = float(value) or None
            self.begin_to_look()

    def own_theme(self, otherwise: str) -> str:
        """The theme that is set; where this terminal cannot have it, another, and that is told."""
        theme = str(self.settings["theme"])
        if theme in self.available_themes:
            return theme
        told = f"The theme {quoted(theme)} is not to be had on this terminal: {otherwise} is shown."
        self.settings = replace(self.settings, problems=(*self.settings.problems, told))
        return otherwise

    def watch_theme(self, theme: str) -> None:
        """A theme that a person chose is kept."""
        if self.state is not None and theme != self.settings["theme"]:
            self.remember("theme", theme)

    def begin_to_look(self) -> None:
        """Look at the file from now on, as often as is set."""
        if self._looks is not None:
            self._looks.stop()
        self._looks = self.set_interval(self.look_every, self.look) if self.look_every else None

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something on the topmost screen of the register."""
        for screen in self.register_screens[-1:]:
            screen.tell(sentence, warning=warning)

    # -- the name ------------------------------------------------------------------------------------------------

    async def signed(self, act: Callable[[], None]) -> None:
        """Do something that goes into the log under the person's name; first ask for it, where nobody has given it.

        What waits is done whatever the answer is, and keys that were typed before the question was seen come after it.
        """
        if not self.nameless:
            act()
            return
        self._unsigned.append(act)
        if len(self._unsigned) > 1:
            return
        from screens.dialogs.name import NameBox

        self._seen_at = math.inf
        await self.push_screen(NameBox(self.who, self.settings.file, self._seen), self._named)

    def _seen(self) -> None:
        """The question is about to be drawn: what is typed from now on stands in it, where it can be read.

        A moment too early rather than too late: what was meant for the question must never become commands.
        """
        self._seen_at = Message().time  # by the clock of the keys
        self.call_later(self.next_key)

    async def next_key(self) -> None:
        while self._ahead and self._ahead[0].time < self._seen_at:
            self._held_back.append(self._ahead.popleft())
        await super().next_key()

    def _named(self, name: str | None) -> None:
        """Go on as somebody; Esc keeps the name of the account, and in this run nobody asks again."""
        self.nameless, self._seen_at = False, -math.inf
        if name is not None:
            self.remember("name", name, quietly=True)
        acts, self._unsigned = self._unsigned, []
        for act in acts:
            act()
        self._ahead.extendleft(reversed(self._held_back))
        self._held_back.clear()
        self.call_later(self.next_key)

    # -- the first minute ----------------------------------------------------------------------------------------

    async def welcome(self) -> None:
        """Greet a person who is new here: once, but at each start of a register that is passing."""
        made, once = self.person.made, not self.person.passing
        if not made or (once and self.settings["welcome_seen"]):
            return
        from screens.dialogs.welcome import Welcome

        def begun(key: events.Key | None) -> None:
            if once:
                self.remember("welcome_seen", True, quietly=True)
            if key is not None:
                self._ahead.appendleft(key)
                self.call_later(self.next_key)

        front: Screen[events.Key | None] = Welcome(made)
        await self.push_screen(front, begun)


def own_settings(options: Options) -> Settings:
    """The settings of this person, whom the command line may name."""
    stated = defaults.stated(options)
    return replace(read(places.settings_file()), stated={"name": stated} if stated else {})


def own_keys() -> Keymap:
    """This person's keys, without those that would be two commands' on one screen.

    Only where two commands have a key in common are the screens loaded, to see whether both are ever on the same.
    """
    found = keymap.read(places.keymap_file())
    if not any(keymap.meetings(found)):
        return found
    from screens.bindings import alive_together

    return keymap.without_clashes(found, alive_together(commands.EVERYWHERE).values())


def kept_in(file: Path, name: str, value: Value | None) -> None:
    """Have a setting kept. Raises `Refused`, which says that it holds all the same for as long as the program runs."""
    try:
        store(file, name, value)
    except Refused as refused:
        raise Refused(f"{refused} “{SETTINGS[name].label}” holds until you leave.") from refused


def said_of(name: str, settings: Settings) -> str:
    """What became of a setting, where it is done."""
    setting = SETTINGS[name]
    value = settings.kept.get(name, setting.default)
    kept = f"It was kept in {settings.file.name}." if settings.file else "It holds until you leave."
    where = kept if name in settings.kept else "That is the default."
    if name in settings.stated:
        words = f"{setting.label} was set to {setting.shown(value)}."
        return f"{words} {where} This run goes by {quoted(settings[name])}, of the command line."
    return f"{setting.label} is {setting.shown(value)} {'from the next start on' if setting.later else 'now'}. {where}"


def told_at_the_start(reports: Sequence[str]) -> str:
    """What is said of a person's files at the start: the first few reports, and where the rest is."""
    more = len(reports) - MOST_TOLD
    rest = f" {more} more: “{commands.key('settings')}” lists them." if more > 0 else ""
    return " ".join(reports[:MOST_TOLD]) + rest
