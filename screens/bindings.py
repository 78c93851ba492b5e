"""The registry's commands as Textual's bindings, and which of them are alive together."""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from inspect import isclass
from typing import TypeGuard

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from loti_tui.commands import COMMANDS, TYPE, named
from loti_tui.domain.refused import READ_ONLY

TYPING = "In a field"
"""What the place is called where somebody types."""


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


# -- where each is alive -----------------------------------------------------------------------------------------------


def alive_together(everywhere: Iterable[str]) -> dict[str, frozenset[str]]:
    """The commands of each screen, by what the screen is called: its own, those of what it holds, and the program's.

    `everywhere` are the program's; a box over a screen has its own only. Every screen is loaded for this.
    """
    import screens

    modules = [import_module(one.name) for one in pkgutil.walk_packages(screens.__path__, "screens.")]
    found = {one for module in modules for one in vars(module).values() if is_ours(one) and issubclass(one, Screen)}
    leaves = (one for one in found if not any(one in other.__mro__[1:] for other in found))
    whole = sorted((one for one in leaves if commands_of(one)), key=called)
    program = frozenset(everywhere)
    typing = frozenset(name for name in COMMANDS if COMMANDS[name].group == TYPE)  # nobody who types is on a table
    together = {called(one): commands_of(one) - typing for one in whole}
    together |= {called(one): together[called(one)] | program for one in whole if not issubclass(one, ModalScreen)}
    return together | {TYPING: typing}


def commands_of(screen: type[Screen[object]]) -> frozenset[str]:
    """The commands that a screen binds, and those of the widgets that its modules name."""
    homes = [sys.modules[one.__module__] for one in screen.__mro__ if is_ours(one)]
    widgets = {one for home in homes for one in vars(home).values() if is_ours(one) and not issubclass(one, Screen)}
    return frozenset(
        binding.id
        for node in (screen, *widgets)
        for one in node.__mro__
        if is_ours(one)
        for binding in vars(one).get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    )


def is_ours(one: object) -> TypeGuard[type[DOMNode]]:
    """Whether it is a screen or a widget of this program."""
    return isclass(one) and issubclass(one, DOMNode) and one.__module__.startswith("screens.")


def called(screen: type[Screen[object]]) -> str:
    """What a screen is called: as its command, else as its class, in words."""
    command = COMMANDS.get(getattr(screen, "NAME", ""))
    if command is not None:
        return command.label[:1].upper() + command.label[1:]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", screen.__name__.removesuffix("Screen"))
    return words.capitalize()
