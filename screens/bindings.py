"""The registry's commands as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from loti_tui.commands import named


def bindings(*names: str) -> list[BindingType]:
    """One binding a command, with its id, so that a keymap can name it and the palette can say it."""
    return [
        Binding(",".join(c.keys), c.name, c.label, show=False, tooltip=c.sentence, id=c.name) for c in named(*names)
    ]
