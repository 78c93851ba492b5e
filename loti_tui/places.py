"""Where things lie on this computer: the register that is opened when none is named, the settings and the log."""

from __future__ import annotations

import os
from pathlib import Path

from loti_tui.domain.refused import Refused

NAME = "loti"
ENOUGH = 1_000_000
"""Bytes after which the log file begins anew; one older file is kept."""


def default_register() -> Path:
    """The register of a person who names none."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False) / "register.loti"


def settings_file() -> Path:
    """The person's settings; the file need not be there."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / "settings.toml"


def log_file() -> Path:
    """Where the details of an unexpected fault go; the file need not be there."""
    from platformdirs import user_state_path

    return user_state_path(NAME, appauthor=False) / "loti.log"


def register_path(named: str | None) -> Path:
    """The file of `--register`, or the default. Raises `Refused` for what is not a file's name."""
    if not named:
        return default_register()
    if "://" in named:
        raise Refused("Registers on a database server are not in this version. Name a file with --register.")
    try:
        return Path(named).expanduser()
    except RuntimeError:  # ~somebody who has no account here
        raise Refused("--register names the home folder of a person whom this computer does not know.") from None


def log_fault(fault: BaseException) -> Path | None:
    """Add the traceback to the log file, without the values of variables; None where it cannot be written."""
    import sys
    import traceback
    from datetime import UTC, datetime

    from loti_tui import __version__

    hide_values(fault)
    told = "".join(traceback.format_exception(fault))
    versions = f"loti-tui {__version__}, Python {sys.version.split()[0]}"
    path = log_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > ENOUGH:
            os.replace(path, path.with_suffix(".old.log"))
        descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {versions}\n{told}\n")
    except OSError:
        return None
    return path


def hide_values(fault: BaseException | None) -> None:
    """A database error would quote the register's own words in its message; they stay out of the log."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        if hasattr(fault, "hide_parameters"):
            fault.hide_parameters = True
        fault = fault.__cause__ or fault.__context__
