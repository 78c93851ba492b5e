"""Finding anything in the register: every text, reference, date and amount of every item, by words that must all occur.

What is looked in is folded once and kept for as long as its item stays as it is: a letter more that somebody types
costs one look through folded texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, islice
from operator import itemgetter

from loti_tui.domain.dates import PartialDate
from loti_tui.domain.fields import Field, Link, Links, Money, Plain, Text, When
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.money import money_words
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import fold

FIRST = 50
"""As many hits are listed; of more, the rest is counted."""
_AS_SCREENS = ("risk", "issue", "procurement", "step", "milestone", "publication", "decision", "funding", "spend")
ORDER = tuple(dict.fromkeys((*_AS_SCREENS, "signoff", "action", "resolution", *KINDS)))
"""The kinds as the screens have them, then the others: hits of one weight stand in this order."""
REF = "ref"
IDS = frozenset({("acknowledgement", "about"), ("source", "doubts")})
"""Texts that nobody reads: they hold ids."""
EXACT, LIKE, TITLED, ANYWHERE, APART = range(5)
"""How much a hit weighs, the best first: the very reference, a reference that has the words in it, the title, any other
field, words that are in several fields."""

Place = tuple[int, int]
"""The number of an entry, and that of one of its texts."""


# -- what is looked in -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: the names of its fields that hold something, and their folded texts; the reference comes first."""

    item: Item
    names: tuple[str, ...]
    texts: tuple[str, ...]
    titled: bool
    """Whether the second is that by which people know the item."""


