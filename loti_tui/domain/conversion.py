"""A risk that has happened becomes an issue: the risk stays with its history, and the issue points to it."""

from __future__ import annotations

from datetime import date

from loti_tui.domain.changes import Edit, new_item
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.items import Risk
from loti_tui.domain.refused import Refused


def happened(risk: Risk, today: date) -> tuple[Edit, ...]:
    """The edits by which an open risk becomes an issue of today: one act, one undo step. Raises `Refused`."""
    if risk.status != "open":
        became = "has become an issue already" if risk.status == "occurred" else f"is {risk.status}"
        raise Refused(f"{risk.ref} {became}: only an open risk becomes an issue. Nothing was changed.")
    issue = {
        "description": risk.event or risk.description,
        "risk": risk.id,
        "owner": risk.owner,
        "raised_on": PartialDate.of_day(today).iso,
    }
    known = {name: value for name, value in issue.items() if value is not None}
    return (Edit("risk", risk.id, "status", "occurred", risk.status), *new_item("issue", known))
