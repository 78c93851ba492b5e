"""What the register says when it does not do what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whose rules refuse with these
    from loti_tui.domain.fields import Plain


READ_ONLY = "This register is open for reading only. Nothing was changed."


class Refused(ValueError):
    """Input that is not accepted; nothing was changed.

    The message is one sentence (or two) for a person: what was refused, and what is accepted.
    """

    @property
    def sentence(self) -> str:
        """The words to show."""
        return str(self)


class Moved(Refused):
    """Somebody else changed the same field meanwhile; their value stands until this person decides.

    `theirs` is the value stored now and `mine` the value that was not stored, both as words. Where one edit is at
    issue, `item` and `field` say which, and `stands` is their value as it is kept.
    """

    def __init__(
        self, sentence: str, *, theirs: str, mine: str, item: str = "", field: str = "", stands: Plain = None
    ) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.mine = mine
        self.item = item
        self.field = field
        self.stands = stands


class NeedsReason(Refused):
    """The change is accepted with a reason only: say why, and it is stored."""


class NothingToDo(Refused):
    """The answer is "no": nothing to undo, nothing to redo.

    `others` tells that somebody else's act could be meant instead.
    """

    def __init__(self, sentence: str, *, others: bool = False) -> None:
        super().__init__(sentence)
        self.others = others


class CannotOpen(Exception):
    """The register cannot be opened or written: the file, not the words, is at fault.

    The message is one sentence for a person: what happened, what was kept, what to do.
    """

    @property
    def sentence(self) -> str:
        """The words to show."""
        return str(self)
