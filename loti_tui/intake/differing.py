"""What a file says of one item against what the register holds: field by field, and with what the file began from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loti_tui.domain.changes import consequences
from loti_tui.domain.fields import TEXT_LIMIT, Field, Links, Plain, Text, points_to
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import plain
from loti_tui.domain.text import quoted
from loti_tui.intake.taken import Found, Notice, Value, What

KEPT = frozenset({"ref", "removed", "programme"})
"""Fields that no file states as values: the register keeps them."""

Find = Callable[[str, Sequence[str]], str | None]
"""(what a file calls an item, kinds that it may be of) -> the id that it has or will have in the register."""


@dataclass(slots=True)
class Differing:
    """What one item of a file would change.

    `changed` differs; `contested` differs, and was changed in the register too since the file was made; `stated` stands
    already; `cleared` are empty cells that were not taken for an answer; `settled` are in doubt in the file, and
    somebody has said by now what they are.
    """

    changed: dict[str, Value] = field(default_factory=dict)
    contested: dict[str, Value] = field(default_factory=dict)
    stated: dict[str, Plain] = field(default_factory=dict)
    cleared: list[str] = field(default_factory=list)
    settled: list[Value] = field(default_factory=list)


def values_of(one: Found, find: Find, id: str, item: Item | None = None) -> tuple[dict[str, Value], list[Notice]]:
    """The values of an item of a file as the register would keep them, links as ids. What `item` has it can keep.

    `id` is the one that it has or would get: nothing depends on itself.
    """
    fields = KINDS[one.kind].fields
    found: dict[str, Value] = {}
    notices: list[Notice] = []
    for name, value in one.values.items():
        if item is not None and name in fields and value.plain == plain(item, name) and not value.doubt:
            found[name] = value
        elif name in fields and name not in KEPT and not points_to(fields[name].type):
            found[name] = accepted(fields[name], value)
            if found[name].doubt and not value.doubt:
                notices.append(Notice(What.DOUBTED, found[name].doubt, value.place, value.raw))
    for name, keys in one.links.items():
        if name in fields and name not in KEPT:
            others = tuple(key for key in keys if find(key, points_to(fields[name].type)) != id)
            if others != tuple(keys):
                sentence = f"{fields[name].label} names the item itself: that was left out."
                notices.append(Notice(What.LEFT_OUT, sentence, one.place, ", ".join(keys)))
                if not others:
                    continue
            linked, missing = linked_ids(fields[name], others, find)
            found[name] = Value(linked, ", ".join(keys), one.place)
            notices += [no_such(fields[name], key, one) for key in missing]
            if missing and not linked:
                del found[name]
    return found, notices


def no_such(field: Field, key: str, one: Found) -> Notice:
    """What is said of a link to nothing."""
    sentence = f"{field.label} names {quoted(key)}, which is neither in the file nor in this register: it was left out."
    return Notice(What.LEFT_OUT, sentence, one.place, key)


def accepted(field: Field, value: Value) -> Value:
    """The value as the door will take it; in doubt where it would not."""
    if value.doubt:
        return replace(value, plain=None)
    if value.plain is None or (isinstance(field.type, Text) and simple(value.plain)):
        return value
    try:
        checked = field.check(value.plain)
    except Refused as refused:
        sentence = refused.sentence if refused.sentence.endswith((".", "!", "?")) else f"{refused.sentence}."
        return replace(value, plain=None, doubt=sentence)
    return value if same(checked, value.plain) else replace(value, plain=checked)


def simple(text: Plain) -> bool:
    """Whether a text is kept as it is: no letter of it needs to be looked at."""
    return (
        isinstance(text, str)
        and 0 < len(text) <= TEXT_LIMIT
        and text.isascii()
        and text.isprintable()
        and text[0] != " " != text[-1]
    )


def linked_ids(field: Field, keys: Sequence[str], find: Find) -> tuple[Plain, list[str]]:
    """The ids of what a file names, and what it names in vain."""
    ids = {key: find(key, points_to(field.type)) for key in keys}
    known = list(dict.fromkeys(one for one in ids.values() if one))
    missing = [key for key, one in ids.items() if one is None]
    return (known or None) if isinstance(field.type, Links) else (known[0] if known else None), missing


def differing(
    item: Item, values: Mapping[str, Value], base: Item | None = None, *, clears: bool = True, settled: bool = False
) -> Differing:
    """What these values of a file would change of an item.

    `base` is the item as it stood when the file was made: a value that is as it was then is no change, though the
    register moved on. `clears` says that an empty value means "nothing" and not "not filled in"; `settled` that a
    person has looked at the file's open values before.
    """
    found = Differing()
    for name, value in values.items():
        now = plain(item, name)
        if value.doubt:
            if now in value.candidates or (settled and now is not None):
                found.settled.append(value)
            else:
                found.changed[name] = value
        elif same(value.plain, now):
            found.stated[name] = now
        elif base is not None and same(value.plain, plain(base, name)):
            continue
        elif value.plain is None and not (clears and not KINDS[item.KIND].fields[name].required):
            found.cleared.append(name)
        elif base is not None and not same(now, plain(base, name)):
            found.contested[name] = value
        else:
            found.changed[name] = value
    return found


def same(one: Plain, other: Plain) -> bool:
    """Whether two values are one: the order in which links are named makes no difference."""
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other)
    return one == other and type(one) is type(other)


def stated_along(kind: str, changed: Mapping[str, Value], stated: Mapping[str, Plain]) -> dict[str, Plain]:
    """Of what a file states and stands already, what would follow from the changes if it were not stated."""
    plains = {name: value.plain for name, value in changed.items() if not value.doubt}
    follow = consequences(kind, plains, "", plains)
    return {name: stated[name] for name in follow if name in stated}


def followed(item: Item, changed: Mapping[str, Value], stated: Mapping[str, Plain]) -> list[str]:
    """The fields that lose what they hold because of the changes."""
    plains = {name: value.plain for name, value in changed.items() if not value.doubt}
    follow = consequences(item.KIND, plains, "", {**plains, **stated})
    return [name for name, value in follow.items() if value is None and plain(item, name) is not None]
