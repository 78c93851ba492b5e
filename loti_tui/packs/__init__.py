"""Packs: what a secretary hands to the board, from the register as it stands, in several formats at once.

The same state, day and source give the same bytes, wherever and whenever the pack is made. To add a format: one file
with a `Writer`, one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import clean, quoted
from loti_tui.domain.trail import Trail
from loti_tui.packs import as_csv, as_json, markdown
from loti_tui.packs.contents import board_report
from loti_tui.packs.files import write_all
from loti_tui.packs.pack import Pack, Writer, stem

__all__ = ["AUDIENCES", "FORMATS", "Pack", "Writer", "make_pack", "pack_files", "write_pack"]

FORMATS: Mapping[str, Writer] = {"markdown": markdown.write, "json": as_json.write, "csv": as_csv.write}
"""The name that a person types -> what makes the files."""

AUDIENCES = ("board",)
"""Who a pack can be made for. Everybody else is refused: without redaction, nothing may leave (domain rules §4)."""


def write_pack(
    state: State,
    formats: Sequence[str],
    folder: Path,
    *,
    today: date,
    source: str,
    audience: str = "board",
    force: bool = False,
    trail: Trail | None = None,
) -> list[Path]:
    """Write the pack in these formats (or `all`) into `folder` and say which files there are now.

    `source` says in a few words which register it is, such as its file's name; it stands in the pack. `trail` is what
    some of its findings look back on. Raises `Refused` or `CannotOpen` in a sentence; then nothing was written.
    """
    files = pack_files(state, formats, today=today, source=source, audience=audience, trail=trail)
    return write_all(folder, files, force=force)


def pack_files(
    state: State,
    formats: Sequence[str],
    *,
    today: date,
    source: str,
    audience: str = "board",
    trail: Trail | None = None,
) -> dict[str, bytes]:
    """The files of the pack by name, all of them whole, before any is written. Raises `Refused`."""
    pack = make_pack(state, today=today, source=source, audience=audience, trail=trail)
    files: dict[str, bytes] = {}
    for name in known_formats(formats):
        files |= FORMATS[name](pack)
    return files


def make_pack(state: State, *, today: date, source: str, audience: str = "board", trail: Trail | None = None) -> Pack:
    """What every writer gets. The only maker of packs, so that the audience is asked about in one place."""
    check_audience(audience, state)
    said = clean(source) or "a register"  # a file's name may hold anything
    state = state.on(today)
    report = board_report(state, today, said, trail)
    return Pack(stem(state, audience, today), state, report, today, said, audience)


def known_formats(formats: Sequence[str]) -> list[str]:
    """Each format once, in the order asked for. Raises `Refused` with the names of those there are."""
    choice = f"Choose from {', '.join(FORMATS)}, or all."
    wanted = [name.strip().casefold() for name in formats]
    if not wanted:
        raise Refused(f"A pack needs at least one format. {choice}")
    for name, typed in zip(wanted, formats, strict=True):
        if name not in FORMATS and name != "all":
            raise Refused(f"{quoted(typed)} is not a format of packs. {choice}")
    return list(FORMATS if "all" in wanted else dict.fromkeys(wanted))


def check_audience(audience: str, state: State) -> None:
    """Fails closed: what is not known to be safe is refused."""
    if audience in AUDIENCES:
        return
    if audience != "public":
        raise Refused(f"{quoted(audience)} is not an audience of packs. This version makes packs for: board.")
    deferred = state.publication is not None and state.publication.deferred
    reason = "publication of Part 1 is deferred" if deferred else "this version cannot take out what is exempt"
    raise Refused(f"No public pack was made: {reason}. This version makes packs for the board only.")
