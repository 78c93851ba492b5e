"""The registry's commands as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from loti_tui.commands import COMMANDS, named


def bindings(*names: str) -> list[BindingType]:
    """One binding a command, with its id, so that a keymap can name it and the palette can say it."""
    return [
        Binding(",".join(c.keys), c.name, c.label, show=False, tooltip=c.sentence, id=c.name) for c in named(*names)
    ]


def possible(name: str, *, read_only: bool) -> bool | None:
    """Whether a command can be given now (True) or is greyed (None): nothing that changes, in read-only mode."""
    command = COMMANDS.get(name)
    return None if command is not None and command.changes and read_only else True
