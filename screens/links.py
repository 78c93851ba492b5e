"""Values that are other items, as people read and type them: by their references, never by their ids."""

from __future__ import annotations

from loti_tui.domain.fields import NOT_RECORDED, Field, Link, Plain, Text
from loti_tui.domain.item import Item
from loti_tui.domain.related import named
from loti_tui.domain.state import State, plain
from screens.widgets.plain import line


def linked(state: State, field: Field, value: Plain) -> Plain:
    """A value as a person types it: another item by its reference."""
    return ", ".join(state.refs([str(value)])) or None if isinstance(field.type, Link) and value else value


def short_words(item: Item, field: Field, state: State) -> str:
    """The value of a field on one line of a table, other items by their references; "" where nothing is recorded."""
    value = plain(item, field.name)
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(state.refs(value))
    return line(field.type.words(linked(state, field, value)))


def field_words(item: Item, field: Field, state: State) -> str:
    """The same where there is room: one other item by its reference and title; what is not recorded says so."""
    return value_words(field, plain(item, field.name), state)


def value_words(field: Field, value: Plain, state: State) -> str:
    """A value that a field may hold, on one line."""
    if isinstance(value, list):
        return ", ".join(state.refs(value)) or NOT_RECORDED
    if isinstance(field.type, Link) and value is not None:
        other = state.items.get(str(value))
        return line(named(other)) if other else NOT_RECORDED
    return line(field.type.words(value))


def filter_words(item: Item, field: Field, state: State) -> str:
    """All that a filter finds a value by: as it is shown, and as it is kept where that says more."""
    words = short_words(item, field, state)
    kept = plain(item, field.name)
    return words if isinstance(field.type, Text) or not isinstance(kept, str | int) else f"{words} {kept}"
