"""The keys that work here, made from the bindings that are really there; Enter on one of them does what it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from loti_tui.commands import COMMANDS, key_words
from loti_tui.domain.text import fold, quoted
from screens import styles
from screens.widgets.pickers import Followed
from screens.widgets.plain import plain
from screens.widgets.typing import LineInput

ROOM = 12
"""Cells for the keys of a command."""
PAGE = 8
"""Lines that PgUp and PgDn move."""
HERE = "Here"
"""The group of the keys that only what has the focus knows."""
GREYED = "What is greyed changes the register, and this one is open for reading only."


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done where the person is, and the node that does it."""

    group: str
    keys: str
    sentence: str
    action: str
    node: DOMNode
    greyed: bool


class KeyLine(Followed):
    """The keys of one command and what it does, wrapped beside them."""

    BINDINGS = [Binding("enter", "give", "do it", show=False)]

    def __init__(self, entry: Entry) -> None:
        super().__init__(plain(entry.sentence), markup=False)
        self.entry = entry
        self.words = fold(f"{entry.keys} {entry.sentence} {entry.group}")
        self.set_class(entry.greyed, "-greyed")

    def lines(self, width: int) -> list[Content]:
        """As lines of `width` cells."""
        keys = plain(self.entry.keys, "b")
        said = plain(self.entry.sentence).wrap(max(8, width - ROOM))
        first = said.pop(0) if keys.cell_length < ROOM and said else Content("")
        head = Content.assemble(keys, " " * (ROOM - keys.cell_length), first)
        return [head, *(Content.assemble(" " * ROOM, part) for part in said)]

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def action_give(self) -> None:
        """Do it, where the person was."""
        self.screen.dismiss((self.entry.action, self.entry.node))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_give()


class KeysHelp(ModalScreen[tuple[str, DOMNode] | None]):
    """Every command that can be given where the person was, by group. Its answer is the one to give, and to whom."""

    CSS_PATH = styles.sheets("boxes", "settings")
    BINDINGS = [
        Binding("escape", "leave", "close", show=False),
        Binding("question_mark,f1,q", "dismiss", "close", show=False),
        Binding("slash", "sift", "filter", show=False),
        Binding("down,j,tab", "go(1)", "the next one", show=False),
        Binding("up,k,shift+tab", "go(-1)", "the one before", show=False),
        Binding("pagedown", f"go({PAGE})", "a page on", show=False),
        Binding("pageup", f"go(-{PAGE})", "a page back", show=False),
        Binding("home,g", "go(-1000)", "the first", show=False),
        Binding("end,G", "go(1000)", "the last", show=False),
    ]

    def __init__(self, active: Mapping[str, ActiveBinding]) -> None:
        """`active` are the bindings that are in force where the person is."""
        super().__init__()
        self.entries = (*of_the_registry(active), *of_the_focus(active))
        self.commands = [command for name, command in COMMANDS.items() if name in {one.action for one in self.entries}]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(plain("Keys that work here"), classes="title", markup=False)
            if any(one.greyed for one in self.entries):
                yield Static(plain(GREYED), id="greyed", markup=False)
            yield LineInput(placeholder="/ filters: every word must occur", id="sieve")
            with Vertical(id="list"):  # a container made for scrolling would keep the arrows for that
                yield Static(id="none", markup=False)
                for group in dict.fromkeys(one.group for one in self.entries):
                    yield Static(plain(group), classes="group", markup=False)
                    yield from (KeyLine(one) for one in self.entries if one.group == group)
            yield Static(plain("Enter does what is marked  ·  / filters  ·  Esc closes this"), id="help", markup=False)

    def on_mount(self) -> None:
        self.query_one("#none").display = False
        self.query(".group").first().add_class("first")
        self.action_go(-1000)

    # -- moving ----------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Sequence[KeyLine]:
        """The lines that the filter leaves."""
        return [one for one in self.query(KeyLine) if one.display]

    def action_go(self, step: int) -> None:
        """Go so many lines on, or back."""
        shown = self.shown
        if not shown:
            self.query_one(LineInput).focus()
            return
        here = shown.index(self.focused) if isinstance(self.focused, KeyLine) and self.focused in shown else 0
        line = shown[min(max(here + step, 0), len(shown) - 1)]
        line.focus(scroll_visible=False)
        self.call_after_refresh(self._keep_in_sight, line)  # once it has its place

    def _keep_in_sight(self, line: KeyLine) -> None:
        """Scroll to a line, with the heading above the first one, and put the terminal's cursor there."""
        scrolled = self.query_one("#list")
        if line in self.shown[:1]:
            scrolled.scroll_home(animate=False, immediate=True)
        else:
            scrolled.scroll_to_widget(line, animate=False, immediate=True)
        self.call_after_refresh(scrolled.call_after_refresh, line.show_terminal_cursor)  # once the list has moved

    # -- filtering -------------------------------------------------------------------------------------------------

    def action_sift(self) -> None:
        """Filter the lines as it is typed."""
        self.query_one(LineInput).focus()

    @on(Input.Changed)
    def _sift(self, event: Input.Changed) -> None:
        event.stop()
        wanted = fold(event.value).split()
        for line in self.query(KeyLine):
            line.display = all(word in line.words for word in wanted)
        none = self.query_one("#none", Static)
        none.display = not self.shown
        none.update(plain(f"No key here has all of {quoted(event.value)}. Esc shows every key again.", "$key-label"))
        groups = [line.entry.group for line in self.shown]
        for heading in self.query(".group").results(Static):
            heading.display = str(heading.content) in groups
            heading.set_class(str(heading.content) in groups[:1], "first")

    @on(Input.Submitted)
    def _sifted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go(-1000)

    def action_leave(self) -> None:
        """Show every line again; close, where they are all shown."""
        sieve = self.query_one(LineInput)
        if sieve.value:
            sieve.value = ""
            self.action_go(0)
        else:
            self.dismiss(None)


def of_the_registry(active: Mapping[str, ActiveBinding]) -> Iterator[Entry]:
    """The commands that have a key here, in the order of the registry's groups."""
    bound = {one.binding.action: one for one in active.values()}
    there = [command for name, command in COMMANDS.items() if name in bound]
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        for command in there:
            if command.group == group:
                found = bound[command.name]
                yield Entry(
                    group, command.all_keys, command.sentence, command.name, found.node, greyed=not found.enabled
                )


def of_the_focus(active: Mapping[str, ActiveBinding]) -> Iterator[Entry]:
    """What the field or the line in focus does besides: its keys are its own and in no registry."""
    keys: dict[tuple[str, DOMNode], list[str]] = {}
    for key, found in active.items():
        if any(found.binding.action == own.action for own in own_bindings(type(found.node))):
            keys.setdefault((found.binding.action, found.node), []).append(key_words(key))
    for (action, node), words in keys.items():
        said = next(own.description for own in own_bindings(type(node)) if own.action == action)
        yield Entry(HERE, " ".join(words), said[:1].upper() + said[1:], action, node, greyed=False)


def own_bindings(node: type[DOMNode]) -> Iterator[Binding]:
    """What a class of this program binds that is no command of the registry."""
    for one in node.__mro__:
        if one.__module__.startswith("screens."):
            for binding in vars(one).get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id is None:
                    yield binding
