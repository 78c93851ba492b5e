"""`loti calendar`: deadlines for a calendar program, as one file that it can import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, say
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import opened, options_of, read, usable
from loti_tui.defaults import today
from loti_tui.domain.refused import CannotOpen, NothingToDo, Refused
from loti_tui.domain.text import quoted
from loti_tui.places import typed_path

if TYPE_CHECKING:
    from loti_tui.domain.item import Item

SUFFIX = ".ics"
"""What the name of a calendar file ends in; programs know it by that."""

NAMES = {"risk": ("review of a risk", "reviews of risks"), "decision": ("end of a period", "ends of periods")}
"""Kind -> what has no date, one and several, where that is not the item itself."""


def calendar(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.ics", help="The file to write.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Write over a file of that name.")] = False,
    json: Json = False,
) -> None:
    """Write what is dated and not yet done to a file for a calendar program, and print its path.

    A date known to the day is an all-day entry with a reminder. What is known to the month or the quarter lasts all
    of it. Importing a newer file moves the entries that are there. Everything in it is for the board only.

    \b
    loti calendar deadlines.ics
    loti calendar deadlines.ics --force
    """
    path = typed_path(file, "FILE.ics")
    if path.suffix.casefold() != SUFFIX:
        raise Refused(f"{quoted(file)} does not end in {SUFFIX}, as a calendar file does. Nothing was written.")
    from loti_tui.domain.deadlines import deadlines, undated
    from loti_tui.packs.as_calendar import calendar_file

    register, day = opened(ctx, to_read=True), today(options_of(ctx))
    state = read(ctx, register)
    found, missing = deadlines(state, day), undated(state, day)
    if not found:
        raise NothingToDo(f"Nothing that is still to be done has a date. Nothing was written.{left_out(missing)}")
    programme = state.programme.title_words if state.programme else ""
    write(path, calendar_file(found, programme or "Register", day), register.path, force=force)
    if json:
        without = [item.ref for item in missing]
        print_json({"path": str(path.absolute()), "entries": len(found), "without_date": without})
    else:
        print_lines([str(path)])
    many = "entry was" if len(found) == 1 else "entries were"
    say(f"{len(found):,} {many} written to {path}.{left_out(missing)}")


def write(path: Path, content: bytes, register: Path, *, force: bool) -> None:
    """The whole file or none of it, and never over another one unless told to. Raises `Refused`, `CannotOpen`."""
    from loti_tui.packs.files import AlreadyThere, write_all

    with usable(str(path)):
        if path.is_dir():
            raise Refused(f"{path} is a folder. Name a file in it. Nothing was written.")
        if path.exists() and path.samefile(register):
            raise Refused(f"{path} is the register itself. Name another file. Nothing was written.")
    try:
        write_all(path.parent, {path.name: content}, force=force)
    except AlreadyThere:
        raise Refused(
            f"{path} is there already and was left as before. Nothing was written. --force replaces it."
        ) from None
    except CannotOpen as fault:
        reason = getattr(fault.__cause__, "strerror", None) or fault.__cause__
        raise CannotOpen(
            f"The calendar could not be written to {path} ({reason}). Nothing was left behind. "
            f"Name a file that you may write."
        ) from fault


def left_out(missing: Iterable[Item]) -> str:
    """ " 3 items have no date and were left out: 2 steps and 1 milestone.", or nothing where none is missing."""
    of_kind = Counter(item.KIND for item in missing)
    if not of_kind:
        return ""
    from loti_tui.domain.text import counted

    total = sum(of_kind.values())
    *most, last = (counted(number, *NAMES.get(kind, (kind,))) for kind, number in of_kind.items())
    listed = f"{', '.join(most)} and {last}" if most else last
    have = "has no date and was" if total == 1 else "have no date and were"
    return f" {counted(total, 'item')} {have} left out: {listed}."
