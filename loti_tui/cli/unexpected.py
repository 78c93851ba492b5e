"""What a person hears of a fault that nobody foresaw: one sentence. The details go to the log file."""

from __future__ import annotations

from loti_tui.cli.output import say
from loti_tui.places import log_fault


def report(fault: BaseException) -> None:
    """Say in one sentence that something went wrong, and where the details are."""
    where = log_fault(fault)
    kept = f"The details are in {where}" if where else "The details could not be written to the log file"
    say(
        f"Something went wrong that loti-tui did not foresee ({type(fault).__name__}). What was stored before stays "
        f"stored. {kept}; please report it."
    )
