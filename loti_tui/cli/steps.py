"""`loti steps`: the steps of each method of buying, and laying them out for the procurement."""

from __future__ import annotations

import difflib
from typing import Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.output import grid, print_json, print_lines, print_rich, words
from loti_tui.cli.parameters import Json, Plain, Why
from loti_tui.cli.session import nothing_changes, opened, options_of, read
from loti_tui.cli.typed import alternatives
from loti_tui.defaults import who
from loti_tui.domain.changes import Batch
from loti_tui.domain.procuring import laid_out
from loti_tui.domain.refused import Refused
from loti_tui.domain.steps import TEMPLATES, Template
from loti_tui.domain.text import counted, quoted


def steps(
    ctx: typer.Context,
    template: Annotated[
        list[str] | None, typer.Argument(metavar="[TEMPLATE]", help=f"{alternatives(tuple(TEMPLATES), 'or')}.")
    ] = None,
    why: Why = "",
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Add the steps of a method of buying which the procurement has not yet, each in its place, and print their
    references. Without a word, list the methods and their steps.

    All of it is one step for "loti undo". A step that is there already stays as it is.

    \b
    loti steps
    loti steps quotes
    loti steps direct award --why "the exemption was approved"
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    name = " ".join(template or ()).strip()
    if not name:
        list_templates(plain, json)
        return
    options = options_of(ctx)
    with nothing_changes():
        wanted = named(name)
        register = opened(ctx)
        state = read(ctx, register)
        stored = register.apply(Batch(who(options), laid_out(state, wanted), why))
    after = state.after(stored.items, stored.entries)
    added = [step.ref for step in after.steps if step.id not in state.items]
    if not json:
        print_lines(added)
    what = f"{counted(len(added), 'step')} of “{wanted.name}” {'was' if len(added) == 1 else 'were'} added"
    tell(stored, state, json=json, instead=f"{what}: {alternatives(added, 'and')}.")


def named(typed: str) -> Template:
    """The template that somebody named, by its name or the beginning of it. Raises `Refused`."""
    wanted = " ".join(typed.casefold().split())
    found = [name for name in TEMPLATES if wanted and name.startswith(wanted)]
    if len(found) == 1:
        return TEMPLATES[found[0]]
    nearest = difflib.get_close_matches(wanted, TEMPLATES, n=1)
    hint = f" Did you mean “{nearest[0]}”?" if nearest else ""
    raise Refused(
        f"There are no steps for {quoted(typed)}: there are for {alternatives(tuple(TEMPLATES), 'and')}.{hint}"
    )


def list_templates(plain: bool, json: bool) -> None:
    """Every template with its sentence and its steps."""
    known = list(TEMPLATES.values())
    if json:
        print_json(
            [
                {"name": one.name, "sentence": one.sentence, "steps": [{"stage": s, "title": t} for s, t in one.steps]}
                for one in known
            ]
        )
        return
    for number, one in enumerate(known):
        if plain:
            print_lines([*([""] if number else []), one.name, f"For: {one.sentence}"])
            print_lines(f"Step: {title}" for _, title in one.steps)
        else:
            rows = [[words(stage, "dim"), words(title)] for stage, title in one.steps]
            head = [words(""), words(one.name, "bold")] if number else [words(one.name, "bold")]
            print_rich(*head, words(one.sentence), grid(rows, indent=2))
