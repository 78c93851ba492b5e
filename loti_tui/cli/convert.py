"""`loti convert`: a risk that has happened becomes an issue."""

from __future__ import annotations

from typing import Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.output import print_lines
from loti_tui.cli.parameters import Json, Why
from loti_tui.cli.session import nothing_changes, opened, options_of, read, reason
from loti_tui.defaults import today, who
from loti_tui.domain.changes import Batch
from loti_tui.domain.conversion import happened
from loti_tui.domain.items import Risk
from loti_tui.domain.refused import Refused


def convert(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The risk that has happened, such as R1.")],
    why: Why = "",
    json: Json = False,
) -> None:
    """Make an open risk an issue, because it has happened, and print the issue's reference.

    The risk stays with its history, as one that occurred, and the issue names it. "loti undo" takes it back.

    \b
    loti convert R1 --why "the provider asked for four more weeks"
    """
    options = options_of(ctx)
    with nothing_changes():
        kept = reason(why, "A risk that becomes an issue")
        register = opened(ctx)
        state = read(ctx, register)
        risk = state.find(ref)
        if not isinstance(risk, Risk):
            raise Refused(f"{risk.ref} is a {risk.KIND}: a risk becomes an issue, and nothing else does.")
        stored = register.apply(Batch(who(options), happened(risk, today(options)), kept))
    issues = [item.ref for item in stored.items if item.KIND == "issue"]
    if not json:
        print_lines(issues)
    tell(stored, state, json=json, instead=f"{risk.ref} has occurred and is issue {', '.join(issues)} now.")
