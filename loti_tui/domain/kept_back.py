"""What is named as withheld from the public, read from the item's side: for its record, and to end it.

`loti_tui.domain.withholding` says what follows for the public pack; here is who asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from loti_tui.domain.changes import Edit
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Withholding
from loti_tui.domain.related import Related
from loti_tui.domain.state import State, plain

LABEL = "Withheld"
"""What a line of a record is called that says so."""
PARTS = {"1": "Part 1, while publication is deferred", "2": "Part 2, never published"}
"""part -> what it means for the public pack."""


def naming(item: Item, field: str, state: State) -> tuple[Withholding, ...]:
    """The withholdings that keep a field of an item back, those of the whole item among them; with the field "",
    those of the whole item."""
    return tuple(mark for mark in state.withholdings if item.id in mark.about and (mark.field or "") in ("", field))


def kept_back(item: Item, state: State) -> tuple[Related, ...]:
    """One line for each withholding that names the item or one of its fields."""
    marks = (mark for mark in state.withholdings if item.id in mark.about)
    return tuple(Related(LABEL, words(mark, item), mark.id) for mark in marks)


def in_brief(item: Item, state: State) -> str:
    """That something of an item is withheld, for the head of its record; "" where nothing is."""
    marks = [mark for mark in state.withholdings if item.id in mark.about]
    if whole := [mark.ref for mark in marks if not mark.field]:
        return f"withheld from the public ({', '.join(whole)})"
    fields = [f"{what(mark, item)} ({mark.ref})" for mark in marks]
    return f"withheld from the public: {', '.join(fields)}" if fields else ""


def words(mark: Withholding, item: Item) -> str:
    """A withholding in a line: what of the item, from whom, why."""
    because = ": ".join(part for part in (mark.basis, mark.reason) if part)
    said = f"{what(mark, item)}: {PARTS.get(mark.part, mark.part)}"
    return f"{mark.ref}  {said}" + (f" ({because})" if because else "")


def what(mark: Withholding, item: Item) -> str:
    """What of an item a withholding names: a field by its label, or all of it."""
    field = KINDS[item.KIND].fields.get(mark.field or "")
    return field.label if field else mark.field or "All of it"


def ended(marks: Iterable[Withholding], item: Item) -> tuple[Edit, ...]:
    """The edits that end these withholdings for an item: where one names other items too, it goes on for those.

    Where the item is named by none of them, they end altogether.
    """
    return tuple(
        Edit(mark.KIND, mark.id, "about", [one for one in mark.about if one != item.id], plain(mark, "about"))
        if len(mark.about) > 1 and item.id in mark.about
        else Edit(mark.KIND, mark.id, "removed", True, False)
        for mark in marks
    )
