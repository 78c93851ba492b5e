"""The keys that work here, made from the bindings that are really there."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from loti_tui.commands import COMMANDS, KEY_WORDS, Command


class KeysHelp(ModalScreen[None]):
    """Every command that can be given where the person was, by group."""

    BINDINGS = [Binding("escape,question_mark,f1,q", "dismiss", "close", show=False)]

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.commands = [command for name, command in COMMANDS.items() if name in names]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box"):
            yield Static(Content("Keys that work here"), classes="title")
            for group in dict.fromkeys(command.group for command in self.commands):
                yield Static(Content.assemble(*self.group(group)))
            yield Static(Content.styled("Esc closes this", "$key-label"))

    def group(self, name: str) -> list[Content]:
        """The lines of one group."""
        parts = [Content.styled(f"{name}\n", "b")]
        for command in self.commands:
            if command.group == name:
                parts += [Content.styled(f"  {all_keys(command):<14}", "b $key-here"), Content(f"{command.sentence}\n")]
        return parts


def all_keys(command: Command) -> str:
    """Every key of a command, as people read them."""
    return " ".join(KEY_WORDS.get(key, key) for key in command.keys)
