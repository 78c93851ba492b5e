"""A fault that nobody foresaw closes the screens with one sentence, and prints nothing of what they were showing.

Textual would print the source around the fault with the values of its variables: the register's words, on a terminal
that may be shared or recorded.
"""

from __future__ import annotations

from textual.app import App
from textual.worker import WorkerFailed

from loti_tui.faults import unforeseen

CLOSED = "The screens were closed. What was stored stays stored; what was typed and not yet stored is gone."
NO_KEYS = f"The keys of this terminal could not be read any more. {CLOSED} Open the register again."


class EndsInASentence(App[None]):
    """An application that says why it ended in `failure`, for whoever started it to print."""

    failure = ""
    """Why the screens were closed; empty where a person closed them."""

    def _handle_exception(self, error: Exception) -> None:
        sentence = unforeseen(error.error if isinstance(error, WorkerFailed) else error, CLOSED)
        self.failure = self.failure or sentence
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        self.failure = self.failure or NO_KEYS  # else only the thread that reads the keys gives up like this
        self._close_messages_no_wait()
