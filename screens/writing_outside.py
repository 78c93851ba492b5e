"""Words written on in a person's own editor, which has the terminal meanwhile; then they are back in their box."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App, SuspendNotSupported

from loti_tui.domain.refused import Refused
from loti_tui.domain.text import printable
from loti_tui.external_editor import KEPT, edited, editor
from screens.widgets.words_area import WordsArea


def outcome(words: str, command: Sequence[str]) -> str | Refused:
    """What the editor left, or why it left nothing."""
    try:
        return edited(words, command)
    except Refused as refused:
        return refused
    except OSError as fault:
        return Refused(f"No file could be made for the editor ({fault.strerror}). {KEPT}")


def write_outside(app: App[Any], area: WordsArea, tell: Callable[..., None]) -> None:
    """Have the words of a box written on, and say what came of it. Nothing is stored by it."""
    before = area.text
    try:
        command = editor(getattr(getattr(app, "settings", None), "editor", None), os.environ)
        with app.suspend():
            left = outcome(before, command)  # nothing may be raised in here: the terminal would not be taken back
        if isinstance(left, Refused):
            raise left
    except SuspendNotSupported:
        return tell(f"This terminal cannot be handed to an editor. {KEPT}", warning=True)
    except Refused as refused:
        return tell(str(refused), warning=True)
    words = printable(left, lines=area.lines)
    area.focus()
    if words == before:
        return tell(f"{command[0]} was closed. {KEPT}")
    area.put(words)
    return tell(f"The words are as {command[0]} left them. They are not stored yet.")
