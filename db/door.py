"""The door: where a batch is compared, checked and written, all of it or nothing.

`store` runs inside one write transaction of `Register`. Nothing else in the program writes to the tables or the log.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from db.reading import (
    BATCH,
    CHANGE,
    REGISTER,
    SUCCESSION,
    TABLES,
    current_ends,
    from_plain,
    named,
    plain_items,
    references,
)
from loti_tui.domain.changes import (
    UNSEEN,
    WITH_A_REASON,
    Act,
    Batch,
    Change,
    Edit,
    Entry,
    Stored,
    consequences,
    needs_reason,
)
from loti_tui.domain.digest import digest
from loti_tui.domain.fields import NOT_RECORDED, Field, Plain, ids_in, points_to
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import stamp
from loti_tui.domain.refused import Moved, NeedsReason, Refused
from loti_tui.domain.state import loaded
from loti_tui.domain.text import clean, quoted

WHY_LIMIT = 2_000
WHO_LIMIT = 200


@dataclass(slots=True)
class Draft:
    """One item while its edits are weighed: what stood, and what shall stand."""

    kind: str
    id: str
    stood: dict[str, Plain]
    new: bool
    wanted: dict[str, Plain] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        return str(self.wanted.get("ref") or self.stood.get("ref") or f"the new {self.kind}")

    @property
    def stands(self) -> dict[str, Plain]:
        """Every field's value once the edits are in."""
        return self.stood | self.wanted


def store(connection: Connection, batch: Batch, now: datetime) -> Stored:
    """Compare, check and write one batch. Raises `Refused` or `Moved` before anything is written."""
    drafts = weigh(connection, batch)
    changed = [draft for draft in drafts if draft.wanted]
    if not changed and batch.act in (Act.START, Act.EDIT):  # an undo is logged though its values stand already
        return Stored(None, act=batch.act)
    check_links(connection, changed)
    check_refs(connection, drafts)
    return write(connection, batch, changed, stamp(now))


def weigh(connection: Connection, batch: Batch) -> list[Draft]:
    """The items of a batch with the edits that really change something and what follows from them."""
    by_item: dict[tuple[str, str], list[Edit]] = {}
    for edit in batch.edits:
        if edit.kind not in KINDS:
            raise Refused(f"There is no kind of item called {quoted(edit.kind)}.")
        by_item.setdefault((edit.kind, edit.item), []).append(edit)
    stood: dict[str, dict[str, Plain]] = {}
    for kind in dict.fromkeys(kind for kind, _ in by_item):
        stood |= plain_items(connection, kind, [item for k, item in by_item if k == kind])
    taken = Places(connection)
    drafts = []
    for (kind, item), edits in by_item.items():
        new = item not in stood
        draft = Draft(kind, item, stood.get(item, {}), new)
        if new and not any(edit.field == "removed" and edit.value is False for edit in edits):
            raise Refused(f"The {kind} that this change is for is not in this register. Nothing was changed.")
        for edit in edits:
            take(connection, draft, edit)
        if batch.act in (Act.START, Act.EDIT):
            follow(draft, edits, batch.why)
            check_reason(draft, batch.why)
        if new:
            taken.complete(draft)
        drafts.append(draft)
    return drafts


def take(connection: Connection, draft: Draft, edit: Edit) -> None:
    """Put one edit into the draft, unless its value stands already. Raises where it may not be stored."""
    named_field = known_field(draft.kind, edit.field)
    value = named_field.check(edit.value)
    stands = draft.stood.get(edit.field)
    if edit.seen is not UNSEEN and edit.seen != stands and value != stands:
        theirs, mine = (shown(connection, draft.kind, edit.field, one) for one in (stands, value))
        raise Moved(
            f"{named_field.label} of {draft.ref} has been changed meanwhile and is “{theirs}” now. "
            f"Your “{mine}” was not stored.",
            theirs=theirs,
            mine=mine,
            item=draft.id,
            field=edit.field,
            stands=stands,
        )
    if draft.stood.get("removed") and draft.stands.get("removed") and edit.field != "removed":
        raise Refused(f"{draft.ref} was removed. Restore it before you change it.")
    if draft.new or value != stands:
        draft.wanted[edit.field] = value
    else:
        draft.wanted.pop(edit.field, None)  # the last of two edits of one field stands


def shown(connection: Connection, kind: str, name: str, value: Plain) -> str:
    """A value in words, links as references."""
    type_ = KINDS[kind].fields[name].type
    kinds = points_to(type_)
    if not kinds:
        return type_.words(value)
    names = references(connection, dict.fromkeys(kinds, ids_in(value)))
    words = named(kind, name, value, names)
    return ", ".join(words) if isinstance(words, list) else str(words or NOT_RECORDED)


