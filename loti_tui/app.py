"""The application: wiring only. Screens as modes, the gateway to the register, and who answers which message.

What only the screens of the register need is imported when the first of them opens: the frame comes before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, LineFilter
from textual.message_pump import MessagePump
from textual.screen import Screen

from db.gateway import Gateway
from loti_tui import commands
from loti_tui.bringing import BringsIn
from loti_tui.domain.refused import CannotOpen
from loti_tui.looking_back import LooksBack
from loti_tui.personal import SOMEBODY, Person, Personal, own_keys, own_settings, told_at_the_start
from loti_tui.together import EVERY
from screens import styles, themes
from screens.bindings import bindings, possible
from screens.finds_anything import FindsAnything
from screens.grey_keys import GreyKeys
from screens.guard import AsksFirst
from screens.messages import EditSubmitted, ReversalSubmitted, SnapshotSubmitted, SnapshotTaken
from screens.opening import OpeningScreen
from screens.unknown_keys import UnknownKeys
from screens.widgets.chrome import Tabs

if TYPE_CHECKING:
    from textual.command import Provider

    from loti_tui.domain.changes import Batch
    from loti_tui.domain.item import Item
    from loti_tui.domain.publication import Countdown
    from loti_tui.domain.snapshots import Snapshot
    from loti_tui.domain.state import State
    from loti_tui.options import Options

T = TypeVar("T")

MADE = "A register was made from decision DD2092"
PASSING = "This register was made from decision DD2092, for trying things out: it is gone when you leave."

PLACE_OF: Mapping[str, str] = {
    "risk": "risks",
    "procurement": "procurement",
    "step": "procurement",
    "milestone": "milestones",
    "publication": "publication",
    "action": "actions",
    "resolution": "actions",
    "decision": "decision",
    "programme": "decision",
    "funding": "decision",
    "spend": "decision",
    "signoff": "decision",
    "dayoff": "decision",
    "withholding": "decision",
}
"""kind of item -> the screen where its items are; of the other kinds there are records only."""


def palette() -> type[Provider]:
    """The palette, imported when it is first opened."""
    from screens.palette import RegisterCommands

    return RegisterCommands


def opener(name: str) -> Callable[[], Screen[Any]]:
    """How the screen of that name is made: `screens/<name>.py` has one class with it as its `NAME`."""

    def opened() -> Screen[Any]:
        module = import_module(f"screens.{name}")
        classes = [found for found in vars(module).values() if isinstance(found, type) and issubclass(found, Screen)]
        screen: Screen[Any] = next(found for found in classes if getattr(found, "NAME", "") == name)()
        return screen

    return opened


class LotiApp(GreyKeys, UnknownKeys, AsksFirst, FindsAnything, LooksBack, BringsIn, Personal):
    """The register on a terminal."""

    TITLE = "loti-tui"
    CSS_PATH = styles.sheets("frame")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {palette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {n: opener(n) for n in commands.PLACES}
    BINDINGS = bindings(*commands.EVERYWHERE)
    BINDINGS += [Binding("ctrl+q", "quit", "quit", show=False, priority=True)]  # out of any box, too
    BINDING_GROUP_TITLE = "Everywhere"

    def __init__(
        self,
        gateway: Gateway,
        *,
        today: date,
        who: str,
        read_only: bool,
        place: str,
        greeting: str = "",
        look_every: float | None = EVERY,
        person: Person = SOMEBODY,
    ) -> None:
        super().__init__(gateway, who, look_every, person)
        self.today = today
        self.read_only = read_only
        self.place = place
        self.greeting = greeting
        self.first_screen = str(self.settings["screen"])
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        for unfit in themes.unfit(self.available_themes, os.environ):
            self.unregister_theme(unfit)
        # As the first value: a change would read the styles again.
        self.set_reactive(App.theme, self.own_theme(themes.DARK.name))
        self.stylesheet = styles.Styles(self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        return OpeningScreen(self.place, self.first_screen)

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return variables | themes.colours(self.current_theme, variables)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing is drawn in one of the terminal's own colours unless the theme is made of these: to look for them in
        each line takes a quarter of painting."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    # -- reading -------------------------------------------------------------------------------------------------

    def on_ready(self) -> None:
        self.call_after_refresh(self.read)

    def read(self) -> None:
        """Ask for what the register holds, now that the frame is there; meanwhile the first screen is laid out."""
        self.answer(self.gateway.glance(), self.opened)
        self.call_later(self.switch_mode, self.first_screen)

    async def opened(self, state: State) -> None:
        """The register was read: show it; what was typed meanwhile follows."""
        self.state = state.on(self.today)
        self.show_everywhere()
        self.call_after_refresh(self.gateway.after())
        self.reckon()
        self.gateway.open()
        self.attend()
        self.begin_to_look()
        reports = told_at_the_start(self.reports)
        said = f"{self.greeting or self.gateway.notice} {reports}".strip()
        self.tell(said, warning=bool(reports or (self.gateway.notice and not self.greeting)))
        await self.welcome()

    def reckon(self) -> None:
        """Work out where publication stands: in the register's thread, since its calendar is slow to load."""
        state, today = self.state, self.today
        assert state is not None

        def work() -> Countdown:
            from loti_tui.domain.publication import countdown

            return countdown(state, today)

        self.answer(self.gateway.run(work), self.reckoned)

    def reckoned(self, countdown: Countdown) -> None:
        """Where publication stands is known; most changes leave it as it was."""
        if countdown != self.countdown:
            self.countdown = countdown
            self.show_everywhere()

    @property
    def standing(self) -> str:
        """Whether what was done is stored."""
        if self.unreachable:
            return "not reachable"
        return "read-only" if self.read_only else "saving …" if self.saving else "saved"

    # -- what people do ------------------------------------------------------------------------------------------

    @on(EditSubmitted)
    async def _edit(self, event: EditSubmitted) -> None:
        self.anybody = False
        await self.signed(lambda: self.apply(replace(event.batch, who=self.who), event.asker))

    @on(SnapshotSubmitted)
    async def _take_snapshot(self, event: SnapshotSubmitted) -> None:
        self.anybody = False

        def take() -> None:
            taken = self.gateway.take_snapshot(event.name, self.who, self.today)
            self.answer(taken, partial(self.sealed, asker=event.asker), event.asker)

        await self.signed(take)

    def sealed(self, taken: Snapshot, asker: MessagePump) -> None:
        """A snapshot was sealed."""
        from loti_tui.domain.text import quoted

        sentence = f"Snapshot {quoted(taken.name)} was sealed. Its SHA-256 begins with {taken.sha256[:12]}."
        for one in self.concerned(asker):
            one.post_message(SnapshotTaken(taken.id, sentence))

    @on(ReversalSubmitted)
    async def _reverse(self, event: ReversalSubmitted) -> None:
        self.anybody = False
        step = self.gateway.redo if event.again else self.gateway.undo
        then = partial(self.stored, asker=event.asker)
        await self.signed(lambda: self.store(step(self.who, batch=event.act), then, event.asker))

    def inquire(self, ask: Callable[[Gateway], Future[T]], then: Callable[[T], None], asker: MessagePump) -> None:
        """Have something read from the register. Until it is answered, keys for whoever asked wait."""
        self.answer(ask(self.gateway), then, asker)

    def action_undo(self) -> None:
        """Take back the newest change: this person's own, or after a word of warning anybody's."""
        of, self.anybody = None if self.anybody else self.who, False
        self.store(self.gateway.undo(self.who, of), self.stored)

    def action_redo(self) -> None:
        """Do again what this person undid."""
        self.store(self.gateway.redo(self.who, self.who), self.stored)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return possible(action, read_only=self.read_only)

    # -- going places --------------------------------------------------------------------------------------------

    async def go(self, name: str) -> None:
        """Open the screen of that name; where something is typed here and not stored, ask first."""
        if name != self.current_mode:
            await self.parting(partial(self.switch_mode, name))

    async def action_quit(self) -> None:
        """Leave; where something is typed and not stored, ask first."""
        await self.parting(self.exit)

    async def action_overview(self) -> None:
        await self.go("overview")

    async def action_decision(self) -> None:
        await self.go("decision")

    async def action_risks(self) -> None:
        await self.go("risks")

    async def action_procurement(self) -> None:
        await self.go("procurement")

    async def action_milestones(self) -> None:
        await self.go("milestones")

    async def action_publication(self) -> None:
        await self.go("publication")

    async def action_actions(self) -> None:
        await self.go("actions")

    async def action_snapshots(self) -> None:
        await self.go("snapshots")

    async def action_attention(self) -> None:
        await self.go("attention")

    async def action_history(self) -> None:
        await self.go("history")

    async def reach(self, item: str, field: str, sentence: str) -> None:
        """Go to a field of an item: to its cell, or to its record where the field has no cell.

        What somebody is typing there already is left alone: the record opens above it.
        """
        found = self.state.items.get(item) if self.state else None
        if found is None:
            return self.tell("That is not in the register any more.", warning=True)
        place = PLACE_OF.get(found.KIND, "")
        arrive = partial(self._arrive, place, found, field, sentence)
        if place in ("", self.current_mode):
            await arrive()
        else:
            await self.parting(arrive)
        return None

    async def _arrive(self, place: str, found: Item, field: str, sentence: str) -> None:
        if place:
            await self.go(place)
        front = self.register_screens[-1]
        if not place or front.asking or not await front.reach(found, field):
            from screens.record import RecordScreen

            record = RecordScreen(front.tab, found.id)
            await self.push_screen(record)
            await record.reach(found, field)
        self.tell(sentence)

    @on(Tabs.Chosen)
    async def _tab(self, event: Tabs.Chosen) -> None:
        await self.go(event.name)

    async def action_keys(self) -> None:
        """Show the keys that work here, and do what is chosen of them."""
        from screens.dialogs.keys import KeysHelp

        async def chosen(command: tuple[str, DOMNode] | None) -> None:
            if command is not None:
                await self.run_action(*command)

        await self.push_screen(KeysHelp(self.screen.active_bindings), chosen)

    async def action_settings(self) -> None:
        """Show the settings, over whatever is open."""
        from screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen) and self.register_screens:
            await self.push_screen(SettingsScreen(self.register_screens[-1].tab))


