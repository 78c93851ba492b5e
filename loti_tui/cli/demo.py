"""`loti demo`: the screens on a register that is gone afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from loti_tui.cli.output import say
from loti_tui.cli.session import options_of
from loti_tui.cli.start import need_terminal, open_screens
from loti_tui.defaults import who

AS_ON = date(2017, 4, 6)
"""The day after the decision should have been published: today's date would make all of 2017 look long overdue."""


def demo(ctx: typer.Context) -> int:
    """Open the screens on a temporary register of decision DD2092, as on 6 April 2017. Yours is not touched.

    \b
    loti demo
    loti demo --today 2017-03-24
    """
    options = options_of(ctx)
    options = replace(options, today=options.today or AS_ON)
    need_terminal()  # before a register is made for nothing
    with TemporaryDirectory(prefix="loti-demo-", ignore_cleanup_errors=True) as folder:
        from db.register import Register
        from fixtures import dd2092

        path = Path(folder) / "demo.loti"
        Register.create(path, [dd2092.first_batch(who(options))])
        status = open_screens(replace(options, register=str(path), passing=True))
    say("The demo register is gone, with everything that was done in it.")
    return status
