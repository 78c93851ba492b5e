"""`loti publish` and `loti defer`: the answer to "may Part 1 now be published?"; and where that stands, in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.facts import capital
from loti_tui.cli.output import say
from loti_tui.cli.parameters import Json, Why
from loti_tui.cli.session import attention_of, nothing_changes, opened, options_of, read, reason
from loti_tui.cli.typed import day_typed
from loti_tui.defaults import today, who
from loti_tui.domain.changes import Batch
from loti_tui.domain.dates import day_words
from loti_tui.domain.publication import Stage, countdown
from loti_tui.domain.publishing import deferred, published
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import counted


def publish(
    ctx: typer.Context,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day of publication; else today.", show_default=False)
    ] = "",
    why: Why = "",
    json: Json = False,
) -> None:
    """Record that Part 1 of the decision was published: on which day, and by whom (--as). "loti undo" takes it back.

    Nothing is sent anywhere: the register keeps what you did. A date is read day first.

    \b
    loti publish
    loti publish --on 5/4/17 --as "Jo Bloggs"
    """
    options = options_of(ctx)
    day = today(options)
    with nothing_changes():
        register = opened(ctx)
        state = read(ctx, register)
        on_day = day_typed("publication", "published_on", on, state, day)
        edits = published(state, on_day.first if on_day else day, who(options))
        stored = register.apply(Batch(who(options), edits, why))
    tell(stored, state, json=json)
    touched = {entry.item for entry in stored.entries}
    for finding in attention_of(ctx, register, state.after(stored.items, stored.entries)).open:
        if finding.item in touched and finding.field == "published_on":
            say(finding.sentence)


def defer(
    ctx: typer.Context,
    until: Annotated[str, typer.Argument(metavar="DATE", help="The day until which publication waits; day first.")],
    why: Why = "",
    json: Json = False,
) -> None:
    """Defer publication of Part 1 until a day, or extend the deferral, for a reason. Every earlier day stays on record.

    The reason becomes that of the deferral. "loti show publication" shows the earlier days, "loti undo" takes it back.

    \b
    loti defer "31 may 2017" --why "procurement not finished"
    loti defer +2w --why "the board meets again"
    """
    options = options_of(ctx)
    with nothing_changes():
        kept = reason(why, "A deferral")
        register = opened(ctx)
        state = read(ctx, register)
        day = day_typed("publication", "until", until, state, today(options))
        if day is None:
            raise Refused("A deferral ends on a day, such as 31 Mar 2017.")
        stored = register.apply(Batch(who(options), deferred(state, day, kept, today(options)), kept))
    tell(stored, state, json=json)
    for sentence in where_it_stands(state.after(stored.items, stored.entries), today(options)):
        say(sentence)


def where_it_stands(state: State, day: date) -> list[str]:
    """Where publication stands on a day, in whole sentences; none in a register that records none."""
    publication = state.publication
    if publication is None:
        return []
    sentences = [due_sentence(state, day)]
    until = publication.until
    if publication.deferred and publication.published_on is None and until is not None and day <= until.last:
        sentences.append(f"The deferral ends {ahead((until.last - day).days)}, on {day_words(until.last)}.")
    return sentences


def due_sentence(state: State, day: date) -> str:
    """When Part 1 is due, or since when it is overdue, or that it was published."""
    standing = countdown(state, day)
    published_on = state.publication.published_on if state.publication else None
    if published_on is not None:
        verb = "is recorded as" if published_on.first > day else "was"
        return f"Part 1 {verb} published on {published_on.spoken()}."
    if standing.due is None:
        return f"{capital(standing.words)}."
    on = day_words(standing.due)
    if standing.stage is Stage.OVERDUE:
        return f"Publication of Part 1 is overdue by {counted(standing.days, 'day')}: it was due on {on}."
    return f"Publication of Part 1 is due {ahead(standing.days)}, on {on}."


def ahead(days: int) -> str:
    """ "today", "in 1 day", "in 12 days"."""
    return f"in {counted(days, 'day')}" if days else "today"