def run(options: Options, say: Callable[[str], None]) -> int:
    """Open the screens on a register and stay until the person leaves. Returns the exit status.

    `say` hears what has to be told once the screens are gone.

    Raises `CannotOpen` where there is no register to open. Where none was named and the person has none yet, the
    register of DD2092 is made, in the register's own thread while the frame is already there.
    """
    from loti_tui import defaults, places

    path = places.register_path(options.register)
    settings = own_settings(options)
    who = str(settings["name"]) or defaults.unnamed()
    first_time = options.register is None and not path.exists() and not options.read_only

    def first() -> Batch:
        from fixtures import dd2092

        return dd2092.first_batch(who)

    first_batch = first if first_time else None
    gateway = Gateway(path, read_only=options.read_only, first=first_batch, passing=options.passing)
    gateway.begin()
    person = Person(
        settings,
        own_keys(),
        nameless=not settings["name"],
        made=PASSING if options.passing else f"{MADE}. It lies in {path}" if first_time else "",
        passing=options.passing,
    )
    app = LotiApp(
        gateway,
        today=defaults.today(options),
        who=who,
        read_only=gateway.read_only,
        place=str(path),
        greeting=f"{MADE}." if first_time else "",
        look_every=float(settings["look_every"]) or None,
        person=person,
    )
    try:
        app.run()
    finally:
        app.stop_packing()
        if left := gateway.close():  # whatever was done last is stored before the program goes
            say(left)
    if app.failure:
        raise CannotOpen(app.failure)
    return app.return_code or 0
