"""One value for one field of many items, as one act: what would change, what stands already, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loti_tui.domain.changes import Act, Edit, Entry, consequences, needs_reason
from loti_tui.domain.fields import Field, Link, Links, Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.said import stated, words_of
from loti_tui.domain.scoring import Rag
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import counted

NAMED = 6
"""References in one sentence; of more, the first and how many more."""
NOUNS: Mapping[str, str] = {
    "resolution": "decision",
    "dayoff": "day off",
    "signoff": "sign-off",
    "source": "document",
    "funding": "funding line",
}
"""What an item of a kind is called, where that is not the name of the kind."""
MANY: Mapping[str, str] = {"day off": "days off"}


@dataclass(frozen=True, slots=True)
class Planned:
    """What the act does to one item: its field from `old` to `new`, or why it cannot."""

    item: Item
    field: Field | None
    old: Plain
    new: Plain
    refused: str = ""

    @property
    def changes(self) -> bool:
        return not self.refused and self.old != self.new


@dataclass(frozen=True, slots=True)
class Plan:
    """What one value would do to a field of many items: an item is in one of the three."""

    changing: tuple[Planned, ...]
    standing: tuple[Planned, ...]
    refused: tuple[Planned, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The act: each change with the value that the person sees now."""
        return tuple(
            Edit(one.item.KIND, one.item.id, one.field.name, one.new, one.old) for one in self.changing if one.field
        )

    @property
    def needs_reason(self) -> bool:
        """Whether the act is accepted with a reason only."""
        return any(
            one.field and needs_reason(one.item.KIND, {one.field.name: one.old}, {one.field.name: one.new})
            for one in self.changing
        )

    @property
    def following(self) -> tuple[str, ...]:
        """What changes with it, counted: "Recorded RAG of 2 is cleared"."""
        found: Counter[tuple[str, str, Plain]] = Counter()
        for one in self.changing:
            if one.field is None:
                continue
            for name, value in consequences(one.item.KIND, {one.field.name: one.new}, "").items():
                if plain(one.item, name) != value and not name.endswith("_reason"):
                    found[one.item.KIND, name, value] += 1
        return tuple(
            f"{KINDS[kind].fields[name].label} of {number:,} "
            + ("is cleared" if value is None else f"becomes {words_of(kind, name, value)}")
            for (kind, name, value), number in found.items()
        )


def planned(items: Iterable[Item], name: str, value: Plain) -> Plan:
    """What it would do to set one field of these items. A title is called differently in different kinds."""
    found = [of_item(item, name, value) for item in items]
    return Plan(
        changing=tuple(one for one in found if one.changes),
        standing=tuple(one for one in found if not (one.changes or one.refused)),
        refused=tuple(one for one in found if one.refused),
    )


def field_of(item: Item, name: str) -> Field | None:
    """The field of that name, where the item has it and a person may set it."""
    kind = KINDS[item.KIND]
    field = kind.fields.get(kind.title if name in TITLES and name not in kind.fields else name)
    return field if field is not None and field.editable else None


def of_item(item: Item, name: str, value: Plain) -> Planned:
    """What it would do to one item."""
    field = field_of(item, name)
    if field is None:
        return Planned(item, None, None, None, f"a {noun(item.KIND)} has no such value to edit")
    old = plain(item, field.name)
    try:
        new = field.check(value)
    except Refused as refused:
        return Planned(item, field, old, old, str(refused))
    if isinstance(field.type, Link | Links) and item.id in (new if isinstance(new, list) else [new]):
        return Planned(item, field, old, old, f"{item.ref} cannot depend on itself")
    return Planned(item, field, old, new)


TITLES = frozenset({"title", "description", "decided"})
"""By which people know an item: kinds that share a table share the column."""


def common(items: Iterable[Item], name: str) -> Plain:
    """The value that all of them hold; None where they hold several."""
    found = [one.old for item in items if (one := of_item(item, name, None)).field]
    return found[0] if found and all(one == found[0] for one in found) else None


def removing(items: Iterable[Item]) -> tuple[Edit, ...]:
    """The edits that remove these items."""
    return tuple(Edit(item.KIND, item.id, "removed", True, False) for item in items)


# -- words -------------------------------------------------------------------------------------------------------------


def noun(kind: str) -> str:
    """What an item of a kind is called."""
    return NOUNS.get(kind, kind)


def how_many(kinds: Iterable[str]) -> str:
    """ "3 risks", "2 actions and 1 decision": how many there are of each kind."""
    parts = [counted(number, noun(kind), MANY.get(noun(kind), "")) for kind, number in Counter(kinds).items()]
    return listed(parts) or "nothing"


def listed(parts: Sequence[str]) -> str:
    """Several things in a sentence: "R1, R2 and R3"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def few(refs: Sequence[str]) -> str:
    """References in a sentence: "R1, R3 and R7", "R1, R2, R3, R4, R5, R6 and 14 more"."""
    if len(refs) > NAMED:
        return f"{', '.join(refs[:NAMED])} and {len(refs) - NAMED:,} more"
    return listed(refs)


def told(entries: Sequence[Entry], state: State) -> str:
    """What one act did to one field of several items, or to several items as a whole; "" of any other act.

    `state` is the register after it.
    """
    finished = any(one.field == "done_on" for one in entries)
    named = [one for one in stated(entries) if not (finished and one.field == "status")]
    refs = tuple(dict.fromkeys(one.ref for one in named))
    fields = {one.field for one in named}
    if len(refs) < 2 or len(fields) != 1:
        return ""
    begin = {Act.UNDO: "Undone. ", Act.REDO: "Done again. "}.get(Act(named[0].act), "")
    one = named[0]
    what = how_many(entry.kind for entry in named)
    if one.field == "removed":
        fate = "removed" if one.new else "restored" if one.old else "added"
        return f"{begin}{what} were {fate}: {few(refs)}." if len({entry.new for entry in named}) == 1 else ""
    label = KINDS[one.kind].fields[one.field].label
    if any(entry.new != one.new for entry in named):
        as_it_was = f"{begin}{label} of {what} is as it was: {few(refs)}{rated(entries, state)}."
        return as_it_was if one.act == Act.UNDO else ""
    now = "was cleared" if one.new is None else f"is now {words_of(one.kind, one.field, one.new)}"
    return f"{begin}{label} of {what} {now}: {few(refs)}{rated(entries, state)}."


def rated(entries: Sequence[Entry], state: State) -> str:
    """What a score did to the ratings of the risks, counted."""
    scored = {one.item for one in entries if one.kind == "risk" and one.field in ("probability", "impact")}
    if not scored:
        return ""
    cleared = len({one.item for one in entries if one.field == "rag_recorded" and one.new is None} & scored)
    rags = Counter(state.judgement(risk).rag for risk in state.risks if risk.id in scored)
    words = ", ".join(
        f"{rags[rag]:,} {rag.word if rag else 'not scored'}"
        for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, None)
        if rags[rag]
    )
    return f"; {words} now" + (f"; the recorded RAG of {cleared:,} was cleared" if cleared else "")
