"""`loti pack`: documents of a snapshot, or of the register as it is, written to a folder."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, say
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import opened, options_of
from loti_tui.defaults import today
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import counted
from loti_tui.places import typed_path

PATIENCE = 1.0
"""Seconds after which a person wants to see that something happens."""


def pack(
    ctx: typer.Context,
    of: Annotated[str, typer.Argument(metavar="SNAPSHOT|now", help="A snapshot, a day of the past, or now.")],
    to: Annotated[str, typer.Option("--to", metavar="DIR", help="The folder to write to.", show_default=False)] = "",
    formats: Annotated[str, typer.Option("--format", metavar="LIST", help="Formats with commas, or all.")] = "all",
    audience: Annotated[str, typer.Option("--audience", metavar="WHO", help="board or public.")] = "board",
    force: Annotated[bool, typer.Option("--force", help="Write over files of the same names.")] = False,
    json: Json = False,
) -> None:
    """Write documents of a snapshot, or of the register as it is now, and print their paths, one a line.

    Formats: pdf, html, docx, odt, xlsx, ods, csv, json, markdown, ics, ocds. A snapshot is told as on the day for which
    it was sealed; the same snapshot gives the same bytes each time. The public pack is without what is withheld: all of
    Part 1 while its publication is deferred, or what “loti withhold” names; where anything is unclear, none is made.

    \b
    loti pack now --to packs
    loti pack march --format pdf,docx --to packs
    loti pack march --audience public --to packs/public
    """
    if not to.strip():
        raise Refused("A pack needs a folder: add --to and its name. Nothing was written.")
    from loti_tui.packs import known_formats, pack_of, write_pack
    from loti_tui.packs.files import AlreadyThere

    wanted = known_formats([name for name in formats.split(",") if name.strip()])
    folder = typed_path(to, "--to")
    register = opened(ctx, to_read=True)
    basis = register.basis(of, today(options_of(ctx)))
    gc.freeze()  # what was loaded and read stays: else each full collection looks through all of it
    made = pack_of(basis, source=register.path.name, audience=audience.strip().casefold())
    try:
        with shown() as progress:
            paths = write_pack(made, wanted, folder, force=force, progress=progress)
    except AlreadyThere as there:
        raise Refused(f"{there} --force replaces what is there.") from None
    if json:
        print_json({"paths": [str(path) for path in paths]})
    else:
        print_lines(str(path) for path in paths)
    say(f"{counted(len(paths), 'document was', 'documents were')} written to {folder}.")
    withheld = sum(line.count for line in made.withheld)
    if withheld:
        say(f"{counted(withheld, 'entry is', 'entries are')} withheld in them; each says how many of what, and why.")


@contextmanager
def shown() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error, once the work has taken more than a moment; none where nobody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}")
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    started, task = monotonic(), bar.add_task("Writing")

    def progress(name: str, done: int, of: int) -> None:
        bar.update(task, description=f"Writing {name}", completed=done, total=of)
        if not bar.live.is_started and bar.console.is_terminal and monotonic() - started > PATIENCE:
            bar.start()

    try:
        yield progress
    finally:
        bar.stop()
