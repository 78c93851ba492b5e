"""`loti show`: the register, a list of it, or one item."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, print_rich, say
from loti_tui.cli.parameters import Json, Plain
from loti_tui.cli.session import opened, options_of
from loti_tui.defaults import today
from loti_tui.domain.item import Item
from loti_tui.domain.records import record
from loti_tui.domain.refused import NothingToDo, Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted

LISTS = {
    "risks": "risk",
    "procurement": "step",
    "milestones": "milestone",
    "actions": "action",
    "issues": "issue",
}
"""What `show` lists, and the kind of its items."""
SINGLES = ("publication", "decision")
WHATS = ("overview", *LISTS, *SINGLES)
NOT_YET = ("snapshots", "attention")


def show(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="[WHAT]", help=f"{', '.join(WHATS)}; or a reference.", show_default=False)
    ] = "overview",
    ref: Annotated[str, typer.Argument(metavar="[REF]", help="One item, such as R1.", show_default=False)] = "",
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Print the register at a glance, a list, or one item. In JSON, a list is a list of objects.

    "procurement" lists the steps; "show P1" is the procurement itself. A RAG is a shape, a word and a letter; where
    the recorded and the computed RAG differ, both show.

    \b
    loti show
    loti show risks
    loti show R1
    loti show publication --plain
    loti show milestones --json
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    name = what.strip().casefold()
    if name in NOT_YET:
        raise Refused(f"“show {name}” is not in this version of loti-tui. It can show {', '.join(WHATS)}.")
    options = options_of(ctx)
    if name not in WHATS and ref:
        raise Refused(
            f"There is no list {quoted(what)}: “show” takes {', '.join(WHATS)}, or one reference.{near(name)}"
        )
    state = opened(ctx, to_read=True).state()
    day = today(options)
    if ref:
        show_item(one_of(state, name, ref), state, day, plain, json)
    elif name == "overview":
        show_overview(state, day, plain, json)
    elif name in LISTS:
        show_list(name, state.of(LISTS[name]), state, day, plain, json)
    else:
        show_item(single(state, name) if name in SINGLES else found(state, what), state, day, plain, json)


def one_of(state: State, name: str, ref: str) -> Item:
    """The item of that reference, where it belongs to what was named. Raises `Refused`."""
    item = state.find(ref)
    kinds = {"procurement": ("step", "procurement")}.get(name, (LISTS.get(name, name),))
    if name == "overview" or item.KIND not in kinds:
        raise Refused(f"{item.ref} is not among the {name}. “loti show {item.ref}” shows it.")
    return item


def found(state: State, what: str) -> Item:
    """The item of a reference, or a sentence that also says what else can be shown."""
    try:
        return state.find(what)
    except Refused as refused:
        hint = near(what.strip().casefold())
        raise Refused(f"{refused.sentence}{hint}" if hint else refused.sentence) from None


def near(name: str) -> str:
    """A hint where a word is nearly the name of a list."""
    nearest = difflib.get_close_matches(name, WHATS, n=1)
    return f" Did you mean “{nearest[0]}”?" if nearest else ""


def single(state: State, name: str) -> Item:
    """The publication or the decision. Raises `NothingToDo` in a register that has none."""
    item = state.single(name)
    if item is None:
        raise NothingToDo(f"This register has no {name} recorded.")
    return item


def show_overview(state: State, day: date, plain: bool, json: bool) -> None:
    from loti_tui.cli import overview as at_a_glance

    if json:
        print_json(at_a_glance.overview(state, day))
    elif plain:
        print_lines(at_a_glance.overview_lines(state, day))
    else:
        print_rich(*at_a_glance.overview_page(state, day))


def show_list(name: str, items: Sequence[Item], state: State, day: date, plain: bool, json: bool) -> None:
    from loti_tui.cli.facts import brief
    from loti_tui.cli.tables import list_page

    if json:
        print_json([record(item, state, day) for item in items])
    elif not items:
        say(f"This register has no {'procurement steps' if name == 'procurement' else name} recorded.")
    elif plain:
        for number, item in enumerate(items):
            head = ["", item.ref] if number else [item.ref]
            print_lines([*head, *(f"{fact.label}: {fact.words}" for fact in brief(item, state, day))])
    else:
        print_rich(*list_page(LISTS[name], items, state, day))


def show_item(item: Item, state: State, day: date, plain: bool, json: bool) -> None:
    from loti_tui.cli.facts import facts
    from loti_tui.cli.tables import item_page

    if json:
        print_json(record(item, state, day))
    elif plain:
        print_lines([item.ref, *(f"{fact.label}: {fact.words}" for fact in facts(item, state, day))])
    else:
        print_rich(*item_page(item, state, day))
