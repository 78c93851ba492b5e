"""`loti pack`: documents of the register, written to a folder."""

from __future__ import annotations

from typing import Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, say
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import opened, options_of, read
from loti_tui.defaults import today
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.places import typed_path


def pack(
    ctx: typer.Context,
    of: Annotated[str, typer.Argument(metavar="now", help="The register as it is now.", show_default=False)],
    to: Annotated[str, typer.Option("--to", metavar="DIR", help="The folder to write to.", show_default=False)] = "",
    formats: Annotated[str, typer.Option("--format", metavar="LIST", help="Formats with commas, or all.")] = "all",
    audience: Annotated[str, typer.Option("--audience", metavar="WHO", help="board or public.")] = "board",
    force: Annotated[bool, typer.Option("--force", help="Write over files of the same names.")] = False,
    json: Json = False,
) -> None:
    """Write documents of the register and print their paths, one a line.

    \b
    loti pack now --to packs
    loti pack now --format markdown,csv --to packs --force
    """
    if of.strip().casefold() != "now":
        raise Refused(
            f"Snapshots such as {quoted(of)} are not in this version; “loti pack now” is. Nothing was written."
        )
    if not to.strip():
        raise Refused("A pack needs a folder: add --to and its name. Nothing was written.")
    from loti_tui.packs import write_pack
    from loti_tui.packs.files import AlreadyThere

    options = options_of(ctx)
    register = opened(ctx, to_read=True)
    folder, wanted = typed_path(to, "--to"), [name for name in formats.split(",") if name.strip()]
    state, source, day = read(ctx, register), register.path.name, today(options)
    try:
        paths = write_pack(
            state,
            wanted,
            folder,
            today=day,
            source=source,
            audience=audience,
            force=force,
            trail=register.trail(),
        )
    except AlreadyThere as there:
        raise Refused(f"{there} --force replaces what is there.") from None
    if json:
        print_json({"paths": [str(path) for path in paths]})
    else:
        print_lines(str(path) for path in paths)
    say(f"{len(paths)} {'document was' if len(paths) == 1 else 'documents were'} written to {folder}.")
