"""What is kept back from the public, on which ground and until when; and the record that names it.

Source: domain rules §4. While Part 1 is deferred all of it is withheld, or what the board has named; Part 2 always is;
the value of a purchase is until the award, where publication waits for it. Where anything is unclear, nothing is
public.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loti_tui.domain.changes import Edit, new_item
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, WITHHELD_KINDS, Publication, Withholding
from loti_tui.domain.procuring import value_withheld
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import quoted
from loti_tui.domain.visibility import KEPT, MONEY, SAME_SECRET, Origin, origin, whole

Place = tuple[str, str]
"""(item id, field); the field "" is the whole item."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is withheld, and until when."""

    category: str
    until: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """One line of what a public pack leaves out: how much of what, why, until when. Never the thing itself."""

    what: str
    """Such as "Risks" or "Mitigation of a risk"."""
    count: int
    category: str
    """Such as "Part 1, publication deferred" or "Part 2, exempt"."""
    until: str
    """In words, such as "31 March 2017", "the contract is awarded", "not to be published"."""


NEVER = "not to be published"
EXEMPT = Ground("Part 2, exempt", NEVER)
OWN_RECORD = Ground("The board’s own record", NEVER)
UNTIL_AWARD = Ground("Value of a purchase that is not awarded", "the contract is awarded")

NO_PUBLIC_PACK = "No public pack was made."


def deferred_on(publication: Publication, day: date) -> bool:
    """Whether Part 1 is kept back on a day. The clock alone never sets it free: somebody publishes it, or does not."""
    published = publication.published_on is not None and publication.published_on.last <= day
    return publication.deferred and not published


def grounds(state: State, day: date) -> Mapping[Place, Ground]:
    """Every place of a register that the public may not see on a day, with the first ground for it.

    Raises `Refused` where that cannot be told: then nothing is public.
    """
    publication = state.publication
    if publication is None:
        raise Refused(
            f"{NO_PUBLIC_PACK} The register does not say whether publication is deferred. “loti set publication "
            f"deferred=no” or “loti defer” records it."
        )
    found: dict[Place, Ground] = {}
    named = list(marks(state))
    for mark, places in named:
        if mark.part == "2":
            found |= dict.fromkeys(places, EXEMPT)
    for item in state:
        found |= {place: OWN_RECORD for place in of_board(item) if place not in found}
    if deferred_on(publication, day):
        found = deferred_places(state, publication, named) | found
    hiding = next((ground for place, ground in found.items() if hides_money(place, state)), None)
    hiding = UNTIL_AWARD if value_withheld(state) else hiding
    if hiding is not None:
        found = dict.fromkeys(amounts(state), hiding) | found
    return spread(found, state)


def amounts(state: State) -> Iterator[Place]:
    """Every amount of which any gives another away."""
    yield from ((item.id, field) for item in state for kind, field in MONEY if kind == item.KIND)


def deferred_places(
    state: State, publication: Publication, named: list[tuple[Withholding, list[Place]]]
) -> dict[Place, Ground]:
    """What a deferral of Part 1 keeps back: all of it, or what is named. Raises `Refused` where nothing is."""
    ground = of_deferral(publication, state.day)
    if publication.scope in (None, "all"):
        return {place: ground for item in state for place in of_part_1(item)}
    if publication.scope != "named":
        raise Refused(f"{NO_PUBLIC_PACK} {quoted(publication.scope)} is no scope of a deferral.")
    found = {place: ground for mark, places in named if mark.part == "1" for place in places}
    if not found:
        raise Refused(
            f"{NO_PUBLIC_PACK} The deferral is to reach what is named, and nothing is named. “loti withhold” names "
            f"it; “loti set publication scope=all” defers all of Part 1."
        )
    return found


def of_deferral(publication: Publication, day: date | None) -> Ground:
    """The ground of a deferral. When its date has passed, what is withheld waits for somebody to publish it."""
    until = publication.until
    if until is None:
        return Ground("Part 1, publication deferred", "a day that is not recorded")
    if day is not None and until.last < day:
        return Ground(f"Part 1, publication was deferred until {until.spoken()}", "it is published")
    return Ground("Part 1, publication deferred", until.spoken())


def marks(state: State) -> Iterator[tuple[Withholding, list[Place]]]:
    """Each withholding that stands, and the places that it names. Raises `Refused` where one names none."""
    for mark in state.withholdings:
        places = list(named_by(mark, state))
        if mark.part not in ("1", "2") or not places:
            raise Refused(
                f"{NO_PUBLIC_PACK} Withholding {mark.ref} does not say what it withholds. “loti show {mark.ref}” "
                f"shows it; “loti withhold” records another."
            )
        yield mark, places


def named_by(mark: Withholding, state: State) -> Iterator[Place]:
    """The places that a withholding names. Raises `Refused` for an item or a field that is not there."""
    for about in mark.about:
        item = state.items.get(about)
        if item is None or (mark.field and mark.field not in fields_to_withhold(item.KIND)):
            what = f"{quoted(mark.field)} of {item.ref}" if item else "an item that is not in the register"
            raise Refused(f"{NO_PUBLIC_PACK} Withholding {mark.ref} names {what}, which cannot be withheld.")
        if item.KIND == "decision" and not mark.field:  # which decision it is stays known
            yield from of_part_1(item)
        else:
            yield about, mark.field or ""


