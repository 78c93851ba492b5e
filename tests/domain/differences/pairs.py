"""Two registers in memory that differ in what a test names, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from loti_tui.domain.changes import Act, Entry
from loti_tui.domain.differences import Difference, differences
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.state import State, loaded, plain
from tests.domain.findings.cases import register

Told = tuple[str, str | None, Plain, Plain, str]
"""(change, field, old, new, sentence)"""


def with_values(item: Item, **values: Plain) -> Item:
    """The same item with other plain values."""
    held = {name: plain(item, name) for name in type(item).__dataclass_fields__ if name != "withheld"}
    return loaded(item.KIND, {**held, **values})


def hidden(item: Item, *names: str) -> Item:
    """The same item with these fields withheld, though their values are still in it: nothing may tell them."""
    return replace(item, withheld=frozenset(names))


def removed(item: Item) -> Item:
    return replace(item, removed=True)


def told(one: Difference) -> Told:
    return one.change, one.field, one.old, one.new, one.sentence


def between(old: Sequence[Item], new: Sequence[Item], entries: Sequence[Entry] = ()) -> list[Difference]:
    return list(differences(register(*old), register(*new), entries))


def sentences(old: Sequence[Item], new: Sequence[Item]) -> list[str]:
    return [one.sentence for one in between(old, new)]


def on(state: State, day: str) -> State:
    return state.on(date.fromisoformat(day))


@dataclass(frozen=True)
class Edited:
    """An item whose values became others, and all that is told of it."""

    name: str
    item: Item
    values: dict[str, Plain]
    told: tuple[Told, ...]
    beside: tuple[Item, ...] = ()

    def __str__(self) -> str:
        return self.name

    def check(self) -> None:
        new = with_values(self.item, **self.values)
        found = between([self.item, *self.beside], [new, *self.beside])
        assert [told(one) for one in found] == list(self.told)
        assert {(one.kind, one.ref, one.item) for one in found} <= {(new.KIND, new.ref, new.id)}


def one(
    name: str,
    item: Item,
    values: dict[str, Plain],
    change: str,
    field: str,
    old: Plain,
    new: Plain,
    sentence: str,
    *,
    beside: tuple[Item, ...] = (),
) -> Edited:
    """An item of which one difference is told."""
    return Edited(name, item, values, ((change, field, old, new, sentence),), beside)


def line(
    item: Item, field: str, old: Plain, new: Plain, *, at: int, who: str = "Ann", why: str = "", batch: str = ""
) -> Entry:
    """A line of the log, `at` so many minutes past ten."""
    moment = f"2017-04-05T10:{at:02}:00.000000Z"
    return Entry(batch or f"b{at}", moment, who, why, Act.EDIT, item.KIND, item.ref, item.id, field, old, new)
