"""The order of a table's rows: by several columns, each either way round; what has no value stands last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from loti_tui.domain.delivery import milestone_rag, slip
from loti_tui.domain.fields import Choice, Link, Links
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Milestone, Step
from loti_tui.domain.procuring import stage_of
from loti_tui.domain.state import State, ref_order
from loti_tui.domain.steps import STAGES
from loti_tui.domain.text import fold

MOST = 3
"""Columns of an order, at most: of more, nobody sees what the later ones do."""

AnyItem = TypeVar("AnyItem", bound=Item)


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column of an order, by its name."""

    name: str
    backwards: bool = False


Order = tuple[SortKey, ...]
"""The first decides; the others where those before are equal. Empty: the register's own order."""

Value = Callable[[Item], Any]
"""What an item is ordered by; None where it has no value."""


def pressed(order: Order, name: str) -> Order:
    """The order once somebody sorts by a column: it comes first, and those before it come next. Where it was the
    first already, the register's own order."""
    return () if order and order[0].name == name else first(order, SortKey(name))


def turned(order: Order, name: str) -> Order:
    """The order with a column first and the other way round than it was."""
    before = next((key for key in order if key.name == name), SortKey(name))
    return first(order, replace(before, backwards=not before.backwards))


def first(order: Order, key: SortKey) -> Order:
    """The order with this key before the others."""
    return (key, *(other for other in order if other.name != key.name))[:MOST]


def in_order(items: Iterable[AnyItem], order: Order, value_of: Callable[[str], Value]) -> list[AnyItem]:
    """The items in this order; equal ones stay as they stood. Each value is worked out once."""
    found = list(items)
    for key in reversed(order):
        value = value_of(key.name)
        valued = [(value(item), item) for item in found]
        known = [pair for pair in valued if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=key.backwards)
        found = [item for _, item in known] + [item for worth, item in valued if worth is None]
    return found


def order_words(order: Order, headings: Mapping[str, str]) -> str:
    """ "RAG, the other way round, then Owner"."""
    named = [headings.get(key.name, key.name) + (", the other way round" if key.backwards else "") for key in order]
    return ", then ".join(named)


def order_marks(order: Order) -> dict[str, tuple[str, str]]:
    """Column -> the arrow at its heading, and its number where there are several."""
    return {
        key.name: ("▼" if key.backwards else "▲", str(place) if len(order) > 1 else "")
        for place, key in enumerate(order, 1)
    }


# -- values ------------------------------------------------------------------------------------------------------------


def value_of(kind: str, name: str, state: State, today: date) -> Value:
    """What the items of a table of `kind` are ordered by under a column: a field, or what is worked out."""
    if name == "ref":
        return lambda item: ref_order(item.ref)
    if (kind, name) in WORKED_OUT:
        return WORKED_OUT[kind, name](state, today)
    field = KINDS[kind].fields.get(name) if kind in KINDS else None
    if field is not None and isinstance(field.type, Link | Links):
        return lambda item: linked(getattr(item, name, None), state)
    if field is not None and isinstance(field.type, Choice) and field.type.words_for:
        values = field.type.values  # a scale: its words are in order, its letters are not
        return lambda item: values.index(worth) if (worth := getattr(item, name, None)) in values else None

    def value(item: Item) -> Any:
        worth = getattr(item, name, None)
        if not isinstance(worth, str):
            return worth
        return (worth.casefold() if worth.isascii() else fold(worth)) or None  # the same for most, in no time

    return value


def linked(ids: str | Sequence[str] | None, state: State) -> Any:
    """Items that are pointed to are ordered by their references, never by their ids."""
    return [ref_order(ref) for ref in state.refs([ids] if isinstance(ids, str) else ids or ())] or None


def by_rag(state: State, today: date) -> Value:
    def value(item: Item) -> int | None:
        rag = milestone_rag(cast("Milestone", item), today, state.milestone_rule)
        return None if rag is None else rag.weight

    return value


def by_slip(state: State, today: date) -> Value:
    """By how far it has moved: its direction first, then its days as far as they are known."""

    def value(item: Item) -> tuple[int, int] | None:
        milestone = cast("Milestone", item)
        direction = slip(milestone).direction
        now = milestone.actual or milestone.forecast
        if direction is None or now is None or milestone.baseline is None:
            return None
        return direction, (now.first - milestone.baseline.first).days

    return value


def by_stage(state: State, today: date) -> Value:
    def value(item: Item) -> int | None:
        stage = stage_of(cast("Step", item))
        return STAGES.index(stage) if stage in STAGES else None

    return value


WORKED_OUT: Mapping[tuple[str, str], Callable[[State, date], Value]] = {
    ("milestone", "rag"): by_rag,
    ("milestone", "variance"): by_slip,
    ("step", "stage"): by_stage,
}
"""(kind of a table, column) -> its values, where it is no field of an item."""
