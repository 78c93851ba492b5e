"""The history as lines that people read, and which of them somebody asked for.

What is typed is understood word by word: the reference of an item means that item and no other (R1 is not R10),
`since`, `until` and `on` are followed by a date, and every other word must occur in the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from loti_tui.domain.changes import Act, Done
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.items import KINDS
from loti_tui.domain.moments import london, london_day
from loti_tui.domain.refused import Refused
from loti_tui.domain.said import change_words, stated
from loti_tui.domain.state import State
from loti_tui.domain.text import fold, quoted

NAMED = 6
"""As many items of one act are named; the rest is counted."""
TO_LOOK_FOR = "since", "until", "on"
"""Words that a date follows."""

Names = Mapping[str, Set[str]]
"""What people call an item, in small letters -> the ids that it may be."""


# -- an act as a line ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words: when (in London), what it did, and all of its words folded."""

    done: Done
    when: str
    day: date
    what: str
    words: str

    @property
    def id(self) -> str:
        return self.done.id


def line(done: Done) -> Line:
    """An act as a line of the history."""
    when, what = london(done.at), what_words(done)
    words = fold(" ".join((done.who, done.why, what, when, mark(done))))
    return Line(done, when, london_day(done.at), what, words)


def mark(done: Done) -> str:
    """What kind of act it was and what became of it, where that is not to be expected; else ""."""
    if done.act in (Act.UNDO, Act.REDO):
        return str(done.act)
    return "undone" if done.taken_back else ""


def called(done: Done) -> str:
    """What people call an act of its kind: a change, an undo, a redo."""
    return str(done.act) if done.act in (Act.UNDO, Act.REDO) else "change"


def what_words(done: Done) -> str:
    """What an act did: "Impact of R1: 2 Significant → 3 Substantial", "R4 removed", "8 values of 4 items: R1 …"."""
    refs = list(done.items.values())
    values = f"{done.changes:,} value{'s' if done.changes != 1 else ''}"
    if done.act == Act.START:
        return f"Register made: {values} of {len(refs):,} item{'s' if len(refs) != 1 else ''}"
    if not refs:
        return "No value was changed: all stood so already"
    if len(refs) > 1:
        more = " …" if len(refs) > NAMED else ""
        return f"{values} of {len(refs):,} items: {', '.join(refs[:NAMED])}{more}"
    if not done.entries:
        return f"{values} of {refs[0]}"
    fate = [entry for entry in done.entries if entry.field == "removed"]
    return "; ".join(change_words(entry) for entry in fate or stated(done.entries))


# -- what somebody asked for -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which acts somebody wants to see: all that every part of it lets through."""

    words: tuple[str, ...] = ()
    """Each must occur; folded."""
    items: tuple[Set[str], ...] = ()
    """Of each of these, one item must have been changed."""
    who: str = ""
    """Nobody else's, where one is named."""
    since: date | None = None
    until: date | None = None

    def lets(self, one: Line) -> bool:
        """Whether it is among those that were asked for."""
        return (
            (not self.who or fold(one.done.who) == fold(self.who))
            and (self.since is None or one.day >= self.since)
            and (self.until is None or one.day <= self.until)
            and not any(one.done.items.keys().isdisjoint(ids) for ids in self.items)
            and all(word in one.words for word in self.words)
        )

    def within(self, first: date | None, last: date | None) -> Sieve:
        """The same, and not before `first` nor after `last`."""
        since = max((day for day in (self.since, first) if day), default=None)
        until = min((day for day in (self.until, last) if day), default=None)
        return replace(self, since=since, until=until)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood of the words in a filter."""

    sieve: Sieve
    words: str = ""
    """The same in words, dates in full."""
    problem: str = ""
    """Why a date was not understood, in a sentence; it holds nothing back then."""


def names(state: State) -> Names:
    """What the items of a register are called, removed ones too: their references, and what there is one of."""
    found: dict[str, set[str]] = {}
    for item in state:
        calls = [item.ref, item.KIND] if KINDS[item.KIND].single else [item.ref]
        for call in calls:
            found.setdefault(call.casefold(), set()).add(item.id)
    return found


def understood(text: str, known: Names, today: date) -> Typed:
    """What somebody typed into a filter, as a sieve."""
    typed = text.split()
    sieve, told, problem = Sieve(), [], ""
    while typed:
        called_so = typed.pop(0).casefold()
        word = fold(called_so)
        if word in TO_LOOK_FOR:
            upto = next((place for place, one in enumerate(typed) if fold(one) in TO_LOOK_FOR), len(typed))
            try:
                when, length = leading_date(typed[:upto], word, known, today)
            except Refused as refused:
                problem = problem or refused.sentence
                length = upto
            else:
                sieve = sieve.within(None if word == "until" else when.first, None if word == "since" else when.last)
                told.append(f"{word} {when.spoken()}")
            del typed[:length]
        elif called_so in known:
            sieve = replace(sieve, items=(*sieve.items, known[called_so]))
            told.append(called_so.upper())
        elif word:
            sieve = replace(sieve, words=(*sieve.words, word))
            told.append(quoted(word))
    return Typed(sieve, " · ".join(told), problem)


def leading_date(words: list[str], after: str, known: Names, today: date) -> tuple[PartialDate, int]:
    """The longest date that these words begin with, and how many of them it takes. Raises `Refused`."""
    from loti_tui.domain.datewords import read_date  # pendulum stays out of the first frame

    if not words:
        raise Refused(f"A date follows {quoted(after)}, such as {quoted(f'{after} 31 Mar 2017')}.")
    refusal: Refused | None = None
    for length in range(len(words), 0, -1):
        try:
            when = read_date(" ".join(words[:length]), today)
        except Refused as refused:
            refusal = refusal or refused  # of all the words: that is what was typed
            continue
        rest = [word for word in words[length:] if word.casefold() not in known]
        if any(letter.isdigit() for word in rest for letter in word):
            break  # "apr 17": the figures belong to the date
        return when, length
    assert refusal is not None  # all of the words being a date, nothing is left over
    raise refusal


def sifted(lines: Iterable[Line], *sieves: Sieve) -> list[Line]:
    """The lines that every sieve lets through."""
    return [one for one in lines if all(sieve.lets(one) for sieve in sieves)]
