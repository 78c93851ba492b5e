"""What a person hears of a fault that nobody foresaw: one sentence. The details go to the log file."""

from __future__ import annotations

from loti_tui.cli.output import say
from loti_tui.faults import unforeseen


def report(fault: BaseException) -> None:
    """Say in one sentence that something went wrong, and where the details are."""
    say(unforeseen(fault))
