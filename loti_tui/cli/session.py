"""What a command works with: the register that was named, its state on the day it is, and who is acting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from loti_tui.cli.output import say
from loti_tui.defaults import today
from loti_tui.domain.refused import CannotOpen, NeedsReason, Refused
from loti_tui.domain.text import clean
from loti_tui.options import Options

if TYPE_CHECKING:
    from db.register import Register
    from loti_tui.domain.findings import Attention
    from loti_tui.domain.state import State

GIVE_A_REASON = "Add --why and a few words."


def options_of(ctx: typer.Context) -> Options:
    """The global options of this run."""
    assert isinstance(ctx.obj, Options)
    return ctx.obj


def opened(ctx: typer.Context, *, to_read: bool = False) -> Register:
    """The register that was named, or the default one; closed when the command ends. Raises `CannotOpen`, `Refused`.

    A command that only has it `to_read` works also where nothing may be written; the person is told.
    """
    from loti_tui.places import register_path

    options = options_of(ctx)
    path = register_path(options.register)
    with usable(str(path)):
        from db.files import opened_for_reading
        from db.register import Register

        notice = opened_for_reading(path) if to_read and not options.read_only else ""
        register = Register.open(path, read_only=options.read_only or bool(notice))
    tell(notice or register.news)
    ctx.call_on_close(lambda: tell(register.close()))
    return register


def read(ctx: typer.Context, register: Register) -> State:
    """What the register holds, read on the day of this run: which matrix is in force goes by it."""
    return register.state().on(today(options_of(ctx)))


def attention_of(ctx: typer.Context, register: Register, state: State) -> Attention:
    """What the rules find on the day of this run."""
    from loti_tui.domain.findings import attention

    return attention(state, today(options_of(ctx)), register.trail())


def reason(why: str, act: str) -> str:
    """The reason that was given, as it will be kept. Raises `Refused` where an act that needs one has none.

    `act` is the act with its article, such as "A removal".
    """
    kept = clean(why, label="The reason")
    if not kept:
        raise Refused(f"{act} needs a reason. Nothing was changed. {GIVE_A_REASON}")
    return kept


def tell(sentence: str) -> None:
    """Say something that is no answer, where there is anything to say."""
    if sentence:
        say(sentence)


@contextmanager
def usable(path: str) -> Iterator[None]:
    """A path that the system refuses (too long, a folder one may not look into) is a sentence, not a fault."""
    try:
        yield
    except BrokenPipeError:
        raise  # not the path: whoever was reading has read enough
    except OSError as fault:
        raise CannotOpen(f"{path} cannot be used ({fault.strerror}). Nothing was changed. Check the path.") from fault


@contextmanager
def nothing_changes() -> Iterator[None]:
    """A refusal inside says that the register is as it was, if it does not say so itself, and how to give a reason."""
    try:
        yield
    except NeedsReason as needing:
        raise NeedsReason(f"{needing.sentence} {GIVE_A_REASON}") from None
    except Refused as refused:
        sentence = refused.sentence
        if type(refused) is not Refused or "Nothing was" in sentence:
            raise
        raise Refused(f"{sentence} Nothing was changed.") from None
