"""Who it is and which day it is, where nobody said. The only place that asks the computer for either."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from zoneinfo import ZoneInfo


def person() -> str:
    """The name of the account: what goes on a change until a person gives their own (`--as`, LOTI_AS)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account; Windows without a user name
        return "somebody"


def today() -> date:
    """The day it is in London, wherever the computer is: the register's dates are London's."""
    return datetime.now(ZoneInfo("Europe/London")).date()
