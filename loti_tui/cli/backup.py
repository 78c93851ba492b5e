"""`loti backup`: copies of the register, made, listed and put back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.output import grid, ours, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import options_of, usable
from loti_tui.domain.moments import stamp
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted
from loti_tui.places import register_path, typed_path

if TYPE_CHECKING:
    from db.backups import Backup, Backups


def backup(
    ctx: typer.Context,
    action: Annotated[str, typer.Argument(metavar="[list|restore]", help="Without one, a copy is made.")] = "",
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which copy: its name, its number, or latest.")] = "",
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="The file to write.", show_default=False)] = "",
    json: Json = False,
) -> None:
    """Copy the register, list its copies, or write one of them to a new file.

    A copy is also made whenever the program closes after changes and before a register is brought up to date. The
    newest ten are kept, and the last of each day for thirty days. A file that is there is never written over.

    \b
    loti backup
    loti backup list
    loti backup restore latest --to board-restored.loti
    """
    path = register_path(options_of(ctx).register)
    from db.backups import Backups

    copies = Backups.of(path)
    with usable(str(path)):
        match action, name, to:
            case "", "", "":
                make(path, copies, json)
            case "list", "", "":
                show(path, copies, json)
            case "restore", "", _:
                raise Refused("Which backup? Name it, or write: loti backup restore latest --to FILE")
            case "restore", _, "":
                raise Refused("A backup is put back into a new file: add --to and its name. Nothing was written.")
            case "restore", _, _:
                restore(copies, name, typed_path(to, "--to"), json)
            case (("list" | ""), _, _):
                raise Refused("A name and --to belong to: loti backup restore NAME --to FILE. Nothing was done.")
            case _:
                raise Refused(f"{quoted(action)} is neither list nor restore; without a word a copy is made.")


def make(path: Path, copies: Backups, json: bool) -> None:
    """Copy the register now, unless the newest copy holds everything already."""
    from db.files import check_is_register
    from db.whereabouts import whereabouts

    check_is_register(path, read_only=True, any_version=True)
    before = {copy.number for copy in copies.all()}
    made = copies.make()
    if json:
        print_json(record(made))
    else:
        print_lines([made.name])
    if made.number in before:
        say(f"Nothing has changed since {made.made}: backup {made.name} holds everything.")
    else:
        say(f"Backup {made.name} was made in {made.path.parent}.")
    if where := whereabouts(path):
        say(where.sentence)


def show(path: Path, copies: Backups, json: bool) -> None:
    """Every copy, newest first."""
    known = copies.all()[::-1]
    if json:
        print_json([record(copy) for copy in known])
    elif known:
        rows = [[words(copy.name), words(copy.made), words(size(copy.bytes))] for copy in known]
        print_rich(grid(rows, labels=False))
        print_rich(ours(f"\n{copies.folder}", "dim"))
    else:
        say(
            f"There is no backup of {path} yet. One is made whenever the program closes after changes; “loti backup” "
            f"makes one now."
        )


def restore(copies: Backups, name: str, to: Path, json: bool) -> None:
    """Write a copy to a new file."""
    from db.files import as_typed

    chosen = copies.put_back(name, to)
    if json:
        print_json(record(chosen) | {"path": str(to.absolute())})
    else:
        print_lines([str(to)])
    say(f"Backup {chosen.name}, made {chosen.made}, was written to {to}. Open it with: loti --register {as_typed(to)}")


def record(copy: Backup) -> dict[str, object]:
    """A copy as JSON."""
    return {"name": copy.name, "made": stamp(copy.at), "bytes": copy.bytes, "path": str(copy.path)}


def size(number: int) -> str:
    """A number of bytes for people."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{number / 1000:.0f} kB"
