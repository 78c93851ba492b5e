"""What bringing a file in would do, or did, as it is printed: one line an item, the notices as sentences, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from loti_tui.domain.bulk import few, how_many
from loti_tui.domain.fields import NOT_RECORDED, Link, Links, Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.said import words_of
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, shortened
from loti_tui.intake.applying import Decisions, applying
from loti_tui.intake.place import NOWHERE
from loti_tui.intake.proposal import Proposal, Proposed, Way
from loti_tui.intake.taken import Notice, Value, What

TOLD = 30
"""Notices that are told one by one; of more, how many."""
WAYS = {Way.ADD: ("added", "add"), Way.CHANGE: ("changed", "change"), Way.REMOVE: ("removed", "remove")}
"""Way -> its word when it was done, and before."""

Applied = Mapping[str, Mapping[str, Plain]]
"""Key of a proposal -> the values that are stored."""


def applied(proposed: Proposed, decisions: Decisions) -> dict[str, dict[str, Plain]]:
    """What of each proposal is stored, as it was decided. Raises `Refused`."""
    return {one.key: values for one in proposed.proposals if (values := applying(one, decisions))}


# -- lines -----------------------------------------------------------------------------------------------------------


def lines(proposed: Proposed, stored: Applied, state: State, *, done: bool, plain: bool) -> Iterator[str]:
    """One line for each item; before anything is done also for those that would be left as they are."""
    refs = {item.id: item.ref for item in state} | {one.item: one.ref for one in proposed.proposals}
    for one in proposed.proposals:
        values = stored.get(one.key)
        if done and values is None:
            continue
        word = WAYS[one.way][0 if done else 1]
        shown = values if values is not None else {name: value.plain for name, value in one.values.items()}
        facts = list(facts_of(one, shown, refs))
        left = "" if values is not None else f" (left as it is: {left_why(one)})"
        if plain:
            yield f"{one.key}, {one.kind}, {word}: {one.title}{left}"
            yield from (f"{one.key}, {fact}" for fact in facts)
        elif one.way is Way.CHANGE:
            yield f"{one.key} {word}: {'; '.join(facts)}{left}"
        else:
            yield f"{one.key} {word}: {one.title}{left}"


def left_why(one: Proposal) -> str:
    """Why a proposal is not done, as the end of a sentence."""
    return one.why.rstrip(".") or ("it needs review" if one.open else "it was declined")


def facts_of(one: Proposal, values: Mapping[str, Plain], refs: Mapping[str, str]) -> Iterator[str]:
    """ "Probability: 2 Improbable → 4 Highly likely": what a proposal does to each field."""
    for name, value in values.items():
        if name in ("removed", "ref"):
            continue
        label = KINDS[one.kind].fields[name].label
        if name in one.open and value is None:
            yield f"{label}: needs review"
            continue
        now = in_words(one.kind, name, value, refs)
        yield (
            f"{label}: {in_words(one.kind, name, one.seen.get(name), refs)} → {now}" if one.seen else f"{label}: {now}"
        )


def in_words(kind: str, name: str, value: Plain, refs: Mapping[str, str]) -> str:
    """A value in a few words, links as references."""
    if value is not None and isinstance(KINDS[kind].fields[name].type, Link | Links):
        ids = value if isinstance(value, list) else [str(value)]
        return ", ".join(refs.get(one, one) for one in ids) or NOT_RECORDED
    return words_of(kind, name, value)


# -- talk ------------------------------------------------------------------------------------------------------------


def sentences(proposed: Proposed) -> Iterator[str]:
    """What a person should know of how the file was read; what needs review is told by `reviews`."""
    open_at = {value.place for one in proposed.proposals for value in one.open.values()} - {NOWHERE}
    told = [one for one in proposed.notices if not (one.what is What.DOUBTED and one.place in open_at)]
    yield from map(notice_words, told[:TOLD])
    if len(told) > TOLD:
        yield f"And {counted(len(told) - TOLD, 'more notice')}; --json lists all of them."


def notice_words(one: Notice) -> str:
    """ "Line 113, column 5: … It says “Α”." """
    place = one.place.words
    raw = shortened(one.raw, 60)
    says = f" It says “{raw}”." if raw and raw not in one.sentence else ""
    return f"{place[:1].upper()}{place[1:]}: {one.sentence}{says}" if place else f"{one.sentence}{says}"


def reviews(proposed: Proposed, stored: Applied) -> Iterator[str]:
    """Each value that needs a person, with what it may be and how to settle it."""
    open = [
        (one, name, value)
        for one in proposed.proposals
        for name, value in one.open.items()
        if name not in stored.get(one.key, {})
    ]
    for one, name, value in open[:TOLD]:
        yield review_words(one, name, value)
    if len(open) > TOLD:
        yield f"And {counted(len(open) - TOLD, 'more value')} to review; --json lists all of them."


def review_words(one: Proposal, name: str, value: Value) -> str:
    """ "Probability of R3 needs review: … --take R3.probability=1"."""
    field = KINDS[one.kind].fields[name]
    where = f" ({value.place.words})" if value.place.words else ""
    raw = f" It says “{shortened(value.raw, 60)}”{where}." if value.raw else ""
    typed = [shortened(field.type.typed(candidate), 40) for candidate in value.candidates[:4]]
    may = f" It may be {' or '.join(typed)}." if typed else ""
    example = typed[0] if typed else "VALUE"
    option = f"{one.key}.{name}={example}"
    quotes = '"' if " " in option else ""
    return f"{field.label} of {one.key} needs review.{raw}{may} Settle it with --take {quotes}{option}{quotes}."


def summary(proposed: Proposed, stored: Applied, *, done: bool) -> str:
    """ "Added 4 risks; changed 1 decision. 2 values need review. “loti undo” takes all of it back." """
    parts = []
    for way, (was, would) in WAYS.items():
        kinds = [one.kind for one in proposed.proposals if one.way is way and one.key in stored]
        if kinds:
            parts.append(f"{was if done else would} {listed(kinds)}")
    told = f"{'; '.join(parts)}." if parts else ""
    if told:
        told = told[0].upper() + told[1:] if done else f"This would {told}"
    return " ".join(filter(None, (told, to_review(proposed, stored), left_as_it_is(proposed, stored))))


def listed(kinds: Iterable[str]) -> str:
    """ "4 risks, 2 milestones and 1 decision"."""
    *most, last = how_many(kinds).split(" and ")
    return f"{', '.join(most)} and {last}" if most else last


def to_review(proposed: Proposed, stored: Applied) -> str:
    """How many values nobody has settled yet."""
    number = sum(
        name not in stored.get(one.key, {})
        for one in proposed.proposals
        for name in one.open
        if one.key in stored or not one.writes
    )
    return f"{counted(number, 'value needs', 'values need')} review." if number else ""


def left_as_it_is(proposed: Proposed, stored: Applied) -> str:
    """What would be done only if somebody says so, and how to say so."""
    left = [one for one in proposed.proposals if one.key not in stored and one.writes and not one.accepted]
    going = [one.key for one in left if one.way is Way.REMOVE]
    others = [one for one in left if one.way is not Way.REMOVE]
    told = []
    if others:
        whys = list(dict.fromkeys(one.why for one in others))
        option = f"--accept {others[0].key}" if len(others) == 1 else "--accept KEY, or --yes for all,"
        told.append(f"Left as it is: {few([one.key for one in others])}. {' '.join(whys[:3])} {option} does it.")
    if going:
        missing = "is not in the file and stays" if len(going) == 1 else "are not in the file and stay"
        told.append(f"{few(going)} {missing}. --removals removes what the file does not have.")
    return " ".join(told)


# -- JSON ------------------------------------------------------------------------------------------------------------


def proposal_record(one: Proposal, stored: Applied) -> dict[str, Any]:
    """One proposal, as scripts read it."""
    return {
        "key": one.key,
        "way": str(one.way),
        "kind": one.kind,
        "ref": one.ref,
        "id": one.item,
        "title": one.title,
        "matched_by": one.matched_by or None,
        "accepted": one.key in stored,
        "why": one.why or None,
        "values": [value_record(one, name, value, stored) for name, value in one.values.items()],
    }


def value_record(one: Proposal, name: str, value: Value, stored: Applied) -> dict[str, Any]:
    """One value of a proposal: what stands, what would, and from which words of the file."""
    return {
        "field": name,
        "old": one.seen.get(name),
        "new": stored.get(one.key, {}).get(name, value.plain),
        "raw": value.raw,
        "place": value.place.words or None,
        "doubt": value.doubt or None,
        "candidates": list(value.candidates),
    }


def notice_record(one: Notice) -> dict[str, Any]:
    """One notice."""
    return {"what": str(one.what), "sentence": one.sentence, "place": one.place.words or None, "raw": one.raw}
