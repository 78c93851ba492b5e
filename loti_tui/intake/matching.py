"""Which item of the register a file tells of: by its id, its reference, its words; and where nobody can tell.

Each item of the register is matched at most once, and the order of the rows makes no difference. What could as well be
another item is not guessed: it stays unmatched and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loti_tui.domain.fields import Plain
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, plain, ref_order
from loti_tui.domain.text import fold, quoted
from loti_tui.intake.likeness import candidates, overlap, wording
from loti_tui.intake.taken import Found, Notice, What

AGREE = 0.5
"""How like the words must be for a reference of somebody else's to count."""
LIKE = 0.72
"""How like the words must be for an item to be known by them alone."""
NEAR = 0.08
"""A second best that is nearer than this makes a doubt."""
RELATED = 0.55
"""From here on, what was taken as new is said to be like something."""
ALIKE = 3
"""Rows that are told of one by one; of more, how many."""
PAIRED = 10_000
"""Comparisons within one group of items of the same words; a larger group is paired in order."""

TELLING = {"step": ("stage",)}
"""Kind -> fields that tell which item is meant where the words differ: a programme has one step of each stage."""


@dataclass(frozen=True, slots=True)
class Match:
    """The item that is meant, and by what it was known: "id", "reference" or "text", "" where it is the only one.

    Without an item, `doubt` says which items it could be, as a sentence; "" of what is new.
    """

    item: Item | None = None
    by: str = ""
    doubt: str = ""


@dataclass(slots=True)
class Matching:
    """One run over what a file has, kind by kind. `ours` says that its references are those of this register."""

    state: State
    ours: bool
    lost: frozenset[str] = frozenset()
    """Ids of removed items that may be meant all the same."""
    found: list[tuple[int, Found]] = field(default_factory=list)
    matches: dict[int, Match] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    free: dict[str, Item] = field(default_factory=dict)
    """id -> item of the kind at hand that nothing was matched with yet."""

    def settle(self, place: int, item: Item, by: str) -> None:
        """This is that."""
        self.matches[place] = Match(item, by)
        self.free.pop(item.id, None)

    _open: list[tuple[int, Found]] | None = None

    @property
    def open(self) -> list[tuple[int, Found]]:
        """What was not settled yet, in the order of the file."""
        left = self.found if self._open is None else self._open
        if self._open is None or len(left) + len(self.matches) != len(self.found):
            self._open = [(place, one) for place, one in left if place not in self.matches]
        return self._open


def matched(
    found: Sequence[Found], state: State, *, ours: bool = False, lost: Iterable[str] = ()
) -> tuple[list[Match], list[Notice]]:
    """For each item of a file, in order, the item of the register that is meant; and what a person should know.

    `ours` says that the file was made from this register, so that its references are trusted. `lost` are ids of removed
    items that a file may bring back by their words; by id any removed item is known.
    """
    by_kind: defaultdict[str, list[tuple[int, Found]]] = defaultdict(list)
    for place, one in enumerate(found):
        by_kind[one.kind].append((place, one))
    matches: dict[int, Match] = {}
    notices: list[Notice] = []
    for kind, of_kind in by_kind.items():
        run = Matching(state, ours, frozenset(lost), of_kind)
        of_one(run) if KINDS[kind].single else of_many(run, kind)
        matches |= run.matches
        notices += run.notices
    return [matches.get(place, Match()) for place in range(len(found))], notices


def of_one(run: Matching) -> None:
    """A programme has one of these: it is what is there."""
    (place, first), *others = run.found
    item = run.state.single(first.kind) or next(lost_of_one(run, first), None)
    if item is not None:
        named = first.ref and fold(first.ref) == fold(item.ref)
        by = "id" if first.id == item.id else "reference" if named else "text" if same_words(first, item) else ""
        run.settle(place, item, by)
    for extra, one in others:
        run.matches[extra] = Match(doubt=f"A programme has one {one.kind}, and the file tells of several.")


def lost_of_one(run: Matching, found: Found) -> Iterator[Item]:
    """The removed item that is meant: a decision by its own reference or title, of the others whichever there was."""
    for item in lost_items(run, found.kind):
        if found.kind != "decision" or fold(found.ref) == fold(item.ref) or same_words(found, item):
            yield item


def of_many(run: Matching, kind: str) -> None:
    """What there can be many of."""
    run.free = {item.id: item for item in run.state.of(kind)}
    by_id(run, kind)
    by_reference(run, agreement if run.ours else same_or_none, 0.0 if run.ours else 1.0)
    by_same_words(run)
    if not run.ours:
        by_reference(run, agreement, AGREE)
    by_telling_field(run, kind)
    standing, run.free = run.free, {item.id: item for item in lost_items(run, kind)}
    by_same_words(run)
    run.free = standing
    by_like_words(run)
    run.notices += other_references(run)


