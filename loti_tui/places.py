"""Where things lie on this computer: the register that is opened when none is named, the settings and the log."""

from __future__ import annotations

import os
from pathlib import Path

from loti_tui.domain.refused import Refused

NAME = "loti"


def default_register() -> Path:
    """The register of a person who names none."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False) / "register.loti"


def settings_file() -> Path:
    """The person's settings: where LOTI_SETTINGS says, else in their folder for such; the file need not be there."""
    if named := os.environ.get("LOTI_SETTINGS", "").strip():
        return typed_path(named, "LOTI_SETTINGS")
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / "settings.toml"


def keymap_file() -> Path:
    """The person's own keys, beside their settings; the file need not be there."""
    return settings_file().with_name("keymap.toml")


def log_file() -> Path:
    """Where the details of an unexpected fault go; the file need not be there."""
    from platformdirs import user_state_path

    return user_state_path(NAME, appauthor=False) / "loti.log"


def backups_root() -> Path:
    """The folder that holds a folder of copies for each register file."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False) / "backups"


def register_path(named: str | None) -> Path:
    """The file of `--register`, or the default. Raises `Refused` for what is not a file's name."""
    if not named:
        return default_register()
    if "://" in named:
        raise Refused("Registers on a database server are not in this version. Name a file with --register.")
    return typed_path(named, "--register")


def typed_path(text: str, option: str) -> Path:
    """The path that a person typed after `option`, ~ put as their home folder. Raises `Refused`."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~somebody who has no account here
        raise Refused(f"{option} names the home folder of a person whom this computer does not know.") from None
