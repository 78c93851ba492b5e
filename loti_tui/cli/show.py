"""`loti show`: the register, a list of it, or one item."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json, Plain
from loti_tui.cli.session import attention_of, opened, options_of, read
from loti_tui.defaults import today
from loti_tui.domain.item import Item
from loti_tui.domain.items import Risk
from loti_tui.domain.meetings import agenda, agenda_order
from loti_tui.domain.records import record
from loti_tui.domain.refused import NothingToDo, Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted

if TYPE_CHECKING:
    from db.register import Register
    from loti_tui.cli.facts import Fact
    from loti_tui.domain.differences.trend import Earlier
    from loti_tui.domain.findings import Attention

LISTS = {
    "risks": "risk",
    "procurement": "step",
    "milestones": "milestone",
    "actions": "action",
    "issues": "issue",
    "resolutions": "resolution",
    "funding": "funding",
    "spends": "spend",
    "signoffs": "signoff",
    "daysoff": "dayoff",
    "acknowledgements": "acknowledgement",
    "withholdings": "withholding",
    "documents": "source",
}
"""What `show` lists, and the kind of its items."""
NAMES = {
    "procurement": "procurement steps",
    "resolutions": "board decisions",
    "funding": "funding lines",
    "signoffs": "sign-offs",
    "daysoff": "days off",
}
"""What people call the items of a list, where that is not its name."""
SINGLES = ("publication", "decision", "programme")
WHATS = ("overview", *LISTS, *SINGLES, "matrix", "snapshots", "attention")


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

    "procurement" lists the steps, after the law, the gate and the notices; "show P1" is the procurement itself.
    "actions" begins with what is open, by its date, and ends with what the board decided. "attention" is what "loti
    check" finds. A RAG is a shape, a word and a letter; where the recorded and the computed RAG differ, both show.

    \b
    loti show
    loti show risks
    loti show R1
    loti show actions --plain
    loti show publication --plain
    loti show milestones --json
    """
    if plain and json:
        raise Refused("--plain and --json are two forms of the same: give one of them.")
    name = what.strip().casefold()
    if name not in WHATS and ref:
        raise Refused(
            f"There is no list {quoted(what)}: “show” takes {', '.join(WHATS)}, or one reference.{near(name)}"
        )
    register = opened(ctx, to_read=True)
    state, day = read(ctx, register), today(options_of(ctx))
    if name == "snapshots":
        show_snapshots(register, ref, plain, json)
    elif name in ("attention", "overview") and not (name == "overview" and ref):
        show_found(ctx, register, state, ref, name, plain, json)
    elif ref:
        show_item(register, one_of(state, name, ref), state, day, plain, json)
    elif name == "matrix":
        from loti_tui.cli.matrix import show_matrix

        show_matrix(state, plain, json)
    elif name in LISTS:
        show_list(register, name, state, day, plain, json)
    else:
        item = single(state, name) if name in SINGLES else found(state, what)
        show_item(register, item, state, day, plain, json)


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


def show_found(
    ctx: typer.Context, register: Register, state: State, ref: str, name: str, plain: bool, json: bool
) -> None:
    """The overview, or what needs attention: of everything, or of one item."""
    from loti_tui.cli.check import print_findings

    attention = attention_of(ctx, register, state)
    if name == "overview":
        show_overview(register, state, today(options_of(ctx)), attention, plain, json)
        return
    item = state.find(ref) if ref else None
    told = [one for one in attention.open if item is None or one.item == item.id]
    print_findings(told, plain, json)
    if not told:
        say(f"Nothing is found {f'in {item.ref} ' if item else ''}that needs attention.")


def show_overview(register: Register, state: State, day: date, attention: Attention, plain: bool, json: bool) -> None:
    """The programme at a glance, with what changed since the last snapshot."""
    from loti_tui.cli import overview as at_a_glance

    changes = at_a_glance.changes_in(register, day)
    if json:
        print_json(at_a_glance.overview(state, day, attention, changes))
    elif plain:
        print_lines(at_a_glance.overview_lines(state, day, attention, changes))
    else:
        print_rich(*at_a_glance.overview_page(state, day, attention, changes))