def lost_items(run: Matching, kind: str) -> Iterator[Item]:
    """The removed items of a kind that may be meant, by reference."""
    found = (run.state.items[one] for one in run.lost if one in run.state.items)
    taken = {match.item.id for match in run.matches.values() if match.item}
    yield from sorted(
        (item for item in found if kind == item.KIND and item.removed and item.id not in taken),
        key=lambda item: ref_order(item.ref),
    )


def by_id(run: Matching, kind: str) -> None:
    """The hidden id of a pack. An id of which the register knows nothing is another register's."""
    seen: set[str] = set()
    for place, one in run.open:
        item = run.state.items.get(one.id) if one.id else None
        if item is not None and kind == item.KIND and item.id not in seen:
            seen.add(item.id)
            run.settle(place, item, "id")


def by_reference(run: Matching, agreed: Callable[[Found, Item], float], least: float = 0.0) -> None:
    """The reference, where the words agree enough; of two rows with one reference, the one whose words agree more."""
    refs = {fold(item.ref): item for item in run.free.values()}
    claims: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for place, one in run.open:
        item = refs.get(fold(one.ref.strip())) if one.ref else None
        if item is not None and (like := agreed(one, item)) >= least:
            claims[item.id].append((like, place))
    for id, claiming in claims.items():
        best, *others = sorted(claiming, reverse=True)
        if not others or best[0] > others[0][0]:
            run.settle(best[1], run.free[id], "reference")


def same_or_none(one: Found, item: Item) -> float:
    """1 where a row has the very words of an item, or no words at all; else 0."""
    return float(same_words(one, item) or title_of(one) is None)


def agreement(one: Found, item: Item) -> float:
    """How like the words of a row and of an item are, whatever numbers are in them: its reference tells which it is."""
    return overlap(wording(title_of(one) or ""), wording(item.title_words))


def by_same_words(run: Matching) -> None:
    """The same words, and of several items with these, the one that has most else in common."""
    items: defaultdict[str, list[Item]] = defaultdict(list)
    for item in run.free.values():
        items[fold(item.title_words)].append(item)
    rows: defaultdict[str, list[tuple[int, Found]]] = defaultdict(list)
    for place, one in run.open:
        if (words := title_of(one)) is not None:
            rows[fold(words)].append((place, one))
    for words, claiming in rows.items():
        if words in items:
            pair_off(run, claiming, items[words])


def pair_off(run: Matching, rows: list[tuple[int, Found]], items: list[Item]) -> None:
    """Rows and items of the same words: what has most in common goes together. One row of two alike is a doubt."""
    if len(rows) == len(items) == 1:
        run.settle(rows[0][0], items[0], "text")
        return
    items = sorted(items, key=lambda item: ref_order(item.ref))
    rows = sorted(rows, key=lambda row: content(row[1]))
    if len(rows) * len(items) > PAIRED:
        for (place, _), item in zip(rows, items, strict=False):
            run.settle(place, item, "text")
        return
    shared = {(place, item.id): in_common(one, item) for place, one in rows for item in items}
    order = sorted(shared, key=lambda pair: -shared[pair])  # stable: rows by content, then items by reference
    short = len(rows) < len(items)
    for place, id in order:
        if place in run.matches or id not in run.free:
            continue
        alike = [item for item in items if item.id in run.free and shared[place, item.id] == shared[place, id]]
        if short and len(alike) > 1:
            refs = ", ".join(item.ref for item in alike)
            run.matches[place] = Match(doubt=f"It could be any of {refs}, which have the same words.")
            continue
        run.settle(place, run.free[id], "text")


def in_common(one: Found, item: Item) -> int:
    """How many values of a row the item has as they are."""
    fields = KINDS[one.kind].fields
    return sum(
        value.plain is not None and name in fields and plain(item, name) == value.plain
        for name, value in one.values.items()
    )


def content(one: Found) -> tuple[str, ...]:
    """What a row says, so that rows are in the same order wherever they stand in the file."""
    return (one.ref, *(f"{name}={value.plain}" for name, value in sorted(one.values.items())))


def by_telling_field(run: Matching, kind: str) -> None:
    """A field that one item alone has, on both sides."""
    for name in TELLING.get(kind, ()):
        items, rows = defaultdict(list), defaultdict(list)
        for item in run.free.values():
            items[plain(item, name)].append(item)
        for place, one in run.open:
            if name in one.values:
                rows[one.values[name].plain].append(place)
        for value, places in rows.items():
            if value is not None and len(places) == len(items[value]) == 1:
                run.settle(places[0], items[value][0], "text")


