"""A pack as data: one document of records with the names of the contract, for the formats that programs read."""

from __future__ import annotations

from typing import Any

from loti_tui.domain.items import KINDS
from loti_tui.domain.records import Record, record
from loti_tui.packs.pack import Pack

LISTED = {
    "risks": "risk",
    "steps": "step",
    "milestones": "milestone",
    "issues": "issue",
    "actions": "action",
    "board_decisions": "resolution",
    "spending": "spend",
    "days_off": "dayoff",
}
"""Name in the document -> kind of item."""


def document(pack: Pack) -> dict[str, Any]:
    """Everything in the pack; what is not recorded is None, and a list is there even when it is empty."""
    lists = {name: records(pack, kind) for name, kind in LISTED.items()}
    return {
        "register": pack.source,
        "as_at": pack.today.isoformat(),
        "audience": pack.audience,
        "programme": only(pack, "programme"),
        "decision": only(pack, "decision"),
        "publication": only(pack, "publication"),
        "risks": lists["risks"],
        "procurement": only(pack, "procurement"),
        "steps": lists["steps"],
        "milestones": lists["milestones"],
        "issues": lists["issues"],
        "actions": lists["actions"],
        "board_decisions": lists["board_decisions"],
        "spending": lists["spending"],
        "days_off": lists["days_off"],
        # A list of records, because JSON has no pairs for keys.
        "matrix": [
            {"impact": impact, "probability": probability, "rag": str(rag)}
            for (impact, probability), rag in sorted(pack.state.cells.items())
        ],
    }


def records(pack: Pack, kind: str) -> list[Record]:
    """The items of a kind that stand, in the order of the register."""
    return [record(item, pack.state, pack.today) for item in pack.state.of(kind)]


def only(pack: Pack, kind: str) -> Record | None:
    """The one item of a kind, where there is one."""
    item = pack.state.single(kind)
    return record(item, pack.state, pack.today) if item else None


def names(pack: Pack, kind: str) -> tuple[str, ...]:
    """The names that a record of a kind has, also where no item of it stands."""
    return tuple(record(KINDS[kind].item(id=""), pack.state, pack.today))