def known_field(kind: str, name: str) -> Field:
    """The field of that name; raises with the names there are."""
    fields = KINDS[kind].fields
    if name not in fields:
        raise Refused(f"A {kind} has no field {quoted(name)}. It has: {', '.join(KINDS[kind].editable)}.")
    return fields[name]


def follow(draft: Draft, edits: list[Edit], why: str) -> None:
    """Add what must change with the edits, in the same batch."""
    stated = {edit.field: draft.stands.get(edit.field) for edit in edits}
    for name, value in consequences(draft.kind, draft.wanted, why, stated).items():
        checked = KINDS[draft.kind].fields[name].check(value)
        if checked != draft.stood.get(name):
            draft.wanted[name] = checked


def check_reason(draft: Draft, why: str) -> None:
    """Raises `NeedsReason` where a change of the draft is accepted with a reason only, and there is none."""
    name = needs_reason(draft.kind, draft.stood, draft.wanted)
    if name and not clean(why, label="The reason"):
        label, words = KINDS[draft.kind].fields[name].label, KINDS[draft.kind].fields[name].type.words
        raise NeedsReason(
            f"{label} of {draft.ref} is {WITH_A_REASON[draft.kind, name]} ({words(draft.stood[name])}): it is changed "
            f"with a reason only. Nothing was changed; say why."
        )


