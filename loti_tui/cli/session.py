"""What a command works with: the register that was named, the day it is, and who is acting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from loti_tui.domain.refused import CannotOpen, Refused
from loti_tui.options import Options

if TYPE_CHECKING:
    from db.register import Register


def options_of(ctx: typer.Context) -> Options:
    """The global options of this run."""
    assert isinstance(ctx.obj, Options)
    return ctx.obj


def opened(options: Options) -> Register:
    """The register that was named, or the default one. Raises `CannotOpen`, `Refused`."""
    from loti_tui.places import register_path

    path = register_path(options.register)
    with usable(str(path)):
        from db.register import Register

        return Register.open(path, read_only=options.read_only)


@contextmanager
def usable(path: str) -> Iterator[None]:
    """A path that the system refuses (too long, a folder one may not look into) is a sentence, not a fault."""
    try:
        yield
    except OSError as fault:
        raise CannotOpen(f"{path} cannot be used ({fault.strerror}). Nothing was changed. Check the path.") from fault


@contextmanager
def nothing_changes() -> Iterator[None]:
    """A refusal inside says that the register is as it was, if it does not say so itself."""
    try:
        yield
    except Refused as refused:
        sentence = refused.sentence
        if type(refused) is not Refused or "Nothing was" in sentence:
            raise
        raise Refused(f"{sentence} Nothing was changed.") from None