@cache
def searched(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that are looked in, in the order of an entry."""
    of = KINDS[kind]
    first = [name for name in (REF, of.title) if name]
    fields = [of.fields[name] for name in dict.fromkeys((*first, *of.fields))]
    kinds = (Text, When, Money, Link, Links)
    kept_out = {"programme", "procurement"} - {of.title}
    return tuple(
        one
        for one in fields
        if isinstance(one.type, kinds) and one.name not in kept_out and (kind, one.name) not in IDS
    )


def forms(item: Item, of: Field, state: State) -> tuple[str, ...]:
    """Every way in which people may write a value, the one that is shown first; none where nothing is recorded."""
    value = plain(item, of.name)
    return _forms(of, value, state) if value not in (None, "") else ()


def _forms(of: Field, value: Plain, state: State) -> tuple[str, ...]:
    match of.type:
        case When():
            when = PartialDate(str(value))
            return (when.short(), when.spoken(), when.iso)
        case Money() if isinstance(value, int):
            words = money_words(value)
            return (words, words.replace(",", "").replace("£", ""))
        case Link():
            return tuple(state.refs([str(value)]))
        case Links() if isinstance(value, list):
            return (", ".join(state.refs(value)),)
        case _:
            return (str(value).replace("\n", " "),)


def entry(item: Item, state: State) -> Entry:
    """What is looked in of an item."""
    told = [(one.name, fold(" ".join(forms(item, one, state)))) for one in searched(item.KIND)]
    names, texts = zip(*((name, text) for name, text in told if text or name == REF), strict=True)
    return Entry(item, names, texts, names[1:2] == (KINDS[item.KIND].title,))


class Column:
    """Texts beside each other, looked through in one go: those with the words that are typed on are among the last."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts = tuple(texts)
        self._words: Sequence[str] = ()
        self._last: Sequence[int] = range(len(self.texts))
        """The numbers of the texts that had these words."""

    def having(self, words: Sequence[str]) -> Sequence[int]:
        """The numbers of the texts that have all of these folded words, in order."""
        goes_on = all(any(old in word for word in words) for old in self._words)
        there: Sequence[int] = self._last if goes_on else range(len(self.texts))
        for word in words:
            if not (goes_on and word in self._words):
                there = [number for number in there if word in self.texts[number]]
        self._words, self._last = words, there
        return there


class Shelf:
    """Entries in order, and their texts in columns."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = entries
        self.refs = Column(one.texts[0] for one in entries)
        self.numbers: dict[str, list[int]] = {}
        """Reference -> the entries that have it."""
        for number, ref in enumerate(self.refs.texts):
            self.numbers.setdefault(ref, []).append(number)
        self.titles = Column(one.texts[1] if one.titled else "" for one in entries)
        self.rest_at = tuple(
            (number, place) for number, one in enumerate(entries) for place in range(1 + one.titled, len(one.texts))
        )
        """Of which entry each of the other texts is, and which of its texts."""
        self.rest = Column(entries[number].texts[place] for number, place in self.rest_at)
        self.wholes = Column("\n".join(one.texts) for one in entries)


@dataclass
class Index:
    """All that is looked in. It belongs to one register and follows it; what was folded before is not folded again."""

    state: State | None = None
    """The register as it was followed last."""
    standing: Shelf = field(default_factory=Shelf)
    removed: Shelf = field(default_factory=Shelf)
    _kept: dict[str, Entry] = field(default_factory=dict)
    """Item id -> its entry."""

    def follow(self, state: State) -> Index:
        """The same, of another state."""
        if state is self.state:
            return self
        kept = {}
        for item in state:
            one = self._kept.get(item.id)
            kept[item.id] = one if one is not None and one.item is item else entry(item, state)
        standing = Shelf([kept[item.id] for kind in ORDER for item in state.of(kind)])
        return Index(state, standing, Shelf([one for one in kept.values() if one.item.removed]), kept)

    def find(self, typed: str) -> Found:
        """Where all the words that were typed are, best first. What was removed is found where nothing else is."""
        words = words_of(typed)
        if not words:
            return NOTHING
        there = found(self.standing, words)
        return there if there.of else found(self.removed, words)


def words_of(typed: str) -> list[str]:
    """The words that were typed, folded, each once; the longest first, since fewest texts have it."""
    return sorted(dict.fromkeys(fold(typed).split()), key=len, reverse=True)


# -- what is found -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """A field of an item in which the words are; `field` is `ref` where they are its reference."""

    item: Item
    field: str

    @property
    def goes_to(self) -> str:
        """The field to go to: instead of a reference, that by which people know the item."""
        kind = KINDS[self.item.KIND]
        return self.field if self.field != REF else kind.title or kind.editable[0]

    @property
    def sentence(self) -> str:
        """What is said once somebody is there."""
        return f"Found in {self.item.ref}: {KINDS[self.item.KIND].fields[self.field].label}."


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits, best first, and how many there are."""

    hits: tuple[Hit, ...] = ()
    of: int = 0

    @property
    def words(self) -> str:
        """ "3 of 3", "first 50 of 212"."""
        return f"{'first ' if len(self.hits) < self.of else ''}{len(self.hits)} of {self.of:,}"


NOTHING = Found()


def found(shelf: Shelf, words: Sequence[str]) -> Found:
    """Each field that has all of these folded words; of an item that is named by its reference, all other words.

    Where the words are in several fields of an item and in none together, that is one hit, in the field with the most.
    """
    weighed: list[list[Place]] = [[], [], [], []]
    for number in shelf.refs.having(words):
        weighed[EXACT if shelf.refs.texts[number] in words else LIKE].append((number, 0))
    weighed[TITLED] = [(number, 1) for number in shelf.titles.having(words)]
    weighed[ANYWHERE] = [shelf.rest_at[number] for number in shelf.rest.having(words)]
    of, apart = sum(map(len, weighed)), []
    if len(words) > 1:
        of += name_exactly(shelf, words, weighed)
        apart = sorted(set(shelf.wholes.having(words)).difference(*(map(itemgetter(0), hits) for hits in weighed)))
    last = ((number, 1 + fullest(shelf.entries[number].texts[1:], words)) for number in apart)
    best = islice(chain(*weighed, last), FIRST)
    hits = (Hit(shelf.entries[number].item, shelf.entries[number].names[place]) for number, place in best)
    return Found(tuple(hits), of + len(apart))


def name_exactly(shelf: Shelf, words: Sequence[str], weighed: list[list[Place]]) -> int:
    """Put the fields of items that are named by their reference before all others; how many hits that adds."""
    before = sum(map(len, weighed))
    for number in (number for word in words for number in shelf.numbers.get(word, ())):
        ref, *texts = shelf.entries[number].texts
        others = [word for word in words if word not in ref]
        if not others:
            continue  # the reference says all
        there = [place for place, text in enumerate(texts, 1) if all(word in text for word in others)]
        for hits in weighed:
            hits[:] = [one for one in hits if one[0] != number]
        weighed[EXACT] += [(number, place) for place in there]
    return sum(map(len, weighed)) - before


def fullest(texts: Sequence[str], words: Sequence[str]) -> int:
    """The number of the text that has the most of these words; of several, the first."""
    return max(range(len(texts)), key=lambda number: sum(word in texts[number] for word in words))


# -- how a hit is told -------------------------------------------------------------------------------------------------


def told(hit: Hit, typed: str, state: State) -> tuple[str, list[tuple[int, int]]]:
    """The value that a hit shows, and where in it the typed words are; of a reference, what the item is called."""
    words = words_of(typed)
    name = hit.goes_to
    texts = forms(hit.item, KINDS[hit.item.KIND].fields[name], state) or ("",)
    spans = [spans_of(text, words) for text in texts]
    best = max(range(len(texts)), key=lambda place: (len(spans[place]), -place))
    return texts[best], spans[best]


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    return fold(character)


def spans_of(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text folded words are, from and up to which character; in order, those that touch as one."""
    letters = [_letter(one) for one in text]
    whole = "".join(letters)
    at = [place for place, one in enumerate(letters) for _ in one]
    at.append(len(text))
    parts = []
    for word in words:
        start = whole.find(word)
        while start >= 0:
            end = start + len(word)
            parts.append((at[start], max(at[end], at[end - 1] + 1)))
            start = whole.find(word, end)
    return joined(sorted(parts))


def joined(parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, of which none touches another."""
    found: list[tuple[int, int]] = []
    for start, end in parts:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
