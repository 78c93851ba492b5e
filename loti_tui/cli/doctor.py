"""`loti doctor`: whether everything in the register is whole, and putting right what can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from loti_tui.cli.output import print_json, print_lines, say
from loti_tui.cli.parameters import Json
from loti_tui.cli.session import options_of, usable
from loti_tui.domain.refused import Refused
from loti_tui.places import register_path

if TYPE_CHECKING:
    from db.doctor import Fault

WELL, FAULTY = 0, 1


def doctor(
    ctx: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Make the tables anew from the log, after a copy.")] = False,
    json: Json = False,
) -> int:
    """Check the file, its links and constraints, every line of the log, the tables against it, and the snapshots.

    Exit status 0 where all is well, 1 where something is not. Nothing is changed without --repair.

    \b
    loti doctor
    loti doctor --repair
    """
    options = options_of(ctx)
    if repair and options.read_only:
        raise Refused("--read-only and --repair exclude each other. Nothing was changed.")
    path = register_path(options.register)
    with usable(str(path)):
        from db import doctor as db_doctor
        from db.backups import utc_now
        from db.files import with_offer
        from db.whereabouts import whereabouts

        faults, mended = db_doctor.examine(path), ""
        if repair and any(fault.mendable for fault in faults):
            mended = db_doctor.repair(path, utc_now()).name
            faults = db_doctor.examine(path)
        where = whereabouts(path)
        if json:
            told = {"register": str(path.absolute()), "repaired": mended or None}
            print_json(record(faults) | told | {"warning": where.sentence if where else None})
        else:
            print_lines(report(faults))
        if mended:
            say(f"The tables were made anew from the log. As it was before, the register is kept as backup {mended}.")
        elif repair and not faults:
            say("There was nothing to repair. Nothing was changed.")
        if any(not fault.mendable for fault in faults):
            say(with_offer("What is named above cannot be put right from the log.", path))
        elif faults:
            say("“loti doctor --repair” makes the tables anew from the log, after a copy.")
        else:
            say(f"{path} is whole.")
        if where:
            say(where.sentence)
    return FAULTY if faults else WELL


def record(faults: list[Fault]) -> dict[str, object]:
    """The findings as JSON."""
    from db.doctor import CHECKS

    found = {name: [fault.sentence for fault in faults if fault.check == name] for name in CHECKS}
    checks = [{"check": name, "sound": not told, "faults": told} for name, told in found.items()]
    return {"sound": not faults, "checks": checks}


def report(faults: list[Fault]) -> list[str]:
    """The findings, a line each; what is sound says so."""
    from db.doctor import CHECKS, SOUND

    lines = []
    for name in CHECKS:
        found = [fault.sentence for fault in faults if fault.check == name]
        lines += [f"Fault  {sentence}" for sentence in found] or [f"Sound  {SOUND[name]}"]
    return lines
