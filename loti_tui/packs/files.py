"""Writing a pack's files: every one whole, all of them or none, and never over another file unless told to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from loti_tui.domain.refused import CannotOpen, Refused

OWNER_ONLY = 0o600
"""A pack holds what may not be published: nobody else on the machine reads it unless its owner lets them."""


def write_all(folder: Path, files: Mapping[str, bytes], *, force: bool) -> list[Path]:
    """Write these files into `folder`, which is made if need be, with its parents.

    Raises `Refused` where one of them is there already and `force` is not given, and `CannotOpen` where the folder
    cannot be written. Then everything is as it was: no part of a file, no file of a set, no new folder.
    """
    contents = {folder / name: content for name, content in files.items()}
    try:
        # Closed from the last to the first: files put in place, parts beside them, folders. On success only parts.
        with ExitStack() as folders, ExitStack() as parts, ExitStack() as placed:
            make_folder(folder, folders)
            check_free(contents, force=force)
            written = {target: write_part(target, content, parts) for target, content in contents.items()}
            for target, part in written.items():
                (replace if force else put)(part, target, parts, placed)
            sync_folder(folder)
            placed.pop_all()
            folders.pop_all()
    except Refused:
        raise
    except (OSError, ValueError) as fault:  # a path with a NUL in it is a ValueError
        reason = getattr(fault, "strerror", None) or str(fault)
        raise CannotOpen(
            f"The pack could not be written to {folder} ({reason}). Nothing was left behind. "
            f"Name a folder that you may write to."
        ) from fault
    return list(contents)


def make_folder(folder: Path, undo: ExitStack) -> None:
    """Make the folder and what is missing above it."""
    missing = [folder, *folder.parents]
    missing = missing[: next((place for place, one in enumerate(missing) if one.exists()), len(missing))]
    for one in reversed(missing):
        one.mkdir()
        undo.callback(take_away_folder, one)
    if not folder.is_dir():
        raise NotADirectoryError(20, "it is a file, not a folder")


def check_free(targets: Iterable[Path], *, force: bool) -> None:
    """Raises `Refused` with the names that are taken, before anything is written."""
    taken = [] if force else [target.name for target in targets if os.path.lexists(target)]
    if taken:
        raise already_there(taken)


class AlreadyThere(Refused):
    """Documents of these names are in the folder; nothing was written over."""


def already_there(names: list[str]) -> AlreadyThere:
    """The refusal, naming the first few."""
    first = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    are, were = ("are", "were") if len(names) > 1 else ("is", "was")
    return AlreadyThere(
        f"{first} {are} in that folder already and {were} left as before. Nothing was written. Name another folder."
    )


def beside(target: Path) -> Path:
    """A name in the same folder (so on the same disk) that nobody else uses."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")


def write_part(target: Path, content: bytes, undo: ExitStack) -> Path:
    """The whole content on the disk, under a temporary name."""
    part = beside(target)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = os.open(part, flags, OWNER_ONLY)
    undo.callback(take_away, part)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return part


def put(part: Path, target: Path, parts: ExitStack, placed: ExitStack) -> None:
    """Give the part its name, unless a file got that name meanwhile: a link is never made over one."""
    try:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links: an empty file keeps the name until the part replaces it
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
            placed.callback(take_away, target)
            os.replace(part, target)
    except FileExistsError:
        raise already_there([target.name]) from None
    placed.callback(take_away, target)


def replace(part: Path, target: Path, parts: ExitStack, placed: ExitStack) -> None:
    """Give the part its name, whatever had it; what had it is kept beside it until the whole set is in place."""
    if os.path.lexists(target):
        old = beside(target)
        parts.callback(take_away, old)
        try:
            os.link(target, old)
        except OSError:
            old.write_bytes(target.read_bytes())
        placed.callback(os.replace, old, target)
    else:
        placed.callback(take_away, target)
    os.replace(part, target)


def take_away(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def take_away_folder(folder: Path) -> None:
    """An empty folder only: somebody may have put a file there meanwhile."""
    with suppress(OSError):
        folder.rmdir()


def sync_folder(folder: Path) -> None:
    """The names too, not only the contents, are on the disk; Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every network share can
            os.fsync(handle)
    finally:
        os.close(handle)
