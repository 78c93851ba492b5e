"""`loti withhold`: naming what the public pack leaves out."""

from __future__ import annotations

from typing import Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.output import print_lines
from loti_tui.cli.parameters import Json, Why
from loti_tui.cli.session import nothing_changes, opened, options_of, read, reason
from loti_tui.defaults import who
from loti_tui.domain.changes import Batch
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.domain.withholding import named


def withhold(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The item, such as R1.")],
    field: Annotated[str, typer.Argument(metavar="[FIELD]", help="One of its fields; else all of it.")] = "",
    part: Annotated[
        str, typer.Option("--part", metavar="1|2", help="1 while Part 1 is deferred, 2 for good.", show_default=False)
    ] = "",
    basis: Annotated[
        str, typer.Option("--basis", metavar="TEXT", help="The legal basis, such as s43(2).", show_default=False)
    ] = "",
    why: Why = "",
    json: Json = False,
) -> None:
    """Leave an item, or one of its fields, out of the public pack, and print the reference of that.

    --part 2 is for what is exempt: it is never in a public pack. --part 1 keeps back while publication of Part 1 is
    deferred and the scope of the deferral is what is named (“loti set publication scope=named”); without that, a
    deferral keeps back all of Part 1. “loti show withholdings” lists what is named, “loti remove W1 --why TEXT” takes
    one back. The board's pack has everything.

    \b
    loti withhold R3 --part 2 --basis "s43(2)" --why "a bidder is named"
    loti withhold R1 mitigation --part 1 --why "until the contract is awarded"
    """
    if part not in ("1", "2"):
        said = f"{quoted(part)} is not a part of the form. " if part else ""
        raise Refused(f"{said}Add --part 1 or --part 2. Nothing was changed.")
    options = options_of(ctx)
    with nothing_changes():
        kept = reason(why, "What is withheld")
        register = opened(ctx)
        state = read(ctx, register)
        item = state.find(ref)
        edits = named(item, field.strip().casefold().replace(" ", "_"), part, basis=basis, why=kept)
        stored = register.apply(Batch(who(options), edits, kept))
    if not json:
        print_lines(one.ref for one in stored.items)
    what = f"{field.strip().capitalize()} of {item.ref}" if field else item.ref
    when = "while Part 1 is deferred" if part == "1" else "for good"
    publication = state.publication
    all_of_it = part == "1" and publication is not None and publication.scope != "named"
    after = " The scope of the deferral is all of Part 1: “loti set publication scope=named” narrows it."
    tell(
        stored,
        state,
        json=json,
        instead=f"{what} is left out of the public pack {when}.",
        after=after if all_of_it else "",
    )
