"""The one idea: a log of changes that only grows, and what it adds up to.

A *change* says that one field of one item has one value, who said so, when and why, and which earlier changes of
that field its author had seen and replaced. A *batch* is one act of a person: one undo step. A field's *ends* are
its changes that none has replaced; one end is the value, several are a conflict of which the newest shows first.
Because nothing is ever taken out, the state is a function of the set of changes, whatever their order.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Protocol

from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item


class Act(StrEnum):
    """What kind of act a batch was. An undo reverses an `EDIT`, a redo reverses an undo; a `START` stands for good."""

    START = "start"
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


class Unseen(Enum):
    """The author of an edit states a value without having looked at the one it replaces."""

    UNSEEN = "unseen"


UNSEEN: Final = Unseen.UNSEEN


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants: this field of this item to hold this plain value.

    `seen` is the plain value that the person was looking at; where another stands by now, the edit is refused.
    """

    kind: str
    item: str
    field: str
    value: Plain
    seen: Plain | Unseen = UNSEEN


def new_item(kind: str, values: Mapping[str, Plain]) -> tuple[Edit, ...]:
    """The edits that add one item, under a new id."""
    item = str(uuid.uuid4())
    fields = {"removed": False, **values}
    return tuple(Edit(kind, item, name, value) for name, value in fields.items())


@dataclass(frozen=True, slots=True)
class Batch:
    """What a person wants in one act. `why` may be empty."""

    who: str
    edits: tuple[Edit, ...]
    why: str = ""
    act: Act = Act.EDIT
    undoes: str | None = None
    """The id of the batch that this one reverses."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log as it is kept. `at` is UTC text; `after` are the ids of the changes it replaced."""

    id: str
    batch: str
    at: str
    kind: str
    item: str
    field: str
    value: Plain
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log as people read it: plain values old and new."""

    batch: str
    at: str
    who: str
    why: str
    act: str
    kind: str
    ref: str
    item: str
    field: str
    old: Plain
    new: Plain


@dataclass(frozen=True, slots=True)
class Stored:
    """What the register holds now, after a batch: the new lines of the log and the items as they stand.

    `batch` is None where every value stood already, so that nothing was written.
    """

    batch: str | None
    entries: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()
    act: Act = Act.EDIT


FEW = 12
"""Changes of one act above which the history counts them; the log of one item shows its own."""


@dataclass(frozen=True, slots=True)
class Done:
    """One act as the history tells it; of more than `FEW` changes, without the lines of the log."""

    id: str
    seq: int
    at: str
    who: str
    why: str
    act: str
    undoes: str | None
    """The id of the act that it reversed."""
    taken_back: bool
    """Whether a later act has reversed it, and that stands."""
    changes: int
    items: Mapping[str, str]
    """id -> reference of each item that it changed, removed ones included."""
    entries: tuple[Entry, ...] = ()


class Logged(Protocol):
    """As much of an act as says what became of it."""

    @property
    def id(self) -> str: ...
    @property
    def seq(self) -> int: ...
    @property
    def act(self) -> str: ...
    @property
    def undoes(self) -> str | None: ...


def taken_back(acts: Iterable[Logged]) -> frozenset[str]:
    """The ids of the acts that stand reversed, out of acts given with every undo and redo of them.

    An edit does so while an undo of it has not been redone, an undo once it was redone, a redo once its edit was
    undone after it.
    """
    known = list(acts)
    redone = {act.undoes for act in known if act.act == Act.REDO}
    undos: dict[str | None, list[Logged]] = defaultdict(list)
    edit_of: dict[str | None, str | None] = {}
    for act in known:
        if act.act == Act.UNDO:
            undos[act.undoes].append(act)
            edit_of[act.id] = act.undoes

    def reversed_(act: Logged) -> bool:
        if act.act == Act.UNDO:
            return act.id in redone
        if act.act == Act.REDO:
            return any(undo.seq > act.seq for undo in undos[edit_of.get(act.undoes)])
        return any(undo.id not in redone for undo in undos[act.id])

    return frozenset(act.id for act in known if reversed_(act))


def edit_behind(acts: Mapping[str, Done], act: Done) -> Done:
    """The edit that an undo or a redo is about; of any other act, that act. `acts` are all, by id."""
    while act.undoes is not None and act.undoes in acts:
        act = acts[act.undoes]
    return act


Key = tuple[str, str, str]
"""(kind, item id, field)"""


def ends(changes: Iterable[Change]) -> dict[Key, list[Change]]:
    """Of each field, the changes that none has replaced, newest first."""
    known = list(changes)
    replaced = {earlier for change in known for earlier in change.after}
    found: dict[Key, list[Change]] = defaultdict(list)
    for change in known:
        if change.id not in replaced:
            found[change.kind, change.item, change.field].append(change)
    for standing in found.values():
        standing.sort(key=lambda change: (change.at, change.id), reverse=True)
    return dict(found)


def adds_up(changes: Iterable[Change]) -> dict[tuple[str, str], dict[str, Plain]]:
    """(kind, item id) -> the value of each of its fields: what the tables must hold."""
    items: dict[tuple[str, str], dict[str, Plain]] = defaultdict(dict)
    for (kind, item, field), standing in ends(changes).items():
        items[kind, item][field] = standing[0].value
    return dict(items)


def consequences(
    kind: str, changed: Mapping[str, Plain], why: str, stated: Mapping[str, Plain] | None = None
) -> dict[str, Plain]:
    """Fields that must change with those in `changed`, in the same batch.

    `stated` are all fields that the act names, those whose value stood already among them: what somebody states is
    never overruled. Probability, impact and recorded RAG are one judgement: a new score clears the recorded RAG and
    its reason (domain rules §2). A recorded RAG takes the act's reason as its own. A recorded completion date means
    done.
    """
    stated = changed if stated is None else stated
    follow: dict[str, Plain] = {}
    if kind == "risk":
        rescored = not {"probability", "impact"}.isdisjoint(changed)
        if "rag_recorded" in changed or (rescored and "rag_recorded" in stated):
            follow["rag_reason"] = (why or None) if stated["rag_recorded"] else None
        elif rescored:
            follow |= {"rag_recorded": None, "rag_reason": None}
    finished = {"step": "actual", "milestone": "actual", "action": "done_on"}.get(kind)
    if finished and changed.get(finished) is not None:
        follow["status"] = "done"
    return {field: value for field, value in follow.items() if field not in stated}


WITH_A_REASON: Mapping[tuple[str, str], str] = {
    ("milestone", "baseline"): "the approved plan",
    ("publication", "until"): "the day that was given for publication",
}
"""(kind, field) -> what it is: once recorded, it is changed with a reason only.

A baseline by change control, a deferral by the form's own "shortest period strictly necessary" (domain rules §1, §4).
"""


def needs_reason(kind: str, stood: Mapping[str, Plain], wanted: Mapping[str, Plain]) -> str:
    """The field whose change needs a reason; "" where none does. What was not recorded before is free."""
    return next((field for of, field in WITH_A_REASON if of == kind and field in wanted and stood.get(field)), "")
