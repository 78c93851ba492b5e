"""What a file says, against the register: proposals to add, to change and to remove, and nothing that is written."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from loti_tui.domain.dates import day_words
from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.said import words_of
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import counted, fold
from loti_tui.intake.differing import Differing, differing, followed, stated_along, values_of
from loti_tui.intake.matching import Match, called, matched
from loti_tui.intake.numbering import numbered, own_reference
from loti_tui.intake.place import NOWHERE, Place
from loti_tui.intake.proposal import Proposal, Proposed, Way
from loti_tui.intake.remembering import remembered, undone
from loti_tui.intake.taken import Found, Notice, Taken, Value, What

BLANK_TITLE = "Programme"
"""What a programme is called in a register that was made blank: any title that a form gives is better."""
PACK = "pack"
"""The layout of what the register itself wrote: its references and its empty cells are meant."""

RESTORES = "It was removed from this register: accepting it brings it back."
CHANGED_SINCE = "It was changed in the register after the file was made, and in the file too."


@dataclass(slots=True)
class Run:
    """One file against one register."""

    taken: Taken
    state: State
    base: State | None
    ours: bool
    before: date | None
    """When this very file was brought in before, None where it was not."""
    undone: bool
    """Whether it was brought in and undone."""
    notices: list[Notice] = field(default_factory=list)
    unchanged: int = 0
    settled: set[Place] = field(default_factory=set)
    """Places of values that are in doubt there and not in the register."""

    @property
    def clears(self) -> bool:
        return self.ours or self.base is not None

    def again(self) -> str:
        """Why nothing of a file that was brought in before is done unasked."""
        if self.before is None:
            return ""
        return f"The same file was brought in on {day_words(self.before)}: the register was changed since, by people."


def propose(taken: Taken, state: State, today: date, base: State | None = None) -> Proposed:
    """All that bringing a file in would do, in the order of kinds and then of the file.

    `base` is the register as it was when the file was made from it, where that is known.
    """
    document = remembered(taken, state, today)
    earlier = state.items.get(document.item)
    before = getattr(earlier, "brought_on", None) if document.before else None
    ours = taken.layout == PACK and of_this_register(taken, state)
    run = Run(
        replace(taken, found=in_force(meant(taken, state), base or state, day_of(taken, today))),
        state,
        base if ours else None,
        ours=ours,
        before=before.first if before else today if document.before else None,
        undone=undone(taken, state),
    )
    proposals = proposals_of(run)
    return Proposed(
        taken.name,
        taken.sha256,
        taken.layout,
        tuple(proposals),
        (*(one for one in taken.notices if not is_settled(one, run)), *gathered(run.notices)),
        run.unchanged,
        document,
    )


def is_settled(one: Notice, run: Run) -> bool:
    """Whether a notice asks for what somebody has answered: the register holds a value there."""
    return one.what is What.DOUBTED and one.place in run.settled


def of_this_register(taken: Taken, state: State) -> bool:
    """Whether a pack was made from this register, as far as its ids tell."""
    ids = [one.id for one in taken.found if one.id]
    return not ids or any(one in state.items for one in ids)


def meant(taken: Taken, state: State) -> tuple[Found, ...]:
    """The items of a file that are for this register.

    The title of a form names a programme that has none yet; what a file does not say and is proposed all the same is
    for a register that has nothing of the kind.
    """
    if taken.layout == PACK:
        return taken.found
    assumed = {one.key for one in taken.found if is_assumed(one) and state.of(one.kind)}
    known = matched([one for one in taken.found if one.key in assumed], state)[0] if assumed else []
    keys = iter(known)
    found = [one for one in taken.found if one.key not in assumed or next(keys).item is not None]
    named = state.programme is not None and state.programme.title != BLANK_TITLE
    programmes = [one for one in found if one.kind == "programme"]
    titles = [one.values["title"] for one in found if one.kind == "decision" and "title" in one.values]
    if programmes and named:
        return tuple(one for one in found if one.kind != "programme")
    if not programmes and not named and titles and titles[0].plain:
        return (Found("programme", "programme of the decision", {"title": titles[0]}, titles[0].place), *found)
    return tuple(found)


def in_force(found: tuple[Found, ...], then: State, day: date) -> tuple[Found, ...]:
    """The same, a matrix that is not named by an id as the one that was in force when the file was made."""
    matrix = then.on(day).matrix
    if matrix is None:  # what a file has then is the program's own
        return tuple(one for one in found if one.kind != "matrix" or one.id)
    return tuple(replace(one, id=matrix.id) if one.kind == "matrix" and not one.id else one for one in found)


def day_of(taken: Taken, today: date) -> date:
    """The day on which a file was made, where it says so; else the day it is."""
    return date.fromisoformat(taken.made[:10]) if taken.made else today


def is_assumed(one: Found) -> bool:
    """Whether nothing in the file says this item."""
    return one.place == NOWHERE and all(map(is_assumed_value, one.values.values()))


def is_assumed_value(value: Value) -> bool:
    """Whether nothing in the file says this value."""
    return not value.raw and value.place == NOWHERE


def proposals_of(run: Run) -> list[Proposal]:
    """Every proposal, in order, each under its own key."""
    found = run.taken.found
    standing = {one.id for one in run.state if not one.removed}
    lost = [one.id for one in run.state if one.removed] if len(standing) < len(run.state.items) else []
    matches, notices = matched(found, run.state, ours=run.ours, lost=lost)
    run.notices += notices
    pairs = list(zip(found, matches, strict=True))
    new = [match.item.id if match.item else str(uuid.uuid4()) for match in matches]
    ids = {one.key: id for one, id in reversed(list(zip(found, new, strict=True)))}  # of one key the first is meant
    other = other_decision(pairs)
    if other:
        run.notices.append(Notice(What.NOTED, other))
    told = [
        proposal
        for (one, match), id in zip(pairs, new, strict=True)
        for proposal in proposals_for(run, one, match, ids, id)
    ]
    refs = numbered(told, run.state, run.notices)
    taken_up = {match.item.id for match in matches if match.item}
    told += removals(run, taken_up)
    order = {kind: place for place, kind in enumerate(KINDS)}
    told.sort(key=lambda one: order[one.kind])
    return list(under_own_keys(told, refs, other))


def other_decision(pairs: Iterable[tuple[Found, Match]]) -> str:
    """A sentence where the file is of another decision than the register; "" where it is not."""
    for one, match in pairs:
        item = match.item
        if one.kind != "decision" or not one.ref or item is None or not own_reference(item):
            continue
        if squeezed(one.ref) != squeezed(item.ref):
            return f"This register is of decision {item.ref}, and the file is of {one.ref}."
    return ""


def squeezed(ref: str) -> str:
    """A reference as two are compared: "MD1 640" is MD1640."""
    return "".join(fold(ref).split())


def proposals_for(run: Run, one: Found, match: Match, ids: Mapping[str, str], id: str) -> Iterator[Proposal]:
    """What one item of the file would do; `id` is the one that it has or would get."""
    if match.doubt and KINDS[one.kind].single:
        run.notices.append(Notice(What.LEFT_OUT, f"{called(one)} was left out. {match.doubt}", one.place))
        return
    values, notices = values_of(one, lambda key, kinds: linked(run, ids, key, kinds), id, match.item)
    run.notices += notices
    if match.item is None:
        yield addition(run, one, match, values, id)
        return
    if run.taken.layout != PACK:  # what nobody said does not take the place of what somebody recorded
        item = match.item
        values = {n: v for n, v in values.items() if not (is_assumed_value(v) and plain(item, n) is not None)}
    if match.item.removed:
        yield from restoring(run, one, match.item, values, match)
    else:
        yield from changing(run, one, match.item, values, match)


def linked(run: Run, ids: Mapping[str, str], key: str, kinds: Sequence[str]) -> str | None:
    """The id of what a file names: one of its own items, or one of the register by its reference or id."""
    if key in ids:
        return ids[key]
    if (item := run.state.items.get(key)) is not None and item.KIND in kinds:
        return item.id
    refs = (one for kind in kinds for one in run.state.of(kind) if one.ref.casefold() == key.strip().casefold())
    return next((one.id for one in refs), None)


def addition(run: Run, one: Found, match: Match, values: Mapping[str, Value], id: str) -> Proposal:
    """A new item, with all that the file has of it."""
    kind = KINDS[one.kind]
    has = {name: value for name, value in values.items() if value.doubt or value.plain is not None}
    missing = [
        field.label
        for name, field in kind.fields.items()
        if field.required and field.default is None and name != "ref" and (name not in has or has[name].doubt)
    ]
    why = match.doubt or (f"It has no {missing[0].lower()}, without which it cannot be added." if missing else "")
    if match.doubt:
        run.notices.append(Notice(What.DOUBTED, f"{called(one)} needs review. {match.doubt}", one.place))
    why = why or run.again()
    title = words(one.kind, has.get(kind.title)) or one.ref or one.kind.capitalize()
    return Proposal("", Way.ADD, one.kind, id, one.ref.strip(), title, has, {}, "", not why, why)


def restoring(run: Run, one: Found, item: Item, values: Mapping[str, Value], match: Match) -> Iterator[Proposal]:
    """A removed item that the file still has."""
    base = run.base.items.get(item.id) if run.base else None
    found = differing(item, values, base, clears=run.clears)
    if base is not None and not base.removed and not found.changed and not found.contested:
        run.unchanged += 1  # removed since, by people; the file says nothing new of it
        return
    changed = {"removed": Value(False), **found.changed, **found.contested}
    why = "" if run.undone else RESTORES
    yield one_proposal(Way.ADD, item, changed, match.by, found.stated, why)


def changing(run: Run, one: Found, item: Item, values: Mapping[str, Value], match: Match) -> Iterator[Proposal]:
    """What differs from what stands; apart from it what people changed meanwhile, which is not done unasked."""
    base = run.base.items.get(item.id) if run.base else None
    found = differing(item, values, base, clears=run.clears or match.by == "id", settled=run.before is not None)
    run.settled |= {value.place for value in found.settled} - {NOWHERE}
    if one.kind == "decision" and one.ref and not own_reference(item) and squeezed(one.ref) != squeezed(item.ref):
        found.changed = {"ref": Value(one.ref.strip(), one.ref, one.place), **found.changed}
    if found.cleared:
        labels = ", ".join(KINDS[one.kind].fields[name].label.lower() for name in found.cleared)
        sentence = f"Empty in the file, and kept as it is in the register: {labels}."
        run.notices.append(Notice(What.NOTED, sentence, one.place))
    if not (found.changed or found.contested):
        run.unchanged += 1
    if found.changed:
        told_losses(run, one, item, found)
        open_only = all(value.doubt for value in found.changed.values())
        yield one_proposal(
            Way.CHANGE, item, found.changed, match.by, found.stated, "" if open_only else run.again()
        )  # fmt: skip
    if found.contested:
        yield one_proposal(Way.CHANGE, item, found.contested, match.by, found.stated, CHANGED_SINCE)


def told_losses(run: Run, one: Found, item: Item, found: Differing) -> None:
    """Say what a change takes with it: a recorded RAG was stated for the score that it replaces."""
    if one.kind != "risk" or {"probability", "impact"}.isdisjoint(found.changed):
        return
    if "rag_recorded" in followed(item, found.changed, stated_along(one.kind, found.changed, found.stated)):
        sentence = f"The recorded RAG of {item.ref} would be cleared: it was stated for the score that changes."
        run.notices.append(Notice(What.NOTED, sentence, one.place))


def one_proposal(
    way: Way, item: Item, changed: Mapping[str, Value], by: str, stated: Mapping[str, Plain], why: str
) -> Proposal:
    """A proposal about an item that is there."""
    seen = {name: plain(item, name) for name in changed}
    along = stated_along(item.KIND, changed, stated)
    return Proposal(
        "", way, item.KIND, item.id, item.ref, item.title_words, changed, seen, by, not why, why, along
    )  # fmt: skip


def removals(run: Run, taken_up: set[str]) -> Iterator[Proposal]:
    """What the file does not have any more, of the kinds of which it has everything; never accepted unasked."""
    for kind in KINDS:
        if kind not in run.taken.complete:
            continue
        for item in run.state.of(kind):
            began = run.base.items.get(item.id) if run.base else None
            newer = run.base is not None and (began is None or began.removed)
            if item.id not in taken_up and not newer:
                why = "The file has all items of this kind and not this one: it was taken out of it, or is newer."
                if run.base is not None:
                    why = "It was taken out of the file."
                yield one_proposal(Way.REMOVE, item, {"removed": Value(True)}, "", {}, why)


def under_own_keys(told: Iterable[Proposal], refs: Mapping[str, tuple[str, bool]], other: str) -> Iterator[Proposal]:
    """Each proposal under the reference that its item has or would get; a second one of the same item ends in "+".

    With `other`, the file is about something else, and none of it is done unasked.
    """
    seen: set[str] = set()
    for one in told:
        ref, stated = refs.get(one.item, (one.ref, False))
        key = "".join(ref.split()) or one.item
        while key.casefold() in seen:
            key += "+"
        seen.add(key.casefold())
        values = {"ref": Value(ref), **one.values} if stated else one.values
        accepted, why = (False, one.why or other) if other else (one.accepted, one.why)
        yield replace(one, key=key, ref=ref, values=values, accepted=accepted, why=why)


def words(kind: str, value: Value | None) -> str:
    """A value in words, "" of none."""
    return "" if value is None or value.plain is None else words_of(kind, KINDS[kind].title, value.plain)


ALIKE = 3
"""Notices of one sort that are told one by one; of more, the first and how many more."""


def gathered(notices: Iterable[Notice]) -> list[Notice]:
    """Notices in the order of the file; of many alike, the first few and how many more there are."""
    order = sorted(notices, key=lambda one: (one.place, one.sentence))
    counts: Counter[tuple[What, str]] = Counter()
    kept: list[Notice] = []
    for one in order:
        counts[sort_of(one)] += 1
        if counts[sort_of(one)] <= ALIKE or one.what is What.DOUBTED:
            kept.append(one)
    for (what, sort), number in counts.items():
        if number > ALIKE and what is not What.DOUBTED:
            rest = counted(number - ALIKE, "more row is alike", "more rows are alike")
            kept.append(Notice(what, f"{rest}: {sort}"))
    return kept


SORTS = ("Empty in the file", "would be cleared", "names “")


def sort_of(one: Notice) -> tuple[What, str]:
    """What a notice is alike others in."""
    return one.what, next((sort for sort in SORTS if sort in one.sentence), one.sentence)
