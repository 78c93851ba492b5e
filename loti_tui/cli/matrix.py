"""`loti matrix`: the RAG of each pair of impact and probability, from which day on, and what another one would move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from loti_tui.cli.edit import tell
from loti_tui.cli.facts import capital
from loti_tui.cli.output import grid, ours, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json, Plain, Why
from loti_tui.cli.session import nothing_changes, opened, options_of, read
from loti_tui.cli.typed import day_typed
from loti_tui.defaults import today, who
from loti_tui.domain.changes import Batch, Stored
from loti_tui.domain.dates import day_words
from loti_tui.domain.matrices import Move, called, changed, moves, preset, read_cells
from loti_tui.domain.refused import Refused
from loti_tui.domain.scoring import IMPACT_NAMES, PRESETS, PROBABILITY_NAMES, SCALE, Cells
from loti_tui.domain.state import State, in_force
from loti_tui.domain.text import counted, quoted

if TYPE_CHECKING:
    from rich.console import RenderableType

    from loti_tui.domain.items import Matrix

ACTIONS = ("show", "preset", "set", "impact")


def matrix(
    ctx: typer.Context,
    action: Annotated[
        str, typer.Argument(metavar="[ACTION]", help="show, preset, set or impact.", show_default=False)
    ] = "show",
    given: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD ...]", help="The name of a preset; or cells: impact,probability=G, A or R."),
    ] = None,
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The day it takes effect; else today.", show_default=False)
    ] = "",
    why: Why = "",
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show the RAG matrix in force, take a preset, set cells, or see first which risks another matrix would move.

    A change holds from a day on and leaves the matrix of the days before as it was. "impact" takes a preset or cells
    and changes nothing.

    As JSON: show prints one object with ref, title, effective_on, cells (impact, probability, score, rag) and others
    (ref, title, effective_on, when: earlier or coming); impact prints a list of objects with ref, description, now,
    then (the computed RAGs), recorded, and shown_moves, which is false where a recorded RAG stays.

    \b
    loti matrix
    loti matrix impact "1-3 / 4-8 / 9-16"
    loti matrix preset DD2092 --from "1 may 2017" --why "agreed by the board"
    loti matrix set 2,1=G 1,2=G --why "agreed by the board"
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    asked = action.strip().casefold()
    typed = given or []
    if asked not in ACTIONS:
        raise Refused(f"{quoted(action)} is not one of show, preset, set and impact. Nothing was changed.")
    if asked == "show" and (typed or since or why):
        raise Refused("“loti matrix show” takes no further words: it shows the matrix in force, and the others.")
    with nothing_changes():
        day = today(options_of(ctx))
        register = opened(ctx, to_read=asked in ("show", "impact"))
        state = read(ctx, register)
        if asked == "show":
            show_matrix(state, plain, json)
            return
        from_day = day_typed("matrix", "effective_on", since, state, day)
        first = from_day.first if from_day else day
        cells = cells_asked(asked, typed, state.on(first))
        if asked == "impact":
            tell_impact(moves(state.on(first), cells), json)
            return
        edits = () if cells == state.on(first).cells else changed(state, cells, first)
        stored = register.apply(Batch(who(options_of(ctx)), edits, why)) if edits else Stored(None)
    tell_change(stored, state, first, json)


def cells_asked(action: str, typed: list[str], before: State) -> Cells:
    """The cells that somebody means: those of a preset, or those `before` with some set. Raises `Refused`."""
    by_cell = action == "set" or (action == "impact" and any("=" in word for word in typed))
    if by_cell and not typed:
        raise Refused("Which cells? Write impact, probability and RAG of each, such as 3,2=A.")
    if not typed:
        raise Refused(f"Which preset? There are: {'; '.join(PRESETS)}.")
    return read_cells(typed, before.cells) if by_cell else preset(" ".join(typed))


def tell_impact(found: list[Move], json: bool) -> None:
    """What would move; nothing has."""
    if json:
        print_json([move_record(one) for one in found])
    elif found:
        print_lines(one.sentence for one in found)
    say(f"{counted(len(found), 'risk')} would be rated otherwise." if found else "No risk would be rated otherwise.")


def move_record(move: Move) -> dict[str, Any]:
    """A move as JSON."""
    return {
        "ref": move.risk.ref,
        "description": move.risk.description,
        "now": move.now.computed,
        "then": move.then.computed,
        "recorded": move.now.recorded,
        "shown_moves": move.shown_moves,
    }


def tell_change(stored: Stored, before: State, since: date, json: bool) -> None:
    """Say which matrix holds now and from when, and each risk whose RAG has moved or will move with it."""
    after = before.after(stored.items, stored.entries)
    of_day = next((one for one in stored.items if one.KIND == "matrix"), None)
    name = f"{of_day.ref} ({of_day.title_words})" if of_day else ""
    day = before.day or since
    tell(stored, before, json=json, instead=f"Matrix {name} holds from {day_words(since)}.")
    if not stored.entries:
        return
    judged_on = max(since, day)
    found = moves(before.on(judged_on), after.on(judged_on).cells)
    for one in found:
        say(moved_sentence(one, since if since > day else None))
    if not found:
        say("No computed RAG moves with it.")


def moved_sentence(move: Move, since: date | None) -> str:
    """What became of a risk, or what will on a day to come."""
    now, then = (one.computed.word if one.computed else "not scored" for one in (move.now, move.then))
    stays = f"; the recorded RAG stays {move.now.recorded.word}" if move.now.recorded else ""
    when = f" will move on {day_words(since)}" if since else " moved"
    return f"The computed RAG of {move.risk.ref}{when} from {now} to {then}{stays}."


# -- the matrix itself -----------------------------------------------------------------------------------------------


def show_matrix(state: State, plain: bool, json: bool) -> None:
    """The matrix in force, and the others with their days."""
    if json:
        print_json(matrix_record(state))
    elif plain:
        print_lines(matrix_lines(state))
    else:
        print_rich(*matrix_page(state))


def others(state: State) -> list[tuple[Matrix, str]]:
    """The matrices that are not in force, each with "earlier" or "coming", by the day they take effect."""
    rest = [one for one in state.matrices if one is not state.matrix]
    rest.sort(key=lambda one: one.effective_on.first if one.effective_on else date.min)
    return [(one, "earlier" if in_force(one, state.day) else "coming") for one in rest]


def from_words(one: Matrix | None) -> str:
    """From when a matrix is in force, after the word "from"."""
    if one is None or one.effective_on is None:
        return "the beginning (no day is recorded)"
    return day_words(one.effective_on.first)


def matrix_record(state: State) -> dict[str, Any]:
    """The matrix as JSON."""
    one = state.matrix
    return {
        "ref": one.ref if one else None,
        "title": one.title if one else called(state.cells),
        "effective_on": str(one.effective_on) if one and one.effective_on else None,
        "cells": [
            {"impact": i, "probability": p, "score": i * p, "rag": state.cells[i, p]} for i in SCALE for p in SCALE
        ],
        "others": [
            {
                "ref": other.ref,
                "title": other.title,
                "effective_on": str(other.effective_on) if other.effective_on else None,
                "when": when,
            }
            for other, when in others(state)
        ],
    }


def heading(state: State) -> tuple[str, str]:
    """What the matrix in force is called, and from when it is."""
    one = state.matrix
    return (f"{one.ref}, {one.title_words}" if one else called(state.cells)), from_words(one)


def matrix_lines(state: State) -> Iterator[str]:
    """The matrix, one fact a line, the worst pair first."""
    name, since = heading(state)
    yield f"Matrix in force: {name}"
    yield f"In force from: {capital(since)}"
    for p in reversed(SCALE):
        for i in reversed(SCALE):
            rag = state.cells[i, p]
            yield (
                f"Probability {p} {PROBABILITY_NAMES[p - 1]}, impact {i} {IMPACT_NAMES[i - 1]}: {rag.word} ({rag}), "
                f"score {i * p}"
            )
    for other, when in others(state):
        yield f"{when.capitalize()} matrix: {other.ref}, {other.title_words}, from {from_words(other)}"


def matrix_page(state: State) -> Iterable[RenderableType]:
    """The matrix for a terminal: probability upwards, impact to the right."""
    from rich.table import Table

    from loti_tui.cli.tables import rag_text

    name, since = heading(state)
    yield grid([[words("Matrix in force"), words(name, "bold")], [words("In force from"), words(capital(since))]])
    yield words("")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(words("Probability ↑  Impact →", "dim"), max_width=16, overflow="fold")
    for i in SCALE:
        table.add_column(words(f"{i} {IMPACT_NAMES[i - 1]}"), overflow="fold")
    for p in reversed(SCALE):
        table.add_row(words(f"{p} {PROBABILITY_NAMES[p - 1]}", "bold"), *(rag_text(state.cells[i, p]) for i in SCALE))
    yield table
    if rest := others(state):
        yield ours("\nOther matrices", "bold")
        yield grid(
            [
                [words(one.ref, "bold"), words(one.title_words), words(when), words(f"from {from_words(one)}")]
                for one, when in rest
            ],
            labels=False,
        )
