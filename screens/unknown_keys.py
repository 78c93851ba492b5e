"""A key that means nothing where it was pressed says so, and where the keys are listed that do."""

from __future__ import annotations

from typing import Any, cast

from textual import events
from textual.app import App
from textual.screen import Screen

from loti_tui.commands import COMMANDS, KEY_WORDS
from loti_tui.domain.text import quoted
from screens.messages import Said


class UnknownKeys(App[None]):
    """An application that answers to every key."""

    def on_key(self, event: events.Key) -> None:
        """What comes up to here was nobody's key; where a command has it, that does what it does."""
        front = cast("Screen[Any]", self.screen)
        listening = hasattr(front, "tell") and not getattr(front, "asking", False)
        if listening and event.key not in front.active_bindings:
            said = f"{key_words(event)} does nothing here. {COMMANDS['keys'].shown_key} lists the keys that do."
            front.post_message(Said(said, warning=True))


def key_words(event: events.Key) -> str:
    """A key as people call it: the letter in quotation marks, or the name on the key."""
    if event.is_printable and event.character and event.character.strip():
        return quoted(event.character)
    if event.key in KEY_WORDS:
        return KEY_WORDS[event.key]
    return "+".join(part.capitalize() for part in event.key.split("+"))
