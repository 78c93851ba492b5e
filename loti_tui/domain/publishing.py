"""The answer to "may this now be published?": yes, on a day; or not before another day, with a reason (domain §4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from loti_tui.domain.changes import Edit
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.fields import Plain
from loti_tui.domain.items import Publication
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State, plain


def published(state: State, on: date, who: str) -> tuple[Edit, ...]:
    """The edits by which Part 1 is recorded as published. Raises `Refused`."""
    item = open_question(state)
    return edits(item, {"published_on": PartialDate.of_day(on).iso, "published_by": who})


def deferred(state: State, until: PartialDate, why: str, today: date) -> tuple[Edit, ...]:
    """The edits by which publication is deferred until a day, for a reason. Every earlier day stays in the log.

    Raises `Refused` for a date that is not a day or is past, and where there is no reason.
    """
    item = open_question(state)
    if until.first != until.last:
        raise Refused(f"A deferral ends on a day: {until.spoken()} is not one. Nothing was changed.")
    if until.first < today:
        raise Refused(
            f"{day_words(until.first)} is before today, {day_words(today)}: a deferral ends on a day to come. Nothing "
            f"was changed."
        )
    if not why.strip():
        raise Refused("A deferral needs a reason: say why it is strictly necessary. Nothing was changed.")
    return edits(item, {"deferred": True, "until": until.iso, "reason": why})


def edits(item: Publication, values: Mapping[str, Plain]) -> tuple[Edit, ...]:
    """The edits that give these values to a publication as it was seen."""
    return tuple(Edit("publication", item.id, name, value, plain(item, name)) for name, value in values.items())


def open_question(state: State) -> Publication:
    """The publication that is still to be decided. Raises `Refused` where there is none."""
    item = state.publication
    if item is None:
        raise Refused("This register has no publication recorded. Nothing was changed.")
    if item.published_on is not None:
        raise Refused(f"Part 1 was published on {item.published_on.spoken()}. Nothing was changed.")
    return item
