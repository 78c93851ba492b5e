"""Who owns what: an owner whom the register does not know is new, or a slip of the finger."""

from __future__ import annotations

import difflib

from loti_tui.domain.fields import Plain
from loti_tui.domain.state import State
from loti_tui.domain.text import fold, quoted

NEARLY = 0.9
"""How alike two names must be, of 1, for one to be taken as a slip: "Inteligence" is, "Intelligence Unit" is not."""


def known(state: State) -> list[str]:
    """Every owner that something in the register has or had, once."""
    return sorted({str(owner) for item in state if (owner := getattr(item, "owner", None))})


def doubt(state: State, owner: Plain) -> str:
    """A sentence where `owner` is unknown and nearly a known one; empty otherwise.

    A name that is like no other is accepted: every owner is new once.
    """
    names = {fold(name): name for name in known(state)}
    if not isinstance(owner, str) or owner in names.values():
        return ""
    near = difflib.get_close_matches(fold(owner), names, n=1, cutoff=NEARLY)
    return f"{quoted(owner)} is not an owner that this register knows; {quoted(names[near[0]])} is." if near else ""
