"""Sifting items as somebody types: the words of each are folded once, and a longer text sifts what was left only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loti_tui.domain.fields import Link, Links, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State
from loti_tui.domain.text import fold
from screens.links import filter_words
from screens.widgets.plain import line

Folded = tuple[Item, str]
"""An item as it was when its words were folded, and these: all that a filter finds it by."""


class Sieve:
    """Finds the items that have all the words of a text."""

    def __init__(self) -> None:
        self._folded: dict[str, Folded] = {}
        self._said: dict[tuple[str, str, object], str] = {}
        """(kind, field, value) -> its words, of values that are not text: many items have the same."""
        self._ahead: tuple[Sequence[Item], Iterator[Item]] = ((), iter(()))
        self._all: tuple[Sequence[Item], list[Folded]] = ((), [])
        self._left: list[tuple[str, list[Folded]]] = []
        """The text that was sifted by last and the beginnings of it that were before, each with what it left of
        `_all`: a letter more sifts what is left, and a letter less sifts nothing."""

    def prepare(self, items: Sequence[Item], state: State, most: int) -> bool:
        """Fold the words of at most so many of the items that are next; whether all of them are folded."""
        if self._ahead[0] is not items:
            self._ahead = (items, iter(items))
        for item in self._ahead[1]:
            if self._kept(item) is None:
                self._fold(item, state)
                most -= 1
                if not most:
                    return False
        self._gather(items, state)
        return True

    def sifted(self, items: Sequence[Item], text: str, state: State) -> Sequence[Item]:
        """Those of the items that have all the words of the text, in their order."""
        text = fold(text)
        if not text.strip():
            return items
        self._gather(items, state)
        while self._left and not text.startswith(self._left[-1][0]):
            self._left.pop()
        begun, left = self._left[-1] if self._left else ("", self._all[1])
        if begun != text:
            for word in text.split():
                left = [one for one in left if word in one[1]]
            self._left.append((text, left))
        return [item for item, _ in left]

    def _gather(self, items: Sequence[Item], state: State) -> None:
        """Have the words of all these items at hand, to be sifted."""
        if self._all[0] is not items:
            self._all, self._left = (items, [self._fold(item, state) for item in items]), []

    def _fold(self, item: Item, state: State) -> Folded:
        kept = self._kept(item)
        if kept is None:
            kept = self._folded[item.id] = (item, fold(" ".join(self._words(item, state))))
        return kept

    def _kept(self, item: Item) -> Folded | None:
        """The folded words of an item that is as it was."""
        kept = self._folded.get(item.id)
        return kept if kept is not None and kept[0] is item else None

    def _words(self, item: Item, state: State) -> Iterator[str]:
        fields = KINDS[item.KIND].fields
        for name in ("ref", *KINDS[item.KIND].editable):
            value = getattr(item, name)
            if value is None:
                continue
            kind = fields[name].type
            if isinstance(kind, Text):
                yield value if value.isprintable() else line(value)
            elif isinstance(kind, Link | Links):
                yield filter_words(item, fields[name], state)
            else:
                key = (item.KIND, name, value)
                if key not in self._said:
                    self._said[key] = filter_words(item, fields[name], state)
                yield self._said[key]
