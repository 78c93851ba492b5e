"""One field that stands for itself: told by what it may hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loti_tui.domain.differences.difference import Difference, Way
from loti_tui.domain.differences.pair import Pair
from loti_tui.domain.differences.wording import became, date_became, listed, text_became
from loti_tui.domain.fields import Link, Links, Money, Text, When
from loti_tui.domain.items import KINDS
from loti_tui.domain.money import money_words

ELSEWHERE = "an item that is not shown here"
"""An item to which a field points and which the state does not hold, since it is withheld."""


def edited(pair: Pair, name: str) -> Iterator[Difference]:
    """The difference of one field; none where all that differs is what may not be told."""
    described = KINDS[pair.kind].fields[name].type
    if isinstance(described, Money):
        yield amount(pair, name)
    elif isinstance(described, When):
        yield day(pair, name)
    elif isinstance(described, Text):
        prose = described.lines or name == KINDS[pair.kind].title
        yield pair.told("edited", name, text_became(pair.subject(name), *pair.words(name), prose=prose))
    elif isinstance(described, Links):
        yield from links(pair, name)
    elif isinstance(described, Link):
        yield from link(pair, name)
    else:
        yield pair.told("edited", name, became(pair.subject(name), *pair.words(name)))


def amount(pair: Pair, name: str) -> Difference:
    """An amount of money: raised or lowered, and by how much."""
    old, new = pair.values(name)
    if not isinstance(old, int) or not isinstance(new, int):
        return pair.told("edited", name, became(pair.subject(name), *pair.words(name)))
    change: Way = "raised" if new > old else "lowered"
    by = f"{money_words(abs(new - old))} {'more' if new > old else 'less'}"
    was, now = money_words(old), money_words(new)
    return pair.told(change, name, f"{pair.subject(name)} was {change} from {was} to {now}, {by}.")


def day(pair: Pair, name: str, change: Way = "edited") -> Difference:
    """A date, and by how much it is another."""
    verb = "moved" if change == "moved" else "was changed"
    sentence = date_became(pair.subject(name), getattr(pair.old, name), getattr(pair.new, name), verb)
    return pair.told(change, name, sentence)


def link(pair: Pair, name: str) -> Iterator[Difference]:
    """The item to which a field points, by its reference; nothing where it is seen in neither state."""
    if pair.values(name)[0] == pair.values(name)[1]:
        return
    was, now = (
        None if getattr(item, name) is None else str(ref or ELSEWHERE)
        for item, ref in zip((pair.old, pair.new), pair.values(name), strict=True)
    )
    yield pair.told("edited", name, became(pair.subject(name), was, now))


def links(pair: Pair, name: str) -> Iterator[Difference]:
    """The items to which a field points: which of them are new, and which are there no more."""
    old, new = (value if isinstance(value, list) else [] for value in pair.values(name))
    added, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    told = [f"{listed(some)} {were(some)} {what}" for some, what in ((added, "added"), (gone, "taken out")) if some]
    if old != new:
        words = f"were changed: {'; '.join(told)}" if told else f"are in another order: {listed(new)}"
        yield pair.told("edited", name, f"{pair.subject(name)} {words}.")


def were(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def ranked(pair: Pair, name: str, order: Sequence[str]) -> Difference:
    """A word out of an order: raised or lowered where it stood and stands for something in it."""
    old, new = pair.values(name)
    was, now = pair.words(name)
    if old not in order or new not in order:
        return pair.told("edited", name, became(pair.subject(name), was, now))
    change: Way = "raised" if order.index(str(new)) > order.index(str(old)) else "lowered"
    return pair.told(change, name, f"{pair.subject(name)} was {change} from {was} to {now}.")
