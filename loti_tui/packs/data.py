"""A pack as data: one document of records with the names of the contract, for the formats that programs read.

What stands under each name is described once, by `described`: the schema of the JSON document and the metadata of the
CSV files are both made from that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, get_args

from loti_tui.domain.differences import record as difference
from loti_tui.domain.differences.difference import Way
from loti_tui.domain.fields import Choice, Field, FieldType, Text, When, Whole
from loti_tui.domain.item import Item
from loti_tui.domain.items import DAY, IMPACT, KINDS, PROBABILITY, RAG
from loti_tui.domain.moments import stamp
from loti_tui.domain.records import Record, record
from loti_tui.packs.pack import Pack
from loti_tui.packs.report import NO_MOMENT
from loti_tui.packs.telling import hidden

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

SINGLE = ("programme", "decision", "publication", "procurement")
"""The kinds of which the document has one item or none, each under its own name."""


# -- the document ----------------------------------------------------------------------------------------------------


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
        "snapshot": {"name": pack.snapshot.name, "sha256": pack.snapshot.sha256} if pack.snapshot else None,
        "made": None if pack.made == NO_MOMENT else stamp(pack.made),
        "compared_with": pack.compared_with or None,
        "changes": changes(pack),
        "withheld": withheld(pack),
    }


def records(pack: Pack, kind: str) -> list[Record]:
    """The items of a kind that stand, in the order of the register."""
    return [told(pack, item) for item in pack.state.of(kind)]


def only(pack: Pack, kind: str) -> Record | None:
    """The one item of a kind, where there is one."""
    item = pack.state.single(kind)
    return told(pack, item) if item else None


SCORED = ("probability", "impact")
STEP_DATES, MILESTONE_DATES = ("planned", "forecast", "actual"), ("baseline", "forecast", "actual")

FOLLOWS = {
    ("risk", "score"): SCORED,
    ("risk", "rag"): (*SCORED, "rag_recorded"),
    ("risk", "rag_computed"): SCORED,
    ("milestone", "variance_days"): MILESTONE_DATES,
    ("milestone", "rag"): (*MILESTONE_DATES, "status"),
    ("publication", "due_on"): ("deferred", "until"),
}
"""(kind, what is worked out) -> the fields that it is worked out from: where one of them is withheld, so is this."""


def told(pack: Pack, item: Item) -> Record:
    """The record of one item; what follows from a withheld field is None as that field is."""
    made = record(item, pack.state, pack.today)
    if item.withheld:
        gone = (name for (kind, name), read in FOLLOWS.items() if kind == item.KIND and hidden(item, *read))
        made |= dict.fromkeys(gone)
    return made


def changes(pack: Pack) -> list[Record]:
    """What is different from the snapshot that the pack was compared with."""
    return [difference(one) for one in pack.changes]


def withheld(pack: Pack) -> list[Record]:
    """How much of what is kept back, why, and until when."""
    return [
        {"what": one.what, "count": one.count, "category": one.category, "until": one.until} for one in pack.withheld
    ]


# -- the same as tables ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listing:
    """One table: the kind of its records, what stands in each column, and the records."""

    kind: str
    fields: tuple[Field, ...]
    records: list[Record]


def tables(pack: Pack) -> dict[str, Listing]:
    """Name -> table: the same set for every register. What a record has a list of records in is a table of its own."""
    data = document(pack)
    decision, publication = data["decision"] or {}, data["publication"] or {}

    def listing(kind: str, found: list[Record]) -> Listing:
        fields = tuple(field for field in described(pack, kind) if not isinstance(field.type, Records))
        return Listing(kind, fields, [{field.name: one[field.name] for field in fields} for one in found])

    def at_most_one(kind: str) -> Listing:
        return listing(kind, [data[kind]] if data[kind] else [])

    return {
        "programme": at_most_one("programme"),
        "procurement": at_most_one("procurement"),
        "decision": at_most_one("decision"),
        "funding": listing("funding", decision.get("funding", [])),
        "sign-offs": listing("signoff", decision.get("sign_offs", [])),
        "publication": at_most_one("publication"),
        "deferrals": listing("deferral", publication.get("history", [])),
        **{name.replace("_", "-"): listing(kind, data[name]) for name, kind in LISTED.items()},
        "matrix": listing("cell", data["matrix"]),
        "changes": listing("change", data["changes"]),
        "withheld": listing("withheld", data["withheld"]),
    }


# -- what stands under each name -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Product(FieldType):
    """A score: probability times impact."""


@dataclass(frozen=True, slots=True)
class Days(FieldType):
    """A number of calendar days, fewer than none where something is early."""


@dataclass(frozen=True, slots=True)
class Moment(FieldType):
    """An instant in UTC, as the log stores it; "" where it is not known, if `or_empty`."""

    or_empty: bool = False


@dataclass(frozen=True, slots=True)
class Lines(FieldType):
    """A list of lines of text."""


@dataclass(frozen=True, slots=True)
class Anything(FieldType):
    """What a field held: text, a number, yes or no, a list, or nothing."""


@dataclass(frozen=True, slots=True)
class Records(FieldType):
    """A list of records; in CSV a file of its own."""

    kind: str


MEMBERS = {
    "funding": ("ref", "payer", "amount_pence", "id"),
    "signoff": ("ref", "role", "name", "signed_on", "confirmed", "id"),
}
"""Kind -> the names of its records within the one of the decision."""

STORED_AS = {
    ("decision", "ceiling_pence"): "ceiling",
    ("procurement", "value_pence"): "value",
    ("funding", "amount_pence"): "amount",
}
"""(kind, name in a record) -> the name of the field, where that is another."""

WORKED_OUT: dict[tuple[str, str], Field] = {
    (kind, field.name): field
    for kind, field in (
        ("risk", Field("score", "Score", Product())),
        ("risk", Field("rag", "Risk RAG: the recorded one, else the computed one", RAG)),
        ("risk", Field("rag_computed", "RAG that the matrix gives to the score", RAG)),
        ("milestone", Field("variance_days", "Days from the baseline to the expected date", Days())),
        ("milestone", Field("rag", "Milestone RAG", RAG)),
        ("publication", Field("approved_on", "The decision was approved on", DAY)),
        ("publication", Field("due_on", "Publication due on", DAY)),
        ("publication", Field("history", "Every date to which it was deferred", Records("deferral"), required=True)),
        ("decision", Field("objectives", "Objectives", Lines())),
        ("decision", Field("outcomes", "Outcomes", Lines())),
        ("decision", Field("funding", "Funding lines", Records("funding"), required=True)),
        ("decision", Field("sign_offs", "Sign-offs", Records("signoff"), required=True)),
    )
}
"""What a record holds that is no field of its item, or is there in another form."""

OTHERS: dict[str, tuple[Field, ...]] = {
    "deferral": (
        Field("until", "Deferred until", When()),
        Field("was", "Before that", When()),
        Field("who", "Recorded by", Text()),
        Field("at", "Recorded at", Moment()),
        Field("why", "Why", Text()),
    ),
    "cell": (
        Field("impact", "Impact", IMPACT, required=True),
        Field("probability", "Probability", PROBABILITY, required=True),
        Field("rag", "RAG of this pair", RAG, required=True),
    ),
    "change": (
        Field("kind", "Kind of item", Choice(tuple(KINDS)), required=True),
        Field("ref", "Reference", Text(), required=True),
        Field("change", "What became of it", Choice(get_args(Way)), required=True),
        Field("field", "Field", Text()),
        Field("old", "Before", Anything()),
        Field("new", "After", Anything()),
        Field("who", "By", Text()),
        Field("at", "When", Moment(or_empty=True)),
        Field("why", "Why", Text()),
        Field("sentence", "In words", Text(), required=True),
    ),
    "withheld": (
        Field("what", "What is withheld", Text(), required=True),
        Field("count", "How many", Whole(), required=True),
        Field("category", "Why", Text(), required=True),
        Field("until", "Until", Text(), required=True),
    ),
}
"""The records that are no items."""


def names(pack: Pack, kind: str) -> tuple[str, ...]:
    """The names that a record of a kind has, also where no item of it stands."""
    if kind in MEMBERS:
        return MEMBERS[kind]
    if kind in OTHERS:
        return tuple(field.name for field in OTHERS[kind])
    return tuple(record(KINDS[kind].item(id=""), pack.state, pack.today))


def described(pack: Pack, kind: str) -> tuple[Field, ...]:
    """What stands under each name of a record of a kind, in order; `required` where it is never None in this pack."""
    if kind in OTHERS:
        return OTHERS[kind]
    gone = frozenset[str]().union(*(item.withheld for item in pack.state.of(kind)))
    return tuple(one_described(kind, name, gone) for name in names(pack, kind))


def one_described(kind: str, name: str, gone: frozenset[str]) -> Field:
    """What stands under one name; `gone` are the fields of the kind that are withheld of some item."""
    if name == "id":
        return Field("id", "Id: what a program knows the item by", Text(), required=True)
    if (kind, name) in WORKED_OUT:
        return WORKED_OUT[kind, name]
    stored = STORED_AS.get((kind, name), name)
    field = KINDS[kind].fields[stored]
    return replace(field, name=name, required=field.required and stored not in gone)
