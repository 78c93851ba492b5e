"""OCDS: the procurement of a pack as one release of the Open Contracting Data Standard, version 1.1.

A date in it is a moment by the standard, so only dates that are known to the day are given as such; the others stand in
words in the description of their step. What is withheld is left out, and nothing is said that follows from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID, uuid5

from loti_tui import __version__
from loti_tui.domain.dates import PartialDate, Precision
from loti_tui.domain.items import KINDS, Milestone, Procurement, Step
from loti_tui.domain.organisations import Organisations
from loti_tui.domain.procuring import AWARD, furthest, is_done, stage_of, steps_by_stage
from loti_tui.domain.state import State
from loti_tui.domain.steps import STAGES
from loti_tui.domain.withholding import MANY
from loti_tui.packs.pack import Pack
from loti_tui.packs.report import NO_MOMENT
from loti_tui.packs.telling import hidden

Json = dict[str, Any]

NAMESPACE = UUID("b1a0a0de-6b0b-4b69-8a1c-0c6c0f5a3b52")
"""What the ids of organisations and packages are made in."""

UNREGISTERED = "ocds-xxxxxx"
"""Stands for the prefix that the publisher has to register with the Open Contracting Partnership."""
NOTE = f"The prefix {UNREGISTERED} stands for one that the publisher has yet to register."

# The register's methods, in the words of the standard's codelist “method”.
METHODS = {"quotes": "limited", "tender": "open", "direct award": "direct"}
# The status of a step or a milestone, in the words of the codelist “milestoneStatus”.
STATUSES = {"planned": "scheduled", "started": "scheduled", "done": "met", "dropped": "notMet"}

INVITED = STAGES.index("invitation")
READ = ("title", "stage", "actual", "status")
"""What of a step tells how far the procurement is."""


def write(pack: Pack) -> dict[str, bytes]:
    """No file where the pack has no procurement."""
    bought = pack.state.procurement
    if bought is None:
        return {}
    text = json.dumps(package(pack, bought), ensure_ascii=False, allow_nan=False, indent=2)
    return {f"{pack.stem}-ocds.json": f"{text}\n".encode()}


def package(pack: Pack, bought: Procurement) -> Json:
    """The release and who made it."""
    said = release(pack, bought)
    marking = f"{pack.report.marking}."
    return {
        "note": marking if bought.ocid else f"{marking} {NOTE}",
        "uri": f"urn:uuid:{uuid5(NAMESPACE, said['ocid'] + said['id'])}",
        "version": "1.1",
        "publishedDate": said["date"],
        "publisher": {"name": f"loti-tui {__version__}"},
        "releases": [said],
    }


def release(pack: Pack, bought: Procurement) -> Json:
    """How the procurement stands."""
    state, steps = pack.state, known_steps(pack)
    date = moment_of(pack)
    done = {stage for stage, step in steps.items() if is_done(step)}
    reached = furthest(steps)
    parts = {
        "parties": parties(state, bought, awarded=reached >= AWARD),
        "buyer": reference(state, bought.lead),
        "planning": planning(state),
        "tender": tender(state, bought, status_of(pack, steps), steps),
        "awards": [award(bought, steps)] if reached >= AWARD else [],
        "contracts": [contract(bought, steps, done)] if "contract" in done else [],
    }
    tags = ["planning", *(["tender"] if reached >= INVITED else []), *(name[:-1] for name in LATER if parts[name])]
    return {
        "ocid": bought.ocid or f"{UNREGISTERED}-{bought.id}",
        "id": f"{pack.stem}-{date:%Y%m%dT%H%M%SZ}",
        "date": f"{date:%Y-%m-%dT%H:%M:%SZ}",
        "language": "en",
        "tag": tags,
        "initiationType": "tender",
        **recorded(parts),
    }


LATER = ("awards", "contracts")


def moment_of(pack: Pack) -> datetime:
    """When it was so: the newest change in the pack, else the beginning of its day."""
    return datetime.combine(pack.today, time(), UTC) if pack.made == NO_MOMENT else pack.made


def recorded(values: Json) -> Json:
    """The values that there are: the standard leaves out what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


# -- how far it is ---------------------------------------------------------------------------------------------------


def partly_withheld(pack: Pack) -> bool:
    """Whether it cannot be told how far the procurement is."""
    lines = any(one.what == MANY["step"] for one in pack.withheld)
    return lines or any(hidden(step, *READ) for step in pack.state.steps)


def known_steps(pack: Pack) -> dict[str, Step]:
    """Stage -> its step; none where some are withheld, since the others would tell a wrong story."""
    return {} if partly_withheld(pack) else steps_by_stage(pack.state)


def status_of(pack: Pack, steps: dict[str, Step]) -> str | None:
    """The status of the tender, in the words of the codelist “tenderStatus”."""
    if partly_withheld(pack):
        return None
    if pack.state.steps and all(step.status == "dropped" for step in pack.state.steps):
        return "cancelled"
    reached = furthest(steps)
    if reached >= AWARD:
        return "complete"
    if reached >= INVITED:
        return "active"
    return "planned" if reached >= 0 else "planning"


# -- parts of a release ----------------------------------------------------------------------------------------------


