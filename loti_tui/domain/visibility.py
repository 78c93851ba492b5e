"""What each field is to the public: a table that names every field, so that one which is forgotten lets nothing out.

Source: the form. Part 1 is published, at once or when its deferral ends; Part 2 never is. What the board writes for
itself (reasons, actions, findings) is neither: it is the board's own record (domain rules §4).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from loti_tui.domain.items import KINDS
from loti_tui.domain.refused import Refused
from loti_tui.domain.text import quoted


class Origin(StrEnum):
    """Where a field belongs."""

    OPEN = "open"
    """Which decision it is, where its publication stands, and by which method things are judged: always public."""
    PART_1 = "part 1"
    """The form's Part 1, and what became of it: public unless it is deferred."""
    BOARD = "board"
    """The board's own record: in no public pack."""


KEPT = ("ref", "removed", "programme")
"""How the program keeps any item."""

_FIELDS: Mapping[str, Mapping[Origin, tuple[str, ...]]] = {
    "programme": {
        Origin.OPEN: ("milestone_rule",),
        Origin.PART_1: ("title",),
        Origin.BOARD: ("confidence", "confidence_reason"),
    },
    "dayoff": {Origin.OPEN: ("day", "nation"), Origin.BOARD: ("title",)},
    "decision": {
        Origin.PART_1: (
            *("title", "decision_type", "summary", "authority", "approved_on", "ceiling", "starts_on", "ends_on"),
            *("objectives", "outcomes", "source"),
        )
    },
    "funding": {Origin.PART_1: ("payer", "amount")},
    "spend": {Origin.BOARD: ("title", "amount", "stage", "dated", "payee")},
    "signoff": {Origin.PART_1: ("role", "name", "signed_on", "confirmed")},
    "risk": {
        Origin.PART_1: (
            *("description", "cause", "event", "effect", "mitigation", "response", "category", "probability", "impact"),
            *("rag_recorded", "inherent_probability", "inherent_impact", "target_probability", "target_impact"),
            *("owner", "actionee", "proximity", "review_on", "raised_on", "status"),
        ),
        Origin.BOARD: ("rag_reason",),
    },
    "issue": {Origin.BOARD: ("description", "risk", "impact", "response", "owner", "raised_on", "due", "status")},
    "procurement": {
        Origin.OPEN: ("ocid",),
        Origin.PART_1: ("title", "lead", "rules", "route", "value", "planned_for", "begun_on", "method", "supplier"),
        Origin.BOARD: ("exemption",),
    },
    "step": {
        Origin.PART_1: (
            *("procurement", "position", "title", "stage", "lead", "planned", "forecast", "actual", "status"),
            "notice",
        )
    },
    "milestone": {
        Origin.PART_1: ("title", "outcome", "owner", "baseline", "forecast", "actual", "status", "depends_on"),
        Origin.BOARD: ("confidence",),
    },
    "publication": {
        Origin.OPEN: (
            *("deferred", "until", "exemption", "scope", "published_on", "published_by", "part2", "part2_review_on"),
        ),
        Origin.PART_1: ("reason", "waits_for"),
        Origin.BOARD: ("part2_basis",),
    },
    "action": {
        Origin.BOARD: ("description", "owner", "due", "status", "done_on", "meeting", "risk", "note"),
    },
    "resolution": {Origin.BOARD: ("decided", "stage", "meeting", "reason")},
    "acknowledgement": {Origin.BOARD: ("code", "about", "reason", "until")},
    "withholding": {Origin.BOARD: ("about", "field", "part", "basis", "reason")},
    "source": {
        Origin.BOARD: ("title", "layout", "sha256", "brought_on", "columns", "words", "raw", "doubts"),
    },
    "matrix": {Origin.OPEN: ("title", "effective_on", *(f"i{i}p{p}" for i in (1, 2, 3, 4) for p in (1, 2, 3, 4)))},
}

ORIGINS: Mapping[str, Mapping[str, Origin]] = {
    kind: dict.fromkeys(KEPT, Origin.OPEN) | {name: origin for origin, names in of_kind.items() for name in names}
    for kind, of_kind in _FIELDS.items()
}
"""kind -> field -> where it belongs."""


def origin(kind: str, field: str) -> Origin:
    """Where a field belongs. Raises `Refused` for one that the table does not name."""
    try:
        return ORIGINS[kind][field]
    except KeyError:
        raise Refused(
            f"Nothing says whether the public may see {quoted(f'{field} of {kind}')}. No public pack was made."
        ) from None


def whole(kind: str) -> Origin | None:
    """Where everything of a kind belongs, where that is one place and not open; else None."""
    found = {origin(kind, field) for field in KINDS[kind].fields if field not in KEPT}
    return found.pop() if len(found) == 1 and Origin.OPEN not in found else None


SAME_SECRET: tuple[frozenset[tuple[str, str]], ...] = (
    frozenset({("risk", "probability"), ("risk", "impact"), ("risk", "rag_recorded")}),
    frozenset({("milestone", "baseline"), ("milestone", "forecast"), ("milestone", "actual")}),
    frozenset({("step", "planned"), ("step", "forecast"), ("step", "actual")}),
)
"""Fields of one item of which each gives another away (a score and its factors, a date and its variance)."""

MONEY = (("decision", "ceiling"), ("funding", "amount"), ("procurement", "value"))
"""Amounts of which any gives another away, since the funding lines add up to the ceiling and that is what is bought."""
