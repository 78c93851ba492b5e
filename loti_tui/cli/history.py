"""`loti undo`, `redo` and `log`: what was done, and taking it back."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.output import grid, ours, print_json, print_lines, print_rich, words
from loti_tui.cli.parameters import Json, Plain
from loti_tui.cli.session import opened, options_of
from loti_tui.defaults import stated, who
from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.records import entry
from loti_tui.domain.refused import NothingToDo, Refused
from loti_tui.domain.said import change_words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from db.register import Register
    from loti_tui.domain.changes import Stored

MANY = 12
"""Changes of one act above which the whole log counts them; the log of one item shows its own."""

GIVEN = ("ref", "programme", "procurement", "position")
"""Fields that people do not set."""


def undo(ctx: typer.Context, json: Json = False) -> None:
    """Take back the newest change: the newest of all, or with --as NAME that person's newest.

    An act is undone as a whole, also when the program was closed meanwhile. Exit status 1 where there is nothing to
    undo, or where somebody has changed the same field since.
    """
    reverse(ctx, Act.UNDO, json)


def redo(ctx: typer.Context, json: Json = False) -> None:
    """Put back what was undone last, unless something was changed since; with --as NAME, of that person.

    Exit status 1 where there is nothing to redo.
    """
    reverse(ctx, Act.REDO, json)


def reverse(ctx: typer.Context, act: Act, json: bool) -> None:
    """Undo or redo, and say whose change that was if somebody else's."""
    options = options_of(ctx)
    register, person = opened(options), who(options)
    before = register.state()
    step = register.undo if act is Act.UNDO else register.redo
    try:
        stored = step(who=person, of=stated(options))
    except NothingToDo as nothing:
        if nothing.others:
            raise NothingToDo(
                f"Nothing of {person}'s is left to {act}. The newest change is somebody else's: “loti {act}” without "
                f"--as and LOTI_AS means anybody's."
            ) from None
        raise
    author = author_of(register, stored)
    tell(stored, before, json=json, after=f" It was {author}'s change." if author not in ("", person) else "")


def author_of(register: Register, stored: Stored) -> str:
    """Whose edit a batch took back or put back: the newest edit of the same field to the value in question."""
    if not stored.entries:
        return ""
    one = stored.entries[0]
    wanted = one.old if stored.act is Act.UNDO else one.new
    edits = (past for past in reversed(register.history(one.item)) if past.act == Act.EDIT)
    return next((past.who for past in edits if (past.field, past.new) == (one.field, wanted)), "")


def log(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="[REF]", help="One item; removed ones too.")] = "",
    newest: Annotated[
        int, typer.Option("-n", metavar="N", help="Only the newest N acts; 0 is all.", show_default=False)
    ] = 0,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Print who changed what, when and why. Oldest first, so that the newest stands at the end.

    \b
    loti log -n 10
    loti log R1
    loti log R1 --json
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    if newest < 0:
        raise Refused("-n accepts how many acts to print: 0 for all of them, or more.")
    register = opened(options_of(ctx))
    item = register.state().find(ref, removed=True) if ref else None
    acts = [list(lines) for _, lines in groupby(register.history(item.id if item else None), lambda one: one.batch)]
    acts = acts[-newest:] if newest else acts
    if json:
        print_json([entry(one) for act in acts for one in act])
    elif plain:
        print_lines(line for number, act in enumerate(acts) for line in spoken(act, number, whole=bool(ref)))
    else:
        print_rich(*(part for number, act in enumerate(acts) for part in page(act, number, whole=bool(ref))))


def told(act: list[Entry], whole: bool) -> list[str]:
    """The lines of one act, or how many they are; what the register gave a new item by itself goes without saying."""
    if whole or len(act) <= MANY:
        return [change_words(one) for one in act if not (one.field in GIVEN and one.old is None)]
    items = len({one.item for one in act})
    return [f"{len(act)} values of {items} items; “loti log REF” shows those of one item"]


def named(act: list[Entry]) -> str:
    """What kind of act it was, where that says something."""
    return {Act.UNDO.value: "Undo", Act.REDO.value: "Redo"}.get(act[0].act, "")


def spoken(act: list[Entry], number: int, *, whole: bool) -> list[str]:
    """One act, one fact a line, with an empty line before it."""
    from loti_tui.domain.moments import london

    first = act[0]
    lines = [""] if number else []
    lines += [f"When: {london(first.at)}", f"Who: {first.who}"]
    lines += [f"Why: {first.why}"] if first.why else []
    lines += [f"Kind of act: {named(act)}"] if named(act) else []
    return lines + [f"Change: {line}" for line in told(act, whole)]


def page(act: list[Entry], number: int, *, whole: bool) -> list[RenderableType]:
    """One act for a terminal."""
    from loti_tui.domain.moments import london

    first = act[0]
    heading = words(london(first.at), "bold") + ours("  ") + words(first.who)
    heading = heading + ours(f"  {named(act).lower()}", "dim") if named(act) else heading
    parts: list[RenderableType] = [words("")] if number else []
    parts.append(heading)
    if first.why:
        parts.append(grid([[words(first.why, "italic")]], labels=False, indent=2))
    return [*parts, *(grid([[words(line)]], labels=False, indent=2) for line in told(act, whole))]
