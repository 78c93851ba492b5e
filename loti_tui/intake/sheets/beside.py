"""When a CSV file of a pack was made: the file itself has no room for it, the data package beside it says so."""

from __future__ import annotations

import json
from pathlib import Path

from loti_tui.domain.moments import read_stamp
from loti_tui.domain.refused import Refused

ENDING = "-datapackage.json"
MOST = 2_000_000
"""Bytes of a data package that are read."""


def made_beside(path: Path) -> str:
    """The moment (UTC, as the log writes it) at which the pack of a CSV file was made; "" where nothing says so."""
    for package in sorted(path.parent.glob(f"*{ENDING}")):
        if path.name.startswith(f"{package.name.removesuffix(ENDING)}-") and (made := made_by(package, path.name)):
            return made
    return ""


def made_by(package: Path, name: str) -> str:
    """The moment that a data package gives for a file that it lists; "" of anything else."""
    try:
        with package.open("rb") as opened:
            told = json.loads(opened.read(MOST))
        if name in [one["path"] for one in told["resources"]]:
            read_stamp(told["created"])
            return str(told["created"])
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError, Refused):
        pass  # whatever it is, it is no data package of ours
    return ""
