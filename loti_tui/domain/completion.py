"""Names that are typed again and again, completed from what the register holds: most used first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from loti_tui.domain.items import KINDS
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import fold

Named = tuple[str, str]
"""(kind, field)"""

POOLS: tuple[frozenset[Named], ...] = (
    frozenset({
        ("risk", "owner"), ("risk", "actionee"), ("issue", "owner"), ("milestone", "owner"), ("action", "owner"),
        ("procurement", "lead"), ("step", "lead"), ("signoff", "name"), ("publication", "published_by"),
    }),
    frozenset({("funding", "payer"), ("spend", "payee"), ("procurement", "supplier")}),
    frozenset({("risk", "category")}),
    frozenset({("action", "meeting"), ("resolution", "meeting")}),
)  # fmt: skip
"""Fields that name the same things: people and units, organisations, categories, meetings (by their days)."""


def pool(kind: str, field: str) -> frozenset[Named]:
    """The fields whose values complete this one; empty where it names nothing that comes again."""
    return next((one for one in POOLS if (kind, field) in one), frozenset())


def names(state: State, kind: str, field: str) -> tuple[str, ...]:
    """What may be meant in a field, as it is typed: the most used there first, then the most used elsewhere.

    Of spellings that differ in case and accents only, the most used one stands for all.
    """
    spellings: dict[str, Counter[str]] = {}
    there: Counter[str] = Counter()
    for of, name in sorted(pool(kind, field)):
        words = KINDS[of].fields[name].type
        for item in state.of(of):
            if (value := plain(item, name)) is not None:
                typed = words.typed(value)
                spellings.setdefault(fold(typed), Counter())[typed] += 1
                there[fold(typed)] += (of, name) == (kind, field)
    ranked = sorted(spellings.items(), key=lambda one: (-there[one[0]], -one[1].total(), one[0]))
    return tuple(min(one, key=lambda spelt: (-one[spelt], spelt)) for _, one in ranked)


def beginning(known: Sequence[str], typed: str) -> tuple[str, ...]:
    """Those of the names that begin with what is typed, in their order, whatever the case and accents of it.

    A name that is typed in full is no completion of itself; nothing typed begins none.
    """
    start = fold(typed)
    return tuple(one for one in known if start.strip() and fold(one).startswith(start) and fold(one) != start)


def rest(name: str, typed: str) -> str:
    """What of a name is still to be typed, once its beginning is: of "Zoë" after "zo", "ë"."""
    start = len(fold(typed))
    return next((name[place:] for place in range(len(name) + 1) if len(fold(name[:place])) >= start), "")
