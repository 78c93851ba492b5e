"""`loti acknowledge`: accepting a finding for a while, with a reason, until a day on which it comes back."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.output import print_lines
from loti_tui.cli.parameters import Json, Why
from loti_tui.cli.session import attention_of, nothing_changes, opened, options_of, read, reason
from loti_tui.cli.typed import alternatives, day_typed
from loti_tui.defaults import today, who
from loti_tui.domain.acknowledging import acknowledged
from loti_tui.domain.changes import Batch, Edit, Stored
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.findings import CODES, Attention
from loti_tui.domain.findings.finding import Finding
from loti_tui.domain.item import Item
from loti_tui.domain.refused import NothingToDo, Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import clean, counted, fold, quoted


def acknowledge(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The finding, as “loti check” calls it.")],
    ref: Annotated[str, typer.Argument(metavar="REF", help="The item it is about, such as R1.")],
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The day on which it comes back.", show_default=False)
    ] = "",
    about: Annotated[
        str,
        typer.Option("--about", metavar="WORDS", help="Of several, only those whose sentence has these words."),
    ] = "",
    why: Why = "",
    json: Json = False,
) -> None:
    """Accept a finding for a while: it is counted apart until its day, then it comes back.

    Where an item has several findings of one code, all of them are accepted unless --about says which. Who has
    accepted one before gives it the new reason and day. “loti remove K1 --why TEXT” takes an acknowledgement back,
    and “loti check --acknowledged” lists them.

    \b
    loti acknowledge owner-is-a-unit R1 --why "named in May" --until 31/5/17
    loti acknowledge depends-on-later M2 --about M1 --why "agreed" --until +1m
    """
    options = options_of(ctx)
    with nothing_changes():
        kept = reason(why, "An acknowledgement")
        register = opened(ctx)
        state = read(ctx, register)
        item = state.find(ref)
        day = day_typed("acknowledgement", "until", until, state, today(options))
        if day is None:
            raise Refused("An acknowledgement ends: add --until and the day on which the finding comes back.")
        found = meant(attention_of(ctx, register, state), code_typed(code), item, about)
        stored = register.apply(Batch(who(options), edits(state, found, kept, day, today(options)), kept))
    tell_accepted(stored, state, day, json)


def code_typed(typed: str) -> str:
    """The code that somebody typed. Raises `Refused`."""
    wanted = "-".join(typed.casefold().split()).replace("_", "-")
    if wanted in CODES:
        return wanted
    nearest = difflib.get_close_matches(wanted, CODES, n=1)
    hint = f" Did you mean “{nearest[0]}”?" if nearest else ""
    raise Refused(f"No finding is called {quoted(typed)}.{hint} “loti check” lists what is found.")


def meant(attention: Attention, code: str, item: Item, about: str) -> list[Finding]:
    """The findings that are there now, accepted ones too. Raises `NothingToDo` with what there is instead."""
    every = [*attention.open, *(finding for finding, _ in attention.acknowledged)]
    of_item = [one for one in every if one.item == item.id]
    found = [one for one in of_item if one.code == code]
    if not found:
        codes = list(dict.fromkeys(one.code for one in of_item))
        has = f"What is found in {item.ref}: {alternatives(codes, 'and')}." if codes else "Nothing is found in it."
        raise NothingToDo(f"{item.ref} has no finding “{code}” now. {has} Nothing was changed.")
    narrowed = [one for one in found if says(one, about)] if about.strip() else found
    if not narrowed:
        told = " ".join(one.sentence for one in found)
        raise NothingToDo(
            f"No finding “{code}” of {item.ref} says {quoted(about)}. Found is: {told} Nothing was changed."
        )
    return narrowed


def says(finding: Finding, about: str) -> bool:
    """Whether these words stand in its sentence, whole: M1 is not M10."""
    return re.search(rf"(?<!\w){re.escape(fold(clean(about)))}(?!\w)", fold(finding.sentence)) is not None


def edits(state: State, found: Iterable[Finding], why: str, until: PartialDate, day: date) -> tuple[Edit, ...]:
    """What accepts these findings in one act; two that are about the same thing are accepted together."""
    each = {(one.code, one.about): one for one in found}
    return tuple(edit for one in each.values() for edit in acknowledged(state, one, why, until, day))


def tell_accepted(stored: Stored, before: State, until: PartialDate, json: bool) -> None:
    """The references of the acknowledgements, and how they are taken back."""
    refs = [one.ref for one in stored.items]
    if not json:
        print_lines(refs)
    several = len(refs) > 1
    sentence = (
        f"{counted(len(refs), 'finding')} {'are' if several else 'is'} accepted and {'come' if several else 'comes'} "
        f"back on {day_words(until.first)}."
    )
    first = (
        f" “loti remove {refs[0]} --why TEXT” brings {'the first' if several else 'it'} back before." if refs else ""
    )
    tell(stored, before, json=json, instead=sentence, after=first)
