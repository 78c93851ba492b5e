"""What stands in one of two states only: items that were added or restored, and items that were removed."""

from __future__ import annotations

from loti_tui.domain.differences.behind import Acts
from loti_tui.domain.differences.difference import Difference, Way
from loti_tui.domain.differences.pair import kind_words
from loti_tui.domain.differences.wording import listed
from loti_tui.domain.fields import Money
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Acknowledgement, Risk, Withholding
from loti_tui.domain.state import State, plain
from loti_tui.domain.text import quoted, shortened

TITLE = 80
"""Characters of a title in a sentence."""


def added(item: Item, before: State, after: State, acts: Acts) -> Difference:
    """An item that does not stand in the earlier state; where it was there and removed, it was restored."""
    verb = "restored" if item.id in before.items else "added"
    sentence = f"{named(item)} was {verb}{called(item)}{worth(item, after)}."
    return whole(item, "added", sentence, acts)


def removed(item: Item, acts: Acts) -> Difference:
    """An item that does not stand in the later state."""
    return whole(item, "removed", f"{named(item)} was removed{called(item)}.", acts)


def whole(item: Item, change: Way, sentence: str, acts: Acts) -> Difference:
    """The difference of a whole item."""
    gone = change == "removed"
    old, new = (title(item), None) if gone else (None, title(item))
    behind = acts.behind_fate(item.id, gone)
    return Difference(item.KIND, item.ref, item.id, change, None, old, new, *behind, sentence)


def named(item: Item) -> str:
    """An item at the beginning of a sentence: "Risk R5"."""
    words = kind_words(item.KIND)
    return f"{words[:1].upper()}{words[1:]} {item.ref}"


def title(item: Item) -> str | None:
    """The words that it is known by; None where it has none or they are withheld."""
    return None if KINDS[item.KIND].title in item.withheld else item.title_words or None


def called(item: Item, *others: Item) -> str:
    """The end of a sentence that says its title; "" where it has none or that is withheld, in `others` as well."""
    if not KINDS[item.KIND].title or any(title(one) is None for one in (item, *others)):
        return ""
    return f": {quoted(item.title_words, TITLE)}"


def worth(item: Item, state: State) -> str:
    """What is asked first of a new item: how a risk is rated, what money it is about, what is withheld or accepted."""
    if isinstance(item, Risk):
        judged = state.judgement(item)
        rating = judged.words if judged.rag else judged.words.lower()
        return "" if item.withheld & {"probability", "impact", "rag_recorded"} else f", {rating}"
    if isinstance(item, Withholding):
        withheld = state.refs(item.about)
        return f", for {listed(withheld)}" if withheld else ""
    if isinstance(item, Acknowledgement):
        return f", for {shortened(item.code)}" if item.code and "code" not in item.withheld else ""
    amounts = [
        field.type.words(plain(item, name))
        for name, field in KINDS[item.KIND].fields.items()
        if isinstance(field.type, Money) and name not in item.withheld and plain(item, name) is not None
    ]
    return f", {amounts[0]}" if amounts else ""