def by_like_words(run: Matching) -> None:
    """Words that were changed: the likest, where nothing else is nearly as like."""
    rows = [(place, one, wording(words)) for place, one in run.open if (words := title_of(one))]
    items = sorted(run.free.values(), key=lambda item: ref_order(item.ref))
    if not rows or not items:
        return
    found = candidates([words for _, _, words in rows], [wording(item.title_words) for item in items], RELATED)
    pairs, doubts = clear_pairs(found)
    reworded: list[tuple[Found, Item]] = []
    related: list[tuple[Found, Item]] = []
    for row, choice in enumerate(found):
        place, one, _ = rows[row]
        if row in pairs:
            run.settle(place, items[pairs[row]], "text")
            reworded.append((one, items[pairs[row]]))
        elif row in doubts:
            refs = ", ".join(items[other].ref for other in doubts[row])
            several = f"any of {refs}, whose words are about as like" if len(doubts[row]) > 1 else refs
            run.matches[place] = Match(doubt=f"It could be {several}.")
        elif choice:
            related.append((one, items[choice[0][1]]))
    run.notices += told_of(reworded, "was taken for", "rows were taken for items of other words")
    run.notices += told_of(related, "was taken as new, though it is like", "rows were taken as new, though like others")


def told_of(pairs: list[tuple[Found, Item]], what: str, more: str) -> Iterator[Notice]:
    """What was made of rows whose words are like an item's: of the first few, and how many more."""
    pairs.sort(key=lambda pair: pair[0].place)
    for one, item in pairs[:ALIKE]:
        sentence = f"{called(one)} {what} {item.ref}, {quoted(item.title_words, 80)}."
        yield Notice(What.NOTED, sentence, one.place)
    if len(pairs) > ALIKE:
        yield Notice(What.NOTED, f"{len(pairs) - ALIKE:,} more {more}.", pairs[ALIKE][0].place)


def clear_pairs(found: Sequence[Sequence[tuple[float, int]]]) -> tuple[dict[int, int], Mapping[int, list[int]]]:
    """Of rows with (likeness, item) each: row -> item where both are each other's best by far, and row -> the items
    that it could as well be.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    while True:
        rivals: defaultdict[int, list[float]] = defaultdict(list)
        choices: dict[int, list[tuple[float, int]]] = {}
        for row, listed in enumerate(found):
            if row not in pairs and (free := [one for one in listed if one[0] >= LIKE - NEAR and one[1] not in taken]):
                choices[row] = free
                for like, item in free:
                    rivals[item].append(like)
        settled = {
            row: free[0][1]
            for row, free in choices.items()
            if free[0][0] >= LIKE
            and (len(free) == 1 or free[0][0] - free[1][0] >= NEAR)
            and sum(like > free[0][0] - NEAR for like in rivals[free[0][1]]) == 1
        }
        if not settled:
            break
        pairs |= settled
        taken |= set(settled.values())
    doubts = {
        row: [item for like, item in free if like > free[0][0] - NEAR]
        for row, free in choices.items()
        if free[0][0] >= LIKE
    }
    return pairs, doubts


def other_references(run: Matching) -> Iterator[Notice]:
    """What is said of a reference that the register has for something else."""
    refs = {fold(item.ref): item for item in run.state.of(run.found[0][1].kind)}
    for place, one in run.found:
        item = refs.get(fold(one.ref.strip())) if one.ref else None
        match = run.matches.get(place, Match())
        if item is None or match.item is item or match.by == "id":
            continue
        meant = f"it was taken for {match.item.ref}" if match.item else "it was taken as another item"
        yield Notice(
            What.DOUBTED,
            f"{quoted(one.ref)} in the file is not {item.ref} of this register, {quoted(item.title_words, 60)}: "
            f"{meant}, by its words.",
            one.place,
            one.ref,
        )


def same_words(one: Found, item: Item) -> bool:
    """Whether a row and an item have the same title."""
    words = title_of(one)
    return words is not None and fold(words) == fold(item.title_words)


def title_of(one: Found) -> str | None:
    """The words by which people know an item of a file."""
    value = one.values.get(KINDS[one.kind].title)
    words: Plain = value.plain if value else None
    return words if isinstance(words, str) and words else None


def called(one: Found) -> str:
    """How a sentence names an item of a file."""
    return quoted(title_of(one) or one.ref or one.key, 60)
