"""Who is acting and which day it is: as stated or set, else what the computer says. Nothing else asks it for either."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from loti_tui.domain.text import clean
from loti_tui.options import Options


def who(options: Options) -> str:
    """The name that goes on a change: as stated, else as set, else the name of the account."""
    return stated(options) or named() or unnamed()


def stated(options: Options) -> str | None:
    """The person of --as or LOTI_AS, as the register would keep the name; None where nobody was named."""
    return clean(options.who, label="The name") or None if options.who else None


def named() -> str:
    """The name in the person's settings; "" where none is."""
    from loti_tui import places, settings

    return str(settings.read(places.settings_file())["name"])


def unnamed() -> str:
    """What a person is called who has given no name: as their account is."""
    return account() or "somebody"


def account() -> str:
    """The name of the person's account, where it has one."""
    try:
        return clean(getpass.getuser())
    except (OSError, KeyError, ImportError):  # no such account; Windows without a user name
        return ""


def today(options: Options) -> date:
    """The day to judge dates by: as stated, else the day it is in London, whose dates the register keeps."""
    return options.today or datetime.now(ZoneInfo("Europe/London")).date()
