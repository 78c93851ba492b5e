"""`loti add`, `set`, `remove` and `restore`: one act each, through the register's door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, say
from loti_tui.cli.parameters import Json, NewOwner, Values, Why
from loti_tui.cli.session import nothing_changes, opened, options_of, read, reason
from loti_tui.cli.typed import ADDABLE, alternatives, kind_to_add, values
from loti_tui.defaults import today, who
from loti_tui.domain.changes import Batch, Edit
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Kind
from loti_tui.domain.items import KINDS
from loti_tui.domain.owners import doubt
from loti_tui.domain.records import entry
from loti_tui.domain.refused import Refused
from loti_tui.domain.said import said
from loti_tui.domain.state import State
from loti_tui.domain.text import clean

if TYPE_CHECKING:
    from loti_tui.domain.changes import Stored

Ref = Annotated[str, typer.Argument(metavar="REF", help="A reference such as R1, or publication.")]


def tell(stored: Stored, before: State, *, json: bool, instead: str = "", after: str = "") -> None:
    """Say what a batch did, or `instead` of that another sentence, and what comes `after`; with `json`, print it."""
    now = before.after(stored.items, stored.entries)
    sentence = instead if instead and stored.entries else said(stored.entries, now, stored.act)
    say(sentence + after)
    if json:
        print_json({"batch": stored.batch, "changes": [entry(one) for one in stored.entries]})


def check_owner(state: State, given: dict[str, Plain], new_owner: bool) -> None:
    """Refuse an owner who is nearly one that the register knows, unless somebody new is meant. Raises `Refused`."""
    said_so = "" if new_owner else doubt(state, given.get("owner"))
    if said_so:
        raise Refused(f"{said_so} Write that, or add --new-owner if somebody new is meant.")


def check_alone(state: State, kind: Kind) -> None:
    """Refuse a second item of a kind that a programme has just one of. Raises `Refused`."""
    if kind.single and (there := state.single(kind.name)):
        raise Refused(f"This register has a {kind.name} already, {there.ref}: “loti set {kind.name}” changes it.")


def add(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{alternatives(ADDABLE, 'or')}.")],
    fields: Values,
    why: Why = "",
    new_owner: NewOwner = False,
    json: Json = False,
) -> None:
    """Add an item and print its new reference.

    An action with a risk is one of its mitigations; a resolution is what the board decided; a dayoff is a day on
    which the board does not work, besides bank holidays.

    \b
    loti add risk description="The data arrives late" impact=2 probability=3
    loti add milestone title="Final report" baseline="nov 2017" depends_on=M2
    loti add action description="Ask a third supplier" risk=R1 due="next fri"
    loti add resolution decided="Go on with two suppliers" meeting=27/3/17
    loti add funding payer="London Councils" amount=25k
    loti add spend title="Scoping study" amount=£90,000 stage=committed
    loti add dayoff title="Office closed" day="29 dec 2017"
    """
    options = options_of(ctx)
    with nothing_changes():
        wanted = kind_to_add(kind)
        register = opened(ctx)
        state = read(ctx, register)
        check_alone(state, wanted)
        given = values(wanted, fields, state.reading(today(options)))
        check_owner(state, given, new_owner)
        stored = register.add(wanted.name, given, who=who(options), why=why)
    if not json:
        print_lines(item.ref for item in stored.items)
    tell(stored, state, json=json)


def set_fields(
    ctx: typer.Context, ref: Ref, fields: Values, why: Why = "", new_owner: NewOwner = False, json: Json = False
) -> None:
    """Change one item, in one step that "loti undo" takes back.

    REF is a reference, or programme, publication, decision or procurement. A field is named as in "loti show REF
    --json" or by its label; rag is the recorded RAG. A new impact or probability clears the recorded RAG, which was
    stated for the old ones. Dates are day first and may be a month, a quarter or a year. A baseline, and the day until
    which publication is deferred, change with a reason only.

    \b
    loti set R1 impact=3 probability=4 --why "two suppliers withdrew"
    loti set R1 rag=A --why "contract signed"
    loti set M2 forecast="dec 2017"
    loti set M2 baseline="dec 2017" --why "the board moved it"
    loti set publication waits_for=S8 exemption=s22
    loti set programme milestone_rule="week ahead" confidence=A
    loti set M1 owner=
    """
    options = options_of(ctx)
    with nothing_changes():
        register = opened(ctx)
        state = read(ctx, register)
        item = state.find(ref)
        given = values(KINDS[item.KIND], fields, state.reading(today(options)))
        check_owner(state, given, new_owner)
        edits = tuple(Edit(item.KIND, item.id, name, value) for name, value in given.items())
        stored = register.apply(Batch(who(options), edits, clean(why, label="The reason")))
    tell(stored, state, json=json)


def remove(ctx: typer.Context, ref: Ref, why: Why = "", json: Json = False) -> None:
    """Take an item out of the register. Its history stays, and "loti restore" brings it back.

    \b
    loti remove R4 --why "entered twice"
    """
    whether_removed(ctx, ref, True, reason(why, "A removal"), json)


def restore(ctx: typer.Context, ref: Ref, why: Why = "", json: Json = False) -> None:
    """Bring back an item that was removed.

    \b
    loti restore R4
    """
    whether_removed(ctx, ref, False, why, json)


def whether_removed(ctx: typer.Context, ref: str, removed: bool, why: str, json: bool) -> None:
    """Remove an item, or bring it back."""
    options = options_of(ctx)
    with nothing_changes():
        register = opened(ctx)
        state = read(ctx, register)
        item = state.find(ref, removed=not removed)
        stored = register.apply(Batch(who(options), (Edit(item.KIND, item.id, "removed", removed),), why))
    tell(stored, state, json=json, after="" if not removed else f" “loti restore {item.ref}” brings it back.")