class Places:
    """What a new item gets where its author named nothing: reference, place in order, and what it belongs to."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.numbers: dict[str, int] = {}
        self.positions: int | None = None
        self.homes: dict[str, str | None] = {}

    def complete(self, draft: Draft) -> None:
        """Fill the draft of a new item, and check that nothing required is missing."""
        kind, wanted = KINDS[draft.kind], draft.wanted
        for name, one in kind.fields.items():
            if wanted.get(name) is None and one.default is not None:
                wanted[name] = one.default
        if not wanted.get("ref"):
            wanted["ref"] = self.next_ref(draft.kind)
        for link in ("programme", "procurement"):
            if link in kind.fields and not wanted.get(link) and draft.kind != link and (home := self.home(link)):
                wanted[link] = home
        if "position" in kind.fields and wanted.get("position") is None:
            wanted["position"] = self.next_position()
        for name, one in kind.fields.items():
            if one.required and wanted.get(name) is None:
                raise Refused(f"A {draft.kind} needs a value for {name}: it accepts {one.type.accepts}.")
        draft.wanted = {name: value for name, value in wanted.items() if value is not None}
        if self.homes.get(draft.kind) is None:
            self.homes[draft.kind] = draft.id

    def next_ref(self, kind: str) -> str:
        """The first number that no item of the kind has had, removed ones included."""
        if kind not in self.numbers:
            prefix, rows = KINDS[kind].prefix, TABLES[kind]
            refs = [str(row.ref) for row in self.connection.execute(select(rows.c.ref)).all()]
            tails = [ref[len(prefix) :] for ref in refs if ref.startswith(prefix)]
            self.numbers[kind] = max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0)
        self.numbers[kind] += 1
        return f"{KINDS[kind].prefix}{self.numbers[kind]}"

    def next_position(self) -> int:
        """The place after the last step."""
        if self.positions is None:
            rows = TABLES["step"]
            found = self.connection.execute(select(rows.c.position).where(rows.c.removed.is_(False))).all()
            self.positions = max((row.position or 0 for row in found), default=0)
        self.positions += 1
        return self.positions

    def home(self, kind: str) -> str | None:
        """The first item of `kind` that stands: what a new item belongs to."""
        if kind not in self.homes:
            rows = TABLES[kind]
            query = select(rows.c.id).where(rows.c.removed.is_(False)).order_by(rows.c.ref).limit(1)
            found = self.connection.execute(query).first()
            self.homes[kind] = str(found.id) if found else None
        return self.homes[kind]


def check_links(connection: Connection, drafts: list[Draft]) -> None:
    """Every id that an item points to must be an item of the right kind. Raises `Refused`."""
    beside: dict[str, set[str]] = {}
    for draft in drafts:
        beside.setdefault(draft.kind, set()).add(draft.id)
    for draft in drafts:
        for name, value in draft.wanted.items():
            kinds = points_to(KINDS[draft.kind].fields[name].type)
            if value is None or not kinds:
                continue
            missing = ids_in(value)
            if draft.id in missing:
                raise Refused(f"{draft.ref} cannot depend on itself.")
            for one in kinds:
                missing = missing - beside.get(one, set())
                missing = missing - plain_items(connection, one, missing).keys()
            if missing:
                label = KINDS[draft.kind].fields[name].label
                raise Refused(f"{label} of {draft.ref} names an item that is not in this register.")


def check_refs(connection: Connection, drafts: list[Draft]) -> None:
    """Two items of a kind that stand cannot have one reference. Raises `Refused`."""
    taking = [d for d in drafts if not d.stands["removed"] and not {"ref", "removed"}.isdisjoint(d.wanted)]
    seen: set[tuple[str, str]] = set()
    edited = {draft.id for draft in drafts}
    for draft in taking:
        rows = TABLES[draft.kind]
        query = select(rows.c.id).where(rows.c.ref == draft.ref, rows.c.removed.is_(False))
        others = {str(row.id) for row in connection.execute(query).all()} - edited
        if others or (draft.kind, draft.ref) in seen:
            raise Refused(f"There is another {draft.kind} with the reference {draft.ref}. Nothing was changed.")
        seen.add((draft.kind, draft.ref))


def write(connection: Connection, batch: Batch, drafts: list[Draft], at: str) -> Stored:
    """Log first, then the tables; returns what stands now."""
    batch_id = str(uuid.uuid4())
    who = clean(batch.who, limit=WHO_LIMIT, label="The name") or "unknown"
    why = clean(batch.why, limit=WHY_LIMIT, label="The reason")
    line = {"id": batch_id, "at": at, "who": who, "why": why, "act": str(batch.act), "undoes": batch.undoes}
    standing = current_ends(connection, [draft.id for draft in drafts if not draft.new])
    changes = [
        Change(str(uuid.uuid4()), batch_id, at, draft.kind, draft.id, name, value,
               frozenset(standing.get((draft.id, name), ())))
        for draft in drafts
        for name, value in draft.wanted.items()
    ]  # fmt: skip
    write_log(connection, line, changes)
    write_tables(connection, drafts)
    names = references(connection, linked(drafts))
    entries = tuple(
        Entry(batch_id, at, who, why, str(batch.act), d.kind, d.ref, d.id, name,
              named(d.kind, name, d.stood.get(name), names), named(d.kind, name, value, names))
        for d in drafts
        for name, value in d.wanted.items()
    )  # fmt: skip
    items = tuple(loaded(d.kind, {"id": d.id, **d.stands}) for d in drafts)
    return Stored(batch_id, entries, items, batch.act)


def write_log(connection: Connection, line: dict[str, str | None], changes: list[Change]) -> None:
    """Add a batch to the log, with its digest and its changes."""
    register = str(connection.execute(select(REGISTER.c.id)).scalar_one())
    connection.execute(insert(BATCH), line | {"digest": digest(register, line, changes)})
    if changes:
        connection.execute(
            insert(CHANGE),
            [
                {
                    "id": c.id,
                    "batch": c.batch,
                    "kind": c.kind,
                    "item": c.item,
                    "field": c.field,
                    "value": json.dumps(c.value),
                }
                for c in changes
            ],
        )
    if successions := [{"change": c.id, "earlier": end} for c in changes for end in c.after]:
        connection.execute(insert(SUCCESSION), successions)


def linked(drafts: list[Draft]) -> dict[str, set[str]]:
    """kind -> ids of its items that the drafts may point to, before and after."""
    found: dict[str, set[str]] = {}
    for draft in drafts:
        for name, value in draft.wanted.items():
            for kind in points_to(KINDS[draft.kind].fields[name].type):
                found.setdefault(kind, set()).update(ids_in(value), ids_in(draft.stood.get(name)))
    return found


def write_tables(connection: Connection, drafts: list[Draft]) -> None:
    """Bring the tables to what the log now adds up to."""
    fresh: dict[str, list[dict[str, Plain]]] = {}
    for draft in drafts:
        if draft.new:
            fresh.setdefault(draft.kind, []).append({"id": draft.id, **whole(draft.kind, draft.wanted)})
        else:
            rows = TABLES[draft.kind]
            connection.execute(update(rows).where(rows.c.id == draft.id).values(**from_plain(draft.kind, draft.wanted)))
    for kind in KINDS:  # parents before the items that point to them
        if kind in fresh:
            connection.execute(insert(TABLES[kind]), [from_plain(kind, values) for values in fresh[kind]])


def whole(kind: str, values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Every field of the kind, None where nothing is recorded: one shape for a bulk insert."""
    return {name: values.get(name) for name in KINDS[kind].fields}
