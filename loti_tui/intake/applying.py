"""From what is proposed and what a person decided, the one batch that goes through the register's door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from loti_tui.domain.changes import UNSEEN, Batch, Edit, Unseen
from loti_tui.domain.fields import Link, Links, Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.sources import Doubt
from loti_tui.domain.text import counted, shortened
from loti_tui.intake.proposal import Proposal, Proposed, Way
from loti_tui.intake.remembering import kept
from loti_tui.intake.taken import What

FOLDED = 3
"""Folded texts that a reason names; of more, how many."""
WHY = 500
"""Characters of what an import gives as its reason, beside a person's own words."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided, by key of the proposal; what nobody decided is done as it is proposed.

    `without` are single fields that are left as they are: (key, field). `instead` has another value for a field, or
    the one of several that is meant; it is taken also where the rest of its proposal is not.
    """

    accepted: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    without: frozenset[tuple[str, str]] = frozenset()
    instead: Mapping[tuple[str, str], Plain] = field(default_factory=dict)


AS_PROPOSED: Final = Decisions()


def batch(proposed: Proposed, who: str, decisions: Decisions = AS_PROPOSED, why: str = "") -> Batch | None:
    """One act: everything that is accepted, with the file as its reason. None where that is nothing.

    Each edit carries the value that stood when it was proposed. Raises `Refused` where an item that is to be added
    lacks what it cannot be without.
    """
    applied = {one.key: values for one in proposed.proposals if (values := applying(one, decisions))}
    applied = without_dead_links(proposed, applied)
    edits = [edit for one in proposed.proposals if one.key in applied for edit in edits_for(one, applied[one.key])]
    if not edits:
        return None
    return Batch(who, (*edits, *document_edits(proposed, decisions, applied)), reason(proposed, why))


def is_accepted(one: Proposal, decisions: Decisions) -> bool:
    """Whether a proposal is done."""
    return one.key not in decisions.declined and (one.accepted or one.key in decisions.accepted)


def applying(one: Proposal, decisions: Decisions) -> dict[str, Plain]:
    """The values of a proposal that are stored; {} of one that is not done. Raises `Refused`."""
    instead = {name: value for (key, name), value in decisions.instead.items() if key == one.key}
    added = one.way is Way.ADD
    if one.key in decisions.declined or not (is_accepted(one, decisions) or instead):
        return {}
    whole = is_accepted(one, decisions) or added
    values = {name: value.plain for name, value in one.values.items() if whole and not value.doubt} | instead
    left = {name for key, name in decisions.without if key == one.key}
    values = {name: value for name, value in values.items() if name not in left}
    if added and not one.seen:
        values = {"removed": False, **{name: value for name, value in values.items() if value is not None}}
        check_whole(one, values)
    return values


def check_whole(one: Proposal, values: Mapping[str, Plain]) -> None:
    """A new item needs what its kind cannot be without. Raises `Refused`."""
    for name, one_field in KINDS[one.kind].fields.items():
        if one_field.required and one_field.default is None and name != "ref" and values.get(name) is None:
            raise Refused(
                f"{one.key} has no {one_field.label.lower()}, without which it cannot be added. Nothing was changed. "
                f"Give it one, or decline it."
            )


def without_dead_links(proposed: Proposed, applied: dict[str, dict[str, Plain]]) -> dict[str, dict[str, Plain]]:
    """The same without links to items that would be new and are not added."""
    dead = {one.item for one in proposed.proposals if one.way is Way.ADD and not one.seen and one.key not in applied}
    if not dead:
        return applied
    kinds = {one.key: one.kind for one in proposed.proposals}
    return {key: dict(living(kinds[key], values, dead)) for key, values in applied.items()}


def living(kind: str, values: Mapping[str, Plain], dead: set[str]) -> Iterator[tuple[str, Plain]]:
    """The values of one item, links to what is not there taken out."""
    for name, value in values.items():
        type_ = KINDS[kind].fields[name].type
        if isinstance(type_, Link) and value in dead:
            continue
        if isinstance(type_, Links) and isinstance(value, list) and dead.intersection(value):
            value = [id for id in value if id not in dead] or None
        yield name, value


def edits_for(one: Proposal, values: Mapping[str, Plain]) -> Iterator[Edit]:
    """The edits of one proposal, and what is stated along with them."""
    new = one.way is Way.ADD and not one.seen
    changing = {name: value for name, value in values.items() if new or value != one.seen.get(name, UNSEEN)}
    if not changing:
        return
    for name, value in sorted(changing.items(), key=lambda pair: pair[0] != "removed"):
        seen: Plain | Unseen = UNSEEN if new else one.seen.get(name, UNSEEN)
        yield Edit(one.kind, one.item, name, value, seen)
    for name, value in one.stated.items():
        if name not in values:
            yield Edit(one.kind, one.item, name, value, value)


def document_edits(
    proposed: Proposed, decisions: Decisions, applied: Mapping[str, Mapping[str, Plain]]
) -> Iterator[Edit]:
    """The register remembers the file: added, or brought up to date, in the same act."""
    document = proposed.document
    if document is None:
        return
    values = kept(proposed, applied, left_open(proposed, decisions, applied))
    for name, value in values.items():
        if not document.seen and value is not None:
            yield Edit("source", document.item, name, value)
        elif document.seen and value != document.seen.get(name):
            yield Edit("source", document.item, name, value, document.seen.get(name))


def left_open(proposed: Proposed, decisions: Decisions, applied: Mapping[str, Mapping[str, Plain]]) -> Iterator[Doubt]:
    """The values in doubt of what is stored, and of what stands already, that nobody settled."""
    for one in proposed.proposals:
        if one.key in decisions.declined or (one.way is Way.ADD and one.key not in applied):
            continue
        for name, value in one.open.items():
            if name not in applied.get(one.key, {}) and (one.key, name) not in decisions.without:
                yield Doubt(one.item, name, value.raw)


def reason(proposed: Proposed, why: str) -> str:
    """Why: a person's words where there are any, from which file, and what of it was read as something else."""
    said = [f"From {shortened(proposed.name, 120)}."]
    folded = [notice for notice in proposed.notices if notice.what is What.FOLDED]
    if folded:
        some = (f"“{shortened(one.raw, 30)}”" + (f" ({one.place.words})" if one.place.words else "") for one in folded)
        more = f" and {counted(len(folded) - FOLDED, 'more')}" if len(folded) > FOLDED else ""
        said.append(f"Letters that look alike were folded: {', '.join(list(some)[:FOLDED])}{more}.")
    told = shortened(" ".join(said), WHY)
    return f"{why.strip()} ({told})" if why.strip() else told
