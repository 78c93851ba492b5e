"""How screens and the register speak: EditSubmitted -> ChangeStored | ChangeRefused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class ExportSubmitted(Message):
    """A person wants the register written as documents into a folder."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder


class AddSubmitted(Message):
    """A person wants a new item of a kind with these plain values; the answer goes to `asker` too."""

    def __init__(self, kind: str, values: Mapping[str, Plain], asker: MessagePump | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.values = values
        self.asker = asker


class ReversalSubmitted(Message):
    """A person wants one act of the history taken back, or done again; the answer goes to `asker` too."""

    def __init__(self, act: str, *, again: bool, asker: MessagePump) -> None:
        super().__init__()
        self.act = act
        self.again = again
        self.asker = asker