def planning(state: State) -> Json:
    """What was decided, what it may cost, and what it is to bring about."""
    decision, programme = state.decision, state.programme
    budget = {
        "description": decision.title if decision else None,
        "amount": amount(decision.ceiling if decision else None),
        "project": programme.title if programme else None,
        "projectID": decision.ref if decision else None,
    }
    return recorded(
        {
            "rationale": decision.summary if decision else None,
            "budget": recorded(budget),
            "milestones": [milestone(one, "delivery") for one in state.milestones],
        }
    )


def tender(state: State, bought: Procurement, status: str | None, steps: dict[str, Step]) -> Json:
    """The purchase before its award, and its steps."""
    opened, due = steps.get("invitation"), steps.get("quotes due")
    period = {
        "startDate": moment(opened.actual or opened.forecast or opened.planned) if opened else None,
        "endDate": moment(due.actual or due.forecast or due.planned) if due else None,
    }
    return recorded(
        {
            "id": bought.id,
            "title": bought.title,
            "status": status,
            "procuringEntity": reference(state, bought.lead),
            "value": amount(bought.value),
            "procurementMethod": METHODS.get(bought.method or ""),
            "procurementMethodDetails": "; ".join(words for words in (bought.route, bought.rules) if words),
            "procurementMethodRationale": bought.exemption,
            "tenderPeriod": recorded(period),
            "milestones": [milestone(step, type_of(step)) for step in state.steps],
        }
    )


def award(bought: Procurement, steps: dict[str, Step]) -> Json:
    """That it was awarded, to whom and when."""
    step = steps.get("award")
    return recorded(
        {
            "id": f"{bought.id}-award",
            "title": bought.title,
            "status": "active",
            "date": moment(step.actual) if step else None,
            "suppliers": [organisation(bought.supplier)] if bought.supplier else [],
        }
    )


def contract(bought: Procurement, steps: dict[str, Step], done: set[str]) -> Json:
    """That it was signed, and whether it has ended."""
    return recorded(
        {
            "id": f"{bought.id}-contract",
            "awardID": f"{bought.id}-award",
            "title": bought.title,
            "status": "terminated" if "close" in done else "active",
            "dateSigned": moment(steps["contract"].actual),
        }
    )


def type_of(step: Step) -> str:
    """What kind of milestone a step is, in the words of the codelist “milestoneType”."""
    stage = stage_of(step)
    if stage in ("need", "award"):
        return "approval"
    if stage in ("route", "specification"):
        return "preProcurement"
    return "assessment" if stage == "evaluation" else "reporting" if stage == "notices" else "procurement"


def milestone(item: Step | Milestone, kind: str) -> Json:
    """A step or a point of delivery: its dates in words, and those that are known to the day as dates too."""
    dates = ("planned", "forecast", "actual") if isinstance(item, Step) else ("baseline", "forecast", "actual")
    due = item.forecast or getattr(item, dates[0])
    return recorded(
        {
            "id": item.id,
            "code": item.ref,
            "title": item.title,
            "type": kind,
            "description": dates_in_words(item, dates),
            "dueDate": None if hidden(item, *dates) else moment(due),
            "dateMet": moment(item.actual),
            "status": None if hidden(item, "status", "actual") else status_word(item),
        }
    )


def status_word(item: Step | Milestone) -> str:
    return "met" if is_done(item) else STATUSES[item.status]


def dates_in_words(item: Step | Milestone, names: Iterable[str]) -> str:
    """ "Planned: April 2017. Forecast: May 2017." """
    fields = KINDS[item.KIND].fields
    told = ((fields[name].label, getattr(item, name)) for name in names)
    return " ".join(f"{label}: {when.spoken()}." for label, when in told if when is not None)


def moment(when: PartialDate | None) -> str | None:
    """A day as the standard has it; None for what is known to the month, the quarter or the year only."""
    return f"{when.iso}T00:00:00Z" if when is not None and when.precision is Precision.DAY else None


def amount(pence: int | None) -> Json | None:
    """Pounds, without decimals where they are whole."""
    if pence is None:
        return None
    return {"amount": pence / 100 if pence % 100 else pence // 100, "currency": "GBP"}


# -- organisations ---------------------------------------------------------------------------------------------------


def organisation(name: str) -> Json:
    """An organisation as it is referred to: the same name has the same id everywhere."""
    return {"id": str(uuid5(NAMESPACE, name)), "name": name}


def reference(state: State, name: str | None) -> Json | None:
    """An organisation that leads; a person is none."""
    return organisation(name) if name and Organisations.of(state).is_unit(name) else None


def parties(state: State, bought: Procurement, *, awarded: bool) -> list[Json]:
    """Every organisation that has a part in it, each once with all its roles."""
    roles: dict[str, list[str]] = {}
    for name, role in roles_of(state, bought, awarded=awarded):
        roles.setdefault(name, []).append(role)
    return [{**organisation(name), "roles": played} for name, played in roles.items()]


def roles_of(state: State, bought: Procurement, *, awarded: bool) -> Iterator[tuple[str, str]]:
    """(name, role), in the words of the codelist “partyRole”."""
    if bought.lead and reference(state, bought.lead):
        yield bought.lead, "buyer"
        yield bought.lead, "procuringEntity"
    for payer in dict.fromkeys(line.payer for line in state.funding if line.payer):
        yield payer, "funder"
    if bought.supplier and awarded:
        yield bought.supplier, "supplier"
