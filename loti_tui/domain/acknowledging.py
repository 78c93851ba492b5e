"""Accepting a finding for a while: with a reason, and until a day on which it comes back."""

from __future__ import annotations

from datetime import date

from loti_tui.domain.changes import Edit, new_item
from loti_tui.domain.dates import PartialDate, day_words
from loti_tui.domain.fields import Plain
from loti_tui.domain.findings.finding import Finding
from loti_tui.domain.refused import Refused
from loti_tui.domain.state import State, plain


def acknowledged(state: State, finding: Finding, why: str, until: PartialDate, today: date) -> tuple[Edit, ...]:
    """The edits by which a finding is accepted until a day; one that was accepted before gets the new reason and day.

    Raises `Refused` without a reason, and for a date that is not a day to come.
    """
    if not why.strip():
        raise Refused("An acknowledgement needs a reason. Nothing was changed.")
    if until.first != until.last or until.first <= today:
        raise Refused(f"A finding comes back on a day after {day_words(today)}. Nothing was changed.")
    values: dict[str, Plain] = {"reason": why, "until": until.iso}
    before = next(
        (one for one in state.acknowledgements if (one.code, one.about) == (finding.code, finding.about)), None
    )
    if before is not None:
        return tuple(
            Edit("acknowledgement", before.id, name, value, plain(before, name)) for name, value in values.items()
        )
    return new_item("acknowledgement", {"code": finding.code, "about": finding.about, **values})
