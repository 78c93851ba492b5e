"""`loti undo`, `redo` and `log`: what was done, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.output import grid, ours, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json, Plain
from loti_tui.cli.session import opened, options_of, read
from loti_tui.defaults import stated, today, who
from loti_tui.domain.changes import FEW, Act, Done, Entry, edit_behind
from loti_tui.domain.datewords import read_date
from loti_tui.domain.moments import london
from loti_tui.domain.records import entry
from loti_tui.domain.refused import CannotOpen, NothingToDo, Refused
from loti_tui.domain.said import change_words
from loti_tui.domain.sifting import Sieve, line, mark
from loti_tui.domain.text import fold, quoted

if TYPE_CHECKING:
    from rich.console import RenderableType

    from db.register import Register
    from loti_tui.domain.changes import Stored

SHORT, LEAST = 8, 6
"""How much of an act's id is shown, and how much of it names the act."""

GIVEN = ("ref", "programme", "procurement", "position")
"""Fields that people do not set."""

ActId = Annotated[
    str,
    typer.Option("--act", metavar="ID", help="One act, by its id or the beginning of it, as “loti log” shows it."),
]


def undo(ctx: typer.Context, act: ActId = "", json: Json = False) -> None:
    """Take back the newest change: the newest of all, or with --as NAME that person's newest.

    An act is undone as a whole, also when the program was closed meanwhile. With --act it is that act, whatever came
    after it; an undo is taken back by doing its change again. Exit status 1 where there is nothing to undo, or where
    somebody has changed the same field since.

    \b
    loti undo
    loti undo --act 3f9c2a71
    """
    reverse(ctx, Act.UNDO, act, json)


def redo(ctx: typer.Context, act: ActId = "", json: Json = False) -> None:
    """Put back what was undone last, unless something was changed since; with --as NAME, of that person.

    With --act it is what was undone of that act. Exit status 1 where there is nothing to redo.
    """
    reverse(ctx, Act.REDO, act, json)


def reverse(ctx: typer.Context, act: Act, typed: str, json: bool) -> None:
    """Undo or redo, and say whose change that was if somebody else's."""
    options = options_of(ctx)
    register, person = opened(ctx), who(options)
    before = read(ctx, register)
    batch = act_of(register, typed) if typed else None
    step = register.undo if act is Act.UNDO else register.redo
    try:
        stored = step(who=person, of=stated(options), batch=batch)
    except NothingToDo as nothing:
        if nothing.others:
            raise NothingToDo(
                f"Nothing of {person}'s is left to {act}. The newest change is somebody else's: “loti {act}” without "
                f"--as and LOTI_AS means anybody's."
            ) from None
        raise
    author = person
    with suppress(CannotOpen):  # it is stored: all that cannot be told is whose change it was
        author = author_of(register, stored)
    tell(stored, before, json=json, after=f" It was {author}'s change." if author != person else "")


def act_of(register: Register, typed: str) -> str:
    """The id of the act that somebody named by the beginning of it. Raises `Refused`."""
    beginning = typed.strip().casefold()
    if len(beginning) < LEAST:
        raise Refused(f"{quoted(typed)} is too short for an act: give {LEAST} characters of its id, or more.")
    matching = [done.id for done in register.acts() if done.id.startswith(beginning)]
    if not matching:
        raise Refused(f"No act in this register has an id that begins with {quoted(typed)}. “loti log” shows them.")
    if len(matching) > 1:
        raise Refused(f"{len(matching)} acts have an id that begins with {quoted(typed)}. Give more of it.")
    return matching[0]


def author_of(register: Register, stored: Stored) -> str:
    """Whose change an undo or a redo was about."""
    acts = {done.id: done for done in register.acts()}
    return edit_behind(acts, acts[stored.batch or ""]).who


def log(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="[REF]", help="One item; removed ones too.")] = "",
    newest: Annotated[
        int, typer.Option("-n", metavar="N", help="Only the newest N acts; 0 is all.", show_default=False)
    ] = 0,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Only what this person did.")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Only what was done then or later.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Only what was done then or earlier.")] = "",
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Print who changed what, when and why. Oldest first, so that the newest stands at the end.

    \b
    loti log -n 10
    loti log R1
    loti log R1 --json
    loti log --by "Ann Smith" --since "31 mar 2017" --until yesterday
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    if newest < 0:
        raise Refused("-n accepts how many acts to print: 0 for all of them, or more.")
    register = opened(ctx, to_read=True)
    item = read(ctx, register).find(ref, removed=True) if ref else None
    history = {done.id: done for done in register.acts()}
    sieve = asked_for(history.values(), by, since, until, today(options_of(ctx)))
    logged = register.history(item.id if item else None)
    acts = [list(lines) for _, lines in groupby(logged, lambda one: one.batch)]
    if sieve != Sieve():
        acts = [act for act in acts if sieve.lets(line(history[act[0].batch]))]
    acts = acts[-newest:] if newest else acts
    if not acts:
        say("Nothing in the log is like that.")
    if json:
        print_json([entry(one) for act in acts for one in act])
        return
    told = [(history[act[0].batch], changes_told(act, whole=bool(ref))) for act in acts]
    if plain:
        print_lines(one for number, (done, lines) in enumerate(told) for one in spoken(done, lines, number))
    else:
        print_rich(*(part for number, (done, lines) in enumerate(told) for part in page(done, lines, number)))


def asked_for(acts: Iterable[Done], by: str, since: str, until: str, day: date) -> Sieve:
    """Which acts are wanted. Raises `Refused` for a date that cannot be read, and for somebody who did nothing."""
    people = dict.fromkeys(done.who for done in acts)
    if by and fold(by.strip()) not in map(fold, people):
        raise Refused(f"Nobody called {quoted(by)} has changed this register. Who has: {', '.join(people)}.")
    first = read_date(since, day).first if since else None
    last = read_date(until, day).last if until else None
    return Sieve(who=by.strip(), since=first, until=last)


def changes_told(act: list[Entry], whole: bool) -> list[str]:
    """The lines of one act, or how many they are; what the register gave a new item by itself goes without saying."""
    if whole or len(act) <= FEW:
        return [change_words(one) for one in act if not (one.field in GIVEN and one.old is None)]
    items = len({one.item for one in act})
    return [f"{len(act)} values of {items} items; “loti log REF” shows those of one item"]


def spoken(done: Done, told: list[str], number: int) -> list[str]:
    """One act, one fact a line, with an empty line before it."""
    lines = [""] if number else []
    lines += [f"When: {london(done.at)}", f"Who: {done.who}"]
    lines += [f"Why: {done.why}"] if done.why else []
    lines += [f"Kind of act: {mark(done).capitalize()}"] if mark(done) else []
    return [*lines, f"Act: {done.id[:SHORT]}", *(f"Change: {one}" for one in told)]


def page(done: Done, told: list[str], number: int) -> list[RenderableType]:
    """One act for a terminal."""
    about = f"  {mark(done)}" if mark(done) else ""
    heading = words(london(done.at), "bold") + ours("  ") + words(done.who) + ours(f"{about}  {done.id[:SHORT]}", "dim")
    parts: list[RenderableType] = [words("")] if number else []
    parts.append(heading)
    if done.why:
        parts.append(grid([[words(done.why, "italic")]], labels=False, indent=2))
    return [*parts, *(grid([[words(one)]], labels=False, indent=2) for one in told)]
