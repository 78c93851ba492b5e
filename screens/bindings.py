"""The registry's commands as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from loti_tui.commands import COMMANDS, named
from loti_tui.domain.refused import READ_ONLY


def bindings(*names: str) -> list[BindingType]:
    """One binding a command, with its id, so that a keymap can name it and the palette can say it."""
    return [
        Binding(",".join(c.keys), c.name, c.label, show=False, tooltip=c.sentence, id=c.name) for c in named(*names)
    ]


def possible(name: str, *, read_only: bool) -> bool | None:
    """Whether a command can be given now (True) or is greyed (None)."""
    return None if why_not(name, read_only=read_only) else True


def why_not(name: str, *, read_only: bool) -> str:
    """Why a command cannot be given now: nothing that changes, in read-only mode. "" where it can."""
    command = COMMANDS.get(name)
    return READ_ONLY if command is not None and command.changes and read_only else ""
