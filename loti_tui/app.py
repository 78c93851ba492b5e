"""The application: wiring only. Screens as modes, the gateway to the register, and who answers which message.

What only the screens of the register need is imported when the first of them opens: the frame comes before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from db.gateway import Gateway
from loti_tui import commands
from loti_tui.domain.refused import CannotOpen, Moved, NothingToDo, Refused
from loti_tui.places import log_fault
from screens import themes
from screens.bindings import bindings, possible
from screens.keys_in_order import KeysInOrder
from screens.messages import AddSubmitted, ChangeRefused, ChangeStored, EditSubmitted, ExportSubmitted
from screens.opening import FIRST, OpeningScreen
from screens.widgets.chrome import Tabs

if TYPE_CHECKING:
    from textual.command import Provider

    from loti_tui.domain.changes import Batch, Stored
    from loti_tui.domain.publication import Countdown
    from loti_tui.domain.state import State
    from loti_tui.options import Options
    from screens.base import RegisterScreen

UNFORESEEN = (
    "Something went wrong that was not foreseen. Nothing was changed by it; the details are in the log file that "
    "“loti info” names."
)
Then = Callable[[Any], Awaitable[None] | None]
"""What to do with an answer of the register."""

WELCOME = (
    "A register was made from decision DD2092. Four things to try: i 3 scores an impact; 4 and e edit a date; "
    "u undoes; x writes documents."
)


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


class Answered(Message):
    """The register has answered: `asker` may be waiting for it."""

    def __init__(
        self, future: Future[Any], then: Callable[[Any], Awaitable[None] | None], asker: MessagePump | None
    ) -> None:
        super().__init__()
        self.future = future
        self.then = then
        self.asker = asker


class Saved(Message):
    """A change is stored or refused: nothing is being written for it any more."""


class LotiApp(KeysInOrder):
    """The register on a terminal."""

    TITLE = "loti-tui"
    CSS_PATH = "../screens/loti.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {palette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {n: opener(n) for n in commands.PLACES}
    DEFAULT_MODE = OpeningScreen.NAME
    BINDINGS = bindings(*commands.PLACES, "undo", "redo", "keys", "command_palette", "change_theme", "quit")
    BINDING_GROUP_TITLE = "Everywhere"

    def __init__(
        self, gateway: Gateway, *, today: date, who: str, read_only: bool, place: str, greeting: str = ""
    ) -> None:
        super().__init__()
        self.gateway = gateway
        self.state: State | None = None
        self.countdown: Countdown | None = None
        self.today = today
        self.who = who
        self.read_only = read_only
        self.place = place
        self.greeting = greeting
        self.waiting = 0
        """How many questions the register has yet to answer."""
        self.saving = 0
        """How many of them are changes."""
        self.anybody = False
        """Whether the next undo may take back another person's change: they were told whose."""
        self.failure = ""
        """Why the register could not be read, for whoever started the program."""
        self.add_mode(OpeningScreen.NAME, lambda: OpeningScreen(place))
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.set_reactive(App.theme, themes.DARK.name)  # as the first value: a change would read the styles again

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(self.current_theme.dark)

    def may_type(self) -> bool:
        """Not before the register is on the screen, nor into a field whose words are just being stored."""
        asking = any(getattr(one, "sent", False) for one in (self.focused, self.screen))
        return self.state is not None and not (self.waiting and asking)

    # -- reading -------------------------------------------------------------------------------------------------

    def on_ready(self) -> None:
        self.call_after_refresh(self.read)

    def read(self) -> None:
        """Ask for what the register holds, now that the frame is there."""
        self.answer(self.gateway.glance(), self.opened)
        self.gateway.run(lambda: import_module(f"screens.{FIRST}"))

    async def opened(self, state: State) -> None:
        """The register was read: show it; what was typed meanwhile follows."""
        self.state = state
        self.reckon()
        self.gateway.open()
        await self.switch_mode(FIRST)
        if self.greeting:
            self.tell(self.greeting)

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

    def show_everywhere(self) -> None:
        """Every open screen shows the register as it stands."""
        assert self.state is not None
        for screen in self.register_screens:
            screen.refresh_from(self.state)

    @property
    def register_screens(self) -> list[RegisterScreen]:
        """The screens on the register that are open now, the topmost last."""
        from screens.base import RegisterScreen

        return [screen for screen in self.screen_stack if isinstance(screen, RegisterScreen) and screen.is_mounted]

    def tell(self, sentence: str) -> None:
        """Say something on the topmost screen of the register."""
        for screen in self.register_screens[-1:]:
            screen.tell(sentence)

    # -- asking the register -------------------------------------------------------------------------------------

    @property
    def standing(self) -> str:
        """Whether what was done is stored."""
        return "read-only" if self.read_only else "saving …" if self.saving else "saved"

    def answer(self, future: Future[Any], then: Then, asker: MessagePump | None = None) -> None:
        """Have `then` called with the register's answer, or the refusal told to whoever asked."""
        self.waiting += 1
        future.add_done_callback(lambda done: self.post_message(Answered(done, then, asker)))

    def store(self, change: Future[Stored], then: Then, asker: MessagePump | None = None) -> None:
        """The same for a change: until it is answered, the screens say that it is being saved."""
        self.saving += 1
        change.add_done_callback(lambda done: self.post_message(Saved()))
        self.answer(change, then, asker)

    @on(Saved)
    def _saved(self) -> None:
        self.saving -= 1

    @on(Answered)
    async def _answered(self, event: Answered) -> None:
        self.waiting -= 1
        fault = event.future.exception()
        if fault is None:
            following = event.then(event.future.result())
            if following is not None:
                await following
        elif self.state is None:
            self.give_up(fault)
        elif isinstance(fault, Moved):
            # The screens show what stands now before anybody is told that it does.
            tell = partial(self.shown_anew, sentence=str(fault), asker=event.asker)
            self.answer(self.gateway.state(), tell, event.asker)
        elif isinstance(fault, Refused | CannotOpen):
            self.anybody = isinstance(fault, NothingToDo) and fault.others
            self.refuse(str(fault), event.asker)
        else:
            log_fault(fault)
            self.refuse(UNFORESEEN, event.asker)
        self.call_later(self.next_key)  # behind the answer that was just sent to whoever asked

    def shown_anew(self, state: State, sentence: str, asker: MessagePump | None) -> None:
        """Somebody else changed the register: show it, and say what was not stored."""
        self.state = state
        self.show_everywhere()
        self.reckon()
        self.refuse(sentence, asker)

    def refuse(self, sentence: str, asker: MessagePump | None) -> None:
        """Tell whoever asked, and the screens, why nothing was changed."""
        for one in self.concerned(asker):
            one.post_message(ChangeRefused(sentence))

    def give_up(self, fault: BaseException) -> None:
        """The register could not be read: leave, and have whoever started the program say why."""
        foreseen = isinstance(fault, Refused | CannotOpen)
        if not foreseen:
            log_fault(fault)
        self.failure = str(fault) if foreseen else UNFORESEEN
        self.exit(return_code=3)

    def stored(self, stored: Stored, asker: MessagePump | None = None) -> None:
        """The register holds a change: show it, and say what it was."""
        from loti_tui.domain.said import said

        assert self.state is not None
        self.state = self.state.after(stored.items, stored.entries)
        self.show_everywhere()
        self.reckon()
        sentence = said(stored.entries, self.state, stored.act)
        for one in self.concerned(asker):
            one.post_message(ChangeStored(stored.entries, stored.items, sentence))

    def concerned(self, asker: MessagePump | None) -> list[MessagePump]:
        """Who hears an answer: the register's screens and whoever asked. A box that asked nothing keeps its words."""
        return list(dict.fromkeys((*self.register_screens, *((asker,) if asker else ()))))

    # -- what people do ------------------------------------------------------------------------------------------

    @on(EditSubmitted)
    def _edit(self, event: EditSubmitted) -> None:
        self.anybody = False
        self.store(self.gateway.apply(event.batch), partial(self.stored, asker=event.asker), event.asker)

    @on(AddSubmitted)
    def _add(self, event: AddSubmitted) -> None:
        self.anybody = False
        add = self.gateway.use(lambda register: register.add(event.kind, event.values, who=self.who))
        self.store(add, partial(self.added, asker=event.asker), event.asker)

    def added(self, stored: Stored, asker: MessagePump | None) -> None:
        """A new item: show it, and put the cursor on it."""
        self.stored(stored, asker)
        for screen in self.register_screens[-1:]:
            screen.table.move_to(stored.items[0].id)
            screen.table.focus()

    @on(ExportSubmitted)
    def _export(self, event: ExportSubmitted) -> None:
        state, today, source = self.state, self.today, Path(self.place).name
        if state is None:
            return
        folder = Path(event.folder).expanduser()

        def work() -> list[Path]:
            from loti_tui.packs import FORMATS, write_pack

            return write_pack(state, list(FORMATS), folder, today=today, source=source)

        self.answer(self.gateway.run(work), self.exported)

    def exported(self, paths: list[Path]) -> None:
        """The documents are written."""
        self.tell(f"{len(paths)} documents were written into {paths[0].parent.resolve()}.")

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
        """Open the screen of that name."""
        await self.switch_mode(name)

    async def action_risks(self) -> None:
        await self.go("risks")

    async def action_procurement(self) -> None:
        await self.go("procurement")

    async def action_milestones(self) -> None:
        await self.go("milestones")

    async def action_publication(self) -> None:
        await self.go("publication")

    @on(Tabs.Chosen)
    async def _tab(self, event: Tabs.Chosen) -> None:
        await self.go(event.name)

    async def action_keys(self) -> None:
        """Show the keys that work here."""
        from screens.dialogs.keys import KeysHelp

        names = [bound.binding.action for bound in self.screen.active_bindings.values()]
        await self.push_screen(KeysHelp(names))


def run(options: Options) -> int:
    """Open the screens on a register and stay until the person leaves. Returns the exit status.

    Raises `CannotOpen` where there is no register to open. Where none was named and the person has none yet, the
    register of DD2092 is made, in the register's own thread while the frame is already there.
    """
    from loti_tui import defaults, places

    path = places.register_path(options.register)
    who = defaults.who(options)
    first_time = options.register is None and not path.exists() and not options.read_only

    def first() -> Batch:
        from fixtures import dd2092

        return dd2092.first_batch(who)

    gateway = Gateway(path, read_only=options.read_only, first=first if first_time else None)
    greeting = WELCOME if first_time else ""
    today = defaults.today(options)
    app = LotiApp(gateway, today=today, who=who, read_only=options.read_only, place=str(path), greeting=greeting)
    try:
        app.run()
    finally:
        gateway.close()  # whatever was done last is stored before the program goes
    if app.failure:
        raise CannotOpen(app.failure)
    return app.return_code or 0
