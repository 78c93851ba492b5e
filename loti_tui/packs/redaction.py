"""Taking out what the public may not see: once, before any writer, from everything that a writer will get.

It fails closed: whatever is unclear, unknown or unforeseen is a refusal, and nothing is written (domain rules §4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from loti_tui.domain.fields import Link, Money, Text
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Withholding
from loti_tui.domain.money import money_words
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import fold, quoted
from loti_tui.domain.visibility import KEPT, Origin, origin
from loti_tui.domain.withholding import EXEMPT, NO_PUBLIC_PACK, UNTIL_AWARD, Ground, Place, grounds

Grounds = Mapping[Place, Ground]


def public(state: State, found: Grounds) -> State:
    """The state without what is withheld: whole items are gone, single fields are empty and say so (`Item.withheld`).

    What was removed from the register is in no public pack, nor who changed a date and why.
    """
    items = {item.id: redacted(item, found) for item in state if not item.removed and (item.id, "") not in found}
    deferrals = tuple(replace(one, who="", why="") for one in state.deferrals)
    kept = {id_: without_links(item, items) for id_, item in items.items()}
    return replace(state, items=kept, deferrals=deferrals)


def redacted(item: Item, found: Grounds) -> Item:
    """One item, its withheld fields emptied. Raises `Refused` for a field of which nobody said who may see it."""
    for name in KINDS[item.KIND].fields:
        origin(item.KIND, name)
    hidden = frozenset(name for name in KINDS[item.KIND].fields if (item.id, name) in found)
    values: dict[str, Any] = {name: emptied(item, name) for name in hidden}
    return replace(item, **values, withheld=hidden)


def emptied(item: Item, name: str) -> tuple[()] | None:
    """What stands in a field of which nothing may be told."""
    return () if isinstance(getattr(item, name), tuple) else None


def without_links(item: Item, kept: Mapping[str, Item]) -> Item:
    """The item with its links to items that are left out taken out too."""
    gone: dict[str, Any] = {}
    for name in KINDS[item.KIND].fields:
        value = getattr(item, name)
        if isinstance(value, tuple):
            gone[name] = tuple(one for one in value if one in kept)
        elif isinstance(KINDS[item.KIND].fields[name].type, Link) and value and value not in kept:
            gone[name] = None
    return replace(item, **gone) if gone else item


def public_before(previous: State, now: State, found: Grounds, day: date) -> State:
    """An earlier state, to be compared with a public one: without what is withheld now, and what was exempt then.

    Of an item that does not stand any more nothing is told but its reference: perhaps that is why it was removed.
    """
    then = {place: ground for place, ground in grounds(previous, day).items() if ground in (EXEMPT, UNTIL_AWARD)}
    seen = public(previous, {**then, **found})
    standing = {item.id for item in now if not item.removed}
    items = {id_: item if id_ in standing else nameless(item) for id_, item in seen.items.items()}
    return replace(seen, items=items)


def nameless(item: Item) -> Item:
    """An item of which only its reference is left, and by which method things are judged."""
    hidden = frozenset(name for name in KINDS[item.KIND].fields if origin(item.KIND, name) is not Origin.OPEN)
    values: dict[str, Any] = {name: emptied(item, name) for name in hidden}
    return replace(item, **values, withheld=hidden)


# -- refusing what is not safe ---------------------------------------------------------------------------------------


def check_still_public(sealed: State, shown: Grounds, present: State, day: date) -> None:
    """What is withheld by now must not get out by way of an older snapshot. Raises `Refused`."""
    by_now = grounds(present, day)
    for (id_, name), ground in by_now.items():
        item = sealed.items.get(id_)
        if item is None or item.removed or isinstance(item, Withholding):
            continue
        if (id_, name) not in shown and (id_, "") not in shown and (not name or getattr(item, name) not in (None, ())):
            what = f"{KINDS[item.KIND].fields[name].label} of {item.ref}" if name else item.ref
            raise Refused(
                f"{NO_PUBLIC_PACK} {what} is withheld by now ({ground.category.lower()}), and the snapshot was sealed "
                f"before that. Take a new snapshot, or make the pack of now."
            )


LONG_ENOUGH = 4
"""Words that a withheld text has at least, for its presence elsewhere to be no accident; of a name, two are enough."""
NAMES = frozenset({"owner", "actionee", "name", "lead", "payer", "payee", "supplier"})


def check_no_leak(before: State, after: State, besides: Iterable[str]) -> None:
    """What is withheld in one place must not stand in the words of another. Raises `Refused` with both places.

    `besides` are other words that the pack will hold, such as the name of a snapshot. A text that is public by itself,
    as a whole, gives nothing away.
    """
    texts = list(public_texts(after))
    prose = {fold(text): f"{label} of {ref}" for ref, name, label, text in texts if name not in NAMES}
    open_ones = {fold(text) for *_, text in texts}
    prose |= {fold(text): "the name of a snapshot" for text in besides}
    pairs = {pair for text in prose for pair in pairwise(WORD.findall(text))}
    for item, name, secret in secrets(before, after):
        sought = fold(secret)
        words = WORD.findall(sought)
        if sought in open_ones or (len(words) > 1 and (words[0], words[1]) not in pairs):  # the quick way out
            continue
        whole = re.compile(rf"{re.escape(sought)}(?![,.]?\d)")  # £1 is not £100
        where = next((place for text, place in prose.items() if sought in text and whole.search(text)), None)
        if where:
            what = KINDS[item.KIND].fields[name].label
            raise Refused(
                f"{NO_PUBLIC_PACK} {what} of {item.ref} is withheld, and the same words stand in {where}: "
                f"{quoted(secret)}. Withhold that too, or reword it."
            )


WORD = re.compile(r"\w+")


def secrets(before: State, after: State) -> Iterator[tuple[Item, str, str]]:
    """Every withheld text or amount that could be recognised elsewhere."""
    for item in before:
        kept = after.items.get(item.id)
        for name, field in KINDS[item.KIND].fields.items():
            value = getattr(item, name)
            if name in KEPT or not value or (kept is not None and name not in kept.withheld):
                continue
            if isinstance(field.type, Money):
                yield item, name, money_words(value)
            elif isinstance(field.type, Text) and len(value.split()) >= (2 if name in NAMES else LONG_ENOUGH):
                yield item, name, value


def public_texts(after: State) -> Iterator[tuple[str, str, str, str]]:
    """(reference, field, label, text) of every text that is public."""
    for item in after:
        for name, field in KINDS[item.KIND].fields.items():
            value = getattr(item, name)
            if isinstance(field.type, Text) and value and name not in KEPT:
                yield item.ref, name, field.label, value
