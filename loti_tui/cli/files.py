"""`loti init` and `loti info`: the register as a file."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from loti_tui import __version__
from loti_tui.cli.facts import capital
from loti_tui.cli.output import grid, print_json, print_rich, say, words
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import opened, options_of, read, tell, usable
from loti_tui.defaults import who
from loti_tui.domain.records import entry
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.places import log_file, register_path, settings_file

LABELS = {
    "warning": "Lies in", "id": "Register's id", "schema": "Tables, version", "bytes": "Bytes",
    "removed": "Removed items", "batches": "Acts", "loti-tui": "loti-tui", "sqlite": "SQLite", "sqlmodel": "SQLModel",
}  # fmt: skip
"""What the lines of `loti info` are called, where that is not the name itself."""

PLAIN = "A folder not known to be shared or copied"
"""Where a register lies, when nothing speaks against it."""


def init(
    ctx: typer.Context,
    blank: Annotated[bool, typer.Option("--blank", help="Nothing in it but a programme and the RAG matrix.")] = False,
    json: Json = False,
) -> None:
    """Make a register: that of decision DD2092, or an empty one. A file that is there is never written over.

    Without --register it is made in your own data folder, where "loti" looks first.

    \b
    loti init
    loti init --blank --register board.loti
    """
    options = options_of(ctx)
    if options.read_only:
        raise Refused("--read-only and a new register exclude each other. Nothing was made.")
    path = register_path(options.register)
    with usable(str(path)):
        if not options.register:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        from db.register import Register
        from db.whereabouts import whereabouts
        from fixtures import dd2092

        batch = dd2092.blank_batch(who(options)) if blank else dd2092.first_batch(who(options))
        register = Register.create(path, [batch])
    entries = register.history()
    what = "An empty register" if blank else "A register of decision DD2092"
    named = f" --register {options.register}" if options.register else ""
    say(f"{what} was made at {path}. Try: loti{named} show")
    where = whereabouts(path)
    tell(where.sentence if where else "")
    if json:
        first = entries[0].batch if entries else None
        changes = [entry(one) for one in entries]
        print_json({"register": str(path.absolute()), "id": register.id, "batch": first, "changes": changes})


def info(ctx: typer.Context, json: Json = False) -> None:
    """Print where things lie, which versions are at work, and how large the register is.

    Paths and versions are printed also where the register cannot be opened; the exit status is then 3.
    """
    from db.whereabouts import whereabouts

    path = register_path(options_of(ctx).register)
    where = whereabouts(path)
    told: dict[str, Any] = {
        "register": str(path.absolute()),
        "warning": where.sentence if where else None,
        "settings": str(settings_file()),
        "log": str(log_file()),
        "versions": versions(),
        "id": None,
        "schema": None,
        "bytes": None,
        "items": None,
        "removed": None,
        "batches": None,
        "changes": None,
    }
    fault: CannotOpen | None = None
    try:
        told |= measured(ctx, path)
    except CannotOpen as unopened:
        fault = unopened
    if json:
        print_json(told)
    else:
        told["warning"] = f"{capital(where.place)}: {where.risk}" if where else PLAIN
        rows = {name: value for name, value in told.items() if name != "versions"} | told["versions"]
        print_rich(grid([[words(label(name)), words(in_words(value))] for name, value in rows.items()]))
    if fault:
        raise fault


def versions() -> dict[str, str | None]:
    """What is at work, by name."""
    found: dict[str, str | None] = {
        "loti-tui": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in ("textual", "sqlmodel", "pendulum"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def measured(ctx: typer.Context, path: Path) -> dict[str, Any]:
    """What is in the register."""
    from db.files import SCHEMA

    register = opened(ctx, to_read=True)
    items, log = list(read(ctx, register)), register.history()
    return {
        "id": register.id,
        "schema": SCHEMA,
        "bytes": path.stat().st_size,
        "items": sum(not item.removed for item in items),
        "removed": sum(item.removed for item in items),
        "batches": len({one.batch for one in log}),
        "changes": len(log),
    }


def label(name: str) -> str:
    return LABELS.get(name, capital(name))


def in_words(value: object) -> str:
    if value is None:
        return "Not known"
    return f"{value:,}" if isinstance(value, int) else str(value)
