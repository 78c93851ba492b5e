"""`loti diff`: what changed between two states of the register, in words."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.output import ours, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import opened, options_of
from loti_tui.defaults import today
from loti_tui.domain.comparison import behind
from loti_tui.domain.differences import Difference, differences, grouped, record, summary
from loti_tui.domain.pasts import NOW, Past
from loti_tui.domain.refused import Refused

if TYPE_CHECKING:
    from rich.console import RenderableType

A_STATE = "A snapshot's name, a day such as “5 apr 2017”, or now."


def diff(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help=A_STATE, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="[NEW]", help=A_STATE)] = NOW,
    json: Json = False,
) -> None:
    """Print what changed from one state of the register to another: removals too, with who, when and why.

    What was changed and changed back does not appear. The last line counts: how many risks went up, down or stayed, and
    what became of the rest. As JSON, a list of objects with kind, ref, change, field, old, new, who, at, why, sentence.

    \b
    loti diff "Board 27 March 2017"
    loti diff "5 apr 2017"
    loti diff march april --json
    """
    register = opened(ctx, to_read=True)
    before, after = (register.past(word, today(options_of(ctx))) for word in (old, new))
    if before.seq > after.seq:
        swapped = shlex.join(["loti", "diff", new, old])
        raise Refused(f"{beginning(before)} is later than {after.words}. Name the earlier one first: {swapped}")
    found = differences(before.state, after.state, register.entries_between(before, after))
    counted = summary(before.state, after.state, found)
    if json:
        print_json([record(one) for one in found])
        say(counted)
        return
    say(f"What changed from {before.words} to {after.words}:")
    print_rich(*page(found))
    print_lines([counted])


def beginning(past: Past) -> str:
    """A state at the beginning of a sentence."""
    return past.words[:1].upper() + past.words[1:]


def page(found: Sequence[Difference]) -> Iterator[RenderableType]:
    """Each section under its title; each difference as its sentence, with who, when and why below."""
    from rich.padding import Padding

    for title, of_section in grouped(found):
        yield ours(title, "bold")
        for one in of_section:
            yield Padding(words(one.sentence), (0, 0, 0, 2))
            if act := behind(one):
                yield Padding(words(act, "dim"), (0, 0, 0, 4))
        yield words("")
