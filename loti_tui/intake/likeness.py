"""How alike two texts are, and which texts are worth comparing: 10,000 against 10,000 within half a second."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from loti_tui.domain.text import fold

COMPARED = 600
"""Characters of a text that are looked at: what follows them tells no two items apart that these do not."""
RARE = 4
"""Words of a text, and pairs of them, the rarest first, by which others that it may be are looked up."""
OFTEN = 24
"""Texts that one of these leads to; of more, the first."""
SHORTLIST = 8
"""Texts that one is compared with in full."""
EVERY = 40_000
"""Comparisons that are made in full where words led nowhere: a slip in a title of one word."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=65_536)
def pieces_of(word: str) -> frozenset[str]:
    """Each three characters that stand together in a word, its beginning and its end among them."""
    padded = f" {word} "
    return frozenset([padded[at : at + 3] for at in range(len(padded) - 2)])


class Wording:
    """A text as it is compared: its words, without case, accents and marks. What follows from it is worked out once."""

    __slots__ = ("_pieces", "numbers", "text", "words")

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.text = " ".join(words)
        # "Lot 17" and "lot 18" differ by little and are two things.
        self.numbers = tuple(sorted(_NUMBER.findall(self.text)))
        self._pieces: frozenset[str] | None = None

    @property
    def pieces(self) -> frozenset[str]:
        """Each three characters that stand together in a word."""
        if self._pieces is None:
            self._pieces = frozenset().union(*map(pieces_of, self.words))
        return self._pieces

    @property
    def signs(self) -> set[str]:
        """Its words, and each two that stand together."""
        return {*self.words, *map(" ".join, pairwise(self.words))}


def wording(text: object) -> Wording:
    """A text made ready to be compared."""
    return Wording(_WORD.findall(fold(str(text)[:COMPARED])))


def likeness(one: Wording, other: Wording) -> float:
    """0 to 1: the share of three-letter pieces that two texts have in common (Sørensen and Dice).

    0 where their numbers differ.
    """
    if one.text == other.text:
        return 1.0
    return overlap(one, other) if one.numbers == other.numbers else 0.0


def overlap(one: Wording, other: Wording) -> float:
    """The same, whatever numbers are in them."""
    ours, theirs = one.pieces, other.pieces
    return 2 * len(ours & theirs) / ((len(ours) + len(theirs)) or 1)


def candidates(texts: Sequence[Wording], among: Sequence[Wording], least: float) -> list[list[tuple[float, int]]]:
    """For each text, what it may be: (likeness, place in `among`) of `least` and more, the likest first."""
    same_numbers: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, other in enumerate(among):
        same_numbers[other.numbers].append(place)
    indexes: dict[tuple[str, ...], dict[str, list[int]]] = {}
    listed: list[Sequence[int]] = []
    lost = 0
    for text in texts:
        places: Sequence[int] = same_numbers.get(text.numbers, ())
        if len(places) > SHORTLIST:
            if text.numbers not in indexes:
                indexes[text.numbers] = index_of(among, places)
            places = shortlist(text, indexes[text.numbers]) or (places if lost * len(among) < EVERY else ())
            lost += len(places) > SHORTLIST
        listed.append(places)
    return [compared(text, one, among, least) for text, one in zip(texts, listed, strict=True)]


def index_of(among: Sequence[Wording], places: Iterable[int]) -> dict[str, list[int]]:
    """Word, or pair of words -> the texts that have it."""
    index: dict[str, list[int]] = {}
    for place in places:
        for sign in among[place].signs:
            index.setdefault(sign, []).append(place)
    return index


def shortlist(text: Wording, index: Mapping[str, list[int]]) -> Sequence[int]:
    """The texts that share most of the rarest words of one."""
    known = sorted([(len(index[sign]), sign) for sign in text.signs if sign in index])
    counts: dict[int, int] = {}
    for _, sign in known[:RARE]:
        for place in index[sign][:OFTEN]:
            counts[place] = counts.get(place, 0) + 1
    if len(counts) <= SHORTLIST:
        return list(counts)
    return sorted(counts, key=lambda place: -counts[place])[:SHORTLIST]


def compared(text: Wording, listed: Iterable[int], among: Sequence[Wording], least: float) -> list[tuple[float, int]]:
    """(likeness, place) of those on the shortlist that are like enough, the likest first."""
    measured = ((likeness(text, among[place]), place) for place in listed)
    return sorted(((like, place) for like, place in measured if like >= least), key=lambda one: (-one[0], one[1]))