def show_snapshots(register: Register, name: str, plain: bool, json: bool) -> None:
    """What “loti snapshot list” prints, or “loti snapshot show NAME”."""
    from loti_tui.cli import snapshot

    if name:
        snapshot.tell_one(snapshot.named(register, name), json, plain=plain)
    else:
        snapshot.tell_list(register.snapshots(), json, plain=plain)


def listed(name: str, state: State) -> Sequence[Item]:
    """The items of a list: actions and board decisions as an agenda has them, the others by reference."""
    kind = LISTS[name]
    if kind in ("action", "resolution"):
        return [one for one in agenda_order(state) if kind == one.KIND]
    return state.of(kind)


def earlier_than_now(register: Register, items: Sequence[Item]) -> Earlier | None:
    """What the risks were in the newest snapshot, where these are risks and there is one."""
    if not any(isinstance(item, Risk) for item in items) or not (sealed := register.snapshots()):
        return None
    from loti_tui.domain.differences.trend import earlier

    return earlier(sealed[-1])


def show_list(register: Register, name: str, state: State, day: date, plain: bool, json: bool) -> None:
    """A list, with what is told above and below it; as JSON, the items alone."""
    items = listed(name, state)
    if json:
        print_json([record(item, state, day) for item in items])
        return
    print_facts(ABOVE[name](state, day) if name in ABOVE else [], plain)
    if items:
        print_list(LISTS[name], items, state, day, plain, earlier_than_now(register, items))
    else:
        say(f"This register has no {NAMES.get(name, name)} recorded.")
    if name == "actions" and (decided := listed("resolutions", state)):
        print_lines([*([""] if items else []), "Board decisions", ""])
        print_list("resolution", decided, state, day, plain)


def print_list(
    kind: str, items: Sequence[Item], state: State, day: date, plain: bool, earlier: Earlier | None = None
) -> None:
    """Items of one kind: a table, or one fact a line with an empty line between two."""
    from loti_tui.cli.facts import brief
    from loti_tui.cli.tables import list_page

    if not plain:
        print_rich(*list_page(kind, items, state, day, earlier))
        return
    for number, item in enumerate(items):
        head = ["", item.ref] if number else [item.ref]
        print_lines([*head, *(f"{fact.label}: {fact.words}" for fact in brief(item, state, day, earlier))])


def print_facts(facts: Sequence[Fact], plain: bool) -> None:
    """What stands above a list, with an empty line after it."""
    from loti_tui.cli.tables import facts_grid

    if facts and plain:
        print_lines([*(f"{fact.label}: {fact.words}" for fact in facts), ""])
    elif facts:
        print_rich(facts_grid(facts), words(""))


def above_actions(state: State, day: date) -> list[Fact]:
    """How many actions are open, and how many of these overdue."""
    from loti_tui.cli.facts import Fact

    return [Fact("agenda", "Actions", agenda(state, day).words)] if state.actions else []


def above_steps(state: State, day: date) -> list[Fact]:
    """The law, the gate and the notices of the procurement."""
    from loti_tui.cli.procurement import heading_facts

    return heading_facts(state)


def above_milestones(state: State, day: date) -> list[Fact]:
    """What the board judges its milestones by, and its confidence that the programme delivers."""
    from loti_tui.cli.facts import Fact, recorded, rule_words

    programme = state.programme
    told = recorded(programme, state) if programme else ()
    kept = [one for one in told if one.name == "confidence" or (one.name == "confidence_reason" and not one.missing)]
    return [Fact("rag_rule", "Milestone RAG", f"By the rule {rule_words(state)}"), *kept]


ABOVE: dict[str, Callable[[State, date], list[Fact]]] = {
    "actions": above_actions,
    "procurement": above_steps,
    "milestones": above_milestones,
}
"""List -> what is told above it."""


def show_item(register: Register, item: Item, state: State, day: date, plain: bool, json: bool) -> None:
    from loti_tui.cli.facts import facts
    from loti_tui.cli.tables import item_page

    if json:
        print_json(record(item, state, day))
    elif plain:
        told = facts(item, state, day, earlier_than_now(register, [item]))
        print_lines([item.ref, *(f"{fact.label}: {fact.words}" for fact in told)])
    else:
        print_rich(*item_page(item, state, day, earlier_than_now(register, [item])))
