"""`loti snapshot`: sealed states of the register, taken, listed, shown and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from loti_tui.cli.output import grid, print_json, print_lines, print_rich, say, words
from loti_tui.cli.parameters import Json, Why
from loti_tui.cli.session import nothing_changes, opened, options_of
from loti_tui.defaults import today, who
from loti_tui.domain.refused import CannotOpen, NothingToDo, Refused
from loti_tui.domain.text import clean, quoted

if TYPE_CHECKING:
    from db.register import Register
    from loti_tui.domain.snapshots import Snapshot

VERIFIED, BROKEN = 0, 1
LABELS = {
    "name": "Name",
    "at": "Sealed",
    "who": "By",
    "why": "Why",
    "id": "Id",
    "upto": "Up to act",
    "before": "Snapshot before",
    "sha256": "SHA-256",
    "items": "Items",
}


def snapshot(
    ctx: typer.Context,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="take, list, show or verify.")],
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What the snapshot is called.")] = "",
    why: Why = "",
    json: Json = False,
) -> int:
    """Seal the state of the register under a name, list what was sealed, show it, and verify that it stands.

    A snapshot is canonical JSON with its SHA-256 and that of the one before. It is never altered. verify ends with
    status 1 where one is not what was sealed.

    \b
    loti snapshot take "Board 27 March 2017"
    loti snapshot list
    loti snapshot show "Board 27 March 2017" --json
    loti snapshot verify
    """
    if action not in ("take", "list", "show", "verify"):
        raise Refused(f"{quoted(action)} is not one of take, list, show and verify. Nothing was done.")
    if action in ("take", "show") and not name.strip():
        raise Refused(f"Which snapshot? Write: loti snapshot {action} NAME")
    if action == "list" and name:
        raise Refused("“loti snapshot list” takes no name: it lists all of them.")
    options, register = options_of(ctx), opened(ctx, to_read=action != "take")
    if action == "take":
        with nothing_changes():
            tell_taken(register.take_snapshot(name, who=who(options), why=why, day=today(options)), json)
    elif action == "list":
        tell_list(register.snapshots(), json)
    elif action == "show":
        tell_one(named(register, name), json)
    else:
        return verify(register, name, json)
    return VERIFIED


def named(register: Register, name: str) -> Snapshot:
    """The snapshot of that name. Raises `NothingToDo`."""
    known = register.snapshots()
    wanted = clean(name, label="The name of a snapshot").strip()
    for one in known:
        if one.name.casefold() == wanted.casefold():
            return one
    names = ", ".join(quoted(one.name) for one in known[-5:])
    raise NothingToDo(
        f"There is no snapshot {quoted(name)}. " + (f"There are: {names}." if known else "None is taken.")
    )


def record(one: Snapshot) -> dict[str, Any]:
    """A snapshot's heading as JSON; null for what is not there any more to be read."""
    try:
        stated = one.document
    except ValueError:
        stated = {}
    said = {name: stated.get(name) for name in ("at", "who", "why")}
    return {"name": one.name, **said, "id": one.id, "upto": one.upto, "before": stated.get("before"),
            "sha256": one.sha256}  # fmt: skip


def tell_taken(taken: Snapshot, json: bool) -> None:
    """Say what was sealed."""
    if json:
        print_json(record(taken))
    else:
        print_lines([taken.sha256])
    say(f"Snapshot {quoted(taken.name)} was sealed. Its SHA-256 is {taken.sha256}.")


def tell_list(known: list[Snapshot], json: bool, *, plain: bool = False) -> None:
    """Every snapshot, oldest first; in the `plain` form one fact a line."""
    from loti_tui.domain.moments import london
    from loti_tui.domain.sealings import sealing

    if json:
        print_json([record(one) for one in known])
    elif plain and known:
        for number, one in enumerate(known):
            print_lines([*([""] if number else []), *spoken(record(one) | {"items": sealing(one, "").items})])
    elif known:
        headings = [record(one) for one in known]
        rows = [
            (one["name"], london(one["at"]) if one["at"] else "cannot be read", one["who"] or "–", one["sha256"][:12])
            for one in headings
        ]
        print_rich(grid([[words(str(part)) for part in row] for row in rows], labels=False))
    else:
        say("No snapshot is taken yet. “loti snapshot take NAME” seals what the register holds now.")


def spoken(heading: dict[str, Any]) -> list[str]:
    """A snapshot's heading, one fact a line."""
    from loti_tui.domain.moments import london

    told = heading | {"at": london(heading["at"]) if heading["at"] else "cannot be read"}
    return [f"{LABELS[name]}: {value if value not in (None, '') else 'None'}" for name, value in told.items()]


def tell_one(one: Snapshot, json: bool, *, plain: bool = False) -> None:
    """One snapshot: all of it as JSON, else its heading; in the `plain` form one fact a line."""
    from loti_tui.domain.moments import london

    try:
        document = one.document
    except ValueError:
        raise CannotOpen(
            f"Snapshot {quoted(one.name)} cannot be read: it is not what was sealed. “loti doctor” says more."
        ) from None
    if json:
        print_json(document | {"sha256": one.sha256})
        return
    items = sum(len(of_kind) for of_kind in document["items"].values())
    if plain:
        print_lines(spoken(record(one) | {"items": items}))
        return
    found = record(one) | {"at": london(document["at"]), "items": items}
    print_rich(grid([[words(LABELS[name]), words(str(value or "–"))] for name, value in found.items()]))


def verify(register: Register, name: str, json: bool) -> int:
    """Say whether one snapshot, or each, is what was sealed. Returns the exit status."""
    known = [named(register, name)] if name else register.snapshots()
    broken = register.broken_snapshots()
    found = [(one, [told for of, told in broken if of == one.id]) for one in known]
    if json:
        print_json([{"name": one.name, "sha256": one.sha256, "sound": not told, "faults": told} for one, told in found])
    else:
        print_lines(told for _, faults in found for told in faults)
    faulty = sum(bool(faults) for _, faults in found)
    if not known:
        say("No snapshot is taken yet.")
    elif faulty:
        say(f"{faulty} of {len(known)} snapshots {'is' if faulty == 1 else 'are'} not what was sealed.")
    else:
        say(f"{len(known)} snapshot{'s are' if len(known) > 1 else ' is'} what was sealed.")
    return BROKEN if faulty else VERIFIED