def fields_to_withhold(kind: str) -> tuple[str, ...]:
    """The fields of a kind that can be withheld one by one: not whether an item is open, or done."""
    return tuple(name for name in KINDS[kind].editable if name not in ("status", "stage", "ref"))


def of_board(item: Item) -> Iterator[Place]:
    """The places of an item that are the board's own record."""
    return places_of(item, Origin.BOARD)


def of_part_1(item: Item) -> Iterator[Place]:
    """The places of an item that belong to Part 1."""
    return places_of(item, Origin.PART_1)


def places_of(item: Item, belonging: Origin) -> Iterator[Place]:
    """The whole item, or its fields of one origin."""
    if (whole(item.KIND) is belonging and item.KIND != "decision") or (
        belonging is Origin.PART_1 and item.KIND in WHOLE_WITH_PART_1
    ):
        yield item.id, ""
    else:
        yield from ((item.id, field) for field in KINDS[item.KIND].fields if origin(item.KIND, field) is belonging)


WHOLE_WITH_PART_1 = frozenset({"funding", "signoff", "risk", "procurement", "step", "milestone"})
"""Kinds of which nothing is public while Part 1 is deferred, not even how an item is called."""


def hides_money(place: Place, state: State) -> bool:
    """Whether an amount is withheld, by itself or with its item: the others would give it away."""
    kind = state.items[place[0]].KIND
    return any(kind == one and place[1] in ("", field) for one, field in MONEY)


def spread(found: Mapping[Place, Ground], state: State) -> dict[Place, Ground]:
    """With each field those of the same item that would give it away."""
    wider: dict[Place, Ground] = {}
    for (item, field), ground in found.items():
        kind = state.items[item].KIND
        together = next((group for group in SAME_SECRET if (kind, field) in group), ())
        wider |= {(item, other): ground for _, other in together if (item, other) not in found}
    return {**wider, **found}


def named(item: Item, field: str, part: str, *, basis: str = "", why: str = "") -> tuple[Edit, ...]:
    """The edits that name an item, or one of its fields, as withheld. Raises `Refused` for what cannot be."""
    if item.KIND not in WITHHELD_KINDS:
        raise Refused(
            f"{item.ref} cannot be withheld by itself. Items of these kinds can: {', '.join(WITHHELD_KINDS)}."
        )
    if field and field not in fields_to_withhold(item.KIND):
        known = ", ".join(fields_to_withhold(item.KIND))
        raise Refused(f"{quoted(field)} is not a field of {item.ref} that can be withheld. These can: {known}.")
    return new_item(
        "withholding",
        {"about": [item.id], "field": field or None, "part": part, "basis": basis or None, "reason": why or None},
    )


# -- what was left out, counted --------------------------------------------------------------------------------------

MANY: Mapping[str, str] = {
    "decision": "Decision",
    "funding": "Funding lines",
    "spend": "Commitments and payments",
    "signoff": "Sign-offs",
    "risk": "Risks",
    "issue": "Issues",
    "procurement": "Procurement",
    "step": "Procurement steps",
    "milestone": "Milestones",
    "action": "Actions",
    "resolution": "Board decisions",
    "acknowledgement": "Acknowledged findings",
    "source": "Documents brought in",
}
"""kind -> what its items are called together."""


def withheld_lines(state: State, found: Mapping[Place, Ground]) -> tuple[Withheld, ...]:
    """What is left out of a state, counted: items that stand, and fields of those that are not left out whole."""
    count: dict[tuple[str, Ground], int] = {}
    for item in state:
        if item.removed or isinstance(item, Withholding):
            continue
        if ground := found.get((item.id, "")):
            line = (MANY.get(item.KIND, item.KIND.capitalize()), ground)
            count[line] = count.get(line, 0) + 1
            continue
        for name, field in KINDS[item.KIND].fields.items():
            field_ground = found.get((item.id, name))
            if field_ground and getattr(item, name) not in (None, (), "") and name not in KEPT:
                line = (detail(field.label, item.KIND), field_ground)
                count[line] = count.get(line, 0) + 1
    return tuple(Withheld(what, number, ground.category, ground.until) for (what, ground), number in count.items())


def detail(label: str, kind: str) -> str:
    """ "Mitigation of a risk"; of what there is one of, which of its fields it is stays unsaid."""
    if KINDS[kind].single:
        return f"Details of the {kind}"
    return f"{label} of {'an' if kind[0] in 'aeio' else 'a'} {NOUNS.get(kind, kind)}"


NOUNS: Mapping[str, str] = {
    "funding": "funding line",
    "signoff": "sign-off",
    "spend": "payment",
    "step": "procurement step",
    "resolution": "board decision",
    "dayoff": "day off",
}
"""kind -> what one of its items is called, where that is not its name."""
