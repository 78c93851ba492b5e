"""From a past of the register to the files of a pack: what the audience may not see goes first, then each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from loti_tui.domain.changes import Entry
from loti_tui.domain.differences import differences, summary, travel
from loti_tui.domain.moments import read_stamp
from loti_tui.domain.pasts import Basis, Past
from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import clean, quoted
from loti_tui.domain.trail import Trail
from loti_tui.domain.withholding import NO_PUBLIC_PACK, Withheld, grounds, withheld_lines
from loti_tui.packs.contents import report
from loti_tui.packs.files import write_all
from loti_tui.packs.pack import Pack, Sealed, Writer, stem
from loti_tui.packs.redaction import check_no_leak, check_still_public, public, public_before
from loti_tui.packs.report import NO_MOMENT
from loti_tui.packs.telling import BOARD, PUBLIC, Telling

FORMATS: Mapping[str, str] = {
    "pdf": "as_pdf",
    "html": "as_html",
    "docx": "as_docx",
    "odt": "as_odt",
    "xlsx": "as_xlsx",
    "ods": "as_ods",
    "csv": "as_csv",
    "json": "as_json",
    "markdown": "markdown",
    "ics": "as_ics",
    "ocds": "as_ocds",
}
"""The name that a person types -> the module here whose `write` makes the files; loaded when it is asked for."""

AUDIENCES = (BOARD, PUBLIC)
"""Who a pack can be made for."""

Progress = Callable[[str, int, int], None]
"""Called before each format with its name, how many are done, and how many there are; what it raises ends the work."""


def pack_of(basis: Basis, *, source: str, audience: str = BOARD) -> Pack:
    """The pack of a past: a snapshot's on the day that it was sealed for, else on the day of the run. Raises `Refused`.

    `source` says in a few words which register it is, such as its file's name; it stands in the board's pack.
    """
    return make_pack(
        basis.past.state,
        today=basis.past.day,
        source=source,
        audience=audience,
        trail=basis.trail,
        past=basis.past,
        previous=basis.previous,
        entries=basis.entries,
        present=basis.present,
    )


def make_pack(
    state: State,
    *,
    today: date,
    source: str,
    audience: str = BOARD,
    trail: Trail | None = None,
    past: Past | None = None,
    previous: Past | None = None,
    entries: Sequence[Entry] = (),
    present: tuple[State, date] | None = None,
) -> Pack:
    """What every writer gets. The only maker of packs, so that what the audience may not see is taken out in one place.

    `present` is the register as it stands and its day, where the pack is of an older snapshot. Raises `Refused`.
    """
    if audience not in AUDIENCES:
        raise Refused(f"{quoted(audience)} is not an audience of packs. Choose board or public.")
    state = state.on(today)
    before = previous.state.on(today) if previous else None
    snapshot = Sealed(past.snapshot.name, past.snapshot.sha256) if past and past.snapshot else None
    compared_with = previous.name if previous else ""
    left_out: tuple[Withheld, ...] = ()
    if audience == PUBLIC:
        with fails_closed():
            state, before, left_out = redacted(
                state, before, today, present, (snapshot.name if snapshot else "", compared_with)
            )
            source, entries, trail = "the board’s register", (), None
    said = clean(source) or "a register"  # a file's name may hold anything
    changes = differences(before, state, entries) if before else ()
    telling = Telling(
        state,
        today,
        audience,
        trail or Trail(),
        compared_with,
        before,
        changes,
        summary(before, state, changes) if before else "",
        travel(before, state),
        left_out,
    )
    made = moment_of(past)
    told = report(telling, said, snapshot=snapshot, made=made)
    return Pack(
        stem(state, audience, today, snapshot), state, told, today, said, audience, made, snapshot, compared_with,
        changes, left_out,
    )  # fmt: skip


def redacted(
    state: State, before: State | None, today: date, present: tuple[State, date] | None, names: tuple[str, ...]
) -> tuple[State, State | None, tuple[Withheld, ...]]:
    """What the public may see of a state and of the one before it, and how much is left out. Raises `Refused`."""
    found = grounds(state, today)
    if present is not None:
        check_still_public(state, found, *present)
    seen = public(state, found)
    earlier = public_before(before, seen, found, today) if before else None
    check_no_leak(state, seen, names)
    return seen, earlier, withheld_lines(state, found)


@contextmanager
def fails_closed() -> Iterator[None]:
    """Whatever goes wrong inside is a refusal: nothing is written of which it is not known that it may be seen."""
    try:
        yield
    except (Refused, CannotOpen):
        raise
    except Exception as fault:
        raise Refused(
            f"{NO_PUBLIC_PACK} What must be withheld could not be worked out ({type(fault).__name__}). “loti doctor” "
            f"may say more."
        ) from fault


def moment_of(past: Past | None) -> datetime:
    """The moment of the newest act in it, to the second: it goes into documents that know no less."""
    if past is None or not past.at:
        return NO_MOMENT
    return max(read_stamp(past.at).astimezone(UTC).replace(microsecond=0), NO_MOMENT)


def pack_files(pack: Pack, formats: Sequence[str], progress: Progress | None = None) -> dict[str, bytes]:
    """The files of the pack by name, all of them whole, before any is written. Raises `Refused`.

    The PDF takes about as long as all others together, and outside Python: it is made beside them.
    """
    names = known_formats(formats)
    with ThreadPoolExecutor(max_workers=1) as beside:
        early = {name: beside.submit(files_in, name, pack) for name in names if name in BESIDE and len(names) > 1}
        found: dict[str, dict[str, bytes]] = {}
        for done, name in enumerate(sorted(names, key=early.__contains__)):
            if progress:
                progress(name, done, len(names))
            found[name] = early[name].result() if name in early else files_in(name, pack)
    return {file: content for name in names for file, content in found[name].items()}


BESIDE = ("pdf",)
"""The formats that are made in a thread of their own."""


def files_in(name: str, pack: Pack) -> dict[str, bytes]:
    """The files of one format by name."""
    write: Writer = import_module(f"loti_tui.packs.{FORMATS[name]}").write
    return write(pack)


def write_pack(
    pack: Pack, formats: Sequence[str], folder: Path, *, force: bool = False, progress: Progress | None = None
) -> list[Path]:
    """Write the pack in these formats (or `all`) into `folder` and say which files there are now.

    Raises `Refused` or `CannotOpen` in a sentence; then nothing was written.
    """
    return write_all(folder, pack_files(pack, formats, progress), force=force)


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
