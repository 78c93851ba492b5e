"""Hand-made files, as the readers would take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from db.register import Register
from fixtures import dd2092
from loti_tui.domain.changes import Stored
from loti_tui.intake.applying import AS_PROPOSED, Decisions, batch
from loti_tui.intake.place import Place
from loti_tui.intake.proposal import Proposed
from loti_tui.intake.proposing import propose
from loti_tui.intake.taken import Found, Taken, Value
from tests.conftest import TODAY


def found(kind: str, line: int = 1, *, id: str = "", ref: str = "", links: Any = None, **values: Any) -> Found:
    """One item of a file; a value is plain, or a `Value` of its own."""
    read = {
        name: value if isinstance(value, Value) else Value(value, str(value), Place(line=line, column=column))
        for column, (name, value) in enumerate(values.items(), 1)
    }
    return Found(kind, f"{kind} {line}", read, Place(line=line), id, ref, links or {})


def taken(
    *items: Found, layout: str = "risk register", name: str = "board.csv", sha: str = "1" * 64, **more: Any
) -> Taken:
    """A file that says these items."""
    return Taken(name, sha, layout, tuple(items), **more)


def rows(kind: str, told: Iterable[Mapping[str, Any]], start: int = 2) -> list[Found]:
    """Items of one kind, each a row of a sheet."""
    return [found(kind, line, **values) for line, values in enumerate(told, start)]


class Board:
    """A register, and files that are brought into it."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def look(self, file: Taken, base: Any = None) -> Proposed:
        """What the file would do."""
        return propose(file, self.register.state(), TODAY, base)

    def bring(self, file: Taken, decisions: Decisions = AS_PROPOSED, base: Any = None) -> Stored | None:
        """Bring the file in; None where there was nothing to write."""
        act = batch(self.look(file, base), "Jo", decisions)
        return None if act is None else self.register.apply(act)

    def texts(self, kind: str = "risk") -> list[tuple[str, str]]:
        """(reference, title) of what stands."""
        return [(item.ref, item.title_words) for item in self.register.state().of(kind)]


@pytest.fixture
def board(register: Register) -> Board:
    """The register of DD2092."""
    return Board(register)


@pytest.fixture
def blank(path: Any) -> Board:
    """A register with nothing in it."""
    return Board(Register.create(path, [dd2092.blank_batch("Jo")]))
