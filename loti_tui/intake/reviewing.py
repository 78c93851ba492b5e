"""What is proposed, line by line, as a person reviews it: what stands, what would, and what was decided of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from loti_tui.domain.bulk import how_many, noun
from loti_tui.domain.fields import Field, Link, Links, Plain
from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State
from loti_tui.domain.text import counted, quoted, shortened
from loti_tui.intake.applying import AS_PROPOSED, Decisions, applying, is_accepted
from loti_tui.intake.proposal import Proposal, Proposed, Way
from loti_tui.intake.taken import Notice, Value, What

RAW = 100
"""Characters of a raw text that a line shows."""


class Standing(StrEnum):
    """What becomes of a line when the file is brought in."""

    TAKEN = "taken"
    LEFT = "left"
    OPEN = "open"
    """It is in doubt, and nobody has said what it is: it is left out, and found again as a finding."""
    TOLD = "told"
    """Nothing hangs on it: it tells how the file was read."""


class Part(StrEnum):
    """Under which title a line stands; in this order."""

    SETTLE = "To settle: these can be read in more than one way, or in none"
    ASK = "Left as it is unless you take it"
    CHANGE = "Changes"
    ADD = "New"
    READ = "How it was read"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `field` is "" of an item as a whole; `key` is "" of what only tells something."""

    id: str
    part: Part
    standing: Standing
    key: str = ""
    field: str = ""
    ref: str = ""
    what: str = ""
    now: str = ""
    then: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one proposal: its lines, whether it is done as it stands, and how many of its values are open."""

    lines: tuple[Line, ...]
    doing: bool
    open: int


ORDER: Mapping[Part, int] = {part: place for place, part in enumerate(Part)}


@dataclass(frozen=True)
class Review:
    """A file's proposals against the register, with what was decided so far."""

    proposed: Proposed
    state: State
    decisions: Decisions = AS_PROPOSED

    # -- lines ---------------------------------------------------------------------------------------------------

    def lines(self) -> list[Line]:
        """Every line, part by part; within a part in the order of the proposals."""
        found = [line for one in self._told.values() for line in one.lines]
        found += [notice_line(place, one) for place, one in enumerate(self.proposed.notices)]
        return sorted(found, key=lambda line: ORDER[line.part])

    def inside(self, key: str) -> list[Line]:
        """The values of one proposal."""
        return [self.value_line(self.proposal(key), name) for name in self.proposal(key).values]

    @cached_property
    def _told(self) -> dict[str, Told]:
        """What is said of each proposal, by key: of ten thousand, only the one that is decided is told anew."""
        return {one.key: self._tell(one) for one in self.proposed.proposals}

    def _tell(self, one: Proposal) -> Told:
        lines = tuple(self._of(one))
        open = sum(line.standing is Standing.OPEN for line in lines)
        try:
            doing = bool(applying(one, self.decisions))
        except Refused:  # it lacks what it cannot be without: whoever brings it in is told
            doing = True
        return Told(lines, doing, open)

    def _of(self, one: Proposal) -> Iterator[Line]:
        open = one.open
        yield from (replace(self.value_line(one, name), part=Part.SETTLE) for name in open)
        if one.way is Way.CHANGE:
            yield from (self.value_line(one, name) for name in one.values if name not in open)
        else:
            yield self._whole(one)

    def _whole(self, one: Proposal) -> Line:
        """An item that is added, or removed."""
        taken = is_accepted(one, self.decisions)
        part = Part.ADD if one.way is Way.ADD and one.accepted else Part.ASK
        then = "removed" if one.way is Way.REMOVE else counted(len(one.values), "value")
        if one.way is Way.ADD and one.seen:
            then = "restored"
        standing = Standing.TAKEN if taken else Standing.LEFT
        what = f"{noun(one.kind).capitalize()}: {shortened(one.title, 200)}"
        return Line(one.key, part, standing, one.key, "", one.ref, what, "" if one.way is Way.ADD else "in force", then)

    def value_line(self, one: Proposal, name: str) -> Line:
        """One value of an item."""
        value = one.values[name]
        standing = self.standing(one, name)
        then = self.words(one, name, self.value(one, name))
        if standing is Standing.OPEN:
            then = f"{quoted(value.raw)}?" if value.raw else "?"
            if value.candidates:
                then = " or ".join(self.words(one, name, candidate) for candidate in value.candidates) + "?"
        part = Part.ADD if one.way is Way.ADD else Part.CHANGE if one.accepted else Part.ASK
        now = self.words(one, name, one.seen[name]) if name in one.seen else ""
        label = self.field(one, name).label
        return Line(f"{one.key} {name}", part, standing, one.key, name, one.ref, label, now, then, value.place.words)

    # -- one value -----------------------------------------------------------------------------------------------

    def proposal(self, key: str) -> Proposal:
        """The proposal of that key."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> Mapping[str, Proposal]:
        return {one.key: one for one in self.proposed.proposals}

    @cached_property
    def _refs(self) -> Mapping[str, str]:
        """id -> reference of each item that is proposed: those that would be new have no other."""
        return {one.item: one.ref for one in self.proposed.proposals}

    def field(self, one: Proposal, name: str) -> Field:
        """The field, as its kind describes it."""
        return KINDS[one.kind].fields[name]

    def value(self, one: Proposal, name: str) -> Plain:
        """What would be stored: what somebody typed or chose, else what the file has."""
        return self.decisions.instead.get((one.key, name), one.values[name].plain)

    def standing(self, one: Proposal, name: str) -> Standing:
        """What becomes of one value."""
        if (one.key, name) in self.decisions.without or one.key in self.decisions.declined:
            return Standing.LEFT
        if (one.key, name) in self.decisions.instead:
            return Standing.TAKEN
        if one.values[name].doubt:
            return Standing.OPEN
        return Standing.TAKEN if is_accepted(one, self.decisions) else Standing.LEFT

    def words(self, one: Proposal, name: str, value: Plain) -> str:
        """A value in words; other items by the references that they have, or would get."""
        field = self.field(one, name)
        if isinstance(field.type, Link | Links) and value is not None:
            ids = value if isinstance(value, list) else [str(value)]
            return ", ".join(self._ref(id) for id in ids)
        return field.type.words(value)

    def _ref(self, id: str) -> str:
        item = self.state.items.get(id)
        return item.ref if item else self._refs.get(id, "")

    # -- deciding ------------------------------------------------------------------------------------------------

    def taken(self, line: Line) -> Review:
        """The same with a line taken. A value in doubt is taken once it was said what it is: it stays open."""
        one = self.proposal(line.key)
        was = self.decisions
        declined, without, instead = was.declined - {one.key}, was.without - {(one.key, line.field)}, was.instead
        if not line.field:
            return self._with(replace(was, accepted=was.accepted | {one.key}, declined=declined), one)
        if one.key in was.declined and one.way is Way.CHANGE:  # the others of its values stay left
            without |= {(one.key, name) for name in one.values if name != line.field}
        value = one.values[line.field]
        if not one.accepted and one.way is Way.CHANGE and not value.doubt:
            instead = {**instead, (one.key, line.field): value.plain}
        return self._with(replace(was, declined=declined, without=without, instead=instead), one)

    def left(self, line: Line) -> Review:
        """The same with a line left as it is."""
        one, was = self.proposal(line.key), self.decisions
        if not line.field:
            accepted = was.accepted - {one.key}
            declined = was.declined | ({one.key} if one.accepted else set())
            return self._with(replace(was, accepted=accepted, declined=declined), one)
        instead = {place: value for place, value in was.instead.items() if place != (one.key, line.field)}
        without = was.without | {(one.key, line.field)}
        return self._with(replace(was, without=without, instead=instead), one)

    def toggled(self, line: Line) -> Review:
        """Taken, where it is left; else left."""
        return self.taken(line) if line.standing is Standing.LEFT else self.left(line)

    def said(self, line: Line, value: Plain) -> Review:
        """The same with another value, or the one of several that is meant. Raises `Refused`."""
        one = self.proposal(line.key)
        checked = self.field(one, line.field).check(value)
        without = self.decisions.without - {(one.key, line.field)}
        declined = self.decisions.declined - {one.key}
        instead = {**self.decisions.instead, (one.key, line.field): checked}
        return self._with(replace(self.decisions, declined=declined, without=without, instead=instead), one)

    def _with(self, decisions: Decisions, one: Proposal) -> Review:
        later = replace(self, decisions=decisions)
        later.__dict__["_by_key"], later.__dict__["_refs"] = self._by_key, self._refs
        later.__dict__["_told"] = {**self._told, one.key: later._tell(one)}
        return later

    # -- all of it -----------------------------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """What bringing it in would do now, in a sentence."""
        doing: Mapping[Way, list[str]] = {way: [] for way in Way}
        for one in self.proposed.proposals:
            if self._told[one.key].doing:
                doing[one.way].append(one.kind)
        verbs = {Way.ADD: "adds", Way.CHANGE: "changes", Way.REMOVE: "removes"}
        parts = [f"{verbs[way]} {how_many(kinds)}" for way, kinds in doing.items() if kinds]
        open = sum(told.open for told in self._told.values())
        if not parts:
            nothing = "It changes nothing: the register has all of it already."
            return nothing if not self.proposed.proposals else "It changes nothing as it stands."
        said = f"It {'; '.join(parts)}."
        return said + (f" {counted(open, 'value is', 'values are')} open." if open else "")


def reviewed(proposed: Proposed, state: State, decisions: Decisions) -> Review:
    """A review of which every line is worked out already: of a long document that takes a while."""
    review = Review(proposed, state, decisions)
    review.lines()
    return review


def notice_line(place: int, one: Notice) -> Line:
    """A line that only tells something."""
    raw = quoted(one.raw, RAW) if one.raw and shortened(one.raw, RAW) not in one.sentence else ""
    where = " · ".join(part for part in (one.place.words, raw) if part)
    return Line(f"notice {place}", Part.READ, Standing.TOLD, ref=TOLD[one.what], what=one.sentence, place=where)


TOLD: Mapping[What, str] = {
    What.FOLDED: "folded",
    What.JOINED: "joined",
    What.REPEATED: "repeated",
    What.DOUBTED: "in doubt",
    What.LEFT_OUT: "left out",
    What.ASSUMED: "assumed",
    What.NOTED: "noted",
}
"""What a notice is about, in the words of its line."""


def explained(review: Review, line: Line) -> list[tuple[str, str | None]]:
    """What a line has no room for: label and words, None of what is not recorded."""
    if not line.key:
        return []
    one = review.proposal(line.key)
    if not line.field:
        values = [(review.field(one, name).label, told(review, one, name)) for name in one.values if name != "removed"]
        why: list[tuple[str, str | None]] = [("Why left", one.why)] if one.why else []
        return [*why, *((label, words) for label, words in values if words)]
    return list(of_value(review, one, one.values[line.field], line))


def of_value(review: Review, one: Proposal, value: Value, line: Line) -> Iterator[tuple[str, str | None]]:
    """What is known of one value."""
    if value.doubt:
        yield "In doubt", value.doubt
        if value.candidates:
            words = [f"{n} {review.words(one, line.field, each)}" for n, each in enumerate(value.candidates, 1)]
            yield "It may be", "  ·  ".join(words)
    if one.why:
        yield "Why left", one.why
    if value.raw:
        yield "In the file", value.raw + (f"  ({line.place})" if line.place else "")
    if line.now:
        yield "Now", line.now


def told(review: Review, one: Proposal, name: str) -> str:
    """A value of an item that would be new: its words, or that it is open, or left out."""
    line = review.value_line(one, name)
    if line.standing is Standing.LEFT and one.key not in review.decisions.declined:
        return "left out"
    return f"open: {line.then}" if line.standing is Standing.OPEN else line.then
