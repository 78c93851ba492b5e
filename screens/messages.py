"""How screens and the register speak: EditSubmitted -> ChangeStored | ChangeRefused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:  # the first frame is painted before the rules are imported
    from loti_tui.domain.changes import Batch, Entry
    from loti_tui.domain.fields import Plain
    from loti_tui.domain.item import Item


class EditSubmitted(Message):
    """A person wants these edits stored; the answer goes to `asker` too, which may hold what was typed."""

    def __init__(self, batch: Batch, asker: MessagePump | None = None) -> None:
        super().__init__()
        self.batch = batch
        self.asker = asker


class ChangeStored(Message, bubble=False):
    """The register holds the change: here are the new lines of its log and the items as they stand."""

    def __init__(self, entries: Sequence[Entry], items: Sequence[Item], sentence: str) -> None:
        super().__init__()
        self.entries = entries
        self.items = items
        self.sentence = sentence


class ChangeRefused(Message, bubble=False):
    """The register did not take it; nothing was changed, and the sentence says why.

    Where this person was asked and `kept` another's value, that is `theirs`: they know it now.
    """

    def __init__(self, sentence: str, *, kept: bool = False, theirs: Plain = None) -> None:
        super().__init__()
        self.sentence = sentence
        self.kept = kept
        self.theirs = theirs


class Said(Message):
    """Something to tell the person on the message line."""

    def __init__(self, sentence: str, *, warning: bool = False) -> None:
        super().__init__()
        self.sentence = sentence
        self.warning = warning


class SnapshotSubmitted(Message):
    """A person wants what the register holds now sealed under a name; the answer goes to `asker` too."""

    def __init__(self, name: str, asker: MessagePump) -> None:
        super().__init__()
        self.name = name
        self.asker = asker


class SnapshotTaken(Message, bubble=False):
    """A snapshot was sealed."""

    def __init__(self, id: str, sentence: str) -> None:
        super().__init__()
        self.id = id
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack that a person wants: of which past, for whom, in which formats, into which folder."""

    of: str
    audience: str
    formats: tuple[str, ...]
    folder: str


class PackSubmitted(Message):
    """A person wants a pack made and written; with `replace`, over files of the same names."""

    def __init__(self, wanted: Wanted, asker: MessagePump, *, replace: bool = False) -> None:
        super().__init__()
        self.wanted = wanted
        self.asker = asker
        self.replace = replace


class PackProgress(Message, bubble=False):
    """A format is about to be made: its name, how many are done, and how many there are."""

    def __init__(self, name: str, done: int, of: int) -> None:
        super().__init__()
        self.name = name
        self.done = done
        self.of = of


class PackWritten(Message, bubble=False):
    """The documents are written."""


class PackRefused(Message, bubble=False):
    """No pack: nothing was written, and the sentence says why. `there` files of its names are in the folder already."""

    def __init__(self, sentence: str, *, there: int = 0) -> None:
        super().__init__()
        self.sentence = sentence
        self.there = there


class ReversalSubmitted(Message):
    """A person wants one act of the history taken back, or done again; the answer goes to `asker` too."""

    def __init__(self, act: str, *, again: bool, asker: MessagePump) -> None:
        super().__init__()
        self.act = act
        self.again = again
        self.asker = asker
