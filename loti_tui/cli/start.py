"""Before the screens: whether this program's packages are its own, and whether there is a terminal to draw on.

Standard library only.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib.util import find_spec

import loti_tui
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.options import Options

PACKAGES = ("db", "screens", "fixtures")
"""Our packages beside `loti_tui`, whose names another file or folder may bear."""

SWITCHES = ("TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT")
"""Textual's variables for programmers. Those that concern a person's eyes and terminal stay."""

FRAMES = "500"
"""Times a second that Textual paints at most. What changes just after it has painted waits for up to two of them: with
its own 60, the second half of what a key does is seen 33 ms late."""


def check_packages() -> None:
    """Raises `CannotOpen` where `db`, `screens` or `fixtures` would be somebody else's. Imports none of them."""
    home = os.path.dirname(os.path.dirname(os.path.realpath(str(loti_tui.__file__))))
    for name in PACKAGES:
        spec = find_spec(name)
        if spec is None:
            raise CannotOpen(
                f"loti-tui is not whole: its package “{name}” is missing. Nothing was opened. Install it again."
            )
        found = os.path.realpath(spec.origin) if spec.origin else ", ".join(spec.submodule_search_locations or ())
        if found != os.path.join(home, name, "__init__.py"):
            raise CannotOpen(
                f"Something else called “{name}” stands in the way of loti-tui: {found}. Nothing was opened. "
                f"Start loti from another folder, or without that place on Python's path."
            )


def need_terminal() -> None:
    """Raises `Refused` where the screens could not be drawn or no key could be read."""
    streams = {"input": sys.__stdin__, "output": sys.__stdout__, "error output": sys.__stderr__}
    for name, stream in streams.items():
        if stream is None or stream.closed or not stream.isatty():
            raise Refused(
                f"The screens need a terminal, and the {name} here is not one. Nothing was opened. "
                f"“loti show” prints the register without screens; “loti --help” lists the commands."
            )
    if os.environ.get("TERM") == "dumb":
        raise Refused(
            "The screens need a terminal that can be drawn on, and this one says that it cannot (TERM=dumb). "
            "Nothing was opened. “loti show --plain” prints the register line by line."
        )


def put_away_switches() -> None:
    """Textual looks at these before the first frame: none left behind by a programmer may speak for the person here.

    They would connect the screens to a program that listens in, write what they show into files, or type keys.
    """
    for name in SWITCHES:
        os.environ.pop(name, None)


def open_screens(options: Options) -> int:
    """The application, on the register that `options` name."""
    need_terminal()
    put_away_switches()
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    gc.disable()  # what is loaded at the start stays; `Gateway.open` has it looked for again what could be thrown away
    from loti_tui.app import run
    from loti_tui.cli.output import say

    return run(options, say)
