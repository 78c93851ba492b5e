"""A fault that nobody foresaw: written to the log file and said in a sentence, without a word of the register.

An exception's message may quote what somebody typed, and so may the values of variables. Neither is printed or written:
only where in the program it happened, what kind of fault it was, and of its message what no person can have written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from loti_tui.places import log_file

ENOUGH = 1_000_000
"""Bytes after which the log file begins anew; one older file is kept."""

STAYS = "What was stored before stays stored."


def unforeseen(fault: BaseException, kept: str = STAYS) -> str:
    """Log a fault; the sentence for a person: that it happened, what was kept, and where the details are."""
    where = log_fault(fault)
    details = f"The details are in {where}" if where else "The details could not be written to the log file"
    return (
        f"Something went wrong that loti-tui did not foresee ({type(fault).__name__}). {kept} {details}; "
        f"please report it."
    )


def log_fault(fault: BaseException) -> Path | None:
    """Add a fault to the log file, and what led to it; None where that cannot be written."""
    from datetime import UTC, datetime

    from loti_tui import __version__

    now = datetime.now(UTC).isoformat(timespec="seconds")
    head = f"{now} loti-tui {__version__}, Python {sys.version.split()[0]}"
    told = "\n".join([head, *(line for one in led_up(fault) for line in told_of(one)), ""])
    path = log_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > ENOUGH:
            os.replace(path, path.with_suffix(".old.log"))
        descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{told}\n")
    except OSError:
        return None
    return path


def led_up(fault: BaseException) -> Iterator[BaseException]:
    """The faults that led to this one, each once, and this one last."""
    found: dict[int, BaseException] = {}
    waiting: list[BaseException | None] = [fault]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in found:
            found[id(one)] = one
            waiting += [
                *(one.exceptions if isinstance(one, BaseExceptionGroup) else ()),
                one.__context__,
                one.__cause__,
            ]
    return reversed(found.values())


def told_of(fault: BaseException) -> list[str]:
    """Where in the program a fault happened, in lines of the program's own text, and what kind it is."""
    import traceback

    stack = "".join(traceback.format_tb(fault.__traceback__)).rstrip("\n")
    name = f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")
    detail = safe_detail(fault)
    return [*stack.splitlines(), f"{name}: {detail}" if detail else name]


def safe_detail(fault: BaseException) -> str:
    """What of the message comes from the system or the program, not from a person: no path, no value, no statement."""
    if isinstance(fault, OSError):
        return os.strerror(fault.errno) if isinstance(fault.errno, int) else ""
    if isinstance(fault, UnicodeError):
        return str(getattr(fault, "encoding", ""))
    if isinstance(fault, ImportError):
        return fault.name or ""
    return str(getattr(fault, "sqlite_errorname", ""))


def print_nothing() -> None:
    """Have what Python and its libraries print of faults that nobody caught written to the log file instead.

    For a process that is ours alone: threads, what goes wrong while an object is taken down, and what is logged (tasks
    whose answer was never fetched, callbacks, connections that would not close).
    """
    import logging
    import threading

    class ToOurLog(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1] is not None:
                log_fault(record.exc_info[1])

    def log_found(fault: BaseException | None) -> None:
        if fault is not None and not isinstance(fault, SystemExit):
            log_fault(fault)

    def say_so(fault: BaseException) -> None:
        if sys.stderr is not None and not isinstance(fault, KeyboardInterrupt):
            sys.stderr.write(f"{unforeseen(fault)}\n")

    sys.excepthook = lambda kind, fault, stack: say_so(fault)
    sys.unraisablehook = lambda event: log_found(event.exc_value)
    threading.excepthook = lambda event: log_found(event.exc_value)
    logging.getLogger().addHandler(ToOurLog(logging.WARNING))
