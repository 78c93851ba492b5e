"""The register as JSON records. The names are a contract: other people's scripts read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from loti_tui.domain.changes import Entry
from loti_tui.domain.delivery import milestone_rag, slip
from loti_tui.domain.fields import Link, Links
from loti_tui.domain.item import Item
from loti_tui.domain.items import KINDS, Decision, Milestone, Procurement, Publication, Risk, Step
from loti_tui.domain.publication import publication_due
from loti_tui.domain.state import State, plain
from loti_tui.domain.workdays import CalendarUnknown

Record = dict[str, Any]

RISK_KEYS = (
    *("ref", "description", "cause", "event", "effect", "mitigation", "response", "category"),
    *("probability", "impact", "score", "rag", "rag_computed", "rag_recorded", "rag_reason"),
    *("target_probability", "target_impact", "owner", "actionee", "proximity", "review_on", "raised_on"),
    *("status", "id"),
)


def fields_of(item: Item, *names: str) -> Record:
    """These fields of an item, dates as reduced ISO 8601 text."""
    return {name: plain(item, name) for name in names}


def risk(item: Risk, state: State, today: date) -> Record:
    judged = state.judgement(item)
    values = {name: plain(item, name) for name in RISK_KEYS if hasattr(item, name)}
    values |= {"score": judged.score, "rag": judged.rag, "rag_computed": judged.computed}
    return {name: values[name] for name in RISK_KEYS}


def step(item: Step, state: State, today: date) -> Record:
    return fields_of(item, "ref", "title", "lead", "planned", "forecast", "actual", "status", "notice", "id")


def milestone(item: Milestone, state: State, today: date) -> Record:
    record = fields_of(item, "ref", "title", "outcome", "owner", "baseline", "forecast", "actual")
    return record | {
        "variance_days": slip(item).days,
        "rag": milestone_rag(item, today, state.milestone_rule),
        "status": item.status,
        "depends_on": state.refs(item.depends_on),
        "id": item.id,
    }


def publication(item: Publication, state: State, today: date) -> Record:
    approved = state.decision.approved_on if state.decision else None
    try:
        due = publication_due(state)
    except CalendarUnknown:
        due = None
    return {
        "deferred": item.deferred,
        "until": plain(item, "until"),
        "reason": item.reason,
        "history": [
            {"until": e.new, "was": e.old, "who": e.who, "at": e.at, "why": e.why or None} for e in state.deferrals
        ],
        "approved_on": str(approved) if approved else None,
        "due_on": due.isoformat() if due else None,
        "published_on": plain(item, "published_on"),
        "part2": item.part2,
        "part2_basis": item.part2_basis,
    }


def decision(item: Decision, state: State, today: date) -> Record:
    """The decision with its funding lines and sign-offs; amounts are whole pence."""
    record = fields_of(item, "ref", "title", "decision_type", "summary", "authority", "approved_on")
    record |= {"ceiling_pence": item.ceiling} | fields_of(item, "starts_on", "ends_on")
    return record | {
        "objectives": (item.objectives or "").splitlines(),
        "outcomes": (item.outcomes or "").splitlines(),
        "funding": [
            {"ref": one.ref, "payer": one.payer, "amount_pence": one.amount, "id": one.id} for one in state.funding
        ],
        "sign_offs": [fields_of(one, "ref", "role", "name", "signed_on", "confirmed", "id") for one in state.sign_offs],
        "source": item.source,
        "id": item.id,
    }


def procurement(item: Procurement, state: State, today: date) -> Record:
    record = fields_of(item, "ref", "title", "lead", "rules", "route")
    return record | {"value_pence": item.value} | fields_of(item, "planned_for", "id")


def any_item(item: Item, state: State, today: date) -> Record:
    """A kind without a shape of its own: its reference, its fields (other items by reference), its id."""
    hidden = {"ref", "removed", "programme"}
    fields = {name: field for name, field in KINDS[item.KIND].fields.items() if name not in hidden}
    read = fields_of(item, *fields)
    for name, field in fields.items():
        if isinstance(field.type, Link) and read[name]:
            (read[name],) = state.refs([read[name]]) or (None,)
        elif isinstance(field.type, Links):
            read[name] = state.refs(getattr(item, name))
    return {"ref": item.ref, **read, "id": item.id}


SHAPES: Mapping[str, Callable[[Any, State, date], Record]] = {
    "risk": risk,
    "step": step,
    "milestone": milestone,
    "publication": publication,
    "decision": decision,
    "procurement": procurement,
}


def record(item: Item, state: State, today: date) -> Record:
    """One item as JSON people's scripts read."""
    return SHAPES.get(item.KIND, any_item)(item, state, today)


def entry(one: Entry) -> Record:
    """One line of the log."""
    return {n: getattr(one, n) for n in ("batch", "at", "who", "why", "kind", "ref", "field", "old", "new")}
